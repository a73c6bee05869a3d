import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Level, Question, QuestionType, Quiz } from '../../src/domain/curriculum.ts'
import { as, pin, type ClauseId, type PersonId, type QuestionId } from '../../src/domain/ids.ts'
import {
  clausesAsked,
  clausesCited,
  drawForm,
  isRight,
  orderOfOptions,
  questionsAsked,
  scoreAttempt,
  scoreQuestion,
  seedOfCheck,
} from '../../src/domain/quiz.ts'

const letters = ['a', 'b', 'c', 'd', 'e']
const clause = (number: number) => as<ClauseId>(`TEL-0${number}`)

function question(
  id: string,
  cited: readonly ClauseId[],
  { keys = 'a', options = 3, type = 'single', fixedOrder = false }: Partial<Shape> = {},
): Question {
  return {
    id: as<QuestionId>(id),
    type,
    level: 'apply',
    clauses: cited.map((id) => pin(id, 1)),
    fixedOrder,
    stem: ['?'],
    options: letters
      .slice(0, options)
      .map((letter) => ({ id: letter, correct: keys.includes(letter), body: [letter], feedback: [] })),
  }
}
interface Shape {
  keys: string
  options: number
  type: QuestionType
  fixedOrder: boolean
}

const levels = (...pairs: [ClauseId, Level][]) => new Map(pairs.map(([id, level]) => [id, { level }]))
const answers = (given: Record<string, string>) =>
  new Map(Object.entries(given).map(([id, chosen]) => [as<QuestionId>(id), [...chosen]]))

