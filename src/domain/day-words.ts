/**
 * Days as people read them. The text is taken apart as it stands (`2027-03-12`), without a clock, a
 * time zone or `Temporal`, so islands may use it too.
 */
import type { Day } from './days.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `long` 12 March 2027; `short` 12 Mar 2027; `day-month` 12 March, where the year is plain from the place. */
export type DayForm = 'long' | 'short' | 'day-month'

/** The last day of all, written where a stretch has no end, reads "no end". Throws a RangeError on other text. */
export function dayInWords(day: Day | string, form: DayForm = 'long'): string {
  if (day === '9999-12-31') return 'no end'
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  const name = months[Number(month) - 1]
  if (year === undefined || name === undefined) throw new RangeError(`not a day: ${day}`)
  const number = Number(dayOfMonth)
  if (form === 'day-month') return `${number} ${name}`
  return `${number} ${form === 'short' ? name.slice(0, 3) : name} ${year}`
}
