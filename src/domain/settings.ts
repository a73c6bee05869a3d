/**
 * Settings of the organisation: dated words, each a fact with a text as its value. What holds on a day is
 * what was said of it last; before any word the built-in value holds. A setting changes nothing before its day.
 *
 * The text is canonical, so that the same value is always the same fact: a time zone is its name, all others
 * are JSON of ids, codes, days and numbers.
 */
import { canonicalJson } from './canonical.ts'
import { defaultWindows, type Curriculum, type DefaultWindow, type Programme } from './curriculum.ts'
import { asSet } from './dated-words.ts'
import { readDay, timelineOf, valueOn, type Day, type Holding } from './days.ts'
import { settingNames, type FactOf, type Recorded, type SettingName } from './facts.ts'
import { as, type PersonId, type ReasonId } from './ids.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

export type Windows = Readonly<Record<DefaultWindow, number>>

/** Days on which no reminder goes out. */
export interface QuietDays {
  readonly weekdays: readonly Weekday[]
  readonly dates: readonly Day[]
}

/** What each setting is, once read. */
export interface SettingValues {
  readonly 'time-zone': string
  readonly 'default-windows': Windows
  /** Years after somebody left for which personal data are kept. */
  readonly retention: number
  /** The reasons that may be chosen, in the order shown. */
  readonly reasons: readonly ReasonId[]
  readonly 'quiet-days': QuietDays
}

export interface SettingsOnDay {
  readonly timeZone: string
  readonly defaultWindows: Windows
  readonly retentionYears: number
  readonly reasons: readonly ReasonId[]
  readonly quietDays: QuietDays
}

/** One word about a setting, with who said it and its place in the ledger. */
export interface SaidSetting<Name extends SettingName = SettingName> {
  readonly value: SettingValues[Name]
  readonly from: Day
  /** Null for the portal itself, as when a publication says the time zone. */
  readonly by: PersonId | null
  readonly at: string
  readonly sequence: number
}

/** Of each setting every word in the order recorded, and what holds from day to day after all of them. */
export type SettingHistories = {
  readonly [Name in SettingName]: {
    readonly said: readonly SaidSetting<Name>[]
    readonly holding: readonly Holding<SaidSetting<Name>>[]
  }
}

/** The reasons that a new organisation can begin with; it may call them otherwise, and take them from its list. */
export const builtInReasons: ReadonlyMap<ReasonId, string> = new Map(
  [
    ['long-absence', 'Long absence'],
    ['parental-leave', 'Parental leave'],
    ['sister-company', 'Transferred from a sister company'],
    ['learned-elsewhere', 'Learned or completed elsewhere'],
    ['no-customer-contact', 'No customer contact in this job'],
    ['must-not-breached', 'Breach of a must-not clause'],
    ['recorded-in-error', 'Recorded in error'],
  ].map(([id = '', label = '']) => [as<ReasonId>(id), label]),
)

/** What holds before anybody has said anything. */
export const builtIn: SettingValues = {
  'time-zone': 'UTC',
  'default-windows': { completeWithinDays: 30, renewalWindowDays: 60, graceDays: 30 },
  retention: 7,
  reasons: [...builtInReasons.keys()],
  'quiet-days': { weekdays: ['saturday', 'sunday'], dates: [] },
}

/** The fewest and the most days of each window, as in a programme's own file. */
export const windowBounds: Readonly<Record<DefaultWindow, { readonly least: number; readonly most: number }>> = {
  completeWithinDays: { least: 1, most: 3650 },
  renewalWindowDays: { least: 0, most: 3650 },
  graceDays: { least: 0, most: 3650 },
}
export const retentionBounds = { least: 1, most: 50 } as const
/** So many that no list of reasons or dates is ever in the way of a page. */
export const mostReasons = 50
export const mostQuietDates = 400

/** A value as its canonical text. */
export function writeSetting<Name extends SettingName>(name: Name, value: SettingValues[Name]): string {
  return codes[name].write(value)
}

