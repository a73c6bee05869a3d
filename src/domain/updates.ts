/**
 * Updates: what a changed clause asks of somebody who is certified already. Who owes what, since when
 * and until when follows from facts alone: the changes that publications recorded, what the person has
 * shown, and where the person worked on each day.
 */
import { dueDay } from './audience.ts'
import type { ChannelScope, RoleScope } from './curriculum.ts'
import { addDays, daysBetween, holds, later, type Day, type Stretch } from './days.ts'
import { isKind, type ClauseChange, type FactOf, type Reach, type Recorded } from './facts.ts'
import {
  pin,
  readEvidence,
  unpin,
  type Channel,
  type ClauseId,
  type JobRole,
  type PinnedClause,
  type ProgrammeId,
} from './ids.ts'
import { cut, joined, type Profile } from './organisation.ts'
import { grantOn, type Grant } from './standing.ts'

export interface PublishedChange extends ClauseChange {
  readonly publication: number
  readonly publishedOn: Day
}

/** Of every clause that ever changed, its changes in the order published. */
export type ClauseHistories = ReadonlyMap<ClauseId, readonly PublishedChange[]>

export function clauseHistories(published: readonly Recorded<FactOf<'published'>>[]): ClauseHistories {
  const changes = published.flatMap(({ fact }) =>
    (fact.changes ?? []).map((change): PublishedChange => ({
      ...change,
      publication: fact.publication,
      publishedOn: fact.on,
    })),
  )
  return Map.groupBy(changes, (change) => change.clause)
}

/** Whether a clause reaches somebody placed like this. A clause of work between ourselves reaches its roles anywhere. */
export function reaches(
  { roles, channels }: { readonly roles: RoleScope; readonly channels: ChannelScope },
  profile: { readonly roles: readonly JobRole[]; readonly channels: readonly Channel[] },
): boolean {
  const byRole = roles === 'everyone' || roles.some((role) => profile.roles.includes(role))
  const byChannel =
    channels === 'all' || channels === 'internal' || channels.some((channel) => profile.channels.includes(channel))
  return byRole && byChannel
}

/** A clause that somebody has shown at a revision. */
export interface Shown {
  readonly revision: number
  readonly on: Day
}

/** What a person has shown of the clauses that ever changed: by certifications and by updates. */
export function shownFrom(
  facts: readonly Recorded[],
  histories: ClauseHistories,
): ReadonlyMap<ClauseId, readonly Shown[]> {
  const shown = new Map<ClauseId, Shown[]>()
  const note = (evidence: Parameters<typeof readEvidence>[0], on: Day) => {
    const { clause, revision } = readEvidence(evidence)
    for (const [id, as] of [[clause, revision] as const, ...carriedBy(histories, clause, revision)]) {
      if (!histories.has(id)) continue
      const own = shown.get(id)
      if (own === undefined) shown.set(id, [{ revision: as, on }])
      else own.push({ revision: as, on })
    }
  }
  for (const recorded of facts) {
    if (isKind(recorded, 'granted')) for (const one of recorded.fact.clauses) note(one, recorded.fact.on)
    else if (isKind(recorded, 'clause-updated')) note(recorded.fact.clause, recorded.fact.on)
  }
  return shown
}

/** The clauses for which evidence of this revision counts as well, because their owner said so. */
function carriedBy(
  histories: ClauseHistories,
  clause: ClauseId,
  revision: number,
): readonly (readonly [ClauseId, number])[] {
  const carriers = carriersOf(histories)
  return carriers.get(pin(clause, revision)) ?? []
}

const carriers = new WeakMap<ClauseHistories, ReadonlyMap<PinnedClause, readonly (readonly [ClauseId, number])[]>>()

function carriersOf(histories: ClauseHistories) {
  const known = carriers.get(histories)
  if (known !== undefined) return known
  const found = new Map<PinnedClause, (readonly [ClauseId, number])[]>()
  for (const change of [...histories.values()].flat()) {
    for (const pinned of change.carries) {
      found.set(pinned, [...(found.get(pinned) ?? []), [change.clause, change.revision]])
    }
  }
  carriers.set(histories, found)
  return found
}

/** A changed clause that a programme asks a certified person to show, over the days on which it does. */
export interface Duty extends Stretch {
  readonly clause: ClauseId
  /** The revision to be shown. */
  readonly revision: number
  /** The day from which the person's time runs. */
  readonly since: Day
  /** The last day in time; `FOREVER` while somebody is away without a known return. */
  readonly due: Day
}

export interface DutyFacts {
  readonly programme: ProgrammeId
  readonly histories: ClauseHistories
  readonly shown: ReadonlyMap<ClauseId, readonly Shown[]>
  /** Stretches in which the programme asks the person. */
  readonly required: readonly Stretch[]
  readonly profiles: readonly Profile[]
  readonly absences: readonly Stretch[]
  readonly grants: readonly Grant[]
}

/**
 * The duties of one person in one programme, clause by clause. A duty begins with the publication, or
 * with the day on which the clause reaches the person if that is later; it ends when the clause is
 * shown, changed again, or asks the person no more. Nobody owes an update before being certified.
 */
export function dutiesOf(facts: DutyFacts): readonly Duty[] {
  if (facts.grants.length === 0) return []
  return [...facts.histories].flatMap(([clause, changes]) =>
    changes.some(({ programmes }) => programmes.includes(facts.programme)) ? dutiesIn(facts, clause, changes) : [],
  )
}

