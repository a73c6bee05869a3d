import { whatIsAsked } from '../domain/exception-form.ts'
import { exceptionKinds, isExceptionKind } from '../domain/exception-words.ts'
import { recordExceptionByName, type RecordExceptionByNameOutcome } from '../workflows/record-exception-by-name.ts'
import { jsonOption, Refused, WrongUse, type Command, type CommandOption } from './command.ts'
import { doing } from './database.ts'
import { dayGiven } from './days.ts'

const day = (says: string): CommandOption => ({ type: 'string', value: 'DATE', says })

/** Who decides and why, as for withdrawing. */
export const decisionOptions = {
  by: { type: 'string', value: 'EMAIL', says: 'the coordinator or administrator who decides' },
  reason: { type: 'string', value: 'REASON', says: 'a reason of the organisation’s list, by id or name' },
  words: {
    type: 'string',
    value: 'TEXT',
    says: 'free text beside it, which can be erased; nothing medical, as in the reason, which stays',
  },
  json: jsonOption,
} as const satisfies Record<string, CommandOption>

/** Options that are days, and the field each fills. */
const days = { from: 'from', until: 'until', learned: 'learnedOn', completed: 'completedOn' } as const

export const command: Command = {
  usage: 'exception KIND PERSON PROGRAMME --by EMAIL --reason REASON …',
  says: `Records an exception for one person in one programme. KIND is ${exceptionKinds.join(', ')}.`,
  options: {
    from: day('waiver, pause: the first day'),
    until: day('waiver, pause: the last day (a pause may have none); extension: until when'),
    asked: { type: 'boolean', says: 'extension: more time for what is asked, not for the certificate' },
    requirements: { type: 'string', value: 'LIST', says: 'prior-learning: as lesson:ID,quiz:ID,acknowledgement:ID' },
    learned: day('prior-learning: when it was learned'),
    completed: day('manual-grant: when it was completed'),
    quiz: { type: 'string', value: 'ID', says: 'more-attempts: the quiz' },
    attempts: { type: 'string', value: 'N', says: 'more-attempts: how many' },
    ...decisionOptions,
  },
  words: [3, 3],
  async run({ words: [kind = '', person = '', programme = ''], flag, text, settings, out }) {
    if (!isExceptionKind(kind))
      throw new WrongUse(`There is no exception "${kind}". It can be ${exceptionKinds.join(', ')}.`)
    const typed: Record<string, string> = {}
    for (const [option, field] of Object.entries(days)) {
      const on = dayGiven(text(option))
      if (on !== undefined) typed[field] = on
    }
    for (const field of ['requirements', 'quiz', 'attempts'] as const) {
      const given = text(field)
      if (given !== undefined) typed[field] = given
    }
    if (flag('asked')) typed['certificate'] = whatIsAsked
    const by = text('by')
    if (by === undefined) throw new WrongUse('Say who decides: --by EMAIL.')
    const reason = text('reason')
    if (reason === undefined) throw new WrongUse('Give a reason of the organisation’s list: --reason REASON.')
    const input = { by, person, programme, kind, typed, reason, words: text('words') ?? '' }
    const outcome = await doing<RecordExceptionByNameOutcome>(settings(), {
      name: 'recordException',
      input,
      alone: (db) => recordExceptionByName(db, input, Temporal.Now.instant()),
    })
    if (outcome.kind === 'refused') throw new Refused(outcome.says)
    if (flag('json')) out.printJson(outcome)
    else out.print(outcome.exception)
    out.tell(
      outcome.kind === 'same'
        ? 'It was recorded like this already today, so nothing was added.'
        : `Recorded. To undo it: exception withdraw ${outcome.exception}`,
    )
    return 0
  },
}