/** Reads a value's text; undefined when it is none, or out of bounds. */
export function readSetting<Name extends SettingName>(name: Name, text: string): SettingValues[Name] | undefined {
  return codes[name].read(text)
}

interface Code<Value> {
  write(value: Value): string
  read(text: string): Value | undefined
}

const codes: { readonly [Name in SettingName]: Code<SettingValues[Name]> } = {
  'time-zone': { write: (zone) => zone, read: readTimeZone },
  'default-windows': { write: canonicalJson, read: (text) => readWindows(parsed(text)) },
  retention: {
    write: canonicalJson,
    read: (text) => {
      const years = parsed(text)
      return isWhole(years, retentionBounds) ? years : undefined
    },
  },
  // In the order chosen: it is the order in which they are shown.
  reasons: {
    write: (reasons) => canonicalJson([...new Set(reasons)]),
    read: (text) => {
      const ids = parsed(text)
      if (!isTexts(ids) || ids.length > mostReasons || ids.some((id) => !/^[a-z0-9-]{1,40}$/.test(id))) return undefined
      return [...new Set(ids)].map((id) => as<ReasonId>(id))
    },
  },
  'quiet-days': {
    write: (days) =>
      canonicalJson({ dates: asSet(days.dates), weekdays: weekdays.filter((one) => days.weekdays.includes(one)) }),
    read: (text) => readQuietDays(parsed(text)),
  },
}

/**
 * The name of a time zone as the calendar writes it; undefined for an unknown one. An offset such as +01:00 has
 * no summer time: a place is meant.
 */
export function readTimeZone(text: string): string | undefined {
  if (/^[+-]/.test(text)) return undefined
  try {
    return new Temporal.ZonedDateTime(0n, text).timeZoneId
  } catch {
    return undefined
  }
}

function readWindows(given: unknown): Windows | undefined {
  if (!isRecord(given) || Object.keys(given).length !== defaultWindows.length) return undefined
  const { completeWithinDays, renewalWindowDays, graceDays } = given
  return isWhole(completeWithinDays, windowBounds.completeWithinDays) &&
    isWhole(renewalWindowDays, windowBounds.renewalWindowDays) &&
    isWhole(graceDays, windowBounds.graceDays)
    ? { completeWithinDays, renewalWindowDays, graceDays }
    : undefined
}

