import { record } from '../../db/ledger.ts'
import type { Database, Tx } from '../../db/open.ts'
import { newsAmong } from '../domain/dated-words.ts'
import type { FactOf, Recorded } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { settle } from './settle.ts'

/** `same` when it was known already: a form sent twice adds no fact. */
export type Said = { readonly kind: 'recorded' } | { readonly kind: 'same' }

export type PersonWord = FactOf<'employment' | 'leave' | 'membership' | 'line-manager' | 'job-roles'>

/** Records what is new among words about one person, in their order, and settles the person's standings. */
export async function sayOfPerson(
  tx: Tx,
  db: Database,
  recorded: readonly Recorded[],
  words: readonly PersonWord[],
  by: PersonId | null,
  now: Temporal.Instant,
): Promise<Said> {
  const news = newsAmong(recorded, words)
  if (news.length === 0) return { kind: 'same' }
  await record(tx, news, now, by)
  await settle(tx, db, [...new Set(news.map((word) => word.person))], now)
  return { kind: 'recorded' }
}
