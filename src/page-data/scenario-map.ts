/** What the map of a scenario shows: the drawing with its words, what can be reached, and which ways people took. */
import { pathsOf } from '../../db/plays.ts'
import { textOf } from '../curriculum/tree.ts'
import type { SceneId } from '../domain/ids.ts'
import { mappedWay, type MappedWay } from '../domain/mapped-ways.ts'
import { mapOf, type ScenarioMap } from '../domain/scenario-map.ts'
import { walk, type Path, type Walk } from '../domain/scenario-walk.ts'
import { sceneOf, type Choice, type Scenario, type Scene } from '../domain/scenario.ts'

/** So that nobody can be picked out, nothing is said of the ways of fewer people. */
export const fewestPeople = 5

export interface ScenarioOnMap {
  readonly map: ScenarioMap
  readonly ways: readonly MappedWay[]
  readonly walked: Walk
  /** Undefined until enough people have played these words. */
  readonly spread: { readonly people: number; readonly plays: number; readonly most: number } | undefined
}

const walks = new WeakMap<Scenario, { readonly map: ScenarioMap; readonly walked: Walk }>()

export async function scenarioOnMap(
  { portal, library }: Pick<App.Locals, 'portal' | 'library'>,
  scenario: Scenario,
): Promise<ScenarioOnMap> {
  const known = walks.get(scenario) ?? { map: mapOf(scenario), walked: walk(scenario) }
  walks.set(scenario, known)
  const content = library.hashes.get(`scenario:${scenario.id}`) ?? ''
  const paths = await pathsOf(portal.db.reader, scenario.id, content)
  const isSaid = paths.people >= fewestPeople
  const times = new Map(paths.chosen.map(({ scene, choice, times: count }) => [`${scene}/${choice}`, count]))
  const met = new Map<SceneId, number>()
  for (const { scene, times: count } of paths.chosen) met.set(scene, (met.get(scene) ?? 0) + count)
  const wordsOf = ({ body }: Choice) => textOf(body)
  const takenOf = (scene: Scene, { id }: Choice) =>
    isSaid ? { times: times.get(`${scene.id}/${id}`) ?? 0, of: met.get(scene.id) ?? 0 } : undefined
  const ways = known.map.lines.map((line) => mappedWay(scenario, line, wordsOf, takenOf))
  const most = Math.max(1, ...times.values())
  return { ...known, ways, spread: isSaid ? { people: paths.people, plays: paths.plays, most } : undefined }
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
