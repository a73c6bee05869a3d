/** Attempts at quizzes, read from the facts about them. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { UsedAttempt } from '../src/domain/attempt-limits.ts'
import { attemptFrom, lastDayToFinish, type Attempt } from '../src/domain/attempts.ts'
import type { Day } from '../src/domain/days.ts'
import type { FactOf } from '../src/domain/facts.ts'
import type { AttemptId, PersonId, QuizId } from '../src/domain/ids.ts'
import { begunAndEnded, type BegunAndEnded } from './begun-and-ended.ts'
import { factsAbout } from './ledger.ts'
import type { Ask } from './open.ts'
import { pieceChangedOn } from './piece-changes.ts'
import { facts } from './schema.ts'

/** Somebody's own attempt. Another person's attempt is as if it did not exist. */
export async function attemptBy(ask: Ask, person: PersonId, attempt: AttemptId): Promise<Attempt | undefined> {
  const found = await attemptWithId(ask, attempt)
  return found?.person === person ? found : undefined
}

/** Anybody's attempt: ask the access table before it is shown. */
export async function attemptWithId(ask: Ask, attempt: AttemptId): Promise<Attempt | undefined> {
  return attemptFrom(await factsAbout(ask, attempt))
}

const allAttemptsBy = begunAndEnded('attempt-started', ({ attempt }) => attempt)

/** A person's attempts at a quiz, the earliest first, without their answers. */
export async function attemptsAt(
  ask: Ask,
  person: PersonId,
  quiz: QuizId,
): Promise<readonly BegunAndEnded<'attempt-started'>[]> {
  return (await allAttemptsBy(ask, person)).filter(({ started }) => started.fact.quiz === quiz)
}

/** The day from which the quiz is another than an attempt was started with; undefined while it is the same. */
export function quizChangedOn(
  ask: Ask,
  { quiz, publication, content }: Pick<FactOf<'attempt-started'>, 'quiz' | 'publication' | 'content'>,
): Promise<Day | undefined> {
  return pieceChangedOn(ask, { kind: 'quiz', id: quiz, publication, content })
}

/** Whether the time to finish an attempt on its old texts is over. */
export async function isOutOfTime(
  ask: Ask,
  started: Pick<FactOf<'attempt-started'>, 'quiz' | 'publication' | 'content'>,
  today: Day,
): Promise<boolean> {
  const last = lastDayToFinish(await quizChangedOn(ask, started))
  return last !== undefined && today > last
}

/** The attempts at a quiz that a person has used: submitted, or left until the time to finish them was over. */
export async function usedAttempts(
  ask: Ask,
  person: PersonId,
  quiz: QuizId,
  today: Day,
): Promise<readonly UsedAttempt[]> {
  const used: UsedAttempt[] = []
  for (const { started, closed } of await attemptsAt(ask, person, quiz)) {
    if (closed !== undefined) used.push({ on: closed.fact.on, sequence: closed.sequence })
    else if (await isOutOfTime(ask, started.fact, today)) used.push({ on: started.fact.on, sequence: started.sequence })
  }
  return used
}

/** Those of some people who began so many attempts at quizzes or more, whatever became of them. */
export async function peopleWhoBegan(
  ask: Ask,
  people: readonly PersonId[],
  atLeast: number,
): Promise<ReadonlySet<PersonId>> {
  if (people.length === 0) return new Set()
  const rows = await ask
    .select({ person: facts.person })
    .from(facts)
    .where(and(inArray(facts.person, [...people]), eq(facts.kind, 'attempt-started')))
    .groupBy(facts.person)
    .having(sql`count(*) >= ${atLeast}`)
  return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person as PersonId])))
}

/** The quizzes at which a person has an attempt open that may still be finished. */
export async function openQuizzesOf(ask: Ask, person: PersonId, today: Day): Promise<ReadonlySet<QuizId>> {
  const quizzes = new Set<QuizId>()
  for (const { started, closed } of await allAttemptsBy(ask, person)) {
    if (closed === undefined && !(await isOutOfTime(ask, started.fact, today))) quizzes.add(started.fact.quiz)
  }
  return quizzes
}
