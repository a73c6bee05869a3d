/**
 * Updates: what a changed clause asks of somebody who is certified already. Who owes what, since when
 * and until when follows from facts alone: the changes that publications recorded, what the person has
 * shown, and where the person worked on each day.
 */
import { dueDay } from './audience.ts'
import { carriersOf } from './carried.ts'
import type { ChannelScope, RoleScope } from './curriculum.ts'
import { FOREVER, addDays, daysBetween, earlier, holds, later, type Day, type Stretch } from './days.ts'
import { isKind, type ClauseChange, type FactOf, type Reach, type Recorded } from './facts.ts'
import {
  pin,
  readEvidence,
  unpin,
  type Channel,
  type ClauseEvidence,
  type ClauseId,
  type JobRole,
  type PinnedClause,
  type ProgrammeId,
} from './ids.ts'
import type { Profile } from './organisation.ts'
import { reachOf, revisionAt, wordsOf } from './revisions.ts'
import { heldDays, type Grant, type Held } from './grants.ts'

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
  /** Carried over from another clause: it counts if these reached the person on that day. */
  readonly within?: readonly Reach[]
}

/** What a person has shown of the clauses that ever changed: by certifications and by updates. */
export function shownFrom(
  facts: readonly Recorded[],
  histories: ClauseHistories,
): ReadonlyMap<ClauseId, readonly Shown[]> {
  const shown = new Map<ClauseId, Shown[]>()
  if (histories.size === 0) return shown
  const carriers = carriersOf(histories)
  const add = (clause: ClauseId, one: Shown) => {
    const own = shown.get(clause)
    if (own === undefined) shown.set(clause, [one])
    else if (!own.some((known) => known.on === one.on && known.revision === one.revision && !known.within))
      own.push(one)
  }
  const note = ({ clause, revision }: Read, on: Day) => {
    add(clause, { revision, on })
    for (const carried of carriers.get(pin(clause, revision)) ?? []) {
      const { within } = carried
      add(carried.clause, { revision: carried.revision, on, ...(within.length > 0 && { within }) })
    }
  }
  for (const recorded of facts) {
    if (isKind(recorded, 'granted')) {
      for (const one of readChanged(histories, recorded.fact.clauses)) note(one, recorded.fact.on)
    } else if (isKind(recorded, 'clause-updated')) {
      for (const one of readChanged(histories, [recorded.fact.clause])) note(one, recorded.fact.on)
    }
  }
  return shown
}

type Read = ReturnType<typeof readEvidence>
const readBefore = new WeakMap<ClauseHistories, Map<string, readonly Read[]>>()
const mostKept = 2_000

/**
 * Reads what evidence names of the clauses that ever changed. The certificates of thousands of people name
 * the same many texts, of which few ever change, so a list is read once.
 */
function readChanged(histories: ClauseHistories, evidence: readonly ClauseEvidence[]): readonly Read[] {
  let known = readBefore.get(histories)
  if (known === undefined) readBefore.set(histories, (known = new Map()))
  const key = evidence.join()
  const before = known.get(key)
  if (before !== undefined) return before
  const changed = evidence.map(readEvidence).filter(({ clause }) => histories.has(clause))
  if (known.size >= mostKept) known.clear()
  known.set(key, changed)
  return changed
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
  /** Further changes of the clause that are not shown and due later; left out, there is none. */
  readonly others?: readonly Asking[]
}

/** From when the time for a change runs, and its last day. */
export type Asking = Pick<Duty, 'since' | 'due'>

export interface DutyFacts {
  readonly programme: ProgrammeId
  readonly histories: ClauseHistories
  readonly shown: ReadonlyMap<ClauseId, readonly Shown[]>
  /** Stretches in which the programme asks the person, in order. */
  readonly required: readonly Stretch[]
  /** In order, without overlap. */
  readonly profiles: readonly Profile[]
  /** Days of leave and of pauses. */
  readonly absences: readonly Stretch[]
  readonly grants: readonly Grant[]
}

