/** The ways out of the scenes of a scenario, with all that its drawing and its table tell of them. */
import type { ClauseId, SceneId } from './ids.ts'
import { isSurest } from './play-story.ts'
import { waysFrom, type MapLine } from './scenario-map.ts'
import { conditionsInWords, effectsInWords, moodMoveInWords } from './scenario-map-words.ts'
import { bestMarks, marksOf, sceneOf, type Choice, type Scenario, type Scene } from './scenario.ts'

/** In how many plays a way was taken, of those that came to its scene. */
export interface Taken {
  readonly times: number
  readonly of: number
}

/** A way out of a scene, as the drawing and the table tell it. */
export interface MappedWay {
  readonly id: string
  readonly line: MapLine
  /** "A", as written; undefined where a scene leads on in one way alone. */
  readonly letter: string | undefined
  readonly from: Scene
  readonly to: Scene
  /** What is said; undefined where a scene leads on by itself. */
  readonly said: string | undefined
  readonly marks: readonly { readonly clause: ClauseId; readonly got: number; readonly best: number }[]
  /** All marks together: "5 of 6". */
  readonly got: number
  readonly best: number
  readonly mood: string | undefined
  readonly conditions: string | undefined
  readonly effects: string | undefined
  readonly fatal: readonly ClauseId[]
  readonly isSurest: boolean
  /** Undefined where nothing is said of it. */
  readonly taken: Taken | undefined
}

/** The id of its row in the table, which its line leads to. */
export function idOfWay(scene: SceneId, way: number): string {
  return `way-${scene}-${way + 1}`
}

/** @param wordsOf what is said by a choice */
export function mappedWay(
  scenario: Scenario,
  line: MapLine,
  wordsOf: (choice: Choice) => string,
  takenOf: (line: MapLine) => Taken | undefined,
): MappedWay {
  const from = sceneOf(scenario, line.from)
  const together = from.turn.kind === 'decision' ? from.turn.choices : []
  const choice = together[line.way]
  const marks = [...bestMarks(together)].map(([clause, best]) => ({
    clause,
    got: choice === undefined ? 0 : marksOf(choice, clause),
    best,
  }))
  const way = from.turn.kind === 'leads-on' ? from.turn.ways[line.way] : choice
  return {
    id: idOfWay(from.id, line.way),
    line,
    letter: waysFrom(from).length === 1 ? undefined : String.fromCodePoint(65 + line.way),
    from,
    to: sceneOf(scenario, line.to),
    said: choice && wordsOf(choice),
    marks,
    got: marks.reduce((sum, one) => sum + one.got, 0),
    best: marks.reduce((sum, one) => sum + one.best, 0),
    mood: choice && moodMoveInWords(choice.mood),
    conditions: conditionsInWords(way?.conditions ?? []),
    effects: choice && effectsInWords(choice.effects),
    fatal: choice?.fatal ?? [],
    isSurest: choice !== undefined && isSurest(together, choice),
    taken: takenOf(line),
  }
}
