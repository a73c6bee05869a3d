/** The quizzes that somebody is asked and cannot begin, because no attempt is left in the cycle. */
import { openQuizzesOf, usedAttempts } from '../../db/attempts.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { groundOf } from '../../db/projections.ts'
import { attemptLimits, attemptsLeft, type UsedUp } from '../domain/attempt-limits.ts'
import type { Day } from '../domain/days.ts'
import { isKind, type Recorded } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'

export interface ReportUsedUp {
  readonly person: PersonId
  /** All of the person's; read when they are not at hand. */
  readonly facts?: readonly Recorded[]
  readonly library: Library
  readonly today: Day
}

/** In the order of the library. An attempt that is open may be finished, so its quiz is not among them. */
export async function reportUsedUp(
  db: Database,
  { person, library, today, facts: known }: ReportUsedUp,
): Promise<readonly UsedUp[]> {
  const limited = library.curriculum.quizzes.filter(({ attempts }) => attempts !== undefined)
  if (limited.length === 0) return []
  const facts = known ?? (await factsOf(db.reader, person))
  // Begun less often than the limit allows, it cannot be used up: most people are told apart by this alone.
  const begun = Map.groupBy(
    facts.filter((one) => isKind(one, 'attempt-started')).map(({ fact }) => fact.quiz),
    (id) => id,
  )
  const often = limited.filter(({ id, attempts = 0 }) => (begun.get(id)?.length ?? 0) >= attempts)
  if (often.length === 0) return []
  const [ground, open] = [await groundOf(db, db.reader), await openQuizzesOf(db.reader, person, today)]
  const usedUp: UsedUp[] = []
  for (const quiz of often) {
    if (open.has(quiz.id)) continue
    const used = await usedAttempts(db.reader, person, quiz.id, today)
    const limits = attemptLimits(library, quiz, facts, ground, used, today)
    if (attemptsLeft(limits) === 0) usedUp.push({ quiz, programmes: limits.map(({ programme }) => programme) })
  }
  return usedUp
}
