import type { Database } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { type Day, dayOf } from '../domain/days.ts'

/** The civil day of an instant where the organisation is; in UTC before anything is published. */
export async function todayIn(db: Database, now: Temporal.Instant): Promise<Day> {
  return dayOf(now, (await currentLibrary(db))?.curriculum.organisation.timeZone ?? 'UTC')
}
