import { type Database, write } from '../../db/open.ts'
import { reasonsOf, settingHistories } from '../../db/settings.ts'
import type { Day } from '../domain/days.ts'
import type { SettingName } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { plansReplacedBy } from '../domain/setting-story.ts'
import { wordSetting } from '../domain/setting-words.ts'
import { readSetting, type SettingValues } from '../domain/settings.ts'
import { toldBy } from '../domain/time-zones.ts'
import type { Said } from './say-of-person.ts'
import { saySettings } from './say-settings.ts'
import { todayIn } from './today-in.ts'

export interface SetSetting {
  readonly by: PersonId | null
  readonly setting: SettingName
  /** The text of the value, as `writeSetting` writes it or anybody else does. */
  readonly value: string
  readonly from: Day
}

/** `replaces` tells the plans that gave way to it, in words. */
export type SetSettingOutcome =
  | { readonly kind: 'recorded'; readonly replaces: readonly { readonly from: Day; readonly says: string }[] }
  | Exclude<Said, { readonly kind: 'recorded' }>

export type SetSettingRefusal = 'day-passed' | 'no-such-value'

/**
 * Says what a setting is from a day on. What is planned for that day or later is replaced. A past day is
 * refused, because what was so on that day would be told otherwise.
 */
export async function setSetting(
  db: Database,
  { by, setting, value: text, from }: SetSetting,
  now: Temporal.Instant,
): Promise<SetSettingOutcome | { readonly kind: 'refused'; readonly reason: SetSettingRefusal }> {
  return write(db, async (tx) => {
    if (from < (await todayIn(db, now, tx))) return { kind: 'refused', reason: 'day-passed' }
    const value = readSetting(setting, text)
    if (value === undefined) return { kind: 'refused', reason: 'no-such-value' }
    if (setting === 'reasons') {
      const known = await reasonsOf(db, tx)
      const reasons = value as SettingValues['reasons']
      const isList = reasons.length > 0 && reasons.every((reason) => known.has(reason))
      if (!isList) return { kind: 'refused', reason: 'no-such-value' }
    }
    const histories = await settingHistories(db, tx)
    const plans = plansReplacedBy(setting, histories[setting].said, { from, value }, toldBy(histories, setting, now))
    const said = await saySettings(tx, setting, [{ from, value }], by, now)
    if (said.kind === 'same') return said
    const labels = await reasonsOf(db, tx)
    const replaces = plans.map((plan) => ({ from: plan.from, says: wordSetting(setting, plan.value, labels) }))
    return { kind: 'recorded', replaces }
  })
}
