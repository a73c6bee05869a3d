import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { keepReason, reasonsOf, settingHistories } from '../../db/settings.ts'
import type { PersonId, ReasonId } from '../domain/ids.ts'
import { foldForSearch, readName } from '../domain/names.ts'
import { listWith, mostReasons } from '../domain/settings.ts'
import { saltedHash } from './salted-hash.ts'
import { saySettings } from './say-settings.ts'
import { todayIn } from './today-in.ts'

export interface AddReason {
  readonly by: PersonId | null
  /** Made by the asker (`newId`), so that a form sent twice adds one reason. */
  readonly reason: ReasonId
  readonly label: string
}

export type AddReasonRefusal = 'label-missing' | 'label-taken' | 'reason-taken' | 'too-many-reasons'

export type AddReasonOutcome =
  { readonly kind: 'recorded' | 'same' } | { readonly kind: 'refused'; readonly reason: AddReasonRefusal }

/** Adds a reason to the list from today, and to every list that is planned. */
export async function addReason(db: Database, input: AddReason, now: Temporal.Instant): Promise<AddReasonOutcome> {
  const { by, reason } = input
  const label = readName(input.label)
  if (label === undefined) return { kind: 'refused', reason: 'label-missing' }
  return write(db, async (tx): Promise<AddReasonOutcome> => {
    const labels = await reasonsOf(db, tx)
    if (labels.has(reason)) return labels.get(reason) === label ? { kind: 'same' } : refused('reason-taken')
    const folded = foldForSearch(label)
    if ([...labels.values()].some((known) => foldForSearch(known) === folded)) return refused('label-taken')
    const today = await todayIn(db, now, tx)
    const lists = listWith(await settingHistories(db, tx), reason, true, today)
    if (lists.some(({ value }) => value.length > mostReasons)) return refused('too-many-reasons')
    const { salt, hash } = saltedHash({ label })
    await keepReason(tx, { id: reason, label, salt })
    await record(tx, [{ kind: 'reason-recorded', reason, named: hash }], now, by)
    await saySettings(tx, 'reasons', lists, by, now)
    return { kind: 'recorded' }
  })
}

function refused(reason: AddReasonRefusal): AddReasonOutcome {
  return { kind: 'refused', reason }
}
