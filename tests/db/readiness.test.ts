import fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { write, type Database } from '../../db/open.ts'
import { applyChanges, changesBetween, countsOn, noteSpan, type Changes, type CountedSpan } from '../../db/readiness.ts'
import { addDays, day, FOREVER, holds, type Day } from '../../src/domain/days.ts'
import { as, type ProgrammeId, type TeamId } from '../../src/domain/ids.ts'
import type { StandingKind } from '../../src/domain/standing-words.ts'
import { temporaryDatabase } from './temporary.ts'

const begin = day('2026-01-15')
const aDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays(begin, days))
const aTeam = fc.constantFrom(as<TeamId>('north'), as<TeamId>('south'), null)
const aSpan: fc.Arbitrary<CountedSpan> = fc
  .record({
    team: aTeam,
    programme: fc.constantFrom(as<ProgrammeId>('one'), as<ProgrammeId>('two')),
    kind: fc.constantFrom<StandingKind>('certified', 'overdue'),
    from: aDay,
    days: fc.option(fc.integer({ min: 1, max: 300 })),
  })
  .map(({ days, ...span }) => ({ ...span, to: days === null ? FOREVER : addDays(span.from, days) }))

async function noted(db: Database, spans: readonly CountedSpan[], count: 1 | -1) {
  const changes: Changes = new Map()
  for (const span of spans) noteSpan(changes, span, count)
  await write(db, (tx) => applyChanges(tx, changes))
}

function rowsOf(db: Database) {
  return Promise.all([
    db.reader.all(sql`SELECT team, month, counts FROM readiness_months ORDER BY team, month`),
    db.reader.all(sql`SELECT day, kind, change FROM readiness_days ORDER BY day, kind`),
  ])
}

async function cleared(db: Database) {
  await write(db, async (tx) => {
    await tx.run(sql`DELETE FROM readiness_months`)
    await tx.run(sql`DELETE FROM readiness_days`)
  })
}

function counted(spans: readonly CountedSpan[], on: Day) {
  const counts = new Map<string, number>()
  for (const span of spans.filter((one) => holds(one, on))) {
    const key = [span.team, span.programme, span.kind].join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].toSorted())
}

describe('counts', () => {
  test('are, on any day and of any teams, what counting the spans one by one gives', async () => {
    const db = await temporaryDatabase()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(aSpan, { maxLength: 6 }), { maxLength: 6 }), aDay, async (batches, on) => {
        await cleared(db)
        for (const batch of batches) await noted(db, batch, 1)
        const found = (counts: Awaited<ReturnType<typeof countsOn>>) =>
          Object.fromEntries(
            [...counts]
              .map(({ team, programme, kind, people }) => [[team, programme, kind].join(), people] as const)
              .toSorted(([a], [b]) => (a < b ? -1 : 1)),
          )
        expect(found(await countsOn(db.reader, on))).toEqual(counted(batches.flat(), on))
        const north = batches.flat().filter(({ team }) => team === 'north')
        expect(found(await countsOn(db.reader, on, [as<TeamId>('north')]))).toEqual(counted(north, on))
      }),
      { numRuns: 60 },
    )
  })

  test('are kept in one form, whatever came before and in which order', async () => {
    const db = await temporaryDatabase()
    await fc.assert(
      fc.asyncProperty(
        fc.array(aSpan, { maxLength: 12 }),
        fc.array(aSpan, { maxLength: 8 }),
        async (spans, passing) => {
          await cleared(db)
          await noted(db, spans, 1)
          const at = await rowsOf(db)
          await cleared(db)
          await noted(db, passing, 1)
          for (const span of spans.toReversed()) await noted(db, [span], 1)
          await noted(db, passing, -1)
          expect(await rowsOf(db)).toEqual(at)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('change from day to day as those of each team do, be they few or most', async () => {
    const [db, alone] = [await temporaryDatabase(), await temporaryDatabase()]
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => as<TeamId>(name))
    const manySpans = fc.array(
      fc.tuple(aSpan, fc.constantFrom(...names, null)).map(([span, team]) => ({ ...span, team })),
      { maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(manySpans, fc.subarray(names), aDay, async (spans, asked, from) => {
        await cleared(db)
        await noted(db, spans, 1)
        const to = addDays(from, 120)
        await cleared(alone)
        const own = spans.filter(({ team }) => team !== null && asked.includes(team))
        await noted(alone, own, 1)
        expect(await changesBetween(db.reader, from, to, asked)).toEqual(await changesBetween(alone.reader, from, to))
      }),
      { numRuns: 25 },
    )
  })

  test('change from day to day alike for everybody and for all teams by name', async () => {
    const db = await temporaryDatabase()
    await fc.assert(
      fc.asyncProperty(fc.array(aSpan, { maxLength: 12 }), aDay, async (spans, from) => {
        await cleared(db)
        const inTeams = spans.filter(({ team }) => team !== null)
        await noted(db, inTeams, 1)
        const to = addDays(from, 120)
        const byName = await changesBetween(db.reader, from, to, [as<TeamId>('north'), as<TeamId>('south')])
        expect(byName.toSorted(byDayAndKind)).toEqual(
          [...(await changesBetween(db.reader, from, to))].toSorted(byDayAndKind),
        )
      }),
      { numRuns: 60 },
    )
  })
})

function byDayAndKind(a: { on: Day; kind: string }, b: { on: Day; kind: string }): number {
  return `${a.on}${a.kind}` < `${b.on}${b.kind}` ? -1 : 1
}
