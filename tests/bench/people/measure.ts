/** What a publication costs an organisation of so many people, and what its pages take. */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../../src/domain/days.ts'
import { serveAsProcess, type Served } from '../../../src/server/as-process.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'
import { settleEverybody } from '../../../src/workflows/settle-everybody.ts'
import { startAttempt } from '../../../src/workflows/start-attempt.ts'
import { closeDatabase, openDatabase, type Database } from '../../../db/open.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { countUnsettled } from '../../../db/unsettled.ts'
import { processorMs, residentMb } from '../server-process.ts'
import { chanceFrom } from './chance.ts'
import { tokenOf } from './generate.ts'
import type { Inhabitant, Organisation } from './kept.ts'
import { writeEdition } from './library.ts'
import { loadWith, pageOf, type Learner, type Waits } from './load.ts'

export interface Measured {
  /** One publication in a process by itself. */
  readonly alone: {
    readonly transactionMs: number
    readonly touched: number
    readonly settleMs: number
    /** Of the processor that publishes, reads and writes included; what derives beside it is not. */
    readonly settleProcessorMs: number
    /** The longest that one slice held the event loop, its commit left aside. */
    readonly longestSliceMs: number
    /** The longest wait for the disk at the end of one. */
    readonly longestCommitMs: number
  }
  /** Another by the command, while learners work. */
  readonly live: {
    /** From the command to the publication in force, the folder read and checked in between. */
    readonly inForceMs: number
    /** From then until the last standing was rewritten. */
    readonly settledMs: number
    readonly touched: number
    /** The page of somebody touched, asked for at once. */
    readonly ownPage: { readonly right: boolean; readonly ms: number }
    readonly before: Waits
    readonly meanwhile: Waits
    /** Of one processor, while standings were rewritten. */
    readonly processorShare: number
  }
  readonly pages: {
    readonly everything: Pages
    readonly team: Pages
    readonly home: Pages
  }
  readonly memoryMb: number | undefined
}

export interface Pages {
  readonly middleMs: number
  readonly longestMs: number
  /** Of the server's processor for each; NaN where the system does not tell. */
  readonly processorMs: number
  readonly kilobytes: number
}

/** How long learners work before and, where all is settled sooner, after the publication. */
const quietMs = 8_000
const askedEach = 25

export async function measure(
  { people, teams, today }: Pick<Organisation, 'people' | 'teams' | 'today'>,
  input: { readonly path: string; readonly content: string },
): Promise<Measured> {
  const url = `file:${input.path}`
  const alone = await publishAlone(url, input.content)

  const db = await openDatabase(url)
  const working = people.filter(isAtWork).slice(0, 200)
  const learners = await attemptsOf(db, working)
  await closeDatabase(db)

  const server = await serveAsProcess({ DATABASE_URL: url, CONTENT_DIR: input.content })
  try {
    const lesson = '/lessons/saa/why-saa-01'
    // Whatever runs for the first time is compiled first.
    for (const { cookie } of learners.slice(0, 10)) await pageOf(`${server.url}/`, cookie)
    const pages = await pagesOf(server, { people, teams, learners, today })
    const load = loadWith(server.url, learners, lesson)
    await sleep(2_000)
    const begun = performance.now()
    await sleep(quietMs)

    await writeEdition(input.content, 4)
    const called = performance.now()
    const before = load.between(begun, called)
    const published = portal(url, input.content, 'publish')
    const stand = async () => (await (await fetch(`${server.url}/healthz`)).json()) as Health
    const { publication } = await stand()
    while ((await stand()).publication === publication) await sleep(20)
    const inForce = performance.now()
    const spentBefore = processorMs(server.pid) ?? NaN
    const touched = working.filter(({ channels }) => channels.includes('phone' as never))
    const own = await ownPageOf(server.url, touched)
    let behind = (await stand()).catchingUp
    const first = behind
    while (behind > 0) {
      await sleep(100)
      behind = (await stand()).catchingUp
    }
    const settled = performance.now()
    const processorShare = ((processorMs(server.pid) ?? NaN) - spentBefore) / (settled - inForce)
    await published
    const meanwhile = load.between(called, settled)
    await load.stop()
    return {
      alone,
      live: {
        inForceMs: inForce - called,
        settledMs: settled - inForce,
        touched: first,
        ownPage: own,
        before,
        meanwhile,
        processorShare,
      },
      pages,
      memoryMb: residentMb(server.pid),
    }
  } finally {
    await server.stop()
  }
}

interface Health {
  readonly publication: number
  readonly catchingUp: number
}

