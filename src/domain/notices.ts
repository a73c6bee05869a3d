/**
 * Notices as publications made them: why clauses changed and from when. Reading one is a fact; whom one
 * concerns follows from where people work.
 */
import type { Notice, Standard } from './curriculum.ts'
import { addDays, later, valueOn, type Day } from './days.ts'
import { isKind, type Recorded } from './facts.ts'
import type { Recount } from './grants.ts'
import { unpin, type Channel, type ClauseId, type JobRole, type NoticeId } from './ids.ts'
import type { Library } from './library.ts'
import { personHistory } from './organisation.ts'
import { overtakenBy, type Overtaken } from './overtaken.ts'
import type { PendingUpdates } from './pending-updates.ts'
import { reaches, shownFrom, type ClauseHistories, type PublishedChange } from './updates.ts'

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
  /** Of these, the ones on which it is not the last word. */
  readonly overtaken: readonly Overtaken[]
  /** Changed validities that it lets reach certificates granted before; left out where there is none. */
  readonly recounts?: readonly Recount[]
}

const published = new WeakMap<
  Library,
  { histories: ClauseHistories; today: Day; notices: readonly PublishedNotice[] }
>()

/** The notices of all publications, the newest first; one that no publication has used yet is none. */
export function publishedNotices(library: Library, histories: ClauseHistories, today: Day): readonly PublishedNotice[] {
  const known = published.get(library)
  if (known?.histories === histories && known.today === today) return known.notices
  const named = Map.groupBy([...histories.values()].flat(), ({ notice }) => notice)
  const recounting = Map.groupBy([...(library.recounts?.values() ?? [])].flat(), ({ notice }) => notice)
  const notices = library.curriculum.notices
    .flatMap((notice): PublishedNotice[] => {
      const changes = (named.get(notice.id) ?? []).toSorted((a, b) => placeIn(notice, a) - placeIn(notice, b))
      const recounts = recounting.get(notice.id)
      const first = changes[0] ?? recounts?.[0]
      if (first === undefined) return []
      const { publication, publishedOn } = first
      const effectiveOn = [
        ...changes.map((change) => change.effectiveOn),
        ...(recounts ?? []).map(({ from }) => from),
      ].reduce(later)
      const dueOn = later(effectiveOn, addDays(publishedOn, notice.updateWithinDays))
      const overtaken = changes.flatMap(
        (change) => overtakenBy(change, histories.get(change.clause) ?? [], today) ?? [],
      )
      const told = { notice, publication, publishedOn, effectiveOn, dueOn, changes, overtaken }
      return [recounts === undefined ? told : { ...told, recounts }]
    })
    .toSorted((a, b) => b.publication - a.publication)
  published.set(library, { histories, today, notices })
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
 * Who may read a notice: whoever may read one of its standards, of which it then shows no other, and everybody
 * where it recounts a programme. One whose standards have all gone is kept for those who read every text.
 */
export function readersOfNotice(library: Library, { clauses, recounts }: Notice): readonly string[] | undefined {
  if (recounts !== undefined) return undefined
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
 * What a notice is to somebody. `owed`: an update is owed for it. `shown`: everything that it announces was
 * shown already. `work`: it is about work that the person does today and did when it was published.
 * `before`: it is about that work, from before the person's time; who joins later learns the new text.
 */
export type NoticeAbout = 'owed' | 'shown' | 'work' | 'before' | 'other'

export function noticeAbout(
  { changes, publishedOn, recounts = [] }: PublishedNotice,
  person: {
    readonly facts: readonly Recorded[]
    readonly histories: ClauseHistories
    readonly work: WorkToday
    readonly pending: PendingUpdates
  },
): NoticeAbout {
  const owed = person.pending.clauses.some((pending) =>
    pending.changes.some((change) =>
      changes.some(({ clause, revision }) => clause === change.clause && revision === change.revision),
    ),
  )
  if (owed) return 'owed'
  if (recounts.some((recount) => holdsBefore(recount, person.facts))) return 'work'
  if (changes.length === 0) return 'other'
  if (changes.every((change) => hasShown(change, person))) return 'shown'
  const reached = changes.some((change) =>
    [change, change.before].some((reach) => reach !== null && reaches(reach, person.work)),
  )
  if (!reached) return 'other'
  return valueOn(personHistory(person.facts).employed, publishedOn) === true ? 'work' : 'before'
}

/** Whether a person was certified, when it was recounted, in what a notice recounts. */
function holdsBefore({ rule, publication, publishedOn }: Recount, facts: readonly Recorded[]): boolean {
  return facts.some(
    (recorded) =>
      isKind(recorded, 'granted') &&
      recorded.fact.programme === rule.id &&
      recorded.fact.publication < publication &&
      recorded.fact.on <= publishedOn &&
      recorded.fact.expiresOn >= publishedOn,
  )
}

/** Whether a person has shown a changed clause in that revision or a later one; a retired one cannot be shown. */
function hasShown(
  { clause, revision, verdict }: PublishedChange,
  { facts, histories }: { readonly facts: readonly Recorded[]; readonly histories: ClauseHistories },
): boolean {
  if (verdict === 'retired') return false
  const shown = shownFrom(facts, histories).get(clause) ?? []
  return shown.some((one) => one.within === undefined && one.revision >= revision)
}
