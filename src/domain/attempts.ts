/** An attempt as its facts tell it. Nothing about it is stored beside the ledger. */
import type { Question, Quiz } from './curriculum.ts'
import { isKind, type ContentHash, type FactOf, type FormEntry, type Recorded } from './facts.ts'
import { addDays, type Day } from './days.ts'
import type { AttemptId, PersonId, QuestionId, QuizId } from './ids.ts'

export interface Attempt {
  readonly id: AttemptId
  readonly person: PersonId
  readonly quiz: QuizId
  /** Whose texts it keeps, whatever is published later. */
  readonly publication: number
  readonly content: ContentHash
  readonly form: readonly FormEntry[]
  readonly startedOn: Day
  /** The answer that stands, by question: the last one given. */
  readonly answers: ReadonlyMap<QuestionId, readonly string[]>
  /** UTC instant of the last answer kept; undefined before the first. */
  readonly keptAt: string | undefined
  readonly closed: Recorded<FactOf<'attempt-closed'>> | undefined
}

/** How long an attempt may be finished on the texts it began with, once a publication has changed its quiz. */
export const daysToFinish = 14

/** The last day on which an attempt may go on, when its quiz was changed on a day; undefined while it was not. */
export function lastDayToFinish(changedOn: Day | undefined): Day | undefined {
  return changedOn === undefined ? undefined : addDays(changedOn, daysToFinish)
}

/** Reads an attempt from the facts about it, in the order recorded; undefined when none of them started it. */
export function attemptFrom(facts: readonly Recorded[]): Attempt | undefined {
  const started = facts.find((recorded) => isKind(recorded, 'attempt-started'))
  if (started === undefined || !isKind(started, 'attempt-started')) return undefined
  const { attempt, person, quiz, publication, content, form, on } = started.fact
  const given = facts.filter((recorded) => isKind(recorded, 'answered'))
  return {
    id: attempt,
    person,
    quiz,
    publication,
    content,
    form,
    startedOn: on,
    answers: new Map(given.map(({ fact }) => [fact.question, fact.options])),
    keptAt: given.at(-1)?.at,
    closed: facts.find((recorded) => isKind(recorded, 'attempt-closed')),
  }
}

export interface AskedQuestion {
  /** From 1, in the order asked. */
  readonly place: number
  readonly question: Question
  /** The options in the order shown. */
  readonly options: Question['options']
  /** Option ids; empty while nothing is answered. */
  readonly chosen: readonly string[]
}

/** The questions of an attempt as they stand before the person. Throws a RangeError when the quiz is another. */
export function askedIn(attempt: Attempt, quiz: Quiz): readonly AskedQuestion[] {
  const bank = new Map(quiz.questions.map((question) => [question.id, question]))
  return attempt.form.map(({ question: id, order }, index) => {
    const question = bank.get(id)
    if (question === undefined) throw new RangeError(`the quiz ${quiz.id} holds no question ${id}`)
    const options = order.flatMap((letter) => question.options.find((option) => option.id === letter) ?? [])
    return { place: index + 1, question, options, chosen: attempt.answers.get(id) ?? [] }
  })
}

/** Places, from 1, of the questions without an answer. */
export function openPlaces(attempt: Pick<Attempt, 'form' | 'answers'>): readonly number[] {
  return attempt.form.flatMap(({ question }, index) => (attempt.answers.has(question) ? [] : [index + 1]))
}

/**
 * A page names options by the place where they are shown, from 1, because the authored letters would
 * tell in which order the author wrote them. Undefined when a place is not of this question.
 */
export function optionsAtPlaces(order: readonly string[], places: readonly number[]): readonly string[] | undefined {
  const chosen = places.map((place) => order[place - 1])
  if (chosen.some((option) => option === undefined)) return undefined
  return [...new Set(chosen.filter((option) => option !== undefined))].toSorted()
}
