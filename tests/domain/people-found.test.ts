import { describe, expect, test } from 'vitest'
import { day } from '../../src/domain/days.ts'
import { exceptionInShort, peopleAskedAsAddress, readPeopleAsked } from '../../src/domain/people-found.ts'

const roundTrip = (address: string) =>
  peopleAskedAsAddress(readPeopleAsked(new URLSearchParams(address)), Number(new URLSearchParams(address).get('page')))

describe('what is asked of people', () => {
  test.each([
    'search=ziel+ann&team=t1&programme=p1&standing=revoked&exception=waiver&state=to-come&who=recorded&page=3',
    'team=none&exception=any',
    '',
  ])('stands in the address as it was read: %s', (address) => {
    expect(String(roundTrip(address))).toBe(address)
  })

  test('leaves out what makes no sense', () => {
    expect(String(roundTrip('standing=rich&exception=magic&state=never&who=me&search=+'))).toBe('')
  })

  test('never asks for those of whom nothing is required', () => {
    expect(readPeopleAsked(new URLSearchParams('standing=not-required')).standing).toBeUndefined()
  })

  test('is any exception when only its state is chosen', () => {
    expect(readPeopleAsked(new URLSearchParams('state=to-come')).exception).toBe('any')
  })
})

describe('an exception in short', () => {
  const [from, until] = [day('2026-12-01'), day('2026-12-31')]

  test('in force names its last day', () => {
    expect(exceptionInShort({ terms: { kind: 'waiver', from, until } }, 'in-force')).toBe(
      'Waiver until 31 December 2026',
    )
  })

  test('to come names its first day too', () => {
    expect(exceptionInShort({ terms: { kind: 'pause', from, until } }, 'to-come')).toBe(
      'Pause from 1 December 2026 until 31 December 2026',
    )
  })

  test('without a last day says what ends it', () => {
    expect(exceptionInShort({ terms: { kind: 'pause', from, until: null } }, 'in-force')).toBe(
      'Pause, until it is withdrawn',
    )
  })
})
