/**
 * What a publication would do to people: two futures of the same person are compared, the one in which
 * nothing is published and the one in which it is. Where both are the same, there is no impact.
 */
import { FOREVER, addDays, holds, later, type Day } from './days.ts'
import type { ClauseChange } from './facts.ts'
import type { PersonId, PinnedClause, ProgrammeId, TeamId } from './ids.ts'
import { updateOf } from './pending-updates.ts'
import { askedDays, deadlineOf, type TeamSpan } from './standing.ts'
import { updateDueDay } from './updates.ts'

/** Standings in the programmes that a publication touches, through all days. */
export interface TwoFutures {
  readonly person: PersonId
  readonly without: readonly TeamSpan[]
  readonly with: readonly TeamSpan[]
}

/** A changed clause that somebody would be asked to show, with the programmes that ask for it. */
export interface AskedClause {
  readonly clause: PinnedClause
  readonly programmes: readonly ProgrammeId[]
}

export interface PersonImpact {
  readonly person: PersonId
  /** On the day of the publication, or where the person comes to work first after it. */
  readonly team: TeamId | null
  /** Clauses that the person would have to show because of the publication, by their pins. */
  readonly clauses: readonly AskedClause[]
  /** The day from which: that of the publication, or a later one for somebody away or still to come. */
  readonly from: Day | undefined
  /** The last day in time for them; `FOREVER` when none is set. */
  readonly due: Day | undefined
  /** Programmes that ask the person from the day of the publication on, and would not without it. */
  readonly entering: readonly ProgrammeId[]
  /** Programmes that cease to ask the person. */
  readonly released: readonly ProgrammeId[]
  /** The last of the days by which something newly asked is due; undefined when no day is set. */
  readonly backOn: Day | undefined
}

function asksIn({ because }: TeamSpan) {
  return updateOf(because)
}

/** Undefined for somebody whom the publication neither asks for anything nor releases from anything. */
export function impactOn({ person, without, with: after }: TwoFutures, on: Day): PersonImpact | undefined {
  const update = firstAsked(without, after, on)
  const [before, now] = [standingOn(without, on), standingOn(after, on)]
  const entering = now.filter(({ programme }) => !before.some((one) => one.programme === programme))
  const released = before.filter(({ programme }) => !now.some((one) => one.programme === programme))
  if (update === undefined && entering.length === 0 && released.length === 0) return undefined
  const dues = update?.dues ?? []
  const deadlines = [...dues, ...entering.flatMap(({ because }) => deadlineOf(because) ?? [])].filter(
    (day) => day !== FOREVER,
  )
  const placed = now[0] ?? before[0] ?? update?.spans[0]
  return {
    person,
    team: placed?.team ?? null,
    clauses: update?.clauses ?? [],
    from: update?.from,
    due: dues.length === 0 ? undefined : dues.reduce((a, b) => (a < b ? a : b)),
    entering: entering.map(({ programme }) => programme),
    released: released.map(({ programme }) => programme),
    backOn: deadlines.length === 0 ? undefined : deadlines.reduce(later),
  }
}

/** Every clause that somebody is asked to show on a day or after it. */
export function askedFrom(spans: readonly TeamSpan[], on: Day): ReadonlySet<PinnedClause> {
  return new Set(spans.flatMap((span) => (span.to > on ? (asksIn(span)?.clauses ?? []) : [])))
}

function standingOn(spans: readonly TeamSpan[], on: Day): readonly TeamSpan[] {
  return spans.filter((span) => holds(span, on))
}

/** The first day from the publication on which a clause is asked that would not be asked without it. */
function firstAsked(
  without: readonly TeamSpan[],
  after: readonly TeamSpan[],
  on: Day,
):
  | {
      readonly from: Day
      readonly clauses: readonly AskedClause[]
      readonly spans: readonly TeamSpan[]
      /** The days by which these clauses are due, whatever else is asked beside them. */
      readonly dues: readonly Day[]
    }
  | undefined {
  const days = after.flatMap((span) => (span.to > on && asksIn(span) !== undefined ? [later(span.from, on)] : []))
  for (const day of [...new Set(days)].toSorted()) {
    const asked = askedOn(without, day)
    const news = [...askedOn(after, day)].filter(([pinned]) => !asked.has(pinned))
    if (news.length === 0) continue
    return {
      from: day,
      clauses: news
        .map(([clause, spans]) => ({ clause, programmes: spans.map(({ programme }) => programme).toSorted() }))
        .toSorted((a, b) => (a.clause < b.clause ? -1 : 1)),
      spans: [...new Set(news.flatMap(([, spans]) => spans))],
      dues: news.flatMap(([pinned, spans]) => spans.flatMap((span) => dueIn(span, pinned) ?? [])),
    }
  }
  return undefined
}

