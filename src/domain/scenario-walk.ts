/**
 * Every play that a scenario allows, walked once. A scene in a state of flags and counters is a place; the
 * mood is left out, because nothing depends on it. What is said of best and worst is exact: marks earned and
 * marks to be had are carried as pairs, so that a share is never guessed from sums.
 */
import type { ClauseId, SceneId } from './ids.ts'
import {
  after,
  beginning,
  bestMarks,
  goodOutcomes,
  marksOf,
  openChoices,
  percentOf,
  sceneOf,
  wayOn,
  type Choice,
  type Outcome,
  type Position,
  type Scenario,
} from './scenario.ts'

/** More places than any scenario that people can follow, and few enough to be walked in a second. */
export const mostPlaces = 40_000

/** One step of a path: the scene, and what was said there; undefined where it leads on by itself. */
export interface PathStep {
  readonly scene: SceneId
  readonly choice: string | undefined
}
export type Path = readonly PathStep[]

export interface Range {
  /** Whole percent of the worst play, and of the best among those that break nothing critical. */
  readonly least: number
  readonly most: number
}

export interface Walked {
  readonly kind: 'walked'
  readonly places: number
  /** Scenes that some play comes to. */
  readonly reached: ReadonlySet<SceneId>
  /** A play that stands where nothing is open and nothing ends. */
  readonly stuck: Path | undefined
  /** A play that comes to where it stood before, in the same state. */
  readonly round: Path | undefined
  /** A place where fewer than two choices are open. */
  readonly alone: Path | undefined
  /** A play that breaks a critical clause and yet ends well. */
  readonly fatalEndsWell: Path | undefined
  /** Undefined when no play ends. */
  readonly total: (Range & { readonly best: Path; readonly worst: Path }) | undefined
  readonly clauses: ReadonlyMap<ClauseId, Range>
  /** Whether a play can break something critical. */
  readonly canBreak: boolean
  /** Decisions on the shortest and on the longest play. */
  readonly decisions: { readonly fewest: number; readonly most: number }
  readonly endings: ReadonlySet<SceneId>
}

export type Walk = Walked | { readonly kind: 'too-large' }

interface Place {
  readonly position: Position
  readonly from: { readonly place: Place; readonly choice: string | undefined } | undefined
  readonly moves: Move[]
  readonly outcome: Outcome | undefined
}

interface Move {
  /** Undefined where the scene leads on by itself. */
  readonly choice: Choice | undefined
  readonly to: Place
}

/** Walks a scenario whose scenes, flags and counters are all known. */
export function walk(scenario: Scenario): Walk {
  const places = placesOf(scenario)
  if (places === undefined) return { kind: 'too-large' }
  const [start] = places
  if (start === undefined) throw new RangeError(`the scenario ${scenario.id} has no scene`)
  const isDecision = (place: Place) => sceneOf(scenario, place.position.scene).turn.kind === 'decision'
  const { order, round } = inOrder(start)
  const stuck = places.find((place) => place.moves.length === 0 && place.outcome === undefined)
  const alone = places.find((place) => isDecision(place) && place.moves.length === 1)
  const found = {
    kind: 'walked' as const,
    places: places.length,
    reached: new Set(places.map(({ position }) => position.scene)),
    stuck: stuck && pathTo(stuck),
    round,
    alone: alone && pathTo(alone),
    canBreak: places.some(({ moves }) => moves.some(({ choice }) => choice !== undefined && choice.fatal.length > 0)),
    endings: new Set(places.flatMap(({ position, outcome }) => (outcome === undefined ? [] : [position.scene]))),
  }
  // Shares and lengths are of plays that end; where one goes round there is no longest.
  if (round !== undefined) {
    const none = { fewest: 0, most: 0 }
    return { ...found, fatalEndsWell: undefined, total: undefined, clauses: new Map(), decisions: none }
  }
  const clauses = [...new Set(scenario.scenes.flatMap(clausesScored))]
  const ranges = clauses.flatMap((clause) => {
    const shares = sharesOf(
      order,
      start,
      (choice) => marksOf(choice, clause),
      (best) => best.get(clause) ?? 0,
    )
    return shares === undefined ? [] : [[clause, { least: shares.least, most: shares.most }] as const]
  })
  const total = sharesOf(order, start, sumOfMarks, (best) => [...best.values()].reduce((sum, one) => sum + one, 0))
  return {
    ...found,
    fatalEndsWell: fatalEndsWell(order),
    total,
    clauses: new Map(ranges),
    decisions: lengths(order, start),
  }
}

