/** The attempt that an address names, with the texts it was started with. */
import { attemptBy } from '../../db/attempts.ts'
import { libraryAt } from '../../db/publications.ts'
import type { Viewer } from '../domain/access.ts'
import { askedIn, type AskedQuestion, type Attempt } from '../domain/attempts.ts'
import type { Quiz } from '../domain/curriculum.ts'
import { as, type AttemptId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'

export interface AttemptOnPage {
  readonly attempt: Attempt
  readonly quiz: Quiz
  /** Of the publication with which the attempt was started. */
  readonly library: Library
  readonly asked: readonly AskedQuestion[]
}

/** Undefined when the viewer has no such attempt, or when it is one at another quiz. */
export async function attemptOnPage(
  { db }: App.Locals['portal'],
  viewer: Viewer,
  named: { readonly quiz?: string | undefined; readonly attempt?: string | undefined },
): Promise<AttemptOnPage | undefined> {
  const attempt = await attemptBy(db.reader, viewer.id, as<AttemptId>(named.attempt ?? ''))
  return attempt?.quiz === named.quiz ? attemptWithTexts({ db }, attempt) : undefined
}

/** Throws when the ledger names a publication that the database does not hold. */
export async function attemptWithTexts(
  { db }: Pick<App.Locals['portal'], 'db'>,
  attempt: Attempt | undefined,
): Promise<AttemptOnPage | undefined> {
  if (attempt === undefined) return undefined
  const library = await libraryAt(db, attempt.publication)
  const quiz = library?.quizzes.get(attempt.quiz)
  if (library === undefined || quiz === undefined) {
    throw new Error(`attempt ${attempt.id} rests on publication ${attempt.publication}, which holds no ${attempt.quiz}`)
  }
  return { attempt, quiz, library, asked: askedIn(attempt, quiz) }
}
