import { factsOf } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId, TeamId } from '../domain/ids.ts'
import { isRecordedPerson, joinsOn, whyNotInto } from '../domain/recorded.ts'
import { type Said, sayOfPerson } from './say-of-person.ts'

export interface MovePerson {
  readonly by: PersonId | null
  readonly person: PersonId
  /** Null for no team. */
  readonly team: TeamId | null
  readonly from: Day
}

export type MovePersonRefusal = 'unknown-person' | 'before-employment' | 'unknown-team' | 'team-closed'

/** Puts a person into a team from a day on. The team must be open on that day. */
export async function movePerson(
  db: Database,
  input: MovePerson,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: MovePersonRefusal }> {
  const { person, team, from } = input
  return write(db, async (tx) => {
    const facts = await factsOf(tx, person)
    if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
    const joins = joinsOn(facts)
    if (joins === undefined || from < joins) return { kind: 'refused', reason: 'before-employment' }
    if (team !== null) {
      const reason = whyNotInto(await organisationOf(db, tx), team, from)
      if (reason !== undefined) return { kind: 'refused', reason }
    }
    return sayOfPerson(tx, db, facts, [{ kind: 'membership', person, from, team }], input.by, now)
  })
}
