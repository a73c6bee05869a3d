/**
 * Where the plays of a scenario can stand. A scene in a state of flags and counters is a place; the mood is
 * left out, because nothing depends on it.
 */
import type { SceneId } from './ids.ts'
import {
  after,
  beginning,
  holdsFor,
  placeOfEffect,
  sceneOf,
  type Choice,
  type Effect,
  type Outcome,
  type Position,
  type Scenario,
  type Way,
} from './scenario.ts'

/** More places than any scenario that people can follow, and few enough to be walked in a second. */
export const mostPlaces = 20_000

/** One step of a path: the scene, and what was said there; undefined where it leads on by itself. */
export interface PathStep {
  readonly scene: SceneId
  readonly choice: string | undefined
}
export type Path = readonly PathStep[]

export interface Place {
  readonly position: Position
  /** How a shortest play comes to it. */
  readonly from: { readonly place: Place; readonly choice: string | undefined } | undefined
  readonly moves: Move[]
  readonly outcome: Outcome | undefined
}

export interface Move {
  /** Undefined where the scene leads on by itself. */
  readonly choice: Choice | undefined
  readonly to: Place
}

/** What became of one way out of a scene, in all places of the scene together. */
export interface WayUse {
  readonly way: Way
  readonly effects: readonly Effect[]
  /** How often it was asked whether it is open; a `<Go>` is not asked once one before it is open. */
  readonly asked: number
  readonly open: number
}

export interface Places {
  /** Nearest to the beginning first. */
  readonly all: readonly Place[]
  /** The ways out of scenes that are reached, as they are written. */
  readonly uses: ReadonlyMap<SceneId, readonly WayUse[]>
  /** Effects that changed something in some place. */
  readonly felt: ReadonlySet<Effect>
}

/** Every place that a play comes to; undefined when they are too many. */
export function placesOf(scenario: Scenario): Places | undefined {
  const known = new Map<SceneId, Map<string, Place>>()
  const all: Place[] = []
  const uses = new Map<SceneId, { way: Way; effects: readonly Effect[]; asked: number; open: number }[]>()
  const felt = new Set<Effect>()
  const placeAt = (position: Position, from: Place['from']): Place => {
    const inScene = known.get(position.scene) ?? new Map<string, Place>()
    known.set(position.scene, inScene)
    // No value of a position comes near the number of signs that there are.
    const key = String.fromCharCode(...position.values)
    const before = inScene.get(key)
    if (before !== undefined) return before
    const { turn } = sceneOf(scenario, position.scene)
    const place: Place = { position, from, moves: [], outcome: turn.kind === 'end' ? turn.outcome : undefined }
    inScene.set(key, place)
    all.push(place)
    return place
  }
  placeAt(beginning(scenario), undefined)
  // Places found on the way are walked in their turn.
  for (const place of all) {
    if (all.length > mostPlaces) return undefined
    const { position } = place
    const { id, turn } = sceneOf(scenario, position.scene)
    if (turn.kind === 'end') continue
    const ways = turn.kind === 'decision' ? turn.choices : turn.ways
    const used =
      uses.get(id) ?? ways.map((way) => ({ way, effects: isChoice(way) ? way.effects : [], asked: 0, open: 0 }))
    uses.set(id, used)
    for (const [at, way] of ways.entries()) {
      const use = used[at]
      const isOpen = holdsFor(scenario, position.values, way)
      if (use !== undefined) [use.asked, use.open] = [use.asked + 1, use.open + (isOpen ? 1 : 0)]
      if (!isOpen) continue
      if (!isChoice(way)) {
        place.moves.push({
          choice: undefined,
          to: placeAt({ ...position, scene: way.to }, { place, choice: undefined }),
        })
        break
      }
      const next = after(scenario, position, way)
      for (const effect of way.effects) {
        const slot = placeOfEffect(scenario, effect)
        if (next.values[slot] !== position.values[slot]) felt.add(effect)
      }
      place.moves.push({ choice: way, to: placeAt(next, { place, choice: way.id }) })
    }
  }
  return { all, uses, felt }
}

function isChoice(way: Way | Choice): way is Choice {
  return 'effects' in way
}

/** A shortest play to a place. */
export function pathTo(place: Place): Path {
  const steps: PathStep[] = [{ scene: place.position.scene, choice: undefined }]
  for (let { from } = place; from !== undefined; from = from.place.from)
    steps.push({ scene: from.place.position.scene, choice: from.choice })
  return steps.reverse()
}

export function stepOf(place: Place, move: Move): PathStep {
  return { scene: place.position.scene, choice: move.choice?.id }
}

/** The places, each after all that it leads to; or a way round, when there is one. */
export function inOrder(start: Place): { readonly order: readonly Place[]; readonly round: Path | undefined } {
  const order: Place[] = []
  const state = new Map<Place, 'open' | 'done'>([[start, 'open']])
  const trail: { place: Place; next: number }[] = [{ place: start, next: 0 }]
  for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
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
