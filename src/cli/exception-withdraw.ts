import {
  withdrawExceptionByName,
  type WithdrawExceptionByNameOutcome,
} from '../workflows/withdraw-exception-by-name.ts'
import { Refused, WrongUse, type Command } from './command.ts'
import { doing } from './database.ts'
import { decisionOptions } from './exception.ts'

export const command: Command = {
  usage: 'exception withdraw ID --by EMAIL --reason REASON …',
  says: 'Withdraws an exception from today on; what it did before stays.',
  options: decisionOptions,
  words: [1, 1],
  async run({ words: [exception = ''], flag, text, settings, out }) {
    const by = text('by')
    if (by === undefined) throw new WrongUse('Say who decides: --by EMAIL.')
    const reason = text('reason')
    if (reason === undefined) throw new WrongUse('Give a reason of the organisation’s list: --reason REASON.')
    const input = { by, exception, reason, words: text('words') ?? '' }
    const outcome = await doing<WithdrawExceptionByNameOutcome>(settings(), {
      name: 'withdrawException',
      input,
      alone: (db) => withdrawExceptionByName(db, input, Temporal.Now.instant()),
    })
    if (outcome.kind === 'refused') throw new Refused(outcome.says)
    if (flag('json')) out.printJson({ ...outcome, exception })
    else if (outcome.kind === 'same') out.print(`It was withdrawn already: ${exception}`)
    else out.print(`Withdrawn: ${exception}`)
    return 0
  },
}
