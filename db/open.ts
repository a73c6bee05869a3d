/**
 * The door of the database: everything is read through `db.reader` and written through `write`.
 *
 * A Database may be used by another copy of this module (the built pages have their own), so all of
 * its state is reached through the object itself.
 */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Client, InStatement, ResultSet } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql/sqlite3'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { closedForGood, connect, isBusy, namingFile, placeOf, whileBusy, withoutToken } from './connection.ts'
import type { Place } from './connection.ts'
import { migrate, missingMigrations } from './migrate.ts'
import { takeOwnership } from './owner.ts'
import type { Ownership } from './owner.ts'
import * as schema from './schema.ts'
import { clientOf, NotWritable, openWriter, preparedOn } from './writer.ts'
import type { Tx, Writer } from './writer.ts'

export { BadAddress, DatabaseBusy } from './connection.ts'
export { SchemaTooNew } from './migrate.ts'
export { OwnedElsewhere } from './owner.ts'
export { DeedGivenUp, NotWritable } from './writer.ts'
export type { Tx } from './writer.ts'

/** What a query takes: both `db.reader` and the Tx of a deed are one. */
export type Ask = BaseSQLiteDatabase<'async', ResultSet, typeof schema>

export interface Database {
  /** As given, a token in it left out. */
  readonly url: string
  readonly kind: 'file' | 'server'
  /** Absolute path of the embedded file; undefined on a server. */
  readonly path: string | undefined
  /** Sees what has been committed. Each query stands for itself: two of them may see different moments. */
  readonly reader: Ask
  /** The machinery; use the functions of this module. */
  readonly door: Door
}

export interface Door {
  readonly writer: Writer
  /**
   * Lets reads and writes in flight finish, closes every connection, runs `meanwhile`, and opens anew.
   * Reads and writes that come meanwhile wait. When `meanwhile` throws, the database opens as it is.
   */
  swap<T>(meanwhile: () => Promise<T>): Promise<T>
  /** Settles when no swap is under way: whoever opens the file by other means waits for it first. */
  afterSwap(): Promise<void>
  /** Called and waited for before the file is swapped or closed, so that whoever reads it otherwise lets go of it. */
  readonly letGo: Set<() => Promise<void>>
  close(): Promise<void>
}

/**
 * Of pages, in thousands of bytes, taken only as they are read: with ten million facts the upper levels of
 * the indexes fill about as much, and SQLite's own 2 MB would read them anew for each row.
 */
const roomyCache = 'cache_size=-24000'

export interface OpenOptions {
  /** Become the one process that writes the file, and bring its schema up to date. Default true. */
  readonly own?: boolean
  /** For the command line beside a running server: reads only, changes nothing, makes no file. */
  readonly readOnly?: boolean
  readonly authToken?: string | undefined
  /** How long a write is tried against somebody else's lock before DatabaseBusy. Default 10,000. */
  readonly patienceMs?: number
  /** How many queued deeds may share one commit; 1 gives each its own. Default 64. */
  readonly together?: number
}

/** There is no database at the path, and this way of opening does not make one. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase'
}

/**
 * Opens a file or a libSQL server. The owner of a file creates it if need be and applies migrations.
 * Throws BadAddress, NoDatabase, NotADatabase, OwnedElsewhere (names the owner), SchemaTooNew or DatabaseBusy.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const place = placeOf(url)
  const readOnly = options.readOnly ?? false
  const owning = place.kind === 'file' && !readOnly && (options.own ?? true)
  if (place.kind === 'file') {
    if (owning) createFile(place.path)
    else if (!existsSync(place.path)) throw new NoDatabase(`There is no database at ${place.path}.`)
  }
  const ownership = owning && place.kind === 'file' ? await takeOwnership(place.path) : undefined
  try {
    if (ownership !== undefined && place.kind === 'file') sweep(place.path)
    const patienceMs = options.patienceMs ?? 10_000
    if (owning || (place.kind === 'server' && !readOnly)) await migrate(place, options.authToken, patienceMs)
    else await mustBeCurrent(place, options.authToken, patienceMs)
    return {
      url: withoutToken(url),
      kind: place.kind,
      path: place.kind === 'file' ? place.path : undefined,
      ...open(place, ownership, { ...options, readOnly, patienceMs }),
    }
  } catch (error) {
    ownership?.release()
    throw place.kind === 'file' ? namingFile(error, place.path) : error
  }
}

function open(
  place: Place,
  ownership: Ownership | undefined,
  options: OpenOptions & { readonly readOnly: boolean; readonly patienceMs: number },
): Pick<Database, 'reader' | 'door'> {
  const { authToken, patienceMs } = options
  const writer = openWriter({
    open: () => {
      if (options.readOnly) throw new NotWritable('The database was opened for reading only.')
      return connect(place, {
        authToken,
        lockWaitMs: 10,
        pragmas: ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', roomyCache],
      })
    },
    patienceMs,
    // A server has no flush to share, and a savepoint there costs as much as a transaction.
    together: place.kind === 'file' ? (options.together ?? 64) : 1,
    turnMs: 20,
    deedMs: 30_000,
  })
  const reads = openReads(
    () => connect(place, { authToken, lockWaitMs: 10, pragmas: ['query_only=ON', roomyCache] }),
    patienceMs,
  )
  // A server knows no read-only connection.
  const ask = place.kind === 'file' ? reads.run : readingOnly(reads.run)

  const letGo = new Set<() => Promise<void>>()

  async function swap<T>(meanwhile: () => Promise<T>): Promise<T> {
    return writer.hold(() =>
      reads.hold(async () => {
        for (const one of letGo) await one()
        await closedForGood()
        try {
          return await meanwhile()
        } finally {
          await migrate(place, authToken, patienceMs)
        }
      }),
    )
  }

  async function close() {
    await writer.close()
    await reads.close()
    for (const one of letGo) await one()
    await closedForGood()
    ownership?.release()
  }

  return { reader: readerOver(ask), door: { writer, swap, afterSwap: reads.afterHold, letGo, close } }
}

function readingOnly<Answer>(run: (statement: InStatement) => Promise<Answer>) {
  return async (statement: InStatement): Promise<Answer> => {
    const text = typeof statement === 'string' ? statement : statement.sql
    if (!/^\s*(select|with|values|explain)\b/i.test(text)) {
      throw new NotWritable('The reader is readonly: write through write(db, deed).')
    }
    return run(statement)
  }
}

/** Queries over a way to run one statement; for the modules of this folder. */
export function readerOver(run: (statement: InStatement) => Promise<ResultSet>): Ask {
  return drizzle({ client: clientOf(run), schema })
}