/**
 * The duties of one person in one programme, clause by clause. A duty begins with the publication, or
 * with the day on which the clause reaches the person or the person is certified if that is later; it
 * ends when the clause is shown, asks the person no more, or the certificate runs out: whoever has to be
 * certified anew is asked for the whole, and owes no update. This runs for every person and programme
 * at each publication, so it leaves early and copies little.
 */
export function dutiesOf(facts: DutyFacts): readonly Duty[] {
  if (facts.grants.length === 0) return none
  const asking = changedBy(facts.histories).get(facts.programme)
  if (asking === undefined) return none
  const held = heldDays(facts.grants)
  const end = held.at(-1)?.to
  const duties: Duty[] = []
  for (const { clause, changes, first } of asking) {
    if (end === undefined || end <= first) continue
    const shown = facts.shown.get(clause) ?? none
    for (const reached of reachedDays(facts, changes)) {
      for (const certified of held) noteDuties(duties, { facts, clause, changes, shown, reached, certified })
    }
  }
  return duties
}

const none: readonly never[] = []

interface AskingClause {
  readonly clause: ClauseId
  readonly changes: readonly PublishedChange[]
  /** The day of the first change. */
  readonly first: Day
}

const asked = new WeakMap<ClauseHistories, ReadonlyMap<ProgrammeId, readonly AskingClause[]>>()

/** By programme, the clauses that it ever rested on and that ever changed. */
function changedBy(histories: ClauseHistories): ReadonlyMap<ProgrammeId, readonly AskingClause[]> {
  const known = asked.get(histories)
  if (known !== undefined) return known
  const found = new Map<ProgrammeId, AskingClause[]>()
  for (const [clause, changes] of histories) {
    const [begin] = changes
    if (begin === undefined) continue
    for (const programme of new Set(changes.flatMap(({ programmes }) => programmes))) {
      const asking = { clause, changes, first: begin.publishedOn }
      found.set(programme, [...(found.get(programme) ?? []), asking])
    }
  }
  asked.set(histories, found)
  return found
}

/** From its first change on, the days on which the programme rests on the clause and the clause reaches the person. */
function reachedDays(
  { required, profiles, programme }: DutyFacts,
  changes: readonly PublishedChange[],
): readonly Stretch[] {
  const reached: { from: Day; to: Day }[] = []
  for (const stretch of required) {
    for (const profile of profiles) {
      if (profile.to <= stretch.from || stretch.to <= profile.from) continue
      for (const [index, change] of changes.entries()) {
        const from = later(later(stretch.from, profile.from), change.publishedOn)
        const to = earlier(earlier(stretch.to, profile.to), changes[index + 1]?.publishedOn ?? FOREVER)
        if (from >= to || !change.programmes.includes(programme) || !reaches(change, profile)) continue
        const last = reached.at(-1)
        if (last?.to === from) last.to = to
        else reached.push({ from, to })
      }
    }
  }
  return reached
}

/** One clause and one person, while the clause reaches the person without a break and one certificate holds. */
interface Case {
  readonly facts: DutyFacts
  readonly clause: ClauseId
  readonly changes: readonly PublishedChange[]
  readonly shown: readonly Shown[]
  readonly reached: Stretch
  readonly certified: Held
}

function noteDuties(duties: Duty[], of: Case): void {
  const { clause, changes, shown, reached, certified } = of
  const end = earlier(reached.to, certified.to)
  for (let from = later(reached.from, certified.from); from < end;) {
    let to = end
    for (const { publishedOn } of changes) if (from < publishedOn && publishedOn < to) to = publishedOn
    for (const { on } of shown) if (from < on && on < to) to = on
    const owed = owedOn(of, from)
    const last = duties.at(-1)
    if (owed !== undefined) {
      const goesOn =
        last?.clause === clause &&
        last.to === from &&
        last.revision === owed.revision &&
        last.since === owed.since &&
        last.due === owed.due &&
        sameAsked(last.others ?? none, owed.others ?? none)
      if (goesOn) duties[duties.length - 1] = { ...last, to }
      else duties.push({ from, to, clause, ...owed })
    }
    from = to
  }
}

