import { peopleEverIn } from '../../db/admin.ts'
import { record } from '../../db/ledger.ts'
import type { Database, Tx } from '../../db/open.ts'
import { newsAmong } from '../domain/dated-words.ts'
import type { FactOf, Recorded } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Said } from './say-of-person.ts'
import { settle } from './settle.ts'

export type TeamWord = FactOf<'team-open' | 'team-parent' | 'team-branch' | 'team-channels' | 'team-managers'>

/**
 * Records what is new among words about one team, in their order, and settles everybody who works in
 * it on any day from the earliest of these words on.
 */
export async function sayOfTeam(
  tx: Tx,
  db: Database,
  recorded: readonly Recorded[],
  words: readonly TeamWord[],
  by: PersonId | null,
  now: Temporal.Instant,
): Promise<Said> {
  const news = newsAmong(recorded, words)
  const [first] = news.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  if (first === undefined) return { kind: 'same' }
  await record(tx, news, now, by)
  // Who manages a team decides who may see it, not what anybody in it must know.
  if (news.some((word) => word.kind !== 'team-managers')) {
    const touched = await peopleEverIn(tx, first.team, first.from)
    if (touched.length > 0) await settle(tx, db, touched, now)
  }
  return { kind: 'recorded' }
}
