import { record } from '../../db/ledger.ts'
import { write, type Database } from '../../db/open.ts'
import { credentialsOf, endSessionsOf, keepPassword } from '../../db/sessions.ts'
import type { PersonId } from '../domain/ids.ts'
import { refusalOfPassword, type PasswordRefusal } from '../domain/passwords.ts'
import { hashPassword, isPasswordOf } from './passwords.ts'

export type ChangePasswordRefusal = PasswordRefusal | 'wrong-password' | 'same-password'
export type ChangePasswordOutcome =
  { readonly kind: 'changed' } | { readonly kind: 'refused'; readonly reason: ChangePasswordRefusal }

/** Changes one's own password. Every session of the person ends in the same act: a stolen one as well. */
export async function changePassword(
  db: Database,
  input: { readonly person: PersonId; readonly current: string; readonly next: string },
  now: Temporal.Instant,
): Promise<ChangePasswordOutcome> {
  const { person, current, next } = input
  const known = await credentialsOf(db.reader, person)
  if (!(await isPasswordOf(known?.passwordHash, current)) || known === undefined) return refused('wrong-password')
  if (current === next) return refused('same-password')
  const refusal = refusalOfPassword(next, known)
  if (refusal !== undefined) return refused(refusal)
  const passwordHash = await hashPassword(next)
  await write(db, async (tx) => {
    await keepPassword(tx, person, passwordHash)
    await endSessionsOf(tx, person)
    await record(tx, [{ kind: 'password-set', person }], now, person)
  })
  return { kind: 'changed' }
}

function refused(reason: ChangePasswordRefusal): ChangePasswordOutcome {
  return { kind: 'refused', reason }
}
