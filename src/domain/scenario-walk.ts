/**
 * Every play that a scenario allows, walked once. What is said of least and most is exact: marks earned and
 * marks to be had are carried side by side, so that a share is never guessed from sums.
 */
import type { ClauseId, SceneId } from './ids.ts'
import { inOrder, pathTo, placesOf, stepOf, type Move, type Path, type Place, type Places } from './scenario-places.ts'
import { atLeastWithin, leastWithin, lowWithin, type Bound } from './scenario-bounds.ts'
import { extremeShare, measureOf, sumOfMeasures, webOf, type Measure, type Share, type Web } from './scenario-shares.ts'
import { goodOutcomes, sceneOf, type Effect, type Scenario } from './scenario.ts'

export interface Range {
  /** Whole percent of the worst play, and of the best among those that break nothing critical. */
  readonly least: number
  readonly most: number
  readonly worst: Path
  readonly best: Path
}

export interface Weakest extends Share {
  /** False of one that fails, where there are too many to tell whether another earns even less. */
  readonly isExact: boolean
}

/** A way out of a scene by its place among its choices or its `<Go>`s. */
export interface WayAt {
  readonly scene: SceneId
  readonly way: number
}

export interface Walked {
  readonly kind: 'walked'
  readonly places: number
  /** Different plays; not exact beyond 2^53, and infinite where one goes round. */
  readonly plays: number
  /** Scenes that some play comes to. */
  readonly reached: ReadonlySet<SceneId>
  /** Ways out of reached scenes that no play opens. */
  readonly neverOpen: readonly WayAt[]
  /** Ways out of reached scenes whose conditions hold whenever they are asked for. */
  readonly alwaysOpen: readonly WayAt[]
  /** Effects of choices that some play opens, which change nothing in any. */
  readonly idle: readonly (WayAt & { readonly effect: Effect })[]
  /** A play that stands where nothing is open and nothing ends. */
  readonly stuck: Path | undefined
  /** A play that comes to where it stood before, in the same state. */
  readonly round: Path | undefined
  /** A place where a single choice is open. */
  readonly alone: Path | undefined
  /** A decision at which no open choice earns anything. */
  readonly barren: Path | undefined
  /** A decision at which every open choice breaks something critical. */
  readonly doomed: Path | undefined
  /** A play that ends before anything was decided. */
  readonly undecided: Path | undefined
  /** A play that breaks a critical clause and yet ends well. */
  readonly fatalEndsWell: Path | undefined
  /** Undefined when no play ends. */
  readonly total: Range | undefined
  readonly clauses: ReadonlyMap<ClauseId, Range>
  /**
   * The play with the least share among those that break nothing critical and reach the least percent on every
   * clause: the pass mark alone can fail it.
   */
  readonly weakest: Weakest | undefined
  /** A play that passes. Undefined, too, where none earns everything and there are too many to look for one that earns less. */
  readonly passing: Share | undefined
  /** Whether a play can break something critical. */
  readonly canBreak: boolean
  /** Decisions on the shortest and on the longest play. */
  readonly decisions: { readonly fewest: number; readonly most: number }
  readonly endings: ReadonlySet<SceneId>
}

/** Too many places, or too many sums of marks on clauses that have a least percent. */
export type Walk = Walked | { readonly kind: 'too-large'; readonly what: 'places' | 'minima' }

/** Walks a scenario whose scenes, flags and counters are all known. */
export function walk(scenario: Scenario): Walk {
  const places = placesOf(scenario)
  if (places === undefined) return { kind: 'too-large', what: 'places' }
  const [start] = places.all
  if (start === undefined) throw new RangeError(`the scenario ${scenario.id} has no scene`)
  const { order, round } = inOrder(start)
  const decided = places.all.filter(({ position }) => sceneOf(scenario, position.scene).turn.kind === 'decision')
  const pathToFirst = (isSuch: (place: Place) => boolean, among: readonly Place[] = decided) => {
    const place = among.find(isSuch)
    return place && pathTo(place)
  }
  const found = {
    kind: 'walked' as const,
    places: places.all.length,
    reached: new Set(places.all.map(({ position }) => position.scene)),
    ...usesOf(places),
    stuck: pathToFirst(({ moves, outcome }) => moves.length === 0 && outcome === undefined, places.all),
    round,
    alone: pathToFirst(({ moves }) => moves.length === 1),
    barren: pathToFirst(({ moves }) => moves.length > 0 && moves.every(isWorthless)),
    doomed: pathToFirst(({ moves }) => moves.length > 0 && moves.every(isFatal)),
    canBreak: places.all.some(({ moves }) => moves.some(isFatal)),
    endings: new Set(places.all.flatMap(({ position, outcome }) => (outcome === undefined ? [] : [position.scene]))),
  }
  // Shares and lengths are of plays that end; where one goes round there is no longest.
  if (round !== undefined) return { ...found, ...nothingEnds, plays: Infinity }
  const web = webOf(order)
  const measures = new Map(clausesScored(scenario).map((clause) => [clause, measureOf(web, clause)]))
  const all = sumOfMeasures(web, measures.values())
  const total = rangeOf(web, all)
  const ranges = [...measures].flatMap(([clause, measure]) => {
    const range = rangeOf(web, measure)
    return range === undefined ? [] : [[clause, range] as const]
  })
  const pass = passOf(scenario, web, all, measures, total)
  if (pass === 'too-many') return { kind: 'too-large', what: 'minima' }
  const { plays, decisions } = countsOf(order)
  return {
    ...found,
    ...pass,
    plays,
    undecided: decisions.fewest === 0 ? shortest(start) : undefined,
    fatalEndsWell: fatalEndsWell(order),
    total,
    clauses: new Map(ranges),
    decisions,
  }
}

