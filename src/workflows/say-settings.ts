import { factsOfKind, record } from '../../db/ledger.ts'
import type { Tx } from '../../db/open.ts'
import { newsAmong } from '../domain/dated-words.ts'
import type { Day } from '../domain/days.ts'
import type { FactOf, SettingName } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { writeSetting, type SettingValues } from '../domain/settings.ts'
import type { Said } from './say-of-person.ts'

export interface SettingWord<Name extends SettingName> {
  readonly from: Day
  readonly value: SettingValues[Name]
}

/** Records what is new among words about one setting, in their order. No standing follows from a setting. */
export async function saySettings<Name extends SettingName>(
  tx: Tx,
  setting: Name,
  words: readonly SettingWord<Name>[],
  by: PersonId | null,
  now: Temporal.Instant,
): Promise<Said> {
  const facts = words.map(({ from, value }): FactOf<'setting'> => ({
    kind: 'setting',
    setting,
    from,
    value: writeSetting(setting, value),
  }))
  const news = newsAmong(await factsOfKind(tx, ['setting']), facts)
  if (news.length === 0) return { kind: 'same' }
  await record(tx, news, now, by)
  return { kind: 'recorded' }
}
