/** What settings are called and for, what setting them changes, and their values in words. */
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import type { DefaultWindow } from './curriculum.ts'
import type { SettingName } from './facts.ts'
import { listed } from './history-words.ts'
import type { ReasonId } from './ids.ts'
import {
  mostQuietDates,
  mostReasons,
  retentionBounds,
  windowBounds,
  type QuietDays,
  type SettingValues,
  type Weekday,
} from './settings.ts'
import type { Fate } from './setting-story.ts'
import type { Clock, ZoneTakeover } from './time-zones.ts'
import { counted } from './words.ts'

export interface SettingWords {
  readonly title: string
  /** What it is for. */
  readonly isFor: string
  /** What setting it changes, and what it leaves as it is. */
  readonly changes: string
  /** Why a value was not taken. */
  readonly refused: string
}

export const settingWords: Readonly<Record<SettingName, SettingWords>> = {
  'time-zone': {
    title: 'Time zone',
    isFor: 'It says when a day begins and ends here, and so until when something due on a day is in time.',
    changes:
      'A new zone takes over at its own midnight. No past day changes: what was recorded keeps its day, and what is due keeps its date. A content folder that comes to say another zone sets this too, from the day of its publication.',
    refused: 'This time zone is not known. Write it as Europe/London: the part of the world, a stroke, the city.',
  },
  'default-windows': {
    title: 'Days that programmes leave open',
    isFor: 'They stand in for what the file of a programme does not say.',
    changes:
      'The next publication takes those in force on its day. Programmes that are published keep theirs until then, and certificates keep their days for good.',
    refused: `Write whole days: ${windowBounds.completeWithinDays.least} to ${windowBounds.completeWithinDays.most} to complete, ${windowBounds.graceDays.least} to ${windowBounds.graceDays.most} for the renewal window and for grace.`,
  },
  retention: {
    title: 'How long personal data are kept',
    isFor: 'So many years after somebody left, what names the person is due to be erased.',
    changes: 'It erases nothing by itself: it decides who is listed as kept longer than that.',
    refused: `Write whole years, from ${retentionBounds.least} to ${retentionBounds.most}.`,
  },
  reasons: {
    title: 'Reasons for exceptions',
    isFor: 'Whoever records or withdraws an exception chooses one of them.',
    changes:
      'Exceptions recorded before keep their reason in the words of their day, also one that has left the list or is called otherwise since. Reasons stay and managers read them, so they name nothing medical: “Long absence” says enough.',
    refused: `Name reasons that are known, at least one and at most ${mostReasons}.`,
  },
  'quiet-days': {
    title: 'Quiet days',
    isFor: 'On these days no reminder is to go out.',
    changes: 'The portal sends no reminders yet: they come with mail, and will heed these days. No deadline moves.',
    refused: `Leave at least one weekday that is not quiet, and write each date on its own line as 2026-12-25, at most ${mostQuietDates}.`,
  },
}

export const windowWords: Readonly<Record<DefaultWindow, { readonly label: string; readonly field: string }>> = {
  completeWithinDays: { label: 'Days to complete', field: 'complete_within_days' },
  renewalWindowDays: { label: 'Days of the renewal window', field: 'renewal_window_days' },
  graceDays: { label: 'Days of grace', field: 'grace_days' },
}

export const weekdayWords: Readonly<Record<Weekday, { readonly one: string; readonly many: string }>> = {
  monday: { one: 'Monday', many: 'Mondays' },
  tuesday: { one: 'Tuesday', many: 'Tuesdays' },
  wednesday: { one: 'Wednesday', many: 'Wednesdays' },
  thursday: { one: 'Thursday', many: 'Thursdays' },
  friday: { one: 'Friday', many: 'Fridays' },
  saturday: { one: 'Saturday', many: 'Saturdays' },
  sunday: { one: 'Sunday', many: 'Sundays' },
}

type Valuing = {
  readonly [Name in SettingName]: (value: SettingValues[Name], reasons: ReadonlyMap<ReasonId, string>) => string
}

