/** What a standing says of itself, word for word: its reason, its days, and by when to act. */
import { describe, expect, test } from 'vitest'
import { dueDay, isInAudience, lackingFor, requiredStretches } from '../../src/domain/audience.ts'
import { clausesBehind, whatRemains } from '../../src/domain/certification.ts'
import type { Audience, Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, day, type Day, type Stretch } from '../../src/domain/days.ts'
import type { Fact } from '../../src/domain/facts.ts'
import { as, type ClauseEvidence, type ClauseId, type ProgrammeId } from '../../src/domain/ids.ts'
import { libraryOf, type Library } from '../../src/domain/library.ts'
import type { Posting, Profile } from '../../src/domain/organisation.ts'
import {
  askedDays,
  deadlineOf,
  isCounted,
  isHeld,
  isReady,
  sameStanding,
  standingAt,
  standingTimeline,
  type Because,
  type Span,
} from '../../src/domain/standing.ts'
import type { StandingKind } from '../../src/domain/standing-words.ts'
import type { Duty } from '../../src/domain/updates.ts'
import { except, grant, maya, moreTime, pause, recorded, revocation, rule, timelineOf, waiver } from './excepting.ts'

const said = (spans: readonly Span[], on: string) => {
  const span = standingAt(spans, day(on))
  return span && { kind: span.kind, ...span.because }
}
const stretch = (from: string, to?: string): Stretch => ({ from: day(from), to: to === undefined ? FOREVER : day(to) })

const kinds = {
  'not-required': [false, false, false],
  paused: [false, false, false],
  exempt: [true, false, true],
  revoked: [false, false, true],
  expired: [false, false, true],
  overdue: [false, false, true],
  'update-due': [true, true, true],
  'renewal-due': [true, true, true],
  certified: [true, true, true],
  'to-do': [false, false, true],
} as const satisfies Record<StandingKind, readonly [isReady: boolean, isHeld: boolean, isCounted: boolean]>

test.each(Object.entries(kinds))('%s: ready, with a certificate, counted: %j', (kind, expected) => {
  const one = kind as StandingKind
  expect([isReady(one), isHeld(one), isCounted(one)]).toEqual(expected)
})

