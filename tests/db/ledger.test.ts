import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import type { Client } from '@libsql/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { urlOf } from '../../db/connection.ts'
import { emptyHead, factsAbout, factsOf, factsOfKind, headOfLedger, record, verifyLedger } from '../../db/ledger.ts'
import type { Head, LedgerReport } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, readerOver, write } from '../../db/open.ts'
import { day } from '../../src/domain/days.ts'
import type { Fact } from '../../src/domain/facts.ts'
import { as } from '../../src/domain/ids.ts'
import type { AttemptId, PersonId, QuestionId, TeamId } from '../../src/domain/ids.ts'
import { temporaryDatabase } from './temporary.ts'

const ann = as<PersonId>('ann')
const ben = as<PersonId>('ben')
const phones = as<TeamId>('phones')
const at = Temporal.Instant.from('2026-11-21T09:00:00.123456Z')

const employed = (person: PersonId): Fact => ({ kind: 'employment', person, from: day('2026-01-01'), employed: true })
const answered = (person: PersonId, attempt: string): Fact => ({
  kind: 'answered',
  person,
  attempt: as<AttemptId>(attempt),
  question: as<QuestionId>('tel-hold'),
  options: ['a', 'é “quoted” \u0000 \ud800'],
})
const opened: Fact = { kind: 'team-open', team: phones, from: day('2026-01-01'), open: true }

describe('recording', () => {
  test('facts are numbered from 1 without gaps, over several deeds', async () => {
    const db = await temporaryDatabase()
    const first = await write(db, (tx) => record(tx, [employed(ann), employed(ben)], at, null))
    const second = await write(db, (tx) => record(tx, [opened], at, ann))
    expect([...first, ...second].map((one) => one.sequence)).toEqual([1, 2, 3])
  })

  test('deeds that are undone leave no gap', async () => {
    const db = await temporaryDatabase()
    const undone = write(db, async (tx) => {
      await record(tx, [employed(ann)], at, null)
      throw new Error('no')
    })
    const kept = write(db, (tx) => record(tx, [employed(ben)], at, null))
    await expect(undone).rejects.toThrow('no')
    expect((await kept)[0]?.sequence).toBe(1)
  })

  test('a fact comes back exactly as it was recorded, with its instant in milliseconds and its author', async () => {
    const db = await temporaryDatabase()
    const recorded = await write(db, (tx) => record(tx, [answered(ann, 'a1')], at, ben))
    expect(await factsOf(db.reader, ann)).toEqual(recorded)
    expect(recorded[0]).toMatchObject({ at: '2026-11-21T09:00:00.123Z', by: 'ben', fact: answered(ann, 'a1') })
  })

  test('many facts at once are one unbroken chain', async () => {
    const db = await temporaryDatabase()
    const many = Array.from({ length: 1203 }, (_, index) => answered(ann, `a${index}`))
    await write(db, (tx) => record(tx, many, at, null))
    expect(await verifyLedger(db.reader)).toMatchObject({ facts: 1203, faults: [] })
  })

  test('many writers at once make one unbroken chain', async () => {
    const db = await temporaryDatabase()
    const deeds = Array.from({ length: 100 }, () => write(db, (tx) => record(tx, [employed(ann)], at, null)))
    await Promise.all(deeds)
    expect(await verifyLedger(db.reader)).toMatchObject({ facts: 100, faults: [] })
  })

  test('recording nothing changes nothing', async () => {
    const db = await temporaryDatabase()
    await write(db, (tx) => record(tx, [], at, null))
    expect(await headOfLedger(db.reader)).toEqual(emptyHead)
  })

  test('a fact with something that JSON cannot keep is refused', async () => {
    const db = await temporaryDatabase()
    const broken = { kind: 'password-set', person: ann, extra: Number.NaN } as Fact
    await expect(write(db, (tx) => record(tx, [broken], at, null))).rejects.toThrow('JSON cannot say')
  })
})

describe('reading', () => {
  async function filled() {
    const db = await temporaryDatabase()
    await write(db, (tx) =>
      record(tx, [employed(ann), answered(ann, 'a1'), answered(ben, 'b1'), opened, employed(ben)], at, null),
    )
    return db.reader
  }
  const numbers = (recorded: readonly { sequence: number }[]) => recorded.map((one) => one.sequence)

  test('a person’s facts are those of that person, in the order recorded', async () => {
    expect(numbers(await factsOf(await filled(), ann))).toEqual([1, 2])
  })
  test('as known at a sequence, later facts are left out', async () => {
    expect(numbers(await factsOf(await filled(), ben, { upTo: 4 }))).toEqual([3])
  })
  test('facts are found by the attempt they are about', async () => {
    expect(numbers(await factsAbout(await filled(), 'b1'))).toEqual([3])
  })
  test('facts are found by the team they are about', async () => {
    expect(numbers(await factsAbout(await filled(), phones))).toEqual([4])
  })
  test('facts are found by their kinds', async () => {
    expect(numbers(await factsOfKind(await filled(), ['employment', 'team-open']))).toEqual([1, 4, 5])
  })
  test('of some kinds, only those recorded since are found', async () => {
    expect(numbers(await factsOfKind(await filled(), ['employment'], { after: 1 }))).toEqual([5])
  })
})

