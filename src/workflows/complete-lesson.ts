import { factsOf, record } from '../../db/ledger.ts'
import type { Database, Tx } from '../../db/open.ts'
import { isKind, type ContentHash, type FactOf, type Recorded } from '../domain/facts.ts'
import type { LessonId, PersonId } from '../domain/ids.ts'
import { clausesOf, evidenceIn, type Library } from '../domain/library.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

export type Grants = readonly Recorded<FactOf<'granted'>>[]

/**
 * Records that a lesson was completed, inside the transaction that stores the last step of it, and
 * grants what is thereby earned. The same text completed twice on one day is one fact.
 */
export async function completeLesson(
  tx: Tx,
  db: Database,
  library: Library,
  input: { readonly person: PersonId; readonly lesson: LessonId; readonly content: ContentHash },
  now: Temporal.Instant,
): Promise<Grants> {
  const { person, lesson, content } = input
  const on = await todayIn(db, now, tx)
  const known = (await factsOf(tx, person)).some(
    (recorded) =>
      isKind(recorded, 'lesson-completed') &&
      recorded.fact.lesson === lesson &&
      recorded.fact.content === content &&
      recorded.fact.on === on,
  )
  if (known) return []
  const clauses = evidenceIn(library, clausesOf(library, { kind: 'lesson', lesson }))
  const { publication } = library
  await record(tx, [{ kind: 'lesson-completed', person, lesson, publication, content, clauses, on }], now, person)
  return settle(tx, db, [person], now)
}
