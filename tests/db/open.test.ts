import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { placeOf, urlOf } from '../../db/connection.ts'
import { newId } from '../../db/new-id.ts'
import { closeDatabase, openDatabase, prepared, write } from '../../db/open.ts'
import type { Database, Tx } from '../../db/open.ts'
import { lockouts, people, pieces, sessions } from '../../db/schema.ts'
import { openWriter } from '../../db/writer.ts'
import { temporaryDatabase, temporaryFolder } from './temporary.ts'

const person = (id: string) => ({ id, name: `Person ${id}`, email: `${id}@example.test`, salt: 's' })

async function namesIn(db: Database): Promise<string[]> {
  const rows = await db.reader.select({ id: people.id }).from(people).orderBy(people.id)
  return rows.map((row) => row.id)
}

/** Takes the write lock as another process would. */
async function stealLock(file: string): Promise<() => Promise<void>> {
  const thief = createClient({ url: urlOf(file), concurrency: 1 })
  const lock = await thief.transaction('write')
  return async () => {
    await lock.commit()
    thief.close()
  }
}

describe('writing', () => {
  test('what a deed wrote is read afterwards', async () => {
    const db = await temporaryDatabase()
    await write(db, (tx) => tx.insert(people).values(person('ann')))
    expect(await namesIn(db)).toEqual(['ann'])
  })

  test('write answers what the deed answers', async () => {
    const db = await temporaryDatabase()
    expect(await write(db, async () => 'done')).toBe('done')
  })

  test('a deed that throws is undone, and what it threw is thrown on', async () => {
    const db = await temporaryDatabase()
    const refused = write(db, async (tx) => {
      await tx.insert(people).values(person('ann'))
      throw new RangeError('no such team')
    })
    await expect(refused).rejects.toThrow(new RangeError('no such team'))
    expect(await namesIn(db)).toEqual([])
  })

  test('a deed that throws takes nothing along of those that share its commit', async () => {
    const db = await temporaryDatabase()
    const deeds = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) =>
      write(db, async (tx) => {
        await tx.insert(people).values(person(id))
        if (index % 2 === 0) throw new Error(id)
      }),
    )
    const outcomes = await Promise.allSettled(deeds)
    expect(outcomes.map((one) => one.status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(await namesIn(db)).toEqual(['b', 'd', 'f'])
  })

  test('deeds run in the order in which they were handed in, one at a time', async () => {
    const db = await temporaryDatabase()
    const seen: string[] = []
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) =>
        write(db, async (tx) => {
          seen.push(`${id} begins`)
          await tx.insert(people).values(person(id))
          seen.push(`${id} ends`)
        }),
      ),
    )
    expect(seen).toEqual(['a', 'b', 'c', 'd'].flatMap((id) => [`${id} begins`, `${id} ends`]))
  })

  test('a later deed of the same commit sees what an earlier one wrote', async () => {
    const db = await temporaryDatabase()
    const [, seen] = await Promise.all([
      write(db, (tx) => tx.insert(people).values(person('ann'))),
      write(db, (tx) => tx.select({ id: people.id }).from(people)),
    ])
    expect(seen).toEqual([{ id: 'ann' }])
  })

  test('nothing is read before it is committed', async () => {
    const db = await temporaryDatabase()
    let meanwhile: string[] = ['not looked']
    await write(db, async (tx) => {
      await tx.insert(people).values(person('ann'))
      meanwhile = await namesIn(db)
    })
    expect(meanwhile).toEqual([])
  })

  test('a query that was not awaited cannot slip into the next deed', async () => {
    const db = await temporaryDatabase()
    let late: Promise<unknown> | undefined
    await write(db, async (tx) => {
      late = sleep(20).then(() => tx.insert(people).values(person('late')))
      late.catch(() => {})
    })
    await write(db, async (tx) => {
      await tx.insert(people).values(person('ann'))
      await sleep(50)
    })
    await expect(late).rejects.toMatchObject({ cause: { name: 'NotWritable' } })
    expect(await namesIn(db)).toEqual(['ann'])
  })

  test('a part of a deed may be undone alone', async () => {
    const db = await temporaryDatabase()
    await Promise.all([
      write(db, (tx) => tx.insert(people).values(person('first'))),
      write(db, async (tx) => {
        await tx.insert(people).values(person('kept'))
        await tx
          .transaction(async (part) => {
            await part.insert(people).values(person('undone'))
            throw new Error('only this part')
          })
          .catch(() => {})
      }),
    ])
    expect(await namesIn(db)).toEqual(['first', 'kept'])
  })

  test('a rule checked only at the commit refuses the deed that broke it and nobody else', async () => {
    const db = await temporaryDatabase()
    const deeds = [
      write(db, (tx) => tx.insert(people).values(person('ann'))),
      write(db, async (tx) => {
        await tx.run(sql`PRAGMA defer_foreign_keys=ON`)
        await tx.insert(sessions).values({ id: 's', person: 'nobody', expiresAt: 1, endsAt: 1 })
      }),
      write(db, (tx) => tx.insert(people).values(person('ben'))),
    ]
    const outcomes = await Promise.allSettled(deeds)
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await namesIn(db)).toEqual(['ann', 'ben'])
  })

  test.each([
    ['says so', false],
    ['keeps quiet about it', true],
  ])('when a deed ends the shared transaction and %s, the others are stored all the same', async (_, quiet) => {
    const db = await temporaryDatabase()
    const broken = async (tx: Tx) => {
      const again = tx.run(sql`INSERT OR ROLLBACK INTO people VALUES ('ann', 'Ann', 'other@example.test', 's')`)
      await (quiet ? again.catch(() => {}) : again)
    }
    const deeds = [
      write(db, (tx) => tx.insert(people).values(person('ann'))),
      write(db, broken),
      write(db, (tx) => tx.insert(people).values(person('ben'))),
    ]
    const outcomes = await Promise.allSettled(deeds)
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await namesIn(db)).toEqual(['ann', 'ben'])
  })

  test('the reader cannot write', async () => {
    const db = await temporaryDatabase()
    await expect(db.reader.insert(people).values(person('ann'))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('readonly') },
    })
  })

  test('a row that points at nothing is refused', async () => {
    const db = await temporaryDatabase()
    const orphan = { id: 's', person: 'nobody', expiresAt: 1, endsAt: 1 }
    await expect(write(db, (tx) => tx.insert(sessions).values(orphan))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('FOREIGN KEY') },
    })
  })

  test('a deed that waits for something else is given up, and the next ones go on', async () => {
    const folder = temporaryFolder()
    const db = await openDatabase(`file:${path.join(folder, 'portal.db')}`)
    onTestFinished(() => closeDatabase(db))
    const place = placeOf(db.path === undefined ? '' : urlOf(db.path))
    const { connect } = await import('../../db/connection.ts')
    const writer = openWriter({ open: () => connect(place), patienceMs: 1000, together: 8, turnMs: 20, deedMs: 50 })
    const stuck = writer.write(async (tx) => {
      await tx.insert(people).values(person('stuck'))
      await writer.write((inner) => inner.insert(people).values(person('inner')))
    })
    await expect(stuck).rejects.toThrow('waited 0.05 s for something that is not the database')
    await writer.close()
    expect(await namesIn(db)).toEqual(['inner'])
  })

  test.each([0, 1, 10, 100, 5000, 100_000])('%i bytes come back as they were', async (size) => {
    const db = await temporaryDatabase()
    // A slice of a larger buffer: only its own part may be stored.
    const body = Buffer.from(Array.from({ length: size + 7 }, (_, index) => index % 251)).subarray(3, 3 + size)
    await write(db, (tx) => tx.insert(pieces).values({ hash: 'h', type: 'picture', body }))
    const [row] = await db.reader.select().from(pieces)
    expect(Buffer.compare(row?.body ?? Buffer.from('missing'), body)).toBe(0)
  })
})

