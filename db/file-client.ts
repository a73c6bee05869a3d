/**
 * A client of one embedded file over one connection, straight on libSQL's driver. It answers as
 * `@libsql/client` does, but keeps each statement it has prepared: that client prepares anew for every
 * call, which was a third of the processor time of a page that writes.
 *
 * A statement that failed is let go, because the driver may have left it unfinished.
 */
import type { Client, InArgs, InStatement, InValue, ResultSet, Row, Transaction } from '@libsql/client'
import Libsql from 'libsql'

interface Kept {
  readonly run: (values: readonly unknown[]) => ResultSet
}

/** A statement came after the transaction had ended; `code` is that of `@libsql/client`. */
class TransactionOver extends Error {
  readonly code = 'TRANSACTION_CLOSED'
}

/** More texts than the portal has; what goes beyond (lists of changing length) pushes out the oldest. */
const statementsKept = 500

/** Opens the file, or makes it. `timeout` in ms is how long SQLite itself waits for a lock, blocking the event loop. */
export function createFileClient(file: string, timeout: number): Client {
  const database = new Libsql(file, { timeout })
  const kept = new Map<string, Kept>()
  let isClosed = false

  function keptFor(sql: string): Kept {
    const known = kept.get(sql)
    if (known !== undefined) return known
    const statement = statementOf(database, sql)
    if (kept.size >= statementsKept)
      for (const oldest of kept.keys()) {
        kept.delete(oldest)
        break
      }
    kept.set(sql, statement)
    return statement
  }

  function run(statement: InStatement): ResultSet {
    if (isClosed) throw new Error('The connection is closed.')
    const { sql, args } = typeof statement === 'string' ? { sql: statement, args: [] } : statement
    if (args !== undefined && !Array.isArray(args)) throw new TypeError('Pass arguments as a list.')
    try {
      return keptFor(sql).run((args ?? []).map(bound))
    } catch (error) {
      kept.delete(sql)
      throw error
    }
  }

  function end() {
    if (isClosed) return
    isClosed = true
    kept.clear()
    if (database.open) database.close()
  }

  const notOffered = (what: string) => async () => {
    throw new Error(`${what} is not offered for a file.`)
  }
  return {
    get closed() {
      return isClosed
    },
    protocol: 'file',
    execute: async (statement: InStatement | string, args?: InArgs) =>
      run(typeof statement === 'string' && args !== undefined ? { sql: statement, args } : statement),
    transaction: async () => {
      run('BEGIN IMMEDIATE')
      return transactionOver(database, run)
    },
    batch: notOffered('A batch'),
    migrate: notOffered('A migration'),
    executeMultiple: notOffered('A script'),
    sync: notOffered('A sync'),
    reconnect: () => undefined,
    close: end,
  }
}

function transactionOver(database: Libsql.Database, run: (statement: InStatement) => ResultSet): Transaction {
  const isOver = () => !database.open || !database.inTransaction
  const finish = (how: 'COMMIT' | 'ROLLBACK') => void run(how)
  return {
    get closed() {
      return isOver()
    },
    execute: async (statement: InStatement) => {
      if (isOver()) throw new TransactionOver('The transaction is over.')
      return run(statement)
    },
    commit: async () => finish('COMMIT'),
    rollback: async () => {
      if (!isOver()) finish('ROLLBACK')
    },
    close: () => {
      if (!isOver()) finish('ROLLBACK')
    },
    batch: async () => {
      throw new Error('A batch is not offered in a transaction.')
    },
    executeMultiple: async () => {
      throw new Error('A script is not offered in a transaction.')
    },
  }
}

function statementOf(database: Libsql.Database, sql: string): Kept {
  const statement = database.prepare(sql)
  if (!returnsRows(statement)) {
    return {
      run: (values) => {
        const { changes, lastInsertRowid } = statement.run(values)
        return resultOf([], [], [], changes, BigInt(lastInsertRowid))
      },
    }
  }
  const described = statement.columns()
  const columns = described.map(({ name }) => name)
  const types = described.map(({ type }) => type ?? '')
  const RowOfThese = rowWith(columns)
  return {
    run: (values) => {
      const rows = statement.all(values) as (readonly unknown[])[]
      // The driver keeps the columns it found when it prepared; the table has changed since.
      if (rows[0] !== undefined && rows[0].length !== columns.length) return statementOf(database, sql).run(values)
      return resultOf(columns, types, rows.map((row) => new RowOfThese(row)) as unknown as Row[], 0, undefined)
    },
  }
}

/** The driver refuses rows as lists from a statement that returns none. */
function returnsRows(statement: Libsql.Statement<unknown[]>): boolean {
  try {
    statement.raw(true)
    return true
  } catch {
    return false
  }
}

/**
 * A row is read by column name, by place, and as a list; only its names are listed as its own. A column
 * called `length` is read by its place alone.
 */
function rowWith(columns: readonly string[]): new (values: readonly unknown[]) => object {
  const named = columns.flatMap((name, place) =>
    columns.indexOf(name) === place && name !== 'length' ? [{ name, place }] : [],
  )
  class NamedRow {
    readonly #values: readonly unknown[]
    constructor(values: readonly unknown[]) {
      this.#values = values
      const row = this as unknown as Record<string, unknown>
      for (const { name, place } of named) row[name] = values[place]
    }
    /** Static, because a column may bear any name that a method would have. */
    static valueAt(row: NamedRow, place: number): unknown {
      return row.#values[place]
    }
  }
  Object.defineProperty(NamedRow.prototype, 'length', { value: columns.length })
  for (const place of columns.keys()) {
    Object.defineProperty(NamedRow.prototype, place, {
      get(this: NamedRow) {
        return NamedRow.valueAt(this, place)
      },
    })
  }
  return NamedRow
}

function resultOf(
  columns: string[],
  columnTypes: string[],
  rows: Row[],
  rowsAffected: number,
  lastInsertRowid: bigint | undefined,
): ResultSet {
  return {
    columns,
    columnTypes,
    rows,
    rowsAffected,
    lastInsertRowid,
    toJSON: () => ({ columns, columnTypes, rows: rows.map((row) => Array.from(row)), rowsAffected }),
  }
}

/** As SQLite takes it. Throws for what it would take wrongly. */
function bound(value: InValue | undefined): unknown {
  if (value === undefined) throw new TypeError('undefined is no value for the database')
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`${value} is no value for the database`)
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof ArrayBuffer ? Buffer.from(value) : value
}
