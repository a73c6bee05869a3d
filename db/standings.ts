/** What a person is on a day, right at this moment whatever the projections have caught up with. */
import { holds, type Day } from '../src/domain/days.ts'
import { withoutTeams } from '../src/domain/derived-standings.ts'
import type { PersonId, ProgrammeId } from '../src/domain/ids.ts'
import type { Span } from '../src/domain/standing.ts'
import type { Database } from './open.ts'
import { deriveStandings } from './projections.ts'
import { storedSpans } from './spans.ts'
import { isUnsettled } from './unsettled.ts'

/**
 * One person's standings through time by programme, right at this moment: from the projection, or
 * derived from facts while the person's turn to be rewritten has not come.
 */
export async function spansOf(db: Database, person: PersonId): Promise<ReadonlyMap<ProgrammeId, readonly Span[]>> {
  const current = (await isUnsettled(db.reader, person))
    ? (await deriveStandings(db, db.reader, person)).spans
    : await storedSpans(db.reader, person)
  return Map.groupBy(withoutTeams(current), (span) => span.programme)
}

export interface Standing extends Span {
  readonly programme: ProgrammeId
}

/** What a person is on a day, in every programme that asks the person then. */
export async function standingsOf(db: Database, person: PersonId, on: Day): Promise<readonly Standing[]> {
  const all = await spansOf(db, person)
  return [...all].flatMap(([programme, timeline]) =>
    timeline.flatMap((span) => (holds(span, on) ? [{ ...span, programme }] : [])),
  )
}
