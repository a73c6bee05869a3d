import type { PersonId } from '../domain/ids.ts'
import { write, type Database } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { markEverybodyUnsettled, markUnsettled } from '../../db/unsettled.ts'
import { inSlices } from '../../db/in-slices.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

export interface SettleEverybodyInput {
  /** Whom facts touched; `marked` takes up what an earlier run or a publication left. */
  readonly who: readonly PersonId[] | 'everybody' | 'marked'
}

/**
 * Rewrites the projections of everybody marked unsettled, beside the requests of others. Returns how many
 * people were rewritten.
 */
export async function settleEverybody(
  db: Database,
  { who }: SettleEverybodyInput,
  now: Temporal.Instant,
): Promise<number> {
  if (who === 'everybody') await write(db, markEverybodyUnsettled)
  else if (who !== 'marked') await write(db, (tx) => markUnsettled(tx, who))
  const library = await currentLibrary(db)
  return inSlices(db, {
    today: library === undefined ? undefined : await todayIn(db, now),
    grant: (tx, people) => settle(tx, db, people, now),
  })
}
