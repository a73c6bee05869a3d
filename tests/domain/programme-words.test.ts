import { describe, expect, test } from 'vitest'
import type { Audience, Organisation } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import { as, type Branch, type Channel, type JobRole } from '../../src/domain/ids.ts'
import { fixedDaysInWords, gainInWords, validityInWords, whyAskedInWords } from '../../src/domain/programme-words.ts'

const adviser = as<JobRole>('adviser')
const phone = as<Channel>('phone')
const organisation: Pick<Organisation, 'roles' | 'channels' | 'branches'> = {
  roles: new Map([[adviser, 'Adviser']]),
  channels: new Map([[phone, 'Telephone']]),
  branches: new Map([[as<Branch>('millbrook'), 'Millbrook']]),
}
const team = { name: 'Voice North', channels: [phone, as<Channel>('chat')] }
const worker = { roles: new Set([adviser, as<JobRole>('manager')]), team }
const audience = (change: Partial<Audience>): Audience => ({
  roles: 'everyone',
  channels: undefined,
  branches: undefined,
  ...change,
})

describe('why a programme is asked of somebody', () => {
  test('names the job role that brings it, and the channel of the team', () => {
    const words = whyAskedInWords(audience({ roles: [adviser], channels: [phone] }), worker, organisation)
    expect(words).toBe('Because you work as adviser and your team, Voice North, works on the telephone.')
  })

  test('says how one works on each channel', () => {
    const channels = new Map(
      ['E-mail', 'Chat', 'Social media', 'Face to face'].map((name) => [as<Channel>(name.toLowerCase()), name]),
    )
    const words = whyAskedInWords(
      audience({ channels: [...channels.keys()] }),
      { roles: new Set(), team: { name: 'Written', channels: [...channels.keys()] } },
      { ...organisation, channels },
      true,
    )
    expect(words).toBe('Because your team, Written, will work by e-mail, in chat, on social media and face to face.')
  })

  test('names only what the programme asks about', () => {
    expect(whyAskedInWords(audience({ roles: [adviser] }), worker, organisation)).toBe('Because you work as adviser.')
  })

  test('of everybody says so', () => {
    expect(whyAskedInWords(audience({}), { roles: new Set(), team: undefined }, organisation)).toBe(
      'Because everybody here is asked.',
    )
  })
})

describe('how long a certification holds', () => {
  const validity = { completeWithinDays: 14, validForMonths: 12, renewalWindowDays: 60, graceDays: 30 }
  const fixed = { ...validity, renewsFrom: 'fixed-date', fixedExpiry: day('2027-03-31') } as const

  test('is told with the end from which the next is counted', () => {
    expect(validityInWords(validity).slice(1, 3)).toEqual([
      'The certification holds for 12 months.',
      'You can renew it in the last 60 days; the new time counts from the old end, so nothing is lost by being early. What you do for it earlier is practice, and counts for nothing.',
    ])
    expect(validityInWords({ ...validity, renewsFrom: 'completion' })[2]).toBe(
      'You can renew it in the last 60 days; the new time counts from the day on which you renew it, and never ends before the old one. What you do for it earlier is practice, and counts for nothing.',
    )
  })

  test('names the fixed day, and what becomes of somebody who comes late in the year', () => {
    expect(validityInWords({ ...fixed, leastActiveDays: 90 }).slice(1, 4)).toEqual([
      'Whenever you earn it, the certification holds to the next 31 March.',
      'If fewer than 90 days would be left, it holds to the fixed day after that.',
      'You can renew it in the last 60 days; it then goes on to the next of its fixed days. What you do for it earlier is practice, and counts for nothing.',
    ])
  })

  test.each([
    [6, '2026-12-31', 'the next 30 June or 31 December'],
    [12, '2028-02-29', 'the next last day of February'],
    [24, '2027-03-31', 'the next of the days that lie every 24 months from 31 March 2027'],
  ])('knows the fixed days of %i months', (validForMonths, expiry, words) => {
    expect(fixedDaysInWords({ validForMonths, fixedExpiry: day(expiry) })).toBe(words)
  })

  test.each([
    ['old-expiry', 'The new time counts from 9 May 2027 whenever you finish, so you lose nothing by being early.'],
    ['completion', 'The new time counts from the day on which you finish.'],
    ['fixed-date', 'It then holds to the next of its fixed days, whenever you finish.'],
  ] as const)('promises early birds what %s gives them', (renewsFrom, says) => {
    expect(gainInWords({ renewsFrom }, day('2027-05-09'))).toBe(says)
  })

  test('says how old prior learning may be', () => {
    expect(validityInWords({ ...validity, priorLearningMonths: 24 }).at(-1)).toBe(
      'What you learned elsewhere may count for a part of it, if that was in the 24 months before. Ask your training coordinator.',
    )
  })
})
