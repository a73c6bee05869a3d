import { expect, test } from 'vitest'
import { lastDayWords, stampOf, wordWorth, worthOn } from '../../src/domain/certificate-worth.ts'
import { day, FOREVER } from '../../src/domain/days.ts'
import type { GrantTerms } from '../../src/domain/grants.ts'

const expiresOn = day('2026-11-17')
const stretch = (from: string, to: string, more: Partial<GrantTerms> = {}): GrantTerms => ({
  from: day(from),
  to: to === '' ? FOREVER : day(to),
  windowOpensOn: day('2026-10-17'),
  expiresOn,
  countedTo: expiresOn,
  state: 'as-granted',
  ...more,
})

test('a certificate as granted holds through its last day and then ran out', () => {
  const plain = { terms: [], expiresOn }
  expect(wordWorth(worthOn(plain, expiresOn))).toBe('It holds until 17 November 2026.')
  expect(stampOf(worthOn(plain, expiresOn))).toBeUndefined()
  const over = worthOn(plain, day('2026-11-18'))
  expect(wordWorth(over)).toBe('It ran out after 17 November 2026.')
  expect(stampOf(over)).toEqual(['Ran out', 'after 17 November 2026'])
  expect(lastDayWords[over.state]).toBe('Held until')
})

test('an extended one says both ends, until the extension is withdrawn', () => {
  const longer = { expiresOn: day('2026-12-04') }
  const terms = [
    stretch('2025-11-17', '2026-11-01'),
    stretch('2026-11-01', '2026-11-25', longer),
    stretch('2026-11-25', ''),
  ]
  const said = (on: string) => wordWorth(worthOn({ terms, expiresOn }, day(on)))
  expect(said('2026-10-31')).toBe('It holds until 17 November 2026.')
  expect(said('2026-11-20')).toBe('It holds until 4 December 2026; as granted until 17 November 2026.')
  expect(said('2026-11-25')).toBe('It ran out after 17 November 2026.')
})

test('one taken back or void says since when, though its end moved meanwhile', () => {
  const terms = [
    stretch('2025-11-17', '2026-03-01'),
    stretch('2026-03-01', '2026-05-01', { state: 'revoked' }),
    stretch('2026-05-01', '2026-07-01', { state: 'revoked', expiresOn: day('2027-01-01') }),
    stretch('2026-07-01', '', { state: 'void' }),
  ]
  const at = (on: string) => worthOn({ terms, expiresOn }, day(on))
  expect(stampOf(at('2026-06-01'))).toEqual(['Taken back', 'on 1 March 2026'])
  expect(wordWorth(at('2026-06-01'))).toBe('It was taken back on 1 March 2026.')
  expect(stampOf(at('2026-07-01'))).toEqual(['Void', 'since 1 July 2026'])
})
