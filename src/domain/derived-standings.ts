/**
 * What follows from one person's facts: where the person works, and what the person is in each programme,
 * through all days. The same function says what is and, given the rules and changes of a publication that
 * is still to come, what would be.
 */
import { requiredStretches, type RuleHistory } from './audience.ts'
import { FOREVER, holds } from './days.ts'
import { exceptionsFrom, restDays } from './exceptions.ts'
import type { FactKind, Recorded } from './facts.ts'
import { grantsFrom, type Recount } from './grants.ts'
import type { ProgrammeId, TeamId } from './ids.ts'
import { BEGINNING, notRequired, throughTime, type NotRequired } from './not-required.ts'
import {
  absencesOf,
  cut,
  joined,
  personHistory,
  postingsOf,
  profilesOf,
  type OrganisationHistory,
  type Posting,
} from './organisation.ts'
import { sameStanding, standingTimeline, type Span, type TeamSpan } from './standing.ts'
import { dutiesOf, shownFrom, type ClauseHistories } from './updates.ts'

/** What standings follow from besides a person's own facts. */
export interface Ground {
  readonly organisation: OrganisationHistory
  /** Standings are derived in these programmes. */
  readonly rules: ReadonlyMap<ProgrammeId, RuleHistory>
  readonly histories: ClauseHistories
  /** Changes of validity that reach certificates granted before, in the order published; left out where there is none. */
  readonly recounts?: ReadonlyMap<ProgrammeId, readonly Recount[]>
}

export interface Derived {
  readonly postings: readonly Posting[]
  readonly spans: readonly TeamSpan[]
}

/**
 * The kinds of a person's facts from which standings follow; answers, lessons and attempts count through
 * the grants that they earned.
 */
export const factKindsBehind = [
  'employment',
  'leave',
  'membership',
  'job-roles',
  'granted',
  'clause-updated',
  'exception',
  'exception-withdrawn',
] as const satisfies readonly FactKind[]

export function standingsFrom(
  facts: readonly Recorded[],
  { organisation, rules, histories, recounts }: Ground,
): Derived {
  const postings = postingsOf(personHistory(facts))
  const profiles = profilesOf(postings, organisation)
  const absences = absencesOf(postings)
  const shown = shownFrom(facts, histories)
  const allExceptions = exceptionsFrom(facts)
  const spans = [...rules].flatMap(([programme, history]) => {
    const required = requiredStretches(profiles, history)
    if (required.length === 0) return []
    const exceptions =
      allExceptions.length === 0 ? allExceptions : allExceptions.filter((one) => one.programme === programme)
    const grants = grantsFrom(facts, programme, exceptions, recounts?.get(programme))
    const rests = restDays(absences, exceptions)
    const duties = dutiesOf({ programme, histories, shown, required, profiles, absences: rests, grants })
    const timeline = standingTimeline({ required, absences, grants, rules: history, duties, exceptions })
    return byTeam(timeline, postings).map((span): TeamSpan => ({ ...span, programme }))
  })
  return { postings, spans }
}

/** Spans that touch, are of one kind and have one cause, whatever team the person was in. */
export function withoutTeams(spans: readonly TeamSpan[]): readonly TeamSpan[] {
  return joined(spans, (a, b) => a.programme === b.programme && sameStanding(a, b))
}

/** Every day of a programme once and in order: what it asks of a person, and why it asks nothing. */
export type AllDays = readonly (Span | NotRequired)[]

/** All days of each programme that has rules, as they follow from facts alone. */
export function allDaysFrom(facts: readonly Recorded[], ground: Ground): ReadonlyMap<ProgrammeId, AllDays> {
  const spans = Map.groupBy(withoutTeams(standingsFrom(facts, ground).spans), ({ programme }) => programme)
  const history = personHistory(facts)
  const always = { from: BEGINNING, to: FOREVER }
  return new Map(
    [...ground.rules].map(([programme, rules]) => {
      const gaps = notRequired(always, { history, organisation: ground.organisation, rules })
      return [programme, throughTime(spans.get(programme) ?? [], gaps)]
    }),
  )
}

function byTeam(timeline: readonly Span[], postings: readonly Posting[]): readonly (Span & { team: TeamId | null })[] {
  const placed = timeline.flatMap((span) =>
    cut(span, [postings]).map((piece) => ({
      ...span,
      ...piece,
      team: postings.find((posting) => holds(posting, piece.from))?.team ?? null,
    })),
  )
  return joined(placed, (a, b) => a.team === b.team && sameStanding(a, b))
}
