/** What an administrator sets for the whole organisation. */
import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { settingNames, type SettingName } from '../domain/facts.ts'
import { as, type ReasonId } from '../domain/ids.ts'
import { settingWords } from '../domain/setting-words.ts'
import { paths } from '../paths.ts'
import { addReason, type AddReasonRefusal } from '../workflows/add-reason.ts'
import { cancelSetting } from '../workflows/cancel-setting.ts'
import { listReason, type ListReasonRefusal } from '../workflows/list-reason.ts'
import { renameReason, type RenameReasonRefusal } from '../workflows/rename-reason.ts'
import { setSetting, type SetSetting, type SetSettingRefusal } from '../workflows/set-setting.ts'
import { acting, choices, dayFrom, dayRefusals, freshId, refuse, text } from './form-input.ts'
import type { Refused } from './refused-form.ts'

/** The field beside which a value is refused. */
const fieldOf = {
  'time-zone': 'zone',
  'default-windows': 'completeWithinDays',
  retention: 'years',
  reasons: 'label',
  'quiet-days': 'dates',
} as const satisfies Record<SettingName, string>

const refusedValue = (setting: SettingName): Refused => ({ at: fieldOf[setting], says: settingWords[setting].refused })

type SettingRefusal =
  | SettingName
  | Exclude<SetSettingRefusal, 'no-such-value'>
  | AddReasonRefusal
  | RenameReasonRefusal
  | ListReasonRefusal
  | keyof typeof dayRefusals

export const settingRefusals: Readonly<Record<SettingRefusal, Refused>> = {
  ...dayRefusals,
  'time-zone': refusedValue('time-zone'),
  'default-windows': refusedValue('default-windows'),
  retention: refusedValue('retention'),
  reasons: refusedValue('reasons'),
  'quiet-days': refusedValue('quiet-days'),
  'day-passed': { at: 'from', says: 'Choose today or a later day: what was so on a past day stays told as it was.' },
  'label-missing': { at: 'label', says: 'Write the reason, with at least one letter and at most 120 characters.' },
  'label-taken': {
    at: 'label',
    says: 'There is a reason of this name already. Choose other words, or put that one back on the list.',
  },
  'reason-taken': { at: 'label', says: 'This form was sent before, for another reason. Open the page anew.' },
  'unknown-reason': { at: 'label', says: 'This reason is not known. Open the page anew.' },
  'not-listed': {
    at: 'label',
    says: 'This reason is off the list, and what was recorded with it keeps its words. Add a reason of the new name.',
  },
  'too-many-reasons': { at: 'label', says: 'The list is full. Take a reason from it first.' },
  'last-reason': {
    at: 'from',
    says: 'On some day the list would be empty, and no exception could be recorded. Add another reason first.',
  },
}

const reason = z
  .string()
  .max(100)
  .transform((given) => as<ReasonId>(given))

/** Longer than the longest list of dates that is taken. */
const longText = z
  .string()
  .max(20_000)
  .nullish()
  .transform((given) => given ?? '')

/** Where the browser goes next, at the beginning of the page, and the sentence it finds there. */
function back(done: string, said: { readonly kind: string }) {
  return { goTo: `${paths.adminSettings()}?done=${said.kind === 'same' ? 'same' : done}#main` }
}

async function set(
  locals: App.Locals,
  given: Pick<SetSetting, 'setting' | 'value'> & { readonly from: string },
): Promise<ReturnType<typeof back>> {
  const { setting, value, from } = given
  const input = { by: acting(locals).id, setting, value, from: dayFrom(from) }
  const said = await setSetting(locals.portal.db, input, locals.now)
  if (said.kind === 'refused') return refuse(settingRefusals[said.reason === 'no-such-value' ? setting : said.reason])
  return back(setting, said)
}

/** A number as it was typed; what is none is refused with the value. */
const typedNumber = (given: string) => (/^\d{1,6}$/.test(given.trim()) ? Number(given) : null)

export const settings = {
  setTimeZone: defineAction({
    accept: 'form',
    input: z.object({ zone: text, from: text }),
    handler: ({ zone, from }, { locals }) => set(locals, { setting: 'time-zone', value: zone.trim(), from }),
  }),

  setWindows: defineAction({
    accept: 'form',
    input: z.object({ completeWithinDays: text, renewalWindowDays: text, graceDays: text, from: text }),
    handler({ completeWithinDays, renewalWindowDays, graceDays, from }, { locals }) {
      const value = JSON.stringify({
        completeWithinDays: typedNumber(completeWithinDays),
        renewalWindowDays: typedNumber(renewalWindowDays),
        graceDays: typedNumber(graceDays),
      })
      return set(locals, { setting: 'default-windows', value, from })
    },
  }),

  setRetention: defineAction({
    accept: 'form',
    input: z.object({ years: text, from: text }),
    handler: ({ years, from }, { locals }) =>
      set(locals, { setting: 'retention', value: JSON.stringify(typedNumber(years)), from }),
  }),

  setQuietDays: defineAction({
    accept: 'form',
    input: z.object({ weekdays: choices, dates: longText, from: text }),
    handler({ weekdays, dates, from }, { locals }) {
      const value = JSON.stringify({ weekdays, dates: dates.split(/[\s,;]+/).filter((date) => date !== '') })
      return set(locals, { setting: 'quiet-days', value, from })
    },
  }),

  cancel: defineAction({
    accept: 'form',
    input: z.object({ setting: z.enum(settingNames), from: text }),
    async handler({ setting, from }, { locals }) {
      const input = { by: acting(locals).id, setting, from: dayFrom(from) }
      const said = await cancelSetting(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(settingRefusals[said.reason])
      return back('cancelled', said)
    },
  }),

  addReason: defineAction({
    accept: 'form',
    input: z.object({ reason: freshId, label: longText }),
    async handler({ reason: id, label }, { locals }) {
      const input = { by: acting(locals).id, reason: as<ReasonId>(id), label }
      const said = await addReason(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(settingRefusals[said.reason])
      return back('reason-added', said)
    },
  }),

  renameReason: defineAction({
    accept: 'form',
    input: z.object({ reason, instead: freshId, label: longText }),
    async handler({ reason: id, instead, label }, { locals }) {
      const input = { by: acting(locals).id, reason: id, instead: as<ReasonId>(instead), label }
      const said = await renameReason(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(settingRefusals[said.reason])
      return back('reason-renamed', said)
    },
  }),

  listReason: defineAction({
    accept: 'form',
    input: z.object({ reason, listed: z.enum(['yes', 'no']), from: text }),
    async handler({ reason: id, listed, from }, { locals }) {
      const input = { by: acting(locals).id, reason: id, listed: listed === 'yes', from: dayFrom(from) }
      const said = await listReason(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(settingRefusals[said.reason])
      return back(input.listed ? 'reason-listed' : 'reason-retired', said)
    },
  }),
}
