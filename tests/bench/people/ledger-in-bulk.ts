/**
 * Appends facts by the million: the ledger's own form (canonical bytes, chained by hash, the columns that
 * the bytes say, under the same triggers), on a connection that waits for no disk. Indexes are left out
 * while rows come in and are made once at the end.
 */
import { hash as digest } from 'node:crypto'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { canonicalJson } from '../../../src/domain/canonical.ts'
import { personOf, subjectOf, type Fact, type Recorded } from '../../../src/domain/facts.ts'
import type { PersonId } from '../../../src/domain/ids.ts'

export interface Bulk {
  readonly sql: DatabaseSync
  append(fact: Fact, at: string, by: PersonId | null): Recorded
  insert(table: string, ...values: readonly SQLInputValue[]): void
  readonly appended: number
  /** Commits, makes the indexes anew, and hands the file over as a portal keeps it. */
  close(): void
}

export function openInBulk(path: string): Bulk {
  const sql = new DatabaseSync(path)
  sql.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA locking_mode=EXCLUSIVE')
  const indexes = sql
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('facts', 'spans', 'postings')`,
    )
    .all()
  for (const { name } of indexes) sql.exec(`DROP INDEX ${name}`)
  const last = sql.prepare('SELECT sequence, hash FROM facts ORDER BY sequence DESC LIMIT 1').get()
  let sequence = Number(last?.['sequence'] ?? 0)
  let hash = String(last?.['hash'] ?? '0'.repeat(64))
  const begun = sequence
  sql.exec('BEGIN')
  const inserts = new Map<string, StatementSync>()

  function insert(table: string, ...values: readonly SQLInputValue[]) {
    const known = inserts.get(table)
    const statement = known ?? sql.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`)
    if (known === undefined) inserts.set(table, statement)
    statement.run(...values)
  }

  return {
    sql,
    insert,
    append(fact, at, by) {
      const entry = { sequence: ++sequence, at, by, fact }
      const bytes = bytesOf(entry)
      const previous = hash
      hash = digest('sha256', previous + bytes, 'hex')
      insert('facts', sequence, fact.kind, personOf(fact), subjectOf(fact), bytes, previous, hash)
      return entry
    },
    get appended() {
      return sequence - begun
    },
    close() {
      sql.exec('COMMIT')
      for (const { sql: make } of indexes) sql.exec(String(make))
      sql.exec('PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL')
      sql.close()
    },
  }
}

/** `canonicalJson` of an entry; lists that many facts share are written once. `portal ledger verify` compares them. */
function bytesOf({ sequence, at, by, fact }: Recorded): string {
  const held: Readonly<Record<string, unknown>> = { ...fact }
  let written = ''
  for (const key of Object.keys(held).sort())
    written += `${written === '' ? '' : ','}"${key}":${writtenValue(held[key])}`
  return `{"at":"${at}","by":${by === null ? 'null' : `"${by}"`},"fact":{${written}},"sequence":${sequence}}`
}

const writtenLists = new WeakMap<object, string>()

function writtenValue(value: unknown): string {
  if (!Array.isArray(value)) return canonicalJson(value)
  const known = writtenLists.get(value)
  if (known !== undefined) return known
  const written = canonicalJson(value)
  writtenLists.set(value, written)
  return written
}