describe('what was recorded stays', () => {
  const attempts: readonly (readonly [string, string])[] = [
    ['changing a fact', `UPDATE facts SET kind = 'leave' WHERE sequence = 2`],
    ['changing a fact into itself', `UPDATE facts SET bytes = bytes`],
    ['deleting a fact', 'DELETE FROM facts WHERE sequence = 2'],
    ['deleting all facts', 'DELETE FROM facts'],
    [
      'replacing a fact',
      `INSERT OR REPLACE INTO facts SELECT sequence, 'leave', person, subject, bytes, previous, hash FROM facts WHERE sequence = 2`,
    ],
    [
      'replacing the last fact by way of its place in the chain',
      `INSERT OR REPLACE INTO facts SELECT 4, kind, person, subject, bytes, previous, hash FROM facts WHERE sequence = 3`,
    ],
    [
      'leaving a gap',
      `INSERT INTO facts SELECT 9, kind, person, subject, bytes, hash, 'h' FROM facts WHERE sequence = 3`,
    ],
    ['starting a second chain', `INSERT INTO facts VALUES (4, 'leave', NULL, NULL, '{}', 'elsewhere', 'h')`],
    ['changing a publication', `UPDATE publications SET digest = 'x'`],
    ['deleting a publication', 'DELETE FROM publications'],
    ['replacing a publication', `INSERT OR REPLACE INTO publications VALUES (1, 'x', 'x', 'x', 'x')`],
    ['changing a piece', `UPDATE pieces SET body = x'00'`],
    ['deleting a piece', 'DELETE FROM pieces'],
    ['replacing a piece', `INSERT OR REPLACE INTO pieces VALUES ('h1', 'lesson', x'00')`],
    ['changing what a publication is made of', 'UPDATE publication_pieces SET position = 7'],
    ['taking a piece from a publication', 'DELETE FROM publication_pieces'],
    [
      'replacing a piece of a publication',
      `INSERT OR REPLACE INTO publication_pieces VALUES (1, 'lesson', 'greet', 2, 'h1')`,
    ],
  ]

  async function withTruth(): Promise<Client> {
    const db = await temporaryDatabase()
    await write(db, (tx) => record(tx, [employed(ann), employed(ben), opened], at, null))
    const client = createClient({ url: urlOf(db.path), concurrency: 1 })
    onTestFinished(() => client.close())
    await client.execute(`INSERT INTO publications VALUES (1, 'd', 'at', 'on', '{}')`)
    await client.execute(`INSERT INTO pieces VALUES ('h1', 'lesson', x'01')`)
    await client.execute(`INSERT INTO publication_pieces VALUES (1, 'lesson', 'greet', 1, 'h1')`)
    return client
  }

  test.each(attempts)('%s is refused', async (_, statement) => {
    const client = await withTruth()
    await expect(client.execute(statement)).rejects.toThrow(/never (changed|deleted)|must follow the head/)
  })

  test('a piece that is already there may be stored again as it is', async () => {
    const client = await withTruth()
    await client.execute(`INSERT INTO pieces VALUES ('h1', 'lesson', x'01') ON CONFLICT DO NOTHING`)
  })
})

