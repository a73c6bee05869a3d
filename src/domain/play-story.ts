/** A play as it is told: where it stopped, what was seen on the way, how the mood went, and how long it took. */
import type { Tree } from './curriculum.ts'
import type { SceneId } from './ids.ts'
import { wordsIn } from './library.ts'
import {
  after,
  beginning,
  bestMarks,
  highestMood,
  leadOn,
  lowestMood,
  marksOf,
  openChoices,
  sceneOf,
  type Choice,
  type Decision,
  type Position,
  type Scenario,
  type Stop,
} from './scenario.ts'

/** Where a play stopped, from its beginning to where it stands: one more than the decisions made. */
export function stopsOf(scenario: Scenario, decisions: readonly Decision[]): readonly Stop[] {
  return [
    leadOn(scenario, beginning(scenario)),
    ...decisions.map(({ position, choice }) => leadOn(scenario, after(scenario, position, choice))),
  ]
}

/** The mood to draw at a stop: a line may show another than the replies have led to. */
export function moodAt(scenario: Scenario, { shown, position }: Stop): number {
  const lines = shown.flatMap((id) => treesOfScene(scenario, id))
  const drawn = lines.findLast(
    (node) =>
      typeof node !== 'string' &&
      node.tag === 'Say' &&
      isFace(scenario, node.props?.['who']) &&
      moodOf(node) !== undefined,
  )
  return (drawn === undefined ? undefined : moodOf(drawn)) ?? position.mood
}

function isFace({ face }: Scenario, who: string | undefined): boolean {
  return face !== undefined && who === face
}

function moodOf(node: Tree): number | undefined {
  const written = typeof node === 'string' ? undefined : node.props?.['mood']
  return written === undefined ? undefined : Math.min(highestMood, Math.max(lowestMood, Number(written)))
}

/** All that is shown of a scene, before anything is decided: also what its ending tells. */
export function treesOfScene(scenario: Scenario, id: SceneId): readonly Tree[] {
  const { body, turn } = sceneOf(scenario, id)
  return turn.kind === 'end' ? [...body, ...turn.body] : body
}

/** How fast a line is spoken: the pace at which people are easily followed on the telephone. */
const wordsASecond = 2.5

export interface Clocks {
  /** Of everything said aloud, and of silence on hold. */
  readonly talkingSeconds: number
  readonly holdSeconds: number
  /** Until somebody answered. */
  readonly waitedMinutes: number
}

/** How much time has gone by in the story. */
export function clocksOf(scenario: Scenario, stops: readonly Stop[], decisions: readonly Decision[]): Clocks {
  const nodes = stops.flatMap(({ shown }) => shown.flatMap((id) => treesOfScene(scenario, id)))
  const elements = nodes.filter((node) => typeof node !== 'string')
  const sum = (tag: string, prop: string) =>
    elements.filter((node) => node.tag === tag).reduce((total, { props }) => total + Number(props?.[prop] ?? 0), 0)
  const said = elements.filter(({ tag }) => tag === 'Say').reduce((total, { kids = [] }) => total + wordsIn(kids), 0)
  const replied = decisions.reduce((total, { choice }) => total + wordsIn(choice.body), 0)
  const holdSeconds = sum('Hold', 'seconds')
  return {
    holdSeconds,
    talkingSeconds: Math.round((said + replied) / wordsASecond) + holdSeconds,
    waitedMinutes: sum('Wait', 'minutes'),
  }
}

/** Of replies that stand together, the one that earns most; of equals, the first as written. Undefined of none. */
export function surestOf(choices: readonly Choice[]): Choice | undefined {
  let best: { readonly choice: Choice; readonly marks: number } | undefined
  for (const choice of choices) {
    const marks = choice.fatal.length > 0 ? -1 : sumOf(choice)
    if (best === undefined || marks > best.marks) best = { choice, marks }
  }
  return best?.choice
}

/** Whether nothing more was to be had at a decision on any clause. */
export function isSurest(open: readonly Choice[], choice: Choice): boolean {
  return choice.fatal.length === 0 && [...bestMarks(open)].every(([clause, best]) => marksOf(choice, clause) >= best)
}

function sumOf({ marks }: Choice): number {
  return marks.reduce((sum, one) => sum + one.marks, 0)
}

/** No scenario that people can follow asks more often. */
const mostDecisions = 60

/** About how many decisions are still to come, the present one among them: those of the surest way from here. */
export function decisionsLeft(scenario: Scenario, from: Position): number {
  let position = from
  for (let left = 0; left < mostDecisions; left += 1) {
    const choice = surestOf(openChoices(scenario, position))
    if (choice === undefined) return left
    position = leadOn(scenario, after(scenario, position, choice)).position
  }
  return mostDecisions
}
