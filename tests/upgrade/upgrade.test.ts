/** Databases that earlier code made are opened by today's: they migrate, and nobody's standing is another. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { factsOf, headOfLedger, verifyLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { deriveStandings, fingerprintOfStandings } from '../../db/projections.ts'
import { standingsOf } from '../../db/standings.ts'
import { day } from '../../src/domain/days.ts'
import { as, type PersonId } from '../../src/domain/ids.ts'
import { joined } from '../../src/domain/organisation.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { temporaryFolder } from '../db/temporary.ts'
import told from './standings.json' with { type: 'json' }

const files = ['issue-2', 'issue-3', 'issue-4'] as const

async function openedByToday(file: (typeof files)[number]): Promise<Database> {
  const path = join(temporaryFolder(), 'portal.db')
  writeFileSync(path, gunzipSync(readFileSync(new URL(`${file}.db.gz`, import.meta.url))))
  const db = await openDatabase(`file:${path}`)
  onTestFinished(() => closeDatabase(db))
  return db
}

/** From which day to which somebody is what. */
async function standingsBy(db: Database, person: string): Promise<readonly string[]> {
  const { spans } = await deriveStandings(db, db.reader, as<PersonId>(person))
  return joined(spans, (a, b) => a.kind === b.kind).map(({ from, to, kind }) => `${from} to ${to}: ${kind}`)
}

describe.each(files)('a database of %s', (file) => {
  const { asOf, people, standings } = told[file]
  const now = Temporal.Instant.from(asOf)

  test('gives everybody the standings that the code of its day gave', async () => {
    const db = await openedByToday(file)
    for (const [name, person] of Object.entries(people)) {
      const then = (standings as Readonly<Record<string, readonly string[]>>)[name] ?? []
      expect([name, await standingsBy(db, person)]).toEqual([name, then])
    }
  })

  test('keeps its ledger, settles without granting anything, and a rebuild changes nothing', async () => {
    const db = await openedByToday(file)
    const head = await headOfLedger(db.reader)
    expect(await verifyLedger(db.reader, { knownHead: head })).toMatchObject({ faults: [], tailProved: true })
    await settleEverybody(db, { who: 'everybody' }, now)
    expect(await headOfLedger(db.reader)).toEqual(head)
    const fingerprint = await fingerprintOfStandings(db.reader)
    expect(await rebuild(db)).toMatchObject({ changed: false })
    expect(await fingerprintOfStandings(db.reader)).toBe(fingerprint)
  })

  test('answers for any day from what is kept, as from the facts', async () => {
    const db = await openedByToday(file)
    await settleEverybody(db, { who: 'everybody' }, now)
    const [maya, rita] = [as<PersonId>(people.Maya), as<PersonId>(people.Rita)]
    expect((await standingsOf(db, maya, day('2026-05-01'))).map(({ kind }) => kind)).toEqual(['certified'])
    expect(await standingsOf(db, rita, day('2026-07-01'))).toEqual([])
    expect((await factsOf(db.reader, maya)).some(({ fact }) => fact.kind === 'granted')).toBe(true)
  })
})
