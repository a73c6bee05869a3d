import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import type { PersonId } from '../domain/ids.ts'
import { clauseUpdated } from '../domain/pending-updates.ts'
import { readingForm } from '../domain/update-form.ts'
import { findPendingUpdate, type UpdateRefusal } from './find-pending-update.ts'
import { settle } from './settle.ts'
import type { AnsweredForm } from './try-update.ts'
import { todayIn } from './today-in.ts'

export interface ConfirmUpdate extends Omit<AnsweredForm, 'tries'> {
  readonly person: PersonId
  /** The box was ticked. */
  readonly understood: boolean
}

export type ConfirmUpdateRefusal = UpdateRefusal | 'question-asks' | 'scenario-asks' | 'text-changed' | 'not-ticked'

export type ConfirmUpdateOutcome =
  { readonly kind: 'shown' } | { readonly kind: 'refused'; readonly reason: ConfirmUpdateRefusal }

/**
 * Confirms that a changed clause was read and understood. Only where no question asks about it and no
 * scenario is to be played: both prove more than a tick.
 */
export async function confirmUpdate(
  db: Database,
  input: ConfirmUpdate,
  now: Temporal.Instant,
): Promise<ConfirmUpdateOutcome> {
  const library = await currentLibrary(db)
  if (library === undefined) return { kind: 'refused', reason: 'not-asked' }
  const on = await todayIn(db, now)

  return write(db, async (tx): Promise<ConfirmUpdateOutcome> => {
    const asked = await findPendingUpdate(db, tx, library, input, on)
    if (asked.kind === 'refused') return asked
    const { person } = input
    const { pending } = asked
    if (pending.open.includes('questions')) return { kind: 'refused', reason: 'question-asks' }
    if (pending.open.includes('scenario')) return { kind: 'refused', reason: 'scenario-asks' }
    const form = readingForm(person, pending)
    if (form.mark !== input.mark) return { kind: 'refused', reason: 'text-changed' }
    if (!input.understood) return { kind: 'refused', reason: 'not-ticked' }
    const { publication } = library
    await record(tx, [clauseUpdated(pending, { person, publication, on })], now, person)
    await settle(tx, db, [person], now)
    return { kind: 'shown' }
  })
}
