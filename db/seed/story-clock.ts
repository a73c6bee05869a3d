/** The days of the story, counted back from the day of seeding. */
import { addDays, dayOf, type Day } from '../../src/domain/days.ts'

export interface StoryClock {
  day(ago: number): Day
  /** The next minute of that day's work, from nine o'clock on: later deeds get later instants. */
  at(ago: number): Temporal.Instant
}

export function storyClock(now: Temporal.Instant, timeZone: string): StoryClock {
  const today = dayOf(now, timeZone)
  const minutes = new Map<number, number>()
  return {
    day: (ago) => addDays(today, -ago),
    at(ago) {
      const minute = minutes.get(ago) ?? 0
      minutes.set(ago, minute + 1)
      const nine = Temporal.PlainDate.from(addDays(today, -ago)).toZonedDateTime({ timeZone, plainTime: '09:00' })
      return nine.add({ minutes: minute }).toInstant()
    },
  }
}
