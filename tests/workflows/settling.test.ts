/** A publication in a made-up organisation of 200 people with three years of history. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { connect } from '../../db/connection.ts'
import { deriverBeside } from '../../db/deriver.ts'
import { derive, stillTrue } from '../../db/deriving.ts'
import { inSlices } from '../../db/in-slices.ts'
import { factsOf, headOfLedger, record, verifyLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, write, type Database } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { everybody } from '../../db/people.ts'
import { deriveStandings, fingerprintOfStandings, groundOf } from '../../db/projections.ts'
import { storedSpans } from '../../db/spans.ts'
import { standingsOf } from '../../db/standings.ts'
import {
  countUnsettled,
  isUnsettled,
  markAskedUnsettled,
  markEverybodyUnsettled,
  markSettled,
  markUnsettled,
  nextUnsettled,
} from '../../db/unsettled.ts'
import type { Curriculum } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import { factKindsBehind, standingsFrom } from '../../src/domain/derived-standings.ts'
import { as, type PersonId, type ProgrammeId, type TeamId } from '../../src/domain/ids.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { generate } from '../bench/people/generate.ts'
import { writeEdition } from '../bench/people/library.ts'

const today = day('2026-11-12')
const now = Temporal.Instant.from('2026-11-12T12:00:00Z')
/** Rests on the clauses of the change, and asks half of the teams. */
const changed = as<ProgrammeId>('programme-02')
const silent = () => undefined

let folder: string
let next: Curriculum
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-settling-'))
  const content = join(folder, 'content')
  await generate({ path: join(folder, 'portal.db'), content, people: 200, today, tell: silent })
  next = await writeEdition(content, 3)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** A copy of the organisation; the file may be left to another process first. */
function copied(): string {
  const own = mkdtempSync(join(tmpdir(), 'touchstone-settling-'))
  onTestFinished(() => rmSync(own, { recursive: true, force: true, maxRetries: 5 }))
  const file = join(own, 'portal.db')
  cpSync(join(folder, 'portal.db'), file)
  return file
}

async function opened(file = copied()): Promise<Database> {
  const db = await openDatabase(`file:${file}`)
  onTestFinished(() => closeDatabase(db))
  return db
}

async function published(db: Database) {
  expect((await publishCurriculum(db, { curriculum: next }, now)).kind).toBe('published')
}

describe('the organisation made for measuring', () => {
  test('has a ledger that verifies and projections that a rebuild leaves alone', async () => {
    const db = await opened()
    expect((await verifyLedger(db.reader)).faults).toEqual([])
    expect(await rebuild(db)).toEqual({ people: 200, changed: false })
  })

  test('has granted whatever was earned', async () => {
    const db = await opened()
    const head = await headOfLedger(db.reader)
    await settleEverybody(db, { who: 'everybody' }, now)
    expect(await headOfLedger(db.reader)).toEqual(head)
  })

  test('comes out alike each time', async () => {
    const again = mkdtempSync(join(tmpdir(), 'touchstone-settling-'))
    onTestFinished(() => rmSync(again, { recursive: true, force: true }))
    const [path, content] = [join(again, 'portal.db'), join(again, 'content')]
    await generate({ path, content, people: 200, today, tell: silent })
    const [one, two] = [await opened(), await opened(path)]
    expect(await fingerprintOfStandings(two.reader)).toBe(await fingerprintOfStandings(one.reader))
    expect((await headOfLedger(two.reader)).hash).toBe((await headOfLedger(one.reader)).hash)
  }, 60_000)
})

