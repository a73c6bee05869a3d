/**
 * The least and the most share of marks that a play can earn, exactly. A share is a quotient, so it is found
 * by asking again and again for the play that is furthest under (or over) a share already found, until there
 * is none; each asking goes through the places once, from the ends to the beginning.
 */
import type { ClauseId } from './ids.ts'
import { stepOf, type Path, type PathStep, type Place } from './scenario-places.ts'
import { marksOf, percentOf, type Choice } from './scenario.ts'

/** The places of a scenario whose plays all end, each after all that it leads to, and the moves between them. */
export interface Web {
  readonly places: readonly Place[]
  /** 1 where a play ends. */
  readonly ends: Uint8Array
  /** The moves of place n are those from `first[n]` to before `first[n + 1]`. */
  readonly first: Int32Array
  readonly to: Int32Array
  /** 1 where something critical is broken. */
  readonly fatal: Uint8Array
  readonly choices: readonly Choice[]
  /** Of each move its choice among them; -1 where the scene leads on by itself. */
  readonly choice: Int32Array
}

/** What is counted: what each move earns, and what was to be had at the place that it leaves. */
export interface Measure {
  readonly got: Int32Array
  readonly had: Int32Array
}

export type Extreme = 'least' | 'most'
/** Which plays are compared: every one, or those that break nothing critical. */
export type Among = 'all' | 'unbroken'

export interface Share {
  /** Whole percent, rounded down; 100 where nothing was to be had. */
  readonly percent: number
  readonly path: Path
}

export function webOf(order: readonly Place[]): Web {
  const placed = new Map<Place, number>()
  const first = new Int32Array(order.length + 1)
  const ends = new Uint8Array(order.length)
  for (const [at, place] of order.entries()) {
    placed.set(place, at)
    first[at + 1] = (first[at] ?? 0) + place.moves.length
    ends[at] = place.outcome === undefined ? 0 : 1
  }
  const size = first[order.length] ?? 0
  const web = { to: new Int32Array(size), fatal: new Uint8Array(size), choice: new Int32Array(size) }
  const known = new Map<Choice, number>()
  let at = 0
  for (const { moves } of order) {
    for (const { choice, to } of moves) {
      web.to[at] = placed.get(to) ?? 0
      web.fatal[at] = choice !== undefined && choice.fatal.length > 0 ? 1 : 0
      if (choice !== undefined && !known.has(choice)) known.set(choice, known.size)
      web.choice[at] = choice === undefined ? -1 : (known.get(choice) ?? -1)
      at += 1
    }
  }
  return { places: order, ends, first, choices: [...known.keys()], ...web }
}

/** What is earned and to be had on one clause. */
export function measureOf({ places, first, choices, choice }: Web, clause: ClauseId): Measure {
  const marks = choices.map((one) => marksOf(one, clause))
  const got = new Int32Array(choice.length)
  const had = new Int32Array(places.length)
  for (let at = 0; at < places.length; at += 1) {
    const end = first[at + 1] ?? 0
    let best = 0
    for (let move = first[at] ?? 0; move < end; move += 1) {
      const earned = marks[choice[move] ?? -1] ?? 0
      got[move] = earned
      if (earned > best) best = earned
    }
    had[at] = best
  }
  return { got, had }
}

export function sumOfMeasures({ places, to }: Web, measures: Iterable<Measure>): Measure {
  const sum = { got: new Int32Array(to.length), had: new Int32Array(places.length) }
  for (const { got, had } of measures) {
    for (let move = 0; move < to.length; move += 1) sum.got[move] = (sum.got[move] ?? 0) + (got[move] ?? 0)
    for (let at = 0; at < places.length; at += 1) sum.had[at] = (sum.had[at] ?? 0) + (had[at] ?? 0)
  }
  return sum
}

