/** What the map of a scenario shows: the drawing with its words, what can be reached, and which ways people took. */
import { pathsOf } from '../../db/play-counts.ts'
import { textOf } from '../curriculum/tree.ts'
import type { SceneId } from '../domain/ids.ts'
import { idOfWay, mappedWay, type MappedWay } from '../domain/mapped-ways.ts'
import { mapOf, type ScenarioMap } from '../domain/scenario-map.ts'
import type { Path } from '../domain/scenario-places.ts'
import { walk, type Walk } from '../domain/scenario-walk.ts'
import { sceneOf, type Choice, type Scenario, type Scene } from '../domain/scenario.ts'
import { trafficOf, waysTaken } from '../domain/ways-taken.ts'

/** So that nobody can be picked out, nothing is said of the ways of fewer people. */
export const fewestPeople = 5

export interface Spread {
  readonly people: number
  readonly plays: number
  /** Of the plays, those that came to an end, and of them those that passed. */
  readonly ended: number
  readonly passed: number
  /** The most that any way was taken. */
  readonly most: number
  /** How many plays came to a scene. */
  readonly came: (scene: SceneId) => number
}

export interface ScenarioOnMap {
  readonly map: ScenarioMap
  readonly ways: readonly MappedWay[]
  readonly walked: Walk
  /** Undefined until enough people have played these words. */
  readonly spread: Spread | undefined
}

const walks = new WeakMap<Scenario, { readonly map: ScenarioMap; readonly walked: Walk }>()

export async function scenarioOnMap(
  { portal, library }: Pick<App.Locals, 'portal' | 'library'>,
  scenario: Scenario,
): Promise<ScenarioOnMap> {
  const known = walks.get(scenario) ?? { map: mapOf(scenario), walked: walk(scenario) }
  walks.set(scenario, known)
  const content = library.hashes.get(`scenario:${scenario.id}`) ?? ''
  const { ways: counted, ...counts } = await pathsOf(portal.db.reader, content)
  const traffic = counts.people >= fewestPeople ? trafficOf(scenario, counted) : undefined
  const wordsOf = ({ body }: Choice) => textOf(body)
  const ways = known.map.lines.map((line) =>
    mappedWay(
      scenario,
      line,
      wordsOf,
      ({ from, way }) => traffic && { times: traffic.times({ scene: from, way }), of: traffic.came(from) },
    ),
  )
  return { ...known, ways, spread: traffic && { ...counts, most: traffic.most, came: traffic.came } }
}

/** One play on the map: the ways that it takes, by their ids, and the scenes that it comes to. */
export interface PlayOnMap {
  readonly ways: ReadonlySet<string>
  readonly scenes: ReadonlySet<SceneId>
}

export function playOnMap(scenario: Scenario, path: Path): PlayOnMap {
  const taken = waysTaken(
    scenario,
    path.flatMap(({ choice }) => choice ?? []),
  )
  return {
    ways: new Set(taken?.map(({ scene, way }) => idOfWay(scene, way))),
    scenes: new Set(path.map(({ scene }) => scene)),
  }
}

/** Scene after scene, with what is said in it. */
export function pathInWords(
  scenario: Scenario,
  path: Path,
): readonly { readonly scene: Scene; readonly said: string | undefined }[] {
  return path.map((step) => {
    const scene = sceneOf(scenario, step.scene)
    const choice = scene.turn.kind === 'decision' ? scene.turn.choices.find(({ id }) => id === step.choice) : undefined
    return { scene, said: choice && textOf(choice.body) }
  })
}
