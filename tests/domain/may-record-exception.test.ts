import { describe, expect, test } from 'vitest'
import { courseOf, evidenceFrom } from '../../src/domain/certification.ts'
import type { Programme, Quiz } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, type Day } from '../../src/domain/days.ts'
import { exceptionsFrom } from '../../src/domain/exceptions.ts'
import { wordExceptionRefusal } from '../../src/domain/exception-refusals.ts'
import { exceptionState, whyNotWithdrawn } from '../../src/domain/exception-states.ts'
import type { ExceptionTerms, Fact } from '../../src/domain/facts.ts'
import { as, type LessonId, type QuizId } from '../../src/domain/ids.ts'
import {
  mostMonths,
  sharingDays,
  whyNotKind,
  whyNotRecorded,
  type BeforeException,
  type TermsRefusal,
} from '../../src/domain/may-record-exception.ts'
import { exceptionKinds } from '../../src/domain/exception-words.ts'
import { standingAt } from '../../src/domain/standing.ts'
import {
  except,
  grant,
  moreTime,
  pause,
  recorded,
  revocation,
  rule,
  telephone,
  timelineOf,
  waiver,
  withdraw,
} from './excepting.ts'

const [lesson, quiz] = [as<LessonId>('ringing'), as<QuizId>('phone')]
const programme: Programme = {
  ...rule,
  requirements: [
    { kind: 'lesson', lesson },
    { kind: 'quiz', quiz },
  ],
  renewal: [{ kind: 'quiz', quiz }],
  priorLearningMonths: 6,
}
const bank = { id: quiz, title: 'Phone', attempts: 3 } as Quiz

/** What stands before a person asked since 10 January 2026, by these facts, on a day. */
function on(today: string, facts: readonly Fact[] = [], given: Partial<BeforeException> = {}): BeforeException {
  const known = recorded(...facts)
  return {
    today: day(today),
    programme,
    quizzes: new Map([[quiz, bank]]),
    course: courseOf(known, telephone, [], evidenceFrom(known)),
    required: [{ from: day('2026-01-10'), to: FOREVER }],
    standing: standingAt(timelineOf(known), day(today)),
    ...given,
  }
}

const byHand = (completedOn: string): ExceptionTerms => ({ kind: 'manual-grant', completedOn: day(completedOn) })
const learned = (learnedOn: string, requirements = ['lesson:ringing']): ExceptionTerms => ({
  kind: 'prior-learning',
  requirements,
  learnedOn: day(learnedOn),
})
const attempts = (more: number, of = quiz): ExceptionTerms => ({ kind: 'more-attempts', quiz: of, attempts: more })
const testOut: ExceptionTerms = { kind: 'test-out' }

const held = grant('2026-01-20')
const nothing = on('2026-01-12')
const holding = on('2026-03-01', [held])
const inWindow = on('2026-12-20', [held])
const inGrace = on('2027-02-01', [held])
const afterGrace = on('2027-03-01', [held])
const revoked = on('2026-03-01', [held, except('r', '2026-02-01', revocation('2026-01-20'))])
const restored = on('2026-03-01', [
  held,
  except('r', '2026-02-01', revocation('2026-01-20')),
  withdraw('r', '2026-02-20'),
])
const ended = on('2026-03-01', [held], { programme: undefined })
const neverAsked = on('2026-03-01', [], { required: [], standing: undefined })

