import { factsAbout } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { comesBackToItself } from '../domain/dated-words.ts'
import { type Day, timelineOf } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { PersonId, TeamId } from '../domain/ids.ts'
import { opensOn, whyNotInto } from '../domain/recorded.ts'
import type { Said } from './say-of-person.ts'
import { sayOfTeam } from './say-of-team.ts'

export interface MoveTeam {
  readonly by: PersonId | null
  readonly team: TeamId
  /** Null for the top of the tree. */
  readonly parent: TeamId | null
  readonly from: Day
}

export type MoveTeamRefusal = 'unknown-team' | 'before-opening' | 'team-closed' | 'team-cycle'

/** Puts a team beneath another from a day on. On no day is a team beneath itself, nor by way of others. */
export async function moveTeam(
  db: Database,
  input: MoveTeam,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: MoveTeamRefusal }> {
  const { team, parent, from } = input
  return write(db, async (tx) => {
    const history = await organisationOf(db, tx)
    const opens = opensOn(history, team)
    if (opens === undefined) return { kind: 'refused', reason: 'unknown-team' }
    if (from < opens) return { kind: 'refused', reason: 'before-opening' }
    const facts = await factsAbout(tx, team)
    if (parent !== null) {
      const reason = whyNotInto(history, parent, from)
      if (reason !== undefined) return { kind: 'refused', reason }
      const words = facts.flatMap((one) =>
        isKind(one, 'team-parent') ? [{ from: one.fact.from, value: one.fact.parent }] : [],
      )
      const links = new Map([...history.values()].map((one) => [one.id, one.parent]))
      links.set(team, timelineOf([...words, { from, value: parent }]))
      if (comesBackToItself(links, team, from)) return { kind: 'refused', reason: 'team-cycle' }
    }
    return sayOfTeam(tx, db, facts, [{ kind: 'team-parent', team, from, parent }], input.by, now)
  })
}