/** The last day in time of a clause that a standing asks for. */
function dueIn(span: TeamSpan, pinned: PinnedClause): Day | undefined {
  const update = asksIn(span)
  return update && askedDays(update).find(({ clause }) => clause === pinned)?.due
}

function askedOn(spans: readonly TeamSpan[], on: Day): ReadonlyMap<PinnedClause, readonly TeamSpan[]> {
  const asked = new Map<PinnedClause, TeamSpan[]>()
  for (const span of standingOn(spans, on)) {
    for (const pinned of asksIn(span)?.clauses ?? []) asked.set(pinned, [...(asked.get(pinned) ?? []), span])
  }
  return asked
}

// ---- days -----------------------------------------------------------------------------------------

/** What a day means for a publication. */
export type DayMeaning = 'published' | 'in-force' | 'due' | 'late'

export interface KeyDay {
  readonly on: Day
  readonly means: readonly DayMeaning[]
}

/** By when those are to show a change who are certified and at work when it is published. */
export function dueOfChange(change: Pick<ClauseChange, 'effectiveOn' | 'updateWithinDays'>, publishedOn: Day): Day {
  return updateDueDay(change, publishedOn, [])
}

/**
 * The day of the publication, the days on which what it asks is in force and due, and the days after
 * those, on which whoever has not acted is late. `alsoDue` are deadlines of people newly asked.
 */
export function keyDaysOf(on: Day, changes: readonly ClauseChange[], alsoDue: readonly Day[] = []): readonly KeyDay[] {
  const means = new Map<Day, Set<DayMeaning>>()
  const note = (day: Day, meaning: DayMeaning) => means.set(day, (means.get(day) ?? new Set()).add(meaning))
  note(on, 'published')
  const asking = changes.filter(({ asks }) => asks)
  for (const change of asking) note(change.effectiveOn, 'in-force')
  for (const due of [...asking.map((change) => dueOfChange(change, on)), ...alsoDue]) {
    if (due === FOREVER) continue
    note(due, 'due')
    note(addDays(due, 1), 'late')
  }
  return [...means].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([day, known]) => ({ on: day, means: [...known] }))
}

/** The last day of a meaning: where a publication has several notices, all of it has come by then. */
export function lastDay(days: readonly KeyDay[], meaning: DayMeaning): Day | undefined {
  return days.findLast(({ means }) => means.includes(meaning))?.on
}

/** The last day in time for whoever is certified when a change is published; undefined where nobody is asked. */
export function askedBy(change: ClauseChange, publishedOn: Day): Day | undefined {
  return change.asks && change.programmes.length > 0 ? dueOfChange(change, publishedOn) : undefined
}

// ---- how far people have come ----------------------------------------------------------------------

/**
 * What became of somebody whom a publication asked. `away`: paused, and asked again on the return.
 * `asked-no-more`: left, moved, expired, or asked for a later revision instead.
 */
export const progressKinds = ['shown', 'open', 'late', 'away', 'asked-no-more'] as const
export type ProgressKind = (typeof progressKinds)[number]

export interface ShownSoFar {
  /** Shown by an update: whoever does so on the very day of the publication was never seen owing it. */
  readonly updated: readonly PinnedClause[]
  readonly hasShown: (pinned: PinnedClause) => boolean
}

/** Undefined for somebody whom the changes of a publication never asked. `pins`: what it asked to be shown. */
export function progressOf(
  spans: readonly TeamSpan[],
  pins: ReadonlySet<PinnedClause>,
  today: Day,
  { updated, hasShown }: ShownSoFar,
): ProgressKind | undefined {
  const asked = new Set(updated.filter((pinned) => pins.has(pinned)))
  for (const span of spans) {
    if (span.from > today) continue
    for (const pinned of asksIn(span)?.clauses ?? []) if (pins.has(pinned)) asked.add(pinned)
  }
  if (asked.size === 0) return undefined
  const standing = standingOn(spans, today)
  const pending = standing.filter((span) => asksIn(span)?.clauses.some((pinned) => pins.has(pinned)))
  if (pending.length > 0) {
    const isLate = pending.some((span) => [...pins].some((pinned) => (dueIn(span, pinned) ?? FOREVER) < today))
    return isLate ? 'late' : 'open'
  }
  if ([...asked].every(hasShown)) return 'shown'
  return standing.some(({ kind }) => kind === 'paused') ? 'away' : 'asked-no-more'
}
