import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { everybody } from '../../db/people.ts'
import { currentLibrary } from '../../db/publications.ts'
import { standingsOf } from '../../db/standings.ts'
import { dayInWords } from '../../src/domain/day-words.ts'
import { addDays, dayOf, type Day } from '../../src/domain/days.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import { movePerson } from '../../src/workflows/move-person.ts'
import { reportPerson } from '../../src/workflows/report-person.ts'
import { reportStanding } from '../../src/workflows/report-standing.ts'
import { copyOf, databaseIn, forget, seedPortal, type SeededPortal } from '../seeded.ts'

const now = Temporal.Now.instant()
const today = dayOf(now, 'Europe/London')
let seeded: SeededPortal

beforeAll(async () => {
  seeded = await seedPortal()
})
afterAll(() => forget(seeded.folder))

async function seededDatabase(): Promise<Database> {
  const folder = await copyOf(seeded)
  const db = await openDatabase(databaseIn(folder))
  onTestFinished(async () => {
    await closeDatabase(db)
    await forget(folder)
  })
  return db
}

async function telephoneOf(db: Database, key: string, on: Day = today) {
  const report = await reportStanding(db, { person: seeded.people[key] ?? '', on }, now)
  return report?.standings.find(({ programme }) => programme === 'telephone-adviser')
}

const ago = (days: number) => addDays(today, -days)

describe('the standing of somebody of whom nothing is asked', () => {
  test('names the move to a team that is not asked', async () => {
    expect(await telephoneOf(await seededDatabase(), 'peter.novak')).toMatchObject({
      kind: 'not-required',
      ready: false,
      from: ago(70),
      to: null,
      because: { code: 'outside-audience', turns: ['team'], lacking: { channels: ['phone'] } },
      says: `Not asked since ${dayInWords(ago(70))}: moved to Written, which does not have telephone among its channels.`,
      clears: null,
    })
  })

  test('says that the person had left, on a day between leaving and returning', async () => {
    expect(await telephoneOf(await seededDatabase(), 'fatima.benali', ago(100))).toMatchObject({
      kind: 'not-required',
      from: ago(300),
      to: ago(12),
      says: `Not asked since ${dayInWords(ago(300))}: no longer employed.`,
    })
  })

  test('says that the person has left', async () => {
    expect(await telephoneOf(await seededDatabase(), 'callum.fraser')).toMatchObject({
      because: { code: 'left', on: ago(180) },
    })
  })

  test('is told ahead when a move is planned', async () => {
    const db = await seededDatabase()
    const from = addDays(today, 20)
    const moved = { by: null, person: seeded.people['holder'] as PersonId, team: seeded.teams.written, from }
    expect(await movePerson(db, moved, now)).not.toMatchObject({ kind: 'refused' })
    expect((await telephoneOf(db, 'holder', addDays(from, 1)))?.says).toBe(
      `Not asked from ${dayInWords(from)}: moves to Written, which does not have telephone among its channels.`,
    )
    expect((await telephoneOf(db, 'holder'))?.kind).toBe('certified')
  })
})

describe('the standing of somebody for whom something was decided', () => {
  test('names the reason, the day on which an exemption ends, and what will be left then', async () => {
    const standing = await telephoneOf(await seededDatabase(), 'marta.kowalska')
    expect(standing).toMatchObject({ kind: 'exempt', ready: true, clears: { path: 'initial' } })
    expect(standing?.because.code).toBe('waived')
    expect(standing?.says).toContain(': parental leave. It ends by itself.')
    expect(standing?.endsOn).toBe(standing?.to)
  })

  test('names the reason and the whole path after a certificate was taken back', async () => {
    const standing = await telephoneOf(await seededDatabase(), 'aaron.whitlock')
    expect(standing).toMatchObject({ kind: 'revoked', ready: false, clears: { path: 'initial' }, endsOn: null })
    expect(standing?.says).toContain(': breach of a must-not clause.')
    expect(standing?.clears?.minutes).toBeGreaterThan(30)
  })

  test('says that the day was extended, and what renews it', async () => {
    const standing = await telephoneOf(await seededDatabase(), 'helena.brandt')
    expect(standing).toMatchObject({ kind: 'renewal-due', ready: true, clears: { path: 'renewal' }, endsOn: null })
    expect(standing?.says).toContain('The certificate was extended.')
  })
})

describe('every standing of the demo', () => {
  test('has one entry a day in each programme, which is not required where no span is kept', async () => {
    const db = await seededDatabase()
    const library = await currentLibrary(db)
    for (const person of await everybody(db.reader)) {
      for (const on of [ago(5000), ago(400), ago(100), today, addDays(today, 400)]) {
        const report = await reportStanding(db, { person, on }, now)
        const kept = new Map((await standingsOf(db, person, on)).map(({ programme, kind }) => [programme, kind]))
        expect(report?.standings.map(({ programme }) => programme).toSorted()).toEqual(
          [...(library?.programmes.keys() ?? [])].toSorted(),
        )
        for (const { programme, kind } of report?.standings ?? []) {
          expect([person, on, kind]).toEqual([person, on, kept.get(programme) ?? 'not-required'])
        }
      }
    }
  })

  test('follows on the one before without a hole', async () => {
    const db = await seededDatabase()
    const library = await currentLibrary(db)
    for (const person of await everybody(db.reader)) {
      for (const { entries } of library === undefined ? [] : (await reportPerson(db, person, library)).programmes) {
        expect(entries.slice(1).map(({ from }) => from)).toEqual(entries.slice(0, -1).map(({ to }) => to))
      }
    }
  })
})
