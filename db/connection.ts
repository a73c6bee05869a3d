/**
 * The only module that makes libSQL clients. A client of an embedded file keeps one connection, so
 * that settings made when it opens hold for all it does.
 *
 * Why a connection that met SQLITE_BUSY is never used again: the driver leaves the refused statement
 * unfinished on it. SQLite then counts one statement still at work, and later writes outside a
 * transaction resolve although they are not committed; a later COMMIT fails. When the process dies,
 * all of them are gone.
 */
import path from 'node:path'
import { setImmediate as giveWay, setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Client } from '@libsql/client'
import { createFileClient } from './file-client.ts'

export type Place = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'server'; readonly url: string }

/** A database address that cannot be used, said so that it can be mended. */
export class BadAddress extends Error {
  override readonly name = 'BadAddress'
}

/** Another process kept the write lock for longer than anybody should wait. Nothing was stored. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy'
}

/** `file:data/portal.db` is an embedded file; `libsql:`, `http(s):` and `ws(s):` are a server. */
export function placeOf(url: string): Place {
  if (/^(libsql|https?|wss?):\/\//i.test(url)) return { kind: 'server', url }
  if (!/^file:/i.test(url)) {
    throw new BadAddress(
      `DATABASE_URL is “${withoutToken(url)}”. Write file:data/portal.db for a file, or libsql://, http:// or ws:// and a host for a libSQL server.`,
    )
  }
  let place = url.slice('file:'.length)
  const authority = /^\/\/([^/]*)/.exec(place)
  if (authority !== null) {
    if (authority[1] !== '' && authority[1]?.toLowerCase() !== 'localhost') {
      throw new BadAddress(`DATABASE_URL names the host “${authority[1]}” for a file. Write file:/absolute/path.db.`)
    }
    place = place.slice(authority[0].length)
  }
  if (place === '' || place.includes('?') || place.includes('#') || decoded(place).startsWith(':memory:')) {
    throw new BadAddress(`DATABASE_URL is “${url}”. Name a file on disk, such as file:data/portal.db.`)
  }
  return { kind: 'file', path: path.resolve(decoded(place).replace(/^\/(?=[A-Za-z]:[\\/])/, '')) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new BadAddress(`DATABASE_URL holds a broken % sign in “${text}”. Write % itself as %25.`)
  }
}

/** The address of a file, as `placeOf` reads it. */
export function urlOf(file: string): string {
  return `file:${file.replace(/[%?#]/g, encodeURIComponent)}`
}

/** An address fit for a log line: a token in it is left out. */
export function withoutToken(url: string): string {
  return url.replace(/authToken=[^&#]*/gi, 'authToken=…').replace(/\/\/[^/@]*@/, '//…@')
}

export interface ConnectionSettings {
  /** Run once on the new connection, in order. */
  readonly pragmas?: readonly string[]
  /** How long SQLite itself waits for a lock. It blocks the event loop meanwhile, so keep it short. */
  readonly lockWaitMs?: number
  readonly authToken?: string | undefined
}

/** Opens one connection. Throws what libSQL throws, SQLITE_BUSY included; use `whileBusy` around it. */
export async function connect(place: Place, settings: ConnectionSettings = {}): Promise<Client> {
  if (place.kind === 'server') {
    // Kept out of the way of an embedded file: the network clients take a while to load.
    const { createClient } = await import('@libsql/client')
    return createClient(
      settings.authToken === undefined ? { url: place.url } : { url: place.url, authToken: settings.authToken },
    )
  }
  const client = createFileClient(place.path, settings.lockWaitMs ?? 0)
  try {
    for (const pragma of settings.pragmas ?? []) await client.execute(`PRAGMA ${pragma}`)
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/**
 * Waits until connections that were closed are truly gone. The driver closes one only once its
 * statements have been garbage-collected; until then it keeps its files, and at its end it removes the
 * write-ahead log that bears its name, which by then might belong to another database of that name.
 */
export async function closedForGood(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  // What was collected is finalised in the turns that follow.
  await giveWay()
  await giveWay()
}

/** Whether an error, or what caused it, is SQLite refusing because somebody else holds a lock. */
export function isBusy(error: unknown): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 8; one = one.cause, depth++) {
    if ('code' in one && typeof one.code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(one.code)) return true
  }
  return false
}

/** The file is damaged, or no database at all; the message is a sentence to show. */
export class NotADatabase extends Error {
  override readonly name = 'NotADatabase'
}

/** What SQLite says of such a file, as a sentence; any other error as it is. */
export function namingFile(error: unknown, file: string): unknown {
  for (let one = error, depth = 0; one instanceof Error && depth < 8; one = one.cause, depth++) {
    if (!('code' in one) || typeof one.code !== 'string') continue
    if (one.code.startsWith('SQLITE_NOTADB')) {
      return new NotADatabase(`${file} is not a database: it holds something else.`, { cause: error })
    }
    if (one.code.startsWith('SQLITE_CORRUPT')) {
      return new NotADatabase(`${file} is damaged: SQLite cannot read all of it.`, { cause: error })
    }
  }
  return error
}

/** Waits between tries: 5 ms at first, doubling up to 200 ms, with some chance in it. */
export async function backOff(tries: number): Promise<void> {
  const ms = Math.min(200, 5 * 2 ** Math.min(tries, 6))
  await sleep(ms / 2 + Math.random() * (ms / 2))
}

/**
 * Tries again while a lock is in the way; each try must start from a new connection.
 * Throws DatabaseBusy after `patienceMs`.
 */
export async function whileBusy<T>(attempt: () => Promise<T>, patienceMs: number): Promise<T> {
  const since = performance.now()
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() - since > patienceMs) throw tooBusy(patienceMs, error)
      await backOff(tries)
    }
  }
}

export function tooBusy(patienceMs: number, cause: unknown): DatabaseBusy {
  const seconds = Math.round(patienceMs / 100) / 10
  return new DatabaseBusy(
    `Another process has kept the database locked for more than ${seconds} s. Nothing was stored; try again.`,
    { cause },
  )
}
