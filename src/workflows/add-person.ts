import { keepPerson } from '../../db/admin.ts'
import { factsOf, record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { personByEmail } from '../../db/people.ts'
import { currentLibrary } from '../../db/publications.ts'
import { asSet } from '../domain/dated-words.ts'
import type { Day } from '../domain/days.ts'
import type { Fact, Right } from '../domain/facts.ts'
import type { JobRole, PersonId, TeamId } from '../domain/ids.ts'
import { readEmail, readName } from '../domain/names.ts'
import { isEmployedOn, isRecordedPerson, whyNotInto } from '../domain/recorded.ts'
import { saltedHash } from './salted-hash.ts'
import { settle } from './settle.ts'

export interface AddPerson {
  /** Who adds; null for the portal itself. */
  readonly by: PersonId | null
  /** Made by the asker (`newId`), so that a form sent twice adds one person. */
  readonly person: PersonId
  readonly name: string
  readonly email: string
  /** The first day employed, which may be past or to come. */
  readonly from: Day
  readonly team: TeamId | null
  readonly roles: readonly JobRole[]
  readonly manager: PersonId | null
  readonly rights: readonly Right[]
}

export type AddPersonRefusal =
  | 'name-missing'
  | 'email-invalid'
  | 'email-taken'
  | 'unknown-team'
  | 'team-closed'
  | 'unknown-role'
  | 'unknown-manager'
  | 'manager-not-employed'
  | 'manager-of-self'

export type AddPersonOutcome =
  | { readonly kind: 'added'; readonly person: PersonId }
  | { readonly kind: 'same'; readonly person: PersonId }
  | { readonly kind: 'refused'; readonly reason: AddPersonRefusal }

/**
 * Records a person with all that holds from the first day: employment, team, job roles, line manager,
 * rights. The name and the e-mail address stay erasable; the fact carries their salted hash.
 */
export async function addPerson(db: Database, input: AddPerson, now: Temporal.Instant): Promise<AddPersonOutcome> {
  const name = readName(input.name)
  if (name === undefined) return refused('name-missing')
  const email = readEmail(input.email)
  if (email === undefined) return refused('email-invalid')
  const { person, from, team, manager } = input
  if (manager === person) return refused('manager-of-self')
  const roles = asSet(input.roles)
  const rights = asSet(input.rights)
  const known = (await currentLibrary(db))?.curriculum.organisation.roles
  if (roles.some((role) => !known?.has(role))) return refused('unknown-role')

  return write(db, async (tx): Promise<AddPersonOutcome> => {
    const holder = (await personByEmail(tx, email))?.id
    if (holder === person) return { kind: 'same', person }
    if (holder !== undefined || isRecordedPerson(await factsOf(tx, person))) return refused('email-taken')
    if (team !== null) {
      const reason = whyNotInto(await organisationOf(db, tx), team, from)
      if (reason !== undefined) return refused(reason)
    }
    if (manager !== null) {
      const facts = await factsOf(tx, manager)
      if (!isRecordedPerson(facts)) return refused('unknown-manager')
      if (!isEmployedOn(facts, from)) return refused('manager-not-employed')
    }
    const { salt, hash } = saltedHash({ name, email })
    await keepPerson(tx, { id: person, name, email, salt })
    const facts: Fact[] = [
      { kind: 'person-recorded', person, personal: hash },
      { kind: 'employment', person, from, employed: true },
    ]
    if (team !== null) facts.push({ kind: 'membership', person, from, team })
    if (roles.length > 0) facts.push({ kind: 'job-roles', person, from, roles })
    if (manager !== null) facts.push({ kind: 'line-manager', person, from, manager })
    if (rights.length > 0) facts.push({ kind: 'access', person, rights })
    await record(tx, facts, now, input.by)
    await settle(tx, db, [person], now)
    return { kind: 'added', person }
  })
}

function refused(reason: AddPersonRefusal): AddPersonOutcome {
  return { kind: 'refused', reason }
}