async function publishAlone(url: string, content: string): Promise<Measured['alone']> {
  const curriculum = await writeEdition(content, 3)
  const db = await openDatabase(url)
  try {
    const now = Temporal.Now.instant()
    const deeds: Deed[] = []
    const timed = timing(db, deeds)
    await publishCurriculum(timed, { curriculum }, now)
    const transactionMs = Math.max(...deeds.map(({ deedMs, commitMs }) => deedMs + commitMs))
    const touched = await countUnsettled(db.reader)
    deeds.length = 0
    const [began, spent] = [performance.now(), process.cpuUsage()]
    await settleEverybody(timed, { who: 'marked' }, now)
    const { user, system } = process.cpuUsage(spent)
    return {
      transactionMs,
      touched,
      settleMs: performance.now() - began,
      settleProcessorMs: (user + system) / 1000,
      longestSliceMs: Math.max(0, ...deeds.map(({ deedMs }) => deedMs)),
      longestCommitMs: Math.max(0, ...deeds.map(({ commitMs }) => commitMs)),
    }
  } finally {
    await closeDatabase(db)
  }
}

interface Deed {
  readonly deedMs: number
  readonly commitMs: number
}

/** The same database, noting how long each deed took, and its commit. */
function timing(db: Database, deeds: Deed[]): Database {
  const { writer } = db.door
  const noting: Database['door']['writer']['write'] = async (deed) => {
    let [began, ended] = [0, 0]
    const outcome = await writer.write(async (tx) => {
      began = performance.now()
      try {
        return await deed(tx)
      } finally {
        ended = performance.now()
      }
    })
    deeds.push({ deedMs: ended - began, commitMs: performance.now() - ended })
    return outcome
  }
  return { ...db, door: { ...db.door, writer: { ...writer, write: noting } } }
}

function isAtWork({ employed, programmes }: Inhabitant): boolean {
  return employed && programmes.length > 0
}

function cookieOf({ number }: Inhabitant): string {
  return `touchstone=${tokenOf(number)}`
}

/** Each learner has a quiz open, whose first question is answered over and over. */
async function attemptsOf(db: Database, people: readonly Inhabitant[]): Promise<readonly Learner[]> {
  const library = await currentLibrary(db)
  const learners: Learner[] = []
  for (const who of people) {
    // Not the quiz that the measured publication changes.
    const programme = library?.programmes.get(who.programmes.find((id) => id !== 'programme-02') as never)
    const asked = programme?.requirements.find(({ kind }) => kind === 'quiz')
    if (asked?.kind !== 'quiz') continue
    const { quiz } = asked
    const started = await startAttempt(db, { person: who.id, quiz }, Temporal.Now.instant())
    if (started.kind === 'refused') throw new Error(started.reason)
    const question = { address: `/quizzes/${quiz}/${started.attempt}/1`, quiz, attempt: started.attempt }
    learners.push({ cookie: cookieOf(who), question })
  }
  return learners
}

/** Whether the very next page of somebody whom the publication touches asks for the update. */
async function ownPageOf(url: string, touched: readonly Inhabitant[]): Promise<Measured['live']['ownPage']> {
  // Somebody certified; who is not owes nothing, so the first few are asked.
  let longest = 0
  for (const who of touched.slice(0, 8)) {
    const { ms, says } = await pageOf(`${url}/updates`, cookieOf(who))
    longest = Math.max(longest, ms)
    if (/SBC-02|SBD-01|SAC-02|SAD-01/.test(says)) return { right: true, ms }
  }
  return { right: false, ms: longest }
}

async function pagesOf(
  { url, pid }: Pick<Served, 'url' | 'pid'>,
  {
    people,
    teams,
    learners,
    today,
  }: Pick<Organisation, 'people' | 'teams' | 'today'> & { readonly learners: readonly Learner[] },
): Promise<Measured['pages']> {
  const chance = chanceFrom(1)
  const [leader] = people
  if (leader === undefined) throw new Error('nobody leads')
  const someDay = () => addDays(today, chance.between(-900, 300))
  const timed = async (address: () => string, cookie: () => string): Promise<Pages> => {
    const took: number[] = []
    let bytes = 0
    const spent = processorMs(pid) ?? NaN
    for (let turn = 0; turn < askedEach; turn += 1) {
      const { ms, says } = await pageOf(url + address(), cookie())
      took.push(ms)
      bytes = Math.max(bytes, says.length)
    }
    const each = ((processorMs(pid) ?? NaN) - spent) / askedEach
    took.sort((a, b) => a - b)
    return {
      processorMs: each,
      middleMs: took[askedEach >> 1] ?? NaN,
      longestMs: took.at(-1) ?? NaN,
      kilobytes: bytes / 1000,
    }
  }
  const leaf = teams.slice(Math.floor(teams.length / 2))
  return {
    everything: await timed(
      () => `/readiness?on=${someDay()}`,
      () => cookieOf(leader),
    ),
    team: await timed(
      () => `/readiness/${chance.oneOf(leaf).id}?on=${someDay()}`,
      () => cookieOf(leader),
    ),
    home: await timed(
      () => '/',
      () => chance.oneOf(learners).cookie,
    ),
  }
}

/** Runs a command beside the running portal. */
function portal(url: string, content: string, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const run = spawn(
      process.execPath,
      ['--import', './src/lean-loading.js', 'src/cli.ts', command, '--content', content],
      {
        env: { ...process.env, DATABASE_URL: url },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    run.on('error', reject)
    run.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`portal ${command} ended with ${code}`))))
  })
}