const valueWords: Valuing = {
  'time-zone': (zone) => zone,
  'default-windows': ({ completeWithinDays, renewalWindowDays, graceDays }) =>
    `${counted(completeWithinDays, 'day')} to complete, a renewal window of ${counted(renewalWindowDays, 'day')}, ${counted(graceDays, 'day')} of grace`,
  retention: (years) => `${counted(years, 'year')} after somebody left`,
  reasons: (reasons, labels) =>
    listed(
      reasons.map((reason) => labels.get(reason) ?? 'a reason no longer named'),
      'None',
    ),
  'quiet-days': quietInWords,
}

/** A value in words, to stand alone or after a colon; the labels are those of all reasons. */
export function wordSetting<Name extends SettingName>(
  name: Name,
  value: SettingValues[Name],
  reasons: ReadonlyMap<ReasonId, string>,
): string {
  return valueWords[name](value, reasons)
}

function quietInWords({ weekdays, dates }: QuietDays): string {
  const parts = [
    ...weekdays.map((weekday) => weekdayWords[weekday].many),
    ...(dates.length === 0 ? [] : [counted(dates.length, 'single date')]),
  ]
  return listed(parts, 'None')
}

/** Plans one after the other: "from 1 January 2099, 12 years after somebody left". */
export function wordPlans<Name extends SettingName>(
  name: Name,
  plans: readonly { readonly from: Day; readonly value: SettingValues[Name] }[],
  reasons: ReadonlyMap<ReasonId, string>,
): string {
  return plans.map(({ from, value }) => `from ${dayInWords(from)}, ${wordSetting(name, value, reasons)}`).join('; ')
}

/** What became of a word; `end` says by whom and when a plan was ended: "by Ruth on 12 November 2026". */
export const fateWords: Readonly<Record<Fate, (end: string | undefined) => string>> = {
  holds: () => 'holds now',
  held: () => 'held until the next',
  planned: () => 'planned',
  cancelled: (end) => `planned, cancelled ${end ?? 'since'}`,
  'said-again': () => 'planned, and said again in a later entry',
  replaced: (end) => (end === undefined ? 'replaced by a later entry' : `planned, replaced ${end}`),
  cancels: () => 'cancels a plan: it stays as the day before',
  'as-before': () => 'as the day before',
}

/** What one list of reasons has that the one before had not: "“On secondment” in the place of “Seconded”". */
export function wordReasonsChange(
  before: readonly ReasonId[],
  after: readonly ReasonId[],
  reasons: ReadonlyMap<ReasonId, string>,
): string {
  const named = (reason: ReasonId) => `“${reasons.get(reason) ?? 'a reason no longer named'}”`
  const gone = before.filter((reason) => !after.includes(reason))
  const added = after.filter((reason) => !before.includes(reason))
  const inPlaceOf = (reason: ReasonId) => {
    const old = before.length === after.length ? before[after.indexOf(reason)] : undefined
    return old !== undefined && gone.includes(old) ? old : undefined
  }
  const replaced = new Set(added.flatMap((reason) => inPlaceOf(reason) ?? []))
  const parts = [
    ...added.map((reason) => {
      const old = inPlaceOf(reason)
      return old === undefined ? `${named(reason)} added` : `${named(reason)} in the place of ${named(old)}`
    }),
    ...gone.filter((reason) => !replaced.has(reason)).map((reason) => `${named(reason)} taken off`),
  ]
  return listed(parts, '')
}

/** When a zone takes over, by both clocks, and what its clock says until then. */
export function wordTakeover({ now, there, here }: ZoneTakeover): string {
  const on = ({ time, day }: Clock) => `${time} on ${dayInWords(day)}`
  return `${now.zone} takes over at its own midnight, which is ${on(there)} there and ${on(here)} in ${here.zone}. Now it is ${on(now)} there.`
}

/** "25 and 26 December 2026", a line for each month, in their order. */
export function datesByMonth(dates: readonly Day[]): readonly string[] {
  return [...Map.groupBy(dates, (date) => date.slice(0, 7))].map(([, those]) => {
    const [first] = those
    if (first === undefined) return ''
    const month = dayInWords(first).replace(/^\d+ /, '')
    return `${listed(
      those.map((date) => String(Number(date.slice(8)))),
      '',
    )} ${month}`
  })
}
