import type { Database } from '../../db/open.ts'
import type { Curriculum } from '../domain/curriculum.ts'
import { dayOf, later, type Day } from '../domain/days.ts'
import type { Library } from '../domain/library.ts'
import { todayIn } from './today-in.ts'

/**
 * The day on which a curriculum would be published now. A folder that has changed its time zone is published
 * on a day that has begun in both, so that no publication lies before what was recorded under the old zone; nor
 * does one lie before the last, when the server's clock has gone back.
 */
export async function publicationDay(
  db: Database,
  before: Library | undefined,
  { organisation }: Curriculum,
  now: Temporal.Instant,
): Promise<Day> {
  const there = dayOf(now, organisation.timeZone)
  if (before === undefined) return there
  const today = later(await todayIn(db, now), before.publishedOn)
  return before.curriculum.organisation.timeZone === organisation.timeZone ? today : later(today, there)
}
