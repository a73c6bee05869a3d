/** Sessions, passwords, lockouts and one-time links: working memory, except for the password. */
import { and, eq, gt, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { PersonId } from '../src/domain/ids.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { access, credentials, invitations, lockouts, people, sessions } from './schema.ts'

export interface StoredSession {
  /** SHA-256, in hex, of the token that only the person's browser holds. */
  readonly id: string
  readonly person: string
  /** Milliseconds since 1970: ends when nobody comes back before. */
  readonly expiresAt: number
  /** Milliseconds since 1970: ends then in any case. */
  readonly endsAt: number
}

const session = prepared((ask) =>
  ask
    .select({ id: sessions.id, person: sessions.person, expiresAt: sessions.expiresAt, endsAt: sessions.endsAt })
    .from(sessions)
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare(),
)

export async function sessionById(ask: Ask, id: string): Promise<StoredSession | undefined> {
  return session(ask).get({ id })
}

export async function sessionsOf(ask: Ask, person: string): Promise<StoredSession[]> {
  return ask.select().from(sessions).where(eq(sessions.person, person))
}

export async function keepSession(tx: Tx, stored: StoredSession): Promise<void> {
  await tx.insert(sessions).values(stored)
}

export async function prolongSession(tx: Tx, id: string, expiresAt: number): Promise<void> {
  await tx.update(sessions).set({ expiresAt }).where(eq(sessions.id, id))
}

export async function endSession(tx: Tx, id: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.id, id))
}

/** Ends every session of a person, but for one where that is named. */
export async function endSessionsOf(tx: Tx, person: string, except?: string): Promise<void> {
  const own = eq(sessions.person, person)
  await tx.delete(sessions).where(except === undefined ? own : and(own, ne(sessions.id, except)))
}

/** Forgets what has run out: sessions, links, and lockouts a day after they ended. */
export async function forgetWhatRanOut(tx: Tx, nowMs: number): Promise<void> {
  await tx.delete(sessions).where(or(lte(sessions.expiresAt, nowMs), lte(sessions.endsAt, nowMs)))
  await tx.delete(invitations).where(lte(invitations.expiresAt, nowMs))
  await tx.delete(lockouts).where(lt(lockouts.until, nowMs - dayMs))
}

const dayMs = 86_400_000

// ---- passwords -------------------------------------------------------------------------------

export interface Credentials {
  readonly person: PersonId
  readonly name: string
  readonly email: string
  readonly passwordHash: string
}

const byEmail = prepared((ask) =>
  ask
    .select({ person: people.id, name: people.name, email: people.email, passwordHash: credentials.passwordHash })
    .from(people)
    .innerJoin(credentials, eq(credentials.person, people.id))
    .where(eq(people.email, sql.placeholder('email')))
    .prepare(),
)

/** Somebody who has chosen a password, by e-mail address in lower case. */
export async function credentialsByEmail(ask: Ask, email: string): Promise<Credentials | undefined> {
  const found = await byEmail(ask).get({ email })
  return found === undefined ? undefined : { ...found, person: found.person as PersonId }
}

export async function credentialsOf(ask: Ask, person: PersonId): Promise<Credentials | undefined> {
  const found = await ask
    .select({ name: people.name, email: people.email, passwordHash: credentials.passwordHash })
    .from(people)
    .innerJoin(credentials, eq(credentials.person, people.id))
    .where(eq(people.id, person))
    .get()
  return found === undefined ? undefined : { person, ...found }
}

export async function keepPassword(tx: Tx, person: PersonId, passwordHash: string): Promise<void> {
  await tx
    .insert(credentials)
    .values({ person, passwordHash })
    .onConflictDoUpdate({ target: credentials.person, set: { passwordHash } })
}

// ---- lockouts --------------------------------------------------------------------------------

export interface Lockout {
  /** Wrong passwords in a row. */
  readonly failures: number
  /** Milliseconds since 1970; in the past when nothing holds. */
  readonly until: number
}

const lockout = prepared((ask) =>
  ask
    .select({ failures: lockouts.failures, until: lockouts.until })
    .from(lockouts)
    .where(eq(lockouts.key, sql.placeholder('key')))
    .prepare(),
)

/** `key` is the SHA-256, in hex, of the e-mail address in lower case, known or not. */
export async function lockoutOf(ask: Ask, key: string): Promise<Lockout | undefined> {
  return lockout(ask).get({ key })
}

export async function keepLockout(tx: Tx, key: string, kept: Lockout): Promise<void> {
  await tx
    .insert(lockouts)
    .values({ key, ...kept })
    .onConflictDoUpdate({ target: lockouts.key, set: kept })
}

export async function liftLockout(tx: Tx, key: string): Promise<void> {
  await tx.delete(lockouts).where(eq(lockouts.key, key))
}

// ---- one-time links --------------------------------------------------------------------------

export interface Invitation {
  /** SHA-256, in hex, of the token in the link. */
  readonly id: string
  /** Who is to choose a password; null for the first administrator, who is not recorded yet. */
  readonly person: PersonId | null
  readonly expiresAt: number
}

export async function invitationById(ask: Ask, id: string, nowMs: number): Promise<Invitation | undefined> {
  const found = await ask
    .select()
    .from(invitations)
    .where(and(eq(invitations.id, id), gt(invitations.expiresAt, nowMs)))
    .get()
  return found === undefined ? undefined : { ...found, person: found.person as PersonId | null }
}

/** A new link for somebody ends the earlier ones. */
export async function keepInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  await forgetInvitationsFor(tx, invitation.person)
  await tx.insert(invitations).values(invitation)
}

export async function forgetInvitationsFor(tx: Tx, person: PersonId | null): Promise<void> {
  await tx.delete(invitations).where(person === null ? isNull(invitations.person) : eq(invitations.person, person))
}

/** Uses a link up; false when it was used before or has run out. */
export async function takeInvitation(tx: Tx, id: string, nowMs: number): Promise<boolean> {
  const taken = await tx
    .delete(invitations)
    .where(and(eq(invitations.id, id), gt(invitations.expiresAt, nowMs)))
    .returning({ id: invitations.id })
  return taken.length > 0
}

// ---- the first administrator -----------------------------------------------------------------

/** Whether somebody holds the right to administer and has chosen a password. */
export async function canAnybodyAdminister(ask: Ask): Promise<boolean> {
  const [found] = await ask
    .select({ person: access.person })
    .from(access)
    .innerJoin(credentials, eq(credentials.person, access.person))
    .where(eq(access.right, 'administrator'))
    .limit(1)
  return found !== undefined
}

/** Somebody with the right to administer who could not sign in yet. */
export async function administratorWithoutPassword(ask: Ask): Promise<PersonId | undefined> {
  const [found] = await ask
    .select({ person: access.person })
    .from(access)
    .leftJoin(credentials, eq(credentials.person, access.person))
    .where(and(eq(access.right, 'administrator'), isNull(credentials.person)))
    .limit(1)
  return found === undefined ? undefined : (found.person as PersonId)
}
