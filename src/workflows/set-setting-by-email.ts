import type { Database } from '../../db/open.ts'
import { rightsOf } from '../../db/admin.ts'
import { personByEmail, postingFrom } from '../../db/people.ts'
import { settingHistories } from '../../db/settings.ts'
import { readDay } from '../domain/days.ts'
import { readEmail } from '../domain/names.ts'
import { typedSetting } from '../domain/setting-input.ts'
import { isSettingName, settingOn } from '../domain/settings.ts'
import { setSetting, type SetSettingOutcome, type SetSettingRefusal } from './set-setting.ts'
import { todayIn } from './today-in.ts'

export interface SetSettingByEmail {
  readonly setting: string
  readonly value: string
  /** Today when it is not given. */
  readonly from?: string | undefined
  /** The e-mail address of the administrator who says it. */
  readonly by: string
}

export type SetSettingByEmailRefusal = SetSettingRefusal | 'no-such-setting' | 'no-such-day' | 'not-an-administrator'

/** Sets a setting from the command line, in the name of an administrator. */
export async function setSettingByEmail(
  db: Database,
  input: SetSettingByEmail,
  now: Temporal.Instant,
): Promise<SetSettingOutcome | { readonly kind: 'refused'; readonly reason: SetSettingByEmailRefusal }> {
  const { setting } = input
  if (!isSettingName(setting)) return { kind: 'refused', reason: 'no-such-setting' }
  const today = await todayIn(db, now)
  const from = input.from === undefined ? today : readDay(input.from)
  if (from === undefined) return { kind: 'refused', reason: 'no-such-day' }
  const email = readEmail(input.by)
  const known = email === undefined ? undefined : await personByEmail(db.reader, email)
  const isHere = known !== undefined && (await postingFrom(db.reader, known.id, today)) !== undefined
  if (!isHere || !(await rightsOf(db.reader, known.id)).includes('administrator'))
    return { kind: 'refused', reason: 'not-an-administrator' }
  const windows = settingOn(await settingHistories(db), 'default-windows', from)
  const value = typedSetting(setting, input.value, windows)
  return setSetting(db, { by: known.id, setting, value, from }, now)
}
