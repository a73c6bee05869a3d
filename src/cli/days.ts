/** The day a command is asked about. */
import { readDay, type Day } from '../domain/days.ts'
import { WrongUse, type CommandOption } from './command.ts'

export const onOption: CommandOption = {
  type: 'string',
  value: 'DATE',
  says: 'the day, as 2027-03-31 (otherwise today)',
}

/** The day given; undefined when none was. */
export function dayGiven(text: string | undefined): Day | undefined {
  const known = text === undefined ? undefined : readDay(text)
  if (text !== undefined && known === undefined) throw new WrongUse(`"${text}" is not a day. Write it as 2027-03-31.`)
  return known
}
