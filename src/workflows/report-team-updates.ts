/** The members of a team who have done a part of an update: what they did, and what is still to be done of it. */
import { factsOfPeople } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { publishedChanges } from '../../db/publications.ts'
import type { Day } from '../domain/days.ts'
import type { FactKind } from '../domain/facts.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { pendingUpdates, updateOf } from '../domain/pending-updates.ts'
import { restInWords } from '../domain/replay-words.ts'
import type { StandingInProgramme } from '../domain/training.ts'

/** What an update follows from, beside the standings. */
const kindsBehindUpdates = [
  'granted',
  'clause-updated',
  'update-tried',
  'scenario-closed',
] as const satisfies readonly FactKind[]

export interface HalfDone {
  readonly person: PersonId
  /** Those that ask for it. */
  readonly programmes: readonly ProgrammeId[]
  /** "TEL-05: Questions answered rightly. Still to do: play “The third call” again, 9 minutes." */
  readonly says: string
}

/**
 * Only a scenario that is played again makes an update of more than one part, so where no programme has one
 * nobody's facts are read. Asked about today alone.
 */
export async function reportTeamUpdates(
  db: Database,
  {
    members,
    library,
    today,
  }: {
    readonly members: readonly {
      readonly person: PersonId
      readonly standings: ReadonlyMap<ProgrammeId, StandingInProgramme>
    }[]
    readonly library: Library
    readonly today: Day
  },
): Promise<readonly HalfDone[]> {
  const replaying = new Set(library.curriculum.programmes.flatMap(({ id, replays }) => (replays ? [id] : [])))
  const asked = members.filter(({ standings }) =>
    [...standings.values()].some(
      ({ programme, because }) => replaying.has(programme) && updateOf(because) !== undefined,
    ),
  )
  if (asked.length === 0) return []
  const histories = await publishedChanges(db, db.reader)
  const people = asked.map(({ person }) => person)
  const facts = await factsOfPeople(db.reader, people, kindsBehindUpdates)
  return asked.flatMap(({ person, standings }) => {
    const own = [...standings.values()]
    const { clauses } = pendingUpdates(library, histories, own, facts.get(person) ?? [], today)
    return clauses.flatMap((pending): HalfDone[] => {
      const isBegun = pending.isAnswered || pending.replayed.kind === 'counts'
      const rest = isBegun ? restInWords(pending) : undefined
      const programmes = pending.programmes.map(({ id }) => id)
      return rest === undefined ? [] : [{ person, programmes, says: `${pending.clause.id}: ${rest}` }]
    })
  })
}
