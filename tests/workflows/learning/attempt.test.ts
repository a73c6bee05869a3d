import { describe, expect, onTestFinished, test } from 'vitest'
import { attemptBy, attemptsAt } from '../../../db/attempts.ts'
import { headOfLedger } from '../../../db/ledger.ts'
import { closeDatabase, openDatabase } from '../../../db/open.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { openPlaces } from '../../../src/domain/attempts.ts'
import { as, type AttemptId, type QuizId } from '../../../src/domain/ids.ts'
import { drawForm } from '../../../src/domain/quiz.ts'
import { answerQuestion } from '../../../src/workflows/answer-question.ts'
import { startAttempt } from '../../../src/workflows/start-attempt.ts'
import { submitAttempt } from '../../../src/workflows/submit-attempt.ts'
import { spoiled } from '../../curriculum/small-library.ts'
import {
  answer,
  daysLater,
  factsOfKindBy,
  openAttempt,
  optionsOf,
  passQuiz,
  publish,
  quiz,
  smallSchool,
  start,
} from './small-school.ts'

describe('starting an attempt', () => {
  test('stores the seed from which the form was drawn', async () => {
    const school = await smallSchool()
    await openAttempt(school)
    const [{ seed, form } = { seed: -1, form: [] }] = await factsOfKindBy(school, 'attempt-started')
    expect(drawForm((await currentLibrary(school.db))!.quizzes.get(quiz)!, seed)).toEqual(form)
  })

  test('a second time goes on with the open attempt', async () => {
    const school = await smallSchool()
    const first = await openAttempt(school)
    expect(await startAttempt(school.db, { person: school.learner, quiz }, daysLater(1))).toEqual({
      kind: 'resumed',
      attempt: first,
    })
  })

  test('from many tabs at once starts one attempt', async () => {
    const school = await smallSchool()
    const started = await Promise.all(Array.from({ length: 8 }, () => openAttempt(school)))
    expect(new Set(started).size).toBe(1)
    expect(await factsOfKindBy(school, 'attempt-started')).toHaveLength(1)
  })

  test('after submitting starts another', async () => {
    const school = await smallSchool()
    const first = await passQuiz(school)
    expect(await openAttempt(school)).not.toBe(first)
  })

  test('at an unknown quiz is refused', async () => {
    const { db, learner } = await smallSchool()
    expect(await startAttempt(db, { person: learner, quiz: as<QuizId>('no-such-quiz') }, start)).toEqual({
      kind: 'refused',
      reason: 'quiz-not-found',
    })
  })
})

describe('answering a question', () => {
  test('an answer that was acknowledged stands in the ledger', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    expect(await answer(school, attempt, 1, 'right')).toEqual({ kind: 'kept', open: [2], questions: 2 })
    expect(await factsOfKindBy(school, 'answered')).toHaveLength(1)
  })

  test('once acknowledged it is on disk, where another process reads it', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await Promise.all([1, 2].map((place) => answer(school, attempt, place, 'right')))
    const elsewhere = await openDatabase(`file:${school.db.path}`, { readOnly: true })
    onTestFinished(() => closeDatabase(elsewhere))
    expect((await attemptBy(elsewhere.reader, school.learner, attempt))?.answers.size).toBe(2)
  })

  test('the same answer again records nothing', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await answer(school, attempt, 1, 'right')
    expect(await answer(school, attempt, 1, 'right')).toMatchObject({ kind: 'same' })
    expect(await factsOfKindBy(school, 'answered')).toHaveLength(1)
  })

  test('sent from two tabs at once is one fact', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await Promise.all([answer(school, attempt, 1, 'right'), answer(school, attempt, 1, 'right')])
    expect(await factsOfKindBy(school, 'answered')).toHaveLength(1)
  })

  test('a changed answer is a further fact, and the last one stands', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await answer(school, attempt, 1, 'wrong')
    await answer(school, attempt, 1, 'right')
    const given = await factsOfKindBy(school, 'answered')
    expect(given).toHaveLength(2)
    const kept = await attemptBy(school.db.reader, school.learner, attempt)
    expect(kept?.answers.get(given[1]!.question)).toEqual(given[1]!.options)
  })

  test("somebody else's attempt is as if it did not exist", async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    const forged = { person: school.other, attempt, place: 1, options: await optionsOf(school.db, attempt, 1, 'right') }
    expect(await answerQuestion(school.db, forged, start)).toEqual({ kind: 'refused', reason: 'attempt-not-found' })
    expect(await attemptBy(school.db.reader, school.other, attempt)).toBeUndefined()
  })

  test('after submitting is refused, and nothing is recorded', async () => {
    const school = await smallSchool()
    const attempt = await passQuiz(school)
    const before = await headOfLedger(school.db.reader)
    expect(await answer(school, attempt, 1, 'wrong')).toEqual({ kind: 'refused', reason: 'attempt-closed' })
    expect(await headOfLedger(school.db.reader)).toEqual(before)
  })

  test.each([
    ['for a question that is not in the form', 3, [1], 'question-not-found'],
    ['for a question before the first', 0, [1], 'question-not-found'],
    ['without a choice', 1, [], 'nothing-chosen'],
    ['with a choice that is not shown', 1, [9], 'no-such-option'],
  ])('%s is refused', async (_what, place, options, reason) => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    const input = { person: school.learner, attempt, place, options }
    expect(await answerQuestion(school.db, input, start)).toEqual({ kind: 'refused', reason })
  })
})

