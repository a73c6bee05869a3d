import type { Database } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { afterThat, clearsInWords } from '../domain/clearing.ts'
import { dayInWords } from '../domain/day-words.ts'
import type { Day } from '../domain/days.ts'
import { differenceInWords, knownThenInWords, recordedInWords, wordNotKnown } from '../domain/known-then-words.ts'
import { standingWords } from '../domain/standing-words.ts'
import { reportStanding, type StandingReport } from '../workflows/report-standing.ts'
import { reportStandingThen, type StandingThenReport } from '../workflows/report-standing-then.ts'
import { todayIn } from '../workflows/today-in.ts'
import { jsonOption, Refused, WrongUse, type Command } from './command.ts'
import { reading } from './database.ts'
import { dayGiven, onOption } from './days.ts'

export const command: Command = {
  usage: 'standing PERSON [--on DATE] [--as-known-on DATE] [--json]',
  says: 'Shows what a person, named by e-mail address or id, is in each programme on any day, and why.',
  options: {
    on: onOption,
    'as-known-on': {
      type: 'string',
      value: 'DATE',
      says: 'tells it as it was known at the end of that day, and what is known otherwise now',
    },
    json: jsonOption,
  },
  words: [1, 1],
  async run({ words: [person], flag, text, settings, out }) {
    if (person === undefined) throw new WrongUse('Name the person, by e-mail address or id.')
    const given = dayGiven(text('on'))
    const asKnownOn = dayGiven(text('as-known-on'))
    if (asKnownOn !== undefined) {
      const report = await reading(settings(), (db) => standingThen(db, { person, on: given, asKnownOn }))
      if (flag('json')) out.printJson(report)
      else out.print(thenInWords(report))
      return 0
    }
    const report = await reading(settings(), async (db) => {
      if ((await currentLibrary(db)) === undefined) throw new Refused('Nothing has been published yet.')
      const now = Temporal.Now.instant()
      const on = given ?? (await todayIn(db, now))
      return reportStanding(db, { person, on }, now)
    })
    if (report === undefined) throw new Refused(`Nobody is known as ${person}.`)
    if (flag('json')) out.printJson(report)
    else out.print(inWords(report))
    return 0
  },
}

async function standingThen(
  db: Database,
  asked: { readonly person: string; readonly on: Day | undefined; readonly asKnownOn: Day },
) {
  const now = Temporal.Now.instant()
  const on = asked.on ?? (await todayIn(db, now))
  const report = await reportStandingThen(db, { ...asked, on }, now)
  if (report.kind === 'reported') return report
  throw new Refused(
    report.reason === 'unknown-person' ? `Nobody is known as ${asked.person}.` : wordNotKnown(report, asked.asKnownOn),
  )
}

function thenInWords({ person, on, asKnownOn, ledgerSequence, wasRecorded, standings }: StandingThenReport): string {
  const lines = standings.flatMap(({ title, kind, says, now }) => [
    `${title}: ${standingWords[kind].word}. ${says}`,
    ...(now === null
      ? []
      : [
          `  Known today: ${standingWords[now.kind].word}. ${now.says}`,
          ...now.recordedSince.map(
            (fact) => `  Recorded since: ${fact.says} (fact ${fact.sequence}, ${recordedInWords(fact)})`,
          ),
        ]),
  ])
  const differing = standings.flatMap(({ title, now }) => (now === null ? [] : [title]))
  return [
    `${knownThenInWords(asKnownOn, on)}: ${person.name}, by the ledger up to fact ${ledgerSequence}.`,
    ...(wasRecorded ? [] : ['Nothing had been recorded of this person.']),
    ...(lines.length > 0 ? lines : ['There were no programmes.']),
    differenceInWords(differing),
  ].join('\n')
}

function inWords({ person, on, standings }: StandingReport): string {
  const lines = standings.map(({ title, kind, says, clears, endsOn, updateSays }) => {
    const waits = endsOn === null ? '' : ` Nothing is asked before ${dayInWords(endsOn)}.`
    const takes = kind === 'exempt' || kind === 'paused' ? afterThat : clearsInWords
    const left =
      clears === null || clears.requirements.length === 0
        ? ''
        : ` ${takes(clears.minutes)}: ${clears.requirements.join(', ')}.`
    const update = updateSays === null ? '' : ` ${updateSays}`
    return `${title}: ${standingWords[kind].word}. ${says}${waits}${left}${update}`
  })
  return [`${person.name} on ${on}`, ...(lines.length > 0 ? lines : ['There are no programmes.'])].join('\n')
}
