import { factsOf, record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { isKind, type ContentHash } from '../domain/facts.ts'
import type { PersonId, StandardId } from '../domain/ids.ts'
import { clausesOf, evidenceIn } from '../domain/library.ts'
import type { Grants } from './complete-lesson.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

export interface AcknowledgeStandard {
  readonly person: PersonId
  readonly standard: StandardId
  /** Hash of the text that stood before the person. */
  readonly content: ContentHash
  /** The box was ticked. */
  readonly understood: boolean
}

export type AcknowledgeStandardOutcome =
  /** `known` when the same text was acknowledged earlier today: nothing was recorded. */
  | { readonly kind: 'acknowledged' | 'known'; readonly granted: Grants }
  | { readonly kind: 'refused'; readonly reason: 'standard-not-found' | 'text-changed' | 'not-ticked' }

/**
 * Records "read and understood" for the exact text that the person saw, by its hash, and grants what
 * is thereby earned, in one transaction. Refused when another text has been published meanwhile.
 */
export async function acknowledgeStandard(
  db: Database,
  { person, standard, content, understood }: AcknowledgeStandard,
  now: Temporal.Instant,
): Promise<AcknowledgeStandardOutcome> {
  const library = await currentLibrary(db)
  const present = library?.hashes.get(`standard:${standard}`)
  if (library === undefined || present === undefined) return { kind: 'refused', reason: 'standard-not-found' }
  if (present !== content) return { kind: 'refused', reason: 'text-changed' }
  if (!understood) return { kind: 'refused', reason: 'not-ticked' }
  const on = await todayIn(db, now)
  const clauses = evidenceIn(library, clausesOf(library, { kind: 'acknowledgement', standard }))
  const { publication } = library

  return write(db, async (tx): Promise<AcknowledgeStandardOutcome> => {
    const known = (await factsOf(tx, person)).some(
      (recorded) =>
        isKind(recorded, 'acknowledged') &&
        recorded.fact.standard === standard &&
        recorded.fact.content === content &&
        recorded.fact.on === on,
    )
    if (known) return { kind: 'known', granted: [] }
    await record(tx, [{ kind: 'acknowledged', person, standard, publication, content, clauses, on }], now, person)
    return { kind: 'acknowledged', granted: await settle(tx, db, [person], now) }
  })
}
