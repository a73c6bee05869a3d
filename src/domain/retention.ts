/** How long what names a person is kept after the person has left. */
import { addMonths, type Day } from './days.ts'

export interface Retention {
  readonly years: number
  readonly today: Day
}

/** Whether somebody is past it whose first day without employment was `leftOn`; the anniversary itself is past. */
export function isPastRetention(leftOn: Day, { years, today }: Retention): boolean {
  return addMonths(leftOn, 12 * years) <= today
}
