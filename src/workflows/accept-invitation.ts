import { createHash } from 'node:crypto'
import { record } from '../../db/ledger.ts'
import { write, type Database } from '../../db/open.ts'
import { personById } from '../../db/people.ts'
import { endSessionsOf, forgetInvitationsFor, invitationById, keepPassword, takeInvitation } from '../../db/sessions.ts'
import type { PersonId } from '../domain/ids.ts'
import { refusalOfPassword, type PasswordRefusal } from '../domain/passwords.ts'
import { hashPassword } from './passwords.ts'

/** What the database keeps of the token in a one-time link. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export type InvitationFound =
  | { readonly kind: 'for-person'; readonly person: PersonId; readonly name: string; readonly email: string }
  | { readonly kind: 'for-first-administrator' }

/** Whom a one-time link is for; undefined when it was used, has run out or never was. */
export async function findInvitation(
  db: Database,
  token: string,
  now: Temporal.Instant,
): Promise<InvitationFound | undefined> {
  const invitation = await invitationById(db.reader, hashOfToken(token), now.epochMilliseconds)
  if (invitation === undefined) return undefined
  if (invitation.person === null) return { kind: 'for-first-administrator' }
  const person = await personById(db.reader, invitation.person)
  return person === undefined
    ? undefined
    : { kind: 'for-person', person: person.id, name: person.name, email: person.email }
}

export type AcceptInvitationRefusal = PasswordRefusal | 'link-used-or-old'
export type AcceptInvitationOutcome =
  | { readonly kind: 'accepted'; readonly person: PersonId }
  | { readonly kind: 'refused'; readonly reason: AcceptInvitationRefusal }

/** Chooses the password of somebody invited. The link works once, and ends sessions from before. */
export async function acceptInvitation(
  db: Database,
  input: { readonly token: string; readonly password: string },
  now: Temporal.Instant,
): Promise<AcceptInvitationOutcome> {
  const found = await findInvitation(db, input.token, now)
  if (found?.kind !== 'for-person') return { kind: 'refused', reason: 'link-used-or-old' }
  const refusal = refusalOfPassword(input.password, found)
  if (refusal !== undefined) return { kind: 'refused', reason: refusal }
  const passwordHash = await hashPassword(input.password)
  const { person } = found
  return (await choosePassword(db, { invitation: hashOfToken(input.token), person, passwordHash }, now))
    ? { kind: 'accepted', person }
    : { kind: 'refused', reason: 'link-used-or-old' }
}

/** Uses up the link and keeps the password in one act; false when somebody else was first. */
export async function choosePassword(
  db: Database,
  input: { readonly invitation: string; readonly person: PersonId; readonly passwordHash: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { invitation, person, passwordHash } = input
  return write(db, async (tx) => {
    if (!(await takeInvitation(tx, invitation, now.epochMilliseconds))) return false
    await forgetInvitationsFor(tx, person)
    await keepPassword(tx, person, passwordHash)
    await endSessionsOf(tx, person)
    await record(tx, [{ kind: 'password-set', person }], now, person)
    return true
  })
}
