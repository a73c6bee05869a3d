import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Programme } from '../../src/domain/curriculum.ts'
import { addDays, day, dayOf, type Day } from '../../src/domain/days.ts'
import { settingNames, type FactOf, type Recorded, type SettingName } from '../../src/domain/facts.ts'
import { as, type PersonId, type ReasonId } from '../../src/domain/ids.ts'
import {
  builtIn,
  builtInReasons,
  readSetting,
  settingHistoriesFrom,
  settingOn,
  settingsOn,
  weekdays,
  windowsTaken,
  withDefaultWindows,
  writeSetting,
  type SettingValues,
} from '../../src/domain/settings.ts'
import { dayAt } from '../../src/domain/time-zones.ts'

const today = day('2026-11-12')
const somebody = as<PersonId>('somebody')

function said(words: readonly (readonly [SettingName, string, Day])[]): Recorded<FactOf<'setting'>>[] {
  return words.map(([setting, value, from], index) => ({
    sequence: index + 1,
    at: '2026-11-12T10:00:00.000Z',
    by: somebody,
    fact: { kind: 'setting', setting, from, value },
  }))
}
const histories = (...words: (readonly [SettingName, string, Day])[]) => settingHistoriesFrom(said(words))

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day('2000-01-01'), days))
const anyValue: { readonly [Name in SettingName]: fc.Arbitrary<SettingValues[Name]> } = {
  'time-zone': fc.constantFrom('Europe/London', 'Asia/Tokyo', 'America/New_York', 'UTC'),
  'default-windows': fc
    .tuple(fc.integer({ min: 1, max: 3650 }), fc.nat(3650), fc.nat(3650))
    .map(([completeWithinDays, renewalWindowDays, graceDays]) => ({
      completeWithinDays,
      renewalWindowDays,
      graceDays,
    })),
  retention: fc.integer({ min: 1, max: 50 }),
  reasons: fc.uniqueArray(
    fc.stringMatching(/^[a-z0-9-]{1,40}$/).map((id) => as<ReasonId>(id)),
    { maxLength: 50 },
  ),
  'quiet-days': fc
    .tuple(fc.subarray([...weekdays], { maxLength: 6 }), fc.uniqueArray(anyDay, { maxLength: 40 }))
    .map(([quiet, dates]) => ({ weekdays: quiet, dates: dates.toSorted() })),
}

describe('the text of a setting', () => {
  test.each(settingNames)('%s: what is written is read back, and written alike', (name) => {
    const property = <Name extends SettingName>(one: Name) =>
      fc.assert(
        fc.property(anyValue[one], (value: SettingValues[Name]) => {
          const text = writeSetting(one, value)
          const read = readSetting(one, text)
          expect(read).toEqual(value)
          expect(read === undefined ? '' : writeSetting(one, read)).toBe(text)
        }),
      )
    property(name)
  })

  test.each(settingNames)('%s: no text whatever makes reading throw', (name) => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readSetting(name, text)))
  })

  test.each(settingNames)('%s: the built-in value is one', (name) => {
    expect(readSetting(name, writeSetting(name, builtIn[name]))).toEqual(builtIn[name])
  })

  test('days and weekdays said in another order are the same text', () => {
    const dates = [day('2026-12-26'), day('2026-12-25'), day('2026-12-26')]
    expect(writeSetting('quiet-days', { weekdays: ['sunday', 'saturday'], dates })).toBe(
      '{"dates":["2026-12-25","2026-12-26"],"weekdays":["saturday","sunday"]}',
    )
  })

  test.each<[SettingName, string]>([
    ['time-zone', 'Mars/Olympus'],
    ['time-zone', '+01:00'],
    ['time-zone', ''],
    ['default-windows', '{"completeWithinDays":0,"graceDays":0,"renewalWindowDays":0}'],
    ['default-windows', '{"completeWithinDays":1.5,"graceDays":0,"renewalWindowDays":0}'],
    ['default-windows', '{"completeWithinDays":14,"graceDays":30}'],
    ['default-windows', '{"completeWithinDays":14,"graceDays":3651,"renewalWindowDays":60}'],
    ['retention', '0'],
    ['retention', '51'],
    ['retention', '"7"'],
    ['reasons', '[1]'],
    ['reasons', `["${'x'.repeat(10_000)}"]`],
    ['quiet-days', '{"dates":["2026-02-30"],"weekdays":[]}'],
    ['quiet-days', '{"dates":[],"weekdays":["someday"]}'],
    ['quiet-days', JSON.stringify({ dates: [], weekdays })],
  ])('%s: %s is no value', (name, text) => {
    expect(readSetting(name, text)).toBeUndefined()
  })

  test('a time zone is written as the calendar writes it', () => {
    expect(readSetting('time-zone', 'europe/london')).toBe('Europe/London')
  })
})

