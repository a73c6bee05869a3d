/**
 * The one way a value is written down before it is hashed: JSON with sorted keys, no white space,
 * undefined left out, a map as the list of its entries in their order. Two equal values always give equal bytes.
 * Throws a TypeError on what JSON cannot say: NaN, bigint, functions, bytes, instances of classes.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that JSON cannot say')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    let written = ''
    // By place, so that a hole is written as null.
    for (let place = 0; place < value.length; place += 1)
      written += (place === 0 ? '' : ',') + canonicalJson((value[place] as unknown) ?? null)
    return `[${written}]`
  }
  if (value instanceof Map) return canonicalJson([...value])
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const held = value as Readonly<Record<string, unknown>>
    let written = ''
    for (const key of Object.keys(held).sort()) {
      const item = held[key]
      if (item !== undefined) written += `${written === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`
    }
    return `{${written}}`
  }
  throw new TypeError(`cannot be written as JSON: ${typeof value}`)
}
