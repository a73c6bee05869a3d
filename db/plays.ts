/** Plays of scenarios, read from the facts about them. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { lastDayToFinish } from '../src/domain/attempts.ts'
import type { Day } from '../src/domain/days.ts'
import type { ContentHash, FactOf, Recorded } from '../src/domain/facts.ts'
import type { PersonId, PlayId, ScenarioId } from '../src/domain/ids.ts'
import { playFrom, type Play } from '../src/domain/plays.ts'
import type { Scenario } from '../src/domain/scenario.ts'
import { inChunks } from './chunks.ts'
import { factsAbout } from './ledger.ts'
import { prepared, type Ask } from './open.ts'
import { pieceChangedOn } from './piece-changes.ts'
import { facts, pieces } from './schema.ts'

/** Somebody's own play. Another person's play is as if it did not exist. */
export async function playBy(ask: Ask, person: PersonId, play: PlayId): Promise<Play | undefined> {
  const found = await playWithId(ask, play)
  return found?.person === person ? found : undefined
}

/** Anybody's play: ask the access table before it is shown. */
export async function playWithId(ask: Ask, play: PlayId): Promise<Play | undefined> {
  return playFrom(await factsAbout(ask, play))
}

export interface PlayInBrief {
  readonly started: Recorded<FactOf<'scenario-started'>>
  readonly closed: Recorded<FactOf<'scenario-closed'>> | undefined
}

const startsAndEnds = prepared((ask) =>
  ask
    .select({ bytes: facts.bytes })
    .from(facts)
    .where(
      and(
        eq(facts.person, sql.placeholder('person')),
        inArray(facts.kind, ['scenario-started', 'scenario-closed'] as const),
      ),
    )
    .orderBy(asc(facts.sequence))
    .prepare(),
)

/** A person's plays, of one scenario or of all, the earliest first, without what was said in them. */
export async function playsBy(ask: Ask, person: PersonId, scenario?: ScenarioId): Promise<readonly PlayInBrief[]> {
  const rows = await startsAndEnds(ask).all({ person })
  const recorded = rows.map(
    (row) => JSON.parse(row.bytes) as Recorded<FactOf<'scenario-started'> | FactOf<'scenario-closed'>>,
  )
  const ends = new Map<PlayId, Recorded<FactOf<'scenario-closed'>>>()
  for (const { fact, ...rest } of recorded) if (fact.kind === 'scenario-closed') ends.set(fact.play, { ...rest, fact })
  return recorded.flatMap(({ fact, ...rest }) =>
    fact.kind === 'scenario-started' && (scenario === undefined || fact.scenario === scenario)
      ? [{ started: { ...rest, fact }, closed: ends.get(fact.play) }]
      : [],
  )
}

type Begun = Pick<FactOf<'scenario-started'>, 'scenario' | 'publication' | 'content'>

/** The last day on which a play may go on with its old texts; undefined while the scenario is what it was. */
export async function lastDayToPlayOn(ask: Ask, { scenario, publication, content }: Begun): Promise<Day | undefined> {
  return lastDayToFinish(await pieceChangedOn(ask, { kind: 'scenario', id: scenario, publication, content }))
}

/** Whether the time to finish a play on its old texts is over. */
export async function isPlayOutOfTime(ask: Ask, begun: Begun, today: Day): Promise<boolean> {
  const last = await lastDayToPlayOn(ask, begun)
  return last !== undefined && today > last
}

/** The scenarios in which a person has a play open that may still be finished. */
export async function openScenariosOf(ask: Ask, person: PersonId, today: Day): Promise<ReadonlySet<ScenarioId>> {
  const open = new Set<ScenarioId>()
  for (const { started, closed } of await playsBy(ask, person)) {
    if (closed === undefined && !(await isPlayOutOfTime(ask, started.fact, today))) open.add(started.fact.scenario)
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