/**
 * What the person owes of the clause on a day, and by the earliest day on which any of its pending
 * changes is due. Pending are the changes after the newest revision shown, and after the last one that
 * only tells: that one releases from what came before it as well.
 */
function owedOn(of: Case, on: Day): Pick<Duty, 'revision' | 'since' | 'due' | 'others'> | undefined {
  const { facts, changes, reached, certified } = of
  let current: PublishedChange | undefined
  let first: Asking | undefined
  let others: readonly Asking[] = none
  for (let index = changes.length - 1; index >= 0; index -= 1) {
    const change = changes[index]
    if (change === undefined || change.publishedOn > on) continue
    current ??= change
    if (change.verdict === 'coverage') continue
    const since = later(later(change.publishedOn, reached.from), certified.since)
    if (!change.asks || isShown(of, change, since, on)) break
    if (!isNewTo(of, change, since)) continue
    const one = { since, due: updateDueDay(change, since, facts.absences) }
    if (first !== undefined) others = [...others, isSooner(one, first) ? first : one]
    if (first === undefined || isSooner(one, first)) first = one
  }
  return first && current && { revision: current.revision, ...first, ...(others.length > 0 && { others }) }
}

/** Of two askings the one due first; of one day, the one asked first. */
export function isSooner(one: Asking, other: Asking): boolean {
  return one.due < other.due || (one.due === other.due && one.since < other.since)
}

function sameAsked(some: readonly Asking[], others: readonly Asking[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ since, due }, index) => since === others[index]?.since && due === others[index].due)
  )
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
  return absences.length === 0 ? due : dueDay(since, daysBetween(since, due), absences)
}

/**
 * Whether a change asks anything that was not asked before of somebody placed as on the day from which
 * the time runs. Where only the reach is another, it asks those whom the clause did not reach before.
 */
function isNewTo({ facts, changes }: Case, change: PublishedChange, since: Day): boolean {
  const { before } = change
  if (!reachedThen(facts, change, since)) return false
  const sameWords = before !== null && wordsOf(changes, before.revision) === change.sameWordsAs
  return !sameWords || !reachedThen(facts, before, since)
}

/** Whether by a day the person has shown a revision, or a later one, or the same words while they meant the person. */
function isShown({ facts, changes, shown, certified }: Case, change: PublishedChange, since: Day, on: Day): boolean {
  let isAnyKnown = false
  for (const one of shown) {
    if (one.on > on || one.within?.some((reach) => !reachedThen(facts, reach, one.on))) continue
    isAnyKnown = true
    if (shows(facts, changes, one, change, since)) return true
  }
  if (isAnyKnown) return false
  // A certificate that does not name the clause asked for it as it stood when it was granted.
  const { publication, on: grantedOn } = certified.grant
  return shows(facts, changes, { revision: revisionAt(changes, publication), on: grantedOn }, change, since)
}

function shows(
  facts: DutyFacts,
  changes: readonly PublishedChange[],
  one: Shown,
  change: PublishedChange,
  since: Day,
): boolean {
  if (one.revision >= change.revision) return true
  if (change.sameWordsAs === change.revision || wordsOf(changes, one.revision) !== change.sameWordsAs) return false
  const then = reachOf(changes, one.revision)
  return then !== undefined && (reachedThen(facts, then, one.on) || reachedThen(facts, then, since))
}

function reachedThen({ profiles }: DutyFacts, reach: Reach, on: Day): boolean {
  const profile = profiles.find((one) => holds(one, on))
  return profile !== undefined && reaches(reach, profile)
}

/** Reads `TEL-05~2`. Throws a RangeError for anything else. */
export function readPinned(pinned: PinnedClause): { clause: ClauseId; revision: number } {
  const read = unpin(pinned)
  if (read === undefined) throw new RangeError(`not a pinned clause: ${pinned}`)
  return read
}
