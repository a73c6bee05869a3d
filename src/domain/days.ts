/**
 * Days are civil dates in the organisation's time zone, written `2027-03-31`, so they sort and
 * travel as text. Instants are UTC. A stretch is half-open: it holds on `from` and no longer on
 * `to`. A deadline day belongs wholly to the person, so what is due "by" a day is late from the next.
 *
 * Uses `Temporal`, which some browsers lack: nothing an island imports may import this file.
 */
declare const dayBrand: unique symbol
export type Day = string & { readonly [dayBrand]: 'day' }

/** Later than any day that will be asked about; the `to` of a stretch without an end. */
export const FOREVER = '9999-12-31' as Day

export interface Stretch {
  readonly from: Day
  readonly to: Day
}
export type Holding<T> = Stretch & { readonly value: T }

/** Reads `2027-03-31`; undefined when it is not a day of the calendar. */
export function readDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day
  } catch {
    return undefined
  }
}

/** A day known to be well formed, as in code and tests. Throws a RangeError otherwise. */
export function day(text: string): Day {
  const known = readDay(text)
  if (known === undefined) throw new RangeError(`not a day: ${text}`)
  return known
}

export function dayOf(instant: Temporal.Instant, timeZone: string): Day {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString() as Day
}

const dayMs = 86_400_000

// Standings add days by the million, mostly the same few thousand, so each day is numbered and named once.
const numbers = new Map<Day, number>()
const names = new Map<number, Day>()
/** The days of half a century. */
const mostKnown = 20_000

/** Days since the beginning of 1970: a civil day is read as a midnight in UTC, where every day is equally long. */
function numberOf(day: Day): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const number = Date.parse(day) / dayMs
  if (numbers.size >= mostKnown) numbers.clear()
  numbers.set(day, number)
  return number
}

export function addDays(start: Day, days: number): Day {
  if (start === FOREVER) return FOREVER
  const number = numberOf(start) + days
  const known = names.get(number)
  if (known !== undefined) return known
  const name = new Date(number * dayMs).toISOString().slice(0, 10) as Day
  if (names.size >= mostKnown) names.clear()
  names.set(number, name)
  return name
}

/** A month later has the same number, or the last day of a shorter month: 31 January + 1 is 28 February. */
export function addMonths(start: Day, months: number): Day {
  if (start === FOREVER) return FOREVER
  return Temporal.PlainDate.from(start).add({ months }, { overflow: 'constrain' }).toString() as Day
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from)
}

export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b
}

export function later(a: Day, b: Day): Day {
  return a < b ? b : a
}

export function holds(stretch: Stretch, on: Day): boolean {
  return stretch.from <= on && on < stretch.to
}

/** What holds on a day, of stretches that do not overlap. */
export function valueOn<T>(holdings: readonly Holding<T>[], on: Day): T | undefined {
  return holdings.find((holding) => holds(holding, on))?.value
}

/** The common part of two stretches, or undefined when they share no day. */
export function overlap(a: Stretch, b: Stretch): Stretch | undefined {
  const from = later(a.from, b.from)
  const to = earlier(a.to, b.to)
  return from < to ? { from, to } : undefined
}

/**
 * Turns dated words into stretches. The latest recorded word holds from its day on, so a word
 * recorded later about an earlier day also replaces what was said about the days after it.
 */
export function timelineOf<T>(words: readonly { readonly from: Day; readonly value: T }[]): Holding<T>[] {
  const standing: { from: Day; value: T }[] = []
  for (const word of words) {
    while (standing.length > 0 && (standing.at(-1)?.from ?? FOREVER) >= word.from) standing.pop()
    standing.push({ from: word.from, value: word.value })
  }
  return standing.map((word, index) => ({ ...word, to: standing[index + 1]?.from ?? FOREVER }))
}
