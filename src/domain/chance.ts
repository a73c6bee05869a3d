/** Chance that can be proved: the same seed gives the same numbers for ever. */

/** Seeds are whole numbers from 0 up to this, exclusive. */
export const seedCeiling = 2 ** 32

/** A seed from text: FNV-1a, 32 bits. */
export function seedFrom(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/**
 * Mulberry32, a generator of 32 bits of state after Tommy Ettinger: small, fast, the same on every
 * machine. It decides what is asked and in which order, never a secret.
 */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / seedCeiling
  }
}

/** The items in an order that the numbers decide. Fisher and Yates: each order is equally likely under fair ones. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const pool = [...items]
  const result: T[] = []
  while (pool.length > 0) result.push(...pool.splice(Math.floor(random() * pool.length), 1))
  return result
}

export function shuffledBy<T>(items: readonly T[], seed: number): T[] {
  return shuffled(items, numbersFrom(seed))
}
