/** What a programme and a quiz may say about cycles, what follows when they say nothing, and what is refused. */
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/curriculum/digest.ts'
import type { Programme } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import { builtIn } from '../../src/domain/settings.ts'
import { libraryWithScenario } from '../workflows/scenarios/played-school.ts'
import { faultsOf, faultsWhen, soundCurriculum, spoiled } from './small-library.ts'

const programme = 'programmes/telephone-adviser.yaml'
const quiz = 'quizzes/telephone.mdx'
const last = 'grace_days: 30'

function read(passage: string, instead: string): Programme {
  const [read] = soundCurriculum(spoiled(programme, passage, instead)).programmes
  return read!
}
const written = read('', '')
const plus = (...lines: readonly string[]) => read(last, [last, ...lines].join('\n'))

describe('a programme that says nothing of cycles', () => {
  test('is the value it was before there was anything to say', () => {
    expect(Object.keys(written)).toEqual([
      'id',
      'title',
      'summary',
      'audience',
      'requirements',
      'renewal',
      'completeWithinDays',
      'renewalWindowDays',
      'graceDays',
      'validForMonths',
      'opensChannels',
    ])
  })

  test('keeps the digest that it had, so that an old folder is the publication it was', () => {
    expect(digestOf(soundCurriculum())).toBe('fe6a6d389eac81ce089103b546fb13badbac460bce82058b497e7e397fefaa50')
  })

  test('is the same when it says what holds anyway', () => {
    expect(plus('renews_from: old-expiry')).toEqual(written)
  })
})

describe('a programme says', () => {
  test('that the next end counts from the day of renewing', () => {
    expect(plus('renews_from: completion')).toEqual({ ...written, renewsFrom: 'completion' })
  })

  test('that certificates end on a fixed date, and how long they hold at least', () => {
    expect(plus('renews_from: fixed-date', 'fixed_expiry: 2027-03-31', 'least_active_days: 90')).toEqual({
      ...written,
      renewsFrom: 'fixed-date',
      fixedExpiry: day('2027-03-31'),
      leastActiveDays: 90,
    })
  })

  test('how old prior learning may be', () => {
    expect(plus('prior_learning_months: 24').priorLearningMonths).toBe(24)
  })

  test('nothing of its windows, and names those that it leaves to the organisation', () => {
    const { completeWithinDays, renewalWindowDays, graceDays, defaulted } = read(
      'complete_within_days: 14\nvalid_for_months: 12\nrenewal_window_days: 60\ngrace_days: 30\n',
      'valid_for_months: 12\ngrace_days: 0\n',
    )
    expect({ completeWithinDays, renewalWindowDays, graceDays }).toEqual({
      ...builtIn['default-windows'],
      graceDays: 0,
    })
    expect(defaulted).toEqual(['completeWithinDays', 'renewalWindowDays'])
  })
})

describe('a programme that plays a scenario again in updates', () => {
  const withScenario = libraryWithScenario()
  const replaying = (line: string) => ({ ...withScenario, [programme]: `${withScenario[programme] ?? ''}${line}\n` })

  test('names one that it requires, alone or in a list', () => {
    for (const line of ['replay_in_updates: [third-call]', 'replay_in_updates: third-call']) {
      expect(soundCurriculum(replaying(line)).programmes[0]).toMatchObject({ replays: ['third-call'] })
    }
    expect(soundCurriculum(withScenario).programmes[0]).not.toHaveProperty('replays')
  })

  test.each([
    [
      'one that it does not require',
      'replay_in_updates: [third-cal]',
      'replay_in_updates names third-cal, a scenario that the programme does not require. Did you mean third-call?',
    ],
    [
      'a quiz',
      'replay_in_updates: [telephone]',
      'replay_in_updates names telephone, a scenario that the programme does not require. Write `- scenario: telephone` into requirements as well, or take it out here.',
    ],
    [
      'none',
      'replay_in_updates: []',
      'replay_in_updates names no scenario. Write `replay_in_updates: [the-third-call]`, or delete the line.',
    ],
    [
      'one twice',
      'replay_in_updates: [third-call, third-call]',
      'replay_in_updates names third-call twice. Delete one of the two.',
    ],
  ])('is refused with %s', (_, line, fault) => {
    expect(faultsOf(replaying(line))).toEqual([`${programme}:11: ${fault}`])
  })
})

