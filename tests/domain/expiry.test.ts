import { describe, expect, test } from 'vitest'
import { day } from '../../src/domain/days.ts'
import { expiryOf, nextExpiry, renewsFrom, type Before, type ExpiryRule } from '../../src/domain/expiry.ts'

const yearly: ExpiryRule = { validForMonths: 12, renewalWindowDays: 60 }
const drifting: ExpiryRule = { ...yearly, renewsFrom: 'completion' }
/** Everybody's certificate ends on 31 March. */
const march: ExpiryRule = { ...yearly, renewsFrom: 'fixed-date', fixedExpiry: day('2026-03-31') }
/** Ended on 31 March 2027; renewing counted from 30 January on. */
const before: Before = {
  expiresOn: day('2027-03-31'),
  windowOpensOn: day('2027-01-30'),
  holdsUntil: day('2027-03-31'),
}

const expires = (rule: ExpiryRule, on: string, after?: Before) => nextExpiry(rule, day(on), after).expiresOn

describe('an expiry', () => {
  test('is counted from the old expiry when a programme says nothing', () => {
    expect(renewsFrom({})).toBe('old-expiry')
    expect(renewsFrom({ renewsFrom: 'completion' })).toBe('completion')
  })

  test('of a first certificate is whole months after its completion', () => {
    expect(nextExpiry(yearly, day('2026-05-04'))).toEqual({ countsFrom: '2026-05-04', expiresOn: '2027-05-04' })
    expect(nextExpiry(drifting, day('2026-05-04'))).toEqual({ countsFrom: '2026-05-04', expiresOn: '2027-05-04' })
  })

  test('of 29 February is 28 February in a common year and 29 February in a leap year', () => {
    expect(expires(yearly, '2028-02-29')).toBe('2029-02-28')
    expect(expires({ ...yearly, validForMonths: 48 }, '2028-02-29')).toBe('2032-02-29')
  })

  test('of the 31st is the last day of a shorter month', () => {
    expect(expires({ ...yearly, validForMonths: 1 }, '2027-01-31')).toBe('2027-02-28')
    expect(expires({ ...yearly, validForMonths: 1 }, '2028-01-31')).toBe('2028-02-29')
    expect(expires({ ...yearly, validForMonths: 6 }, '2027-08-31')).toBe('2028-02-29')
  })
})

describe('a renewal counted from the old expiry', () => {
  test('loses no day by being early, from the first day of the window to the last of the certificate', () => {
    for (const on of ['2027-01-30', '2027-02-15', '2027-03-31'])
      expect(nextExpiry(yearly, day(on), before)).toEqual({ countsFrom: '2027-03-31', expiresOn: '2028-03-31' })
  })

  test('counts from completion once the certificate has run out', () => {
    expect(nextExpiry(yearly, day('2027-04-01'), before)).toEqual({ countsFrom: '2027-04-01', expiresOn: '2028-04-01' })
  })

  test('before the window counts from its own day and never ends before the old expiry', () => {
    expect(expires(yearly, '2027-01-29', before)).toBe('2028-01-29')
    expect(expires({ ...yearly, validForMonths: 1 }, '2027-01-29', before)).toBe('2027-03-31')
  })

  test('after an extension counts from what was granted, and never ends before the extension does', () => {
    const extended = { ...before, holdsUntil: day('2027-06-30') }
    expect(nextExpiry(yearly, day('2027-02-15'), extended)).toEqual({
      countsFrom: '2027-03-31',
      expiresOn: '2028-03-31',
    })
    expect(expires(yearly, '2027-05-10', extended)).toBe('2028-05-10')
    expect(expires({ ...yearly, validForMonths: 1 }, '2027-05-10', extended)).toBe('2027-06-30')
  })
})

describe('a renewal counted from completion', () => {
  test('drifts with the day of completion, but never ends before the old expiry', () => {
    expect(nextExpiry(drifting, day('2027-02-15'), before)).toEqual({
      countsFrom: '2027-02-15',
      expiresOn: '2028-02-15',
    })
    expect(expires({ ...drifting, validForMonths: 1 }, '2027-02-15', before)).toBe('2027-03-31')
  })
})

describe('a fixed date', () => {
  test('is the same for everybody, whenever they completed before it', () => {
    expect(expires(march, '2026-04-01')).toBe('2027-03-31')
    expect(expires(march, '2027-03-30')).toBe('2027-03-31')
  })

  test('that falls on the day of completion is a whole period away: no certificate lasts a day', () => {
    expect(expires(march, '2027-03-31')).toBe('2028-03-31')
  })

  test('is found before the day that the author wrote as well as after it', () => {
    expect(expires(march, '2020-06-01')).toBe('2021-03-31')
    expect(expires(march, '2040-06-01')).toBe('2041-03-31')
    expect(expires({ ...march, validForMonths: 6 }, '2026-04-15')).toBe('2026-09-30')
    expect(expires({ ...march, validForMonths: 6 }, '2025-04-15')).toBe('2025-09-30')
  })

  test('lies whole periods from the written day, so that the last of January stays the last', () => {
    const months = { ...march, fixedExpiry: day('2026-01-31'), validForMonths: 1 }
    expect(['2026-02-01', '2026-03-01', '2026-04-02'].map((on) => expires(months, on))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ])
    const leap = { ...march, fixedExpiry: day('2028-02-29') }
    expect(['2028-03-01', '2029-03-01', '2031-03-01'].map((on) => expires(leap, on))).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2032-02-29',
    ])
  })

  test('passes over a day on which a newcomer would have held too short a time', () => {
    const least = { ...march, leastActiveDays: 90 }
    expect(expires(least, '2026-12-31')).toBe('2027-03-31')
    expect(expires(least, '2027-01-01')).toBe('2028-03-31')
    expect(expires({ ...march, leastActiveDays: 400 }, '2026-04-15')).toBe('2028-03-31')
  })

  test('goes on to the next period for whoever renews in the window, by the right year', () => {
    for (const on of ['2027-01-30', '2027-03-31']) expect(expires(march, on, before)).toBe('2028-03-31')
    expect(expires({ ...march, leastActiveDays: 90 }, '2027-03-01', before)).toBe('2028-03-31')
    expect(nextExpiry(march, day('2027-03-01'), before).countsFrom).toBe('2027-03-31')
  })

  test('is the next one for whoever renews late', () => {
    expect(expires(march, '2027-05-05', before)).toBe('2028-03-31')
    expect(expires(march, '2029-05-05', before)).toBe('2030-03-31')
  })

  test('before the window gives the later of both expiries', () => {
    expect(expires(march, '2027-01-29', before)).toBe('2027-03-31')
  })

  test('that the author forgot to write leaves the validity to count', () => {
    expect(expires({ ...yearly, renewsFrom: 'fixed-date' }, '2026-05-04')).toBe('2027-05-04')
  })

  test('written under another basis does nothing', () => {
    expect(expires({ ...march, renewsFrom: 'old-expiry' }, '2026-05-04')).toBe('2027-05-04')
  })

  test('counts the least active period from the day it began to hold', () => {
    const least = { ...march, leastActiveDays: 30 }
    expect(expiryOf(least, day('2027-03-10'))).toBe('2028-03-31')
    expect(expiryOf(least, day('2027-03-10'), day('2027-02-01'))).toBe('2027-03-31')
  })
})
