import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { headOfLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, write, type Database } from '../../db/open.ts'
import { everybody } from '../../db/people.ts'
import { currentLibrary } from '../../db/publications.ts'
import { deriveStandings, fingerprintOfStandings } from '../../db/projections.ts'
import { changesBetween, countsOn } from '../../db/readiness.ts'
import { standingsOf } from '../../db/standings.ts'
import { countUnsettled, markEverybodyUnsettled } from '../../db/unsettled.ts'
import { addDays, addMonths, dayOf, holds, type Day } from '../../src/domain/days.ts'
import { courseOf } from '../../src/domain/readiness.ts'
import { isReady } from '../../src/domain/standing.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { reportReadiness } from '../../src/workflows/report-readiness.ts'
import { reportTeam } from '../../src/workflows/report-team.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { addTeam } from '../../src/workflows/add-team.ts'
import { copyOf, databaseIn, forget, seedPortal, type SeededPortal } from '../seeded.ts'
import { someTeam } from './people/office.ts'

const now = Temporal.Now.instant()
const today = dayOf(now, 'Europe/London')
let seeded: SeededPortal

beforeAll(async () => {
  seeded = await seedPortal()
}, 120_000)
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

const someDays: readonly Day[] = [-400, -200, -90, -30, -1, 0, 1, 30, 90, 400].map((days) => addDays(today, days))