function dutiesIn(facts: DutyFacts, clause: ClauseId, changes: readonly PublishedChange[]): readonly Duty[] {
  const { required, profiles, grants, programme } = facts
  const shown = facts.shown.get(clause) ?? []
  const published = edgesAt(changes.map(({ publishedOn }) => publishedOn))
  // Where the clause reaches the person, joined over what changes nothing about that.
  const reached = joined(
    required
      .flatMap((stretch) => cut(stretch, [profiles, published]))
      .filter(({ from }) => {
        const standing = standingText(changes, from)
        const profile = profiles.find((one) => holds(one, from))
        return (
          profile !== undefined &&
          standing !== undefined &&
          standing.programmes.includes(programme) &&
          reaches(standing, profile)
        )
      }),
    () => true,
  )
  const turns = edgesAt([...grants.map(({ on }) => on), ...shown.map(({ on }) => on)])
  return joined(
    reached.flatMap((within) =>
      cut(within, [published, turns]).flatMap((piece): Duty[] => {
        const owed = owedOn(facts, changes, shown, within, piece.from)
        return owed === undefined ? [] : [{ ...piece, clause, ...owed }]
      }),
    ),
    (a, b) => a.revision === b.revision && a.since === b.since && a.due === b.due,
  )
}

/**
 * What the person owes of the clause on a day, with the earliest day by which any of its pending
 * changes is due.
 */
function owedOn(
  { grants, absences, profiles }: DutyFacts,
  changes: readonly PublishedChange[],
  shown: readonly Shown[],
  reached: Stretch,
  on: Day,
): Pick<Duty, 'revision' | 'since' | 'due'> | undefined {
  const grant = grantOn(grants, on)
  const current = changes.findLast((change) => change.publishedOn <= on)
  if (grant === undefined || current === undefined || current.verdict === 'retired') return undefined
  const sofar = shown.filter((one) => one.on <= on)
  // A programme that rested on the clause only later asked for it as it stood when it certified.
  const evidence = sofar.length > 0 ? sofar : [{ revision: revisionAt(changes, grant.publication), on: grant.on }]
  if (evidence.some((one) => stillShows(one, changes, current, profiles))) return undefined
  const best = Math.max(...evidence.map(({ revision }) => revision))
  const pending = changes.filter(
    (change) => change.asks && change.publishedOn <= on && change.revision > best && change.verdict !== 'coverage',
  )
  if (pending.length === 0) return undefined
  const certifiedSince = beginOfRun(grants, grant)
  const asked = pending.map((change) => {
    const since = [change.publishedOn, reached.from, certifiedSince].reduce(later)
    return { since, due: updateDueDay(change, since, absences) }
  })
  const [first] = asked.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.since < b.since ? -1 : 1))
  return first && { revision: current.revision, ...first }
}

/**
 * The later of the day the change is in force and the days given from `since`, moved on by every day
 * away in between.
 */
export function updateDueDay(
  change: Pick<ClauseChange, 'effectiveOn' | 'updateWithinDays'>,
  since: Day,
  absences: readonly Stretch[],
): Day {
  const due = later(change.effectiveOn, addDays(since, change.updateWithinDays))
  return dueDay(since, daysBetween(since, due), absences)
}

/**
 * Evidence of a revision holds for the text in force if that is the same revision or none that asks
 * came between; and if the words came back to what they were, for whom they were meant then.
 */
function stillShows(
  one: Shown,
  changes: readonly PublishedChange[],
  current: PublishedChange,
  profiles: readonly Profile[],
): boolean {
  if (one.revision >= current.revision) return true
  const then = reachOf(changes, one.revision)
  const sameWords = then !== undefined && then.sameWordsAs === current.sameWordsAs
  if (!sameWords) return false
  const profile = profiles.find((known) => holds(known, one.on))
  return sameReach(then, current) || (profile !== undefined && reaches(then, profile))
}

/** A revision as publications told of it; the one before the first change is known from that change. */
function reachOf(
  changes: readonly PublishedChange[],
  revision: number,
): (Reach & { readonly sameWordsAs: number }) | undefined {
  const own = changes.find((change) => change.revision === revision)
  if (own !== undefined) return own
  const next = changes.find((change) => change.before?.revision === revision)
  return next?.before ? { ...next.before, sameWordsAs: revision } : undefined
}

function sameReach(a: Reach, b: Reach): boolean {
  return String(a.roles) === String(b.roles) && String(a.channels) === String(b.channels)
}

/** What publications had said of the clause by a day; before the first change, what that one changed. */
function standingText(
  changes: readonly PublishedChange[],
  on: Day,
): (Reach & { readonly programmes: readonly ProgrammeId[] }) | undefined {
  const current = changes.findLast((change) => change.publishedOn <= on)
  if (current !== undefined) return current.verdict === 'retired' ? undefined : current
  const [first] = changes
  return first?.before ? { ...first.before, programmes: first.programmes } : undefined
}

/** The revision that a publication held; 0 before there was any. */
function revisionAt(changes: readonly PublishedChange[], publication: number): number {
  const then = changes.findLast((change) => change.publication <= publication)
  return then?.revision ?? changes[0]?.before?.revision ?? 0
}

/** Since when somebody has been certified without a gap, up to this grant. */
function beginOfRun(grants: readonly Grant[], grant: Grant): Day {
  const earlier = grants.filter((one) => one.on < grant.on).toSorted((a, b) => (a.on < b.on ? 1 : -1))
  let begin = grant.on
  for (const one of earlier) {
    if (addDays(one.expiresOn, 1) < begin) break
    begin = one.on
  }
  return begin
}

function edgesAt(days: readonly Day[]): readonly Stretch[] {
  return days.map((day) => ({ from: day, to: day }))
}

/** Reads `TEL-05~2`. Throws a RangeError for anything else. */
export function readPinned(pinned: PinnedClause): { clause: ClauseId; revision: number } {
  const read = unpin(pinned)
  if (read === undefined) throw new RangeError(`not a pinned clause: ${pinned}`)
  return read
}
