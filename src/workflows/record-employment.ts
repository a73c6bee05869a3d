import { factsOf } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { endSessionsOf, forgetInvitationsFor } from '../../db/sessions.ts'
import { losesLastAdministrator } from '../domain/administrators.ts'
import { type Day, timelineOf } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { isEmployedOn, isRecordedPerson } from '../domain/recorded.ts'
import { loadAdministrators } from './load-administrators.ts'
import { type Said, sayOfPerson } from './say-of-person.ts'
import { todayIn } from './today-in.ts'

export interface RecordEmployment {
  readonly by: PersonId | null
  readonly person: PersonId
  readonly employed: boolean
  /** The first day employed, or the first day no longer employed. */
  readonly from: Day
}

export type EmploymentRefusal = 'unknown-person' | 'before-employment' | 'last-administrator'

/**
 * Records that a person joins, returns or leaves from a day on; what was said about later days is
 * replaced. Whoever is not employed today is signed out everywhere, and one-time links end.
 */
export async function recordEmployment(
  db: Database,
  input: RecordEmployment,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: EmploymentRefusal }> {
  const { person, from, employed } = input
  const today = await todayIn(db, now)
  return write(db, async (tx) => {
    const facts = await factsOf(tx, person)
    if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
    const words = facts.flatMap((one) =>
      isKind(one, 'employment') ? [{ from: one.fact.from, value: one.fact.employed }] : [],
    )
    if (!employed && !timelineOf(words).some((stretch) => stretch.value && stretch.from <= from)) {
      return { kind: 'refused', reason: 'before-employment' }
    }
    const administrators = await loadAdministrators(tx)
    if (administrators.has(person)) {
      const after = new Map(administrators).set(person, timelineOf([...words, { from, value: employed }]))
      if (losesLastAdministrator(administrators, after, today)) return { kind: 'refused', reason: 'last-administrator' }
    }
    const said = await sayOfPerson(tx, db, facts, [{ kind: 'employment', person, from, employed }], input.by, now)
    if (said.kind === 'recorded' && !employed && !isEmployedOn(await factsOf(tx, person), today)) {
      await endSessionsOf(tx, person)
      await forgetInvitationsFor(tx, person)
    }
    return said
  })
}
