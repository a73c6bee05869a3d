/** An attempt with the texts it was started with, whatever has been published since. */
import { askedIn, type AskedQuestion, type Attempt } from '../domain/attempts.ts'
import type { Quiz } from '../domain/curriculum.ts'
import type { Library } from '../domain/library.ts'
import type { Database } from '../../db/open.ts'
import { libraryAt } from '../../db/publications.ts'

export interface AttemptWithTexts {
  readonly attempt: Attempt
  readonly quiz: Quiz
  /** Of the publication with which the attempt was started. */
  readonly library: Library
  readonly asked: readonly AskedQuestion[]
}

/** Throws when the ledger names a publication that the database does not hold. */
export async function readAttempt(db: Database, attempt: Attempt): Promise<AttemptWithTexts> {
  const library = await libraryAt(db, attempt.publication)
  const quiz = library?.quizzes.get(attempt.quiz)
  if (library === undefined || quiz === undefined) {
    throw new Error(`attempt ${attempt.id} rests on publication ${attempt.publication}, which holds no ${attempt.quiz}`)
  }
  return { attempt, quiz, library, asked: askedIn(attempt, quiz) }
}
