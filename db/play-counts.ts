/**
 * How the plays of a scenario went, all people together: counted as they happen, because a hundred thousand
 * plays are a million facts. The counts follow from the facts alone and can be made anew.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ContentHash, FactKind } from '../src/domain/facts.ts'
import type { PersonId, PlayId, SceneId } from '../src/domain/ids.ts'
import { waysTaken, type WayCount, type WayTaken } from '../src/domain/ways-taken.ts'
import { inChunks } from './chunks.ts'
import { headOfLedger } from './ledger.ts'
import { prepared, write, type Ask, type Database, type Tx } from './open.ts'
import { scenariosPlayed } from './plays.ts'
import { facts, playCounts, playCountsPeople, wayCounts } from './schema.ts'

/** Nothing in it tells who said what. */
export interface Paths {
  /** Those who have said something in it. */
  readonly people: number
  readonly plays: number
  /** Of them, those that came to an end, and those that passed. */
  readonly ended: number
  readonly passed: number
  readonly ways: readonly WayCount[]
}

const countsOf = prepared((ask) =>
  ask
    .select()
    .from(playCounts)
    .where(eq(playCounts.content, sql.placeholder('content')))
    .prepare(),
)
const waysIn = prepared((ask) =>
  ask
    .select()
    .from(wayCounts)
    .where(eq(wayCounts.content, sql.placeholder('content')))
    .prepare(),
)

/** The ways that were taken through these words alone: what was said to other words tells nothing of them. */
export async function pathsOf(ask: Ask, content: ContentHash): Promise<Paths> {
  const { people = 0, plays = 0, ended = 0, passed = 0 } = (await countsOf(ask).get({ content })) ?? {}
  const ways = await waysIn(ask).all({ content })
  return {
    people,
    plays,
    ended,
    passed,
    ways: ways.map(({ scene, way, times }) => ({ scene: scene as SceneId, way, times })),
  }
}

const addPerson = prepared((ask) =>
  ask
    .insert(playCountsPeople)
    .values({ content: sql.placeholder('content'), person: sql.placeholder('person') })
    .onConflictDoNothing()
    .prepare(),
)
const addPlay = prepared((ask) =>
  ask
    .insert(playCounts)
    .values({
      content: sql.placeholder('content'),
      people: sql.placeholder('people'),
      plays: sql.placeholder('plays'),
      ended: sql.placeholder('ended'),
      passed: sql.placeholder('passed'),
    })
    .onConflictDoUpdate({
      target: playCounts.content,
      set: {
        people: sql`people + excluded.people`,
        plays: sql`plays + excluded.plays`,
        ended: sql`ended + excluded.ended`,
        passed: sql`passed + excluded.passed`,
      },
    })
    .prepare(),
)
const addWay = prepared((ask) =>
  ask
    .insert(wayCounts)
    .values({
      content: sql.placeholder('content'),
      scene: sql.placeholder('scene'),
      way: sql.placeholder('way'),
      times: 1,
    })
    .onConflictDoUpdate({
      target: [wayCounts.content, wayCounts.scene, wayCounts.way],
      set: { times: sql`times + 1` },
    })
    .prepare(),
)

export interface ReplyToCount {
  readonly person: PersonId
  readonly content: ContentHash
  readonly ways: readonly WayTaken[]
  /** Of this play. */
  readonly isFirst: boolean
  /** Undefined when the play goes on. */
  readonly passed: boolean | undefined
}

/** In the transaction that records what was said. */
export async function countReply(tx: Tx, reply: ReplyToCount): Promise<void> {
  const { person, content, ways, isFirst, passed } = reply
  for (const { scene, way } of ways) await addWay(tx).run({ content, scene, way })
  if (!isFirst && passed === undefined) return
  const { rowsAffected: people } = isFirst ? await addPerson(tx).run({ content, person }) : { rowsAffected: 0 }
  const plays = isFirst ? 1 : 0
  const ended = passed === undefined ? 0 : 1
  await addPlay(tx).run({ content, people, plays, ended, passed: passed === true ? 1 : 0 })
}

/** So many facts take a few milliseconds. */
const sliceLength = 1_000
const counted = ['scenario-started', 'scenario-step', 'scenario-closed'] as const satisfies readonly FactKind[]

interface CountedPlay {
  readonly content: ContentHash
  readonly person: PersonId
  readonly said: string[]
  passed: boolean | undefined
}

/** What the facts up to a sequence tell. */
interface Seen {
  upTo: number
  readonly plays: Map<PlayId, CountedPlay>
}

/**
 * Makes the counts anew from the facts, read in slices that give way to other work. Writes only when they
 * differ from what stands, and says whether they did.
 */