describe('a standing says', () => {
  test('since when it is asked and by when, and from the day after that it is past due', () => {
    const spans = timelineOf([])
    expect(said(spans, '2026-01-24')).toEqual({ kind: 'to-do', code: 'asked', on: '2026-01-10', due: '2026-01-24' })
    expect(said(spans, '2026-01-25')).toEqual({
      kind: 'overdue',
      code: 'past-due',
      on: '2026-01-10',
      due: '2026-01-24',
    })
  })

  test('from when to when it is certified, and that it was by hand where it was', () => {
    const spans = timelineOf(recorded(grant('2026-02-01'), grant('2027-01-05', { path: 'manual' })))
    const first = { on: '2026-02-01', windowOpensOn: '2026-12-03', expiresOn: '2027-02-01', certificate: '2026-02-01' }
    expect(said(spans, '2026-12-02')).toEqual({ kind: 'certified', code: 'certified', ...first })
    expect(said(spans, '2026-12-03')).toEqual({ kind: 'renewal-due', code: 'window-open', ...first })
    expect(said(spans, '2027-01-05')).toMatchObject({ kind: 'certified', code: 'certified', byHand: true })
    expect(said(spans, '2027-12-01')).toMatchObject({ kind: 'renewal-due', code: 'window-open', byHand: true })
  })

  test('that it has run out, to when the shorter path is open, and that it was', () => {
    const spans = timelineOf(recorded(grant('2026-02-01')))
    const gone = { kind: 'expired', on: '2026-02-01', expiredOn: '2027-02-01', graceEndsOn: '2027-03-03' }
    expect(said(spans, '2027-02-01')).toMatchObject({ kind: 'renewal-due' })
    expect(said(spans, '2027-02-02')).toEqual({ ...gone, code: 'lapsed' })
    expect(said(spans, '2027-03-03')).toEqual({ ...gone, code: 'lapsed' })
    expect(said(spans, '2027-03-04')).toEqual({ ...gone, code: 'grace-over' })
  })

  test('that somebody has come back after the certificate ran out, or on its very last day', () => {
    const facts = recorded(grant('2026-02-01'))
    const returning = (from: string) => ({ required: [stretch('2026-01-10', '2026-06-01'), stretch(from)] })
    expect(said(timelineOf(facts, returning('2027-02-02')), '2027-02-10')).toEqual({
      kind: 'to-do',
      code: 'returned',
      on: '2027-02-02',
      expiredOn: '2027-02-01',
      due: '2027-02-16',
    })
    expect(said(timelineOf(facts, returning('2027-02-02')), '2027-02-17')).toMatchObject({ code: 'past-due' })
    expect(said(timelineOf(facts, returning('2027-02-01')), '2027-02-01')).toMatchObject({ code: 'window-open' })
    expect(said(timelineOf(facts, returning('2027-02-01')), '2027-02-02')).toMatchObject({ code: 'lapsed' })
  })

  test('what was decided for whom, from when to when', () => {
    const spans = timelineOf(
      recorded(
        except('w', '2026-01-12', waiver('2026-01-15', '2026-01-20')),
        except('p', '2026-01-12', pause('2026-02-01', null)),
      ),
      { absences: [stretch('2026-03-01', '2026-03-05')] },
    )
    expect(said(spans, '2026-01-20')).toEqual({
      kind: 'exempt',
      code: 'waived',
      exception: 'w',
      reason: 'a',
      from: '2026-01-15',
      to: '2026-01-21',
    })
    expect(said(spans, '2029-01-01')).toEqual({
      kind: 'paused',
      code: 'set-aside',
      exception: 'p',
      reason: 'a',
      from: '2026-02-01',
      to: FOREVER,
    })
    expect(said(spans, '2026-03-04')).toEqual({ kind: 'paused', code: 'away', from: '2026-03-01', to: '2026-03-05' })
  })

  test('which revocation took the certificate back, and counts the days from a return if that is later', () => {
    const facts = recorded(
      grant('2026-02-01'),
      except('other', '2026-03-01', revocation('another')),
      except('taken', '2026-05-04', revocation('2026-02-01')),
    )
    const required = [stretch('2026-01-10', '2026-06-01'), stretch('2026-07-01')]
    const spans = timelineOf(facts, { required })
    expect(said(spans, '2026-05-10')).toMatchObject({ exception: 'taken', on: '2026-05-04', due: '2026-05-18' })
    expect(said(spans, '2026-07-01')).toMatchObject({ kind: 'revoked', exception: 'taken', due: '2026-07-15' })
    expect(said(spans, '2027-07-01')).toMatchObject({ kind: 'revoked' })
  })

  test('that a deadline was moved, and by what', () => {
    const spans = timelineOf(recorded(except('e', '2026-01-12', moreTime('2026-03-01'))))
    expect(said(spans, '2026-01-11')).toEqual({ kind: 'to-do', code: 'asked', on: '2026-01-10', due: '2026-01-24' })
    expect(said(spans, '2026-03-01')).toEqual({
      kind: 'to-do',
      code: 'asked',
      on: '2026-01-10',
      due: '2026-03-01',
      extension: 'e',
    })
    expect(said(spans, '2026-03-02')).toMatchObject({ code: 'past-due', due: '2026-03-01' })
  })

  test('which clauses changed, in the order of their ids, each with its own days where they differ', () => {
    const duty = (clause: string, since: string, due: string): Duty => ({
      clause: as<ClauseId>(clause),
      revision: 2,
      ...stretch(since),
      since: day(since),
      due: day(due),
    })
    const duties = [
      duty('TEL-09', '2026-03-01', '2026-03-20'),
      duty('TEL-05', '2026-03-01', '2026-03-20'),
      duty('TEL-07', '2026-03-05', '2026-03-20'),
      duty('TEL-06', '2026-03-01', '2026-03-25'),
    ]
    const spans = timelineOf(recorded(grant('2026-02-01')), { duties })
    expect(said(spans, '2026-03-20')).toEqual({
      kind: 'update-due',
      code: 'clauses-changed',
      since: '2026-03-01',
      due: '2026-03-20',
      clauses: ['TEL-05~2', 'TEL-06~2', 'TEL-07~2', 'TEL-09~2'],
      ownDays: [
        { clause: 'TEL-06~2', since: '2026-03-01', due: '2026-03-25' },
        { clause: 'TEL-07~2', since: '2026-03-05', due: '2026-03-20' },
      ],
      windowOpensOn: '2026-12-03',
      expiresOn: '2027-02-01',
      certificate: '2026-02-01',
    })
    expect(said(spans, '2026-03-21')).toMatchObject({ kind: 'overdue', code: 'update-late' })
    const { because } = standingAt(spans, day('2026-03-20'))! as { because: Extract<Because, { clauses: unknown }> }
    expect(askedDays(because).map(({ clause, due }) => [clause, due])).toEqual([
      ['TEL-05~2', '2026-03-20'],
      ['TEL-06~2', '2026-03-25'],
      ['TEL-07~2', '2026-03-20'],
      ['TEL-09~2', '2026-03-20'],
    ])
    const alone = standingAt(
      timelineOf(recorded(grant('2026-02-01')), { duties: duties.slice(0, 1) }),
      day('2026-03-20'),
    )
    expect(alone?.because).not.toHaveProperty('ownDays')
    expect(askedDays(alone!.because as typeof because)).toHaveLength(1)
  })

  test('by the rules of its day; before the first by the first, and after the last by the last', () => {
    const by = (graceDays: number, from: string, to?: string) => ({
      ...stretch(from, to),
      value: { ...rule, graceDays, completeWithinDays: graceDays },
    })
    const rules = [by(10, '2026-02-01', '2026-06-01'), by(40, '2027-01-01', '2027-02-20')]
    const spans = timelineOf(recorded(grant('2026-02-01')), { rules })
    expect(said(spans, '2026-01-20')).toMatchObject({ due: '2026-01-20' })
    expect(said(spans, '2027-02-10')).toMatchObject({ graceEndsOn: '2027-03-13' })
    expect(said(spans, '2027-03-13')).toMatchObject({ code: 'lapsed', graceEndsOn: '2027-03-13' })
  })

  test('that what is asked without a day to spare is in time on its own day', () => {
    const strict = [{ ...stretch('2026-01-01'), value: { ...rule, completeWithinDays: 0, graceDays: 1 } }]
    const spans = timelineOf([], { rules: strict })
    expect([said(spans, '2026-01-10')?.kind, said(spans, '2026-01-11')?.kind]).toEqual(['to-do', 'overdue'])
    const certified = timelineOf(recorded(grant('2026-02-01')), { rules: strict })
    expect([said(certified, '2027-02-02')?.code, said(certified, '2027-02-03')?.code]).toEqual(['lapsed', 'grace-over'])
    const on = { since: day('2026-03-01'), due: day('2026-03-01') }
    const duties: readonly Duty[] = [{ clause: as('TEL-05'), revision: 2, ...stretch('2026-03-01'), ...on }]
    const changed = timelineOf(recorded(grant('2026-02-01')), { duties })
    expect([said(changed, '2026-03-01')?.kind, said(changed, '2026-03-02')?.kind]).toEqual(['update-due', 'overdue'])
  })

  test('nothing where a programme has no rules: that is a fault of ours', () => {
    const facts = { required: [stretch('2026-01-10')], absences: [], grants: [], duties: [], rules: [] }
    expect(() => standingTimeline(facts)).toThrow('a programme asks somebody before it has any rules')
  })
})

