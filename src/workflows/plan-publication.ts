/**
 * What publishing a curriculum would do beside the publication in force, or why nothing would be
 * published. The publication records this very plan, and its impact is told from it beforehand.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import { clauseChanges, whyNoSuccessor, type NoSuccessor } from '../curriculum/clause-changes.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { programmesResting } from '../domain/coming-publication.ts'
import type { Clause, Curriculum } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import type { ClauseChange, ContentHash, FactOf } from '../domain/facts.ts'
import type { ClauseId, ProgrammeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { recountsBetween, type IdleRecount, type PublishedRecount } from '../domain/recounts.ts'
import type { ClauseHistories } from '../domain/updates.ts'
import type { Database } from '../../db/open.ts'
import { libraryAt, publicationWithDigest, publishedChanges } from '../../db/publications.ts'

/** What is to be published, and what is meant by it where it may be a mistake. */
export interface Intended {
  readonly curriculum: Curriculum
  /** Publishes anew what an earlier publication said, as a further one with the same digest. */
  readonly again?: boolean | undefined
  /** Publishes although no standard is shared with the publication in force. */
  readonly replace?: boolean | undefined
  /** The line of `clauses.lock` on which its first verdict stands; unknown where no file was read. */
  readonly lockFrom?: number | undefined
}

export type Unpublished =
  /** The newest publication says just this. */
  | { readonly kind: 'same'; readonly publication: number }
  /** An earlier publication said this; the newest one stays in force. */
  | { readonly kind: 'older'; readonly publication: number; readonly inForce: number }
  /** It shares no standard with the newest publication, which stays in force. */
  | { readonly kind: 'another-library'; readonly inForce: number }
  /** It cannot follow the newest publication, which stays in force, whatever is meant by it. */
  | {
      readonly kind: 'no-successor'
      readonly inForce: number
      readonly why: NoSuccessor
      /** The earlier publication that said the same, where one did. */
      readonly publication?: number
      /** The line of the file, where a line of the lock stands in the way. */
      readonly lockLine?: number
    }

/** Whose standings may follow from a publication: of those whom these programmes ask, or of everybody. */
export type Touched = 'everybody' | readonly ProgrammeId[]

/** How a publication is to be made. */
export interface Plan {
  readonly kind: 'plan'
  readonly act: FactOf<'published'>['act']
  readonly on: Day
  readonly changes: readonly ClauseChange[]
  /** Programmes whose changed validity is to reach certificates granted before. */
  readonly recounts: readonly PublishedRecount[]
  /** What its new notices recount in vain. */
  readonly idleRecounts: readonly IdleRecount[]
  /** The publication that said the same. */
  readonly earlier: number | undefined
  readonly touches: Touched
}

/** What becomes of a curriculum beside the one in force: how it is published, or why it is not. */
export async function planPublication(
  db: Database,
  before: Library | undefined,
  digest: ContentHash,
  { curriculum, again = false, replace = false, lockFrom }: Intended,
  on: Day,
): Promise<Plan | Unpublished> {
  if (before === undefined)
    return {
      kind: 'plan',
      act: 'baseline',
      on,
      changes: [],
      recounts: [],
      idleRecounts: [],
      earlier: undefined,
      touches: 'everybody',
    }
  if (before.digest === digest) return { kind: 'same', publication: before.publication }
  const earlier = await publicationWithDigest(db.reader, digest)
  const inForce = before.publication
  const isAnother = !curriculum.standards.some(({ id }) => before.standards.has(id))
  // What this very database has held before is no other library by mistake.
  if (isAnother && before.standards.size > 0 && earlier === undefined && !replace) {
    return { kind: 'another-library', inForce }
  }
  const why = isAnother ? undefined : whyNoSuccessor(before.curriculum, curriculum)
  // Asked before whether it was meant: nobody is to be told of a way that is refused in its turn.
  if (why !== undefined) {
    const at = why.reason === 'lock-forked' && lockFrom !== undefined ? lockFrom + why.line - 1 : undefined
    return {
      kind: 'no-successor',
      inForce,
      why,
      ...(earlier !== undefined && { publication: earlier }),
      ...(at !== undefined && { lockLine: at }),
    }
  }
  if (earlier !== undefined && !again) return { kind: 'older', publication: earlier, inForce }
  // Beside a running portal nobody is to wait for the whole of a large library.
  await giveWay()
  const histories = await publishedChanges(db, db.reader)
  const changes = clauseChanges({
    before,
    after: curriculum,
    publishedOn: on,
    histories,
    earlier: await textsBefore(db, before, curriculum, histories),
  })
  const act = earlier === undefined ? 'publish' : 'again'
  const { recounts, idle: idleRecounts } = recountsBetween(before.curriculum, curriculum, on)
  const touches = touchedBy(changes, histories, before, curriculum)
  return { kind: 'plan', act, on, changes, recounts, idleRecounts, earlier, touches }
}

/** A change touches a programme that rests on the clause from now on, or did by any publication before. */
function touchedBy(
  changes: readonly ClauseChange[],
  histories: ClauseHistories,
  before: Library,
  after: Curriculum,
): Touched {
  if (asksOtherwise(before, after)) return 'everybody'
  return [...programmesResting(histories, changes)]
}

/** Whether any programme asks by other rules. In which time zone days begin changes no standing: all facts carry their days. */
function asksOtherwise({ curriculum: before }: Library, after: Curriculum): boolean {
  return canonicalJson(before.programmes) !== canonicalJson(after.programmes)
}

/** The texts of clauses that change again: of each publication that changed them, and of the one before it. */
async function textsBefore(db: Database, before: Library, after: Curriculum, histories: ClauseHistories) {
  const changed = after.standards
    .flatMap(({ clauses }) => clauses)
    .filter(({ id, revision }) => before.clauses.get(id)?.revision !== revision)
  const numbers = new Set(
    changed.flatMap(({ id }) => (histories.get(id) ?? []).flatMap(({ publication }) => [publication - 1, publication])),
  )
  const libraries = [before]
  for (const number of numbers) {
    const library = await libraryAt(db, number)
    if (library !== undefined) libraries.push(library)
  }
  return (id: ClauseId, revision: number): Clause | undefined =>
    libraries.map(({ clauses }) => clauses.get(id)).find((clause) => clause?.revision === revision)
}