describe('a lock held by another process', () => {
  test('a write waits for it and is stored', async () => {
    const db = await temporaryDatabase()
    await write(db, (tx) => tx.insert(people).values(person('before')))
    const giveBack = await stealLock(db.path)
    setTimeout(() => void giveBack(), 300)
    await write(db, (tx) => tx.insert(people).values(person('during')))
    const other = createClient({ url: urlOf(db.path) })
    onTestFinished(() => other.close())
    const stored = await other.execute('SELECT id FROM people ORDER BY id')
    expect(stored.rows.map((row) => row['id'])).toEqual(['before', 'during'])
  })

  test('a write says that the database is busy when it is held for too long, and nothing is stored', async () => {
    const db = await temporaryDatabase({ patienceMs: 200 })
    const giveBack = await stealLock(db.path)
    await expect(write(db, (tx) => tx.insert(people).values(person('ann')))).rejects.toMatchObject({
      name: 'DatabaseBusy',
      message: expect.stringContaining('for more than 0.2 s'),
    })
    await giveBack()
    expect(await namesIn(db)).toEqual([])
  })

  test('writing goes on after it', async () => {
    const db = await temporaryDatabase({ patienceMs: 100 })
    const giveBack = await stealLock(db.path)
    await write(db, (tx) => tx.insert(people).values(person('lost'))).catch(() => {})
    await giveBack()
    await write(db, (tx) => tx.insert(people).values(person('ann')))
    expect(await namesIn(db)).toEqual(['ann'])
  })

  test('reading does not wait for it', async () => {
    const db = await temporaryDatabase()
    await write(db, (tx) => tx.insert(people).values(person('ann')))
    const giveBack = await stealLock(db.path)
    expect(await namesIn(db)).toEqual(['ann'])
    await giveBack()
  })
})

