/**
 * Scenarios that are played again when a clause changes that they practise, because a programme says so. What
 * became of that follows from the plays that count: a rehearsal is no fact, and shows nothing.
 */
import type { Clause, Programme } from './curriculum.ts'
import type { Day } from './days.ts'
import { isKind, type FactOf, type Recorded } from './facts.ts'
import { pin, readEvidence, type PlayId, type ScenarioId } from './ids.ts'
import type { Library } from './library.ts'
import type { Scenario } from './scenario.ts'
import type { PublishedChange } from './updates.ts'

/**
 * What became of a replay that an update asks for.
 * `counts`: a play was passed that met the clause in its present words. `other-way`: one was passed on a way
 * that did not meet it. `older-words`: one was passed that had begun before the words changed. `not-passed`:
 * the last one failed.
 */
export const replayKinds = ['not-played', 'counts', 'other-way', 'older-words', 'not-passed'] as const
export type ReplayKind = (typeof replayKinds)[number]

export type Replayed =
  | { readonly kind: 'not-played' }
  | { readonly kind: Exclude<ReplayKind, 'not-played'>; readonly play: FactOf<'scenario-closed'> }

/**
 * The scenario that is played again for a clause: the first that a programme which asks for it names, and that
 * practises the clause as it stands. A stale one is left out, so that nobody waits for its author.
 */
export function replayOf(
  library: Pick<Library, 'scenarios'>,
  { id, revision }: Pick<Clause, 'id' | 'revision'>,
  asking: readonly Programme[],
): Scenario | undefined {
  return replaysIn(asking)
    .flatMap((scenario) => library.scenarios.get(scenario) ?? [])
    .find(({ clauses }) => clauses.includes(pin(id, revision)))
}

function replaysIn(asking: readonly Programme[]): readonly ScenarioId[] {
  return [...new Set(asking.flatMap(({ replays = [] }) => replays))]
}

/**
 * What became of it since the clause stands as it does. A play of any scenario counts that these programmes play
 * again, also of one that has gone stale since: what was shown once is not asked twice.
 */
export function replayed(
  facts: readonly Recorded[],
  { id, revision }: Pick<Clause, 'id' | 'revision'>,
  asking: readonly Programme[],
  changes: readonly PublishedChange[],
): Replayed {
  const change = changes.find((one) => one.revision === revision && one.verdict !== 'coverage')
  const replays = replaysIn(asking)
  const closed = facts.flatMap((recorded) =>
    isKind(recorded, 'scenario-closed') && replays.includes(recorded.fact.scenario) ? [recorded.fact] : [],
  )
  const counting = closed.findLast(
    ({ passed, clauses }) =>
      passed &&
      clauses.map((one) => readEvidence(one.clause)).some((one) => one.clause === id && one.revision === revision),
  )
  if (counting !== undefined) return { kind: 'counts', play: counting }
  const last = closed.findLast(({ on }) => change === undefined || on >= change.publishedOn)
  if (last === undefined) return { kind: 'not-played' }
  if (!last.passed) return { kind: 'not-passed', play: last }
  return { kind: last.publication < (change?.publication ?? 0) ? 'older-words' : 'other-way', play: last }
}

/** A play of a scenario that an update asks for, begun and not finished. */
export interface BegunReplay {
  readonly play: PlayId
  readonly on: Day
  /** Begun before the clause changed, so that it shows nothing of the change. */
  readonly isOlder: boolean
  /** The last day on which it can be finished; undefined while the scenario is what it was. */
  readonly lastDay: Day | undefined
}

/** How a play ended; undefined while it has not. */
export function endOfPlay(facts: readonly Recorded[], play: PlayId): FactOf<'scenario-closed'> | undefined {
  const end = facts.find((recorded) => isKind(recorded, 'scenario-closed') && recorded.fact.play === play)
  return end !== undefined && isKind(end, 'scenario-closed') ? end.fact : undefined
}

/** Whether a try at a clause's questions showed the clause in the same breath: with a scenario still open it does not. */
export function showsAtOnce(facts: readonly Recorded[], tried: Recorded<FactOf<'update-tried'>>): boolean {
  const { passed, clause } = tried.fact
  return (
    passed &&
    facts.some(
      (one) => one.sequence === tried.sequence + 1 && isKind(one, 'clause-updated') && one.fact.clause === clause,
    )
  )
}
