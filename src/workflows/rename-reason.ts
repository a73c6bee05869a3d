import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { keepReason, reasonsOf } from '../../db/settings.ts'
import type { PersonId, ReasonId } from '../domain/ids.ts'
import { foldForSearch, readName } from '../domain/names.ts'
import { saltedHash } from './salted-hash.ts'
import type { Said } from './say-of-person.ts'

export interface RenameReason {
  readonly by: PersonId | null
  readonly reason: ReasonId
  readonly label: string
}

export type RenameReasonRefusal = 'unknown-reason' | 'label-missing' | 'label-taken'

/** Says what a reason is called, wherever it is shown, also with exceptions recorded before. */
export async function renameReason(
  db: Database,
  { by, reason, label: given }: RenameReason,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: RenameReasonRefusal }> {
  const label = readName(given)
  if (label === undefined) return { kind: 'refused', reason: 'label-missing' }
  return write(db, async (tx) => {
    const labels = await reasonsOf(db, tx)
    if (!labels.has(reason)) return { kind: 'refused', reason: 'unknown-reason' }
    if (labels.get(reason) === label) return { kind: 'same' }
    const folded = foldForSearch(label)
    if ([...labels].some(([id, known]) => id !== reason && foldForSearch(known) === folded))
      return { kind: 'refused', reason: 'label-taken' }
    const { salt, hash } = saltedHash({ label })
    await keepReason(tx, { id: reason, label, salt })
    await record(tx, [{ kind: 'reason-recorded', reason, named: hash }], now, by)
    return { kind: 'recorded' }
  })
}
