/**
 * Why a programme asks nothing of a person: the days that no required stretch holds, each with its
 * reason. Like any standing they are derived; a day that nothing is asked is never stored.
 */
import { lackingFor, type Lacking, type RuleHistory } from './audience.ts'
import type { Programme } from './curriculum.ts'
import { FOREVER, overlap, valueOn, type Day, type Stretch } from './days.ts'
import type { JobRole, TeamId } from './ids.ts'
import { cut, joined, type OrganisationHistory, type PersonHistory } from './organisation.ts'
import type { Span } from './standing.ts'

/** Earlier than any day that will be asked about; the `from` of what has always been so. */
export const BEGINNING = '0001-01-01' as Day

/**
 * What became different on the first day of being outside the audience: the person's first day of work,
 * their team or job roles, what their team serves and where it is, or whom the programme asks.
 */
export type Turn = 'joined' | 'team' | 'roles' | 'place' | 'programme'

/** The reason in codes and days, put into words when shown; `FOREVER` where no day is known. */
export type NotAsked =
  | { readonly code: 'not-employed-yet'; readonly joinsOn: Day }
  | { readonly code: 'left'; readonly on: Day }
  | { readonly code: 'not-published-yet'; readonly publishedOn: Day }
  | { readonly code: 'withdrawn'; readonly on: Day }
  | {
      readonly code: 'outside-audience'
      readonly on: Day
      readonly turns: readonly Turn[]
      readonly team: TeamId | null
      readonly roles: readonly JobRole[]
      readonly lacking: Lacking
    }

export interface NotRequired extends Stretch {
  readonly kind: 'not-required'
  readonly because: NotAsked
}

/** What it depends on whether a programme asks a person: the same as for the required stretches. */
export interface Asking {
  readonly history: PersonHistory
  readonly organisation: OrganisationHistory
  readonly rules: RuleHistory
}

/** One piece of time in which nothing changes. */
interface Moment extends Stretch {
  readonly employed: boolean
  readonly team: TeamId | null
  readonly roles: readonly JobRole[]
  readonly rule: Programme | undefined
  /** Undefined where the person is asked, and where nobody could be. */
  readonly lacking: Lacking | undefined
}

/** The days of a window on which a programme asks nothing of a person, in order, by reason. */
export function notRequired(window: Stretch, asking: Asking): readonly NotRequired[] {
  const moments = momentsOf(asking)
  const gaps = moments.flatMap((moment, index): NotRequired[] => {
    const because = becauseOf(moment, moments[index - 1], asking)
    return because === undefined ? [] : [{ from: moment.from, to: moment.to, kind: 'not-required', because }]
  })
  return joined(gaps, sameReason).flatMap((gap) => {
    const days = overlap(gap, window)
    return days === undefined ? [] : [{ ...gap, ...days }]
  })
}

function momentsOf({ history, organisation, rules }: Asking): readonly Moment[] {
  const teams = history.team.flatMap(({ value }) => (value === null ? [] : (organisation.get(value) ?? [])))
  const places = teams.flatMap((team) => [team.channels, team.branch])
  const always = { from: BEGINNING, to: FOREVER }
  return cut(always, [history.employed, history.team, history.roles, rules, ...places]).map((piece): Moment => {
    const on = piece.from
    const team = valueOn(history.team, on) ?? null
    const place = team === null ? undefined : organisation.get(team)
    const roles = valueOn(history.roles, on) ?? []
    const employed = valueOn(history.employed, on) ?? false
    const rule = valueOn(rules, on)
    const profile = {
      roles,
      channels: valueOn(place?.channels ?? [], on) ?? [],
      branch: valueOn(place?.branch ?? [], on) ?? null,
    }
    const lacking = employed && rule !== undefined ? lackingFor(rule.audience, profile) : undefined
    return { ...piece, employed, team, roles, rule, lacking }
  })
}

/** The first reason that applies; undefined on days on which the person is asked. */
function becauseOf(moment: Moment, before: Moment | undefined, { history, rules }: Asking): NotAsked | undefined {
  const { from: on, employed, team, roles, rule, lacking } = moment
  if (!employed) {
    const firstDay = history.employed.find((stretch) => stretch.value)?.from ?? FOREVER
    if (on < firstDay) return { code: 'not-employed-yet', joinsOn: firstDay }
    const last = history.employed.findLast((stretch) => stretch.value && stretch.to <= on)
    return { code: 'left', on: last?.to ?? on }
  }
  if (rule === undefined) {
    const ended = rules.findLast((stated) => stated.to <= on)
    return ended === undefined
      ? { code: 'not-published-yet', publishedOn: rules[0]?.from ?? FOREVER }
      : { code: 'withdrawn', on: ended.to }
  }
  if (lacking === undefined) return undefined
  return { code: 'outside-audience', on, turns: turnsOf(moment, before), team, roles, lacking }
}

function turnsOf(moment: Moment, before: Moment | undefined): readonly Turn[] {
  if (before === undefined || !before.employed) return ['joined']
  const turns: Turn[] = []
  if (before.team !== moment.team) turns.push('team')
  if (before.roles.join() !== moment.roles.join()) turns.push('roles')
  if (before.rule === undefined) return turns
  const asksOthers = JSON.stringify(before.rule.audience) !== JSON.stringify(moment.rule?.audience)
  if (asksOthers) turns.push('programme')
  const { lacking } = moment
  const isNews = (part: 'channels' | 'branches') => lacking?.[part] !== undefined && !before.lacking?.[part]
  if (turns.length === 0 && (isNews('channels') || isNews('branches'))) turns.push('place')
  return turns
}

/** A move or a change of job role begins a new entry only where it is part of the reason. */
function sameReason(a: NotRequired, b: NotRequired): boolean {
  return JSON.stringify(reasonOf(a.because)) === JSON.stringify(reasonOf(b.because))
}

function reasonOf(because: NotAsked): unknown {
  if (because.code !== 'outside-audience') return because
  const { code, team, roles, lacking } = because
  const isOfPlace = lacking.channels !== undefined || lacking.branches !== undefined
  return { code, lacking, ...(isOfPlace && { team }), ...(lacking.roles !== undefined && { roles }) }
}

/** The standings of one programme and the days between them, in order: every day of the window once. */
export function throughTime(spans: readonly Span[], gaps: readonly NotRequired[]): readonly (Span | NotRequired)[] {
  return [...spans, ...gaps].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}