/** With all seven weekdays no reminder would ever go out. */
function readQuietDays(given: unknown): QuietDays | undefined {
  if (!isRecord(given) || Object.keys(given).length !== 2) return undefined
  if (!isTexts(given['dates']) || !isTexts(given['weekdays'])) return undefined
  const dates = given['dates'].map(readDay)
  const quiet = new Set(given['weekdays'])
  if (dates.length > mostQuietDates || quiet.size >= weekdays.length) return undefined
  if ([...quiet].some((one) => !weekdays.some((known) => known === one))) return undefined
  const known = dates.flatMap((date) => date ?? [])
  if (known.length < dates.length) return undefined
  return { weekdays: weekdays.filter((one) => quiet.has(one)), dates: asSet(known) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

function isTexts(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.every((one) => typeof one === 'string')
}

function isWhole(given: unknown, { least, most }: { readonly least: number; readonly most: number }): given is number {
  return typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most
}

/** Every setting through time, from the facts in the order recorded. A text that cannot be read says nothing. */
export function settingHistoriesFrom(facts: readonly Recorded<FactOf<'setting'>>[]): SettingHistories {
  const historyOf = <Name extends SettingName>(name: Name) => {
    const said = facts.flatMap(({ fact, by, at, sequence }): SaidSetting<Name>[] => {
      const value = fact.setting === name ? readSetting(name, fact.value) : undefined
      return value === undefined ? [] : [{ value, from: fact.from, by, at, sequence }]
    })
    return { said, holding: timelineOf(said.map((word) => ({ from: word.from, value: word }))) }
  }
  return {
    'time-zone': historyOf('time-zone'),
    'default-windows': historyOf('default-windows'),
    retention: historyOf('retention'),
    reasons: historyOf('reasons'),
    'quiet-days': historyOf('quiet-days'),
  }
}

/** The word that holds on a day; undefined while the built-in value does. */
export function saidOn<Name extends SettingName>(
  histories: SettingHistories,
  name: Name,
  on: Day,
): SaidSetting<Name> | undefined {
  const holding: readonly Holding<SaidSetting<Name>>[] = histories[name].holding
  return valueOn(holding, on)
}

/** A setting as it holds on a day. */
export function settingOn<Name extends SettingName>(
  histories: SettingHistories,
  name: Name,
  on: Day,
): SettingValues[Name] {
  return saidOn(histories, name, on)?.value ?? builtIn[name]
}

export function settingsOn(histories: SettingHistories, on: Day): SettingsOnDay {
  return {
    timeZone: settingOn(histories, 'time-zone', on),
    defaultWindows: settingOn(histories, 'default-windows', on),
    retentionYears: settingOn(histories, 'retention', on),
    reasons: settingOn(histories, 'reasons', on),
    quietDays: settingOn(histories, 'quiet-days', on),
  }
}

export function isSettingName(text: string): text is SettingName {
  return settingNames.some((name) => name === text)
}

/** A month of February: a window that is shorter than this many days a month is shorter than any validity. */
const shortestMonthDays = 28

/**
 * A programme with the windows that its author left to the organisation; the very same where it has them already.
 * A renewal window stays shorter than the validity, as one that an author writes must be.
 */
export function withDefaultWindows(programme: Programme, windows: Windows): Programme {
  const { defaulted = [], validForMonths } = programme
  const longest = validForMonths * shortestMonthDays - 1
  const fitting = { ...windows, renewalWindowDays: Math.min(windows.renewalWindowDays, longest) }
  if (defaulted.every((window) => programme[window] === fitting[window])) return programme
  return { ...programme, ...Object.fromEntries(defaulted.map((window) => [window, fitting[window]])) }
}

/** A curriculum whose programmes have the windows that their authors left to the organisation. */
export function withDefaults(curriculum: Curriculum, windows: Windows): Curriculum {
  if (!curriculum.programmes.some(({ defaulted }) => defaulted !== undefined)) return curriculum
  return { ...curriculum, programmes: curriculum.programmes.map((one) => withDefaultWindows(one, windows)) }
}

/**
 * The default windows that a publication took: those in force on its day, as they were known when it was made.
 * What is said afterwards, even for that day, is for the publications to come.
 */
export function windowsTaken(
  histories: SettingHistories,
  { on, sequence }: { readonly on: Day; readonly sequence: number },
): Windows {
  const known = histories['default-windows'].said.filter((word) => word.sequence < sequence)
  return valueOn(timelineOf(known), on) ?? builtIn['default-windows']
}

interface ReasonList {
  readonly from: Day
  readonly value: readonly ReasonId[]
}

/** The list of a day, and those planned for later. */
function listsFrom(histories: SettingHistories, from: Day): readonly ReasonList[] {
  const later = histories.reasons.holding.filter((list) => list.from > from)
  return [{ from, value: settingOn(histories, 'reasons', from) }, ...later.map(({ value }) => value)]
}

/** The lists of reasons from a day on, each with one reason put in or left out. */
export function listWith(
  histories: SettingHistories,
  reason: ReasonId,
  listed: boolean,
  from: Day,
): readonly ReasonList[] {
  return listsFrom(histories, from).map((list) => {
    const others = list.value.filter((other) => other !== reason)
    if (!listed) return { from: list.from, value: others }
    return { from: list.from, value: list.value.includes(reason) ? list.value : [...others, reason] }
  })
}

/** The lists of reasons from a day on, each with another reason in the place of one. */
export function listInstead(
  histories: SettingHistories,
  reason: ReasonId,
  instead: ReasonId,
  from: Day,
): readonly ReasonList[] {
  return listsFrom(histories, from).map((list) => ({
    from: list.from,
    value: list.value.map((other) => (other === reason ? instead : other)),
  }))
}
