import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../src/domain/curriculum.ts'
import { as, type PersonId, type QuestionId } from '../../src/domain/ids.ts'
import { judgeTry, updateForm } from '../../src/domain/update-form.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const sound = soundCurriculum()
const clause = sound.standards[0]!.clauses[1]!
const [several, single] = sound.quizzes[0]!.questions
const bankOf = (size: number): Question[] =>
  Array.from({ length: size }, (_, index) => ({
    ...single!,
    fixedOrder: false,
    id: as<QuestionId>(`question-${index}`),
  }))
const maya = as<PersonId>('maya')
const idsIn = (form: ReturnType<typeof updateForm>) => form.asked.map(({ question }) => question.id)

const people = fc.string({ minLength: 1, maxLength: 20 }).map((id) => as<PersonId>(id))
const tries = fc.nat({ max: 50 })

describe('what a try asks', () => {
  test('is the same whenever the page is looked at', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 6 }), tries, (person, size, count) => {
        const pending = { clause, bank: bankOf(size), asked: 1 }
        expect(updateForm(person, pending, count)).toEqual(updateForm(person, pending, count))
      }),
    )
  })

  test('differs from one try to the next where there are several', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 2, max: 6 }), tries, (person, size, count) => {
        fc.pre(size > 1)
        const asked = Math.min(2, size - 1)
        const pending = { clause, bank: bankOf(size), asked }
        const [now, next] = [count, count + 1].map((one) => idsIn(updateForm(person, pending, one)))
        expect(new Set(now).size).toBe(asked)
        expect(next).not.toEqual(now)
      }),
    )
  })

  test('reaches every question of the bank within as many tries', () => {
    const pending = { clause, bank: bankOf(5), asked: 1 }
    const asked = new Set([0, 1, 2, 3, 4].flatMap((count) => idsIn(updateForm(maya, pending, count))))
    expect(asked.size).toBe(5)
  })

  test('shows every option once, in an order of its own', () => {
    fc.assert(
      fc.property(people, tries, (person, count) => {
        const [asked] = updateForm(person, { clause, bank: [several!], asked: 1 }, count).asked
        expect(asked?.options.map(({ id }) => id).toSorted()).toEqual(several!.options.map(({ id }) => id))
      }),
    )
  })

  test('has a mark that tells nothing of the key', () => {
    const turned = { ...single!, options: single!.options.map((option) => ({ ...option, correct: !option.correct })) }
    const marks = [single!, turned].map((one) => updateForm(maya, { clause, bank: [one], asked: 1 }, 0).mark)
    expect(marks[0]).toBe(marks[1])
  })

  test('has another mark when a word of it is another', () => {
    const reworded = { ...single!, stem: ['When are you back?'] }
    const marks = [single!, reworded].map((one) => updateForm(maya, { clause, bank: [one], asked: 1 }, 0).mark)
    expect(marks[0]).not.toBe(marks[1])
  })
})

describe('a try', () => {
  const form = updateForm(maya, { clause, bank: [several!, single!], asked: 2 }, 0)
  const right = new Map(
    form.asked.map(({ question, options }) => [
      question.id,
      options.flatMap(({ correct }, index) => (correct ? [index + 1] : [])),
    ]),
  )

  test('passes when every question is wholly right', () => {
    expect(judgeTry(form, right)).toMatchObject({ kind: 'judged', passed: true })
  })

  test('does not pass with one of two right options', () => {
    const half = new Map(right).set(several!.id, right.get(several!.id)!.slice(0, 1))
    expect(judgeTry(form, half)).toMatchObject({ kind: 'judged', passed: false })
  })

  test('is refused while a question is open', () => {
    const open = new Map(right).set(single!.id, [])
    expect(judgeTry(form, open)).toEqual({ kind: 'refused', reason: 'nothing-chosen' })
  })
})
