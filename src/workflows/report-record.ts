/** The whole record of one person, for themselves and for those who keep or audit the records. */
import { exceptionWordsAbout } from '../../db/exceptions.ts'
import { peopleByIds, personById } from '../../db/people.ts'
import { scenariosPlayed } from '../../db/plays.ts'
import type { Database } from '../../db/open.ts'
import { countSuggestions, listSuggestions } from '../../db/suggestions.ts'
import { mayDo, mayReadDecision, type Viewer } from '../domain/access.ts'
import type { Day } from '../domain/days.ts'
import { exceptionsFrom } from '../domain/exceptions.ts'
import { isKind } from '../domain/facts.ts'
import { exceptionNames } from '../domain/exception-words.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { recordFrom, type PersonRecord } from '../domain/record.ts'
import { reportPerson } from './report-person.ts'

export interface ReportRecord {
  readonly person: PersonId
  /** Who reads it: what the person wrote in suggestions is shown to themselves and to those who answer it. */
  readonly viewer: Viewer
  readonly library: Library
  readonly today: Day
}

/** Undefined when there is no such person. */
export async function reportRecord(
  db: Database,
  { person: id, viewer, library, today }: ReportRecord,
): Promise<PersonRecord | undefined> {
  const person = await personById(db.reader, id)
  if (person === undefined) return undefined
  const { programmes, history, names, facts } = await reportPerson(db, id, library)
  const { all } = await countSuggestions(db.reader, id)
  const suggestions = all === 0 ? [] : await listSuggestions(db.reader, id, { page: 1, each: all })
  const deciders = exceptionsFrom(facts).flatMap(({ by, withdrawn }) => [by ?? [], withdrawn?.by ?? []].flat())
  const people = await peopleByIds(db.reader, deciders)
  const played = facts.filter((one) => isKind(one, 'scenario-started')).map(({ fact }) => fact.content)
  return recordFrom({
    person,
    facts,
    history,
    programmes,
    suggestions: suggestions.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)),
    withWords: viewer.id === id || mayDo('suggestions.answer', viewer),
    exceptionWords: mayReadDecision(viewer, id) ? await exceptionWordsAbout(db.reader, id) : new Map(),
    names: { ...names, ...exceptionNames(library), person: (one) => people.get(one)?.name ?? names.person(one) },
    scenarios: await scenariosPlayed(db.reader, played),
    library,
    today,
  })
}
