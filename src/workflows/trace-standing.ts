/**
 * Which facts recorded since a place in the ledger turned what is known of a person's standing on a day: the
 * ledger is followed fact by fact from there, and those are named after which the day looked otherwise.
 */
import { allDaysFrom, type Ground } from '../domain/derived-standings.ts'
import { holds, type Day } from '../domain/days.ts'
import { isTurning, type TurningFact } from '../domain/fact-words.ts'
import type { Recorded } from '../domain/facts.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import { personHistory } from '../domain/organisation.ts'
import { factsOf, factsOfKind } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { groundThen } from '../../db/projections.ts'

export interface TraceStanding {
  readonly person: PersonId
  /** Followed in these programmes. */
  readonly programmes: readonly ProgrammeId[]
  readonly on: Day
  /** The last fact known before. */
  readonly since: number
}

export async function traceStanding(
  db: Database,
  { person, programmes, on, since }: TraceStanding,
): Promise<ReadonlyMap<ProgrammeId, readonly Recorded<TurningFact>[]>> {
  const own = await factsOf(db.reader, person)
  const teams = new Set(personHistory(own).team.flatMap(({ value }) => value ?? []))
  const around = await factsOfKind(db.reader, ['team-branch', 'team-channels', 'published'], {
    after: since,
  })
  const candidates: readonly Recorded<TurningFact>[] = [
    ...own.filter(({ sequence }) => sequence > since).filter(isTurning),
    ...around.filter(({ fact }) => !('team' in fact) || teams.has(fact.team)),
  ].toSorted((a, b) => a.sequence - b.sequence)

  const within = (ground: Ground): Ground => ({
    ...ground,
    rules: new Map([...ground.rules].filter(([programme]) => programmes.includes(programme))),
  })
  const lookOf = (upTo: number, ground: Ground) => {
    const days = allDaysFrom(
      own.filter(({ sequence }) => sequence <= upTo),
      ground,
    )
    return new Map(programmes.map((programme) => [programme, lookOn(days.get(programme), on)]))
  }

  const turns = new Map(programmes.map((programme): [ProgrammeId, Recorded<TurningFact>[]] => [programme, []]))
  let ground = within(await groundThen(db, db.reader, since))
  let before = lookOf(since, ground)
  for (const candidate of candidates) {
    // What is the person's own changes nothing of the ground.
    if (!('person' in candidate.fact)) ground = within(await groundThen(db, db.reader, candidate.sequence))
    const now = lookOf(candidate.sequence, ground)
    for (const [programme, own] of turns) if (now.get(programme) !== before.get(programme)) own.push(candidate)
    before = now
  }
  return turns
}

/** What stands on a day and why, so that two readings can be compared. */
function lookOn(days: ReturnType<ReturnType<typeof allDaysFrom>['get']>, on: Day): string | undefined {
  const entry = days?.find((one) => holds(one, on))
  return entry && JSON.stringify([entry.kind, entry.because])
}
