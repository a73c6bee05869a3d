/** What certifies apart from the plain path: prior learning, test-out, a grant by hand, and what follows a revocation. */
import { describe, expect, test } from 'vitest'
import { courseOf, decideGrant, evidenceFrom, remainingOf } from '../../src/domain/certification.ts'
import type { Programme, Requirement } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import type { ExceptionTerms, Fact } from '../../src/domain/facts.ts'
import { as } from '../../src/domain/ids.ts'
import { except, grant, maya, moreTime, recorded, revocation, rule, telephone, waiver, withdraw } from './excepting.ts'

const lesson: Requirement = { kind: 'lesson', lesson: as('holding') }
const quiz: Requirement = { kind: 'quiz', quiz: as('calls') }
const word: Requirement = { kind: 'acknowledgement', standard: as('service') }
const programme: Programme = { ...rule, requirements: [lesson, quiz, word], renewal: [lesson, quiz] }

const about = { person: maya, publication: 1, content: '', clauses: [] }
const read = (on: string): Fact => ({ kind: 'lesson-completed', ...about, lesson: as('holding'), on: day(on) })
const confirmed = (on: string): Fact => ({ kind: 'acknowledged', ...about, standard: as('service'), on: day(on) })
const tried = (on: string, passed = true): Fact => ({
  kind: 'attempt-closed',
  person: maya,
  attempt: as(on),
  quiz: as('calls'),
  publication: 1,
  passed,
  percent: passed ? 100 : 0,
  outcomes: [],
  brokenCritical: [],
  on: day(on),
})
const whole = (on: string): readonly Fact[] => [read(on), tried(on), confirmed(on)]
const learned = (requirements: readonly string[]): ExceptionTerms => ({
  kind: 'prior-learning',
  requirements,
  learnedOn: day('2025-06-01'),
})
const byHand = (completedOn: string): ExceptionTerms => ({ kind: 'manual-grant', completedOn: day(completedOn) })

const decide = (on: string, facts: readonly Fact[], by = programme) =>
  decideGrant(by, courseOf(recorded(...facts), telephone), day(on))
const remaining = (on: string, facts: readonly Fact[], by = programme) =>
  remainingOf(by, courseOf(recorded(...facts), telephone), day(on))
const left = (on: string, facts: readonly Fact[], by = programme) => {
  const open = remaining(on, facts, by)
  return open.kind === 'held'
    ? open.kind
    : open.requirements.filter(({ met }) => !met).map((one) => one.requirement.kind)
}

describe('evidence', () => {
  test('is a completed lesson, a passed attempt and an acknowledgement, in the order recorded, and nothing else', () => {
    const facts = recorded(...whole('2026-02-01'), tried('2026-02-02', false), grant('2026-02-01'))
    expect(evidenceFrom(facts)).toEqual([
      { meets: 'lesson:holding', on: '2026-02-01', sequence: 1 },
      { meets: 'quiz:calls', on: '2026-02-01', sequence: 2 },
      { meets: 'acknowledgement:service', on: '2026-02-01', sequence: 3 },
    ])
  })

  test('counts while it is younger than the programme is valid for, its last day included', () => {
    expect(left('2027-02-01', whole('2026-02-01'))).toEqual([])
    expect(left('2027-02-02', whole('2026-02-01'))).toEqual(['lesson', 'quiz', 'acknowledgement'])
  })

  test('of a requirement that was met twice is the later', () => {
    expect(decide('2026-03-01', [...whole('2026-02-01'), tried('2026-03-01')])?.evidence).toEqual([1, 4, 3])
  })

  test('of a day that has not come does not count yet', () => {
    expect(left('2026-01-31', whole('2026-02-01'))).toHaveLength(3)
    expect(left('2026-02-01', whole('2026-02-01'))).toEqual([])
  })

  test('recorded before the certificate is never paid with twice, even on the day of the grant', () => {
    const always = { ...programme, renewalWindowDays: 400 }
    const facts = [...whole('2026-02-01'), grant('2026-02-01', { windowOpensOn: day('2026-01-01') })]
    expect(decide('2026-02-01', facts, always)).toBeUndefined()
    expect(decide('2026-02-01', [...facts, read('2026-02-01'), tried('2026-02-01')], always)?.path).toBe('renewal')
  })
})

