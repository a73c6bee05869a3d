/**
 * Rewrites the projections of everybody marked unsettled, a few people a transaction, so that
 * learners' own writes pass between. A kill at any moment resumes where it stopped.
 */
import type { PersonId } from '../domain/ids.ts'
import { write, type Database } from '../../db/open.ts'
import { countUnsettled, markEverybodyUnsettled, markUnsettled, nextUnsettled } from '../../db/unsettled.ts'
import { settle } from './settle.ts'

/** People a slice rewrites; small enough to stay under 25 ms. */
const peopleASlice = 8

export interface SettleEverybodyInput {
  /** Whom facts touched; `marked` takes up what an earlier run or a publication left. */
  readonly who: readonly PersonId[] | 'everybody' | 'marked'
  readonly onProgress?: (remaining: number) => void
}

/** Returns how many people were rewritten. */
export async function settleEverybody(
  db: Database,
  input: SettleEverybodyInput,
  now: Temporal.Instant,
): Promise<number> {
  const { who } = input
  if (who === 'everybody') await write(db, markEverybodyUnsettled)
  else if (who !== 'marked') await write(db, (tx) => markUnsettled(tx, who))
  let done = 0
  for (;;) {
    const people = await nextUnsettled(db.reader, peopleASlice)
    if (people.length === 0) return done
    await write(db, (tx) => settle(tx, db, people, now))
    done += people.length
    input.onProgress?.(await countUnsettled(db.reader))
  }
}