const nothingEnds = {
  undecided: undefined,
  fatalEndsWell: undefined,
  total: undefined,
  clauses: new Map<ClauseId, Range>(),
  weakest: undefined,
  passing: undefined,
  decisions: { fewest: 0, most: 0 },
} as const

function isFatal({ choice }: Move): boolean {
  return choice !== undefined && choice.fatal.length > 0
}

function isWorthless({ choice }: Move): boolean {
  return choice === undefined || choice.marks.every(({ marks }) => marks === 0)
}

function clausesScored({ scenes }: Scenario): readonly ClauseId[] {
  const scored = scenes.flatMap(({ turn }) =>
    turn.kind === 'decision' ? turn.choices.flatMap(({ marks }) => marks.map(({ clause }) => clause)) : [],
  )
  return [...new Set(scored)]
}

function usesOf({ uses, felt }: Places): Pick<Walked, 'neverOpen' | 'alwaysOpen' | 'idle'> {
  const all = [...uses].flatMap(([scene, ways]) => ways.map((use, way) => ({ scene, way, use })))
  const at = ({ scene, way }: WayAt) => ({ scene, way })
  return {
    neverOpen: all.filter(({ use }) => use.open === 0).map(at),
    alwaysOpen: all
      .filter(({ use }) => use.way.conditions.length > 0 && use.asked > 0 && use.open === use.asked)
      .map(at),
    idle: all.flatMap(({ use, ...where }) =>
      use.open === 0 ? [] : use.effects.filter((one) => !felt.has(one)).map((effect) => ({ ...at(where), effect })),
    ),
  }
}

function rangeOf(web: Web, measure: Measure): Range | undefined {
  const worst = extremeShare(web, measure, 'least', 'all')
  const best = extremeShare(web, measure, 'most', 'unbroken') ?? extremeShare(web, measure, 'most', 'all')
  if (worst === undefined || best === undefined) return undefined
  return { least: worst.percent, most: best.percent, worst: worst.path, best: best.path }
}

/** The weakest play that only the pass mark could fail, and one that passes. */
function passOf(
  { minima, passPercent }: Scenario,
  web: Web,
  all: Measure,
  measures: ReadonlyMap<ClauseId, Measure>,
  total: Range | undefined,
): Pick<Walked, 'weakest' | 'passing'> | 'too-many' {
  // A minimum that no unbroken play misses bounds nothing.
  const bounds = minima.flatMap(({ clause, percent }): Bound[] => {
    const measure = measures.get(clause)
    const least = measure && extremeShare(web, measure, 'least', 'unbroken')
    return measure === undefined || least === undefined || least.percent >= percent ? [] : [{ measure, percent }]
  })
  const exact = bounds.length === 0 ? extremeShare(web, all, 'least', 'unbroken') : leastWithin(web, all, bounds)
  if (exact === undefined || exact === 'none') return { weakest: undefined, passing: undefined }
  const low = exact === 'too-many' ? lowWithin(web, all, passPercent, bounds) : exact
  // Whether a weak play can fail at all has to be known.
  if (low === undefined || (exact === 'too-many' && low.percent >= passPercent)) return 'too-many'
  const weakest = { ...low, isExact: exact !== 'too-many' }
  // Whoever earns everything earns it on each clause.
  if (total?.most === 100) return { weakest, passing: { percent: 100, path: total.best } }
  const passing = atLeastWithin(web, all, passPercent, bounds)
  return { weakest, passing: typeof passing === 'string' ? undefined : passing }
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
    const fatal = place.moves.find((move) => isFatal(move) && toGood.has(move.to))
    if (fatal === undefined) continue
    const steps = [...pathTo(place).slice(0, -1), stepOf(place, fatal)]
    for (let at = fatal.to; ;) {
      const move = toGood.get(at)
      if (move === undefined || move === 'here') return [...steps, { scene: at.position.scene, choice: undefined }]
      steps.push(stepOf(at, move))
      at = move.to
    }
  }
  return undefined
}

/** How many plays there are, and how many decisions the shortest and the longest of them take. */
function countsOf(order: readonly Place[]): Pick<Walked, 'plays' | 'decisions'> {
  const known = new Map<Place, { plays: number; fewest: number; most: number }>()
  for (const place of order) {
    const own =
      place.outcome === undefined ? { plays: 0, fewest: Infinity, most: -Infinity } : { plays: 1, fewest: 0, most: 0 }
    known.set(place, own)
    for (const { choice, to } of place.moves) {
      const rest = known.get(to)
      if (rest === undefined) continue
      const step = choice === undefined ? 0 : 1
      own.plays += rest.plays
      own.fewest = Math.min(own.fewest, rest.fewest + step)
      own.most = Math.max(own.most, rest.most + step)
    }
  }
  const start = order.at(-1)
  const { plays, fewest, most } = (start && known.get(start)) ?? { plays: 0, fewest: 0, most: 0 }
  return { plays, decisions: plays === 0 ? { fewest: 0, most: 0 } : { fewest, most } }
}

/** From a start that leads on by itself to where it ends. */
function shortest(start: Place): Path {
  const steps = []
  for (let place: Place | undefined = start; place !== undefined; place = place.moves[0]?.to)
    steps.push({ scene: place.position.scene, choice: undefined })
  return steps
}
