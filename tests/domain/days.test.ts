import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FOREVER,
  addDays,
  addMonths,
  day,
  dayOf,
  daysBetween,
  readDay,
  timelineOf,
  valueOn,
  type Day,
} from '../../src/domain/days.ts'

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day('1990-01-01'), days))

describe('days', () => {
  test('29 February plus a year is 28 February', () => {
    expect(addMonths(day('2028-02-29'), 12)).toBe('2029-02-28')
  })

  test('31 January plus a month is the last day of February', () => {
    expect(addMonths(day('2027-01-31'), 1)).toBe('2027-02-28')
  })

  test('a day that the calendar does not have is refused', () => {
    expect(readDay('2027-02-30')).toBeUndefined()
    expect(readDay('2027-2-3')).toBeUndefined()
    expect(readDay('tomorrow')).toBeUndefined()
  })

  test('the civil day is that of the organisation’s time zone, not of UTC', () => {
    const lateEvening = Temporal.Instant.from('2027-06-30T23:30:00Z')
    expect(dayOf(lateEvening, 'Europe/London')).toBe('2027-07-01')
    expect(dayOf(lateEvening, 'America/New_York')).toBe('2027-06-30')
  })

  test('the last day of all stays where it is', () => {
    expect(addDays(FOREVER, 30)).toBe(FOREVER)
    expect(addMonths(FOREVER, 12)).toBe(FOREVER)
  })

  test('are added as the calendar has them, over every end of a month and leap day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (start, days) => {
        expect(addDays(start, days)).toBe(Temporal.PlainDate.from(start).add({ days }).toString())
      }),
    )
  })

  test('adding days and counting them are each other’s inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (start, days) => {
        expect(daysBetween(start, addDays(start, days))).toBe(days)
      }),
    )
  })
})

describe('a timeline of dated words', () => {
  test('a word recorded later about an earlier day replaces what was said about the days after it', () => {
    const timeline = timelineOf([
      { from: day('2027-01-01'), value: 'north' },
      { from: day('2027-11-01'), value: 'south' },
      { from: day('2027-10-15'), value: 'written' },
    ])
    expect(timeline).toEqual([
      { from: '2027-01-01', to: '2027-10-15', value: 'north' },
      { from: '2027-10-15', to: FOREVER, value: 'written' },
    ])
  })

  test('what holds on a day is the last recorded word that begins by then and was not replaced since', () => {
    const words = fc.array(fc.record({ from: anyDay, value: fc.nat(9) }), { maxLength: 12 })
    fc.assert(
      fc.property(words, anyDay, (said, on) => {
        // The plain reading: take the words in turn; each one wipes everything from its day on.
        const plain = new Map<Day, number>()
        for (const word of said) {
          for (const known of plain.keys()) if (known >= word.from) plain.delete(known)
          plain.set(word.from, word.value)
        }
        const latest = [...plain.keys()]
          .filter((from) => from <= on)
          .toSorted()
          .at(-1)
        expect(valueOn(timelineOf(said), on)).toBe(latest === undefined ? undefined : plain.get(latest))
      }),
    )
  })
})
