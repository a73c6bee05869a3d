/**
 * Makes a curriculum official: one short transaction stores the publication, makes its texts
 * searchable and marks everybody whose standing may follow from it. Rewriting them is
 * `settleEverybody`'s, in slices.
 */
import { createHash } from 'node:crypto'
import { digestOf } from '../curriculum/digest.ts'
import { searchForm, searchRowsOf } from '../curriculum/search-rows.ts'
import type { Curriculum } from '../domain/curriculum.ts'
import { dayOf } from '../domain/days.ts'
import type { Fact } from '../domain/facts.ts'
import { piecesOf } from '../domain/pieces.ts'
import { changesBetween, type PublicationChanges } from '../domain/publication-changes.ts'
import { factsOfKind, record } from '../../db/ledger.ts'
import { write, type Database, type Tx } from '../../db/open.ts'
import {
  forgetLibraries,
  idsIn,
  latestPublication,
  libraryAt,
  publicationWithDigest,
  storePublication,
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
      /** The earlier publication that said the same, when it was brought back. */
      readonly again?: number
    }
  /** The newest publication says just this. */
  | { readonly kind: 'same'; readonly publication: number }
  /** An earlier publication said this; the newest one stays in force. */
  | { readonly kind: 'older'; readonly publication: number; readonly inForce: number }
  /** It shares no standard with the newest publication, which stays in force. */
  | { readonly kind: 'another-library'; readonly inForce: number }

export interface PublishInput {
  readonly curriculum: Curriculum
  /** Publishes anew what an earlier publication said, as a further one with the same digest. */
  readonly again?: boolean | undefined
  /** Publishes although no standard is shared with the publication in force. */
  readonly replace?: boolean | undefined
}

export async function publishCurriculum(db: Database, input: PublishInput, now: Temporal.Instant): Promise<Published> {
  const { curriculum, again = false, replace = false } = input
  const { name, timeZone } = curriculum.organisation
  const digest = digestOf(curriculum)
  const content = piecesOf(curriculum).map((piece) => ({
    ...piece,
    hash: createHash('sha256').update(piece.body).digest('hex'),
  }))
  const found = searchRowsOf(curriculum)
  const stored = await write(db, async (tx): Promise<Stored> => {
    const latest = await latestPublication(tx)
    if (latest?.digest === digest) return { kind: 'same', publication: latest.number }
    const earlier = latest === undefined ? undefined : await publicationWithDigest(tx, digest)
    if (latest !== undefined) {
      if (earlier !== undefined && !again) return { kind: 'older', publication: earlier, inForce: latest.number }
      // What this very database has held before is no other library by mistake.
      if (earlier === undefined && !replace && (await isAnother(tx, latest.number, curriculum))) {
        return { kind: 'another-library', inForce: latest.number }
      }
    }
    const publication = (latest?.number ?? 0) + 1
    const on = dayOf(now, timeZone)
    const act = latest === undefined ? 'baseline' : earlier === undefined ? 'publish' : 'again'
    await storePublication(
      tx,
      { number: publication, digest, publishedAt: now.toString(), publishedOn: on, organisation: name },
      content,
    )
    await rewriteSearch(tx, { publication, form: searchForm }, found)
    const zone = (await factsOfKind(tx, ['setting'])).findLast(({ fact }) => fact.setting === 'time-zone')
    const facts: Fact[] = [{ kind: 'published', publication, digest, on, act }]
    if (zone?.fact.value !== timeZone) facts.push({ kind: 'setting', setting: 'time-zone', from: on, value: timeZone })
    await record(tx, facts, now, null)
    await markEverybodyUnsettled(tx)
    return { kind: 'stored', publication, before: latest?.number, earlier }
  })
  if (stored.kind !== 'stored') return stored
  forgetLibraries(db)
  const { publication, before, earlier } = stored
  const changes = changesBetween(before === undefined ? undefined : await libraryAt(db, before), {
    curriculum,
    hashes: new Map(content.map((piece) => [`${piece.kind}:${piece.id}`, piece.hash])),
  })
  if (before === undefined) return { kind: 'baseline', publication, changes }
  return { kind: 'published', publication, changes, ...(earlier === undefined ? {} : { again: earlier }) }
}

type Stored =
  | Exclude<Published, { readonly changes: PublicationChanges }>
  | {
      readonly kind: 'stored'
      readonly publication: number
      readonly before: number | undefined
      readonly earlier: number | undefined
    }

/** Whether two libraries have nothing in common: another organisation's folder is easily named by mistake. */
async function isAnother(tx: Tx, inForce: number, curriculum: Curriculum): Promise<boolean> {
  const known = await idsIn(tx, inForce, 'standard')
  return known.size > 0 && !curriculum.standards.some(({ id }) => known.has(id))
}