function clausesScored({ turn }: Scenario['scenes'][number]): readonly ClauseId[] {
  return turn.kind === 'decision' ? turn.choices.flatMap(({ marks }) => marks.map(({ clause }) => clause)) : []
}

function sumOfMarks({ marks }: Choice): number {
  return marks.reduce((sum, one) => sum + one.marks, 0)
}

/** Every place that a play comes to, nearest first; undefined when they are too many. */
function placesOf(scenario: Scenario): readonly Place[] | undefined {
  const known = new Map<string, Place>()
  const found: Place[] = []
  const placeAt = (position: Position, from: Place['from']): Place => {
    const key = `${position.scene} ${position.values.join()}`
    const before = known.get(key)
    if (before !== undefined) return before
    const { turn } = sceneOf(scenario, position.scene)
    const place: Place = { position, from, moves: [], outcome: turn.kind === 'end' ? turn.outcome : undefined }
    known.set(key, place)
    found.push(place)
    return place
  }
  placeAt(beginning(scenario), undefined)
  // Places found on the way are walked in their turn.
  for (const place of found) {
    if (found.length > mostPlaces) return undefined
    const { position } = place
    for (const choice of openChoices(scenario, position)) {
      const to = placeAt(after(scenario, position, choice), { place, choice: choice.id })
      place.moves.push({ choice, to })
    }
    const way = wayOn(scenario, position)
    if (way !== undefined) {
      const to = placeAt({ ...position, scene: way.to }, { place, choice: undefined })
      place.moves.push({ choice: undefined, to })
    }
  }
  return found
}

function pathTo(place: Place): Path {
  const steps: PathStep[] = [{ scene: place.position.scene, choice: undefined }]
  for (let { from } = place; from !== undefined; from = from.place.from)
    steps.unshift({ scene: from.place.position.scene, choice: from.choice })
  return steps
}

/** The places, each after all that it leads to; or a way round, when there is one. */
function inOrder(start: Place): { readonly order: readonly Place[]; readonly round: Path | undefined } {
  const order: Place[] = []
  const state = new Map<Place, 'open' | 'done'>()
  const trail: { place: Place; next: number }[] = [{ place: start, next: 0 }]
  state.set(start, 'open')
  while (trail.length > 0) {
    const top = trail.at(-1)
    if (top === undefined) break
    const move = top.place.moves[top.next]
    if (move === undefined) {
      state.set(top.place, 'done')
      order.push(top.place)
      trail.pop()
      continue
    }
    top.next += 1
    const seen = state.get(move.to)
    if (seen === 'open') {
      const begin = trail.findIndex(({ place }) => place === move.to)
      const steps = trail.slice(begin).map(({ place, next }): PathStep => ({
        scene: place.position.scene,
        choice: place.moves[next - 1]?.choice?.id,
      }))
      return { order, round: [...steps, { scene: move.to.position.scene, choice: undefined }] }
    }
    if (seen === undefined) {
      state.set(move.to, 'open')
      trail.push({ place: move.to, next: 0 })
    }
  }
  return { order, round: undefined }
}

/** The least and the most that can still be earned of a number of marks to be had, and by which move. */
interface Earned {
  least: number
  leastBy: Step | undefined
  most: number
  mostBy: Step | undefined
}
interface Step {
  readonly move: Move
  /** What is to be had after it. */
  readonly rest: number
}
/** By the marks to be had from a place to an end. */
type Pairs = Map<number, Earned>

type Shares = Range & { readonly best: Path; readonly worst: Path }

/**
 * The worst share of all plays, and the best of those that break nothing critical. For each number of marks
 * to be had, only the least and the most earned can be extreme, so the pairs stay few.
 */
function sharesOf(
  order: readonly Place[],
  start: Place,
  earned: (choice: Choice) => number,
  possible: (best: ReadonlyMap<ClauseId, number>) => number,
): Shares | undefined {
  const all = new Map<Place, Pairs>()
  const safe = new Map<Place, Pairs>()
  for (const place of order) {
    const choices = place.moves.flatMap(({ choice }) => choice ?? [])
    const had = possible(bestMarks(choices))
    all.set(
      place,
      pairsOf(place, all, earned, had, () => true),
    )
    safe.set(
      place,
      pairsOf(place, safe, earned, had, (choice) => choice.fatal.length === 0),
    )
  }
  const worst = extremeOf(all.get(start), 'least')
  const best = extremeOf(safe.get(start), 'most') ?? extremeOf(all.get(start), 'most')
  if (worst === undefined || best === undefined) return undefined
  const from = safe.get(start)?.size ? safe : all
  return {
    least: worst.percent,
    most: best.percent,
    worst: trace(start, worst.possible, all, 'leastBy'),
    best: trace(start, best.possible, from, 'mostBy'),
  }
}