test('by when to act is told of every standing that sets a day', () => {
  const due = day('2026-03-20')
  const holding = { windowOpensOn: day('2026-12-03'), expiresOn: day('2027-02-01'), certificate: as<never>('c') }
  const exempting = {
    exception: as<never>('e'),
    reason: as<never>('a'),
    from: day('2026-03-01'),
    to: day('2026-03-05'),
  }
  const on = day('2026-02-01')
  const ended = { on, expiredOn: day('2027-02-01'), graceEndsOn: day('2027-03-03') }
  const update = { since: on, due, clauses: [], ...holding }
  const deadlines: Readonly<Record<Because['code'], readonly [Because, Day | undefined]>> = {
    asked: [{ code: 'asked', on, due }, due],
    returned: [{ code: 'returned', on, expiredOn: on, due }, due],
    'past-due': [{ code: 'past-due', on, due }, due],
    'clauses-changed': [{ code: 'clauses-changed', ...update }, due],
    'update-late': [{ code: 'update-late', ...update }, due],
    revoked: [
      { code: 'revoked', on, certificate: as<never>('c'), exception: as<never>('e'), reason: as<never>('a'), due },
      due,
    ],
    'window-open': [{ code: 'window-open', on, ...holding }, day('2027-02-01')],
    lapsed: [{ code: 'lapsed', ...ended }, day('2027-02-01')],
    'grace-over': [{ code: 'grace-over', ...ended }, day('2027-02-01')],
    certified: [{ code: 'certified', on, ...holding }, undefined],
    away: [{ code: 'away', from: on, to: due }, undefined],
    'set-aside': [{ code: 'set-aside', ...exempting }, undefined],
    waived: [{ code: 'waived', ...exempting }, undefined],
  }
  for (const [code, [because, expected]] of Object.entries(deadlines))
    expect([code, deadlineOf(because)]).toEqual([code, expected])
  expect(deadlineOf({ code: 'asked', on, due: FOREVER })).toBeUndefined()
})

