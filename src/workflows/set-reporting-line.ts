import { factsOf, factsOfKind } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { comesBackToItself } from '../domain/dated-words.ts'
import { type Day, timelineOf } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { isEmployedOn, isRecordedPerson, joinsOn } from '../domain/recorded.ts'
import { type Said, sayOfPerson } from './say-of-person.ts'

export interface SetReportingLine {
  readonly by: PersonId | null
  readonly person: PersonId
  /** Null for nobody. */
  readonly manager: PersonId | null
  readonly from: Day
}

export type ReportingLineRefusal =
  | 'unknown-person'
  | 'before-employment'
  | 'unknown-manager'
  | 'manager-not-employed'
  | 'manager-of-self'
  | 'manager-cycle'

/** Says who a person reports to from a day on; nobody reports to themselves, nor by way of others. */
export async function setReportingLine(
  db: Database,
  input: SetReportingLine,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: ReportingLineRefusal }> {
  const { person, manager, from } = input
  if (manager === person) return { kind: 'refused', reason: 'manager-of-self' }
  return write(db, async (tx) => {
    const facts = await factsOf(tx, person)
    if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
    const joins = joinsOn(facts)
    if (joins === undefined || from < joins) return { kind: 'refused', reason: 'before-employment' }
    if (manager !== null) {
      const theirs = await factsOf(tx, manager)
      if (!isRecordedPerson(theirs)) return { kind: 'refused', reason: 'unknown-manager' }
      if (!isEmployedOn(theirs, from)) return { kind: 'refused', reason: 'manager-not-employed' }
      const said = (await factsOfKind(tx, ['line-manager'])).flatMap((one) =>
        isKind(one, 'line-manager') ? [one.fact] : [],
      )
      const byPerson = Map.groupBy([...said, { person, manager, from }], (word) => word.person)
      const links = new Map(
        [...byPerson].map(([who, words]) => [
          who,
          timelineOf(words.map((word) => ({ from: word.from, value: word.manager }))),
        ]),
      )
      if (comesBackToItself(links, person, from)) return { kind: 'refused', reason: 'manager-cycle' }
    }
    return sayOfPerson(tx, db, facts, [{ kind: 'line-manager', person, from, manager }], input.by, now)
  })
}
