import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandOf, bandRange, readinessBands, readyPercent } from '../../src/domain/readiness-bands.ts'

describe('bands of readiness', () => {
  test.each([
    [1000, 1000, 'on-target'],
    [950, 1000, 'on-target'],
    [949, 1000, 'close'],
    [850, 1000, 'close'],
    [849, 1000, 'short'],
    [700, 1000, 'short'],
    [699, 1000, 'low'],
    [0, 1000, 'low'],
  ])('with a target of 95%%, %i of %i is %s', (ready, required, band) => {
    expect(bandOf(ready, required, 95)).toBe(band)
  })

  test('the bands move with the target', () => {
    expect([80, 79, 70, 69, 55, 54].map((ready) => bandOf(ready, 100, 80))).toEqual([
      'on-target',
      'close',
      'close',
      'short',
      'short',
      'low',
    ])
  })

  test('a team of whom nothing is required is in no band', () => {
    expect(bandOf(0, 0, 95)).toBeUndefined()
  })

  test('a team of whom nothing is required has no percentage', () => {
    expect(readyPercent(0, 0)).toBeUndefined()
  })

  test('percentages are rounded down', () => {
    expect(readyPercent(949, 1000)).toBe(94)
  })

  test('the percentage shown never reaches a band that the share itself has not reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (required, some) => {
        const ready = some % (required + 1)
        const shown = readyPercent(ready, required) ?? NaN
        expect(bandOf(shown, 100, 95)).toBe(bandOf(ready, required, 95))
      }),
    )
  })

  test('more ready people never make a worse band', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 100 }), (required, target) => {
        const ranks = Array.from({ length: required + 1 }, (_, ready) =>
          readinessBands.indexOf(bandOf(ready, required, target) ?? 'low'),
        )
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
      }),
    )
  })

  test('the legend names each band in words', () => {
    expect(readinessBands.map((band) => bandRange(band, 95))).toEqual([
      '95 and over',
      '85 to 94',
      '70 to 84',
      'under 70',
    ])
  })

  test('the legend leaves out bands that a low target has no room for', () => {
    expect(readinessBands.map((band) => bandRange(band, 20))).toEqual([
      '20 and over',
      '10 to 19',
      'under 10',
      undefined,
    ])
  })
})
