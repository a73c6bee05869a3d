/**
 * A role-play scenario: scenes in which people speak, and what the learner may say to them. It is played by
 * pure functions, the same for the pages, for marking and for the proof that a scenario is sound.
 */
import type { Channel, ClauseId, PinnedClause, ScenarioId, SceneId } from './ids.ts'
import type { Tree } from './curriculum.ts'

export const outcomes = ['kept', 'mended', 'lost', 'harmed', 'stopped'] as const
/** How a scenario ends for the people in it. */
export type Outcome = (typeof outcomes)[number]

/** Endings that one may be content with: no path that breaks a critical clause leads to them. */
export const goodOutcomes: ReadonlySet<Outcome> = new Set(['kept', 'mended'])

export const lowestMood = 0
export const highestMood = 5
/** What the best reply earns on a clause; the worst earns nothing. */
export const mostMarks = 3

export interface Scenario {
  readonly id: ScenarioId
  readonly title: string
  readonly summary: string
  readonly minutes: number
  /** Where it takes place, by which it is staged. */
  readonly channel: Channel | 'internal'
  /** Of the marks that were to be had at the decisions met. */
  readonly passPercent: number
  /** The least percent on single clauses. */
  readonly minima: readonly { readonly clause: ClauseId; readonly percent: number }[]
  readonly clauses: readonly PinnedClause[]
  readonly speakers: readonly Speaker[]
  /** Whose mood is drawn; left out when nobody's is. */
  readonly face?: string
  /** At the start, from `lowestMood` to `highestMood`. */
  readonly mood: number
  readonly flags: readonly string[]
  readonly counters: readonly Counter[]
  /** The first is the start. */
  readonly scenes: readonly Scene[]
}

export interface Speaker {
  readonly id: string
  readonly name: string
  /** "customer", "stores"; left out when the name says enough. */
  readonly part?: string
}

/** A number that never leaves its bounds. */
export interface Counter {
  readonly name: string
  readonly start: number
  readonly least: number
  readonly most: number
}

export interface Scene {
  readonly id: SceneId
  readonly title: string
  readonly body: readonly Tree[]
  readonly turn: Turn
}

/** How a scene goes on: the learner decides, it leads on by itself, or the scenario ends. */
export type Turn =
  | { readonly kind: 'decision'; readonly choices: readonly Choice[] }
  | { readonly kind: 'leads-on'; readonly ways: readonly Way[] }
  | { readonly kind: 'end'; readonly outcome: Outcome; readonly body: readonly Tree[] }

export interface Way {
  readonly to: SceneId
  readonly conditions: readonly Condition[]
}

export interface Choice extends Way {
  readonly id: string
  readonly body: readonly Tree[]
  /** Coaching: why it serves or not. */
  readonly feedback: readonly Tree[]
  /** By how much the mood moves. */
  readonly mood: number
  readonly marks: readonly { readonly clause: ClauseId; readonly marks: number }[]
  readonly effects: readonly Effect[]
  /** Critical clauses that it breaks: the attempt fails, whatever the total. */
  readonly fatal: readonly ClauseId[]
}

export type Comparison = '<' | '<=' | '=' | '>=' | '>'
export type Condition =
  | { readonly kind: 'flag'; readonly flag: string; readonly is: boolean }
  | { readonly kind: 'counter'; readonly counter: string; readonly compared: Comparison; readonly to: number }

export type Effect =
  | { readonly kind: 'flag'; readonly flag: string; readonly to: boolean }
  | { readonly kind: 'counter'; readonly counter: string; readonly by: number }

/** Where a play stands. */
export interface Position {
  readonly scene: SceneId
  readonly mood: number
  /** Of each flag 0 or 1, then of each counter its number, in the order of the scenario. */
  readonly values: readonly number[]
}

export function beginning(scenario: Scenario): Position {
  const [first] = scenario.scenes
  if (first === undefined) throw new RangeError(`the scenario ${scenario.id} has no scene`)
  const values = [...scenario.flags.map(() => 0), ...scenario.counters.map(({ start }) => start)]
  return { scene: first.id, mood: scenario.mood, values }
}

