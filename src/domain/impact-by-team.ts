/**
 * The impact of a publication on teams: who is touched, for how long, and how readiness would go. It is
 * summed up for a hundred thousand people while others wait, so sums are kept, and no lists are copied.
 */
import { holds, later, type Day } from './days.ts'
import type { PersonImpact } from './impact.ts'
import type { ProgrammeId, TeamId } from './ids.ts'
import type { TeamNode } from './organisation.ts'
import { isCounted, isReady, type TeamSpan } from './standing.ts'

export interface Share {
  readonly ready: number
  readonly required: number
}

export const nothing: Share = { ready: 0, required: 0 }

function both(a: Share, b: Share): Share {
  return { ready: a.ready + b.ready, required: a.required + b.required }
}

/** Readiness on one day, of the people in each team itself and in each programme. */
export interface ShareTally {
  readonly teams: Map<TeamId | null, Share>
  readonly programmes: Map<ProgrammeId, Share>
}

export function emptyTally(): ShareTally {
  return { teams: new Map(), programmes: new Map() }
}

/** Counts a person in, in the team where the person is on the day. */
export function noteStandings(tally: ShareTally, spans: readonly TeamSpan[], on: Day): void {
  for (const span of spans) {
    if (!holds(span, on) || !isCounted(span.kind)) continue
    const one = { ready: isReady(span.kind) ? 1 : 0, required: 1 }
    tally.teams.set(span.team, both(tally.teams.get(span.team) ?? nothing, one))
    tally.programmes.set(span.programme, both(tally.programmes.get(span.programme) ?? nothing, one))
  }
}

export interface TalliesOnDay {
  readonly on: Day
  readonly without: ShareTally
  readonly with: ShareTally
}

/** Readiness on a day in the two futures, if nobody acts. */
export interface DayShares {
  readonly on: Day
  readonly without: Share
  readonly with: Share
}

/** A person whom the publication touches, with the minutes that what it asks takes. */
export type TimedImpact = PersonImpact & { readonly minutes: number }

export interface GroupImpact {
  /** People who would have to show something, now or later. */
  readonly people: number
  /** Of those, the people who are away or still to come. */
  readonly later: number
  readonly entering: number
  readonly released: number
  readonly minutes: { readonly least: number; readonly most: number; readonly total: number }
  /** Readiness in the programmes that the publication touches. */
  readonly days: readonly DayShares[]
  /** By when all that is newly asked is due; undefined when nothing is, or no day is set. */
  readonly backOn: Day | undefined
}

export interface TeamImpact<Team extends TeamNode = TeamNode> extends GroupImpact {
  /** Counted with all teams beneath it. */
  readonly team: Team
}

export interface ImpactByTeam<Team extends TeamNode = TeamNode> {
  /** Parents before their children; only teams for which anything differs. */
  readonly teams: readonly TeamImpact<Team>[]
  /** People in no team of the tree. */
  readonly outside: GroupImpact
  readonly whole: GroupImpact
}

/** `on`: the day of the publication. */
export function impactByTeam<Team extends TeamNode>(
  tree: readonly Team[],
  impacts: readonly TimedImpact[],
  days: readonly TalliesOnDay[],
  on: Day,
): ImpactByTeam<Team> {
  const known = new Set(tree.map(({ id }) => id))
  const sums = new Map<TeamId | null, GroupImpact>()
  const untouched: GroupImpact = {
    people: 0,
    later: 0,
    entering: 0,
    released: 0,
    minutes: { least: 0, most: 0, total: 0 },
    days: days.map((day) => ({ on: day.on, without: nothing, with: nothing })),
    backOn: undefined,
  }
  const add = (team: TeamId | null, group: GroupImpact) => {
    const place = team !== null && known.has(team) ? team : null
    sums.set(place, summed(sums.get(place) ?? untouched, group))
  }
  for (const impact of impacts) add(impact.team, ofPerson(impact, on))
  const teams = new Set(days.flatMap((day) => [...day.without.teams.keys(), ...day.with.teams.keys()]))
  for (const team of teams) add(team, { ...untouched, days: days.map((day) => sharesOf(day, team)) })
  const own = [...sums.values()]
  // Children stand after their parent, so from the end every child is done before its parent.
  for (const team of tree.toReversed()) {
    const groups = [team.id, ...team.children].flatMap((id) => sums.get(id) ?? [])
    sums.set(team.id, groups.reduce(summed, untouched))
  }
  return {
    teams: tree.map((team) => ({ team, ...(sums.get(team.id) ?? untouched) })).filter(isTouched),
    outside: sums.get(null) ?? untouched,
    whole: own.reduce(summed, untouched),
  }
}

/** Whether the publication does anything to a group, now or on one of the days. */
export function isTouched({ people, entering, released, days }: GroupImpact): boolean {
  return (
    people + entering + released > 0 ||
    days.some(({ without, with: after }) => without.ready !== after.ready || without.required !== after.required)
  )
}

const noDays: readonly never[] = []

function ofPerson(impact: TimedImpact, on: Day): GroupImpact {
  const { clauses, from, entering, released, backOn } = impact
  const isAsked = clauses.length > 0
  const minutes = isAsked ? impact.minutes : 0
  return {
    people: isAsked ? 1 : 0,
    later: isAsked && from !== undefined && from > on ? 1 : 0,
    entering: entering.length > 0 ? 1 : 0,
    released: released.length > 0 ? 1 : 0,
    minutes: { least: minutes, most: minutes, total: minutes },
    days: noDays,
    backOn,
  }
}

function sharesOf(day: TalliesOnDay, team: TeamId | null): DayShares {
  return { on: day.on, without: day.without.teams.get(team) ?? nothing, with: day.with.teams.get(team) ?? nothing }
}

function summed(a: GroupImpact, b: GroupImpact): GroupImpact {
  const least = a.people === 0 ? b.minutes.least : b.people === 0 ? a.minutes.least : undefined
  return {
    people: a.people + b.people,
    later: a.later + b.later,
    entering: a.entering + b.entering,
    released: a.released + b.released,
    minutes: {
      least: least ?? Math.min(a.minutes.least, b.minutes.least),
      most: Math.max(a.minutes.most, b.minutes.most),
      total: a.minutes.total + b.minutes.total,
    },
    days: b.days === noDays ? a.days : a.days.map((day, index) => addShares(day, b.days[index])),
    backOn: a.backOn !== undefined && b.backOn !== undefined ? later(a.backOn, b.backOn) : (a.backOn ?? b.backOn),
  }
}

function addShares(a: DayShares, b: DayShares | undefined): DayShares {
  return { on: a.on, without: both(a.without, b?.without ?? nothing), with: both(a.with, b?.with ?? nothing) }
}

/** Percentage points of readiness that the publication costs on a day; negative when it brings some. */
export function pointsLost({ without, with: after }: Pick<DayShares, 'without' | 'with'>): number {
  const percent = ({ ready, required }: Share) => (required === 0 ? 100 : (100 * ready) / required)
  return percent(without) - percent(after)
}