describe('verifying', () => {
  let sound: string
  let head: Head
  const length = 12

  beforeAll(async () => {
    sound = path.join(temporaryFolderForAll(), 'portal.db')
    const db = await openDatabase(urlOf(sound))
    const happened = Array.from({ length }, (_, index) =>
      index % 3 === 0 ? opened : answered(index % 3 === 1 ? ann : ben, `a${index}`),
    )
    await write(db, (tx) => record(tx, happened, at, ann))
    head = await headOfLedger(db.reader)
    await closeDatabase(db)
  })

  /** Verifies a copy of the sound ledger that somebody with the file in hand has changed. */
  async function tampered(deed: (client: Client) => Promise<unknown>, knownHead?: Head): Promise<LedgerReport> {
    const copy = path.join(folderOfAll, `copy-${copies++}.db`)
    copyFileSync(sound, copy)
    const client = createClient({ url: urlOf(copy), concurrency: 1 })
    try {
      const triggers = await client.execute(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
      for (const row of triggers.rows) await client.execute(`DROP TRIGGER "${String(row[0])}"`)
      await deed(client)
      return await verifyLedger(
        readerOver((statement) => client.execute(statement)),
        { knownHead },
      )
    } finally {
      client.close()
    }
  }

  const place = fc.integer({ min: 1, max: length })
  const columns = ['kind', 'person', 'subject', 'bytes', 'previous', 'hash']

  test('a sound ledger has no faults, and without a head kept elsewhere its tail is unproved', async () => {
    expect(await tampered(async () => {})).toEqual({
      facts: length,
      head,
      faults: [],
      provedUpTo: 0,
      tailProved: false,
    })
  })

  test('with the head kept elsewhere the whole ledger is proved', async () => {
    expect(await tampered(async () => {}, head)).toMatchObject({ faults: [], provedUpTo: length, tailProved: true })
  })

  test('a head kept earlier proves the ledger up to there', async () => {
    const db = await temporaryDatabase()
    await write(db, (tx) => record(tx, [opened, opened], at, null))
    const knownHead = await headOfLedger(db.reader)
    await write(db, (tx) => record(tx, [opened], at, null))
    expect(await verifyLedger(db.reader, { knownHead })).toMatchObject({ faults: [], provedUpTo: 2, tailProved: false })
  })

  test('an empty ledger is sound', async () => {
    const db = await temporaryDatabase()
    expect(await verifyLedger(db.reader, { knownHead: emptyHead })).toMatchObject({ faults: [], tailProved: true })
  })

  test('any single changed character of any column is found', async () => {
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.constantFrom(...columns),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (sequence, column, position, character) => {
          let changed = false
          const report = await tampered(async (client) => {
            const found = await client.execute({
              sql: `SELECT ${column} FROM facts WHERE sequence = ?`,
              args: [sequence],
            })
            const before = found.rows[0]?.[0]
            const text = typeof before === 'string' ? before : ''
            const index = text === '' ? 0 : position % text.length
            const after = text.slice(0, index) + character + text.slice(index + 1)
            // A lone half of a character cannot be stored; what is read back tells whether anything changed.
            await client.execute({ sql: `UPDATE facts SET ${column} = ? WHERE sequence = ?`, args: [after, sequence] })
            const now = await client.execute({
              sql: `SELECT ${column} FROM facts WHERE sequence = ?`,
              args: [sequence],
            })
            changed = now.rows[0]?.[0] !== before
          })
          expect(report.faults.length > 0).toBe(changed)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('any fact taken out is found, the last ones by a head kept elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(place, async (sequence) => {
        const remove = (client: Client) =>
          client.execute({ sql: 'DELETE FROM facts WHERE sequence = ?', args: [sequence] })
        if (sequence < length) expect((await tampered(remove)).faults).not.toEqual([])
        expect((await tampered(remove, head)).faults).not.toEqual([])
      }),
      { numRuns: 24 },
    )
  })

  test('any two facts that changed places are found', async () => {
    await fc.assert(
      fc.asyncProperty(place, place, fc.boolean(), async (a, b, closingTheChain) => {
        fc.pre(a !== b)
        const report = await tampered(async (client) => {
          await client.execute({ sql: 'UPDATE facts SET sequence = 1000 WHERE sequence = ?', args: [a] })
          await client.execute({ sql: 'UPDATE facts SET sequence = ? WHERE sequence = ?', args: [a, b] })
          await client.execute({ sql: 'UPDATE facts SET sequence = ? WHERE sequence = 1000', args: [b] })
          if (closingTheChain) await rechained(client)
        }, head)
        expect(report.faults).not.toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('a fact forged with the whole chain after it made anew is found by a head kept elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(place, async (sequence) => {
        const report = await tampered(async (client) => {
          await client.execute({
            sql: `UPDATE facts SET bytes = replace(bytes, '"at":"2026', '"at":"2025') WHERE sequence = ?`,
            args: [sequence],
          })
          await rechained(client)
        }, head)
        expect(report.faults).toEqual([{ sequence: length, says: 'its hash is not the one that was kept elsewhere' }])
      }),
      { numRuns: 24 },
    )
  })

  /** What a forger would do next: compute every previous hash and hash again. */
  async function rechained(client: Client) {
    const { hash } = await import('node:crypto')
    await client.execute('DROP INDEX facts_previous')
    let previous = emptyHead.hash
    const rows = await client.execute('SELECT sequence, bytes FROM facts ORDER BY sequence')
    for (const row of rows.rows) {
      const next = hash('sha256', previous + String(row['bytes']), 'hex')
      const args = [previous, next, Number(row['sequence'])]
      await client.execute({ sql: 'UPDATE facts SET previous = ?, hash = ? WHERE sequence = ?', args })
      previous = next
    }
  }

  let folderOfAll = ''
  let copies = 0
  function temporaryFolderForAll(): string {
    return (folderOfAll = mkdtempSync(path.join(os.tmpdir(), 'touchstone-ledger-')))
  }
  afterAll(() => rmSync(folderOfAll, { recursive: true, force: true }))
})
