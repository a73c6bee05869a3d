/** An assessed play of a scenario as its facts tell it. Nothing about it is stored beside the ledger. */
import type { Day } from './days.ts'
import { isKind, type ContentHash, type FactOf, type Recorded } from './facts.ts'
import type { PersonId, PlayId, ScenarioId, SceneId } from './ids.ts'
import { seedFrom, shuffledBy } from './chance.ts'
import {
  after,
  beginning,
  leadOn,
  openChoices,
  sceneOf,
  type Choice,
  type Decision,
  type Scenario,
  type Stop,
} from './scenario.ts'

export interface Play {
  readonly id: PlayId
  readonly person: PersonId
  readonly scenario: ScenarioId
  /** Whose texts it keeps, whatever is published later. */
  readonly publication: number
  readonly content: ContentHash
  readonly seed: number
  readonly startedOn: Day
  readonly steps: readonly PlayStep[]
  readonly closed: Recorded<FactOf<'scenario-closed'>> | undefined
}

export interface PlayStep {
  readonly scene: SceneId
  readonly choice: string
  readonly shown: readonly string[]
  /** UTC instant. */
  readonly at: string
}

/** Reads a play from the facts about it, in the order recorded; undefined when none of them started it. */
export function playFrom(facts: readonly Recorded[]): Play | undefined {
  const started = facts.find((recorded) => isKind(recorded, 'scenario-started'))
  if (started === undefined) return undefined
  const { play, person, scenario, publication, content, seed, on } = started.fact
  const steps = facts.filter((recorded) => isKind(recorded, 'scenario-step'))
  return {
    id: play,
    person,
    scenario,
    publication,
    content,
    seed,
    startedOn: on,
    steps: steps.map(({ at, fact }) => ({ scene: fact.scene, choice: fact.choice, shown: fact.shown, at })),
    closed: facts.find((recorded) => isKind(recorded, 'scenario-closed')),
  }
}

/** A decision of a play, with what was shown on the way to it. */
export interface PlayedDecision extends Decision {
  readonly shown: readonly SceneId[]
  /** The replies in the order in which they stood before the person. */
  readonly order: readonly Choice[]
}

export interface Played {
  readonly decisions: readonly PlayedDecision[]
  /** Where it stands now: at a decision, or at the end. */
  readonly at: Stop
}

/** Plays what was said from the beginning. Throws a RangeError when the scenario is another than was played. */
export function playThrough(scenario: Scenario, { steps, seed }: Pick<Play, 'steps' | 'seed'>): Played {
  const decisions: PlayedDecision[] = []
  let at = leadOn(scenario, beginning(scenario))
  for (const step of steps) {
    const order = repliesAt(scenario, at, seed)
    const choice = order.find(({ id }) => id === step.choice)
    if (choice === undefined || at.position.scene !== step.scene)
      throw new RangeError(`${scenario.id} offers no ${step.choice} in ${at.position.scene}`)
    decisions.push({ position: at.position, choice, shown: at.shown, order })
    at = leadOn(scenario, after(scenario, at.position, choice))
  }
  return { decisions, at }
}

/**
 * The open replies in the order in which this person sees them: another in each scene and play, and always
 * the same for one, so that a page loaded again or on another device shows what was shown.
 */
export function repliesAt(scenario: Scenario, { position }: Stop, seed: number): readonly Choice[] {
  return shuffledBy(openChoices(scenario, position), seedFrom(`${seed}:${position.scene}:${position.values.join()}`))
}

export function isOver(scenario: Scenario, { position }: Stop): boolean {
  return sceneOf(scenario, position.scene).turn.kind === 'end'
}
