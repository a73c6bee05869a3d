/**
 * Makes a curriculum official: one short transaction stores the publication and marks everybody
 * whose standing may follow from it. Rewriting them is `settleEverybody`'s, in slices.
 */
import { createHash } from 'node:crypto'
import { digestOf } from '../curriculum/digest.ts'
import type { Curriculum } from '../domain/curriculum.ts'
import { dayOf } from '../domain/days.ts'
import type { Fact } from '../domain/facts.ts'
import { piecesOf } from '../domain/pieces.ts'
import { factsOfKind, record } from '../../db/ledger.ts'
import { write, type Database } from '../../db/open.ts'
import { forgetLibraries, latestPublication, publicationWithDigest, storePublication } from '../../db/publications.ts'
import { markEverybodyUnsettled } from '../../db/unsettled.ts'

export type Published =
  /** The first publication; nobody is asked for an update by it. */
  | { readonly kind: 'baseline'; readonly publication: number }
  | { readonly kind: 'published'; readonly publication: number }
  /** The newest publication says just this. */
  | { readonly kind: 'same'; readonly publication: number }
  /** An earlier publication said this; the newest one stays in force. */
  | { readonly kind: 'older'; readonly publication: number; readonly inForce: number }

export async function publishCurriculum(
  db: Database,
  input: { readonly curriculum: Curriculum },
  now: Temporal.Instant,
): Promise<Published> {
  const { curriculum } = input
  const { name, timeZone } = curriculum.organisation
  const digest = digestOf(curriculum)
  const content = piecesOf(curriculum).map((piece) => ({
    ...piece,
    hash: createHash('sha256').update(piece.body).digest('hex'),
  }))
  const published = await write(db, async (tx): Promise<Published> => {
    const latest = await latestPublication(tx)
    if (latest?.digest === digest) return { kind: 'same', publication: latest.number }
    const earlier = latest === undefined ? undefined : await publicationWithDigest(tx, digest)
    if (latest !== undefined && earlier !== undefined) {
      return { kind: 'older', publication: earlier, inForce: latest.number }
    }
    const publication = (latest?.number ?? 0) + 1
    const on = dayOf(now, timeZone)
    const act = latest === undefined ? 'baseline' : 'publish'
    await storePublication(
      tx,
      { number: publication, digest, publishedAt: now.toString(), publishedOn: on, organisation: name },
      content,
    )
    const zone = (await factsOfKind(tx, ['setting'])).findLast(({ fact }) => fact.setting === 'time-zone')
    const facts: Fact[] = [{ kind: 'published', publication, digest, on, act }]
    if (zone?.fact.value !== timeZone) facts.push({ kind: 'setting', setting: 'time-zone', from: on, value: timeZone })
    await record(tx, facts, now, null)
    await markEverybodyUnsettled(tx)
    return latest === undefined ? { kind: 'baseline', publication } : { kind: 'published', publication }
  })
  if (published.kind === 'baseline' || published.kind === 'published') forgetLibraries(db)
  return published
}
