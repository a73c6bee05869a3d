/** Where the course of readiness lies on a chart, in thousandths of its width and height. Browser-safe. */
import type { Day } from './days.ts'
import { placeOf, type LaneWindow } from './lane.ts'
import type { CoursePoint } from './readiness.ts'

export interface CourseChart {
  /** Percentages of the horizontal lines, 100 first. */
  readonly grid: readonly { readonly percent: number; readonly y: number }[]
  /** Path of what was, in a box of 1,000 by 1,000. */
  readonly past: string
  /** Path of what follows if nobody does anything. */
  readonly coming: string
  readonly floorPercent: number
}

/** Lines are ten points apart; the lowest lies beneath the lowest point, so that the shape fills the drawing. */
const gridStep = 10

export function courseChart(points: readonly CoursePoint<Day>[], window: LaneWindow, today: Day): CourseChart {
  const share = ({ ready, required }: CoursePoint<Day>) => (required === 0 ? undefined : (100 * ready) / required)
  const shown = points.flatMap((point) => share(point) ?? [])
  const lowest = Math.min(90, ...shown)
  const floorPercent = Math.max(0, Math.floor(lowest / gridStep) * gridStep)
  const y = (percent: number) => Math.round((1000 * (100 - percent)) / (100 - floorPercent))
  const x = (on: Day) => Math.round(10 * placeOf(on, window))
  const now = x(today)
  let past = ''
  let coming = ''
  let height: number | undefined
  const step = (path: string, at: number, to: number) =>
    path === '' ? `M${at} ${height ?? to}H${at}V${to}` : `${path}H${at}V${to}`
  for (const point of points) {
    const percent = share(point)
    if (percent === undefined) continue
    const at = Math.min(1000, Math.max(0, x(point.on)))
    if (at <= now) past = step(past, at, y(percent))
    else {
      if (coming === '' && height !== undefined) coming = `M${Math.max(0, now)} ${height}`
      coming = step(coming, at, y(percent))
    }
    height = y(percent)
  }
  const end = Math.min(1000, Math.max(0, now))
  if (past !== '') past += `H${end}`
  if (coming === '' && height !== undefined && end < 1000) coming = `M${end} ${height}H1000`
  else if (coming !== '') coming += 'H1000'
  const lines = Array.from({ length: (100 - floorPercent) / gridStep + 1 }, (_, index) => 100 - index * gridStep)
  const kept = lines.length > 6 ? lines.filter((percent) => percent % 20 === 0) : lines
  return { grid: kept.map((percent) => ({ percent, y: y(percent) })), past, coming, floorPercent }
}

/** The share on a day in whole per cent, rounded down; undefined where nothing was required. */
export function percentOn(points: readonly CoursePoint<Day>[], on: Day): number | undefined {
  const point = points.findLast((candidate) => candidate.on <= on)
  return point === undefined || point.required === 0 ? undefined : Math.floor((100 * point.ready) / point.required)
}