function pairsOf(
  place: Place,
  known: ReadonlyMap<Place, Pairs>,
  earned: (choice: Choice) => number,
  had: number,
  counts: (choice: Choice) => boolean,
): Pairs {
  const pairs: Pairs = new Map()
  if (place.outcome !== undefined) pairs.set(0, { least: 0, leastBy: undefined, most: 0, mostBy: undefined })
  for (const move of place.moves) {
    if (move.choice !== undefined && !counts(move.choice)) continue
    const [got, here] = move.choice === undefined ? [0, 0] : [earned(move.choice), had]
    for (const [rest, below] of known.get(move.to) ?? []) {
      const step: Step = { move, rest }
      const [least, most] = [below.least + got, below.most + got]
      const own = pairs.get(rest + here)
      if (own === undefined) pairs.set(rest + here, { least, leastBy: step, most, mostBy: step })
      else {
        if (least < own.least) [own.least, own.leastBy] = [least, step]
        if (most > own.most) [own.most, own.mostBy] = [most, step]
      }
    }
  }
  return pairs
}

function extremeOf(
  pairs: Pairs | undefined,
  which: 'least' | 'most',
): { readonly percent: number; readonly possible: number } | undefined {
  let found: { percent: number; possible: number } | undefined
  for (const [possible, earned] of pairs ?? []) {
    const percent = percentOf(earned[which], possible)
    if (found === undefined || (which === 'least' ? percent < found.percent : percent > found.percent))
      found = { percent, possible }
  }
  return found
}

function trace(start: Place, possible: number, known: ReadonlyMap<Place, Pairs>, by: 'leastBy' | 'mostBy'): Path {
  const steps: PathStep[] = []
  let [place, left] = [start, possible]
  for (;;) {
    const step = known.get(place)?.get(left)?.[by]
    steps.push({ scene: place.position.scene, choice: step?.move.choice?.id })
    if (step === undefined) return steps
    ;[place, left] = [step.move.to, step.rest]
  }
}

/** A play through a fatal choice to an ending that is a good one. */
function fatalEndsWell(order: readonly Place[]): Path | undefined {
  const toGood = new Map<Place, Move | 'here'>()
  for (const place of order) {
    if (place.outcome !== undefined && goodOutcomes.has(place.outcome)) toGood.set(place, 'here')
    const move = place.moves.find(({ to }) => toGood.has(to))
    if (move !== undefined) toGood.set(place, move)
  }
  for (const place of order.toReversed()) {
    const fatal = place.moves.find(
      ({ choice, to }) => choice !== undefined && choice.fatal.length > 0 && toGood.has(to),
    )
    if (fatal === undefined) continue
    const steps: PathStep[] = [...pathTo(place).slice(0, -1), stepOf(place, fatal)]
    for (let at = fatal.to; ;) {
      const move = toGood.get(at)
      if (move === undefined || move === 'here') return [...steps, { scene: at.position.scene, choice: undefined }]
      steps.push(stepOf(at, move))
      at = move.to
    }
  }
  return undefined
}

function stepOf(place: Place, move: Move): PathStep {
  return { scene: place.position.scene, choice: move.choice?.id }
}

function lengths(order: readonly Place[], start: Place): Walked['decisions'] {
  const known = new Map<Place, Walked['decisions']>()
  for (const place of order) {
    const below = place.moves.flatMap(({ choice, to }) => {
      const rest = known.get(to)
      const own = choice === undefined ? 0 : 1
      return rest === undefined ? [] : [{ fewest: rest.fewest + own, most: rest.most + own }]
    })
    const fewest = Math.min(...below.map((one) => one.fewest))
    if (place.outcome !== undefined) known.set(place, { fewest: 0, most: 0 })
    else if (below.length > 0) known.set(place, { fewest, most: Math.max(...below.map((one) => one.most)) })
  }
  return known.get(start) ?? { fewest: 0, most: 0 }
}
