/** Attempts at quizzes, read from the facts about them. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { attemptFrom, type Attempt } from '../src/domain/attempts.ts'
import type { FactOf, Recorded } from '../src/domain/facts.ts'
import type { AttemptId, PersonId, QuizId } from '../src/domain/ids.ts'
import { factsAbout } from './ledger.ts'
import { prepared, type Ask } from './open.ts'
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

export interface AttemptInBrief {
  readonly started: Recorded<FactOf<'attempt-started'>>
  readonly closed: Recorded<FactOf<'attempt-closed'>> | undefined
}

const startsAndEnds = prepared((ask) =>
  ask
    .select({ bytes: facts.bytes })
    .from(facts)
    .where(
      and(
        eq(facts.person, sql.placeholder('person')),
        inArray(facts.kind, ['attempt-started', 'attempt-closed'] as const),
      ),
    )
    .orderBy(asc(facts.sequence))
    .prepare(),
)

/** A person's attempts at a quiz, the earliest first, without their answers. */
export async function attemptsAt(ask: Ask, person: PersonId, quiz: QuizId): Promise<readonly AttemptInBrief[]> {
  const rows = await startsAndEnds(ask).all({ person })
  const recorded = rows.map(
    (row) => JSON.parse(row.bytes) as Recorded<FactOf<'attempt-started'> | FactOf<'attempt-closed'>>,
  )
  const ends = new Map<AttemptId, Recorded<FactOf<'attempt-closed'>>>()
  for (const { fact, ...rest } of recorded)
    if (fact.kind === 'attempt-closed') ends.set(fact.attempt, { ...rest, fact })
  return recorded.flatMap(({ fact, ...rest }) =>
    fact.kind === 'attempt-started' && fact.quiz === quiz
      ? [{ started: { ...rest, fact }, closed: ends.get(fact.attempt) }]
      : [],
  )
}

/** The quizzes at which a person has an attempt open. */
export async function openQuizzesOf(ask: Ask, person: PersonId): Promise<ReadonlySet<QuizId>> {
  const rows = await startsAndEnds(ask).all({ person })
  const open = new Map<AttemptId, QuizId>()
  for (const row of rows) {
    const { fact } = JSON.parse(row.bytes) as Recorded<FactOf<'attempt-started'> | FactOf<'attempt-closed'>>
    if (fact.kind === 'attempt-started') open.set(fact.attempt, fact.quiz)
    else open.delete(fact.attempt)
  }
  return new Set(open.values())
}