describe('the path', () => {
  test('is the shorter one to the last day of grace and the initial one from the next', () => {
    const facts = [grant('2026-02-01')]
    expect(remaining('2026-12-02', facts)).toMatchObject({ kind: 'held', grant: { certificate: '2026-02-01' } })
    expect(remaining('2026-12-03', facts)).toMatchObject({ path: 'renewal', since: '2026-12-03', after: 1 })
    expect(remaining('2027-03-03', facts)).toMatchObject({ path: 'renewal' })
    expect(remaining('2027-03-04', facts)).toMatchObject({ path: 'initial', since: '2026-12-03' })
    expect(remaining('2028-06-01', facts)).toMatchObject({ path: 'initial', since: '2027-06-01' })
  })

  test('follows an extended certificate with its grace', () => {
    const facts = [grant('2026-02-01'), except('e', '2027-01-05', moreTime('2027-05-01', '2026-02-01'))]
    expect(remaining('2027-05-31', facts)).toMatchObject({ path: 'renewal' })
    expect(remaining('2027-06-01', facts)).toMatchObject({ path: 'initial' })
    expect(decide('2027-04-10', [...facts, read('2027-04-10'), tried('2027-04-10')])).toMatchObject({
      path: 'renewal',
      countsFrom: '2027-04-10',
      expiresOn: '2028-04-10',
    })
  })

  test('goes on through a waiver, which asks nothing and forbids nothing', () => {
    expect(
      decide('2026-02-01', [except('w', '2026-01-15', waiver('2026-01-15', '2026-12-31')), ...whole('2026-02-01')]),
    ).toMatchObject({ path: 'initial', evidence: [2, 3, 4] })
  })

  test('without any requirement certifies nobody', () => {
    expect(decide('2026-02-01', [], { ...programme, requirements: [] })).toBeUndefined()
  })
})

describe('prior learning', () => {
  test('meets its requirements from the day it was recognised on', () => {
    const facts = [
      except('p', '2026-02-01', learned(['lesson:holding', 'acknowledgement:service'])),
      tried('2026-02-03'),
    ]
    expect(left('2026-02-02', facts)).toEqual(['quiz'])
    expect(decide('2026-02-03', facts)).toMatchObject({ path: 'initial', on: '2026-02-03', evidence: [1, 2, 1] })
  })

  test('taken back meets nothing', () => {
    const facts = [except('p', '2026-02-01', learned(['lesson:holding'])), withdraw('p', '2026-02-02')]
    expect(left('2026-02-01', facts)).toHaveLength(3)
  })

  test('stands among other evidence by its place in the ledger', () => {
    const facts = [read('2026-02-01'), except('p', '2026-02-02', learned(['lesson:holding'])), read('2026-02-03')]
    const open = remaining('2026-02-03', facts)
    expect(open.kind === 'open' && open.requirements[0]?.met?.sequence).toBe(3)
    const early = remaining('2026-02-02', facts)
    expect(early.kind === 'open' && early.requirements[0]?.met?.sequence).toBe(2)
  })
})

describe('a test-out', () => {
  const given = except('t', '2026-02-01', { kind: 'test-out' })

  test('certifies by the path without its lessons, and rests on the decision too', () => {
    expect(remaining('2026-02-01', [given])).toMatchObject({ path: 'test-out' })
    expect(left('2026-02-01', [given])).toEqual(['quiz', 'acknowledgement'])
    expect(decide('2026-02-02', [given, tried('2026-02-02'), confirmed('2026-02-02')])).toMatchObject({
      path: 'test-out',
      evidence: [2, 3, 1],
    })
  })

  test('counts what was shown before it as well', () => {
    expect(decide('2026-02-02', [tried('2026-01-20'), confirmed('2026-01-20'), given])?.path).toBe('test-out')
  })

  test('is for the next certificate alone', () => {
    const facts = [given, grant('2026-02-02')]
    expect(remaining('2026-12-04', facts)).toMatchObject({ path: 'renewal' })
    expect(
      remaining('2026-12-04', [grant('2026-02-02'), except('t', '2026-12-01', { kind: 'test-out' })]),
    ).toMatchObject({
      path: 'test-out',
    })
  })

  test('taken back leaves the whole path', () => {
    expect(remaining('2026-02-03', [given, withdraw('t', '2026-02-03')])).toMatchObject({ path: 'initial' })
    expect(remaining('2026-02-02', [given, withdraw('t', '2026-02-03')])).toMatchObject({ path: 'test-out' })
  })

  test('of a path of lessons alone leaves the lessons, or nothing would ever certify', () => {
    const lessons = { ...programme, requirements: [lesson] }
    expect(remaining('2026-02-01', [given], lessons)).toMatchObject({ path: 'initial' })
    expect(decide('2026-02-02', [given, read('2026-02-02')], lessons)).toMatchObject({ path: 'initial', evidence: [2] })
  })
})

