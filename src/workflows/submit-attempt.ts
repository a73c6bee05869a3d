import { attemptBy, isOutOfTime } from '../../db/attempts.ts'
import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { libraryAt } from '../../db/publications.ts'
import { openPlaces } from '../domain/attempts.ts'
import type { FactOf } from '../domain/facts.ts'
import type { AttemptId, PersonId } from '../domain/ids.ts'
import { evidenceIn } from '../domain/library.ts'
import { scoreAttempt } from '../domain/quiz.ts'
import type { Grants } from './complete-lesson.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

export interface SubmitAttempt {
  readonly person: PersonId
  readonly attempt: AttemptId
  /** How many open questions the person was shown and submits all the same. */
  readonly leavingOpen: number
}

export type SubmitAttemptOutcome =
  /** `closed-already` when it was submitted before: the result is what it was. */
  | { readonly kind: 'closed' | 'closed-already'; readonly result: FactOf<'attempt-closed'>; readonly granted: Grants }
  | { readonly kind: 'refused'; readonly reason: 'attempt-not-found' }
  | { readonly kind: 'refused'; readonly reason: 'out-of-time' }
  | { readonly kind: 'refused'; readonly reason: 'questions-open'; readonly open: readonly number[] }

/**
 * Closes an attempt, scores it against the texts it was started with, and grants what is thereby
 * earned, in one transaction. Open questions count as wrong, so they are refused until the person
 * has seen how many there are.
 */
export async function submitAttempt(
  db: Database,
  { person, attempt: id, leavingOpen }: SubmitAttempt,
  now: Temporal.Instant,
): Promise<SubmitAttemptOutcome> {
  const known = await attemptBy(db.reader, person, id)
  if (known === undefined) return { kind: 'refused', reason: 'attempt-not-found' }
  const library = await libraryAt(db, known.publication)
  const quiz = library?.quizzes.get(known.quiz)
  if (library === undefined || quiz === undefined) {
    throw new Error(`attempt ${id} rests on publication ${known.publication}, which holds no quiz ${known.quiz}`)
  }
  const on = await todayIn(db, now)

  return write(db, async (tx): Promise<SubmitAttemptOutcome> => {
    const attempt = await attemptBy(tx, person, id)
    if (attempt === undefined) return { kind: 'refused', reason: 'attempt-not-found' }
    if (attempt.closed !== undefined) return { kind: 'closed-already', result: attempt.closed.fact, granted: [] }
    if (await isOutOfTime(tx, attempt, on)) return { kind: 'refused', reason: 'out-of-time' }
    const open = openPlaces(attempt)
    if (open.length > leavingOpen) return { kind: 'refused', reason: 'questions-open', open }
    const score = scoreAttempt(quiz, attempt.form, attempt.answers, library.clauses)
    const result: FactOf<'attempt-closed'> = {
      kind: 'attempt-closed',
      person,
      attempt: id,
      quiz: quiz.id,
      publication: library.publication,
      passed: score.passed,
      percent: score.percent,
      outcomes: score.outcomes.map(({ question, clauses, score }) => ({
        question,
        clauses: evidenceIn(library, clauses),
        score,
      })),
      brokenCritical: score.brokenCritical,
      on,
    }
    await record(tx, [result], now, person)
    // A failed attempt proves nothing, so it changes nobody's standing.
    return { kind: 'closed', result, granted: score.passed ? await settle(tx, db, [person], now) : [] }
  })
}