const known = new WeakMap<Scenario, ReadonlyMap<SceneId, Scene>>()

/** Throws a RangeError for a scene of another scenario. */
export function sceneOf(scenario: Scenario, id: SceneId): Scene {
  let scenes = known.get(scenario)
  if (scenes === undefined) {
    scenes = new Map(scenario.scenes.map((scene) => [scene.id, scene]))
    known.set(scenario, scenes)
  }
  const scene = scenes.get(id)
  if (scene === undefined) throw new RangeError(`the scenario ${scenario.id} has no scene ${id}`)
  return scene
}

/** The scenes in which it may end. */
export function endingsOf({ scenes }: Scenario): ReadonlySet<SceneId> {
  return new Set(scenes.flatMap(({ id, turn }) => (turn.kind === 'end' ? [id] : [])))
}

/** What may be said at a position, in the order written; nothing where there is nothing to decide. */
export function openChoices(scenario: Scenario, { scene, values }: Position): readonly Choice[] {
  const { turn } = sceneOf(scenario, scene)
  return turn.kind === 'decision' ? turn.choices.filter((choice) => holdsFor(scenario, values, choice)) : []
}

/** Whether every condition of a way holds. */
export function holdsFor(scenario: Scenario, values: readonly number[], { conditions }: Way): boolean {
  return conditions.every((condition) => {
    if (condition.kind === 'flag') return (values[placeOfFlag(scenario, condition.flag)] === 1) === condition.is
    return comparisonHolds(values[placeOfCounter(scenario, condition.counter)] ?? 0, condition.compared, condition.to)
  })
}

/** Whether a number stands to another as asked. */
export function comparisonHolds(value: number, compared: Comparison, to: number): boolean {
  switch (compared) {
    case '<':
      return value < to
    case '<=':
      return value <= to
    case '=':
      return value === to
    case '>=':
      return value >= to
    case '>':
      return value > to
  }
}

function placeOfFlag({ flags }: Scenario, flag: string): number {
  return flags.indexOf(flag)
}

function placeOfCounter({ flags, counters }: Scenario, name: string): number {
  return flags.length + counters.findIndex((counter) => counter.name === name)
}

/** Where in the values of a position an effect is felt. */
export function placeOfEffect(scenario: Scenario, effect: Effect): number {
  return effect.kind === 'flag' ? placeOfFlag(scenario, effect.flag) : placeOfCounter(scenario, effect.counter)
}

/** The position right after a choice, before the scene it leads to leads on. */
export function after(scenario: Scenario, position: Position, choice: Choice): Position {
  const mood = Math.min(highestMood, Math.max(lowestMood, position.mood + choice.mood))
  return { scene: choice.to, mood, values: changed(scenario, position.values, choice.effects) }
}

function changed(scenario: Scenario, values: readonly number[], effects: readonly Effect[]): readonly number[] {
  if (effects.length === 0) return values
  const next = [...values]
  for (const effect of effects) {
    if (effect.kind === 'flag') next[placeOfFlag(scenario, effect.flag)] = effect.to ? 1 : 0
    else {
      const counter = scenario.counters.find(({ name }) => name === effect.counter)
      if (counter === undefined) continue
      const place = placeOfCounter(scenario, effect.counter)
      next[place] = Math.min(counter.most, Math.max(counter.least, (next[place] ?? 0) + effect.by))
    }
  }
  return next
}

/** The first way of a scene that leads on and is open; undefined in any other scene, or when none is. */
export function wayOn(scenario: Scenario, { scene, values }: Position): Way | undefined {
  const { turn } = sceneOf(scenario, scene)
  return turn.kind === 'leads-on' ? turn.ways.find((way) => holdsFor(scenario, values, way)) : undefined
}

/** A step of a play: the scenes shown one after the other, and the position at which somebody decides or it ends. */
export interface Stop {
  readonly shown: readonly SceneId[]
  readonly position: Position
}

