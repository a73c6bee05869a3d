/**
 * What day and hour it is where the organisation is. Its time zone is a dated setting, so an instant always
 * falls on the same civil day, whatever zone is said for later days.
 */
import { dayOf, earlier, FOREVER, type Day } from './days.ts'
import { builtIn, type SettingHistories } from './settings.ts'

interface Place {
  readonly zone: string
  readonly day: Day
}

/**
 * A new zone takes over at its own midnight, and until then the old one goes on; where that midnight is hours
 * behind the old one, its day lasts so much longer. So from one instant to the next days never go back.
 */
function placeAt(histories: SettingHistories, instant: Temporal.Instant): Place {
  let next = FOREVER
  for (const { from, value } of histories['time-zone'].holding.toReversed()) {
    const day = earlier(dayOf(instant, value.value), next)
    if (from <= day) return { zone: value.value, day }
    next = from
  }
  const zone = builtIn['time-zone']
  return { zone, day: earlier(dayOf(instant, zone), next) }
}

/** The civil day on which an instant falls. */
export function dayAt(histories: SettingHistories, instant: Temporal.Instant): Day {
  return placeAt(histories, instant).day
}

/** What calendar and clock on the wall say at an instant. */
export function clockAt(
  histories: SettingHistories,
  instant: Temporal.Instant,
): { readonly day: Day; readonly time: string } {
  const { zone, day } = placeAt(histories, instant)
  return { day, time: instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }) }
}