describe('settings through time', () => {
  test('before any word the built-in values hold', () => {
    expect(settingsOn(histories(), today)).toEqual({
      timeZone: 'UTC',
      defaultWindows: { completeWithinDays: 30, renewalWindowDays: 60, graceDays: 30 },
      retentionYears: 7,
      reasons: [...builtInReasons.keys()],
      quietDays: { weekdays: ['saturday', 'sunday'], dates: [] },
    })
  })

  test('a word holds from its day on', () => {
    const known = histories(['retention', '10', day('2027-01-01')])
    expect(settingOn(known, 'retention', day('2026-12-31'))).toBe(7)
    expect(settingOn(known, 'retention', day('2027-01-01'))).toBe(10)
  })

  test('of two words for one day the later recorded one holds, and both are told', () => {
    const known = histories(['retention', '10', today], ['retention', '12', today])
    expect(settingOn(known, 'retention', today)).toBe(12)
    expect(known.retention.said.map(({ value }) => value)).toEqual([10, 12])
    expect(known.retention.holding).toHaveLength(1)
  })

  test('a word that cannot be read says nothing', () => {
    const known = histories(['retention', '10', today], ['retention', 'as long as it takes', today])
    expect(settingOn(known, 'retention', today)).toBe(10)
  })

  test('every setting has its own history', () => {
    const known = histories(['retention', '10', today], ['time-zone', 'Asia/Tokyo', today])
    expect(settingsOn(known, today)).toMatchObject({ retentionYears: 10, timeZone: 'Asia/Tokyo' })
  })
})

describe('default windows', () => {
  const programme = { completeWithinDays: 14, renewalWindowDays: 60, graceDays: 30, validForMonths: 12 } as Programme
  const windows = { completeWithinDays: 21, renewalWindowDays: 45, graceDays: 10 }

  test('fill what the author left out, and nothing else', () => {
    expect(withDefaultWindows({ ...programme, defaulted: ['graceDays'] }, windows)).toEqual({
      ...programme,
      defaulted: ['graceDays'],
      graceDays: 10,
    })
  })

  test('leave a renewal window shorter than the validity', () => {
    const short = { ...programme, validForMonths: 1, defaulted: ['renewalWindowDays'] } as const
    expect(withDefaultWindows(short, windows).renewalWindowDays).toBe(27)
  })

  test('leave a programme that says all of its windows as it is', () => {
    expect(withDefaultWindows(programme, windows)).toBe(programme)
  })

  test('a publication takes those known when it was made, even if others are said for the same day afterwards', () => {
    const known = histories(
      ['default-windows', writeSetting('default-windows', windows), today],
      ['default-windows', writeSetting('default-windows', { ...windows, graceDays: 0 }), today],
    )
    expect(windowsTaken(known, { on: today, sequence: 1 })).toEqual(builtIn['default-windows'])
    expect(windowsTaken(known, { on: today, sequence: 2 })).toEqual(windows)
    expect(windowsTaken(known, { on: today, sequence: 3 })).toEqual({ ...windows, graceDays: 0 })
    expect(windowsTaken(known, { on: addDays(today, -1), sequence: 3 })).toEqual(builtIn['default-windows'])
  })
})

describe('the day where the organisation is', () => {
  const at = (instant: string) => Temporal.Instant.from(instant)
  const moved = histories(['time-zone', 'Europe/London', day('2026-01-01')], ['time-zone', 'Asia/Tokyo', today])

  test('is that of the zone in force, to the minute', () => {
    const london = histories(['time-zone', 'Europe/London', day('2026-01-01')])
    expect(dayAt(london, at('2026-07-01T22:59:00Z'))).toBe('2026-07-01')
    expect(dayAt(london, at('2026-07-01T23:00:00Z'))).toBe('2026-07-02')
  })

  test('a zone further east takes over at its own midnight', () => {
    expect(dayAt(moved, at('2026-11-11T14:59:00Z'))).toBe('2026-11-11')
    expect(dayAt(moved, at('2026-11-11T15:00:00Z'))).toBe('2026-11-12')
    expect(dayAt(moved, at('2026-11-12T15:00:00Z'))).toBe('2026-11-13')
  })

  test('a zone further west lets the day of the old one last until its own midnight is past', () => {
    const west = histories(['time-zone', 'Asia/Tokyo', day('2026-01-01')], ['time-zone', 'America/New_York', today])
    expect(dayAt(west, at('2026-11-11T14:59:00Z'))).toBe('2026-11-11')
    expect(dayAt(west, at('2026-11-11T15:00:00Z'))).toBe('2026-11-12')
    expect(dayAt(west, at('2026-11-12T04:59:00Z'))).toBe('2026-11-12')
    expect(dayAt(west, at('2026-11-13T05:00:00Z'))).toBe('2026-11-13')
  })

  test('from one end of the world to the other, no day comes back', () => {
    const ends = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/London', 'America/New_York', 'Asia/Tokyo']
    const anyWords = fc.array(fc.tuple(fc.constantFrom(...ends), fc.nat(30)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(anyWords, fc.nat(30 * 24 * 2), fc.integer({ min: 1, max: 96 }), (words, start, halves) => {
        const known = histories(
          ...words
            .toSorted((a, b) => a[1] - b[1])
            .map(([zone, days]) => ['time-zone', zone, addDays(today, days)] as const),
        )
        const first = at('2026-11-11T00:00:00Z').add({ minutes: 30 * start })
        expect(dayAt(known, first) <= dayAt(known, first.add({ minutes: 30 * halves }))).toBe(true)
      }),
    )
  })

  test('what is said of the zone for a coming day changes the day of no instant before', () => {
    const anyInstant = fc.integer({ min: 0, max: 300 * 24 }).map((hours) => at('2026-01-01T00:00:00Z').add({ hours }))
    const before = histories(['time-zone', 'Europe/London', day('2026-01-01')])
    fc.assert(fc.property(anyInstant, (instant) => dayAt(before, instant) === dayOf(instant, 'Europe/London')))
    fc.assert(
      fc.property(
        anyInstant,
        (instant) => dayAt(moved, instant) === dayAt(before, instant) || dayAt(moved, instant) >= today,
      ),
    )
  })
})
