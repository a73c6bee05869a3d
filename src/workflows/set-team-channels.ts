import { factsAbout } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { currentLibrary } from '../../db/publications.ts'
import { asSet } from '../domain/dated-words.ts'
import type { Day } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { Channel, PersonId, TeamId } from '../domain/ids.ts'
import { opensOn } from '../domain/recorded.ts'
import type { Said } from './say-of-person.ts'
import { sayOfTeam } from './say-of-team.ts'

export interface SetTeamChannels {
  readonly by: PersonId | null
  readonly team: TeamId
  /** All channels it serves from that day on; those not named end. */
  readonly channels: readonly Channel[]
  readonly from: Day
}

export type TeamChannelsRefusal = 'unknown-team' | 'before-opening' | 'unknown-channel'

/** Says which channels a team serves from a day on. One that content no longer names may be kept, never added. */
export async function setTeamChannels(
  db: Database,
  input: SetTeamChannels,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: TeamChannelsRefusal }> {
  const { team, from } = input
  const channels = asSet(input.channels)
  const known = (await currentLibrary(db))?.curriculum.organisation.channels
  return write(db, async (tx) => {
    const opens = opensOn(await organisationOf(db, tx), team)
    if (opens === undefined) return { kind: 'refused', reason: 'unknown-team' }
    if (from < opens) return { kind: 'refused', reason: 'before-opening' }
    const facts = await factsAbout(tx, team)
    const had = new Set(facts.flatMap((one) => (isKind(one, 'team-channels') ? one.fact.channels : [])))
    if (channels.some((channel) => !known?.has(channel) && !had.has(channel))) {
      return { kind: 'refused', reason: 'unknown-channel' }
    }
    return sayOfTeam(tx, db, facts, [{ kind: 'team-channels', team, from, channels }], input.by, now)
  })
}
