import { factsAbout } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { currentLibrary } from '../../db/publications.ts'
import type { Day } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { Branch, PersonId, TeamId } from '../domain/ids.ts'
import { opensOn } from '../domain/recorded.ts'
import type { Said } from './say-of-person.ts'
import { sayOfTeam } from './say-of-team.ts'

export interface SetTeamBranch {
  readonly by: PersonId | null
  readonly team: TeamId
  /** Null when it is at no branch. */
  readonly branch: Branch | null
  readonly from: Day
}

export type TeamBranchRefusal = 'unknown-team' | 'before-opening' | 'unknown-branch'

/** Says at which branch a team works from a day on. One that content no longer names may be kept, never added. */
export async function setTeamBranch(
  db: Database,
  input: SetTeamBranch,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: TeamBranchRefusal }> {
  const { team, branch, from } = input
  const known = (await currentLibrary(db))?.curriculum.organisation.branches
  return write(db, async (tx) => {
    const opens = opensOn(await organisationOf(db, tx), team)
    if (opens === undefined) return { kind: 'refused', reason: 'unknown-team' }
    if (from < opens) return { kind: 'refused', reason: 'before-opening' }
    const facts = await factsAbout(tx, team)
    const had = facts.some((one) => isKind(one, 'team-branch') && one.fact.branch === branch)
    if (branch !== null && !had && !known?.has(branch)) return { kind: 'refused', reason: 'unknown-branch' }
    return sayOfTeam(tx, db, facts, [{ kind: 'team-branch', team, from, branch }], input.by, now)
  })
}
