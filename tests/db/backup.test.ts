import { fork } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { backupDatabase, restoreFile, restoreUnopened } from '../../db/backup.ts'
import { urlOf } from '../../db/connection.ts'
import { emptyHead, factsOfKind, headOfLedger, record, verifyLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, write } from '../../db/open.ts'
import type { Database } from '../../db/open.ts'
import { ownerOf } from '../../db/owner.ts'
import { people, sessions } from '../../db/schema.ts'
import type { CopyReport } from '../../db/vacuum-into.ts'
import { as } from '../../src/domain/ids.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import { temporaryDatabase, temporaryFolder } from './temporary.ts'

const at = Temporal.Instant.from('2026-11-21T09:00:00Z')
/** How many kills the test of killing tries. */
const rounds = Number(process.env['KILLS'] ?? 3)
const restoration = { at, by: null }

async function happen(db: Database, ...names: string[]) {
  for (const name of names) {
    await write(db, (tx) => record(tx, [{ kind: 'password-set', person: as<PersonId>(name) }], at, null))
  }
}

async function happened(db: Database): Promise<string[]> {
  return (await factsOfKind(db.reader, ['password-set'])).map((one) => one.fact.person)
}

const original = mkdtempSync(path.join(os.tmpdir(), 'touchstone-backup-'))
let report: CopyReport

beforeAll(async () => {
  const db = await openDatabase(urlOf(path.join(original, 'portal.db')))
  await happen(db, 'ann')
  report = await backupDatabase(db.url, path.join(original, 'copies', 'monday.db'))
  await happen(db, 'ben')
  await closeDatabase(db)
})
afterAll(() => rmSync(original, { recursive: true, force: true, maxRetries: 5 }))

/** A database with one fact, its backup, and then a second fact that the backup lacks. */
async function backedUp() {
  const folder = temporaryFolder()
  cpSync(original, folder, { recursive: true })
  const file = path.join(folder, 'portal.db')
  const db = await openDatabase(urlOf(file))
  onTestFinished(() => closeDatabase(db))
  return { db: { ...db, path: file }, copy: path.join(folder, 'copies', 'monday.db') }
}

const besides = (file: string) => readdirSync(path.dirname(file)).toSorted()

describe('a backup', () => {
  test('holds what was committed, in a single file for this account only', async () => {
    const { copy } = await backedUp()
    expect(report.facts).toBe(1)
    expect(besides(copy)).toEqual(['monday.db'])
    if (process.platform !== 'win32') expect(statSync(copy).mode & 0o077).toBe(0)
  })

  test('can be opened as a database', async () => {
    const { copy } = await backedUp()
    const db = await openDatabase(urlOf(copy))
    onTestFinished(() => closeDatabase(db))
    expect(await happened(db)).toEqual(['ann'])
  })

  test('is sound while writing goes on', async () => {
    const db = await temporaryDatabase()
    let going = true
    const writing = (async () => {
      while (going) await happen(db, 'ann')
    })()
    const copy = path.join(temporaryFolder(), 'copy.db')
    await backupDatabase(db.url, copy)
    going = false
    await writing
    const restored = await openDatabase(urlOf(copy))
    onTestFinished(() => closeDatabase(restored))
    const head = await headOfLedger(restored.reader)
    expect(await verifyLedger(db.reader, { knownHead: head })).toMatchObject({ faults: [], provedUpTo: head.sequence })
  })

  test('never overwrites a file', async () => {
    const { db, copy } = await backedUp()
    const before = readFileSync(copy)
    await expect(backupDatabase(db.url, copy)).rejects.toMatchObject({ name: 'CopyRefused' })
    expect(readFileSync(copy).equals(before)).toBe(true)
  })

  test('of a ledger that does not verify is refused and leaves no file', async () => {
    const db = await temporaryDatabase()
    await happen(db, 'ann')
    const forger = createClient({ url: db.url })
    await forger.execute('DROP TRIGGER facts_are_never_changed')
    await forger.execute(`UPDATE facts SET person = 'ben'`)
    forger.close()
    const copy = path.join(temporaryFolder(), 'copy.db')
    await expect(backupDatabase(db.url, copy)).rejects.toThrow('Its ledger does not verify')
    expect(besides(copy)).toEqual([])
  })

  test('of a database on a server is left to the server', async () => {
    await expect(backupDatabase('libsql://db.example.test', 'x.db')).rejects.toThrow('Back it up there')
  })

  test('of a database that is not there is refused', async () => {
    const folder = temporaryFolder()
    await expect(backupDatabase(urlOf(path.join(folder, 'no.db')), path.join(folder, 'x.db'))).rejects.toThrow(
      'There is no database at',
    )
  })
})

