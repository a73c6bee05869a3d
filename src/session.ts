/**
 * Who is signed in. The browser holds a random token; the database holds only its SHA-256, so a copy
 * of the database lets nobody in. Lucia decides what is valid and when to prolong; the adapter below
 * asks one prepared query and writes through the guarded writer.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Lucia, TimeSpan, type Adapter, type Cookie, type DatabaseSession } from 'lucia'
import { write, type Database } from '../db/open.ts'
import {
  endSession,
  endSessionsOf,
  forgetWhatRanOut,
  keepSession,
  prolongSession,
  sessionById,
  sessionsOf,
  type StoredSession,
} from '../db/sessions.ts'
import { as, type PersonId } from './domain/ids.ts'

declare module 'lucia' {
  interface Register {
    Lucia: Lucia
    DatabaseSessionAttributes: { readonly endsAt: number }
  }
}

/** Without a request for this long the session ends. It is prolonged when half of it has passed. */
const idleHours = 12
/** However busy, nobody stays signed in for longer. */
const longestDays = 14
const longestMs = longestDays * 86_400_000

export interface Sessions {
  readonly cookieName: string
  /** Whose token it is; undefined when it is unknown or has run out. */
  personOf(token: string): Promise<PersonId | undefined>
  /** Starts a session and ends the one that `replacing` names: a token from before signing in is worth nothing after. */
  start(person: PersonId, replacing: string | undefined): Promise<Cookie>
  end(token: string | undefined): Promise<Cookie>
  /** Ends every session of the person and starts one anew for this browser. */
  restart(person: PersonId): Promise<Cookie>
  /** Forgets sessions and links that have run out. */
  tidy(): Promise<void>
}

/** `secure` where people come by https: the cookie then never travels otherwise, nor to a sub-domain. */
export function openSessions(db: Database, options: { readonly secure: boolean }): Sessions {
  const lucia = new Lucia(adapterFor(db), {
    sessionExpiresIn: new TimeSpan(idleHours, 'h'),
    sessionCookie: {
      name: options.secure ? '__Host-touchstone' : 'touchstone',
      attributes: { secure: options.secure, sameSite: 'lax', path: '/' },
    },
  })

  async function start(person: PersonId): Promise<Cookie> {
    const token = randomBytes(32).toString('base64url')
    await lucia.createSession(person, { endsAt: Date.now() + longestMs }, { sessionId: sha256(token) })
    return cookieFor(token)
  }

  function cookieFor(token: string): Cookie {
    const cookie = lucia.createSessionCookie(token)
    // The cookie outlives the idle time, which is counted in the database alone and prolonged there.
    cookie.attributes.maxAge = longestMs / 1000
    return cookie
  }

  return {
    cookieName: lucia.sessionCookieName,
    async personOf(token) {
      const { session } = await lucia.validateSession(sha256(token))
      return session === null ? undefined : as<PersonId>(session.userId)
    },
    async start(person, replacing) {
      if (replacing !== undefined) await lucia.invalidateSession(sha256(replacing))
      return start(person)
    },
    async end(token) {
      if (token !== undefined) await lucia.invalidateSession(sha256(token))
      return lucia.createBlankSessionCookie()
    },
    async restart(person) {
      await lucia.invalidateUserSessions(person)
      return start(person)
    },
    tidy: () => lucia.deleteExpiredSessions(),
  }
}

function adapterFor(db: Database): Adapter {
  return {
    async getSessionAndUser(id) {
      const stored = await sessionById(db.reader, id)
      if (stored === undefined) return [null, null]
      // Lucia knows one end: to it, a session past its last day has run out like an idle one.
      const ended = stored.endsAt <= Date.now()
      const session = fromStored(ended ? { ...stored, expiresAt: 0 } : stored)
      return [session, { id: session.userId, attributes: {} }]
    },
    async getUserSessions(person) {
      return (await sessionsOf(db.reader, person)).map(fromStored)
    },
    async setSession(session) {
      const { id, userId, expiresAt, attributes } = session
      await write(db, (tx) =>
        keepSession(tx, { id, person: userId, expiresAt: expiresAt.getTime(), endsAt: attributes.endsAt }),
      )
    },
    async updateSessionExpiration(id, expiresAt) {
      await write(db, (tx) => prolongSession(tx, id, expiresAt.getTime()))
    },
    async deleteSession(id) {
      await write(db, (tx) => endSession(tx, id))
    },
    async deleteUserSessions(person) {
      await write(db, (tx) => endSessionsOf(tx, person))
    },
    async deleteExpiredSessions() {
      await write(db, (tx) => forgetWhatRanOut(tx, Date.now()))
    },
  }
}

function fromStored(stored: StoredSession): DatabaseSession {
  return {
    id: stored.id,
    userId: stored.person,
    expiresAt: new Date(stored.expiresAt),
    attributes: { endsAt: stored.endsAt },
  }
}

/** SHA-256 in hex: what the database keeps of a token. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