/** One connection for reading, thrown away when it met a lock, and the query asked again. */
function openReads(open: () => Promise<Client>, patienceMs: number) {
  let client: Client | undefined
  let opening: Promise<Client> | undefined
  let gate: Promise<unknown> | undefined
  let closed = false
  const inFlight = new Set<Promise<unknown>>()

  async function connected(): Promise<Client> {
    if (client !== undefined) return client
    opening ??= open()
    try {
      return (client = await opening)
    } finally {
      opening = undefined
    }
  }

  async function ask(statement: InStatement): Promise<ResultSet> {
    return whileBusy(async () => {
      const used = await connected()
      try {
        return await used.execute(statement)
      } catch (error) {
        if (isBusy(error)) {
          if (client === used) client = undefined
          used.close()
        }
        throw error
      }
    }, patienceMs)
  }

  async function quiet() {
    while (inFlight.size > 0) await Promise.allSettled(inFlight)
    client?.close()
    client = undefined
  }

  return {
    async afterHold(): Promise<void> {
      while (gate !== undefined) await gate
    },
    async run(statement: InStatement): Promise<ResultSet> {
      // In place, because nothing may come between the gate and being in flight.
      while (gate !== undefined) await gate
      if (closed) throw new NotWritable('The database has been closed.')
      const answer = ask(statement)
      inFlight.add(answer)
      try {
        return await answer
      } finally {
        inFlight.delete(answer)
      }
    },
    async hold<T>(meanwhile: () => Promise<T>): Promise<T> {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      gate = promise
      try {
        await quiet()
        return await meanwhile()
      } finally {
        gate = undefined
        resolve(undefined)
      }
    },
    async close() {
      closed = true
      await quiet()
    },
  }
}

/**
 * Runs a deed in a write transaction and answers once it is safely on disk.
 *
 * A deed may run more than once (when another process held the lock), so it must change nothing but
 * the database, and it must await nothing but the database: everybody else's writes wait for it, and
 * a `write` inside a deed would wait for itself. What it throws undoes it and is thrown on.
 * Throws DatabaseBusy when the lock stays taken; then nothing was stored.
 */
export function write<T>(db: Database, deed: (tx: Tx) => Promise<T>): Promise<T> {
  return db.door.writer.write(deed)
}

/** Finishes what is queued, then closes. Later reads and writes are refused. */
export function closeDatabase(db: Database): Promise<void> {
  return db.door.close()
}

/**
 * A query that is built once and asked often:
 * `const personById = prepared((ask) => ask.select()….where(eq(people.id, sql.placeholder('id'))).prepare())`,
 * then `personById(ask).get({ id })`, with the reader as well as inside a deed.
 */
export function prepared<Query extends object>(build: (ask: Ask) => Query): (ask: Ask) => Query {
  const built = new WeakMap<Ask, Query>()
  return (ask) => {
    const root = preparedOn in ask ? (ask[preparedOn] as () => Ask)() : ask
    const known = built.get(root)
    if (known !== undefined) return known
    const query = build(root)
    built.set(root, query)
    return query
  }
}

async function mustBeCurrent(place: Place, authToken: string | undefined, patienceMs: number): Promise<void> {
  const missing = await whileBusy(async () => {
    const client = await connect(place, { authToken, lockWaitMs: 100 })
    try {
      return await missingMigrations(client)
    } finally {
      client.close()
    }
  }, patienceMs)
  if (missing > 0) {
    throw new NoDatabase('The database has not been brought up to date by this version of the portal. Start it once.')
  }
}

/** Only the account that runs the portal may read the file; SQLite gives its companions the same rights. */
function createFile(file: string) {
  mkdirSync(path.dirname(file), { recursive: true })
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
}

/** Copies that a killed restoration had got ready and nobody will use. */
function sweep(file: string) {
  for (const name of readdirSync(path.dirname(file))) {
    if (name.startsWith(`${path.basename(file)}.restoring-`))
      rmSync(path.join(path.dirname(file), name), { force: true })
  }
}
