/** Reads the day that a page is asked about from its address. */
import { FOREVER, readDay, type Day } from '../domain/days.ts'

export interface AskedDay {
  readonly on: Day
  /** What is wrong with the day in the address; the page then speaks of today. */
  readonly refusal: string | undefined
}

export function askedDay(url: URL, today: Day, name = 'on'): AskedDay {
  const asked = url.searchParams.get(name)
  if (asked === null || asked === '') return { on: today, refusal: undefined }
  const on = readDay(asked)
  if (on === FOREVER) return { on: today, refusal: 'The calendar ends here. Ask about an earlier day.' }
  return on === undefined
    ? { on: today, refusal: 'That is no day of the calendar. Write it as year, month and day, like 2027-03-31.' }
    : { on, refusal: undefined }
}