describe('an exception is recorded', () => {
  test.each<[string, ExceptionTerms, BeforeException]>([
    ['a waiver of today alone', waiver('2026-01-12', '2026-01-12'), nothing],
    ['a waiver as long as one may be', waiver('2026-01-12', addMonths(day('2026-01-12'), mostMonths)), nothing],
    ['a waiver over a revocation', waiver('2026-03-01', '2026-03-31'), revoked],
    [
      'a waiver on days next to another',
      waiver('2026-02-01', '2026-02-09'),
      on('2026-01-12', [except('w', '2026-01-12', waiver('2026-01-12', '2026-01-31'))]),
    ],
    [
      'a pause from the day after a waiver',
      pause('2026-02-01', null),
      on('2026-01-12', [except('w', '2026-01-12', waiver('2026-01-12', '2026-01-31'))]),
    ],
    ['a certificate by hand for the day on which one was taken back', byHand('2026-02-01'), revoked],
    ['prior learning of the day on which one was taken back', learned('2026-02-01'), revoked],
    ['a certificate by hand for an earlier day once the revocation is withdrawn', byHand('2026-01-30'), restored],
    [
      'a waiver where another was withdrawn',
      waiver('2026-01-20', '2026-01-31'),
      on('2026-01-15', [except('w', '2026-01-12', waiver('2026-01-12', '2026-01-31')), withdraw('w', '2026-01-15')]),
    ],
    ['more time until today, where more is something', moreTime('2026-01-30'), on('2026-01-30', [])],
    ['more time for a certificate in grace', moreTime('2027-02-20', '2026-01-20'), inGrace],
    ['more time for what a revocation asks', moreTime('2026-04-01'), revoked],
    ['a revocation in the renewal window', revocation('2026-01-20'), inWindow],
    ['a revocation in a programme that has ended', revocation('2026-01-20'), ended],
    ['prior learning of the oldest day allowed', learned('2025-07-12'), nothing],
    ['a test-out after grace, when lessons are asked again', testOut, afterGrace],
    ['a certificate by hand that runs out today', byHand('2025-01-12'), nothing],
    ['a certificate by hand while one is held', byHand('2026-02-28'), holding],
    ['ten attempts', attempts(10), nothing],
  ])('%s', (_what, terms, before) => {
    expect(whyNotRecorded(terms, before)).toBeUndefined()
  })
})

