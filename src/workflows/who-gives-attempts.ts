import type { Ask } from '../../db/open.ts'
import { holdersOf, type PersonRow } from '../../db/people.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId } from '../domain/ids.ts'

/**
 * Who can give a person more attempts: the training coordinators, or the administrators where there is none. Nobody
 * gives them to themselves.
 */
export async function whoGivesAttempts(ask: Ask, person: PersonId, today: Day): Promise<readonly PersonRow[]> {
  for (const right of ['coordinator', 'administrator'] as const) {
    const holders = (await holdersOf(ask, right, today)).filter(({ id }) => id !== person)
    if (holders.length > 0) return holders
  }
  return []
}
