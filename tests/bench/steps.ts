/**
 * Plays of scenarios by fifty people at once, each from its start to its debrief, every reply followed by the
 * page to which it leads. Replies are the best, so that every play passes and closes with a grant.
 */
import { Agent, request } from 'node:http'
import { factsOfKind, headOfLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { viewerOf } from '../../db/people.ts'
import { openPlaysOf, playWithId } from '../../db/plays.ts'
import { currentLibrary } from '../../db/publications.ts'
import { as, type PersonId, type PlayId } from '../../src/domain/ids.ts'
import { after, beginning, leadOn, type Scenario } from '../../src/domain/scenario.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { openSessions } from '../../src/session.ts'
import { todayIn } from '../../src/workflows/today-in.ts'
import { bestReply } from '../best-reply.ts'
import { contentThatGrants } from '../content-that-grants.ts'
import { copyOf, databaseIn, forget, type SeededPortal } from '../seeded.ts'
import { processorMs } from './server-process.ts'

export const players = 50
const readers = 8
const pagesRead = ['/', '/lessons/holding-a-call', '/standards/telephone', '/scenarios']

/** What a play is made of, each with the page that follows. */
type Part = 'start' | 'step' | 'close'

export interface PartLoad {
  readonly part: Part | 'all'
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly longestMs: number
}

export interface PlaysLoad {
  readonly manner: string
  readonly readers: number
  readonly seconds: number
  readonly parts: readonly PartLoad[]
  /** Of the server's processor for each part on average, what it did for readers included; undefined where the system does not tell. */
  readonly cpuMicroseconds: number | undefined
  /** Pages that readers were given meanwhile. */
  readonly read: number
  readonly plays: number
  readonly granted: number
}

/** How a browser takes a step: as a form, or in whatever way a script asks for it. */
interface Manner {
  readonly name: string
  /** Says a reply and has all that is then seen; tells whether the play is over. */
  say(browser: Browser, play: Playing, decision: number, reply: number): Promise<boolean>
}

interface Playing {
  readonly id: PlayId
  readonly scenario: Scenario
}

/** The same form in both manners, and the same address after it: as a page, or as what stands on its stage. */
const manners: readonly Manner[] = [
  { name: 'as forms', accept: 'text/html' },
  { name: 'by the script of the stage', accept: 'application/json' },
].map(({ name, accept }) => ({
  name,
  async say(browser, { id, scenario }, decision, reply) {
    const address = `/scenarios/${scenario.id}/plays/${id}`
    const fields = { scenario: scenario.id, play: id, decision: String(decision), reply: String(reply) }
    const next = await browser.post(`${address}?_action=scenarios.reply`, fields, accept)
    await browser.see(next, accept)
    return next.endsWith('/debrief')
  },
}))

export async function measureSteps(
  seeded: Pick<SeededPortal, 'folder' | 'people'>,
  seconds: number,
): Promise<readonly PlaysLoad[]> {
  const [folder, content] = [await copyOf(seeded), await contentThatGrants()]
  const url = databaseIn(folder)
  const cookies = await cookiesOf(url, Object.values(seeded.people))
  const server = await serveAsProcess({ DATABASE_URL: url, CONTENT_DIR: content })
  const agent = new Agent({ keepAlive: true, maxSockets: players + readers })
  const db = await openDatabase(url, { readOnly: true })
  try {
    await settled(server.url)
    const browsers = cookies.map((cookie) => browserAt(server.url, cookie, agent))
    const scenarios = [...((await currentLibrary(db))?.scenarios.values() ?? [])]
    const turns = Array.from({ length: players }, (_, at) => at)
    const load = (manner: Manner, forSeconds: number, reading: readonly Browser[]) =>
      loadOfPlays({ db, manner, scenarios, turns, pid: server.pid, seconds: forSeconds, browsers, reading })
    const loads: PlaysLoad[] = []
    for (const manner of manners) {
      await load(manner, 3, [])
      loads.push(await load(manner, seconds, []))
      loads.push(await load(manner, seconds, browsers.slice(-readers)))
    }
    return loads
  } finally {
    agent.destroy()
    await closeDatabase(db)
    await server.stop()
    await forget(folder)
    await forget(content)
  }
}

/** Sessions of people who are employed today and have no play open. */
async function cookiesOf(url: string, people: readonly PersonId[]): Promise<readonly string[]> {
  const db = await openDatabase(url)
  try {
    const sessions = openSessions(db, { secure: false })
    const today = await todayIn(db, Temporal.Now.instant())
    const cookies: string[] = []
    for (const person of people) {
      if ((await viewerOf(db, person, today)) === undefined) continue
      if ((await openPlaysOf(db, person, today)).size > 0) continue
      const { name, value } = await sessions.start(person, undefined)
      cookies.push(`${name}=${value}`)
    }
    return cookies
  } finally {
    await closeDatabase(db)
  }
}

async function settled(url: string): Promise<void> {
  for (;;) {
    const { catchingUp } = (await (await fetch(`${url}/healthz`)).json()) as { readonly catchingUp: number }
    if (catchingUp === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface Load {
  readonly db: Database
  readonly manner: Manner
  readonly scenarios: readonly Scenario[]
  /** Which scenario each player comes to next; nobody is granted the same twice. */
  readonly turns: number[]
  readonly pid: number
  readonly seconds: number
  readonly browsers: readonly Browser[]
  readonly reading: readonly Browser[]
}

async function loadOfPlays(input: Load): Promise<PlaysLoad> {
  const { db, manner, scenarios, turns, pid, seconds, browsers, reading } = input
  const took: Record<Part, number[]> = { start: [], step: [], close: [] }
  let read = 0
  const [before, head, began] = [processorMs(pid), await headOfLedger(db.reader), performance.now()]
  const until = began + seconds * 1000
  const timed = async <T>(deed: () => Promise<T>, partOf: (outcome: T) => Part): Promise<T> => {
    const from = performance.now()
    const outcome = await deed()
    took[partOf(outcome)].push(performance.now() - from)
    return outcome
  }
  const playing = browsers.slice(0, players).map(async (browser, at) => {
    while (performance.now() < until) {
      const turn = turns[at] ?? at
      turns[at] = turn + 1
      const scenario = scenarios[turn % scenarios.length]
      if (scenario === undefined) return
      const id = await timed(
        () => startOf(browser, scenario),
        () => 'start',
      )
      const replies = await bestReplies(db, { id, scenario })
      for (const [index, reply] of replies.entries()) {
        await timed(
          () => manner.say(browser, { id, scenario }, index + 1, reply),
          (isLast) => (isLast ? 'close' : 'step'),
        )
      }
    }
  })
  const beside = reading.map(async (browser, at) => {
    for (let turn = at; performance.now() < until; turn += 1) {
      await browser.see(pagesRead[turn % pagesRead.length] ?? '/')
      read += 1
    }
  })
  await Promise.all([...playing, ...beside])
  const [spent, after] = [(performance.now() - began) / 1000, processorMs(pid)]
  const count = Object.values(took).flat().length
  const since = { after: head.sequence }
  return {
    manner: manner.name,
    readers: reading.length,
    seconds: spent,
    parts: [
      ...(['start', 'step', 'close'] as const).map((part) => partLoad(part, took[part])),
      partLoad('all', Object.values(took).flat()),
    ],
    cpuMicroseconds: before === undefined || after === undefined ? undefined : ((after - before) * 1000) / count,
    read,
    plays: (await factsOfKind(db.reader, ['scenario-closed'], since)).length,
    granted: (await factsOfKind(db.reader, ['granted'], since)).length,
  }
}

function partLoad(part: PartLoad['part'], took: readonly number[]): PartLoad {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return { part, count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), longestMs: at(1) }
}

async function startOf(browser: Browser, { id: scenario }: Scenario): Promise<PlayId> {
  const address = await browser.post(`/scenarios/${scenario}?_action=scenarios.start`, { scenario })
  await browser.see(address)
  return as<PlayId>(address.split('/').at(-1) ?? '')
}

/** Where the replies of the best play stand before this player. */
async function bestReplies(db: Database, { id, scenario }: Playing): Promise<readonly number[]> {
  const play = await playWithId(db.reader, id)
  if (play === undefined) throw new Error(`there is no play ${id}`)
  const places: number[] = []
  let at = leadOn(scenario, beginning(scenario))
  for (;;) {
    const best = bestReply(scenario, at, play.seed)
    if (best === undefined) return places
    places.push(best.place)
    at = leadOn(scenario, after(scenario, at.position, best.choice))
  }
}

/** Asks as a browser does, over kept connections; what is no answer as expected throws. */
interface Browser {
  see(path: string, accept?: string): Promise<void>
  /** Sends a form, and gives the address to which it leads. */
  post(path: string, fields: Readonly<Record<string, string>>, accept?: string): Promise<string>
}

function browserAt(url: string, cookie: string, agent: Agent): Browser {
  const ask = (path: string, accept = 'text/html', body?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const form = { origin: url, 'content-type': 'application/x-www-form-urlencoded' }
      const headers = { cookie, accept, 'accept-encoding': 'gzip, deflate, br', ...(body !== undefined && form) }
      request(url + path, { method: body === undefined ? 'GET' : 'POST', agent, headers }, (answer) => {
        answer.on('error', reject).resume()
        answer.on('end', () => {
          if (answer.statusCode === 303 || (answer.statusCode === 200 && body === undefined))
            resolve(answer.headers.location ?? '')
          else reject(new Error(`${path}: ${answer.statusCode} ${answer.headers.location ?? ''}`))
        })
      })
        .on('error', reject)
        .end(body)
    })
  return {
    async see(path, accept) {
      const onward = await ask(path.replace(/#.*/, ''), accept)
      if (onward !== '') await ask(onward, accept)
    },
    post: (path, fields, accept) => ask(path, accept, new URLSearchParams({ ...fields }).toString()),
  }
}
