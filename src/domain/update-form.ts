/**
 * What a try at a changed clause asks, and whether it was answered rightly. Nothing about it is stored:
 * it follows from the person, the clause, its revision and the number of tries so far, so that the same
 * page always asks the same, and the next try something else.
 */
import { optionsAtPlaces } from './attempts.ts'
import type { Question } from './curriculum.ts'
import type { FactOf } from './facts.ts'
import { seedFrom } from './chance.ts'
import { pin, type PersonId, type PinnedClause, type QuestionId } from './ids.ts'
import { isRight, orderOfOptions } from './quiz.ts'
import type { PendingClause } from './pending-updates.ts'

export interface AskedInUpdate {
  readonly question: Question
  /** Options in the order shown; a page names them by their places, from 1. */
  readonly options: Question['options']
}

export interface UpdateForm {
  readonly revision: number
  /** How many tries were made before. */
  readonly tries: number
  /** Empty where the text is read and confirmed. */
  readonly asked: readonly AskedInUpdate[]
  /** Stands for what the person sees of it, without its key: another text has another mark. */
  readonly mark: string
}

export function updateForm(
  person: PersonId,
  pending: Pick<PendingClause, 'clause' | 'bank' | 'asked'>,
  tries: number,
): UpdateForm {
  const { clause, bank, asked: perTry } = pending
  const seed = `${person}:${pin(clause.id, clause.revision)}`
  const order = bank.toSorted((a, b) => seedFrom(`${seed}:${a.id}`) - seedFrom(`${seed}:${b.id}`))
  const drawn = Array.from({ length: perTry }, (_, index) => order[(tries * perTry + index) % order.length])
  const asked = drawn
    .filter((question) => question !== undefined)
    .map((question) => askedInUpdate(person, pin(clause.id, clause.revision), tries, question))
  const seen = [
    clause.text,
    asked.map(({ question, options }) => [question.id, question.stem, options.map(({ id, body }) => [id, body])]),
  ]
  return { revision: clause.revision, tries, asked, mark: seedFrom(JSON.stringify(seen)).toString(36) }
}

/** What a person reads and confirms where no question is open. */
export function readingForm(person: PersonId, { clause }: Pick<PendingClause, 'clause'>): UpdateForm {
  return updateForm(person, { clause, bank: [], asked: 0 }, 0)
}

/** A question as it stands before a person in one try, after so many tries before it. */
export function askedInUpdate(
  person: PersonId,
  pinned: PinnedClause,
  tries: number,
  question: Question,
): AskedInUpdate {
  const shown = orderOfOptions(question, seedFrom(`${person}:${pinned}:${tries}:${question.id}`))
  return { question, options: shown.flatMap((id) => question.options.find((option) => option.id === id) ?? []) }
}

export type ChoiceRefusal = 'nothing-chosen' | 'one-only' | 'no-such-option'

export type JudgedTry =
  | { readonly kind: 'judged'; readonly answers: FactOf<'update-tried'>['answers']; readonly passed: boolean }
  | { readonly kind: 'refused'; readonly reason: ChoiceRefusal }

/** Reads what was chosen, by places as shown. A try passes when every question is wholly right. */
export function judgeTry({ asked }: UpdateForm, chosen: ReadonlyMap<QuestionId, readonly number[]>): JudgedTry {
  const answers: { question: QuestionId; options: readonly string[] }[] = []
  for (const { question, options } of asked) {
    const places = chosen.get(question.id) ?? []
    if (places.length === 0) return { kind: 'refused', reason: 'nothing-chosen' }
    const picked = optionsAtPlaces(
      options.map(({ id }) => id),
      places,
    )
    if (picked === undefined) return { kind: 'refused', reason: 'no-such-option' }
    if (question.type === 'single' && picked.length > 1) return { kind: 'refused', reason: 'one-only' }
    answers.push({ question: question.id, options: picked })
  }
  const passed = asked.every(({ question }, index) => isRight(question, answers[index]?.options ?? []))
  return { kind: 'judged', answers, passed }
}
