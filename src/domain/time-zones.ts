/**
 * What day and hour it is where the organisation is. Its time zone is a dated setting, so an instant always
 * falls on the same civil day, whatever zone is said for later days.
 */
import { addDays, dayOf, earlier, FOREVER, type Day } from './days.ts'
import type { SettingName } from './facts.ts'
import { builtIn, type SaidSetting, type SettingHistories } from './settings.ts'

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

/** What calendar and clock on a wall say, and where the wall is. */
export interface Clock {
  readonly zone: string
  readonly day: Day
  readonly time: string
}

/** The clock of a zone, whether or not it is the one in force. */
export function clockIn(zone: string, instant: Temporal.Instant): Clock {
  const time = instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
  return { zone, day: dayOf(instant, zone), time }
}

/** The clock of the zone in force at an instant: until a new one has taken over, still that of the old one. */
export function clockAt(histories: SettingHistories, instant: Temporal.Instant): Clock {
  const { zone, day } = placeAt(histories, instant)
  return { ...clockIn(zone, instant), day }
}

/** A zone that is still to take over. */
export interface ZoneTakeover {
  readonly from: Day
  /** Its clock at this moment. */
  readonly now: Clock
  /** Its own midnight, by its clock and by the one in force until then. */
  readonly there: Clock
  readonly here: Clock
}

/** When a zone that is said from a day on takes over; undefined once it has. */
export function takeoverOf(
  histories: SettingHistories,
  { value: zone, from }: Pick<SaidSetting<'time-zone'>, 'value' | 'from'>,
  instant: Temporal.Instant,
): ZoneTakeover | undefined {
  const now = clockIn(zone, instant)
  if (from <= now.day) return undefined
  const midnight = Temporal.PlainDate.from(from).toZonedDateTime(zone).toInstant()
  const before = placeAt(histories, midnight.subtract({ nanoseconds: 1 })).zone
  return { from, now, there: clockIn(zone, midnight), here: clockIn(before, midnight) }
}

/**
 * The day by which a setting is told: today, and for the time zone the day before one that is still to take
 * over, so that what is told to hold is the zone whose clock is in force.
 */
export function toldBy(histories: SettingHistories, name: SettingName, instant: Temporal.Instant): Day {
  const day = dayAt(histories, instant)
  if (name !== 'time-zone') return day
  const coming = histories[name].holding.find(({ from, value }) => from <= day && takeoverOf(histories, value, instant))
  return coming === undefined ? day : addDays(coming.from, -1)
}
