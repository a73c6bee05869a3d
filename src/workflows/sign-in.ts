import { createHash } from 'node:crypto'
import { write, type Database } from '../../db/open.ts'
import { postingFrom } from '../../db/people.ts'
import { credentialsByEmail, keepLockout, liftLockout, lockoutOf } from '../../db/sessions.ts'
import type { PersonId } from '../domain/ids.ts'
import { readEmail } from '../domain/names.ts'
import { isPasswordOf } from './passwords.ts'
import { todayIn } from './today-in.ts'

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly person: PersonId }
  /** Says nothing about whether anybody has the e-mail address. */
  | { readonly kind: 'refused'; readonly reason: 'wrong' }
  /** Said only to whoever knows the password. */
  | { readonly kind: 'refused'; readonly reason: 'has-left' }
  | { readonly kind: 'refused'; readonly reason: 'locked'; readonly minutesLeft: number }

/** Every fifth wrong password in a row locks the address for longer, but never for good. */
const triesBeforeLock = 5
const lockMinutes = [1, 5, 15] as const
/** Guesses long ago count for nothing. */
const forgottenAfterMs = 24 * 3_600_000

/**
 * Whether an e-mail address and a password belong together. Wrong ones are counted in the database, also
 * for addresses that nobody has, so that the answer is the same. While locked, the right one is refused too.
 */
export async function signIn(
  db: Database,
  input: { readonly email: string; readonly password: string },
  now: Temporal.Instant,
): Promise<SignInOutcome> {
  const email = readEmail(input.email) ?? input.email.trim().toLowerCase()
  const key = createHash('sha256').update(email).digest('hex')
  const nowMs = now.epochMilliseconds
  const lockout = await lockoutOf(db.reader, key)
  if (lockout !== undefined && lockout.until > nowMs) return locked(lockout.until, nowMs)

  const known = await credentialsByEmail(db.reader, email)
  if (known !== undefined && (await isPasswordOf(known.passwordHash, input.password))) {
    if (lockout !== undefined) await write(db, (tx) => liftLockout(tx, key))
    const isHere = (await postingFrom(db.reader, known.person, await todayIn(db, now))) !== undefined
    return isHere ? { kind: 'signed-in', person: known.person } : { kind: 'refused', reason: 'has-left' }
  }
  if (known === undefined) await isPasswordOf(undefined, input.password)

  return write(db, async (tx): Promise<SignInOutcome> => {
    const before = await lockoutOf(tx, key)
    const isRecent = before !== undefined && before.until > nowMs - forgottenAfterMs
    const failures = (isRecent ? before.failures : 0) + 1
    const until = nowMs + lockFor(failures) * 60_000
    await keepLockout(tx, key, { failures, until })
    return until > nowMs ? locked(until, nowMs) : { kind: 'refused', reason: 'wrong' }
  })
}

/** Minutes that the n-th wrong password in a row locks for: none, but for every fifth. */
function lockFor(failures: number): number {
  if (failures % triesBeforeLock !== 0) return 0
  return lockMinutes[Math.min(failures / triesBeforeLock, lockMinutes.length) - 1] ?? 0
}

function locked(until: number, nowMs: number): SignInOutcome {
  return { kind: 'refused', reason: 'locked', minutesLeft: Math.ceil((until - nowMs) / 60_000) }
}
