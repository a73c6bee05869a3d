import type { Ask, Database } from '../../db/open.ts'
import { settingHistories } from '../../db/settings.ts'
import type { Day } from '../domain/days.ts'
import { dayAt } from '../domain/time-zones.ts'

/** The civil day of an instant where the organisation is. Inside a transaction pass it as `ask`. */
export async function todayIn(db: Database, now: Temporal.Instant, ask: Ask = db.reader): Promise<Day> {
  return dayAt(await settingHistories(db, ask), now)
}
