import { attemptBy, isOutOfTime } from '../../db/attempts.ts'
import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { libraryAt } from '../../db/publications.ts'
import { openPlaces, optionsAtPlaces } from '../domain/attempts.ts'
import type { AttemptId, PersonId } from '../domain/ids.ts'
import { todayIn } from './today-in.ts'

export interface AnswerQuestion {
  readonly person: PersonId
  readonly attempt: AttemptId
  /** Which question of the form, from 1. */
  readonly place: number
  /** Places of the chosen options as shown, from 1. */
  readonly options: readonly number[]
}

export type AnswerQuestionRefusal =
  | 'attempt-not-found'
  | 'attempt-closed'
  | 'out-of-time'
  | 'question-not-found'
  | 'nothing-chosen'
  | 'one-only'
  | 'no-such-option'

export type AnswerQuestionOutcome =
  /** `same` when this very answer stood already: nothing was recorded. */
  | { readonly kind: 'kept' | 'same'; readonly open: readonly number[]; readonly questions: number }
  | { readonly kind: 'refused'; readonly reason: AnswerQuestionRefusal }

/** Keeps an answer. It may be changed until the attempt is submitted; each change is a further fact. */
export async function answerQuestion(
  db: Database,
  { person, attempt: id, place, options }: AnswerQuestion,
  now: Temporal.Instant,
): Promise<AnswerQuestionOutcome> {
  // The form of an attempt never changes, so it may be read before the transaction.
  const known = await attemptBy(db.reader, person, id)
  if (known === undefined) return { kind: 'refused', reason: 'attempt-not-found' }
  const entry = known.form[place - 1]
  const library = await libraryAt(db, known.publication)
  const quiz = library?.quizzes.get(known.quiz)
  const question = quiz?.questions.find((asked) => asked.id === entry?.question)
  if (library === undefined || entry === undefined || question === undefined)
    return { kind: 'refused', reason: 'question-not-found' }
  if (options.length === 0) return { kind: 'refused', reason: 'nothing-chosen' }
  const chosen = optionsAtPlaces(entry.order, options)
  if (chosen === undefined) return { kind: 'refused', reason: 'no-such-option' }
  if (question.type === 'single' && chosen.length > 1) return { kind: 'refused', reason: 'one-only' }

  const on = await todayIn(db, now)
  return write(db, async (tx): Promise<AnswerQuestionOutcome> => {
    const attempt = await attemptBy(tx, person, id)
    if (attempt === undefined) return { kind: 'refused', reason: 'attempt-not-found' }
    const open = openPlaces(attempt).filter((other) => other !== place)
    const questions = attempt.form.length
    if (attempt.answers.get(question.id)?.join() === chosen.join()) return { kind: 'same', open, questions }
    if (attempt.closed !== undefined) return { kind: 'refused', reason: 'attempt-closed' }
    if (await isOutOfTime(tx, attempt, on)) return { kind: 'refused', reason: 'out-of-time' }
    await record(tx, [{ kind: 'answered', person, attempt: id, question: question.id, options: chosen }], now, person)
    return { kind: 'kept', open, questions }
  })
}