export async function recountPlays(db: Database): Promise<boolean> {
  const seen: Seen = { upTo: 0, plays: new Map() }
  for (const { sequence } = await headOfLedger(db.reader); seen.upTo < sequence; await giveWay())
    await readSlice(db.reader, seen)
  return write(db, async (tx) => {
    // What was recorded since the last slice; a deed that runs a second time finds it read.
    for (const { sequence } = await headOfLedger(tx); seen.upTo < sequence;) await readSlice(tx, seen)
    const rows = await rowsOf(
      tx,
      [...seen.plays.values()].filter(({ said }) => said.length > 0),
    )
    if (sameRows(rows, await rowsIn(tx))) return false
    for (const table of [playCounts, playCountsPeople, wayCounts]) await tx.delete(table)
    for (const chunk of inChunks(rows.plays)) await tx.insert(playCounts).values(chunk)
    for (const chunk of inChunks(rows.people)) await tx.insert(playCountsPeople).values(chunk)
    for (const chunk of inChunks(rows.ways)) await tx.insert(wayCounts).values(chunk)
    return true
  })
}

async function readSlice(ask: Ask, seen: Seen): Promise<void> {
  const { sequence: head } = await headOfLedger(ask)
  const upTo = Math.min(head, seen.upTo + sliceLength)
  const rows = await ask
    .select({
      kind: facts.kind,
      play: sql<PlayId>`subject`,
      person: sql<PersonId>`person`,
      content: sql<ContentHash>`bytes ->> '$.fact.content'`,
      choice: sql<string>`bytes ->> '$.fact.choice'`,
      passed: sql<number>`bytes ->> '$.fact.passed'`,
    })
    .from(facts)
    .where(and(inArray(facts.kind, [...counted]), sql`sequence > ${seen.upTo} AND sequence <= ${upTo}`))
    .orderBy(facts.sequence)
  for (const { kind, play, person, content, choice, passed } of rows) {
    if (kind === 'scenario-started') seen.plays.set(play, { content, person, said: [], passed: undefined })
    const known = seen.plays.get(play)
    if (kind === 'scenario-step') known?.said.push(choice)
    if (kind === 'scenario-closed' && known !== undefined) known.passed = passed === 1
  }
  seen.upTo = upTo
}

interface Rows {
  readonly plays: readonly (typeof playCounts.$inferSelect)[]
  readonly people: readonly (typeof playCountsPeople.$inferSelect)[]
  readonly ways: readonly (typeof wayCounts.$inferSelect)[]
}

async function rowsOf(tx: Tx, played: readonly CountedPlay[]): Promise<Rows> {
  const byContent = Map.groupBy(played, ({ content }) => content)
  const scenarios = await scenariosPlayed(tx, [...byContent.keys()])
  const rows = [...byContent].map(([content, plays]) => {
    const people = new Set(plays.map(({ person }) => person))
    const times = new Map<string, number>()
    const scenario = scenarios.get(content)
    // Plays that said the same took the same ways.
    for (const alike of Map.groupBy(plays, ({ said }) => said.join(' ')).values()) {
      const ways = scenario && waysTaken(scenario, alike[0]?.said ?? [])
      for (const { scene, way } of ways ?? [])
        times.set(`${scene} ${way}`, (times.get(`${scene} ${way}`) ?? 0) + alike.length)
    }
    return {
      plays: {
        content,
        people: people.size,
        plays: plays.length,
        ended: plays.filter(({ passed }) => passed !== undefined).length,
        passed: plays.filter(({ passed }) => passed === true).length,
      },
      people: [...people].map((person) => ({ content, person })),
      ways: [...times].map(([key, count]) => {
        const [scene = '', way] = key.split(' ')
        return { content, scene, way: Number(way), times: count }
      }),
    }
  })
  return {
    plays: rows.map((one) => one.plays),
    people: rows.flatMap((one) => one.people),
    ways: rows.flatMap((one) => one.ways),
  }
}

async function rowsIn(tx: Tx): Promise<Rows> {
  return {
    plays: await tx.select().from(playCounts),
    people: await tx.select().from(playCountsPeople),
    ways: await tx.select().from(wayCounts),
  }
}

function sameRows(one: Rows, other: Rows): boolean {
  const lines = ({ plays, people, ways }: Rows) => [
    ...plays.map((row) => `${row.content} ${row.people} ${row.plays} ${row.ended} ${row.passed}`),
    ...people.map((row) => `${row.content} ${row.person}`),
    ...ways.map((row) => `${row.content} ${row.scene} ${row.way} ${row.times}`),
  ]
  const expected = new Set(lines(other))
  const found = lines(one)
  return found.length === expected.size && found.every((line) => expected.has(line))
}
