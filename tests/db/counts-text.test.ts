import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { countsFrom, readCounts, textOfCounts, type CountedMonth } from '../../db/counts-text.ts'
import { write } from '../../db/open.ts'
import { standingKinds, type StandingKind } from '../../src/domain/standing-words.ts'
import { temporaryDatabase } from './temporary.ts'

const numbers = fc
  .tuple(
    fc.integer({ min: -9, max: 5000 }),
    fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -40, max: 40 })), {
      selector: ([day]) => day,
      maxLength: 5,
    }),
  )
  .map(([people, days]) => [people, ...days.toSorted(([a], [b]) => a - b).flat()])
const aMonth: fc.Arbitrary<CountedMonth> = fc
  .uniqueArray(
    fc.tuple(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/),
      fc.uniqueArray(fc.tuple(fc.constantFrom(...standingKinds), numbers), {
        selector: ([kind]) => kind,
        minLength: 1,
      }),
    ),
    { selector: ([programme]) => programme },
  )
  .map((programmes) => new Map(programmes.map(([programme, kinds]) => [programme, new Map(kinds)])))

describe('the text of counts', () => {
  test('says again what it was made of, in one form', () => {
    fc.assert(
      fc.property(aMonth, (month) => {
        const text = textOfCounts(month)
        expect(countsFrom(text)).toEqual(month)
        expect(textOfCounts(countsFrom(text))).toBe(text)
      }),
    )
  })

  test('is short and can be read by eye', () => {
    const kinds = (...all: readonly (readonly [StandingKind, readonly number[]])[]) => new Map(all)
    const month = new Map([
      ['telephone', kinds(['overdue', [2, 7, 1]], ['certified', [40, 7, -1, 21, 3]])],
      ['letters', kinds(['to-do', [12]])],
    ])
    expect(textOfCounts(month)).toBe('letters t12;telephone c40,7-1,21+3 o2,7+1')
  })

  test.each(['telephone', 'telephone c', 'telephone z4', 'telephone c4,', 'telephone c4 ', 'telephone c4,7', '{}'])(
    'is not «%s», which is refused and not read as something else',
    (text) => {
      const reader = { programme: () => undefined, kind: () => undefined, change: () => undefined }
      expect(() => readCounts(text, reader)).toThrow(RangeError)
    },
  )

  test('is what counts kept in the form before are turned into', async () => {
    const db = await temporaryDatabase()
    const step = readFileSync(new URL('../../db/migrations/0006_counts.sql', import.meta.url), 'utf8')
    await fc.assert(
      fc.asyncProperty(aMonth, async (month) => {
        const json = JSON.stringify(
          Object.fromEntries([...month].map(([programme, kinds]) => [programme, Object.fromEntries(kinds)])),
        )
        await write(db, async (tx) => {
          await tx.run(sql`DELETE FROM readiness_months`)
          await tx.run(sql`INSERT INTO readiness_months (team, month, counts) VALUES ('t', '2026-01', ${json})`)
          await tx.run(sql.raw(step))
        })
        const [row] = await db.reader.all<{ counts: string }>(sql`SELECT counts FROM readiness_months`)
        expect(row?.counts).toBe(textOfCounts(month))
      }),
      { numRuns: 60 },
    )
  })
})
