/** Plays of scenarios, read from the facts about them. */
import { inArray } from 'drizzle-orm'
import { lastDayToFinish } from '../src/domain/attempts.ts'
import { earlier, type Day } from '../src/domain/days.ts'
import type { ContentHash, FactOf } from '../src/domain/facts.ts'
import type { PersonId, PinnedClause, PlayId, ScenarioId } from '../src/domain/ids.ts'
import { playFrom, type Play } from '../src/domain/plays.ts'
import { pinsChangedOn } from '../src/domain/rewriting.ts'
import type { Scenario } from '../src/domain/scenario.ts'
import { begunAndEnded, type BegunAndEnded } from './begun-and-ended.ts'
import { inChunks } from './chunks.ts'
import { keep } from './kept.ts'
import { factsAbout } from './ledger.ts'
import type { Ask, Database } from './open.ts'
import { pieceChangedOn } from './piece-changes.ts'
import { publishedChanges } from './publications.ts'
import { pieces } from './schema.ts'

/** Somebody's own play. Another person's play is as if it did not exist. */
export async function playBy(ask: Ask, person: PersonId, play: PlayId): Promise<Play | undefined> {
  const found = await playWithId(ask, play)
  return found?.person === person ? found : undefined
}

/** Anybody's play: ask the access table before it is shown. */
export async function playWithId(ask: Ask, play: PlayId): Promise<Play | undefined> {
  return playFrom(await factsAbout(ask, play))
}

const allPlaysBy = begunAndEnded('scenario-started', ({ play }) => play)

/** A person's plays, of one scenario or of all, the earliest first, without what was said in them. */
export async function playsBy(
  ask: Ask,
  person: PersonId,
  scenario?: ScenarioId,
): Promise<readonly BegunAndEnded<'scenario-started'>[]> {
  const plays = await allPlaysBy(ask, person)
  return scenario === undefined ? plays : plays.filter(({ started }) => started.fact.scenario === scenario)
}

type Begun = Pick<FactOf<'scenario-started'>, 'scenario' | 'publication' | 'content'>

/**
 * The last day on which a play may go on with its old texts: a fortnight after the scenario, or a clause that it
 * practises, became another. Undefined while both are what they were. Inside a transaction pass it as `ask`.
 */
export async function lastDayToPlayOn(
  db: Database,
  ask: Ask,
  { scenario, publication, content }: Begun,
): Promise<Day | undefined> {
  const rewrittenOn = await pieceChangedOn(ask, { kind: 'scenario', id: scenario, publication, content })
  const histories = await publishedChanges(db, ask)
  const staleOn =
    histories.size === 0 ? undefined : pinsChangedOn(await pinsOf(db, ask, content), publication, histories)
  const changedOn = rewrittenOn && staleOn ? earlier(rewrittenOn, staleOn) : (rewrittenOn ?? staleOn)
  return lastDayToFinish(changedOn)
}

/** Asked on every step, and the bytes of a hash never change. */
async function pinsOf(db: Database, ask: Ask, content: ContentHash): Promise<readonly PinnedClause[]> {
  const cache = keep<Map<ContentHash, readonly PinnedClause[]>>(db, 'clauses of scenarios played')
  const known = cache.get() ?? new Map<ContentHash, readonly PinnedClause[]>()
  cache.set(known)
  const pins = known.get(content) ?? (await scenariosPlayed(ask, [content])).get(content)?.clauses ?? []
  known.set(content, pins)
  return pins
}

/** Whether the time to finish a play on its old texts is over. */
export async function isPlayOutOfTime(db: Database, ask: Ask, begun: Begun, today: Day): Promise<boolean> {
  const last = await lastDayToPlayOn(db, ask, begun)
  return last !== undefined && today > last
}

export interface OpenPlay {
  readonly play: PlayId
  readonly content: ContentHash
  /** Undefined while it may wait as long as it likes. */
  readonly lastDay: Day | undefined
}

/** The plays that a person has open and may still finish, by scenario. */
export async function openPlaysOf(
  db: Database,
  person: PersonId,
  today: Day,
): Promise<ReadonlyMap<ScenarioId, OpenPlay>> {
  const open = new Map<ScenarioId, OpenPlay>()
  for (const { started, closed } of await playsBy(db.reader, person)) {
    if (closed !== undefined) continue
    const { scenario, play, content } = started.fact
    const lastDay = await lastDayToPlayOn(db, db.reader, started.fact)
    if (lastDay === undefined || today <= lastDay) open.set(scenario, { play, content, lastDay })
  }
  return open
}

/** Scenarios in the words in which they were played, whatever has been published since. */
export async function scenariosPlayed(
  ask: Ask,
  contents: readonly ContentHash[],
): Promise<ReadonlyMap<ContentHash, Scenario>> {
  const played = new Map<ContentHash, Scenario>()
  for (const chunk of inChunks([...new Set(contents)])) {
    const rows = await ask
      .select({ hash: pieces.hash, body: pieces.body })
      .from(pieces)
      .where(inArray(pieces.hash, chunk))
    for (const { hash, body } of rows) played.set(hash, JSON.parse(body.toString('utf8')) as Scenario)
  }
  return played
}
