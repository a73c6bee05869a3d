/** Chance that comes out alike each time, for a population that can be made anew. */
import { hash } from 'node:crypto'

export interface Chance {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True so many times in a hundred. */
  percent(share: number): boolean
  oneOf<T>(items: readonly T[]): T
}

/** Mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    percent: (share) => next() * 100 < share,
    oneOf(items) {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to choose from')
      return item
    },
  }
}

/** An opaque id as the portal makes them: in the order made, and otherwise like chance. */
export function idOf(kind: string, number: number): string {
  return `0${number.toString(36).padStart(8, '0')}${hash('sha256', `${kind} ${number}`).slice(0, 12)}`
}
