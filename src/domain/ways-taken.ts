/** Which ways of a scenario plays took: of one play, and of many together. */
import type { SceneId } from './ids.ts'
import { after, beginning, holdsFor, sceneOf, type Position, type Scenario } from './scenario.ts'

/** A way out of a scene by its place among those written there, from 0. */
export interface WayTaken {
  readonly scene: SceneId
  readonly way: number
}

/**
 * Every way that a play took, those by which scenes lead on by themselves among them. Undefined when a reply was
 * not open where it was made, for then the play was one of other words.
 */
export function waysTaken(scenario: Scenario, choices: readonly string[]): readonly WayTaken[] | undefined {
  const taken: WayTaken[] = []
  let position = passedOn(scenario, beginning(scenario), taken)
  for (const said of choices) {
    const { turn } = sceneOf(scenario, position.scene)
    const way = turn.kind === 'decision' ? turn.choices.findIndex(({ id }) => id === said) : -1
    const choice = turn.kind === 'decision' ? turn.choices[way] : undefined
    if (choice === undefined || !holdsFor(scenario, position.values, choice)) return undefined
    taken.push({ scene: position.scene, way })
    position = passedOn(scenario, after(scenario, position, choice), taken)
  }
  return taken
}

/** To where somebody decides or it ends; a published scenario always comes to either. */
function passedOn(scenario: Scenario, from: Position, taken: WayTaken[]): Position {
  let position = from
  for (let steps = 0; steps <= scenario.scenes.length; steps += 1) {
    const { turn } = sceneOf(scenario, position.scene)
    const { values } = position
    const way = turn.kind === 'leads-on' ? turn.ways.findIndex((one) => holdsFor(scenario, values, one)) : -1
    const to = turn.kind === 'leads-on' ? turn.ways[way]?.to : undefined
    if (to === undefined) return position
    taken.push({ scene: position.scene, way })
    position = { ...position, scene: to }
  }
  return position
}

/** Plays that said the same, and how many they are. */
export interface SaidAlike {
  readonly choices: readonly string[]
  readonly times: number
}

export interface Traffic {
  /** How often a way was taken. */
  times(way: WayTaken): number
  /** How many plays came through a scene and went on from it, or ended in it. */
  came(scene: SceneId): number
  /** The most that any way was taken; at least 1. */
  readonly most: number
}

/** All plays together. Those of other words count for nothing. */
export function trafficOf(scenario: Scenario, plays: readonly SaidAlike[]): Traffic {
  const byWay = new Map<string, number>()
  const byScene = new Map<SceneId, number>()
  const add = <Key>(counts: Map<Key, number>, key: Key, times: number) =>
    counts.set(key, (counts.get(key) ?? 0) + times)
  const endOf = ({ scene, way }: WayTaken) => {
    const { turn } = sceneOf(scenario, scene)
    const to = (turn.kind === 'decision' ? turn.choices : turn.kind === 'leads-on' ? turn.ways : [])[way]?.to
    return to !== undefined && sceneOf(scenario, to).turn.kind === 'end' ? to : undefined
  }
  for (const { choices, times } of plays) {
    const taken = waysTaken(scenario, choices) ?? []
    for (const { scene, way } of taken) {
      add(byWay, `${scene}/${way}`, times)
      add(byScene, scene, times)
    }
    const last = taken.at(-1)
    const end = last && endOf(last)
    if (end !== undefined) add(byScene, end, times)
  }
  return {
    times: ({ scene, way }) => byWay.get(`${scene}/${way}`) ?? 0,
    came: (scene) => byScene.get(scene) ?? 0,
    most: Math.max(1, ...byWay.values()),
  }
}