describe('an exception is refused', () => {
  test.each<[TermsRefusal, string, ExceptionTerms, BeforeException]>([
    ['until-before-from', 'a waiver that ends before it begins', waiver('2026-02-02', '2026-02-01'), nothing],
    ['until-before-from', 'a pause that ends before it begins', pause('2026-02-02', '2026-02-01'), nothing],
    ['begins-in-past', 'a waiver of days that are over', waiver('2026-01-10', '2026-01-11'), nothing],
    ['begins-in-past', 'a waiver from yesterday', waiver('2026-01-11', '2026-01-31'), nothing],
    ['begins-in-past', 'a pause from yesterday', pause('2026-01-11', null), nothing],
    [
      'pause-over-waiver',
      'a pause on the last day of a waiver',
      pause('2026-01-31', null),
      on('2026-01-12', [except('w', '2026-01-12', waiver('2026-01-12', '2026-01-31'))]),
    ],
    [
      'waiver-over-pause',
      'a waiver within a pause without an end',
      waiver('2026-06-01', '2026-06-30'),
      on('2026-01-12', [except('p', '2026-01-12', pause('2026-01-12', null))]),
    ],
    ['completed-before-revocation', 'a certificate by hand for a day before', byHand('2026-01-31'), revoked],
    ['learned-before-revocation', 'prior learning of a day before', learned('2026-01-31'), revoked],
    [
      'too-long',
      'a waiver for years',
      waiver('2026-01-12', addDays(addMonths(day('2026-01-12'), mostMonths), 1)),
      nothing,
    ],
    [
      'waiver-overlaps',
      'a waiver over the last day of another',
      waiver('2026-01-31', '2026-02-09'),
      on('2026-01-12', [except('w', '2026-01-12', waiver('2026-01-12', '2026-01-31'))]),
    ],
    [
      'pause-overlaps',
      'a pause after one without an end',
      pause('2026-05-01', '2026-05-02'),
      on('2026-01-12', [except('p', '2026-01-12', pause('2026-01-12', null))]),
    ],
    [
      'not-asked-then',
      'a waiver of days on which nothing is asked',
      waiver('2026-02-01', '2026-02-09'),
      { ...neverAsked, today: day('2026-02-01') },
    ],
    ['not-asked', 'a test-out of somebody whom nothing asks', testOut, neverAsked],
    ['programme-ended', 'a waiver in a programme that has ended', waiver('2026-03-01', '2026-03-09'), ended],
    ['extension-past', 'more time into the past', moreTime('2026-02-28', '2026-01-20'), holding],
    ['extension-not-later', 'more time that ends with the certificate', moreTime('2027-01-20', '2026-01-20'), holding],
    ['extension-not-later', 'more time that is due as before', moreTime('2026-01-24'), nothing],
    [
      'extension-too-long',
      'more time for years',
      moreTime(addDays(addMonths(day('2027-01-20'), mostMonths), 1), '2026-01-20'),
      holding,
    ],
    ['nothing-to-extend', 'more time for what nobody asks', moreTime('2026-06-01'), holding],
    ['nothing-to-extend', 'more time for a certificate of somebody else', moreTime('2028-01-01', 'other'), holding],
    ['nothing-to-extend', 'more time for a certificate after grace', moreTime('2027-06-01', '2026-01-20'), afterGrace],
    [
      'extended-while-revoked',
      'more time for a certificate that was taken back',
      moreTime('2027-06-01', '2026-01-20'),
      revoked,
    ],
    ['nothing-held', 'a revocation of nothing', revocation('2026-01-20'), nothing],
    ['nothing-held', 'a revocation of what has run out', revocation('2026-01-20'), inGrace],
    ['already-revoked', 'a second revocation', revocation('2026-01-20'), revoked],
    [
      'prior-not-recognised',
      'prior learning that the programme knows not',
      learned('2026-01-01'),
      on('2026-01-12', [], { programme: { ...programme, priorLearningMonths: undefined } as unknown as Programme }),
    ],
    ['requirements-missing', 'prior learning of nothing', learned('2026-01-01', []), nothing],
    ['unknown-requirement', 'prior learning of another programme', learned('2026-01-01', ['lesson:juggling']), nothing],
    ['learned-in-future', 'prior learning to come', learned('2026-01-13'), nothing],
    ['learned-too-long-ago', 'prior learning a day too old', learned('2025-07-11'), nothing],
    ['window-not-open', 'prior learning while nothing counts', learned('2026-02-01'), holding],
    ['test-out-pending', 'a second test-out', testOut, on('2026-01-12', [except('t', '2026-01-11', testOut)])],
    [
      'no-quiz',
      'a test-out without a quiz',
      testOut,
      on('2026-01-12', [], { programme: { ...programme, requirements: [{ kind: 'lesson', lesson }] } }),
    ],
    ['no-lesson', 'a test-out of a renewal without lessons', testOut, inWindow],
    ['completed-in-future', 'a certificate by hand for a day to come', byHand('2026-01-13'), nothing],
    ['completed-too-long-ago', 'a certificate by hand that would have run out', byHand('2025-01-11'), nothing],
    [
      'certified-for-it',
      'a certificate by hand twice',
      byHand('2026-01-05'),
      on('2026-01-12', [except('h', '2026-01-11', byHand('2026-01-05'))]),
    ],
    ['quiz-not-asked', 'attempts at another quiz', attempts(1, as<QuizId>('chess')), nothing],
    [
      'quiz-without-limit',
      'attempts at a quiz without a limit',
      attempts(1),
      on('2026-01-12', [], { quizzes: new Map() }),
    ],
    ['attempts-out-of-range', 'no attempt', attempts(0), nothing],
    ['attempts-out-of-range', 'half an attempt', attempts(1.5), nothing],
    ['attempts-out-of-range', 'eleven attempts', attempts(11), nothing],
    ['window-not-open', 'attempts while nothing counts', attempts(1), holding],
  ])('%s: %s', (reason, _what, terms, before) => {
    expect(whyNotRecorded(terms, before)).toBe(reason)
  })
})

