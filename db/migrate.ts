/**
 * Brings a database to the schema of this build. Keeps Drizzle's own table and files, but applies all
 * of them in one write transaction: two processes that start at once cannot both apply one.
 */
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { connect, whileBusy } from './connection.ts'
import type { Place } from './connection.ts'

/** The database was made by a later version of the portal; this one must not touch it. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew'
}

function migrations(): ReturnType<typeof readMigrationFiles> {
  return readMigrationFiles({ migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) })
}

/** The steps of this build that a database still lacks. Throws SchemaTooNew when it has steps this build does not know. */
export async function missingMigrations(client: Pick<Client, 'execute'>): Promise<number> {
  const table = await client.execute(
    `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'`,
  )
  const known = migrations()
  if (table.rows.length === 0) return known.length
  const applied = await client.execute('SELECT created_at FROM __drizzle_migrations')
  const times = new Set(applied.rows.map((row) => Number(row[0])))
  for (const step of known) times.delete(step.folderMillis)
  if (times.size > 0) {
    throw new SchemaTooNew(
      `The database has ${times.size} schema ${times.size === 1 ? 'step' : 'steps'} that this version of the portal does not know. Start the newer version that made it.`,
    )
  }
  return known.length - applied.rows.length
}

/** Applies what is missing and returns how many steps that was. Nothing is half applied. */
export async function migrate(place: Place, authToken: string | undefined, patienceMs: number): Promise<number> {
  return whileBusy(async () => {
    // Foreign keys are checked at the end instead: a table that is made anew is empty for a moment.
    const client = await connect(place, {
      authToken,
      lockWaitMs: 100,
      pragmas: ['journal_mode=WAL', 'foreign_keys=OFF'],
    })
    try {
      if ((await missingMigrations(client)) === 0) return 0
      const transaction = await client.transaction('write')
      try {
        const missing = await missingMigrations(transaction)
        await transaction.execute(
          'CREATE TABLE IF NOT EXISTS `__drizzle_migrations` (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
        )
        for (const step of missing === 0 ? [] : migrations().slice(-missing)) {
          for (const statement of step.sql) await transaction.execute(statement)
          await transaction.execute({
            sql: 'INSERT INTO `__drizzle_migrations` (hash, created_at) VALUES (?, ?)',
            args: [step.hash, step.folderMillis],
          })
        }
        if (place.kind === 'file') {
          const broken = await transaction.execute('PRAGMA foreign_key_check')
          if (broken.rows.length > 0) throw new Error('a schema step would leave rows that point at nothing')
        }
        await transaction.commit()
        return missing
      } finally {
        transaction.close()
      }
    } finally {
      client.close()
    }
  }, patienceMs)
}
