import { describe, expect, test } from 'vitest'
import { lapsesInWords } from '../../src/domain/lapse-words.ts'

const none = { holding: 0, lapsing: 0, lapsed: 0, away: 0 }

describe('beside the list of those who lapse soon', () => {
  test('a team without certificates is not said to hold any', () => {
    expect(lapsesInWords(none, 'today')).toBe('Nobody: no certificate holds today in this team.')
    expect(lapsesInWords(none, 'past')).toBe('Nobody: no certificate held that day in this team.')
  })

  test('certificates that run on are told as that', () => {
    expect(lapsesInWords({ ...none, holding: 3 }, 'today')).toBe(
      'Nobody. Every certificate that holds today runs for longer than that.',
    )
    expect(lapsesInWords({ ...none, holding: 3 }, 'past')).toBe(
      'Nobody. Every certificate that held that day ran for longer than that.',
    )
  })

  test('those who lapsed already are counted, whether or not others hold', () => {
    expect(lapsesInWords({ ...none, lapsed: 12 }, 'to-come')).toBe(
      'Nobody more: no certificate would hold that day in this team. Twelve people would have lapsed already, marked Expired below.',
    )
    expect(lapsesInWords({ ...none, holding: 2, lapsing: 1, lapsed: 1 }, 'today')).toBe(
      'One person has lapsed already, marked Expired below.',
    )
  })

  test('those on leave are not silently left out', () => {
    expect(lapsesInWords({ ...none, holding: 2, away: 1 }, 'today')).toMatch(/ Those on leave are left out\.$/)
  })

  test('a list that says it all stands alone', () => {
    expect(lapsesInWords({ ...none, holding: 2, lapsing: 1 }, 'today')).toBe('')
  })
})
