import { describe, expect, test } from 'vitest'
import { clearingOf, wordClearing } from '../../src/domain/clearing.ts'
import { FOREVER, day, type Day } from '../../src/domain/days.ts'
import type { ExceptionTerms, Fact, Recorded } from '../../src/domain/facts.ts'
import { as, type CertificateId, type ExceptionId, type PersonId, type ReasonId } from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import type { Because, Span } from '../../src/domain/standing.ts'
import type { StandingKind } from '../../src/domain/standing-words.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const today = day('2026-03-10')
const person = as<PersonId>('maya')
const sound = soundCurriculum()
const programme = sound.programmes[0]!
const library = libraryOf(sound, { publication: 1, publishedOn: today, digest: '', hashes: new Map() })
const exception = as<ExceptionId>('e1')
const reason = as<ReasonId>('long-absence')
const certificate = as<CertificateId>('c1')

const recorded = (...facts: Fact[]): Recorded[] =>
  facts.map((fact, index) => ({ sequence: index + 1, at: '2026-03-10T09:00:00Z', by: person, fact }))
const granted: Fact = {
  kind: 'granted',
  person,
  programme: programme.id,
  certificate,
  publication: 1,
  path: 'initial',
  on: day('2026-01-10'),
  expiresOn: day('2027-01-10'),
  windowOpensOn: day('2026-11-11'),
  evidence: [],
  clauses: [],
}
const decided = (terms: ExceptionTerms, on = today): Fact => ({
  kind: 'exception',
  person,
  programme: programme.id,
  exception,
  terms,
  on,
  reason,
  words: null,
})
const standing = (kind: StandingKind, because: Because): Pick<Span, 'kind' | 'because'> => ({ kind, because })
const asked = standing('to-do', { code: 'asked', on: today, due: day('2026-03-30') })
const waived = (to: Day) => standing('exempt', { code: 'waived', exception, reason, from: today, to })
const clears = (facts: readonly Recorded[], of: Pick<Span, 'kind' | 'because'>) =>
  wordClearing(clearingOf(library, programme, facts, of, [], today))
const all = programme.requirements.length

describe('what clears a standing', () => {
  test('is what is left to do, in minutes', () => {
    expect(clears([], asked)).toMatch(
      new RegExp(`^What is left takes \\d+ minutes?: ${all} of ${all} requirements on the initial path\\.$`),
    )
  })

  test('is the whole programme once a certificate was revoked', () => {
    const facts = recorded(granted, decided({ kind: 'revocation', certificate }))
    const revoked = standing('revoked', { code: 'revoked', on: today, certificate, exception, reason, due: FOREVER })
    expect(clears(facts, revoked)).toContain(`${all} of ${all} requirements on the initial path.`)
  })

  test('is the path without lessons for somebody who may test out', () => {
    const lessons = programme.requirements.filter(({ kind }) => kind === 'lesson').length
    expect(clears(recorded(decided({ kind: 'test-out' })), asked)).toContain(
      `of ${all - lessons} requirements on the path without lessons.`,
    )
  })

  test('is the day on which an exemption ends, with what will be left then', () => {
    expect(clears([], waived(day('2026-06-01')))).toMatch(
      /^Nothing is asked before 1 June 2026\. After that, what is left takes \d+ minutes?: /,
    )
  })

  test('is that day alone while a certificate holds beneath it', () => {
    expect(clears(recorded(granted), waived(day('2026-06-01')))).toBe('Nothing is asked before 1 June 2026.')
  })

  test('tells of that day, not of today: a certificate may have run out for good by then', () => {
    expect(clears(recorded(granted), waived(day('2027-06-01')))).toContain(
      `${all} of ${all} requirements on the initial path.`,
    )
    expect(clears(recorded(granted), waived(day('2027-01-20')))).toContain('on the renewal path.')
  })

  test('has no day while a pause has no end', () => {
    const aside = standing('paused', { code: 'set-aside', exception, reason, from: today, to: FOREVER })
    expect(clears(recorded(granted), aside)).toBe('Nothing is asked while it lasts.')
  })

  test('is nothing for somebody certified, also by an extension', () => {
    const holding = {
      windowOpensOn: day('2026-11-11'),
      expiresOn: day('2027-03-01'),
      certificate,
      extension: exception,
    }
    const certified = standing('certified', { code: 'certified', on: day('2026-01-10'), ...holding })
    expect(clears(recorded(granted), certified)).toBeUndefined()
  })
})