describe('restoring into an open database', () => {
  test('those who hold the database read and write the restored one', async () => {
    const { db, copy } = await backedUp()
    await restoreFile(db, copy, restoration)
    await happen(db, 'cleo')
    expect(await happened(db)).toEqual(['ann', 'cleo'])
  })

  test('a fact names the head that was lost', async () => {
    const { db, copy } = await backedUp()
    const lost = await headOfLedger(db.reader)
    await restoreFile(db, copy, restoration)
    const facts = await factsOfKind(db.reader, ['restored'])
    expect(facts.map((one) => one.fact)).toEqual([
      { kind: 'restored', lostSequence: lost.sequence, lostHash: lost.hash },
    ])
  })

  test('the ledger verifies afterwards', async () => {
    const { db, copy } = await backedUp()
    await restoreFile(db, copy, restoration)
    expect(await verifyLedger(db.reader)).toMatchObject({ facts: 2, faults: [] })
  })

  test('what was there before is set aside whole', async () => {
    const { db, copy } = await backedUp()
    const { setAside } = await restoreFile(db, copy, restoration)
    expect(setAside).toBe(`${db.path}.before-restore-2026-11-21T09-00-00Z`)
    const old = await openDatabase(urlOf(setAside ?? ''))
    onTestFinished(() => closeDatabase(old))
    expect(await happened(old)).toEqual(['ann', 'ben'])
  })

  test('nothing else is left beside the database', async () => {
    const { db, copy } = await backedUp()
    await restoreFile(db, copy, restoration)
    await closeDatabase(db)
    const left = besides(db.path).filter((name) => !name.startsWith('portal.db.before-restore'))
    expect(left).toEqual(['copies', 'portal.db', 'portal.db.owner'])
  })

  test('restoring twice in a second sets both aside', async () => {
    const { db, copy } = await backedUp()
    const first = await restoreFile(db, copy, restoration)
    const second = await restoreFile(db, copy, restoration)
    expect(first.setAside).not.toBe(second.setAside)
  })

  test('the restored database outlives everything the old one left in memory', async () => {
    const { db, copy } = await backedUp()
    for (let round = 0; round < 3; round++) {
      await restoreFile(db, copy, restoration)
      await happen(db, ...Array.from({ length: 20 }, (_, index) => `after-${index}`))
    }
    const beside = createClient({ url: db.url })
    const stored = await beside.execute('SELECT count(*) FROM facts')
    beside.close()
    expect(stored.rows[0]?.[0]).toBe(22)
  })

  test('writes and reads under way and in waiting are all answered', async () => {
    const { db, copy } = await backedUp()
    const work: Promise<unknown>[] = []
    const timer = setInterval(() => work.push(happen(db, 'meanwhile'), headOfLedger(db.reader)), 1)
    await restoreFile(db, copy, restoration)
    clearInterval(timer)
    await Promise.all(work)
    expect(await verifyLedger(db.reader)).toMatchObject({ faults: [] })
  })

  test('everybody is signed out, since the copy may hold sessions that were ended', async () => {
    const db = await temporaryDatabase()
    await write(db, async (tx) => {
      await tx.insert(people).values({ id: 'ann', name: 'Ann', email: 'ann@example.test', salt: 's' })
      await tx.insert(sessions).values({ id: 's', person: 'ann', expiresAt: 1, endsAt: 1 })
    })
    const copy = path.join(temporaryFolder(), 'copy.db')
    await backupDatabase(db.url, copy)
    await restoreFile(db, copy, restoration)
    expect(await db.reader.select().from(sessions)).toEqual([])
  })

  test('the server pauses before and resumes after', async () => {
    const { db, copy } = await backedUp()
    const steps: string[] = []
    await restoreFile(db, copy, {
      ...restoration,
      onPause: async () => {
        steps.push(`pause at ${(await headOfLedger(db.reader)).sequence}`)
      },
      onResume: async () => {
        steps.push(`resume with ${(await happened(db)).join()}`)
      },
    })
    expect(steps).toEqual(['pause at 2', 'resume with ann'])
  })

  test('the owner stays the owner', async () => {
    const { db, copy } = await backedUp()
    await restoreFile(db, copy, restoration)
    expect(await ownerOf(db.path)).toMatchObject({ pid: process.pid })
  })

  test('a copy made by copying the file with its log counts with what is in the log', async () => {
    const { db } = await backedUp()
    const copy = path.join(temporaryFolder(), 'by-hand.db')
    copyFileSync(db.path, copy)
    copyFileSync(`${db.path}-wal`, `${copy}-wal`)
    await happen(db, 'cleo')
    await restoreFile(db, copy, restoration)
    expect(await happened(db)).toEqual(['ann', 'ben'])
  })

  test('a kill at any moment leaves a whole database, the old or the restored', async () => {
    const { db, copy } = await backedUp()
    await closeDatabase(db)
    for (let round = 0; round < rounds; round++) {
      const child = fork(fileURLToPath(new URL('./restorer.ts', import.meta.url)), [db.path, copy], {
        execPath: process.execPath,
        execArgv: [],
      })
      await once(child, 'message')
      await sleep(400 + Math.random() * 800)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const after = await openDatabase(db.url)
      const { facts, faults } = await verifyLedger(after.reader)
      await closeDatabase(after)
      expect([facts, faults]).toEqual([2, []])
    }
  })

  test('what a killed restoration had got ready is swept away by the next owner', async () => {
    const { db } = await backedUp()
    await closeDatabase(db)
    for (const companion of ['', '-wal']) writeFileSync(`${db.path}.restoring-x${companion}`, 'left')
    await closeDatabase(await openDatabase(db.url))
    expect(besides(db.path).filter((name) => name.includes('restoring'))).toEqual([])
  })

  const badCopies: readonly (readonly [string, (copy: string) => void | Promise<void>, RegExp])[] = [
    ['a text', (copy) => writeFileSync(copy, 'hello '.repeat(1000)), /not a database/],
    ['an empty file', (copy) => writeFileSync(copy, ''), /not a database of the portal/],
    [
      'a damaged copy',
      (copy) => {
        const file = openSync(copy, 'r+')
        for (let at = 8192; at < statSync(copy).size; at += 4096) writeSync(file, Buffer.alloc(2000, 0x5a), 0, 2000, at)
        closeSync(file)
      },
      /cannot be restored/,
    ],
    [
      'a copy with a forged ledger',
      async (copy) => {
        const forger = createClient({ url: urlOf(copy) })
        await forger.execute('DROP TRIGGER facts_are_never_changed')
        await forger.execute(`UPDATE facts SET bytes = replace(bytes, 'ann', 'eve')`)
        forger.close()
      },
      /ledger does not verify/,
    ],
    [
      'a copy of a later version',
      async (copy) => {
        const later = createClient({ url: urlOf(copy) })
        await later.execute(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`)
        later.close()
      },
      /this version of the portal does not know/,
    ],
    [
      'a database of something else',
      async (copy) => {
        writeFileSync(copy, '')
        const other = createClient({ url: urlOf(copy) })
        await other.execute('CREATE TABLE recipes (name)')
        other.close()
      },
      /not a database of the portal/,
    ],
  ]

  test.each(badCopies)('%s is refused before anything pauses, and nothing has changed', async (_, spoil, says) => {
    const { db, copy } = await backedUp()
    await spoil(copy)
    let paused = false
    const refused = restoreFile(db, copy, { ...restoration, onPause: () => void (paused = true) })
    await expect(refused).rejects.toMatchObject({ name: 'CopyRefused', message: expect.stringMatching(says) })
    await happen(db, 'cleo')
    expect([paused, await happened(db)]).toEqual([false, ['ann', 'ben', 'cleo']])
  })

  test('a copy that is not there is refused', async () => {
    const { db, copy } = await backedUp()
    await expect(restoreFile(db, `${copy}.no`, restoration)).rejects.toThrow('There is no file at')
  })

  test('the database itself is not a copy', async () => {
    const { db } = await backedUp()
    await expect(restoreFile(db, db.path, restoration)).rejects.toThrow('is the database itself')
  })

  test('a server that cannot pause keeps its database and resumes', async () => {
    const { db, copy } = await backedUp()
    let resumed = false
    const refused = restoreFile(db, copy, {
      ...restoration,
      onPause: () => Promise.reject(new Error('a request does not end')),
      onResume: () => void (resumed = true),
    })
    await expect(refused).rejects.toThrow('a request does not end')
    expect([resumed, await happened(db)]).toEqual([true, ['ann', 'ben']])
  })
})

describe('restoring where nobody has the database open', () => {
  async function closedWith(copyOf: Awaited<ReturnType<typeof backedUp>>) {
    await closeDatabase(copyOf.db)
    return { url: copyOf.db.url, file: copyOf.db.path, copy: copyOf.copy }
  }

  test('the copy takes the place of the database', async () => {
    const { url, copy } = await closedWith(await backedUp())
    const { lost } = await restoreUnopened(url, copy, restoration)
    const db = await openDatabase(url)
    onTestFinished(() => closeDatabase(db))
    expect([lost.sequence, await happened(db)]).toEqual([2, ['ann']])
  })

  test('a machine without a database gets one', async () => {
    const { copy } = await backedUp()
    const url = urlOf(path.join(temporaryFolder(), 'new', 'portal.db'))
    const { lost, setAside } = await restoreUnopened(url, copy, restoration)
    const db = await openDatabase(url)
    onTestFinished(() => closeDatabase(db))
    expect([lost, setAside, await happened(db)]).toEqual([emptyHead, undefined, ['ann']])
  })

  test('a database that cannot be read any more is set aside as it is', async () => {
    const { url, file, copy } = await closedWith(await backedUp())
    writeFileSync(file, 'broken '.repeat(2000))
    const { lost, setAside } = await restoreUnopened(url, copy, restoration)
    expect([lost.sequence, readFileSync(setAside ?? '', 'utf8').startsWith('broken'), existsSync(file)]).toEqual([
      -1,
      true,
      true,
    ])
  })

  test('somebody else’s database is left alone', async () => {
    const { db, copy } = await backedUp()
    await expect(restoreUnopened(db.url, copy, restoration)).rejects.toMatchObject({ name: 'OwnedElsewhere' })
  })

  test('a database on a server is left to the server', async () => {
    await expect(restoreUnopened('libsql://db.example.test', 'x.db', restoration)).rejects.toThrow('Restore it there')
  })
})
