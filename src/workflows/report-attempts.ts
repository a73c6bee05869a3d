import { usedAttempts } from '../../db/attempts.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import type { PersonRow } from '../../db/people.ts'
import { groundOf } from '../../db/projections.ts'
import { attemptLimits, attemptsLeft } from '../domain/attempt-limits.ts'
import type { Quiz } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { whoGivesAttempts } from './who-gives-attempts.ts'

export interface ReportAttempts {
  readonly person: PersonId
  readonly quiz: Quiz
  readonly library: Library
  readonly today: Day
}

export interface AttemptsReport {
  /** How many attempts are left in this cycle; undefined where nothing limits them. */
  readonly left: number | undefined
  /** Who can give more, when none is left: the training coordinators, or the administrators where there is none. */
  readonly ask: readonly PersonRow[]
}

/** How often a person may still try a quiz, and whom to ask when that is never. */
export async function reportAttempts(
  db: Database,
  { person, quiz, library, today }: ReportAttempts,
): Promise<AttemptsReport> {
  if (quiz.attempts === undefined) return { left: undefined, ask: [] }
  const used = await usedAttempts(db.reader, person, quiz.id, today)
  const facts = await factsOf(db.reader, person)
  const left = attemptsLeft(attemptLimits(library, quiz, facts, await groundOf(db, db.reader), used, today))
  if (left !== 0) return { left, ask: [] }
  return { left, ask: await whoGivesAttempts(db.reader, person, today) }
}