/**
 * Goes on from a position to where somebody decides or the scenario ends. Throws a RangeError when it never
 * comes to either, which the proof of a scenario rules out.
 */
export function leadOn(scenario: Scenario, from: Position): Stop {
  const shown: SceneId[] = [from.scene]
  let position = from
  for (let way = wayOn(scenario, position); way !== undefined; way = wayOn(scenario, position)) {
    if (shown.length > scenario.scenes.length) throw new RangeError(`${scenario.id} goes round by itself`)
    position = { ...position, scene: way.to }
    shown.push(way.to)
  }
  return { shown, position }
}

/** A decision that was made: where, and what was said. */
export interface Decision {
  readonly position: Position
  readonly choice: Choice
}

/**
 * Plays choices by their ids from the beginning: the decisions made, and where the play stands. Undefined
 * when a choice was not open where it was made.
 */
export function play(
  scenario: Scenario,
  choices: readonly string[],
): { readonly decisions: readonly Decision[]; readonly at: Stop } | undefined {
  const decisions: Decision[] = []
  let at = leadOn(scenario, beginning(scenario))
  for (const id of choices) {
    const choice = openChoices(scenario, at.position).find((one) => one.id === id)
    if (choice === undefined) return undefined
    decisions.push({ position: at.position, choice })
    at = leadOn(scenario, after(scenario, at.position, choice))
  }
  return { decisions, at }
}

export interface ClauseMarks {
  readonly clause: ClauseId
  readonly got: number
  /** What the best open reply would have earned at each decision met. */
  readonly possible: number
}

export interface PlayMarks {
  readonly clauses: readonly ClauseMarks[]
  readonly got: number
  readonly possible: number
  /** Whole percent, rounded down, so that nobody passes by rounding; 100 when nothing was to be had. */
  readonly percent: number
  /** Critical clauses that were broken. */
  readonly broken: readonly ClauseId[]
  /** Clauses under their least percent. */
  readonly underMinimum: readonly ClauseId[]
  readonly passed: boolean
}

/** Marks a play clause by clause: what was earned, of what was to be had at the decisions it met. */
export function markPlay(scenario: Scenario, decisions: readonly Decision[]): PlayMarks {
  const byClause = new Map<ClauseId, { got: number; possible: number }>()
  for (const { position, choice } of decisions) {
    for (const [clause, best] of bestMarks(openChoices(scenario, position))) {
      const sum = byClause.get(clause) ?? { got: 0, possible: 0 }
      byClause.set(clause, { got: sum.got + marksOf(choice, clause), possible: sum.possible + best })
    }
  }
  const clauses = [...byClause].map(([clause, sum]): ClauseMarks => ({ clause, ...sum }))
  const got = clauses.reduce((sum, one) => sum + one.got, 0)
  const possible = clauses.reduce((sum, one) => sum + one.possible, 0)
  const percent = percentOf(got, possible)
  const broken = [...new Set(decisions.flatMap(({ choice }) => choice.fatal))]
  const underMinimum = scenario.minima.flatMap(({ clause, percent: least }) => {
    const own = byClause.get(clause)
    return own !== undefined && percentOf(own.got, own.possible) < least ? [clause] : []
  })
  const passed = percent >= scenario.passPercent && broken.length === 0 && underMinimum.length === 0
  return { clauses, got, possible, percent, broken, underMinimum, passed }
}

/** Of the choices open together, the most that any earns on each clause. */
export function bestMarks(choices: readonly Choice[]): ReadonlyMap<ClauseId, number> {
  const best = new Map<ClauseId, number>()
  for (const { marks } of choices) {
    for (const one of marks) best.set(one.clause, Math.max(best.get(one.clause) ?? 0, one.marks))
  }
  return best
}

export function marksOf({ marks }: Choice, clause: ClauseId): number {
  return marks.find((one) => one.clause === clause)?.marks ?? 0
}

/** Whole percent, rounded down; 100 of nothing. */
export function percentOf(got: number, possible: number): number {
  return possible === 0 ? 100 : Math.floor((got * 100) / possible)
}
