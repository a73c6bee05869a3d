import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newsAmong } from '../../src/domain/dated-words.ts'
import { addDays, day, timelineOf, valueOn } from '../../src/domain/days.ts'
import type { FactOf, Recorded } from '../../src/domain/facts.ts'
import { as, type JobRole, type PersonId } from '../../src/domain/ids.ts'

const person = as<PersonId>('p')
const start = day('2026-01-01')
type Leave = FactOf<'leave'>
const leave = fc
  .record({ days: fc.nat({ max: 20 }), away: fc.boolean() })
  .map(({ days, away }): Leave => ({ kind: 'leave', person, from: addDays(start, days), away }))
const recordedAs = (facts: readonly Recorded['fact'][]): readonly Recorded[] =>
  facts.map((fact, index) => ({ sequence: index + 1, at: '', by: null, fact }))

function days(words: readonly Leave[]): readonly boolean[] {
  const timeline = timelineOf(words.map(({ from, away }) => ({ from, value: away })))
  return Array.from({ length: 23 }, (_, index) => valueOn(timeline, addDays(start, index - 1)) ?? false)
}

describe('words that are news', () => {
  test('say as much as all words would', () => {
    fc.assert(
      fc.property(fc.array(leave), fc.array(leave, { maxLength: 4 }), (known, said) => {
        expect(days([...known, ...newsAmong(recordedAs(known), said)])).toEqual(days([...known, ...said]))
      }),
    )
  })

  test('are no news when said again', () => {
    fc.assert(
      fc.property(fc.array(leave), fc.array(leave, { maxLength: 4 }), (known, said) => {
        const then = [...known, ...newsAmong(recordedAs(known), said)]
        expect(newsAmong(recordedAs([...then, ...said]), said)).toEqual([])
      }),
    )
  })

  test('are those that cancel what was planned', () => {
    const planned: Leave = { kind: 'leave', person, from: addDays(start, 9), away: true }
    const said: Leave = { kind: 'leave', person, from: start, away: false }
    expect(newsAmong(recordedAs([planned]), [said])).toEqual([said])
  })

  test('are not the same codes in another order', () => {
    const [a, b] = [as<JobRole>('a'), as<JobRole>('b')]
    const known = { kind: 'job-roles', person, from: start, roles: [a, b] } as const
    expect(newsAmong(recordedAs([known]), [{ ...known, roles: [b, a] }])).toEqual([])
  })
})
