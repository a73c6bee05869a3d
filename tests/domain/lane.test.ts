import { describe, expect, test } from 'vitest'
import { day, FOREVER } from '../../src/domain/days.ts'
import { laneInWords, type LaneSpan, monthsOf, piecesOf, placeOf, yearsOf } from '../../src/domain/lane.ts'

const window = { from: day('2026-01-01'), to: day('2027-01-01') }
const span = (kind: LaneSpan['kind'], from: string, to: string): LaneSpan => ({ kind, from: day(from), to: day(to) })

describe('standings drawn through time', () => {
  test('the first day of the window lies at its start', () => {
    expect(placeOf(day('2026-01-01'), window)).toBe(0)
  })

  test('a day in the middle of the year lies in the middle of the line', () => {
    expect(placeOf(day('2026-07-02'), window)).toBeCloseTo(49.86, 2)
  })

  test('a standing that holds today is history before it and to come after it', () => {
    const pieces = piecesOf([span('certified', '2026-03-01', '2026-11-01')], window, day('2026-06-01'))
    expect(pieces.map(({ toCome }) => toCome)).toEqual([false, true])
  })

  test('the two parts of a cut standing meet', () => {
    const [past, coming] = piecesOf([span('certified', '2026-03-01', '2026-11-01')], window, day('2026-06-01'))
    expect((past?.x ?? 0) + (past?.width ?? 0)).toBeCloseTo(coming?.x ?? NaN, 2)
  })

  test('a standing without an end reaches the edge and no further', () => {
    const [piece] = piecesOf([{ kind: 'expired', from: day('2026-07-02'), to: FOREVER }], window, day('2026-01-01'))
    expect((piece?.x ?? 0) + (piece?.width ?? 0)).toBe(100)
  })

  test('a standing outside the window is not drawn', () => {
    expect(piecesOf([span('to-do', '2024-01-01', '2025-01-01')], window, day('2026-06-01'))).toEqual([])
  })

  test('each year that begins within the window is named', () => {
    expect(yearsOf({ from: day('2025-06-01'), to: day('2027-06-01') }).map(({ year }) => year)).toEqual([
      '2026',
      '2027',
    ])
  })

  const months = (from: string, to: string, taken?: Parameters<typeof monthsOf>[1]) =>
    monthsOf({ from: day(from), to: day(to) }, taken).map(({ month }) => month)

  test('quarters between the years are named where there is room', () => {
    expect(months('2026-01-01', '2028-01-01')).toEqual(['Apr', 'Jul', 'Oct', 'Apr', 'Jul', 'Oct'])
    expect(months('2024-01-01', '2028-01-01')).toEqual(['Jul', 'Jul', 'Jul', 'Jul'])
    expect(months('2018-01-01', '2028-01-01')).toEqual([])
  })

  test('months are named on a phone only where two names do not touch', () => {
    const crowded = (to: string) => monthsOf({ from: day('2026-01-01'), to: day(to) })[0]?.isCrowded
    const taken = { broad: { from: 20, to: 30 }, phone: { from: 20, to: 60 } }
    const near = monthsOf(window, taken).map(({ isCrowded }) => isCrowded)
    expect(near).toEqual([true, false])
    expect([crowded('2028-04-01'), crowded('2028-12-01')]).toEqual([false, true])
  })

  test('a month is not named where another word stands, nor at the end of the line', () => {
    const taken = { broad: { from: 20, to: 30 }, phone: { from: 20, to: 60 } }
    expect(months('2026-01-01', '2027-01-01', taken)).toEqual(['Jul', 'Oct'])
    expect(months('2026-01-01', '2026-10-10')).toEqual(['Apr', 'Jul'])
  })

  test('the lane reads as a sentence for those who listen', () => {
    const spans = [span('to-do', '2026-02-01', '2026-02-10'), { ...span('certified', '2026-02-10', '2027-02-10') }]
    expect(laneInWords('Telephone adviser', spans, window)).toBe(
      'Telephone adviser: to do from 1 February 2026 to 10 February 2026, certified from 10 February 2026 to 10 February 2027',
    )
  })

  test('a standing without an end is told without one', () => {
    const spans = [{ kind: 'expired', from: day('2026-02-01'), to: FOREVER }] as const
    expect(laneInWords('Data', spans, window)).toBe('Data: expired from 1 February 2026')
  })
})
