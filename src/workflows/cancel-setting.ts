import { type Database, write } from '../../db/open.ts'
import { settingHistories } from '../../db/settings.ts'
import { addDays, type Day } from '../domain/days.ts'
import type { SettingName } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { settingStory } from '../domain/setting-story.ts'
import { settingOn } from '../domain/settings.ts'
import type { Said } from './say-of-person.ts'
import { saySettings } from './say-settings.ts'
import { todayIn } from './today-in.ts'

export interface CancelSetting {
  readonly by: PersonId | null
  readonly setting: SettingName
  /** The day from which the plan was to hold. */
  readonly from: Day
}

/**
 * Cancels what is planned for a coming day by a further word: from that day it stays as it is on the day
 * before, and what is planned for later days stays planned. `same` when nothing is planned for that day.
 */
export async function cancelSetting(
  db: Database,
  { by, setting, from }: CancelSetting,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: 'day-passed' }> {
  return write(db, async (tx) => {
    const today = await todayIn(db, now, tx)
    if (from <= today) return { kind: 'refused', reason: 'day-passed' }
    const histories = await settingHistories(db, tx)
    const { plans } = settingStory(histories, setting, today)
    if (!plans.some((plan) => plan.from === from)) return { kind: 'same' }
    const stays = { from, value: settingOn(histories, setting, addDays(from, -1)) }
    return saySettings(tx, setting, [stays, ...plans.filter((plan) => plan.from > from)], by, now)
  })
}
