import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { engravingOf } from '../../src/domain/engraving.ts'

const fingerprint = (of: string) => createHash('sha256').update(of).digest('hex')

describe('the engraving of a certificate', () => {
  test('the same fingerprint always gives the same lines', () => {
    expect(engravingOf(fingerprint('a'))).toEqual(engravingOf(fingerprint('a')))
  })

  test('a fingerprint in capitals is the same fingerprint', () => {
    expect(engravingOf(fingerprint('a').toUpperCase())).toEqual(engravingOf(fingerprint('a')))
  })

  test('other certificates bear other engravings', () => {
    const drawn = Array.from({ length: 50 }, (_, at) => JSON.stringify(engravingOf(fingerprint(String(at)))))
    expect(new Set(drawn).size).toBe(50)
  })

  test('the path data of any certificate stays under 20 kB', () => {
    const sizes = Array.from({ length: 50 }, (_, at) => {
      const { rosette, braid } = engravingOf(fingerprint(String(at)))
      return rosette.reduce((sum, band) => sum + band.path.length, braid.path.length)
    })
    expect(Math.max(...sizes)).toBeLessThan(20_000)
  })

  test('a rosette stays within its frame of 112 round the origin', () => {
    const reach = Array.from({ length: 50 }, (_, at) => engravingOf(fingerprint(String(at))).rosette)
      .flat()
      .flatMap((band) => [...band.path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)])
      .map(([, x, y]) => Math.hypot(Number(x), Number(y)))
    expect(Math.max(...reach)).toBeLessThan(112)
  })

  test('the strands of a braid end at the height at which they began, so that periods join', () => {
    const { braid } = engravingOf(fingerprint('join'))
    const strands = braid.path.split('M').slice(1)
    const ends = strands.map((strand) => {
      const points = strand.split('L').map((point) => Number(point.split(' ')[1]))
      return Math.abs((points[0] ?? NaN) - (points.at(-1) ?? NaN))
    })
    expect(Math.max(...ends)).toBeLessThan(0.011)
  })

  test.each(['', 'not a hash', 'abc123'])('%j is refused, because it is no SHA-256', (text) => {
    expect(() => engravingOf(text)).toThrow(RangeError)
  })
})
