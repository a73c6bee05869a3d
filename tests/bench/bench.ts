/**
 * `npm run bench`: how fast the built portal is on this machine, beside a bare server of the same run,
 * and what a first visit weighs; with `--steps` only what plays of scenarios take. With `--people 100000`
 * what a publication costs large organisations.
 * Prints figures and targets; it asserts nothing, because machines differ.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { demoPassword, people } from '../../db/seed/people.ts'
import { buildWhenStale } from '../../src/server/build.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { launchChromium } from '../chromium.ts'
import { copyOf, databaseIn, forget, seedPortal } from '../seeded.ts'
import { firstVisitTo, type FirstVisit } from './first-visit.ts'
import { connections, loadOf, loadOfCycles, post, type Load } from './load.ts'
import { residentMb } from './server-process.ts'
import { measureSteps, players } from './steps.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
process.chdir(root)
if (process.argv.includes('--people')) {
  // A whole organisation is held in memory while it is made.
  const words = ['--max-old-space-size=8000', 'tests/bench/people.ts', ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1)
}
const seconds = Number(process.env['BENCH_SECONDS'] ?? 10)
/** Leads to the section where the reader left off. */
const lesson = '/lessons/holding-a-call'
const quiz = 'telephone'
const partNames = {
  start: 'start, with the first page',
  step: 'step, with the next page',
  close: 'last step, with its debrief',
  all: 'all together',
} as const

console.log('Building and seeding…')
await buildWhenStale()
const seeded = await seedPortal()
if (process.argv.includes('--steps')) {
  await printSteps(await loadOfHello())
  await forget(seeded.folder)
  process.exit(0)
}
const folder = await copyOf(seeded)
const settings = { DATABASE_URL: databaseIn(folder), CONTENT_DIR: 'content' }

// ---- start -------------------------------------------------------------------------------------

const starts: number[] = []
for (let run = 0; run < 5; run += 1) {
  const server = await serveAsProcess(settings)
  starts.push(server.startMs)
  await server.stop()
}
const server = await serveAsProcess(settings)
const memoryIdle = residentMb(server.pid)

// ---- load --------------------------------------------------------------------------------------

const cookies = await signInEverybody(server.url)
const [learner = ''] = cookies
const hello = await loadOfHello()
const section = (await fetch(server.url + lesson, { headers: { cookie: learner } })).url
console.log(`Loading for ${seconds} s each…`)
const lessonLoad = await loadOf(section, server.pid, seconds, learner)
const homeLoad = await loadOf(`${server.url}/`, server.pid, seconds, learner)
let posts = 0
let cyclesDone = 0
const quizLoad = await loadOfCycles(server.pid, seconds, async (turn) => {
  const count = await quizCycle(server.url, cookies[turn % cookies.length] ?? learner)
  posts += count
  cyclesDone += 1
})
const memoryLoaded = residentMb(server.pid)
await new Promise((resolve) => setTimeout(resolve, 5000))
const memoryAfter = residentMb(server.pid)

// ---- first visits ------------------------------------------------------------------------------

const browser = await launchChromium()
const openAttempt = new URL(await startQuiz(server.url, learner), server.url).pathname
const visits: readonly (readonly [string, FirstVisit])[] = [
  ['home', await firstVisitTo(browser, `${server.url}/`, learner)],
  ['lesson', await firstVisitTo(browser, server.url + lesson, learner)],
  ['quiz question', await firstVisitTo(browser, server.url + openAttempt, learner)],
]
await browser.close()
await server.stop()
await forget(folder)

// ---- telling -----------------------------------------------------------------------------------

const [processor] = cpus()
console.log(`\nNode ${process.version}, ${cpus().length} processors (${processor?.model.trim() ?? 'unknown'})`)
console.log(`\nAt ${connections} connections, signed in, ${seconds} s each; ratios are to the bare server`)
table(
  ['', 'a second', 'target', 'ratio', 'p50', 'p99', 'CPU each', 'ratio', 'failed'],
  [
    loadRow('bare node:http', hello),
    loadRow('lesson page', lessonLoad, '1000'),
    loadRow('home', homeLoad),
    loadRow(`quiz cycle, ${(posts / Math.max(1, cyclesDone)).toFixed(0)} posts`, quizLoad, '100'),
  ],
)
console.log('\nFirst visit, nothing cached; targets of a lesson: 60 kB without fonts, 150 kB with them, 8 requests')
table(
  ['', 'requests', 'without fonts', 'with fonts', 'scripts'],
  visits.map(([name, visit]) => [
    name,
    String(visit.requests),
    kilobytes(visit.bytes - visit.fontBytes),
    kilobytes(visit.bytes),
    visit.scripts.length === 0 ? 'none' : visit.scripts.join(' '),
  ]),
)
console.log('\nThe server')
table(
  ['', '', 'target'],
  [
    ['start, median of 5', milliseconds(starts.toSorted((a, b) => a - b)[2]), '1000 ms'],
    ['memory after start', megabytes(memoryIdle), '150 MB'],
    ['memory after load', megabytes(memoryLoaded), '150 MB'],
    ['memory 5 s later', megabytes(memoryAfter), '150 MB'],
    ['check of content/', milliseconds(timeOf('--import', './src/lean-loading.js', 'src/cli.ts', 'check')), '2000 ms'],
  ],
)

await printSteps(hello)
await forget(seeded.folder)