describe('a grant by hand', () => {
  const given = except('m', '2026-02-10', byHand('2026-01-20'))

  test('certifies on the day it is decided, for what was completed on another', () => {
    expect(decide('2026-02-10', [given])).toEqual({
      path: 'manual',
      on: '2026-02-10',
      countsFrom: '2026-01-20',
      expiresOn: '2027-01-20',
      windowOpensOn: '2026-11-21',
      evidence: [1],
    })
  })

  test('certifies once', () => {
    expect(decide('2026-02-10', [given, grant('2026-02-10', { path: 'manual', evidence: [1] })])).toBeUndefined()
  })

  test('certifies again when it is decided again', () => {
    const facts = [given, grant('2026-02-10'), except('n', '2026-03-01', byHand('2026-03-01'))]
    expect(decide('2026-03-01', facts)).toMatchObject({ path: 'manual', expiresOn: '2027-03-01', evidence: [3] })
  })

  test('gives the later of both expiries to whoever holds a certificate', () => {
    const early = [grant('2026-06-01'), except('n', '2026-07-01', byHand('2026-01-20'))]
    expect(decide('2026-07-01', early)).toMatchObject({ expiresOn: '2027-06-01', countsFrom: '2026-01-20' })
    const extended = [...early, except('e', '2026-06-20', moreTime('2027-09-01', '2026-06-01'))]
    expect(decide('2026-07-01', extended)?.expiresOn).toBe('2027-09-01')
  })

  test('counts from the old expiry for what was completed in the window', () => {
    const facts = [grant('2026-02-01'), except('n', '2027-01-15', byHand('2027-01-10'))]
    expect(decide('2027-01-15', facts)).toMatchObject({ countsFrom: '2027-02-01', expiresOn: '2028-02-01' })
  })

  test('after a revocation stands by itself: what was taken back gives it no day', () => {
    const facts = [
      grant('2026-06-01'),
      except('r', '2026-06-20', revocation('2026-06-01')),
      except('n', '2026-07-01', byHand('2026-06-25')),
    ]
    expect(decide('2026-07-01', facts)).toMatchObject({ path: 'manual', expiresOn: '2027-06-25' })
  })

  test('taken back before it was granted certifies nobody', () => {
    expect(decide('2026-02-10', [given, withdraw('m', '2026-02-10')])).toBeUndefined()
  })
})

describe('after a revocation', () => {
  const taken = [...whole('2026-02-01'), grant('2026-02-01'), except('r', '2026-05-04', revocation('2026-02-01'))]

  test('the whole initial path is open at once', () => {
    expect(remaining('2026-05-04', taken)).toMatchObject({
      kind: 'open',
      path: 'initial',
      since: '2026-05-04',
      after: 5,
    })
    expect(left('2026-05-04', taken)).toEqual(['lesson', 'quiz', 'acknowledgement'])
  })

  test('only what is recorded after it counts, also on its own day', () => {
    const before = [...taken.slice(0, 4), read('2026-05-04'), tried('2026-05-04'), confirmed('2026-05-04'), taken[4]!]
    expect(decide('2026-05-04', before)).toBeUndefined()
    expect(decide('2026-05-04', [...taken, ...whole('2026-05-04')])).toMatchObject({
      path: 'initial',
      expiresOn: '2027-05-04',
      evidence: [6, 7, 8],
    })
  })

  test('a test-out given before it opens nothing', () => {
    const facts = [
      grant('2026-02-01'),
      except('t', '2026-03-01', { kind: 'test-out' }),
      except('r', '2026-05-04', revocation('2026-02-01')),
    ]
    expect(remaining('2026-05-04', facts)).toMatchObject({ path: 'initial' })
    expect(remaining('2026-05-05', [...facts, except('u', '2026-05-05', { kind: 'test-out' })])).toMatchObject({
      path: 'test-out',
    })
  })

  test('what was shown since then grows old as anything does', () => {
    expect(left('2027-05-05', [...taken, ...whole('2026-05-04')])).toEqual(['lesson', 'quiz', 'acknowledgement'])
  })

  test('taken back, the certificate is held again and nothing counts before its window', () => {
    expect(remaining('2026-06-01', [...taken, withdraw('r', '2026-06-01')]).kind).toBe('held')
  })

  test('a second revocation asks again for what was shown since the first', () => {
    const twice = [...taken, ...whole('2026-05-10'), except('q', '2026-05-11', revocation('2026-02-01'))]
    expect(left('2026-05-11', twice)).toHaveLength(3)
  })
})
