/**
 * Scenarios that are played again when a clause changes that they practise, because a programme says so. What
 * became of that follows from the plays that count: a rehearsal is no fact, and shows nothing.
 */
import type { Clause, Programme } from './curriculum.ts'
import type { Day } from './days.ts'
import { isKind, type FactOf, type Recorded } from './facts.ts'
import { pin, readEvidence, type ClauseId, type PlayId, type ScenarioId } from './ids.ts'
import type { Library } from './library.ts'
import { percentOf, type ClauseMarks, type Scenario } from './scenario.ts'
import type { PublishedChange } from './updates.ts'

/**
 * What became of a replay that an update asks for.
 * `counts`: a play was passed that showed the clause in its present words. `not-shown`: one was passed with too
 * small a share of the marks on it. `other-way`: one was passed on a way that did not meet it. `older-words`: one
 * was passed that had begun before the words changed. `not-passed`: the last one failed.
 */
export const replayKinds = ['not-played', 'counts', 'not-shown', 'other-way', 'older-words', 'not-passed'] as const
export type ReplayKind = (typeof replayKinds)[number]

interface PlayedAgain {
  readonly play: FactOf<'scenario-closed'>
  readonly scenario: Scenario
}

export type Replayed =
  | { readonly kind: 'not-played' }
  | (PlayedAgain & { readonly kind: Exclude<ReplayKind, 'not-played' | 'not-shown'> })
  /** Whole percent on the clause: what was earned, and what is needed. */
  | (PlayedAgain & { readonly kind: 'not-shown'; readonly percent: number; readonly needed: number })

/** The whole percent of its marks on a clause with which a play shows it: its minimum there, or the pass mark. */
export function percentToShow({ minima, passPercent }: Scenario, id: ClauseId): number {
  return minima.find(({ clause }) => clause === id)?.percent ?? passPercent
}

/** Whether these marks are enough to show their clause. */
export function isShown(scenario: Scenario, { clause, got, possible }: ClauseMarks): boolean {
  return possible > 0 && percentOf(got, possible) >= percentToShow(scenario, clause)
}

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
 * again, also of one that has gone stale since: what was shown once is not asked twice. Where none counts, it is
 * told of the scenario that is asked for alone. What is needed on the clause is what the scenario asks by now.
 */
export function replayed(
  library: Pick<Library, 'scenarios' | 'curriculum'>,
  facts: readonly Recorded[],
  clause: Pick<Clause, 'id' | 'revision'>,
  asking: readonly Programme[],
  changes: readonly PublishedChange[],
): Replayed {
  const change = changes.find((one) => one.revision === clause.revision && one.verdict !== 'coverage')
  const replays = new Set(replaysIn(asking))
  const scenarios = new Map(library.curriculum.scenarios.map((scenario) => [scenario.id, scenario]))
  const plays = facts.flatMap((recorded): (PlayedAgain & { readonly marks: ClauseMarks | undefined })[] => {
    if (!isKind(recorded, 'scenario-closed') || !replays.has(recorded.fact.scenario)) return []
    const scenario = scenarios.get(recorded.fact.scenario)
    return scenario === undefined ? [] : [{ play: recorded.fact, scenario, marks: marksOn(recorded.fact, clause) }]
  })
  const counting = plays.findLast(
    ({ play, scenario, marks }) => play.passed && marks !== undefined && isShown(scenario, marks),
  )
  if (counting !== undefined) return { kind: 'counts', play: counting.play, scenario: counting.scenario }
  const asked = replayOf(library, clause, asking)
  const last = plays.findLast(
    ({ play, scenario }) => scenario.id === asked?.id && (change === undefined || play.on >= change.publishedOn),
  )
  if (last === undefined) return { kind: 'not-played' }
  const { play, scenario, marks } = last
  if (!play.passed) return { kind: 'not-passed', play, scenario }
  if (marks !== undefined) {
    const percent = percentOf(marks.got, marks.possible)
    return { kind: 'not-shown', play, scenario, percent, needed: percentToShow(scenario, clause.id) }
  }
  return { kind: play.publication < (change?.publication ?? 0) ? 'older-words' : 'other-way', play, scenario }
}

/** The marks of a play on the clause in its present words; undefined where there were none to be had on its way. */
function marksOn(
  { clauses }: FactOf<'scenario-closed'>,
  { id, revision }: Pick<Clause, 'id' | 'revision'>,
): ClauseMarks | undefined {
  const own = clauses.find((one) => {
    const evidence = readEvidence(one.clause)
    return evidence.clause === id && evidence.revision === revision
  })
  return own === undefined || own.possible === 0 ? undefined : { clause: id, got: own.got, possible: own.possible }
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
