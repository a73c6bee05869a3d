import { factsOf } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { asSet } from '../domain/dated-words.ts'
import type { Day } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { JobRole, PersonId } from '../domain/ids.ts'
import { isRecordedPerson, joinsOn } from '../domain/recorded.ts'
import { type Said, sayOfPerson } from './say-of-person.ts'

export interface SetJobRoles {
  readonly by: PersonId | null
  readonly person: PersonId
  /** All job roles from that day on; those not named end. */
  readonly roles: readonly JobRole[]
  readonly from: Day
}

export type JobRolesRefusal = 'unknown-person' | 'before-employment' | 'unknown-role'

/** Says which job roles a person has from a day on. A role that content no longer names may be kept, never added. */
export async function setJobRoles(
  db: Database,
  input: SetJobRoles,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: JobRolesRefusal }> {
  const { person, from } = input
  const roles = asSet(input.roles)
  const known = (await currentLibrary(db))?.curriculum.organisation.roles
  return write(db, async (tx) => {
    const facts = await factsOf(tx, person)
    if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
    const joins = joinsOn(facts)
    if (joins === undefined || from < joins) return { kind: 'refused', reason: 'before-employment' }
    const had = new Set(facts.flatMap((one) => (isKind(one, 'job-roles') ? one.fact.roles : [])))
    if (roles.some((role) => !known?.has(role) && !had.has(role))) return { kind: 'refused', reason: 'unknown-role' }
    return sayOfPerson(tx, db, facts, [{ kind: 'job-roles', person, from, roles }], input.by, now)
  })
}
