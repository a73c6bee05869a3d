import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/domain/canonical.ts'

describe('canonical JSON', () => {
  test('the order of keys makes no difference', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  })

  test('what is read back is the same text again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(0), () => 1])('%s is refused', (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  })

  test('what is undefined is left out', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
  })

  test('a map keeps the order of its entries', () => {
    const channels = new Map([
      ['phone', 'Telephone'],
      ['chat', 'Chat'],
    ])
    expect(canonicalJson(channels)).toBe('[["phone","Telephone"],["chat","Chat"]]')
  })
})
