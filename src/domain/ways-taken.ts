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

/** The ways that the last of these choices took; with the first go those by which the scenario led to it. */
export function waysOfLast(scenario: Scenario, choices: readonly string[]): readonly WayTaken[] {
  const [all, before] = [waysTaken(scenario, choices), waysTaken(scenario, choices.slice(0, -1))]
  return all === undefined || before === undefined ? [] : all.slice(choices.length === 1 ? 0 : before.length)
}

/** How many plays took a way. */
export interface WayCount extends WayTaken {
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

/** All plays together. */
export function trafficOf(scenario: Scenario, counts: readonly WayCount[]): Traffic {
  const byWay = new Map<string, number>()
  const byScene = new Map<SceneId, number>()
  const add = <Key>(sums: Map<Key, number>, key: Key, times: number) => sums.set(key, (sums.get(key) ?? 0) + times)
  for (const { scene, way, times } of counts) {
    add(byWay, `${scene}/${way}`, times)
    add(byScene, scene, times)
    const { turn } = sceneOf(scenario, scene)
    const to = (turn.kind === 'decision' ? turn.choices : turn.kind === 'leads-on' ? turn.ways : [])[way]?.to
    if (to !== undefined && sceneOf(scenario, to).turn.kind === 'end') add(byScene, to, times)
  }
  return {
    times: ({ scene, way }) => byWay.get(`${scene}/${way}`) ?? 0,
    came: (scene) => byScene.get(scene) ?? 0,
    most: Math.max(1, ...byWay.values()),
  }
}
