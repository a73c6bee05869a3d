import { describe, expect, test } from 'vitest'
import { day } from '../../../src/domain/days.ts'
import { answerQuestion } from '../../../src/workflows/answer-question.ts'
import { startAttempt } from '../../../src/workflows/start-attempt.ts'
import { submitAttempt } from '../../../src/workflows/submit-attempt.ts'
import { soundLibrary } from '../../curriculum/small-library.ts'
import { acknowledge, daysLater, must, openAttempt, passQuiz, publish, quiz, start } from '../learning/small-school.ts'
import {
  certifiedSchool,
  decide,
  decided,
  decidedSchool,
  limited,
  standingOf,
  takeBack,
  type DecidedSchool,
} from './decided-school.ts'

async function fail(school: DecidedSchool, now = start): Promise<void> {
  const attempt = await openAttempt(school, now)
  must(await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 2 }, now))
}

async function tried(school: DecidedSchool, now = start): Promise<string> {
  const outcome = await startAttempt(school.db, { person: school.learner, quiz }, now)
  return outcome.kind === 'refused' ? outcome.reason : outcome.kind
}

describe('a limit of attempts', () => {
  test('refuses the next once all of the cycle are used', async () => {
    const school = await decidedSchool()
    await fail(school)
    await fail(school)
    expect(await tried(school)).toBe('attempts-used-up')
  })

  test('never keeps anybody from finishing the attempt that is open', async () => {
    const school = await decidedSchool()
    await fail(school)
    const attempt = await openAttempt(school)
    expect(await tried(school)).toBe('resumed')
    const answered = await answerQuestion(school.db, { person: school.learner, attempt, place: 1, options: [1] }, start)
    expect(answered.kind).toBe('kept')
  })

  test('counts an attempt that was left until its time was over', async () => {
    const school = await decidedSchool()
    await fail(school)
    await openAttempt(school)
    await publish(
      school.db,
      {
        ...limited,
        'quizzes/telephone.mdx': (limited['quizzes/telephone.mdx'] ?? '').replace(
          'Two questions',
          'Still two questions',
        ),
      },
      daysLater(1),
    )
    expect(await tried(school, daysLater(15))).toBe('resumed')
    expect(await tried(school, daysLater(16))).toBe('attempts-used-up')
  })

  test('leaves out what was tried so long ago that it would prove nothing', async () => {
    const school = await decidedSchool()
    await fail(school)
    await fail(school)
    expect(await tried(school, daysLater(366))).toBe('started')
  })

  test('belongs to a cycle: the attempts of an earlier one never count in the next', async () => {
    const school = await certifiedSchool()
    await fail(school, daysLater(1))
    // Practice: while the certificate holds and renewal is not open, nothing asks the quiz.
    await fail(school, daysLater(2))
    await fail(school, daysLater(3))
    const window = daysLater(320)
    expect(await standingOf(school, day('2027-01-24'))).toBe('renewal-due')
    await fail(school, window)
    await fail(school, window)
    expect(await tried(school, window)).toBe('attempts-used-up')
  })

  test('of a quiz that one programme asks leaves free a person whom none asks', async () => {
    const school = await decidedSchool()
    for (let time = 0; time < 3; time += 1) {
      const outcome = must(await startAttempt(school.db, { person: school.coordinator, quiz }, start))
      must(
        await submitAttempt(school.db, { person: school.coordinator, attempt: outcome.attempt, leavingOpen: 2 }, start),
      )
    }
  })

  test('holds in one programme and not in another that still has attempts', async () => {
    const second = (soundLibrary['programmes/telephone-adviser.yaml'] ?? '').replace(
      'Telephone adviser',
      'Desk adviser',
    )
    const school = await decidedSchool({ ...limited, 'programmes/desk-adviser.yaml': second })
    await fail(school)
    await fail(school)
    expect(await tried(school)).toBe('attempts-used-up')
    await decided(school, { kind: 'more-attempts', quiz, attempts: 1 })
    expect(await tried(school)).toBe('started')
  })
})

describe('further attempts', () => {
  const one = { kind: 'more-attempts', quiz, attempts: 1 } as const

  test('are added in the cycle that runs, and again once they are used', async () => {
    const school = await decidedSchool()
    await fail(school)
    await fail(school)
    await decided(school, one)
    expect(await decide(school, one)).toMatchObject({ kind: 'same' })
    await fail(school)
    expect(await tried(school)).toBe('attempts-used-up')
    await decided(school, one)
    await passQuiz(school)
  })

  test('are gone once withdrawn', async () => {
    const school = await decidedSchool()
    await fail(school)
    await fail(school)
    await takeBack(school, await decided(school, one))
    expect(await tried(school)).toBe('attempts-used-up')
  })

  test('of a quiz without a limit, of another programme or without number are refused', async () => {
    const school = await decidedSchool()
    expect(await decide(school, { ...one, quiz: 'juggling' as typeof quiz })).toBe('quiz-not-asked')
    expect(await decide(school, { ...one, attempts: 0 })).toBe('attempts-out-of-range')
    expect(await decide(school, { ...one, attempts: 11 })).toBe('attempts-out-of-range')
    expect(await decide(await decidedSchool(soundLibrary), one)).toBe('quiz-without-limit')
    expect(await decide(await certifiedSchool(), one)).toBe('window-not-open')
  })
})

describe('a test-out', () => {
  test('grants by quiz and confirmation alone, and is pending once', async () => {
    const school = await decidedSchool()
    const exception = await decided(school, { kind: 'test-out' })
    expect(await decide(school, { kind: 'test-out' }, { now: daysLater(1) })).toBe('test-out-pending')
    await passQuiz(school)
    must(await acknowledge(school))
    expect(await standingOf(school, day('2026-03-10'))).toBe('certified')
    expect(await takeBack(school, exception, daysLater(1))).toBe('withdrawn')
    expect(await standingOf(school, day('2026-03-11'))).toBe('to-do')
  })

  test('is refused where the next certificate asks no lesson anyway', async () => {
    expect(await decide(await certifiedSchool(), { kind: 'test-out' })).toBe('no-lesson')
  })
})
