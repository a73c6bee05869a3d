/** The members of a team who are asked a quiz that they cannot begin, because no attempt is left in the cycle. */
import { peopleWhoBegan } from '../../db/attempts.ts'
import type { Database } from '../../db/open.ts'
import type { UsedUp } from '../domain/attempt-limits.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import type { StandingKind } from '../domain/standing-words.ts'
import { asking } from '../domain/training.ts'
import { reportUsedUp } from './report-used-up.ts'

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
