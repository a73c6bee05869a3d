/**
 * Plays that break nothing critical and reach the least percent on every clause that asks for one. On each of
 * them the surplus over its percent is carried, cut off where no beginning could still miss it, and dropped
 * where none could still reach it: of most scenarios few sums are left.
 */
import {
  fractionOf,
  lightest,
  shareOf,
  sumOf,
  weightsOf,
  type Fraction,
  type Measure,
  type Share,
  type Web,
  type Weighed,
} from './scenario-shares.ts'

/** A clause, and the least percent that a play has to earn on it. */
export interface Bound {
  readonly measure: Measure
  readonly percent: number
}

/** How many sums are compared before it is given up. */
export const mostSums = 150_000

/** The play with the least share among those that keep the bounds. */
export function leastWithin(web: Web, measure: Measure, bounds: readonly Bound[]): Share | 'none' | 'too-many' {
  const keeping = new Keeping(web, bounds)
  let share: Fraction = { got: 1, had: 1 }
  for (let best: Share | undefined; ;) {
    const found = keeping.lightest(weightsOf(web, measure, { got: share.had, had: share.got }))
    if (typeof found === 'string') return found
    if (found.weight >= 0 && best !== undefined) return best
    best = shareOf(web, measure, found.moves)
    if (found.weight >= 0) return best
    share = fractionOf(web, measure, found.moves)
  }
}

/** A play that keeps the bounds and earns so many percent or more. */
export function atLeastWithin(
  web: Web,
  measure: Measure,
  percent: number,
  bounds: readonly Bound[],
): Share | 'none' | 'too-many' {
  const found = new Keeping(web, bounds).lightest(weightsOf(web, measure, { got: -100, had: -percent }))
  if (typeof found === 'string') return found
  return found.weight > 0 ? 'none' : shareOf(web, measure, found.moves)
}

/** Rounds in which a price is sought at which the bounds are kept. */
const rounds = 40

/**
 * A play that keeps the bounds and earns little, found by putting a price on each bound and moving the prices:
 * quick however many sums there are, and not surely the least. Undefined when none was met.
 */
export function lowWithin(web: Web, measure: Measure, percent: number, bounds: readonly Bound[]): Share | undefined {
  const own = weightsOf(web, measure, { got: 100, had: percent })
  const adds = bounds.map(({ measure: on, percent: least }) => weightsOf(web, on, { got: 100, had: least }))
  const prices = bounds.map(() => 0.25)
  let best: Share | undefined
  for (let round = 0; round < rounds; round += 1) {
    const weights = own.slice()
    for (const [bound, add] of adds.entries()) {
      const price = prices[bound] ?? 0
      for (let move = 0; move < weights.length; move += 1)
        weights[move] = (weights[move] ?? 0) - price * (add[move] ?? 0)
    }
    const found = lightest(web, weights, 'unbroken')
    if (found === undefined) return undefined
    const isKept = bounds.map(({ measure: on, percent: least }) => {
      const { got, had } = sumOf(web, on, found.moves)
      return got * 100 >= least * had
    })
    const share = shareOf(web, measure, found.moves)
    if (isKept.every(Boolean) && share.percent < (best?.percent ?? Infinity)) best = share
    for (const [bound, kept] of isKept.entries()) prices[bound] = (prices[bound] ?? 0) * (kept ? 0.8 : 1.7)
  }
  return best
}

interface Between {
  readonly least: Float64Array
  readonly most: Float64Array
}

/** The rest of a play from a place on, with the surplus that it still brings on each bound. */
interface Rest {
  readonly surplus: readonly number[]
  readonly weight: number
  readonly move: number
  readonly then: Rest | undefined
}

class Keeping {
  readonly #web: Web
  /** Of each bound what every move adds to its surplus. */
  readonly #adds: readonly Float64Array[]
  /** Of each bound the surplus with which plays come to each place. */
  readonly #brought: readonly Between[]
  #left = mostSums

  constructor(web: Web, bounds: readonly Bound[]) {
    this.#web = web
    this.#adds = bounds.map(({ measure, percent }) => weightsOf(web, measure, { got: 100, had: percent }))
    this.#brought = this.#adds.map((adds) => broughtTo(web, adds))
  }

  /** The play whose moves weigh least together. */
  lightest(weights: Float64Array): Weighed | 'none' | 'too-many' {
    const { places, ends, first, to, fatal } = this.#web
    const rests: Map<string, Rest>[] = []
    for (let at = 0; at < places.length; at += 1) {
      const own = new Map<string, Rest>()
      rests.push(own)
      if (ends[at] === 1)
        this.#keep(
          own,
          at,
          this.#adds.map(() => 0),
          0,
          -1,
          undefined,
        )
      const end = first[at + 1] ?? 0
      for (let move = first[at] ?? 0; move < end; move += 1) {
        if (fatal[move] === 1) continue
        for (const then of rests[to[move] ?? 0]?.values() ?? []) {
          this.#left -= 1
          if (this.#left < 0) return 'too-many'
          const surplus = then.surplus.map((sum, bound) => sum + (this.#adds[bound]?.[move] ?? 0))
          this.#keep(own, at, surplus, then.weight + (weights[move] ?? 0), move, then)
        }
      }
    }
    // At the beginning nothing was brought: what is left there keeps every bound, and is one.
    const [found] = rests.at(-1)?.values() ?? []
    if (found === undefined) return 'none'
    const moves: number[] = []
    for (let rest: Rest | undefined = found; rest !== undefined && rest.move !== -1; rest = rest.then)
      moves.push(rest.move)
    return { weight: found.weight, moves }
  }

  #keep(
    own: Map<string, Rest>,
    at: number,
    surplus: number[],
    weight: number,
    move: number,
    then: Rest | undefined,
  ): void {
    for (let bound = 0; bound < surplus.length; bound += 1) {
      const brought = this.#brought[bound]
      const sum = surplus[bound] ?? 0
      if (sum + (brought?.most[at] ?? -Infinity) < 0) return
      surplus[bound] = Math.min(sum, -(brought?.least[at] ?? 0))
    }
    const key = surplus.join()
    if (weight < (own.get(key)?.weight ?? Infinity)) own.set(key, { surplus, weight, move, then })
  }
}

/** The least and the most surplus with which plays that break nothing critical come to each place. */
function broughtTo({ places, first, to, fatal }: Web, adds: Float64Array): Between {
  const least = new Float64Array(places.length).fill(Infinity)
  const most = new Float64Array(places.length).fill(-Infinity)
  least[places.length - 1] = 0
  most[places.length - 1] = 0
  for (let at = places.length - 1; at >= 0; at -= 1) {
    const end = first[at + 1] ?? 0
    for (let move = first[at] ?? 0; move < end; move += 1) {
      if (fatal[move] === 1) continue
      const next = to[move] ?? 0
      least[next] = Math.min(least[next] ?? Infinity, (least[at] ?? Infinity) + (adds[move] ?? 0))
      most[next] = Math.max(most[next] ?? -Infinity, (most[at] ?? -Infinity) + (adds[move] ?? 0))
    }
  }
  return { least, most }
}
