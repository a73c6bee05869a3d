import { describe, expect, test } from 'vitest'
import { day } from '../../src/domain/days.ts'
import { endOfDay } from '../../src/domain/known-by.ts'
import { settingHistoriesFrom } from '../../src/domain/settings.ts'

/** Words about the time zone, each as recorded at an instant for the days from one on. */
type Word = readonly [at: string, from: string, zone: string]
const histories = (words: readonly Word[]) =>
  settingHistoriesFrom(
    words.map(([at, from, value], index) => ({
      sequence: index + 1,
      at,
      by: null,
      fact: { kind: 'setting', setting: 'time-zone', from: day(from), value },
    })),
  )
const endIn = (on: string, ...words: readonly Word[]) => endOfDay(day(on), histories(words)).toString()
const always = (zone: string) => ['2026-01-01T12:00:00Z', '2026-01-01', zone] as const

describe('the end of a day', () => {
  test.each([
    ['2026-03-28', 'Europe/London', '2026-03-29T00:00:00Z'],
    ['2026-03-29', 'Europe/London', '2026-03-29T23:00:00Z'],
    ['2026-10-25', 'Europe/London', '2026-10-26T00:00:00Z'],
    ['2028-02-29', 'Pacific/Auckland', '2028-02-29T11:00:00Z'],
    ['2026-12-31', 'America/New_York', '2027-01-01T05:00:00Z'],
    ['2026-06-01', 'Asia/Kathmandu', '2026-06-01T18:15:00Z'],
    // In Beirut the clock goes from midnight to one o'clock that night: the next day begins at one.
    ['2026-03-28', 'Asia/Beirut', '2026-03-28T22:00:00Z'],
  ])('%s in %s is %s', (on, zone, end) => {
    expect(endIn(on, always(zone))).toBe(end)
  })

  test('is that of the new zone, from the day on which it takes over', () => {
    const words = [always('Europe/London'), ['2026-06-01T09:00:00Z', '2026-07-01', 'America/New_York']] as const
    expect(endIn('2026-06-29', ...words)).toBe('2026-06-29T23:00:00Z')
    expect(endIn('2026-07-01', ...words)).toBe('2026-07-02T04:00:00Z')
  })

  test('is never moved by a word said later, whatever days it is about', () => {
    const words = [always('Europe/London'), ['2026-06-01T09:00:00Z', '2026-02-01', 'Asia/Tokyo']] as const
    for (const on of ['2026-01-31', '2026-02-01', '2026-05-31']) {
      expect(endIn(on, ...words)).toBe(endIn(on, always('Europe/London')))
    }
    expect(endIn('2026-06-01', ...words)).toBe('2026-06-01T15:00:00Z')
  })

  test('counts a word said late in the evening as of that evening, where the organisation was', () => {
    const late = ['2026-06-02T02:00:00Z', '2026-06-01', 'Asia/Tokyo'] as const
    expect(endIn('2026-06-01', always('America/New_York'), late)).toBe('2026-06-01T15:00:00Z')
    expect(endIn('2026-06-01', always('Europe/London'), late)).toBe('2026-06-01T23:00:00Z')
  })
})
