import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { keepReason, reasonsOf, settingHistories } from '../../db/settings.ts'
import type { PersonId, ReasonId } from '../domain/ids.ts'
import { foldForSearch, readName } from '../domain/names.ts'
import { listInstead } from '../domain/settings.ts'
import { saltedHash } from './salted-hash.ts'
import type { Said } from './say-of-person.ts'
import { saySettings } from './say-settings.ts'
import { todayIn } from './today-in.ts'

export interface RenameReason {
  readonly by: PersonId | null
  readonly reason: ReasonId
  /** The reason that takes its place; made by the asker (`newId`), so that a form sent twice adds one. */
  readonly instead: ReasonId
  readonly label: string
}

export type RenameReasonRefusal = 'unknown-reason' | 'label-missing' | 'label-taken' | 'reason-taken' | 'not-listed'

type RenameReasonOutcome = Said | { readonly kind: 'refused'; readonly reason: RenameReasonRefusal }

/**
 * Puts a reason of another name in the place of one, on today's list and on every list that is planned. What
 * was recorded with the old one keeps it, and so the words of its day.
 */
export async function renameReason(
  db: Database,
  { by, reason, instead, label: given }: RenameReason,
  now: Temporal.Instant,
): Promise<RenameReasonOutcome> {
  const label = readName(given)
  if (label === undefined) return refused('label-missing')
  return write(db, async (tx): Promise<RenameReasonOutcome> => {
    const labels = await reasonsOf(db, tx)
    if (!labels.has(reason)) return refused('unknown-reason')
    if (labels.has(instead)) return labels.get(instead) === label ? { kind: 'same' } : refused('reason-taken')
    if (labels.get(reason) === label) return { kind: 'same' }
    const folded = foldForSearch(label)
    if ([...labels.values()].some((known) => foldForSearch(known) === folded)) return refused('label-taken')
    const lists = listInstead(await settingHistories(db, tx), reason, instead, await todayIn(db, now, tx))
    if (!lists.some(({ value }) => value.includes(instead))) return refused('not-listed')
    const { salt, hash } = saltedHash({ label })
    await keepReason(tx, { id: instead, label, salt })
    await record(tx, [{ kind: 'reason-recorded', reason: instead, named: hash }], now, by)
    return saySettings(tx, 'reasons', lists, by, now)
  })
}

function refused(reason: RenameReasonRefusal): RenameReasonOutcome {
  return { kind: 'refused', reason }
}
