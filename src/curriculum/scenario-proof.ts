/** What is proved of a scenario before it is published: every play of it is walked, and what is wrong is told with a play. */
import { unpin, type ClauseId } from '../domain/ids.ts'
import { walk, mostPlaces, type Path, type Walked } from '../domain/scenario-walk.ts'
import { bestMarks, type Choice, type Scenario, type Scene } from '../domain/scenario.ts'
import { listWords } from './faults.ts'
import type { Reading } from './reading.ts'
import type { SceneLines } from './scenes.ts'
import { textOf } from './tree.ts'

export interface ScenarioLines {
  readonly scenes: SceneLines
  /** The line of a field of the front matter. */
  readonly head: (field: string) => number
}

/** Fewer decisions tell little, and more are a film. */
const usualDecisions = { fewest: 3, most: 12 }

export function proveScenario(scenario: Scenario, lines: ScenarioLines, reading: Reading): void {
  tellNames(scenario, lines, reading)
  tellScores(scenario, lines, reading)
  tellGuessable(scenario, lines, reading)
  const scenes = new Set<string>(scenario.scenes.map(({ id }) => id))
  const isWhole =
    scenario.scenes.length > 0 && scenario.scenes.every((scene) => targetsOf(scene).every((to) => scenes.has(to)))
  // A scene that is missing is told where it is named; what would follow from it would only be told wrongly.
  if (!isWhole) return
  const walked = walk(scenario)
  if (walked.kind === 'too-large') {
    reading.fault(
      1,
      `the scenario has more than ${mostPlaces.toLocaleString('en-GB')} places that a play can come to`,
      'Use fewer flags and counters, or let them count less.',
    )
    return
  }
  tellPlays(scenario, walked, lines, reading)
}

function targetsOf({ turn }: Scene): readonly string[] {
  if (turn.kind === 'decision') return turn.choices.map(({ to }) => to)
  return turn.kind === 'leads-on' ? turn.ways.map(({ to }) => to) : []
}

function choicesOf({ turn }: Scene): readonly Choice[] {
  return turn.kind === 'decision' ? turn.choices : []
}

/** Flags and counters that nothing asks about, and speakers who say nothing, are slips or left over. */
function tellNames(scenario: Scenario, lines: ScenarioLines, reading: Reading): void {
  const ways = scenario.scenes.flatMap(({ turn }) =>
    turn.kind === 'decision' ? turn.choices : turn.kind === 'leads-on' ? turn.ways : [],
  )
  const asked = new Set(
    ways.flatMap(({ conditions }) => conditions.map((one) => (one.kind === 'flag' ? one.flag : one.counter))),
  )
  const names = [
    ...scenario.flags.map((name) => ['flag', name] as const),
    ...scenario.counters.map(({ name }) => ['counter', name] as const),
  ]
  for (const [kind, name] of names) {
    if (asked.has(name)) continue
    reading.fault(
      lines.head(kind === 'flag' ? 'flags' : 'counters'),
      `nothing depends on the ${kind} ${name}`,
      `Ask for it somewhere with if="${kind === 'flag' ? name : `${name}>0`}", or delete it.`,
    )
  }
}

function tellScores(scenario: Scenario, lines: ScenarioLines, reading: Reading): void {
  const scored = new Set<ClauseId>()
  for (const scene of scenario.scenes) {
    const choices = choicesOf(scene)
    const all = new Set(choices.flatMap(({ marks }) => marks.map(({ clause }) => clause)))
    for (const clause of all) scored.add(clause)
    for (const choice of choices) {
      const missing = [...all].filter((clause) => !choice.marks.some((one) => one.clause === clause))
      if (missing.length === 0) continue
      reading.fault(
        lineOf(scene, choice, lines),
        `the choice ${choice.id} says nothing on ${listWords(missing, 'and')}, which another choice of the scene scores`,
        'Score the same clauses in each, 0 where it does not serve, so that nobody wins by avoiding one.',
      )
    }
    for (const [clause, best] of bestMarks(choices)) {
      if (best === 0)
        reading.fault(
          lines.scenes.scenes.get(scene.id) ?? 1,
          `no choice of “${scene.title}” earns anything on ${clause}`,
          'Give the best one its marks, or do not score the clause here.',
        )
    }
  }
  for (const pinned of scenario.clauses) {
    const clause = unpin(pinned)?.clause
    if (clause === undefined || scored.has(clause)) continue
    reading.fault(
      lines.head('clauses'),
      `no choice scores ${clause}`,
      'Score it where it is practised, or leave it out of clauses.',
    )
  }
}

