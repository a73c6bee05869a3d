/**
 * Notices as publications made them: why clauses changed and from when. Reading one is a fact; whom one
 * concerns follows from where people work.
 */
import type { Notice, Standard } from './curriculum.ts'
import { addDays, later, valueOn, type Day } from './days.ts'
import { isKind, type Recorded } from './facts.ts'
import { unpin, type Channel, type ClauseId, type JobRole, type NoticeId } from './ids.ts'
import type { Library } from './library.ts'
import { personHistory } from './organisation.ts'
import type { PendingUpdates } from './pending-updates.ts'
import { reaches, type ClauseHistories, type PublishedChange } from './updates.ts'

export interface PublishedNotice {
  readonly notice: Notice
  readonly publication: number
  readonly publishedOn: Day
  /** From when what it announces is in force: the day it names, or that of publication if that is later. */
  readonly effectiveOn: Day
  /** By when those are to show it who were certified when it was published. */
  readonly dueOn: Day
  /** What it announces, in the order of the notice. */
  readonly changes: readonly PublishedChange[]
}

const published = new WeakMap<Library, { histories: ClauseHistories; notices: readonly PublishedNotice[] }>()

/** The notices of all publications, the newest first; one that no publication has used yet is none. */
export function publishedNotices(library: Library, histories: ClauseHistories): readonly PublishedNotice[] {
  const known = published.get(library)
  if (known?.histories === histories) return known.notices
  const named = Map.groupBy([...histories.values()].flat(), ({ notice }) => notice)
  const notices = library.curriculum.notices
    .flatMap((notice): PublishedNotice[] => {
      const changes = (named.get(notice.id) ?? []).toSorted((a, b) => placeIn(notice, a) - placeIn(notice, b))
      const [first] = changes
      if (first === undefined) return []
      const { publication, publishedOn } = first
      const effectiveOn = changes.map((change) => change.effectiveOn).reduce(later)
      const dueOn = later(effectiveOn, addDays(publishedOn, notice.updateWithinDays))
      return [{ notice, publication, publishedOn, effectiveOn, dueOn, changes }]
    })
    .toSorted((a, b) => b.publication - a.publication)
  published.set(library, { histories, notices })
  return notices
}

function placeIn({ clauses }: Notice, { clause, revision }: PublishedChange): number {
  const place = clauses.findIndex((pinned) => pinned === `${clause}~${revision}`)
  return place === -1 ? clauses.length : place
}

/** The standard in which a clause stands; of a retired one, that of its prefix. */
export function standardOfClause(library: Library, id: ClauseId): Standard | undefined {
  const clause = library.clauses.get(id)
  if (clause !== undefined) return library.standards.get(clause.standard)
  return library.curriculum.standards.find(({ prefix }) => id.startsWith(`${prefix}-`))
}

/**
 * Who may read a notice: whoever may read one of its standards, of which it then shows no other. One whose
 * standards have all gone is kept for those who read every text.
 */
export function readersOfNotice(library: Library, { clauses }: Notice): readonly string[] | undefined {
  const standards = clauses.flatMap((pinned) => {
    const clause = unpin(pinned)?.clause
    return (clause && standardOfClause(library, clause)) ?? []
  })
  if (standards.some(({ readers }) => readers === undefined)) return undefined
  return [...new Set(standards.flatMap(({ readers }) => readers ?? []))]
}

/** The day on which a person read each notice, of those read. */
export function noticesRead(facts: readonly Recorded[]): ReadonlyMap<NoticeId, Day> {
  const read = new Map<NoticeId, Day>()
  for (const recorded of facts) {
    if (isKind(recorded, 'notice-read') && !read.has(recorded.fact.notice)) {
      read.set(recorded.fact.notice, recorded.fact.on)
    }
  }
  return read
}

/** Where somebody works today, as far as a clause asks. */
export interface WorkToday {
  readonly roles: readonly JobRole[]
  readonly channels: readonly Channel[]
}

/**
 * A notice concerns whoever owes an update for it, and whoever worked here when it was published and does
 * work today that one of its clauses reaches, or reached before. Who joined later learns the new text.
 */
export function concerns(
  { changes, publishedOn }: PublishedNotice,
  person: {
    readonly facts: readonly Recorded[]
    readonly work: WorkToday
    readonly pending: PendingUpdates
  },
): boolean {
  const owed = person.pending.clauses.some((pending) =>
    pending.changes.some((change) =>
      changes.some(({ clause, revision }) => clause === change.clause && revision === change.revision),
    ),
  )
  if (owed) return true
  const reached = changes.some((change) =>
    [change, change.before].some((reach) => reach !== null && reaches(reach, person.work)),
  )
  return reached && valueOn(personHistory(person.facts).employed, publishedOn) === true
}
