import { createHash, randomBytes } from 'node:crypto'
import { factsOf } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { keepInvitation } from '../../db/sessions.ts'
import type { PersonId } from '../domain/ids.ts'
import { isEmployedOn, isRecordedPerson, joinsOn } from '../domain/recorded.ts'
import { todayIn } from './today-in.ts'

/** Long enough for a note on the desk of somebody who starts next week. */
const validForDays = 14

export interface InvitePerson {
  readonly by: PersonId
  readonly person: PersonId
}

export type InvitePersonRefusal = 'unknown-person' | 'has-left'

export type InvitePersonOutcome =
  /** The token is known to whoever asked and to nobody else: only its hash is kept. */
  | { readonly kind: 'invited'; readonly token: string; readonly expiresAt: Temporal.Instant }
  | { readonly kind: 'refused'; readonly reason: InvitePersonRefusal }

/**
 * Makes a one-time link by which a person chooses a password, valid for 14 days; an earlier link of the
 * same person no longer works. It may be made before the first day, for whoever joins soon.
 */
export async function invitePerson(
  db: Database,
  input: InvitePerson,
  now: Temporal.Instant,
): Promise<InvitePersonOutcome> {
  const { person } = input
  const today = await todayIn(db, now)
  const token = randomBytes(24).toString('base64url')
  const expiresAt = now.add({ hours: validForDays * 24 })
  return write(db, async (tx): Promise<InvitePersonOutcome> => {
    const facts = await factsOf(tx, person)
    if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
    const joins = joinsOn(facts)
    const isComing = joins !== undefined && joins > today
    if (!isComing && !isEmployedOn(facts, today)) return { kind: 'refused', reason: 'has-left' }
    const id = createHash('sha256').update(token).digest('hex')
    await keepInvitation(tx, { id, person, expiresAt: expiresAt.epochMilliseconds })
    return { kind: 'invited', token, expiresAt }
  })
}
