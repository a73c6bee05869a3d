import { factsOf } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import type { Day } from '../domain/days.ts'
import type { PersonId } from '../domain/ids.ts'
import { isRecordedPerson, joinsOn } from '../domain/recorded.ts'
import { type PersonWord, type Said, sayOfPerson } from './say-of-person.ts'

export interface RecordLeave {
  readonly by: PersonId | null
  readonly person: PersonId
  /** Away from `from` on, or back at work from `from` on. */
  readonly away: boolean
  readonly from: Day
  /** For leave with a known end: the first day back at work. */
  readonly backOn?: Day | undefined
}

export type LeaveRefusal = 'unknown-person' | 'before-employment' | 'back-before-leave'

/** Records leave or the return from it. Leave pauses standings and moves deadlines, never an expiry. */
export async function recordLeave(
  db: Database,
  input: RecordLeave,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: LeaveRefusal }> {
  const { person, away, from, backOn } = input
  if (away && backOn !== undefined && backOn <= from) return { kind: 'refused', reason: 'back-before-leave' }
  const words: PersonWord[] = [{ kind: 'leave', person, from, away }]
  if (away && backOn !== undefined) words.push({ kind: 'leave', person, from: backOn, away: false })
  return write(db, async (tx) => {
    const facts = await factsOf(tx, person)
    if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
    const joins = joinsOn(facts)
    if (joins === undefined || from < joins) return { kind: 'refused', reason: 'before-employment' }
    return sayOfPerson(tx, db, facts, words, input.by, now)
  })
}
