/**
 * Players at the built portal who post whatever comes to mind, as many times as asked. In the middle the
 * server is killed without warning and started again on a folder in which every scenario was rewritten.
 */
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headOfLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { viewerOf } from '../../db/people.ts'
import { playBy, playsBy, playWithId } from '../../db/plays.ts'
import { currentLibrary, libraryAt } from '../../db/publications.ts'
import { serveAsProcess, type Served } from '../../src/server/as-process.ts'
import { openSessions } from '../../src/session.ts'
import { as, type PersonId, type PlayId } from '../../src/domain/ids.ts'
import { playThrough } from '../../src/domain/plays.ts'
import { todayIn } from '../../src/workflows/today-in.ts'
import { chanceFrom } from '../bench/people/chance.ts'
import { bestReply } from '../best-reply.ts'
import { contentThatGrants } from '../content-that-grants.ts'
import { copyOf, databaseIn, forget, type SeededPortal } from '../seeded.ts'
import { freePort } from '../server/free-port.ts'
import { compareWithLedger, type Agreement } from './ledger-agrees.ts'
import type { KnownPlay, Player } from './plain-model.ts'
import { deedNamed, drawn } from './posts.ts'
import { Turn, type Run } from './turn.ts'
import { closeConnections } from './wire.ts'

export interface Told extends Agreement {
  readonly posts: number
  readonly seconds: number
  readonly kills: number
  /** Posts by what they were, and answers by their status. */
  readonly counts: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<number, number>>
}

export async function postSteps(
  seeded: Pick<SeededPortal, 'folder' | 'people'>,
  { posts, players: count, seed }: { readonly posts: number; readonly players: number; readonly seed: number },
): Promise<Told> {
  const folder = await copyOf(seeded)
  const content = await contentThatGrants()
  const rewritten = await rewrittenFrom(content)
  const url = databaseIn(folder)
  const known = await knownBefore(url, Object.values(seeded.people))
  const players = known.players.slice(0, count)
  const portal = await killable(url, content)
  const beside = await openDatabase(url, { readOnly: true })
  const run: Run = {
    best: (play) => placeOfBest(beside, play),
    port: portal.port,
    players,
    scenarios: known.scenarios,
    up: portal.up,
    kills: portal.kills,
    counts: new Map(),
    statuses: new Map(),
    faults: [],
  }
  const done = () => run.counts.values().reduce((sum, one) => sum + one, 0)
  const began = performance.now()
  const playing = players.map(async (player, at) => {
    const chance = chanceFrom(seed * 1_000 + at)
    while (done() < posts && run.faults.length < 20) {
      const name = drawn(chance)
      await deedNamed(name)(new Turn(run, player, chance, name))
    }
  })
  const killing = (async () => {
    while (done() < posts / 2 && run.faults.length < 20) await new Promise((resolve) => setTimeout(resolve, 20))
    await portal.killAndStart({ CONTENT_DIR: rewritten })
  })()
  try {
    await Promise.all([...playing, killing])
  } finally {
    await closeDatabase(beside)
    await portal.stop()
    closeConnections()
  }
  const seconds = (performance.now() - began) / 1000
  const db = await openDatabase(url)
  try {
    const agreement = await compareWithLedger(db, known.head, players)
    return {
      ...agreement,
      faults: [...run.faults, ...agreement.faults],
      posts: done(),
      seconds,
      kills: portal.kills(),
      counts: Object.fromEntries(run.counts),
      statuses: Object.fromEntries(run.statuses),
    }
  } finally {
    await closeDatabase(db)
    await forget(folder)
    await forget(content)
    await forget(rewritten)
  }
}

/** Where everybody stands before the first post, each with a session of one's own. */
async function knownBefore(url: string, people: readonly PersonId[]) {
  const db = await openDatabase(url)
  try {
    const sessions = openSessions(db, { secure: false })
    const players: Player[] = []
    const today = await todayIn(db, Temporal.Now.instant())
    for (const person of people) {
      // Some of the demo have left.
      if ((await viewerOf(db, person, today)) === undefined) continue
      const { name, value } = await sessions.start(person, undefined)
      const isClever = players.length % 3 === 0
      players.push({ person, cookie: `${name}=${value}`, isClever, plays: await playsKnown(db, person) })
    }
    const scenarios = [...((await currentLibrary(db))?.scenarios.keys() ?? [])]
    return { players, scenarios, head: await headOfLedger(db.reader) }
  } finally {
    await closeDatabase(db)
  }
}

async function playsKnown(db: Database, person: PersonId): Promise<KnownPlay[]> {
  const plays: KnownPlay[] = []
  for (const { started, closed } of await playsBy(db.reader, person)) {
    const { play: id, scenario } = started.fact
    const steps = (await playBy(db.reader, person, id))?.steps ?? []
    const said = steps.map(({ shown, choice }) => shown.indexOf(choice) + 1)
    plays.push({ id, scenario, said, over: closed !== undefined })
  }
  return plays
}

async function placeOfBest(db: Database, { id }: KnownPlay): Promise<number | undefined> {
  const play = await playWithId(db.reader, as<PlayId>(id))
  const scenario = play && (await libraryAt(db, play.publication))?.scenarios.get(play.scenario)
  return scenario && bestReply(scenario, playThrough(scenario, play).at, play.seed)?.place
}

/** Every choice under another name, so that nothing of it fits what is being played. */
async function rewrittenFrom(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
  await cp(content, folder, { recursive: true })
  const scenarios = join(folder, 'scenarios')
  for (const name of await readdir(scenarios)) {
    const file = join(scenarios, name)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replaceAll(/(<Choice\s+id="[\w-]+)"/g, '$1-anew"'))
  }
  return folder
}

/** The built server at one port, which may be killed and comes back there. */
async function killable(url: string, content: string) {
  const port = await freePort()
  const serve = (settings: Readonly<Record<string, string>> = {}) =>
    serveAsProcess({ DATABASE_URL: url, CONTENT_DIR: content, PORT: String(port), ...settings })
  let server: Promise<Served> = serve()
  let kills = 0
  await server
  return {
    port,
    up: () => server,
    kills: () => kills,
    async killAndStart(settings: Readonly<Record<string, string>>): Promise<void> {
      const { pid, ended } = await server
      kills += 1
      process.kill(pid, 'SIGKILL')
      server = ended.then(() => serve(settings))
      await server
    },
    async stop(): Promise<void> {
      await (await server).stop()
    },
  }
}
