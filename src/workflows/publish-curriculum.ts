/**
 * Makes a curriculum official: one short transaction stores the publication with what it changes of
 * clauses, makes its texts searchable and marks everybody whose standing may follow from it. Rewriting
 * them is `settleEverybody`'s, in slices.
 */
import { createHash } from 'node:crypto'
import { clauseChanges, whyNoSuccessor, type NoSuccessor } from '../curriculum/clause-changes.ts'
import { digestOf } from '../curriculum/digest.ts'
import { searchForm, searchRowsOf } from '../curriculum/search-rows.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Clause, Curriculum } from '../domain/curriculum.ts'
import { dayOf, type Day } from '../domain/days.ts'
import type { ClauseChange, ContentHash, Fact, FactOf } from '../domain/facts.ts'
import type { ClauseId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { piecesOf } from '../domain/pieces.ts'
import { changesBetween, type PublicationChanges } from '../domain/publication-changes.ts'
import type { ClauseHistories } from '../domain/updates.ts'
import { factsOfKind, record } from '../../db/ledger.ts'
import { write, type Database, type Tx } from '../../db/open.ts'
import {
  currentLibrary,
  forgetLibraries,
  latestPublication,
  libraryAt,
  publicationWithDigest,
  publishedChanges,
  storePublication,
  type HashedPiece,
} from '../../db/publications.ts'
import { rewriteSearch } from '../../db/search.ts'
import { markEverybodyUnsettled } from '../../db/unsettled.ts'

export type Published =
  /** The first publication; nobody is asked for an update by it. */
  | { readonly kind: 'baseline'; readonly publication: number; readonly changes: PublicationChanges }
  | {
      readonly kind: 'published'
      readonly publication: number
      readonly changes: PublicationChanges
      readonly clauses: readonly ClauseChange[]
      /** The earlier publication that said the same, when it was brought back. */
      readonly again?: number
    }
  /** The newest publication says just this. */
  | { readonly kind: 'same'; readonly publication: number }
  /** An earlier publication said this; the newest one stays in force. */
  | { readonly kind: 'older'; readonly publication: number; readonly inForce: number }
  /** It shares no standard with the newest publication, which stays in force. */
  | { readonly kind: 'another-library'; readonly inForce: number }
  /** It cannot follow the newest publication, which stays in force. */
  | { readonly kind: 'no-successor'; readonly inForce: number; readonly why: NoSuccessor }

export interface PublishInput {
  readonly curriculum: Curriculum
  /** Publishes anew what an earlier publication said, as a further one with the same digest. */
  readonly again?: boolean | undefined
  /** Publishes although no standard is shared with the publication in force. */
  readonly replace?: boolean | undefined
}

export async function publishCurriculum(db: Database, input: PublishInput, now: Temporal.Instant): Promise<Published> {
  const { curriculum } = input
  const digest = digestOf(curriculum)
  const content = piecesOf(curriculum).map((piece) => ({
    ...piece,
    hash: createHash('sha256').update(piece.body).digest('hex'),
  }))
  const found = searchRowsOf(curriculum)
  for (;;) {
    // Worked out before the transaction, which is to be short; it begins anew when another process was faster.
    const before = await currentLibrary(db)
    const plan = await planned(db, before, digest, input, dayOf(now, curriculum.organisation.timeZone))
    if (!('act' in plan)) return plan
    const publication = (before?.publication ?? 0) + 1
    const isStored = await write(db, async (tx) => {
      if ((await latestPublication(tx))?.number !== before?.publication) return false
      await store(tx, { publication, digest, curriculum, content, plan }, now)
      await rewriteSearch(tx, { publication, form: searchForm }, found)
      return true
    })
    forgetLibraries(db)
    if (!isStored) continue
    const changes = changesBetween(before, {
      curriculum,
      hashes: new Map(content.map((piece) => [`${piece.kind}:${piece.id}`, piece.hash])),
    })
    if (before === undefined) return { kind: 'baseline', publication, changes }
    return {
      kind: 'published',
      publication,
      changes,
      clauses: plan.changes,
      ...(plan.earlier === undefined ? {} : { again: plan.earlier }),
    }
  }
}

/** How a publication is to be made. */
interface Plan {
  readonly act: FactOf<'published'>['act']
  readonly on: Day
  readonly changes: readonly ClauseChange[]
  /** The publication that said the same. */
  readonly earlier: number | undefined
  /** Whether anybody's standing may follow from it. */
  readonly touches: boolean
}

/** What becomes of a curriculum beside the one in force: how it is published, or why it is not. */
async function planned(
  db: Database,
  before: Library | undefined,
  digest: ContentHash,
  { curriculum, again = false, replace = false }: PublishInput,
  on: Day,
): Promise<Plan | Exclude<Published, { readonly changes: PublicationChanges }>> {
  if (before === undefined) return { act: 'baseline', on, changes: [], earlier: undefined, touches: true }
  if (before.digest === digest) return { kind: 'same', publication: before.publication }
  const earlier = await publicationWithDigest(db.reader, digest)
  const inForce = before.publication
  if (earlier !== undefined && !again) return { kind: 'older', publication: earlier, inForce }
  const isAnother = !curriculum.standards.some(({ id }) => before.standards.has(id))
  // What this very database has held before is no other library by mistake.
  if (isAnother && before.standards.size > 0 && earlier === undefined && !replace) {
    return { kind: 'another-library', inForce }
  }
  const why = isAnother ? undefined : whyNoSuccessor(before.curriculum, curriculum)
  if (why !== undefined) return { kind: 'no-successor', inForce, why }
  const histories = await publishedChanges(db, db.reader)
  const changes = clauseChanges({
    before,
    after: curriculum,
    publishedOn: on,
    histories,
    earlier: await textsBefore(db, before, curriculum, histories),
  })
  const act = earlier === undefined ? 'publish' : 'again'
  return { act, on, changes, earlier, touches: changes.length > 0 || asksOtherwise(before, curriculum) }
}

/** Whether any programme asks by other rules, or days begin at another hour. */
function asksOtherwise({ curriculum: before }: Library, after: Curriculum): boolean {
  return (
    canonicalJson(before.programmes) !== canonicalJson(after.programmes) ||
    before.organisation.timeZone !== after.organisation.timeZone
  )
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

interface ToStore {
  readonly publication: number
  readonly digest: ContentHash
  readonly curriculum: Curriculum
  readonly content: readonly HashedPiece[]
  readonly plan: Plan
}

async function store(tx: Tx, { publication, digest, curriculum, content, plan }: ToStore, now: Temporal.Instant) {
  const { name, timeZone } = curriculum.organisation
  const { act, on, changes } = plan
  await storePublication(
    tx,
    { number: publication, digest, publishedAt: now.toString(), publishedOn: on, organisation: name },
    content,
  )
  const zone = (await factsOfKind(tx, ['setting'])).findLast(({ fact }) => fact.setting === 'time-zone')
  const facts: Fact[] = [{ kind: 'published', publication, digest, on, act, changes }]
  if (zone?.fact.value !== timeZone) facts.push({ kind: 'setting', setting: 'time-zone', from: on, value: timeZone })
  await record(tx, facts, now, null)
  if (plan.touches) await markEverybodyUnsettled(tx)
}
