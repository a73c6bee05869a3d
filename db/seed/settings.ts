/** What the administrator of the story has set for the whole organisation, as it was told to the portal. */
import { day, type Day } from '../../src/domain/days.ts'
import type { SettingName } from '../../src/domain/facts.ts'
import { as, type PersonId, type ReasonId } from '../../src/domain/ids.ts'
import { writeSetting, type SettingValues } from '../../src/domain/settings.ts'
import { addReason } from '../../src/workflows/add-reason.ts'
import { setSetting } from '../../src/workflows/set-setting.ts'
import { newId } from '../new-id.ts'
import type { Database } from '../open.ts'
import { expectDone } from './replay-learning.ts'
import type { StoryClock } from './story-clock.ts'

interface Teller {
  readonly db: Database
  readonly by: PersonId | null
  readonly clock: StoryClock
}

export interface ToldSetting {
  readonly ago: number
  /** What is done, for somebody who reads that it went wrong. */
  readonly says: string
  readonly take: (teller: Teller) => Promise<void>
}

const newYearAfter = (date: Day) => day(`${Number(date.slice(0, 4)) + 1}-01-01`)

/** Christmas and the turn of the year, of the year of a day and of the next. */
function holidaysAround(date: Day): readonly Day[] {
  const year = Number(date.slice(0, 4))
  return [year, year + 1].flatMap((one) => [
    day(`${one}-12-24`),
    day(`${one}-12-25`),
    day(`${one}-12-26`),
    day(`${one + 1}-01-01`),
  ])
}

async function tell<Name extends SettingName>(
  { db, by, clock }: Teller,
  ago: number,
  setting: Name,
  said: { readonly value: SettingValues[Name]; readonly from: Day },
): Promise<void> {
  const value = writeSetting(setting, said.value)
  expectDone(await setSetting(db, { by, setting, value, from: said.from }, clock.at(ago)))
}

export const toldSettings: readonly ToldSetting[] = [
  {
    ago: 200,
    says: 'quiet days are set',
    take: (teller) => {
      const from = teller.clock.day(200)
      const value = { weekdays: ['saturday', 'sunday'], dates: holidaysAround(from) } as const
      return tell(teller, 200, 'quiet-days', { value, from })
    },
  },
  {
    ago: 120,
    says: 'a reason is added',
    take: async ({ db, by, clock }) => {
      const reason = as<ReasonId>(newId())
      expectDone(await addReason(db, { by, reason, label: 'Seconded to a client' }, clock.at(120)))
    },
  },
  {
    ago: 12,
    says: 'it is planned to keep personal data longer',
    take: (teller) => tell(teller, 12, 'retention', { value: 10, from: newYearAfter(teller.clock.day(0)) }),
  },
]
