import { peopleEverIn, teamWords } from '../../db/admin.ts'
import { factsAbout } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId, TeamId } from '../domain/ids.ts'
import { hasOpenTeamBeneath, opensOn } from '../domain/recorded.ts'
import type { Said } from './say-of-person.ts'
import { sayOfTeam } from './say-of-team.ts'
import { isTeamNameTaken } from './is-team-name-taken.ts'

export interface OpenTeam {
  readonly by: PersonId | null
  readonly team: TeamId
  /** Open from that day on, or closed from it on. */
  readonly open: boolean
  readonly from: Day
}

export type OpenTeamRefusal = 'unknown-team' | 'before-opening' | 'team-not-empty' | 'teams-beneath' | 'name-taken'

/**
 * Closes a team from a day on, or opens it again. It closes only when nobody works in it, and no open
 * team stands beneath it, on that day or any later one.
 */
export async function openTeam(
  db: Database,
  input: OpenTeam,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: OpenTeamRefusal }> {
  const { team, open, from } = input
  return write(db, async (tx) => {
    const history = await organisationOf(db, tx)
    const opens = opensOn(history, team)
    if (opens === undefined) return { kind: 'refused', reason: 'unknown-team' }
    if (!open) {
      if (from < opens) return { kind: 'refused', reason: 'before-opening' }
      if ((await peopleEverIn(tx, team, from)).length > 0) return { kind: 'refused', reason: 'team-not-empty' }
      if (hasOpenTeamBeneath(history, team, from)) return { kind: 'refused', reason: 'teams-beneath' }
    }
    if (open) {
      const name = (await teamWords(tx, team))?.name ?? ''
      if (await isTeamNameTaken(tx, db, { team, name, from })) return { kind: 'refused', reason: 'name-taken' }
    }
    return sayOfTeam(tx, db, await factsAbout(tx, team), [{ kind: 'team-open', team, from, open }], input.by, now)
  })
}