describe('a publication that changes clauses', () => {
  test('marks whom it asks from now on, and nobody else', async () => {
    const db = await opened()
    const asked = new Set<PersonId>()
    for (const person of await everybody(db.reader)) {
      const spans = await storedSpans(db.reader, person)
      if (spans.some(({ programme, to }) => programme === changed && to > today)) asked.add(person)
    }
    await published(db)
    const marked = new Set<PersonId>()
    for (const person of await everybody(db.reader)) if (await isUnsettled(db.reader, person)) marked.add(person)
    expect(marked).toEqual(asked)
    expect(marked.size).toBeGreaterThan(60)
    expect(marked.size).toBeLessThan(120)
  })

  test('once settled, leaves what a rebuild from all facts gives', async () => {
    const db = await opened()
    await published(db)
    const before = await fingerprintOfStandings(db.reader)
    await settleEverybody(db, { who: 'marked' }, now)
    expect(await fingerprintOfStandings(db.reader)).not.toBe(before)
    expect(await rebuild(db)).toMatchObject({ changed: false })
  })

  test('is on the page of everybody at once, as it is once they are settled', async () => {
    const db = await opened()
    await published(db)
    const people = await everybody(db.reader)
    const standings = () => Promise.all(people.map((person) => standingsOf(db, person, today)))
    const unsettled = await standings()
    await settleEverybody(db, { who: 'marked' }, now)
    expect(await standings()).toEqual(unsettled)
    expect(unsettled.flat().filter(({ kind }) => kind === 'update-due').length).toBeGreaterThan(20)
  })

  test('killed while it is settled, goes on where it was and ends as if nothing had happened', async () => {
    const undisturbed = await opened()
    await published(undisturbed)
    await settleEverybody(undisturbed, { who: 'marked' }, now)

    const file = copied()
    const before = await openDatabase(`file:${file}`)
    await published(before)
    const all = await countUnsettled(before.reader)
    await closeDatabase(before)
    let left = all
    for (let kills = 0; kills < 2; kills += 1) {
      const settler = spawn(
        process.execPath,
        [fileURLToPath(new URL('settler.ts', import.meta.url)), file, now.toString(), '1'],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      )
      const [, signal] = (await once(settler, 'exit')) as [number | null, string | null]
      expect(signal).toBe('SIGKILL')
      const db = await openDatabase(`file:${file}`)
      const remaining = await countUnsettled(db.reader)
      await closeDatabase(db)
      expect(remaining).toBeLessThan(left)
      expect(remaining).toBeGreaterThan(0)
      left = remaining
    }
    const resumed = await opened(file)
    await settleEverybody(resumed, { who: 'marked' }, now)
    expect(await countUnsettled(resumed.reader)).toBe(0)
    expect(await fingerprintOfStandings(resumed.reader)).toBe(await fingerprintOfStandings(undisturbed.reader))
    expect((await verifyLedger(resumed.reader)).faults).toEqual([])
  })

  test('rewrites no row of anybody whom it does not touch', async () => {
    const db = await opened()
    await published(db)
    const others = sql`SELECT rowid, person, programme, from_day FROM spans WHERE programme <> ${changed} ORDER BY rowid`
    const before = await db.reader.values(others)
    await settleEverybody(db, { who: 'marked' }, now)
    expect(await db.reader.values(others)).toEqual(before)
  })
})

describe('what is derived beside', () => {
  const settling = { today, grant: () => Promise.reject(new Error('nothing is earned')) }

  test('by a process of its own is what is derived here', async () => {
    const [here, beside] = [await opened(), await opened()]
    for (const db of [here, beside]) await published(db)
    const all = await countUnsettled(beside.reader)
    expect(await inSlices(here, { ...settling, isBeside: false })).toBe(all)
    expect(await inSlices(beside, { ...settling, isBeside: true })).toBe(all)
    expect(await fingerprintOfStandings(beside.reader)).toBe(await fingerprintOfStandings(here.reader))
  })

  test('goes on by another process when the file is swapped meanwhile', async () => {
    const db = await opened()
    await published(db)
    const all = await countUnsettled(db.reader)
    let swapped: Promise<unknown> | undefined
    const onProgress = () => {
      swapped ??= db.door.swap(async () => undefined)
    }
    expect(await inSlices(db, { ...settling, isBeside: true, onProgress })).toBe(all)
    await swapped
    expect(await rebuild(db)).toMatchObject({ changed: false })
  })

  test('waits with its process while the file is swapped, which nobody else may have open then', async () => {
    const db = await opened()
    const deriver = deriverBeside(db)
    const swapped = await db.door.swap(async () => {
      const derivation = deriver.derive({ people: [], programmes: undefined, today: undefined })
      // Long enough for a process to begin and to open the file.
      await sleep(2000)
      const client = await connect({ kind: 'file', path: db.path ?? '' }, { lockWaitMs: 100 })
      // Given up only by whoever is alone.
      const log = await client.execute('PRAGMA journal_mode=DELETE').catch((error: unknown) => error)
      client.close()
      return { derivation, log }
    })
    expect(swapped.log).toMatchObject({ rows: [{ journal_mode: 'delete' }] })
    expect(await swapped.derivation).toMatchObject({ derived: [] })
    await deriver.close()
  })

  test('is kept only of those about whom nothing was recorded since, who are marked alike', async () => {
    const db = await opened()
    await published(db)
    const asked = await nextUnsettled(db.reader, 6)
    const derivation = await derive(db, { ...asked, today })
    const still = () => write(db, (tx) => stillTrue(tx, asked, derivation))
    expect(await still()).toEqual(new Set(asked.people))
    const [one, two, three, ...others] = asked.people
    await write(db, async (tx) => {
      const word = { person: one!, from: today } as const
      await record(tx, [{ kind: 'leave', ...word, away: true }], now, null)
      await markSettled(tx, [two!])
      await markUnsettled(tx, [three!])
    })
    expect(await still()).toEqual(new Set(others))
  })

  test.each([
    ['a branch', (team: TeamId) => ({ kind: 'team-branch', team, from: today, branch: null }) as const],
    ['a channel', (team: TeamId) => ({ kind: 'team-channels', team, from: today, channels: [] }) as const],
  ])('is kept of nobody once %s of a team is another', async (_, fact) => {
    const db = await opened()
    await published(db)
    const asked = await nextUnsettled(db.reader, 6)
    const derivation = await derive(db, { ...asked, today })
    const [team] = (await organisationOf(db)).keys()
    await write(db, (tx) => record(tx, [fact(team!)], now, null))
    expect(await write(db, (tx) => stillTrue(tx, asked, derivation))).toEqual(new Set())
  })

  test('is kept of nobody in another ledger, though it is as long', async () => {
    const [one, other] = [await opened(), await opened()]
    for (const db of [one, other]) await published(db)
    const asked = await nextUnsettled(one.reader, 6)
    const note = (db: Database, at: Temporal.Instant) =>
      write(db, (tx) => record(tx, [{ kind: 'leave', person: as('somebody'), from: today, away: true }], at, null))
    await note(one, now)
    await note(other, now.add({ seconds: 1 }))
    const derivation = await derive(one, { ...asked, today })
    expect(await write(one, (tx) => stillTrue(tx, asked, derivation))).toEqual(new Set(asked.people))
    expect(await write(other, (tx) => stillTrue(tx, asked, derivation))).toEqual(new Set())
  })

  test('by two at once settles everybody once', async () => {
    const [db, alone] = [await opened(), await opened()]
    for (const one of [db, alone]) await published(one)
    await Promise.all([inSlices(db, { ...settling, isBeside: true }), inSlices(db, { ...settling, isBeside: false })])
    await inSlices(alone, settling)
    expect(await fingerprintOfStandings(db.reader)).toBe(await fingerprintOfStandings(alone.reader))
  })
})

