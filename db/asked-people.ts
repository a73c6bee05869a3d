/** People a few at a time in the order of their ids, so that a walk through all of them gives way to others. */
import { and, count, gt, inArray, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type JobRole, type PersonId, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import type { Posting } from '../src/domain/organisation.ts'
import { inChunks } from './chunks.ts'
import type { Ask } from './open.ts'
import { people, postings } from './schema.ts'

export interface AskedPerson {
  readonly person: PersonId
  /** As far as is known already; of somebody whose turn to be derived anew has not come, true to be sure. */
  readonly isAsked: boolean
}

/** The next people after an id, and whether any of these programmes asks them after a day. */
export async function nextPeople(
  ask: Ask,
  asked: {
    readonly after: string
    readonly count: number
    readonly programmes: readonly ProgrammeId[]
    readonly since: Day
  },
): Promise<readonly AskedPerson[]> {
  const { after, count: most, programmes, since } = asked
  const isAsked =
    programmes.length === 0
      ? sql`0`
      : sql`EXISTS (SELECT 1 FROM spans WHERE spans.person = people.id
          AND spans.programme IN ${[...programmes]} AND spans.to_day > ${since})`
  const rows = await ask.all<{ id: string; asked: number }>(sql`
    SELECT people.id AS id, ${isAsked} OR EXISTS (SELECT 1 FROM unsettled WHERE unsettled.person = people.id) AS asked
    FROM people WHERE people.id > ${after} ORDER BY people.id LIMIT ${most}`)
  return rows.map(({ id, asked: known }) => ({ person: as<PersonId>(id), isAsked: known === 1 }))
}

export async function countPeople(ask: Ask): Promise<number> {
  const [row] = await ask.select({ all: count() }).from(people)
  return row?.all ?? 0
}

/** Where these people work after a day. */
export async function postingsAfter(
  ask: Ask,
  who: readonly PersonId[],
  since: Day,
): Promise<ReadonlyMap<PersonId, readonly Posting[]>> {
  const found = new Map<PersonId, Posting[]>()
  for (const chunk of inChunks(who)) {
    const rows = await ask
      .select()
      .from(postings)
      .where(and(inArray(postings.person, chunk), gt(postings.toDay, since)))
    for (const { person, fromDay, toDay, team, roles, away } of rows) {
      const own = found.get(as<PersonId>(person)) ?? []
      found.set(as<PersonId>(person), own)
      own.push({
        from: fromDay as Day,
        to: toDay as Day,
        team: team === null ? null : as<TeamId>(team),
        roles: JSON.parse(roles) as JobRole[],
        away,
      })
    }
  }
  return found
}
