import { randomBytes } from 'node:crypto'
import { write, type Database } from '../../db/open.ts'
import {
  administratorWithoutPassword,
  canAnybodyAdminister,
  invitationById,
  keepInvitation,
} from '../../db/sessions.ts'
import type { Day } from '../domain/days.ts'
import { as, type PersonId } from '../domain/ids.ts'
import { readEmail, readName } from '../domain/names.ts'
import { refusalOfPassword } from '../domain/passwords.ts'
import { choosePassword, hashOfToken, type AcceptInvitationRefusal } from './accept-invitation.ts'
import { addPerson } from './add-person.ts'
import { hashPassword } from './passwords.ts'

const validForHours = 24

/**
 * Makes the one-time link by which the first administrator comes in, valid for 24 hours; undefined when
 * somebody can already administer. Somebody who was recorded but has chosen no password gets the link.
 */
export async function inviteFirstAdministrator(
  db: Database,
  now: Temporal.Instant,
): Promise<{ readonly token: string } | undefined> {
  if (await canAnybodyAdminister(db.reader)) return undefined
  const token = randomBytes(24).toString('base64url')
  await write(db, async (tx) => {
    const person = (await administratorWithoutPassword(tx)) ?? null
    const expiresAt = now.add({ hours: validForHours }).epochMilliseconds
    await keepInvitation(tx, { id: hashOfToken(token), person, expiresAt })
  })
  return { token }
}

export type CreateFirstAdministratorRefusal = AcceptInvitationRefusal | 'name-missing' | 'email-invalid' | 'email-taken'
export type CreateFirstAdministratorOutcome =
  | { readonly kind: 'created'; readonly person: PersonId }
  | { readonly kind: 'refused'; readonly reason: CreateFirstAdministratorRefusal }

/** Records the first administrator, employed from today, with a password. The link works once. */
export async function createFirstAdministrator(
  db: Database,
  input: {
    readonly token: string
    readonly name: string
    readonly email: string
    readonly password: string
    readonly today: Day
  },
  now: Temporal.Instant,
): Promise<CreateFirstAdministratorOutcome> {
  const id = hashOfToken(input.token)
  const invitation = await invitationById(db.reader, id, now.epochMilliseconds)
  if (invitation === undefined || invitation.person !== null || (await canAnybodyAdminister(db.reader))) {
    return refused('link-used-or-old')
  }
  const name = readName(input.name)
  if (name === undefined) return refused('name-missing')
  const email = readEmail(input.email)
  if (email === undefined) return refused('email-invalid')
  const refusal = refusalOfPassword(input.password, { name, email })
  if (refusal !== undefined) return refused(refusal)
  const passwordHash = await hashPassword(input.password)
  // The id follows from the link, so that a form sent twice, or again after a crash, records one person.
  const person = as<PersonId>(id.slice(0, 20))
  const added = await addPerson(
    db,
    {
      by: null,
      person,
      name,
      email,
      from: input.today,
      team: null,
      roles: [],
      manager: null,
      rights: ['administrator'],
    },
    now,
  )
  if (added.kind === 'refused') return refused(added.reason === 'email-taken' ? 'email-taken' : 'link-used-or-old')
  return (await choosePassword(db, { invitation: id, person, passwordHash }, now))
    ? { kind: 'created', person }
    : refused('link-used-or-old')
}

function refused(reason: CreateFirstAdministratorRefusal): CreateFirstAdministratorOutcome {
  return { kind: 'refused', reason }
}