/** Whoever knows that the first or the longest reply is the best needs to know nothing else. */
function tellGuessable(scenario: Scenario, lines: ScenarioLines, reading: Reading): void {
  const decisions = scenario.scenes.map(choicesOf).filter((choices) => choices.length > 1)
  if (decisions.length < 3) return
  const sum = (choice: Choice | undefined) => choice?.marks.reduce((total, one) => total + one.marks, 0) ?? 0
  const length = (choice: Choice) => textOf(choice.body).length
  const isBest = (choice: Choice | undefined, choices: readonly Choice[]) =>
    choices.every((one) => sum(one) <= sum(choice))
  const rules = [
    ['first', (choices: readonly Choice[]) => choices[0]],
    ['longest', (choices: readonly Choice[]) => choices.toSorted((a, b) => length(b) - length(a))[0]],
  ] as const
  for (const [where, pick] of rules) {
    if (!decisions.every((choices) => isBest(pick(choices), choices))) continue
    reading.fault(
      lines.head('clauses'),
      `the best choice is always the ${where}`,
      where === 'first' ? 'Move it about.' : 'Let others be as long.',
    )
  }
}

function tellPlays(scenario: Scenario, walked: Walked, lines: ScenarioLines, reading: Reading): void {
  for (const scene of scenario.scenes) {
    if (walked.reached.has(scene.id)) continue
    const line = lines.scenes.scenes.get(scene.id) ?? 1
    reading.fault(line, `no play comes to the scene “${scene.title}”`, 'Lead to it from another scene, or delete it.')
  }
  const lineAtEndOf = (path: Path) => lines.scenes.scenes.get(path.at(-1)?.scene ?? '') ?? 1
  if (walked.round !== undefined) {
    reading.fault(
      lineAtEndOf(walked.round),
      `a play can go round for ever: ${inWords(walked.round)}`,
      'Bound it by a counter: set="patience-1" on the way, and if="patience>0" where it turns back.',
    )
  }
  if (walked.stuck !== undefined) {
    reading.fault(
      lineAtEndOf(walked.stuck),
      `a play stands still: ${inWords(walked.stuck)}`,
      'Leave a choice without a condition, or write a last <Go> without one.',
    )
  }
  if (walked.alone !== undefined && walked.stuck === undefined) {
    reading.fault(
      lineAtEndOf(walked.alone),
      `a play meets a decision with a single choice: ${inWords(walked.alone)}`,
      'Open a second choice in that state, or lead on by <Go>.',
    )
  }
  if (walked.fatalEndsWell !== undefined) {
    reading.fault(
      lineAtEndOf(walked.fatalEndsWell),
      `a play breaks a critical clause and ends well: ${inWords(walked.fatalEndsWell)}`,
      'Let it end as lost, harmed or stopped.',
    )
  }
  if (walked.total === undefined) {
    if (walked.round === undefined && walked.endings.size === 0)
      reading.fault(1, 'no play comes to an end', 'Write a scene with <End outcome="kept">, and lead to it.')
    return
  }
  tellShares(scenario, walked, walked.total, lines, reading)
}

function tellShares(
  scenario: Scenario,
  walked: Walked,
  total: NonNullable<Walked['total']>,
  lines: ScenarioLines,
  reading: Reading,
): void {
  if (total.most < 100)
    reading.fault(
      lines.head('pass_percent'),
      `the best play earns ${total.most}%: ${inWords(total.best)}`,
      'Let one way earn everything that is to be had on it.',
    )
  if (total.least >= scenario.passPercent && !walked.canBreak)
    reading.fault(
      lines.head('pass_percent'),
      `the worst play earns ${total.least}% and passes: ${inWords(total.worst)}`,
      'Ask for more per cent, or give weak choices fewer marks.',
    )
  for (const { clause, percent } of scenario.minima) {
    const range = walked.clauses.get(clause)
    if (range !== undefined && range.most < percent)
      reading.fault(
        lines.head('minima'),
        `${percent}% on ${clause} cannot be reached: the best play earns ${range.most}%`,
        'Ask for less, or give its best choices more marks.',
      )
  }
  const { fewest, most } = walked.decisions
  if (fewest < usualDecisions.fewest || most > usualDecisions.most)
    reading.warn(
      1,
      `a play takes ${fewest === most ? most : `${fewest} to ${most}`} decisions`,
      'Five to nine are what people can follow and learn from.',
    )
}

function lineOf(scene: Scene, choice: Choice, { scenes }: ScenarioLines): number {
  return scenes.choices.get(`${scene.id}/${choice.id}`) ?? scenes.scenes.get(scene.id) ?? 1
}

/** "the-phone-rings (ask-again) to she-sighs (blame) to lost" */
export function inWords(path: Path): string {
  return path.map(({ scene, choice }) => (choice === undefined ? scene : `${scene} (${choice})`)).join(' to ')
}