test('two spans are one standing when kind and reason agree in everything', () => {
  const span = (change: object, kind: StandingKind = 'to-do'): Span =>
    ({
      from: day('2026-01-01'),
      to: day('2026-02-01'),
      kind,
      because: { code: 'asked', on: day('2026-01-01'), due: day('2026-01-15'), ...change },
    }) as Span
  expect(sameStanding(span({}), { ...span({}), from: day('2026-02-01') })).toBe(true)
  expect(sameStanding(span({ clauses: ['a', 'b'] }), span({ clauses: ['a', 'b'] }))).toBe(true)
  for (const other of [
    span({}, 'overdue'),
    span({ code: 'past-due' }),
    span({ due: day('2026-01-16') }),
    span({ extension: 'e' }),
    span({ clauses: ['a'] }),
  ])
    expect([sameStanding(span({}), other), sameStanding(other, span({}))]).toEqual([false, false])
  expect(sameStanding(span({ clauses: ['a'] }), span({ clauses: ['b'] }))).toBe(false)
  expect(sameStanding(span({ extension: 'e' }), span({ more: 'e' }))).toBe(false)
})

describe('an audience', () => {
  const posting: Posting = { ...stretch('2026-01-01'), team: null, roles: [as('adviser')], away: false }
  const placed = (change: Partial<Profile> = {}): Profile => ({
    ...posting,
    channels: [as('phone')],
    branch: as('quay'),
    ...change,
  })
  const everybody: Audience = { roles: 'everyone', channels: undefined, branches: undefined }

  test('is narrowed by roles, by channels and by branches, each by any one of a list', () => {
    expect(isInAudience(everybody, placed({ roles: [], channels: [], branch: null }))).toBe(true)
    const narrow: Audience = {
      roles: [as('adviser'), as('clerk')],
      channels: [as('phone'), as('post')],
      branches: [as('quay')],
    }
    expect(isInAudience(narrow, placed())).toBe(true)
    for (const other of [
      { roles: [as<never>('porter')] },
      { roles: [] },
      { channels: [as<never>('chat')] },
      { branch: as<never>('mill') },
      { branch: null },
    ])
      expect(isInAudience(narrow, placed(other))).toBe(false)
  })

  test('is told by what somebody lacks: any one of each list would do', () => {
    const narrow: Audience = { roles: [as('clerk')], channels: [as('post')], branches: [as('mill')] }
    expect(lackingFor(narrow, placed())).toEqual({ roles: ['clerk'], channels: ['post'], branches: ['mill'] })
    expect(lackingFor({ ...narrow, roles: 'everyone', channels: undefined }, placed())).toEqual({ branches: ['mill'] })
    expect(lackingFor({ ...narrow, branches: undefined, channels: [as('phone')] }, placed())).toEqual({
      roles: ['clerk'],
    })
    expect(lackingFor({ ...narrow, branches: undefined, roles: 'everyone' }, placed())).toEqual({ channels: ['post'] })
    expect(lackingFor(everybody, placed())).toBeUndefined()
    const both = placed({ channels: [as('chat'), as('phone')] })
    expect(isInAudience({ ...everybody, channels: [as('phone'), as('post')] }, both)).toBe(true)
  })

  test('asks through one stretch while rules and work follow on each other, and not in between', () => {
    const rules = [
      { ...stretch('2026-01-01', '2026-03-01'), value: rule },
      { ...stretch('2026-03-01', '2026-05-01'), value: rule },
      { ...stretch('2026-06-01'), value: rule },
    ]
    const profiles = [placed({ from: day('2026-02-01'), to: day('2026-04-01') }), placed({ from: day('2026-04-01') })]
    expect(requiredStretches(profiles, rules)).toEqual([stretch('2026-02-01', '2026-05-01'), stretch('2026-06-01')])
    const clerks: Programme = { ...rule, audience: { ...everybody, roles: [as('clerk')] } }
    expect(requiredStretches(profiles, [{ ...stretch('2026-01-01'), value: clerks }])).toEqual([])
    const two = [placed({ from: day('2026-04-01') }), placed({ from: day('2026-02-01'), to: day('2026-04-01') })]
    expect(requiredStretches(two, [{ ...stretch('2026-01-01'), value: rule }])).toEqual([stretch('2026-02-01')])
  })

  test('has as many days as the programme gives, and rest days come on top', () => {
    const due = (...rests: readonly Stretch[]) => dueDay(day('2026-01-10'), 14, rests)
    expect(due()).toBe('2026-01-24')
    expect(due(stretch('2026-01-24', '2026-01-30'))).toBe('2026-01-30')
    expect(due(stretch('2026-01-25', '2026-01-30'))).toBe('2026-01-24')
    expect(due(stretch('2026-01-01', '2026-01-12'))).toBe('2026-01-26')
    expect(due(stretch('2026-01-20', '2026-01-22'), stretch('2026-01-26', '2026-01-28'))).toBe('2026-01-28')
    expect(due(stretch('2026-01-24'))).toBe(FOREVER)
    expect(due(stretch('2026-01-25'))).toBe('2026-01-24')
  })
})

