import { type Database, write } from '../../db/open.ts'
import { reasonsOf, settingHistories } from '../../db/settings.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId, ReasonId } from '../domain/ids.ts'
import { listWith, mostReasons } from '../domain/settings.ts'
import type { Said } from './say-of-person.ts'
import { saySettings } from './say-settings.ts'
import { todayIn } from './today-in.ts'

export interface ListReason {
  readonly by: PersonId | null
  readonly reason: ReasonId
  /** Whether it may be chosen from that day on. */
  readonly listed: boolean
  readonly from: Day
}

export type ListReasonRefusal = 'unknown-reason' | 'day-passed' | 'last-reason' | 'too-many-reasons'

/**
 * Takes a reason from the list from a day on, or puts it back. Exceptions recorded before keep it. What is
 * planned for later lists stays planned, with or without this one reason.
 */
export async function listReason(
  db: Database,
  { by, reason, listed, from }: ListReason,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: ListReasonRefusal }> {
  return write(db, async (tx) => {
    if (from < (await todayIn(db, now, tx))) return { kind: 'refused', reason: 'day-passed' }
    if (!(await reasonsOf(db, tx)).has(reason)) return { kind: 'refused', reason: 'unknown-reason' }
    const lists = listWith(await settingHistories(db, tx), reason, listed, from)
    if (lists.some(({ value }) => value.length === 0)) return { kind: 'refused', reason: 'last-reason' }
    if (lists.some(({ value }) => value.length > mostReasons)) return { kind: 'refused', reason: 'too-many-reasons' }
    return saySettings(tx, 'reasons', lists, by, now)
  })
}