describe('opening', () => {
  test('a folder and a file that are not there are made, for this account only', async () => {
    const file = path.join(temporaryFolder(), 'new', 'portal.db')
    const db = await openDatabase(`file:${file}`)
    await closeDatabase(db)
    expect(existsSync(file)).toBe(true)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
  })

  test('an existing database is opened with all it holds', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const first = await openDatabase(`file:${file}`)
    await write(first, (tx) => tx.insert(people).values(person('ann')))
    await closeDatabase(first)
    const second = await openDatabase(`file:${file}`)
    onTestFinished(() => closeDatabase(second))
    expect(await namesIn(second)).toEqual(['ann'])
  })

  test('every commit is flushed to disk, in a write-ahead log, and foreign keys hold', async () => {
    const db = await temporaryDatabase()
    const settings = await write(db, async (tx) => ({
      journal: await tx.get(sql`PRAGMA journal_mode`),
      flush: await tx.get(sql`PRAGMA synchronous`),
      keys: await tx.get(sql`PRAGMA foreign_keys`),
    }))
    expect(settings).toEqual({ journal: { journal_mode: 'wal' }, flush: { synchronous: 2 }, keys: { foreign_keys: 1 } })
  })

  test('a database of a later version is refused', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    await closeDatabase(await openDatabase(`file:${file}`))
    const later = createClient({ url: urlOf(file) })
    await later.execute(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`)
    later.close()
    await expect(openDatabase(`file:${file}`)).rejects.toMatchObject({ name: 'SchemaTooNew' })
  })

  test('a path with spaces, percent signs and question marks is that very file', async () => {
    const file = path.join(temporaryFolder(), 'a %25 b?c#d.db')
    const db = await openDatabase(urlOf(file))
    await closeDatabase(db)
    expect(existsSync(file)).toBe(true)
  })

  test.each(['portal.db', 'file::memory:', 'file:', 'file://elsewhere/x.db', 'postgres://x/y', 'file:x.db?mode=ro'])(
    'the address %s is refused with a sentence',
    async (url) => {
      await expect(openDatabase(url)).rejects.toMatchObject({
        name: 'BadAddress',
        message: expect.stringMatching(/^DATABASE_URL .*file:/),
      })
    },
  )

  test('reading only makes no file', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    await expect(openDatabase(`file:${file}`, { readOnly: true })).rejects.toMatchObject({ name: 'NoDatabase' })
    expect(existsSync(file)).toBe(false)
  })

  test('reading only works beside the owner', async () => {
    const owner = await temporaryDatabase()
    const beside = await openDatabase(owner.url, { readOnly: true })
    onTestFinished(() => closeDatabase(beside))
    await write(owner, (tx) => tx.insert(people).values(person('ann')))
    expect(await namesIn(beside)).toEqual(['ann'])
  })

  test('reading only refuses to write', async () => {
    const owner = await temporaryDatabase()
    const beside = await openDatabase(owner.url, { readOnly: true })
    onTestFinished(() => closeDatabase(beside))
    await expect(write(beside, (tx) => tx.insert(people).values(person('ann')))).rejects.toThrow('for reading only')
  })

  test('closing finishes what is queued', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const db = await openDatabase(`file:${file}`)
    const queued = ['a', 'b', 'c'].map((id) => write(db, (tx) => tx.insert(people).values(person(id))))
    await closeDatabase(db)
    await Promise.all(queued)
    const again = await openDatabase(`file:${file}`)
    onTestFinished(() => closeDatabase(again))
    expect(await namesIn(again)).toEqual(['a', 'b', 'c'])
  })

  test('nothing is written after closing', async () => {
    const db = await temporaryDatabase()
    await closeDatabase(db)
    await expect(write(db, (tx) => tx.insert(people).values(person('ann')))).rejects.toThrow('has been closed')
  })
})

describe('a prepared query', () => {
  const lockoutOf = vi.fn((ask: Database['reader']) =>
    ask
      .select()
      .from(lockouts)
      .where(eq(lockouts.key, sql.placeholder('key')))
      .prepare(),
  )

  test('is built once for reading and once for writing, however many deeds ask it', async () => {
    const db = await temporaryDatabase()
    lockoutOf.mockClear()
    const query = prepared(lockoutOf)
    for (let times = 0; times < 3; times++) {
      await query(db.reader).all({ key: 'k' })
      await write(db, (tx) => query(tx).all({ key: 'k' }))
    }
    expect(lockoutOf).toHaveBeenCalledTimes(2)
  })

  test('sees inside a deed what the deed has written', async () => {
    const db = await temporaryDatabase()
    const query = prepared(lockoutOf)
    const seen = await write(db, async (tx) => {
      await tx.insert(lockouts).values({ key: 'k', failures: 3, until: 7 })
      return query(tx).get({ key: 'k' })
    })
    expect(seen).toEqual({ key: 'k', failures: 3, until: 7 })
  })
})

describe('ids', () => {
  test('ids are short and safe in addresses', () => {
    expect(newId()).toMatch(/^[0-9a-z]{21}$/)
  })

  test('ids sort by when they were made', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      ids.push(newId())
      await sleep(3)
    }
    expect(ids.toSorted()).toEqual(ids)
  })

  test('no two ids are the same', () => {
    expect(new Set(Array.from({ length: 10_000 }, newId)).size).toBe(10_000)
  })
})

test('the migrations make exactly what schema.ts says', async () => {
  const { generateSQLiteDrizzleJson, generateSQLiteMigration } = await import('drizzle-kit/api')
  const schema = await import('../../db/schema.ts')
  const folder = 'db/migrations/meta'
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1)
  const migrated = JSON.parse(readFileSync(path.join(folder, last ?? ''), 'utf8'))
  const missing = await generateSQLiteMigration(migrated, await generateSQLiteDrizzleJson(schema, migrated.id))
  expect(missing, 'npx drizzle-kit generate --config db/drizzle.config.ts').toEqual([])
})