/** Every count on a day, made the slow way: each person derived from facts, one by one. */
async function countedByHand(db: Database, on: Day): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const person of await everybody(db.reader)) {
    for (const span of (await deriveStandings(db, db.reader, person)).spans) {
      if (!holds(span, on)) continue
      const key = [span.team ?? '', span.programme, span.kind].join('|')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

describe('readiness counts', () => {
  test('are, on any day, what counting everybody from facts gives', async () => {
    const db = await seededDatabase()
    for (const on of someDays) {
      const counts = await countsOn(db.reader, on)
      const keyed = new Map(
        [...counts].map(({ team, programme, kind, people }) => [[team ?? '', programme, kind].join('|'), people]),
      )
      expect([on, Object.fromEntries([...keyed].toSorted())]).toEqual([
        on,
        Object.fromEntries([...(await countedByHand(db, on))].toSorted()),
      ])
    }
  })

  test('run through time as they stand on each single day', async () => {
    const db = await seededDatabase()
    const from = addMonths(today, -9)
    const course = courseOf(
      from,
      await countsOn(db.reader, from),
      await changesBetween(db.reader, from, addMonths(today, 3)),
    )
    for (const point of course) {
      const report = await reportReadiness(db, { on: point.on, scope: 'everybody' }, now)
      expect([point.on, point.ready, point.required]).toEqual([point.on, report.whole.ready, report.whole.required])
    }
  })
})

describe('the rebuild', () => {
  test('changes nothing when nothing is damaged, and records nothing', async () => {
    const db = await seededDatabase()
    const [before, head] = [await fingerprintOfStandings(db.reader), await headOfLedger(db.reader)]
    const rebuilt = await rebuild(db)
    expect(rebuilt).toMatchObject({ changed: false })
    expect(await fingerprintOfStandings(db.reader)).toBe(before)
    expect(await headOfLedger(db.reader)).toEqual(head)
  })

  test.each([
    ['spans deleted', sql`DELETE FROM spans WHERE rowid % 3 = 0`],
    ['spans with another kind', sql`UPDATE spans SET kind = 'certified' WHERE kind = 'overdue'`],
    ['counts of teams that were emptied', sql`UPDATE readiness_months SET counts = '{}' WHERE rowid % 4 = 0`],
    ['all counts of teams gone', sql`DELETE FROM readiness_months`],
    ['counts of everybody that were corrupted', sql`UPDATE readiness_days SET change = change + 5 WHERE rowid % 4 = 0`],
    ['all counts of everybody gone', sql`DELETE FROM readiness_days`],
    ['postings in the wrong team', sql`UPDATE postings SET team = NULL`],
    [
      'rights that nobody granted',
      sql`INSERT OR IGNORE INTO access (person, right) SELECT id, 'administrator' FROM people`,
    ],
  ])('mends %s', async (_what, damage) => {
    const db = await seededDatabase()
    const before = await fingerprintOfStandings(db.reader)
    await write(db, (tx) => tx.run(damage))
    expect(await fingerprintOfStandings(db.reader)).not.toBe(before)
    expect(await rebuild(db)).toMatchObject({ changed: true })
    expect(await fingerprintOfStandings(db.reader)).toBe(before)
  })
})

describe('a person whose turn to be rewritten has not come', () => {
  test('sees standings derived from facts, even when the projection is gone', async () => {
    const db = await seededDatabase()
    const holder = seeded.people['holder'] as PersonId
    const before = await standingsOf(db, holder, today)
    await write(db, async (tx) => {
      await markEverybodyUnsettled(tx)
      await tx.run(sql`DELETE FROM spans`)
    })
    expect(await standingsOf(db, holder, today)).toEqual(before)
    expect(before.map(({ kind }) => kind)).toContain('certified')
  })

  test('is counted as catching up until settled, whatever stopped the run before', async () => {
    const db = await seededDatabase()
    const before = await fingerprintOfStandings(db.reader)
    await write(db, markEverybodyUnsettled)
    const waiting = await countUnsettled(db.reader)
    expect((await reportReadiness(db, { on: today, scope: 'everybody' }, now)).catchingUp).toBe(waiting)
    expect(await settleEverybody(db, { who: 'marked' }, now)).toBe(waiting)
    expect(await countUnsettled(db.reader)).toBe(0)
    expect(await fingerprintOfStandings(db.reader)).toBe(before)
  })
})

describe('the readiness report', () => {
  test('names a programme that a later publication left out by the last title it had', async () => {
    const db = await seededDatabase()
    const { curriculum } = (await currentLibrary(db)) ?? { curriculum: undefined }
    if (curriculum === undefined) throw new Error('the demo has published nothing')
    const [left, ...programmes] = curriculum.programmes
    await publishCurriculum(db, { curriculum: { ...curriculum, programmes } }, now)
    const report = await reportReadiness(db, { on: addDays(today, -1), scope: 'everybody' }, now)
    expect(report.programmes.find(({ id }) => id === left?.id)?.title).toBe(left?.title)
  })

  test('shows a manager the teams led today and nothing else, on any day', async () => {
    const db = await seededDatabase()
    const mine = new Set([seeded.teams['voice-north']])
    for (const on of someDays) {
      const report = await reportReadiness(db, { on, scope: mine }, now)
      expect(report.teams.map(({ team }) => team.id)).toEqual([...mine])
    }
  })

  test('counts a team with the teams beneath it', async () => {
    const db = await seededDatabase()
    const report = await reportReadiness(db, { on: today, scope: 'everybody' }, now)
    for (const { team, all } of report.teams.filter(({ team }) => team.children.length > 0)) {
      const beneath = await reportReadiness(db, { on: today, scope: 'everybody', within: team.id }, now)
      expect([team.name, beneath.whole.required]).toEqual([team.name, all.required])
    }
    const tops = report.teams.filter(({ team }) => team.depth === 0)
    expect(tops.reduce((sum, { all }) => sum + all.required, 0) + report.withoutTeam.required).toBe(
      report.whole.required,
    )
  })

  test('names every place that pulls it down, also a team with an empty one beneath it', async () => {
    const db = await seededDatabase()
    const south = seeded.teams['voice-south']
    const before = await reportReadiness(db, { on: today, scope: 'everybody' }, now)
    const beneath = { ...someTeam(), parent: south, from: today }
    expect(await addTeam(db, beneath, now)).toMatchObject({ kind: 'added' })
    const after = await reportReadiness(db, { on: today, scope: 'everybody' }, now)
    const told = ({ pulls }: typeof after) => pulls.map(({ team, points }) => [team?.id ?? null, points])
    expect(before.pulls.map(({ team }) => team?.id)).toContain(south)
    expect(told(after)).toEqual(told(before))
  })

  test('adds up to all that is missing, for a manager’s teams as for everybody', async () => {
    const db = await seededDatabase()
    for (const scope of ['everybody', new Set([seeded.teams['contact-centre'], seeded.teams.written])] as const) {
      for (const on of someDays) {
        const { pulls, whole } = await reportReadiness(db, { on, scope }, now)
        const pulled = pulls.reduce((sum, pull) => sum + pull.notReady, 0)
        expect([on, pulled]).toEqual([on, whole.required - whole.ready])
      }
    }
  })

  test('agrees with the people listed in the team', async () => {
    const db = await seededDatabase()
    const report = await reportReadiness(db, { on: today, scope: 'everybody' }, now)
    for (const { team, all, byProgramme } of report.teams.filter(({ team }) => team.children.length === 0)) {
      const { members } = await reportTeam(db, { teams: [team.id], on: today })
      const kinds = members.flatMap((member) => [...member.standings.values()].map(({ kind }) => kind))
      const counted = [...byProgramme.values()]
        .flatMap(({ kinds: spread }) => [...spread])
        .reduce((sum, [, people]) => sum + people, 0)
      expect([team.name, kinds.length]).toEqual([team.name, counted])
      expect(all.ready).toBe(kinds.filter(isReady).length)
    }
  })

  test('of a manager’s team names who may work the telephone and who may not, each once', async () => {
    const db = await seededDatabase()
    const { members, channels } = await reportTeam(db, { teams: [seeded.teams['voice-north']], on: today })
    const phone = channels.find(({ channel }) => channel === 'phone')
    const named = [...(phone?.may ?? []), ...(phone?.mayNot ?? []).map(({ person }) => person), ...(phone?.away ?? [])]
    expect(new Set(named).size).toBe(named.length)
    expect(named.toSorted()).toEqual(
      members
        .filter(({ standings }) => standings.size > 0)
        .map(({ person }) => person)
        .toSorted(),
    )
  })

  test('of a team counts those whose certificate has run out, so that nobody takes them for safe', async () => {
    const db = await seededDatabase()
    const later = addMonths(today, 14)
    const { lapsing, members } = await reportTeam(db, { teams: [seeded.teams['voice-south']], on: later })
    const expired = members.filter(({ standings }) => [...standings.values()].some(({ kind }) => kind === 'expired'))
    expect(lapsing.lapsed).toBe(expired.length)
    expect(expired.length).toBeGreaterThan(5)
  })
})
