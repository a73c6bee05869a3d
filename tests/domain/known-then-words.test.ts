import { expect, test } from 'vitest'
import { day } from '../../src/domain/days.ts'
import { wordFact, type TurningFact } from '../../src/domain/fact-words.ts'
import { namesFrom } from '../../src/domain/history-words.ts'
import { as, type CertificateId, type ExceptionId, type PersonId, type ProgrammeId } from '../../src/domain/ids.ts'
import { knownThenInWords } from '../../src/domain/known-then-words.ts'

test('a past day was known, a later one was expected', () => {
  const on = day('2026-11-13')
  expect(knownThenInWords(on, day('2026-11-14'))).toBe('What was expected on 13 November 2026 for 14 November 2026')
  expect(knownThenInWords(on, day('2026-11-12'))).toBe('What was known on 13 November 2026 of 12 November 2026')
  expect(knownThenInWords(on, on)).toBe('What was known on 13 November 2026 of that day')
})

test('a withdrawal names the kind of what was withdrawn', () => {
  const id = as<ExceptionId>('one')
  const fact: TurningFact = {
    kind: 'exception-withdrawn',
    person: as<PersonId>('p'),
    programme: as<ProgrammeId>('phone'),
    exception: id,
    on: day('2026-11-13'),
    reason: as('recorded-in-error'),
    words: null,
  }
  const empty = namesFrom(
    { branches: new Map(), roles: new Map(), channels: new Map() } as never,
    [],
    new Map(),
    new Map(),
  )
  const names = { ...empty, quiz: String, requirement: String }
  const revoked = { id, terms: { kind: 'revocation', certificate: as<CertificateId>('c') } } as const
  expect(wordFact(fact, names, [revoked])).toBe('Revocation withdrawn on 13 November 2026.')
  expect(wordFact(fact, names, [])).toBe('Exception withdrawn on 13 November 2026.')
})
