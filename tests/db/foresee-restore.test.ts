/** What a restoration would do, told before it is done. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupDatabase, unreadableHead } from '../../db/backup.ts'
import { urlOf } from '../../db/connection.ts'
import { foreseeRestore } from '../../db/foresee-restore.ts'
import { headOfLedger, record } from '../../db/ledger.ts'
import { write, type Database } from '../../db/open.ts'
import { as, type PersonId } from '../../src/domain/ids.ts'
import { temporaryDatabase, temporaryFolder } from './temporary.ts'

const at = Temporal.Instant.from('2026-11-21T09:00:00Z')

async function happen(db: Database, ...names: string[]) {
  for (const name of names) {
    await write(db, (tx) => record(tx, [{ kind: 'password-set', person: as<PersonId>(name) }], at, null))
  }
}

async function backedUp(...names: string[]) {
  const db = await temporaryDatabase()
  await happen(db, ...names)
  const copy = path.join(temporaryFolder(), 'copy.db')
  await backupDatabase(db.url, copy)
  return { db, copy }
}

describe('what a restoration would do', () => {
  test('names both heads, and how far the ledgers are the same', async () => {
    const { db, copy } = await backedUp('ann', 'ben', 'cas')
    const head = await headOfLedger(db.reader)
    await happen(db, 'dan', 'eve')
    expect(await foreseeRestore(db.url, copy)).toEqual({
      database: db.path,
      copy: head,
      now: await headOfLedger(db.reader),
      shared: 3,
    })
  })

  test('tells where a copy parts that is no earlier state of the database', async () => {
    const { copy } = await backedUp('ann', 'ben', 'cas')
    const { db } = await backedUp('ann', 'ben', 'zoe', 'yan')
    expect((await foreseeRestore(db.url, copy)).shared).toBe(2)
  })

  test('knows where nothing stands yet, and where nothing can be read', async () => {
    const { copy } = await backedUp('ann')
    const file = path.join(temporaryFolder(), 'portal.db')
    expect((await foreseeRestore(urlOf(file), copy)).now).toBeUndefined()
    expect(existsSync(file)).toBe(false)
    writeFileSync(file, 'no database at all '.repeat(100))
    expect((await foreseeRestore(urlOf(file), copy)).now).toEqual(unreadableHead)
  })

  test('is asked without changing anything', async () => {
    const { db, copy } = await backedUp('ann')
    const before = readFileSync(copy)
    const folder = path.dirname(db.path ?? '')
    const beside = readdirSync(folder).toSorted()
    await foreseeRestore(db.url, copy)
    expect(readFileSync(copy).equals(before)).toBe(true)
    expect(readdirSync(folder).toSorted()).toEqual(beside)
  })

  test('refuses a copy that is no database, in words', async () => {
    const { db } = await backedUp('ann')
    const notes = path.join(temporaryFolder(), 'notes.txt')
    writeFileSync(notes, 'These are notes. '.repeat(100))
    await expect(foreseeRestore(db.url, notes)).rejects.toThrow(
      `${notes} cannot be restored. It is not a database: it holds something else.`,
    )
  })
})
