import { factsAbout, factsOf } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { asSet } from '../domain/dated-words.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId, TeamId } from '../domain/ids.ts'
import { isEmployedOn, isRecordedPerson, opensOn } from '../domain/recorded.ts'
import type { Said } from './say-of-person.ts'
import { sayOfTeam } from './say-of-team.ts'

export interface PutInCharge {
  readonly by: PersonId | null
  readonly team: TeamId
  /** All managers from that day on; those not named step down. */
  readonly managers: readonly PersonId[]
  readonly from: Day
}

export type PutInChargeRefusal = 'unknown-team' | 'before-opening' | 'unknown-manager' | 'manager-not-employed'

/** Says who manages a team from a day on: they see its people, and those of every team beneath it. */
export async function putInCharge(
  db: Database,
  input: PutInCharge,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: PutInChargeRefusal }> {
  const { team, from } = input
  const managers = asSet(input.managers)
  return write(db, async (tx) => {
    const opens = opensOn(await organisationOf(db, tx), team)
    if (opens === undefined) return { kind: 'refused', reason: 'unknown-team' }
    if (from < opens) return { kind: 'refused', reason: 'before-opening' }
    for (const manager of managers) {
      const facts = await factsOf(tx, manager)
      if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-manager' }
      if (!isEmployedOn(facts, from)) return { kind: 'refused', reason: 'manager-not-employed' }
    }
    const facts = await factsAbout(tx, team)
    return sayOfTeam(tx, db, facts, [{ kind: 'team-managers', team, from, managers }], input.by, now)
  })
}