describe('submitting an attempt', () => {
  const submit = (school: Awaited<ReturnType<typeof smallSchool>>, attempt: AttemptId, leavingOpen = 0) =>
    submitAttempt(school.db, { person: school.learner, attempt, leavingOpen }, start)

  test('with open questions that the person was not shown is refused and names them', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await answer(school, attempt, 2, 'right')
    expect(await submit(school, attempt)).toEqual({ kind: 'refused', reason: 'questions-open', open: [1] })
  })

  test('with open questions that the person saw counts them as wrong', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await answer(school, attempt, 1, 'right')
    expect(await submit(school, attempt, 1)).toMatchObject({ kind: 'closed', result: { percent: 50, passed: false } })
  })

  test('twice gives the same result and records it once', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    for (const place of [1, 2]) await answer(school, attempt, place, 'right')
    const [one, two] = await Promise.all([submit(school, attempt), submit(school, attempt)])
    expect('result' in one && 'result' in two && two.result).toEqual('result' in one && one.result)
    expect(await factsOfKindBy(school, 'attempt-closed')).toHaveLength(1)
  })

  test("somebody else's attempt is as if it did not exist", async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    expect(await submitAttempt(school.db, { person: school.other, attempt, leavingOpen: 9 }, start)).toEqual({
      kind: 'refused',
      reason: 'attempt-not-found',
    })
  })

  test('a wrong answer on a critical clause fails it and is named', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    const { form } = (await attemptBy(school.db.reader, school.learner, attempt))!
    for (const [index, { question }] of form.entries()) {
      await answer(school, attempt, index + 1, question === 'tel-hold' ? 'wrong' : 'right')
    }
    expect(await submit(school, attempt)).toMatchObject({ result: { passed: false, brokenCritical: ['TEL-05'] } })
  })

  test('the outcomes name the exact texts they were given on', async () => {
    const school = await smallSchool()
    await passQuiz(school)
    const [closed] = await factsOfKindBy(school, 'attempt-closed')
    expect(closed?.outcomes.flatMap(({ clauses }) => clauses).toSorted()).toEqual(['TEL-04~1@1', 'TEL-05~1@1'])
  })
})

describe('an attempt open across a publication', () => {
  const shorter = spoiled('quizzes/telephone.mdx', 'At 10:04:30', 'At 10:04:20')

  test('keeps its texts and is scored by them', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await answer(school, attempt, 1, 'right')
    await publish(school.db, shorter, daysLater(1))
    await answer(school, attempt, 2, 'right', daysLater(1))
    const closed = await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 0 }, daysLater(1))
    expect(closed).toMatchObject({ kind: 'closed', result: { publication: 1, percent: 100, passed: true } })
  })

  test('is gone on with, rather than one on the new texts being started', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await publish(school.db, shorter, daysLater(1))
    expect(await openAttempt(school, daysLater(1))).toBe(attempt)
  })

  test('may be finished on the fourteenth day after its quiz changed, and not on the fifteenth', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await publish(school.db, shorter, daysLater(1))
    expect(await answer(school, attempt, 1, 'right', daysLater(15))).toMatchObject({ kind: 'kept' })
    const refused = { kind: 'refused', reason: 'out-of-time' }
    expect(await answer(school, attempt, 2, 'right', daysLater(16))).toEqual(refused)
    const submitted = { person: school.learner, attempt, leavingOpen: 9 }
    expect(await submitAttempt(school.db, submitted, daysLater(16))).toEqual(refused)
  })

  test('makes way for the next attempt once its time is over', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await publish(school.db, shorter, daysLater(1))
    const next = await openAttempt(school, daysLater(16))
    expect(next).not.toBe(attempt)
    expect(await openAttempt(school, daysLater(17))).toBe(next)
  })

  test('goes on without end while publications leave its quiz as it is', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    await publish(school.db, spoiled('lessons/holding-a-call.mdx', 'Mrs Hale is', 'Mr Hale is'), daysLater(1))
    expect(await openAttempt(school, daysLater(60))).toBe(attempt)
  })

  test('the next attempt is on the new texts', async () => {
    const school = await smallSchool()
    await passQuiz(school)
    await publish(school.db, shorter, daysLater(1))
    await openAttempt(school, daysLater(1))
    const attempts = await attemptsAt(school.db.reader, school.learner, quiz)
    expect(attempts.map(({ started }) => started.fact.publication)).toEqual([1, 2])
  })
})

describe('what an attempt leaves open', () => {
  test('is every question at first', async () => {
    const school = await smallSchool()
    const attempt = await openAttempt(school)
    expect(openPlaces((await attemptBy(school.db.reader, school.learner, attempt))!)).toEqual([1, 2])
  })
})