console.log('\nThe check of larger libraries; targets: 2 s for 100 clauses, 10 s for 2,000')
spawnSync(process.execPath, ['tests/bench/curriculum.ts'], { stdio: 'inherit' })

console.log('\nEvery play of scenarios walked; targets: 1 s for 200 scenes, 2 s to give one up')
spawnSync(process.execPath, ['tests/bench/scenarios.ts'], { stdio: 'inherit' })

console.log('\nSearch')
spawnSync(process.execPath, ['tests/bench/search.ts'], { stdio: 'inherit' })

// ---- parts -------------------------------------------------------------------------------------

async function loadOfHello(): Promise<Load> {
  const bare = spawn(process.execPath, ['tests/bench/hello.ts'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(bare.stdout, 'data')) as [Buffer]
  const load = await loadOf(`http://localhost:${port.toString().trim()}/`, bare.pid ?? 0, Math.min(5, seconds))
  bare.kill()
  return load
}

/** Cookies of people who are employed today, the learner's first; one person's ledger should not hold every cycle. */
async function signInEverybody(url: string): Promise<readonly string[]> {
  const sorted = people.toSorted((a, b) => Number(b.key === 'learner') - Number(a.key === 'learner'))
  const signedIn: string[] = []
  for (const { email } of sorted) {
    const answer = await fetch(`${url}/sign-in?_action=session.signIn`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: url },
      body: new URLSearchParams({ email, password: demoPassword }),
    })
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (answer.status === 303 && cookie !== undefined) signedIn.push(cookie)
  }
  if (signedIn.length === 0) throw new Error('Nobody of the demo could sign in.')
  return signedIn
}

/** What plays take: a start, a step and a close are each a form with the page to which it leads. */
async function printSteps(bare: Load): Promise<void> {
  console.log(`\nPlaying scenarios for ${seconds} s each…`)
  const loads = await measureSteps(seeded, seconds)
  for (const { manner, readers, parts, cpuMicroseconds: cpu, ...load } of loads) {
    const beside =
      readers === 0 ? '' : `, beside ${readers} readers (${(load.read / load.seconds).toFixed(0)} pages a second)`
    const each = cpu === undefined ? 'unknown' : `${cpu.toFixed(0)} µs`
    const ratio = cpu === undefined || bare.cpuMicroseconds === undefined ? undefined : cpu / bare.cpuMicroseconds
    console.log(`\n${players} players at once, ${manner}${beside}: ${load.plays} plays, ${load.granted} grants`)
    table(
      ['', 'a second', 'p50', 'p95', 'p99', 'longest'],
      parts.map((part) => [
        partNames[part.part],
        (part.count / load.seconds).toFixed(1),
        ...[part.p50Ms, part.p95Ms, part.p99Ms, part.longestMs].map(milliseconds),
      ]),
    )
    const times = ratio === undefined ? '' : `, ${ratio.toFixed(1)} times a bare request`
    console.log(`  CPU for each, on average: ${each}${times}${readers === 0 ? '' : ', readers included'}`)
  }
}

function startQuiz(url: string, cookie: string): Promise<string> {
  return post(`${url}/quizzes/${quiz}?_action=quizzes.start`, { quiz }, cookie)
}

/** Starts a quiz, answers every question with its first option, submits; says how many posts it took. */
async function quizCycle(url: string, cookie: string): Promise<number> {
  const first = new URL(await startQuiz(url, cookie), url).pathname
  const [, , , attempt = ''] = first.split('/')
  let count = 1
  for (let place = 1; ; place += 1) {
    const next = await post(
      `${url}/quizzes/${quiz}/${attempt}/${place}?_action=quizzes.answer`,
      { quiz, attempt, place: String(place), chosen: '1' },
      cookie,
    )
    count += 1
    // After the last question the way leads to the attempt as a whole.
    if (new URL(next, url).pathname.split('/').length < 5) break
  }
  await post(`${url}/quizzes/${quiz}/${attempt}?_action=quizzes.submit`, { quiz, attempt, leavingOpen: '0' }, cookie)
  return count + 1
}

/** Milliseconds that a program of the project takes from start to end, the best of three. */
function timeOf(...words: readonly string[]): number {
  const runs = [1, 2, 3].map(() => {
    const began = performance.now()
    spawnSync(process.execPath, words, { stdio: 'ignore' })
    return performance.now() - began
  })
  return Math.min(...runs)
}

function loadRow(name: string, load: Load, target = ''): readonly string[] {
  const cpu = load.cpuMicroseconds
  return [
    name,
    load.perSecond.toFixed(load.perSecond < 1000 ? 1 : 0),
    target,
    (load.perSecond / hello.perSecond).toFixed(3),
    milliseconds(load.p50Ms),
    milliseconds(load.p99Ms),
    cpu === undefined ? 'unknown' : `${cpu.toFixed(0)} µs`,
    cpu === undefined || hello.cpuMicroseconds === undefined ? '' : (cpu / hello.cpuMicroseconds).toFixed(1),
    String(load.failed),
  ]
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? 'unknown' : `${value.toFixed(value < 100 ? 1 : 0)} ms`
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

function megabytes(value: number | undefined): string {
  return value === undefined ? 'unknown' : `${value.toFixed(0)} MB`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  for (const row of all) {
    const cells = row.map((cell, column) =>
      column === 0 || column === row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(`  ${cells.join('  ')}`.trimEnd())
  }
}