describe('whoever is marked', () => {
  const other = as<ProgrammeId>('programme-01')

  test('for one programme and then for another is behind in everything', async () => {
    const db = await opened()
    await write(db, (tx) => markAskedUnsettled(tx, [changed], today))
    expect((await nextUnsettled(db.reader, 500)).programmes).toEqual([changed])
    const marked = await countUnsettled(db.reader)
    await write(db, (tx) => markAskedUnsettled(tx, [other], today))
    expect(await nextUnsettled(db.reader, 500)).toMatchObject({ programmes: undefined })
    expect(await countUnsettled(db.reader)).toBeGreaterThan(marked)
  })

  test('for everything stays so when a publication marks a programme', async () => {
    const db = await opened()
    await write(db, markEverybodyUnsettled)
    await write(db, (tx) => markAskedUnsettled(tx, [changed], today))
    const { people, programmes } = await nextUnsettled(db.reader, 500)
    expect([people.length, programmes]).toEqual([200, undefined])
  })

  test('twice for the same programme is behind in that one', async () => {
    const db = await opened()
    await write(db, (tx) => markAskedUnsettled(tx, [changed], today))
    await write(db, (tx) => markAskedUnsettled(tx, [changed], today))
    expect((await nextUnsettled(db.reader, 500)).programmes).toEqual([changed])
  })

  test('comes with the others of the team, whose counts stand together', async () => {
    const db = await opened()
    await write(db, markEverybodyUnsettled)
    const { people } = await nextUnsettled(db.reader, 200)
    const latest = await db.reader.all<{ person: PersonId; team: string }>(
      sql`SELECT person, max(team) AS team FROM postings GROUP BY person`,
    )
    const teamOf = new Map(latest.map(({ person, team }) => [person, team]))
    const teams = people.map((person) => teamOf.get(person) ?? '')
    expect(teams).toEqual(teams.toSorted())
  })
})

test('standings follow from a few kinds of facts alone', async () => {
  const db = await opened()
  await published(db)
  const ground = await groundOf(db, db.reader)
  for (const person of await everybody(db.reader)) {
    const facts = await factsOf(db.reader, person)
    const few = facts.filter(({ fact }) => factKindsBehind.some((kind) => kind === fact.kind))
    expect(standingsFrom(few, ground)).toEqual(await deriveStandings(db, db.reader, person))
  }
})
