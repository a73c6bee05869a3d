/**
 * How far the ledger had come at an instant. Facts are ordered by sequence alone: a clock that jumped back
 * leaves instants out of order, and then the place in the ledger counts, not the instant.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import { and, asc, gt, lt, lte, max, sql } from 'drizzle-orm'
import type { Recorded } from '../src/domain/facts.ts'
import { keep } from './kept.ts'
import { headOfLedger } from './ledger.ts'
import type { Ask, Database } from './open.ts'
import { facts } from './schema.ts'

/** Rows of one statement, so that none holds up the event loop. */
const sliceLength = 10_000
/** Answers kept in memory; an auditor asks about few days. */
const mostKept = 500

/** Canonical JSON begins with the instant, in milliseconds and UTC: `{"at":"2027-03-31T22:59:59.999Z",…`. */
const recordedAt = sql<string>`substr(${facts.bytes}, 8, 24)`

interface Answer {
  readonly last: number
  /** Up to here the ledger has been looked through; facts added since may have an earlier instant. */
  readonly upTo: number
}

/** The sequence of the last fact recorded before an instant, in the order of the ledger; 0 when there is none. */
export async function lastRecordedBefore(db: Database, instant: Temporal.Instant): Promise<number> {
  const before = instant.toString({ smallestUnit: 'millisecond' })
  const { sequence: head } = await headOfLedger(db.reader)
  const cache = keep<Map<string, Answer>>(db, 'recorded before')
  const known = cache.get() ?? new Map<string, Answer>()
  cache.set(known)
  const answer = known.get(before) ?? { last: 0, upTo: 0 }
  const last = (await lastIn(db.reader, { after: answer.upTo, upTo: head }, before)) ?? answer.last
  if (known.size >= mostKept) known.clear()
  known.set(before, { last, upTo: head })
  return last
}

/** From the newest on backwards, because people ask about days not long ago. */
async function lastIn(
  ask: Ask,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  before: string,
): Promise<number | undefined> {
  for (let end = upTo; end > after; end -= sliceLength) {
    const [row] = await ask
      .select({ last: max(facts.sequence) })
      .from(facts)
      .where(
        and(gt(facts.sequence, Math.max(after, end - sliceLength)), lte(facts.sequence, end), lt(recordedAt, before)),
      )
    if (typeof row?.last === 'number') return row.last
    await giveWay()
  }
  return undefined
}

/** The first fact of the ledger; undefined while there is none. */
export async function firstFact(ask: Ask): Promise<Recorded | undefined> {
  const [row] = await ask.select({ bytes: facts.bytes }).from(facts).orderBy(asc(facts.sequence)).limit(1)
  return row === undefined ? undefined : (JSON.parse(row.bytes) as Recorded)
}