describe('what is offered', () => {
  const offered = (before: BeforeException) => exceptionKinds.filter((kind) => whyNotKind(kind, before) === undefined)

  test('to somebody who is asked and holds nothing is all but a revocation', () => {
    expect(offered(nothing)).toEqual(exceptionKinds.filter((kind) => kind !== 'revocation'))
  })

  test('while a certificate holds is what changes its days, or takes it back', () => {
    expect(offered(holding)).toEqual(['waiver', 'pause', 'extension', 'revocation', 'manual-grant'])
  })

  test('in a programme that has ended is to take the certificate back', () => {
    expect(offered(ended)).toEqual(['revocation'])
    expect(offered(neverAsked)).toEqual([])
  })
})

test('attempts are not offered where no quiz has a limit', () => {
  expect(whyNotKind('more-attempts', on('2026-01-12', [], { quizzes: new Map() }))).toBe('no-limited-quiz')
})

test('the waiver or pause that shares days is named with them', () => {
  const { course } = on('2026-01-12', [except('w', '2026-01-12', waiver('2026-01-12', '2026-01-31'))])
  const other = sharingDays(pause('2026-01-31', null), course.exceptions)
  expect(wordExceptionRefusal('pause-over-waiver', other)).toMatch(
    /withdraw the waiver first\. It is the waiver from 12 January 2026 to 31 January 2026\.$/,
  )
  expect(wordExceptionRefusal('not-asked-then', other)).not.toContain('It is the')
})

describe('withdrawing', () => {
  const stateOn = (today: string, ...facts: readonly Fact[]) => {
    const known = recorded(...facts)
    const [exception] = exceptionsFrom(known)
    const course = courseOf(known, telephone)
    return (
      exception && [exceptionState(exception, course, today as Day), whyNotWithdrawn(exception, course, today as Day)]
    )
  }

  test.each([
    ['a waiver', except('e', '2026-02-01', waiver('2026-02-10', '2026-02-20')), '2026-02-21'],
    ['a pause with a last day', except('e', '2026-02-01', pause('2026-02-10', '2026-02-20')), '2026-02-21'],
    ['more time', except('e', '2026-02-01', moreTime('2026-02-20')), '2026-02-21'],
  ])('%s is over the day after its last', (_what, fact, after) => {
    expect(stateOn('2026-02-20', fact)).toEqual(['in-force', undefined])
    expect(stateOn(after, fact)).toEqual(['ended', 'ended-already'])
  })

  test('before its first day is of something still to come', () => {
    expect(stateOn('2026-02-02', except('e', '2026-02-01', waiver('2026-02-10', '2026-02-20')))).toEqual([
      'to-come',
      undefined,
    ])
  })

  test('what the next certificate has overtaken is no longer possible', () => {
    const next = grant('2026-06-01')
    for (const terms of [revocation('2026-01-20'), attempts(2), moreTime('2027-09-01', '2026-01-20'), testOut])
      expect([terms.kind, stateOn('2026-06-02', except('e', '2026-02-01', terms), next)]).toEqual([
        terms.kind,
        ['ended', 'ended-already'],
      ])
  })

  test('what a certificate rests on stays possible, because the certificate goes with it', () => {
    const next = grant('2026-06-01', { path: 'test-out', evidence: [1] })
    for (const terms of [testOut, byHand('2026-02-01'), learned('2026-02-01')])
      expect([terms.kind, stateOn('2026-06-02', except('e', '2026-02-01', terms), next)]).toEqual([
        terms.kind,
        ['in-force', undefined],
      ])
  })

  test('twice is refused', () => {
    const facts = [except('e', '2026-02-01', pause('2026-02-01', null)), withdraw('e', '2026-02-05')]
    expect(stateOn('2026-02-06', ...facts)).toEqual(['withdrawn', 'already-withdrawn'])
  })
})
