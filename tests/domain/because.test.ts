import { describe, expect, test } from 'vitest'
import { wordBecause, wordToCome } from '../../src/domain/because.ts'
import { FOREVER, day } from '../../src/domain/days.ts'
import { as, type CertificateId } from '../../src/domain/ids.ts'
import type { Because } from '../../src/domain/standing.ts'

const certificate = as<CertificateId>('one')
const cycle = { on: day('2026-03-12'), windowOpensOn: day('2027-01-11'), expiresOn: day('2027-03-12'), certificate }

const sayings: readonly (readonly [Because, string])[] = [
  [
    { code: 'asked', on: day('2026-01-10'), due: day('2026-01-24') },
    'Asked of you since 10 January 2026, to be done by 24 January 2026.',
  ],
  [
    { code: 'asked', on: day('2026-01-10'), due: FOREVER },
    'Asked of you since 10 January 2026. No day is set while you are away.',
  ],
  [
    { code: 'past-due', on: day('2026-01-10'), due: day('2026-01-24') },
    'Asked of you on 10 January 2026 and due by 24 January 2026.',
  ],
  [
    { code: 'certified', ...cycle },
    'You were certified on 12 March 2026. It holds until 12 March 2027, and renewal opens on 11 January 2027.',
  ],
  [
    { code: 'away', from: day('2026-09-27'), to: day('2026-11-17') },
    'Leave from 27 September 2026, back on 17 November 2026. Deadlines wait; an expiry does not.',
  ],
]

describe('the cause of a standing', () => {
  test.each(sayings)('%o is told with its days', (because, sentence) => {
    expect(wordBecause(because)).toBe(sentence)
  })

  test('speaks about another person by name', () => {
    expect(wordBecause({ code: 'certified', ...cycle }, { name: 'Amina Okafor' })).toMatch(
      /^Amina Okafor was certified on/,
    )
  })

  test('still to come is told as what follows if nothing happens', () => {
    expect(wordToCome({ code: 'past-due', on: day('2026-01-10'), due: day('2026-01-24') })).toBe(
      'Only if it is not done by 24 January 2026.',
    )
  })
})