describe('the texts behind a certificate', () => {
  const holding = { kind: 'lesson', lesson: as<never>('holding') } as const
  const calls = { kind: 'quiz', quiz: as<never>('calls') } as const
  const service = { kind: 'acknowledgement', standard: as<never>('service') } as const
  const programme: Programme = { ...rule, requirements: [holding, calls, service], renewal: [calls] }
  const asked = { id: 'q', type: 'single', clauses: ['TEL-05~2', 'TEL-09~1'] }
  const library: Library = libraryOf(
    {
      organisation: {} as never,
      standards: [
        {
          id: 'service',
          title: 'Service',
          sections: [],
          clauses: [
            { id: 'TEL-05', revision: 2, text: 'You must.', why: [], examples: [] },
            { id: 'TEL-09', revision: 1, text: 'You must.', why: [], examples: [] },
          ],
        },
      ] as never,
      lessons: [
        { id: 'holding', title: 'Holding', minutes: 5, clauses: ['TEL-05'], sections: [], checks: [] },
      ] as never,
      quizzes: [{ id: 'calls', title: 'Calls', minutes: 7, questions: [asked] }] as never,
      programmes: [programme],
      glossary: [],
      notices: [],
      lock: [],
      scenarios: [],
      media: [],
    },
    { publication: 3, publishedOn: day('2026-01-01'), digest: '', hashes: new Map() },
  )
  const about = { person: maya, publication: 1, content: '' }
  const read = (on: string, ...clauses: readonly string[]): Fact => ({
    kind: 'lesson-completed',
    ...about,
    lesson: as('holding'),
    clauses: clauses as readonly ClauseEvidence[],
    on: day(on),
  })
  const tried = (on: string, passed: boolean, ...clauses: readonly string[]): Fact => ({
    kind: 'attempt-closed',
    person: maya,
    attempt: as(on),
    quiz: as('calls'),
    publication: 1,
    passed,
    percent: 100,
    outcomes: [{ question: as('q'), clauses: clauses as readonly ClauseEvidence[], score: 1 }],
    brokenCritical: [],
    on: day(on),
  })
  const confirmed = (on: string, ...clauses: readonly string[]): Fact => ({
    kind: 'acknowledged',
    ...about,
    standard: as('service'),
    clauses: clauses as readonly ClauseEvidence[],
    on: day(on),
  })
  const updated = (on: string, clause: string): Fact => ({
    kind: 'clause-updated',
    person: maya,
    clause: clause as ClauseEvidence,
    publication: 2,
    by: 'reading',
    on: day(on),
  })
  const behind = (...facts: readonly Fact[]) => clausesBehind(library, programme, recorded(...facts))

  test('are each clause of the programme once, in its order, at the highest revision shown', () => {
    expect(behind(confirmed('2026-01-02', 'TEL-09~1@1', 'TEL-05~1@1'))).toEqual(['TEL-05~1@1', 'TEL-09~1@1'])
    expect(behind(read('2026-01-02', 'TEL-05~2@2'), confirmed('2026-01-03', 'TEL-05~1@1'))).toEqual(['TEL-05~2@2'])
    expect(behind(read('2026-01-02', 'TEL-05~1@1'), tried('2026-01-03', true, 'TEL-05~2@2'))).toEqual(['TEL-05~2@2'])
    expect(behind(read('2026-01-02', 'TEL-05~1@1'), updated('2026-01-03', 'TEL-05~2@2'))).toEqual(['TEL-05~2@2'])
  })

  test('name of one revision the publication shown last', () => {
    expect(behind(read('2026-01-02', 'TEL-05~1@1'), read('2026-01-03', 'TEL-05~1@2'))).toEqual(['TEL-05~1@2'])
  })

  test('count an earlier certificate, and no failed attempt and no clause of another programme', () => {
    expect(behind(grant('2026-01-02', { clauses: ['TEL-09~1@1' as ClauseEvidence] }))).toEqual(['TEL-09~1@1'])
    expect(behind(tried('2026-01-02', false, 'TEL-05~1@1'), read('2026-01-03', 'DAT-01~1@1'))).toEqual([])
    expect(behind()).toEqual([])
  })

  test('leave so many minutes as what is not yet met takes, and none is told while a certificate is held', () => {
    const remains = (on: string, ...facts: readonly Fact[]) =>
      whatRemains(library, programme, recorded(...facts), day(on))
    expect(remains('2026-01-05')).toMatchObject({ kind: 'open', path: 'initial', minutesLeft: 13 })
    expect(remains('2026-01-05', read('2026-01-02'))).toMatchObject({ minutesLeft: 8 })
    expect(remains('2026-01-05', read('2026-01-02'), tried('2026-01-03', true), confirmed('2026-01-03'))).toMatchObject(
      { minutesLeft: 0 },
    )
    expect(remains('2026-03-01', grant('2026-02-01'))).not.toHaveProperty('minutesLeft')
    expect(remains('2027-01-05', grant('2026-02-01'))).toMatchObject({ path: 'renewal', minutesLeft: 7 })
    const recounts = new Map<ProgrammeId, never>([[as<ProgrammeId>('letters'), [] as never]])
    expect(whatRemains({ ...library, recounts }, programme, [], day('2026-01-05'))).toMatchObject({ minutesLeft: 13 })
  })
})
