import type { Database } from '../../db/open.ts'
import { personByEmail } from '../../db/people.ts'
import { inviteFirstAdministrator } from './first-administrator.ts'
import { invitePerson } from './invite-person.ts'

export type InviteByEmailRefusal = 'unknown-person' | 'has-left' | 'administered-already'
export type InviteByEmailOutcome =
  | { readonly kind: 'invited'; readonly token: string }
  | { readonly kind: 'refused'; readonly reason: InviteByEmailRefusal }

/**
 * Makes a one-time link for the command line: for the person with the address, to choose a password anew;
 * without an address, for the first administrator while nobody can administer.
 */
export async function inviteByEmail(
  db: Database,
  input: { readonly email?: string | undefined },
  now: Temporal.Instant,
): Promise<InviteByEmailOutcome> {
  if (input.email === undefined) {
    const invited = await inviteFirstAdministrator(db, now)
    return invited === undefined
      ? { kind: 'refused', reason: 'administered-already' }
      : { kind: 'invited', token: invited.token }
  }
  const known = await personByEmail(db.reader, input.email)
  if (known === undefined) return { kind: 'refused', reason: 'unknown-person' }
  const outcome = await invitePerson(db, { by: known.id, person: known.id }, now)
  return outcome.kind === 'refused' ? outcome : { kind: 'invited', token: outcome.token }
}
