import { randomInt } from 'node:crypto'
import { attemptsAt, isOutOfTime, usedAttempts } from '../../db/attempts.ts'
import { factsOf, record } from '../../db/ledger.ts'
import { newId } from '../../db/new-id.ts'
import { type Database, write } from '../../db/open.ts'
import { groundOf } from '../../db/projections.ts'
import { currentLibrary } from '../../db/publications.ts'
import { attemptLimits, attemptsLeft } from '../domain/attempt-limits.ts'
import { as, type AttemptId, type PersonId, type QuizId } from '../domain/ids.ts'
import { seedCeiling } from '../domain/chance.ts'
import { drawForm } from '../domain/quiz.ts'
import { todayIn } from './today-in.ts'

export interface StartAttempt {
  readonly person: PersonId
  readonly quiz: QuizId
}

export type StartAttemptOutcome =
  | { readonly kind: 'started' | 'resumed'; readonly attempt: AttemptId }
  | { readonly kind: 'refused'; readonly reason: 'quiz-not-found' | 'nothing-to-ask' | 'attempts-used-up' }

/**
 * Draws a form and starts an attempt with it, or goes on with the one that is open: there is never
 * more than one for a person and quiz, also when two tabs start at once. Refused when every programme that asks
 * the quiz has had all its attempts of this cycle.
 */
export async function startAttempt(
  db: Database,
  { person, quiz: id }: StartAttempt,
  now: Temporal.Instant,
): Promise<StartAttemptOutcome> {
  const library = await currentLibrary(db)
  const quiz = library?.quizzes.get(id)
  const content = library?.hashes.get(`quiz:${id}`)
  if (library === undefined || quiz === undefined || content === undefined) {
    return { kind: 'refused', reason: 'quiz-not-found' }
  }
  // Chosen before the transaction, which may run twice when another process held the lock.
  const seed = randomInt(seedCeiling)
  const attempt = as<AttemptId>(newId())
  const form = drawForm(quiz, seed)
  if (form.length === 0) return { kind: 'refused', reason: 'nothing-to-ask' }
  const on = await todayIn(db, now)
  const { publication } = library

  return write(db, async (tx): Promise<StartAttemptOutcome> => {
    const open = (await attemptsAt(tx, person, id)).findLast(({ closed }) => closed === undefined)
    // One begun before the quiz changed may be finished for a while; then the next begins.
    if (open !== undefined && !(await isOutOfTime(tx, open.started.fact, on)))
      return { kind: 'resumed', attempt: open.started.fact.attempt }
    if (quiz.attempts !== undefined) {
      const used = await usedAttempts(tx, person, id, on)
      const limits = attemptLimits(library, quiz, await factsOf(tx, person), await groundOf(db, tx), used, on)
      if (attemptsLeft(limits) === 0) return { kind: 'refused', reason: 'attempts-used-up' }
    }
    await record(
      tx,
      [{ kind: 'attempt-started', person, attempt, quiz: id, publication, content, seed, form, on }],
      now,
      person,
    )
    return { kind: 'started', attempt }
  })
}