const banks = fc
  .array(
    fc.record({
      cited: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
      options: fc.integer({ min: 2, max: 5 }),
      fixedOrder: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((shapes) => shapes.map(({ cited, ...shape }, index) => question(`q-${index}`, cited.map(clause), shape)))
const quizzes = fc.record({ questions: banks, questionsPerClause: fc.integer({ min: 1, max: 4 }) })
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('drawing a form', () => {
  test('the same bank and seed give the same form', () => {
    fc.assert(
      fc.property(quizzes, seeds, (quiz, seed) => {
        expect(drawForm(quiz, seed)).toEqual(drawForm(quiz, seed))
      }),
    )
  })

  test('every clause of the bank is asked about as often as the blueprint says, or as the bank can', () => {
    fc.assert(
      fc.property(quizzes, seeds, (quiz, seed) => {
        const asked = new Set(drawForm(quiz, seed).map((entry) => entry.question))
        for (const id of clausesAsked(quiz)) {
          const bank = quiz.questions.filter((question) => clausesCited(question).includes(id))
          const drawn = bank.filter((question) => asked.has(question.id))
          expect(drawn.length).toBeGreaterThanOrEqual(Math.min(bank.length, quiz.questionsPerClause))
        }
      }),
    )
  })

  test('no question stands twice in a form', () => {
    fc.assert(
      fc.property(quizzes, seeds, (quiz, seed) => {
        const asked = drawForm(quiz, seed).map((entry) => entry.question)
        expect(new Set(asked).size).toBe(asked.length)
      }),
    )
  })

  test('every option is shown once, in the authored order where the author fixed it', () => {
    fc.assert(
      fc.property(quizzes, seeds, (quiz, seed) => {
        for (const entry of drawForm(quiz, seed)) {
          const authored = quiz.questions.find((question) => question.id === entry.question)
          const ids = authored?.options.map((option) => option.id) ?? []
          expect(authored?.fixedOrder ? entry.order : [...entry.order].sort()).toEqual(ids)
        }
      }),
    )
  })

  test('a form is never longer than announced', () => {
    fc.assert(
      fc.property(quizzes, seeds, (quiz, seed) => {
        const { atMost, exact } = questionsAsked(quiz)
        const { length } = drawForm(quiz, seed)
        expect(exact ? length === atMost : length <= atMost).toBe(true)
      }),
    )
  })

  test('over many seeds the right option stands in every place about equally often', () => {
    const bank = { questions: [question('q', [clause(1)], { options: 4 })], questionsPerClause: 1 }
    const places = [0, 0, 0, 0]
    for (let seed = 0; seed < 4000; seed += 1) {
      const place = drawForm(bank, seed)[0]!.order.indexOf('a')
      places[place]! += 1
    }
    for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })

  test('a check is shuffled alike each time the same person reads it', () => {
    const check = question('q', [clause(1)], { options: 5 })
    const seed = seedOfCheck(as<PersonId>('somebody'), check)
    expect(orderOfOptions(check, seed)).toEqual(orderOfOptions(check, seed))
  })
})

describe('scoring a question', () => {
  const must = levels([clause(1), 'must'])
  const three = question('q', [clause(1)], { type: 'multiple', keys: 'abc', options: 5 })

  test.each([
    ['the right option of a single choice scores 1', question('q', [clause(1)]), 'a', 1],
    ['a wrong option of a single choice scores 0', question('q', [clause(1)]), 'b', 0],
    ['silence scores 0', question('q', [clause(1)]), '', 0],
    ['silence on a multiple choice scores 0', three, '', 0],
    ['all the right options of a multiple choice score 1', three, 'abc', 1],
    ['two of three right options score two thirds', three, 'ab', 2 / 3],
    ['a wrong option takes a right one away', three, 'abd', 1 / 3],
    ['ticking everything earns one third of three keys among five', three, 'abcde', 1 / 3],
    ['a score never falls under 0', three, 'de', 0],
  ])('%s', (_sentence, asked, chosen, score) => {
    expect(scoreQuestion(asked, [...chosen], must)).toBe(score)
  })

  test('a multiple choice on a must-not is all or nothing', () => {
    expect(scoreQuestion(three, ['a', 'b'], levels([clause(1), 'must-not']))).toBe(0)
  })

  test('one must-not among the cited clauses is enough to make it all or nothing', () => {
    const mixed = question('q', [clause(1), clause(2)], { type: 'multiple', keys: 'ab', options: 4 })
    expect(scoreQuestion(mixed, ['a'], levels([clause(1), 'should'], [clause(2), 'must-not']))).toBe(0)
  })

  test('an answer is right only when the very keys were chosen', () => {
    expect([isRight(three, ['c', 'a', 'b']), isRight(three, ['a', 'b']), isRight(three, [...'abcd'])]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('scoring an attempt', () => {
  const must = levels([clause(1), 'must'], [clause(2), 'must'], [clause(3), 'must'])
  const quiz = (questions: readonly Question[], rest: Partial<Pick<Quiz, 'passPercent' | 'critical'>> = {}) => ({
    questions,
    passPercent: 80,
    critical: [],
    questionsPerClause: 99,
    ...rest,
  })

  test('per cent are rounded down', () => {
    const three = quiz([question('p', [clause(1)]), question('q', [clause(2)]), question('r', [clause(3)])])
    expect(scoreAttempt(three, drawForm(three, 1), answers({ p: 'a', q: 'a', r: 'b' }), must).percent).toBe(66)
  })

  test('thirds add up exactly', () => {
    const thirds = quiz(
      Array.from({ length: 10 }, (_, index) =>
        question(`q-${index}`, [clause(1)], { type: 'multiple', keys: 'abc', options: 5 }),
      ),
    )
    // 4 whole, 6 at two thirds: exactly 80 of 100.
    const given = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`q-${index}`, index < 4 ? 'abc' : 'ab']))
    expect(scoreAttempt(thirds, drawForm(thirds, 1), answers(given), must)).toMatchObject({ percent: 80, passed: true })
  })

  test('one wrong answer on a critical clause fails the attempt whatever the total', () => {
    const five = quiz(
      [1, 2, 3, 1, 2].map((number, index) => question(`q-${index}`, [clause(number)])),
      { critical: [clause(3)], passPercent: 60 },
    )
    const given = answers({ 'q-0': 'a', 'q-1': 'a', 'q-2': 'b', 'q-3': 'a', 'q-4': 'a' })
    expect(scoreAttempt(five, drawForm(five, 7), given, must)).toMatchObject({
      percent: 80,
      passed: false,
      brokenCritical: [clause(3)],
    })
  })

  test('a half right answer on a critical clause breaks it', () => {
    const one = quiz([question('q', [clause(1)], { type: 'multiple', keys: 'ab', options: 4 })], {
      critical: [clause(1)],
      passPercent: 10,
    })
    expect(scoreAttempt(one, drawForm(one, 1), answers({ q: 'a' }), must).brokenCritical).toEqual([clause(1)])
  })

  test('each clause is told how often it was asked and how often the answer was wholly right', () => {
    const two = quiz([question('p', [clause(1), clause(2)]), question('q', [clause(2)])])
    const { shares } = scoreAttempt(two, drawForm(two, 3), answers({ p: 'a' }), must)
    expect([...shares].sort((a, b) => a.clause.localeCompare(b.clause))).toEqual([
      { clause: clause(1), asked: 1, right: 1, scores: [1] },
      { clause: clause(2), asked: 2, right: 1, scores: expect.arrayContaining([0, 1]) as number[] },
    ])
  })

  test('outcomes stand in the order asked', () => {
    const two = quiz([question('p', [clause(1)]), question('q', [clause(2)])])
    const form = drawForm(two, 12)
    const { outcomes } = scoreAttempt(two, form, answers({}), must)
    expect(outcomes.map((outcome) => outcome.question)).toEqual(form.map((entry) => entry.question))
  })

  test('a form with a question that the quiz does not hold is a bug and throws', () => {
    const stranger = [{ question: as<QuestionId>('gone'), order: [] }]
    expect(() => scoreAttempt(quiz([]), stranger, answers({}), must)).toThrow(RangeError)
  })

  test('all right is 100 and all silent is 0, for every bank and seed', () => {
    fc.assert(
      fc.property(quizzes, seeds, (drawn, seed) => {
        const whole = { ...drawn, passPercent: 100, critical: [] }
        const form = drawForm(whole, seed)
        const keys = new Map(whole.questions.map((question) => [question.id, ['a']]))
        expect(scoreAttempt(whole, form, keys, must).percent).toBe(100)
        expect(scoreAttempt(whole, form, new Map(), must).percent).toBe(0)
      }),
    )
  })
})
