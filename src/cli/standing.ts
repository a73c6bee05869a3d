import { personByEmail, personById } from '../../db/people.ts'
import { currentLibrary } from '../../db/publications.ts'
import { standingsOf } from '../../db/standings.ts'
import { wordBecause } from '../domain/because.ts'
import { FOREVER } from '../domain/days.ts'
import { as, type PersonId } from '../domain/ids.ts'
import { isReady } from '../domain/standing.ts'
import { standingWords } from '../domain/standing-words.ts'
import { jsonOption, Refused, WrongUse, type Command } from './command.ts'
import { reading } from './database.ts'
import { dayAsked, onOption } from './days.ts'

export const command: Command = {
  usage: 'standing PERSON [--on DATE] [--json]',
  says: 'Shows what a person, named by e-mail address or id, is in each programme on any day, and why.',
  options: { on: onOption, json: jsonOption },
  words: [1, 1],
  async run({ words: [who], flag, text, settings, out }) {
    if (who === undefined) throw new WrongUse('Name the person, by e-mail address or id.')
    const found = await reading(settings(), async (db) => {
      const library = await currentLibrary(db)
      if (library === undefined) throw new Refused('Nothing has been published yet.')
      const on = dayAsked(text('on'), Temporal.Now.instant(), library.curriculum.organisation.timeZone)
      const person = (await personByEmail(db.reader, who)) ?? (await personById(db.reader, as<PersonId>(who)))
      if (person === undefined) throw new Refused(`Nobody is known as ${who}.`)
      const standings = await standingsOf(db, person.id, on)
      return {
        on,
        person,
        standings: standings.map(({ programme, kind, from, to, because }) => ({
          programme,
          title: library.programmes.get(programme)?.title ?? programme,
          kind,
          ready: isReady(kind),
          from,
          to: to === FOREVER ? null : to,
          because,
          why: wordBecause(because, { name: person.name }),
        })),
      }
    })
    if (flag('json')) out.printJson(found)
    else {
      const lines = found.standings.map(({ title, kind, why }) => `${title}: ${standingWords[kind].word}. ${why}`)
      out.print([`${found.person.name} on ${found.on}`, ...(lines.length > 0 ? lines : ['Nothing is required.'])].join('\n'))
    }
    return 0
  },
}