describe('a quiz', () => {
  test('says how many attempts there are in a cycle', () => {
    const [limited] = soundCurriculum(spoiled(quiz, 'minutes: 10', 'minutes: 10\nattempts: 3')).quizzes
    expect(limited?.attempts).toBe(3)
  })

  test('that does not say so is the value it was', () => {
    expect(soundCurriculum().quizzes[0]).not.toHaveProperty('attempts')
  })

  test.each(['0', '21', 'three'])('has not %s attempts', (attempts) => {
    expect(faultsWhen(quiz, 'minutes: 10', `minutes: 10\nattempts: ${attempts}`)).toEqual([
      `${quiz}:5: attempts is ${attempts}. Give a whole number of attempts from 1 to 20.`,
    ])
  })
})

describe('refused, with the line and what to do:', () => {
  const more = (...lines: readonly string[]) => faultsWhen(programme, last, [last, ...lines].join('\n'))

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'a fixed date that is not given',
      ['renews_from: fixed-date'],
      [
        '14: certificates are to end on a fixed date, and none is given. Write a day on which they end, as `fixed_expiry: 2027-03-31`.',
      ],
    ],
    [
      'a fixed date from which nothing counts',
      ['fixed_expiry: 2027-03-31'],
      [
        '14: fixed_expiry says something of a fixed date, and renews_from is old-expiry. Write `renews_from: fixed-date`, or delete the line.',
      ],
    ],
    [
      'a least number of days without a fixed date',
      ['renews_from: completion', 'least_active_days: 90'],
      [
        '15: least_active_days says something of a fixed date, and renews_from is completion. Write `renews_from: fixed-date`, or delete the line.',
      ],
    ],
    [
      'a day that no calendar has',
      ['renews_from: fixed-date', 'fixed_expiry: 2027-02-31'],
      ['15: fixed_expiry is 2027-02-31. Write a day of the calendar as 2027-03-31.'],
    ],
    [
      'a least number of days longer than the validity',
      ['renews_from: fixed-date', 'fixed_expiry: 2027-03-31', 'least_active_days: 367'],
      [
        '16: least_active_days is 367, and from one fixed date to the next there are 366 days. Write fewer days than that, so that the fixed date after the next is never needed.',
      ],
    ],
    [
      'a word that says from nowhere',
      ['renews_from: fixd-date', 'fixed_expiry: 2027-03-31'],
      ['14: renews_from is fixd-date. Did you mean fixed-date?'],
    ],
    [
      'prior learning of no months',
      ['prior_learning_months: 0'],
      ['14: prior_learning_months is 0. Give a whole number of months from 1 to 120.'],
    ],
  ])('%s', (_, lines, faults) => {
    expect(more(...lines)).toEqual(faults.map((fault) => `${programme}:${fault}`))
  })

  test('a validity of no months', () => {
    expect(faultsWhen(programme, 'valid_for_months: 12', 'valid_for_months: 0')).toEqual([
      `${programme}:11: valid_for_months is 0. Give a whole number of months from 1 to 120.`,
    ])
  })

  test('a fixed date with a window as long as the validity', () => {
    const fixed = 'renewal_window_days: 364\nrenews_from: fixed-date\nfixed_expiry: 2027-03-31'
    expect(faultsWhen(programme, 'renewal_window_days: 60', fixed)).toEqual([
      `${programme}:12: the renewal window of 364 days is as long as the 12 months of validity. Make it shorter than the validity.`,
    ])
  })

  test('a window that is left to a default as long as the validity', () => {
    expect(faultsWhen(programme, 'valid_for_months: 12\nrenewal_window_days: 60\n', 'valid_for_months: 2\n')).toEqual([
      `${programme}:11: the renewal window of 60 days, which holds where none is written, is as long as the 2 months of validity. Write \`renewal_window_days: …\`, shorter than the validity.`,
    ])
  })

  test('a window with nothing after it', () => {
    expect(faultsWhen(programme, 'grace_days: 30', 'grace_days:')).toEqual([
      `${programme}:13: grace_days is empty. Write \`grace_days: …\`.`,
    ])
  })
})
