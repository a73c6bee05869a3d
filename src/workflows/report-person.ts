/** One person through time: what every programme asked and asks of them, and why not; and their working life. */
import { namesFrom, type Names } from '../domain/history-words.ts'
import { BEGINNING, notRequired, throughTime, type NotRequired } from '../domain/not-required.ts'
import type { RuleHistory } from '../domain/audience.ts'
import { FOREVER } from '../domain/days.ts'
import { isKind, type Recorded } from '../domain/facts.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { personHistory, type PersonHistory } from '../domain/organisation.ts'
import type { Span } from '../domain/standing.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { organisationOf, teamNames } from '../../db/organisation.ts'
import { peopleByIds } from '../../db/people.ts'
import { ruleHistories } from '../../db/publications.ts'
import { reasonsOf } from '../../db/settings.ts'
import { spansOf } from '../../db/standings.ts'

export interface ProgrammeThroughTime {
  readonly programme: ProgrammeId
  readonly title: string
  /** The days on which it asks the person. */
  readonly spans: readonly Span[]
  /** Every day that was or will be, once and in order. */
  readonly entries: readonly (Span | NotRequired)[]
  /** What it asked, as each publication stated it. */
  readonly rules: RuleHistory
}

export interface PersonReport {
  /** In the order of their titles: those of the library, and withdrawn ones of which the person has anything. */
  readonly programmes: readonly ProgrammeThroughTime[]
  readonly history: PersonHistory
  /** What the words about this person name. */
  readonly names: Names
  readonly facts: readonly Recorded[]
}

export async function reportPerson(db: Database, person: PersonId, library: Library): Promise<PersonReport> {
  const facts = await factsOf(db.reader, person)
  const history = personHistory(facts)
  const organisation = await organisationOf(db)
  const rulesOf = await ruleHistories(db, db.reader)
  const spansBy = await spansOf(db, person)
  const managers = history.lineManager.flatMap(({ value }) => value ?? [])
  const people = await peopleByIds(db.reader, managers)
  const held = facts.flatMap((recorded) =>
    isKind(recorded, 'granted') || isKind(recorded, 'exception') ? [recorded.fact.programme] : [],
  )
  const programmes = [...new Set([...library.programmes.keys(), ...spansBy.keys(), ...held])].map((programme) => {
    const rules = rulesOf.get(programme) ?? []
    const spans = spansBy.get(programme) ?? []
    const gaps = notRequired({ from: BEGINNING, to: FOREVER }, { history, organisation, rules })
    const title = library.programmes.get(programme)?.title ?? rules.at(-1)?.value.title ?? programme
    return { programme, title, spans, entries: throughTime(spans, gaps), rules }
  })
  return {
    programmes: programmes.toSorted((a, b) => a.title.localeCompare(b.title, 'en')),
    history,
    names: namesFrom(
      library.curriculum.organisation,
      [...people.values()],
      await teamNames(db.reader),
      await reasonsOf(db),
    ),
    facts,
  }
}
