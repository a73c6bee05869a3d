import { describe, expect, test } from 'vitest'
import type { Level, Question, QuestionType } from '../../src/domain/curriculum.ts'
import { as, pin, type ClauseId, type QuestionId } from '../../src/domain/ids.ts'
import { scoreAttempt } from '../../src/domain/quiz.ts'
import { partMarksInWords, scoreInWords, shareInWords } from '../../src/domain/quiz-words.ts'

const clause = as<ClauseId>('TEL-05')
const level = (level: Level) => new Map([[clause, { level }]])
const question = (type: QuestionType, keys = 'abc'): Question => ({
  id: as<QuestionId>(`q-${type}`),
  type,
  level: 'apply',
  clauses: [pin(clause, 1)],
  fixedOrder: true,
  stem: ['?'],
  options: [...'abcde'].map((id) => ({ id, correct: keys.includes(id), body: [id], feedback: [] })),
})

describe('how a quiz marks', () => {
  test('is not explained where one option is right', () => {
    expect(partMarksInWords({ questions: [question('single', 'a')] }, level('must-not'))).toBeUndefined()
  })

  test('tells of part marks, and of a must not where one is asked', () => {
    const several = { questions: [question('multiple')] }
    expect(partMarksInWords(several, level('must'))).toMatch(/^Where several options are right, each right one/)
    expect(partMarksInWords(several, level('must'))).not.toContain('must not')
    expect(partMarksInWords(several, level('must-not'))).toContain('all or nothing')
  })
})

describe('what became of a question', () => {
  test.each([
    [1, 'Right'],
    [0, 'Wrong'],
    [1 / 3, 'Partly right: 33%'],
    [2 / 3, 'Partly right: 66%'],
  ])('of score %d is told', (score, words) => {
    expect(scoreInWords(score)).toBe(words)
  })

  test('reads the same by clause as by question', () => {
    const one = question('multiple')
    const quiz = { questions: [one], passPercent: 80, critical: [] }
    const { outcomes, shares } = scoreAttempt(
      quiz,
      [{ question: one.id, order: [...'abcde'] }],
      new Map([[one.id, ['a', 'b', 'd']]]),
      level('must'),
    )
    expect(outcomes.map(({ score }) => scoreInWords(score))).toEqual(['Partly right: 33%'])
    expect(shares.map(shareInWords)).toEqual(['Partly right: 33%'])
  })

  test('is counted where a clause was asked more than once', () => {
    expect(shareInWords({ asked: 3, right: 1, scores: [1, 0, 0.5] })).toBe('1 of 3 right, 1 partly')
    expect(shareInWords({ asked: 2, right: 1, scores: [0, 1] })).toBe('1 of 2 right')
    expect(shareInWords({ asked: 2, right: 2, scores: [1, 1] })).toBe('Shown')
  })
})
