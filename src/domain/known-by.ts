/** When a day was over, so that what was known on it can be told apart from what came later. */
import { addDays, timelineOf, type Day } from './days.ts'
import { builtIn, type SaidSetting, type SettingHistories } from './settings.ts'
import { dayAt } from './time-zones.ts'

/**
 * The first instant that is no longer of a day where the organisation was; a day may have 23 hours, or 25. It
 * goes by the words about the time zone that were recorded by the end of that very day, so that none said later
 * ever moves a day that is over.
 */
export function endOfDay(on: Day, histories: SettingHistories): Temporal.Instant {
  const known = knownBy(on, histories)
  const next = Temporal.PlainDate.from(addDays(on, 1))
  const zones = new Set([builtIn['time-zone'], ...known['time-zone'].said.map(({ value }) => value)])
  const midnights = [...zones]
    .map((zone) => next.toZonedDateTime(zone).toInstant())
    .toSorted((a, b) => Temporal.Instant.compare(a, b))
  const end = midnights.find((midnight) => dayAt(known, midnight) > on)
  if (end === undefined) throw new RangeError(`${on} ends in none of the time zones of the organisation`)
  return end
}

/** The same histories with the words about the time zone that were said by the end of a day. */
function knownBy(on: Day, histories: SettingHistories): SettingHistories {
  const [first, ...later] = histories['time-zone'].said
  // What was said first holds for what was before: older ledgers say it only once they have settings.
  let known = withZones(histories, first === undefined ? [] : [first])
  for (const word of later) {
    if (dayAt(known, Temporal.Instant.from(word.at)) <= on)
      known = withZones(histories, [...known['time-zone'].said, word])
  }
  return known
}

function withZones(histories: SettingHistories, said: readonly SaidSetting<'time-zone'>[]): SettingHistories {
  return {
    ...histories,
    'time-zone': { said, holding: timelineOf(said.map((word) => ({ from: word.from, value: word }))) },
  }
}
