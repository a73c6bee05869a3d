/** The day a command is asked about. */
import { dayOf, readDay, type Day } from '../domain/days.ts'
import { WrongUse, type CommandOption } from './command.ts'

export const onOption: CommandOption = { type: 'string', value: 'DATE', says: 'the day, as 2027-03-31 (otherwise today)' }

/** Today is the organisation's: the civil day in its time zone. */
export function dayAsked(text: string | undefined, now: Temporal.Instant, timeZone: string): Day {
  if (text === undefined) return dayOf(now, timeZone)
  const known = readDay(text)
  if (known === undefined) throw new WrongUse(`"${text}" is not a day. Write it as 2027-03-31.`)
  return known
}
