/** The quizzes that somebody is asked and cannot begin, because no attempt is left in the cycle; and whom to ask. */
import { openQuizzesOf, peopleWhoBegan, usedAttempts } from '../../db/attempts.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Ask, Database } from '../../db/open.ts'
import { holdersOf, type PersonRow } from '../../db/people.ts'
import { groundOf } from '../../db/projections.ts'
import { attemptLimits, attemptsLeft, type UsedUp } from '../domain/attempt-limits.ts'
import type { Day } from '../domain/days.ts'
import { isKind, type Recorded } from '../domain/facts.ts'
import type { PersonId, ProgrammeId, QuizId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import type { StandingKind } from '../domain/standing-words.ts'
import { asking } from '../domain/training.ts'

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

export interface MemberUsedUp {
  readonly person: PersonId
  readonly quizzes: readonly UsedUp[]
}

/** The members of a team, in their order, who are asked a quiz at which they have no attempt left. */
export async function reportTeamUsedUp(
  db: Database,
  {
    members,
    library,
    today,
  }: {
    readonly members: readonly {
      readonly person: PersonId
      readonly standings: ReadonlyMap<ProgrammeId, { readonly kind: StandingKind }>
    }[]
    readonly library: Library
    readonly today: Day
  },
): Promise<readonly MemberUsedUp[]> {
  const limits = library.curriculum.quizzes.flatMap(({ attempts }) => attempts ?? [])
  if (limits.length === 0) return []
  const asked = members.filter(({ standings }) => [...standings.values()].some(({ kind }) => asking[kind]))
  const people = asked.map(({ person }) => person)
  const often = await peopleWhoBegan(db.reader, people, Math.min(...limits))
  const found: MemberUsedUp[] = []
  for (const person of people.filter((one) => often.has(one))) {
    const quizzes = await reportUsedUp(db, { person, library, today })
    if (quizzes.length > 0) found.push({ person, quizzes })
  }
  return found
}

export function quizzesOf(usedUp: readonly UsedUp[]): ReadonlySet<QuizId> {
  return new Set(usedUp.map(({ quiz }) => quiz.id))
}

/**
 * Who can give a person more attempts: the training coordinators, or the administrators where there is none. Nobody
 * gives them to themselves.
 */
export async function whoGivesAttempts(ask: Ask, person: PersonId, today: Day): Promise<readonly PersonRow[]> {
  for (const right of ['coordinator', 'administrator'] as const) {
    const holders = (await holdersOf(ask, right, today)).filter(({ id }) => id !== person)
    if (holders.length > 0) return holders
  }
  return []
}