/** The play with the least or the most share; undefined when no such play ends. */
export function extremeShare(web: Web, measure: Measure, which: Extreme, among: Among): Share | undefined {
  if (which === 'most') {
    // Where nothing was to be had, everything was earned.
    const free = lightest(web, weightsOf(web, measure, { got: 0, had: -1 }), among)
    if (free === undefined || free.weight === 0) return free && shareOf(web, measure, free.moves)
  }
  const sign = which === 'least' ? 1 : -1
  let share: Fraction = { got: which === 'least' ? 1 : 0, had: 1 }
  for (let best: Share | undefined; ;) {
    const found = lightest(web, weightsOf(web, measure, { got: sign * share.had, had: sign * share.got }), among)
    if (found === undefined) return undefined
    if (found.weight >= 0 && best !== undefined) return best
    best = shareOf(web, measure, found.moves)
    if (found.weight >= 0) return best
    share = fractionOf(web, measure, found.moves)
  }
}

export interface Fraction {
  readonly got: number
  readonly had: number
}

/** A play weighs what it earned by so much a mark, less what was to be had by so much. Sums of whole numbers stay whole. */
export function weightsOf({ places, first, to }: Web, { got, had }: Measure, weigh: Fraction): Float64Array {
  const weights = new Float64Array(to.length)
  for (let at = 0; at < places.length; at += 1) {
    const end = first[at + 1] ?? 0
    for (let move = first[at] ?? 0; move < end; move += 1)
      weights[move] = weigh.got * (got[move] ?? 0) - weigh.had * (had[at] ?? 0)
  }
  return weights
}

export interface Weighed {
  readonly weight: number
  readonly moves: readonly number[]
}

/** The play whose moves weigh least together; undefined when no such play ends. */
export function lightest(
  { places, ends, first, to, fatal }: Web,
  weights: Float64Array,
  among: Among,
): Weighed | undefined {
  const rest = new Float64Array(places.length)
  const by = new Int32Array(places.length).fill(-1)
  for (let at = 0; at < places.length; at += 1) {
    let least = ends[at] === 1 ? 0 : Infinity
    const end = first[at + 1] ?? 0
    for (let move = first[at] ?? 0; move < end; move += 1) {
      if (among === 'unbroken' && fatal[move] === 1) continue
      const weight = (weights[move] ?? 0) + (rest[to[move] ?? 0] ?? Infinity)
      if (weight >= least) continue
      least = weight
      by[at] = move
    }
    rest[at] = least
  }
  const weight = rest.at(-1) ?? Infinity
  if (weight === Infinity) return undefined
  const moves: number[] = []
  for (let at = places.length - 1, move = by[at] ?? -1; move !== -1; at = to[move] ?? 0, move = by[at] ?? -1)
    moves.push(move)
  return { weight, moves }
}

/** What was earned along moves, and what was to be had. */
export function sumOf({ places, to }: Web, { got, had }: Measure, moves: readonly number[]): Fraction {
  const sum = { got: 0, had: 0 }
  let at = places.length - 1
  for (const move of moves) {
    sum.got += got[move] ?? 0
    sum.had += had[at] ?? 0
    at = to[move] ?? 0
  }
  return sum
}

/** As `sumOf`, with 1 of 1 where nothing was to be had. */
export function fractionOf(web: Web, measure: Measure, moves: readonly number[]): Fraction {
  const sum = sumOf(web, measure, moves)
  return sum.had === 0 ? { got: 1, had: 1 } : sum
}

export function shareOf(web: Web, measure: Measure, moves: readonly number[]): Share {
  const { got, had } = sumOf(web, measure, moves)
  return { percent: percentOf(got, had), path: pathOf(web, moves) }
}

function pathOf({ places, first, to }: Web, moves: readonly number[]): Path {
  const steps: PathStep[] = []
  let at = places.length - 1
  for (const move of moves) {
    const place = places[at]
    const made = place?.moves[move - (first[at] ?? 0)]
    if (place !== undefined && made !== undefined) steps.push(stepOf(place, made))
    at = to[move] ?? 0
  }
  const last = places[at]
  return last === undefined ? steps : [...steps, { scene: last.position.scene, choice: undefined }]
}
