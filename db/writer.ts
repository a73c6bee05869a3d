/**
 * The one queue through which everything is written.
 *
 * Deeds that wait together share one transaction, because a commit costs a flush to disk during which
 * nothing else runs; each has its own savepoint, so that one that throws takes nothing along. Nobody
 * is answered before the commit has succeeded. When a lock was in the way, the connection is thrown
 * away (see connection.ts) and all deeds of the transaction run again on a new one.
 */
import type { Client, InStatement, Transaction } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql/sqlite3'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { backOff, isBusy, tooBusy } from './connection.ts'
import * as schema from './schema.ts'

type Root = LibSQLDatabase<typeof schema>
/** What a deed is handed: queries inside the write transaction. Of no use once the deed has ended. */
export type Tx = Parameters<Parameters<Root['transaction']>[0]>[0]

/** Where prepared queries of a transaction are kept; see `prepared` in open.ts. */
export const preparedOn = Symbol.for('touchstone.prepared-on')

export interface Writer {
  write<T>(deed: (tx: Tx) => Promise<T>): Promise<T>
  /** Lets what is queued finish, gives up the connection, runs `meanwhile`, then goes on with what came since. */
  hold<T>(meanwhile: () => Promise<T>): Promise<T>
  /** Lets what is queued finish; everything later is refused. */
  close(): Promise<void>
}

export interface WriterSettings {
  /** Opens a new connection. */
  readonly open: () => Promise<Client>
  /** How long a deed is tried against a lock. */
  readonly patienceMs: number
  /** How many deeds may share a transaction. */
  readonly together: number
  /** How long one transaction may run before others get their turn at the event loop. */
  readonly turnMs: number
  /** A deed that waits longer than this for something that is not the database is given up. */
  readonly deedMs: number
}

/** The deed waited for something other than the database and was rolled back. */
export class DeedGivenUp extends Error {
  override readonly name = 'DeedGivenUp'
}

/** The database has been closed, or was opened for reading only. */
export class NotWritable extends Error {
  override readonly name = 'NotWritable'
}

interface Waiting {
  readonly deed: (tx: Tx) => Promise<unknown>
  readonly settle: (outcome: Outcome) => void
  /** When it first met a lock, of performance.now(). */
  lockedSince?: number
  /** Shares a transaction with nobody: in company, its commit failed. */
  alone?: boolean
}
type Outcome = { readonly done: true; readonly value: unknown } | { readonly done: false; readonly error: unknown }

