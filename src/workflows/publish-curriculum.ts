/**
 * Makes a curriculum official: one short transaction stores the publication with what it changes of
 * clauses, makes its texts searchable and marks everybody whose standing may follow from it. Rewriting
 * them is `settleEverybody`'s, in slices.
 */
import { digestOf, hashedPiecesOf } from '../curriculum/digest.ts'
import { searchForm, searchRowsOf } from '../curriculum/search-rows.ts'
import type { Curriculum } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import type { ClauseChange, ContentHash, Fact } from '../domain/facts.ts'
import type { Library } from '../domain/library.ts'
import { changesBetween, type PublicationChanges } from '../domain/publication-changes.ts'
import type { IdleRecount } from '../domain/recounts.ts'
import { readTimeZone, saidOn, settingOn, withDefaults } from '../domain/settings.ts'
import { record } from '../../db/ledger.ts'
import { write, type Database, type Tx } from '../../db/open.ts'
import {
  currentLibrary,
  forgetLibraries,
  latestPublication,
  storePublication,
  type HashedPiece,
} from '../../db/publications.ts'
import { rewriteSearch } from '../../db/search.ts'
import { settingHistories } from '../../db/settings.ts'
import { markAskedUnsettled, markEverybodyUnsettled } from '../../db/unsettled.ts'
import { planPublication, type Intended, type Plan, type Unpublished } from './plan-publication.ts'
import { publicationDay } from './publication-day.ts'

export type Published =
  /** The first publication; nobody is asked for an update by it. */
  | { readonly kind: 'baseline'; readonly publication: number; readonly changes: PublicationChanges }
  | {
      readonly kind: 'published'
      readonly publication: number
      readonly on: Day
      readonly changes: PublicationChanges
      readonly clauses: readonly ClauseChange[]
      /** What its notices recount in vain. */
      readonly idleRecounts: readonly IdleRecount[]
      /** The earlier publication that said the same, when it was brought back. */
      readonly again?: number
    }
  | Unpublished

export async function publishCurriculum(db: Database, input: Intended, now: Temporal.Instant): Promise<Published> {
  const { curriculum } = input
  const digest = digestOf(curriculum)
  const content = hashedPiecesOf(curriculum)
  const found = searchRowsOf(curriculum)
  for (;;) {
    // Worked out before the transaction, which is to be short; it begins anew when another process was faster.
    const before = await currentLibrary(db)
    const settings = await settingHistories(db)
    const on = await publicationDay(db, before, curriculum, now)
    const asked = withDefaults(curriculum, settingOn(settings, 'default-windows', on))
    const plan = await planPublication(db, before, digest, { ...input, curriculum: asked }, on)
    if (plan.kind !== 'plan') return plan
    const publication = (before?.publication ?? 0) + 1
    const isStored = await write(db, async (tx) => {
      if ((await latestPublication(tx))?.number !== before?.publication) return false
      if ((await settingHistories(db, tx)) !== settings) return false
      await store(tx, db, { before, publication, digest, curriculum, content, plan }, now)
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
      on: plan.on,
      changes,
      clauses: plan.changes,
      idleRecounts: plan.idleRecounts,
      ...(plan.earlier === undefined ? {} : { again: plan.earlier }),
    }
  }
}

interface ToStore {
  readonly before: Library | undefined
  readonly publication: number
  readonly digest: ContentHash
  readonly curriculum: Curriculum
  readonly content: readonly HashedPiece[]
  readonly plan: Plan
}

async function store(tx: Tx, db: Database, stored: ToStore, now: Temporal.Instant) {
  const { before, publication, digest, curriculum, content, plan } = stored
  const { name, timeZone } = curriculum.organisation
  const { act, on, changes, recounts } = plan
  await storePublication(
    tx,
    { number: publication, digest, publishedAt: now.toString(), publishedOn: on, organisation: name },
    content,
  )
  const facts: Fact[] = [
    { kind: 'published', publication, digest, on, act, changes, ...(recounts.length > 0 && { recounts }) },
  ]
  // The folder says the zone when it says another than before; meanwhile the settings may say one of their own.
  const zone = readTimeZone(timeZone) ?? timeZone
  const isSaidAnew = before?.curriculum.organisation.timeZone !== timeZone
  if (isSaidAnew && saidOn(await settingHistories(db, tx), 'time-zone', on)?.value !== zone)
    facts.push({ kind: 'setting', setting: 'time-zone', from: on, value: zone })
  await record(tx, facts, now, null)
  if (plan.touches === 'everybody') await markEverybodyUnsettled(tx)
  else if (plan.touches.length > 0) await markAskedUnsettled(tx, plan.touches, on)
}
