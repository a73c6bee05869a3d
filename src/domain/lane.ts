/**
 * Where standings lie on a line through time, in per cent of its width. Browser-safe: days are
 * counted by the calendar in UTC, without `Temporal` and without a clock.
 */
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import { type StandingKind, standingWords } from './standing-words.ts'

/** Half-open: it holds on `from` and no longer on `to`. */
export interface LaneSpan {
  readonly kind: StandingKind
  readonly from: Day
  readonly to: Day
}

export interface LaneWindow {
  readonly from: Day
  readonly to: Day
}

export interface LanePiece {
  readonly kind: StandingKind
  readonly x: number
  readonly width: number
  /** Follows only if nothing happens: drawn hollow. */
  readonly toCome: boolean
}

function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

/** The place of a day in the window, in per cent with two places; outside it, under 0 or over 100. */
export function placeOf(day: Day, window: LaneWindow): number {
  const start = dayNumber(window.from)
  const share = (dayNumber(day) - start) / (dayNumber(window.to) - start)
  return Math.round(share * 10_000) / 100
}

/** The spans within the window, cut at today: what lies before is history, what lies after is to come. */
export function piecesOf(spans: readonly LaneSpan[], window: LaneWindow, today: Day): LanePiece[] {
  const piece = (kind: StandingKind, from: Day, to: Day, toCome: boolean): LanePiece[] => {
    const x = Math.max(0, placeOf(from, window))
    const end = Math.min(100, placeOf(to, window))
    return end > x ? [{ kind, x, width: Math.round((end - x) * 100) / 100, toCome }] : []
  }
  return spans.flatMap(({ kind, from, to }) => {
    if (to <= today) return piece(kind, from, to, false)
    if (from >= today) return piece(kind, from, to, true)
    return [...piece(kind, from, today, false), ...piece(kind, today, to, true)]
  })
}

export interface LaneYear {
  readonly x: number
  readonly year: string
}

/** The first of January of each year within the window. */
export function yearsOf(window: LaneWindow): LaneYear[] {
  const first = Number(window.from.slice(0, 4))
  const last = Number(window.to.slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
    .map((year) => ({ year, x: placeOf(`${year}-01-01` as Day, window) }))
    .filter(({ x }) => x >= 0 && x < 100)
}

/** The first days of quarters; of half years when the window is longer than three years, of years beyond eight. */
export function ticksOf(window: LaneWindow): number[] {
  return tickMonths(window).map(({ x }) => x)
}

const tickNames = { '01': 'Jan', '04': 'Apr', '07': 'Jul', '10': 'Oct' } as const

function tickMonths(window: LaneWindow) {
  const days = dayNumber(window.to) - dayNumber(window.from)
  const starts =
    days > 8 * 366 ? (['01'] as const) : days > 3 * 366 ? (['01', '07'] as const) : (['01', '04', '07', '10'] as const)
  const first = Number(window.from.slice(0, 4))
  const last = Number(window.to.slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
    .flatMap((year) => starts.map((month) => ({ month, x: placeOf(`${year}-${month}-01` as Day, window) })))
    .filter(({ x }) => x >= 0 && x <= 100)
}

export interface LaneMonth {
  readonly x: number
  readonly month: string
  /** So near to another word that it fits on a broad line alone. */
  readonly isCrowded: boolean
}

interface Place {
  readonly from: number
  readonly to: number
}

/** What a name needs, in per cent of the line: on a phone, and on a broad line. Nearer ticks stay without names. */
const roomOnPhone = 10.5
const roomWhenBroad = 6.2

/**
 * The months to be named at the ticks between the years, Januaries aside: those bear the year. None that would touch
 * the word which stands at `taken`, from and to a percentage of the line, on a phone wider than on a broad line; and
 * none at the end, where there is no room.
 */
export function monthsOf(window: LaneWindow, taken?: Readonly<Record<'phone' | 'broad', Place>>): LaneMonth[] {
  const holds = (place: Place | undefined, x: number) => place !== undefined && x > place.from && x < place.to
  const ticks = tickMonths(window)
  const room = Math.min(...ticks.slice(1).map(({ x }, at) => x - (ticks[at]?.x ?? 0)))
  if (room < roomWhenBroad) return []
  return ticks
    .filter(({ month, x }) => month !== '01' && x < 94 && !holds(taken?.broad, x))
    .map(({ month, x }) => ({ x, month: tickNames[month], isCrowded: room < roomOnPhone || holds(taken?.phone, x) }))
}

/** The lane for those who listen: "Telephone adviser: certified from 19 January 2026 to 3 November 2026, …". */
export function laneInWords(title: string, spans: readonly LaneSpan[], window: LaneWindow): string {
  const seen = spans.filter((span) => span.to > window.from && span.from < window.to)
  if (seen.length === 0) return `${title}: not required`
  return `${title}: ${seen
    .map(({ kind, from, to }) => `${standingWords[kind].within} from ${dayInWords(from)} to ${dayInWords(to)}`)
    .join(', ')}`.replaceAll(' to no end', '')
}