export function openWriter(settings: WriterSettings): Writer {
  let client: Client | undefined
  let transaction: Transaction | undefined
  /** The lock met in this transaction, also when the deed caught the error: its work may be half done. */
  let lock: unknown
  let queue: Waiting[] = []
  let tries = 0
  let running: Promise<void> | undefined
  let gate: Promise<unknown> | undefined
  let closed = false

  async function run(statement: InStatement) {
    if (transaction === undefined) throw new NotWritable('No deed is running, so there is no transaction to write in.')
    try {
      return await transaction.execute(statement)
    } catch (error) {
      if (isBusy(error)) lock ??= error
      throw error
    }
  }

  // Drizzle asks its client for a transaction per deed; the real one around it is begun and
  // committed here, so those of the deeds only say whether they are still of use.
  const begun: { over: boolean }[] = []
  const root: Root = drizzle({
    client: clientOf(run, () => {
      const deed = { over: false }
      begun.push(deed)
      return transactionOf((statement) => {
        if (deed.over) throw new NotWritable('This deed has ended. Await every query inside it.')
        return run(statement)
      })
    }),
    schema,
  })

  async function perform(waiting: Waiting): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const seconds = settings.deedMs / 1000
        reject(new DeedGivenUp(`A write waited ${seconds} s for something that is not the database, and was undone.`))
      }, settings.deedMs)
    })
    try {
      const work = root.transaction((tx) => {
        const deed = begun.at(-1)
        Object.defineProperty(tx, preparedOn, {
          value: () => {
            if (deed?.over !== false) throw new NotWritable('This deed has ended. Await every query inside it.')
            return root
          },
        })
        return waiting.deed(tx)
      })
      return { done: true, value: await Promise.race([work, tooLong]) }
    } catch (error) {
      return { done: false, error }
    } finally {
      clearTimeout(timer)
      for (const deed of begun.splice(0)) deed.over = true
    }
  }

  function discard() {
    try {
      // A closed connection with an unfinished statement lives on until it is collected, so it must hold no lock.
      transaction?.close()
    } catch {
      // It could not be rolled back; closing is all that is left.
    }
    transaction = undefined
    client?.close()
    client = undefined
  }

  function again(waiting: readonly Waiting[]) {
    queue = [...waiting, ...queue]
  }

  /** One transaction: as many waiting deeds as may share it. */
  async function turn(): Promise<void> {
    const ran: { waiting: Waiting; outcome: Outcome }[] = []
    let current: Waiting | undefined
    lock = undefined
    try {
      client ??= await settings.open()
      transaction = await client.transaction('write')
      const until = performance.now() + settings.turnMs
      while (ran.length === 0 || (ran.length < settings.together && performance.now() < until)) {
        if (ran.length > 0 && (ran[0]?.waiting.alone === true || queue[0]?.alone === true)) break
        current = queue.shift()
        if (current === undefined) break
        // The first needs no savepoint: when it throws, the transaction holds nothing else.
        const first = ran.length === 0
        if (!first) await run('SAVEPOINT deed')
        const outcome = await perform(current)
        if (lock !== undefined) throw lock
        if (!outcome.done && first) {
          await transaction.rollback()
          transaction = undefined
          current.settle(outcome)
          tries = 0
          return
        }
        if (!outcome.done && !(await undone())) {
          // The database itself gave up the transaction, so what ran before in it is gone as well.
          discard()
          current.settle(outcome)
          return again(ran.map((one) => one.waiting))
        }
        if (!first) await run('RELEASE deed')
        ran.push({ waiting: current, outcome })
        current = undefined
      }
      await transaction.commit()
      transaction = undefined
    } catch (error) {
      discard()
      const all = ran.map((one) => one.waiting)
      if (current !== undefined) all.push(current)
      if (lock === undefined && !isBusy(error)) return failed(all, error)
      return locked(all, lock ?? error)
    }
    tries = 0
    for (const { waiting, outcome } of ran) waiting.settle(outcome)
  }

  async function undone(): Promise<boolean> {
    try {
      await run('ROLLBACK TO deed')
      return true
    } catch {
      return false
    }
  }

  function failed(waiting: readonly Waiting[], error: unknown) {
    // A rule that is checked at the commit, or a deed that ended the transaction and kept quiet about it:
    // nothing was stored, and alone, each deed answers for itself.
    if (waiting.length > 1 && /^(SQLITE_CONSTRAINT|TRANSACTION_CLOSED)/.test(codeOf(error))) {
      for (const one of waiting) one.alone = true
      return again(waiting)
    }
    // The connection could not be had: everybody waiting would meet the same.
    const all = waiting.length === 0 ? queue.splice(0) : waiting
    for (const one of all) one.settle({ done: false, error })
  }

  async function locked(waiting: readonly Waiting[], error: unknown): Promise<void> {
    again(waiting)
    const now = performance.now()
    const kept: Waiting[] = []
    for (const one of queue) {
      one.lockedSince ??= now
      if (now - one.lockedSince < settings.patienceMs) kept.push(one)
      else one.settle({ done: false, error: tooBusy(settings.patienceMs, error) })
    }
    queue = kept
    await backOff(tries++)
  }

  async function drain(): Promise<void> {
    // Requests that arrived together get to queue before the first commit holds up the event loop.
    do {
      await new Promise((resolve) => setImmediate(resolve))
      if (queue.length > 0) await turn()
    } while (queue.length > 0)
    running = undefined
  }

  async function quiet(): Promise<void> {
    while (running !== undefined) await running
    discard()
  }

  return {
    async write<T>(deed: (tx: Tx) => Promise<T>): Promise<T> {
      while (gate !== undefined) await gate
      if (closed) throw new NotWritable('The database has been closed.')
      const outcome = await new Promise<Outcome>((settle) => {
        queue.push({ deed, settle })
        running ??= drain()
      })
      if (!outcome.done) throw outcome.error
      return outcome.value as T
    },
    async hold<T>(meanwhile: () => Promise<T>): Promise<T> {
      while (gate !== undefined) await gate
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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

type Run = (statement: InStatement) => Promise<Awaited<ReturnType<Client['execute']>>>

function refused(what: string): never {
  throw new NotWritable(`${what} is not offered here: write through write(db, deed).`)
}

/** What Drizzle needs of a client, over a way to run one statement. */
export function clientOf(run: Run, begin?: () => Transaction): Client {
  return {
    closed: false,
    protocol: 'file',
    execute: (statement: InStatement | string, args?: unknown) =>
      run(args === undefined ? statement : ({ sql: statement, args } as InStatement)),
    transaction: async () => (begin === undefined ? refused('A transaction') : begin()),
    batch: async () => refused('A batch'),
    migrate: async () => refused('A migration'),
    executeMultiple: async () => refused('A script'),
    sync: async () => refused('A sync'),
    reconnect: () => refused('A reconnection'),
    close: () => refused('Closing'),
  }
}

/** One deed's part of the shared transaction: how it ends is for the queue to say. */
function transactionOf(run: Run): Transaction {
  const leftToTheQueue = () => Promise.resolve()
  return {
    closed: false,
    execute: async (statement: InStatement) => run(statement),
    batch: async () => refused('A batch'),
    executeMultiple: async () => refused('A script'),
    commit: leftToTheQueue,
    rollback: leftToTheQueue,
    close: () => undefined,
  }
}
