/** The scenarios as they stand before one person: what is asked first, then what was begun, and the rest. */
import type { Clause, Programme } from './curriculum.ts'
import { FOREVER, type Day } from './days.ts'
import type { ContentHash } from './facts.ts'
import { unpin, type ScenarioId, type StandardId } from './ids.ts'
import type { Library } from './library.ts'
import { practiceOf, type Practice } from './practice.ts'
import { playStateOf, type PlayState, type StartAndEnd } from './play-state.ts'
import type { PendingClause } from './pending-updates.ts'
import type { Scenario } from './scenario.ts'
import type { Task } from './training.ts'

/** Why a scenario is asked of a person, by the earliest day. */
export interface AskedScenario {
  readonly programme: Programme
  /** Undefined when no day is set. */
  readonly due: Day | undefined
  /** The changed clause for which it is played again; undefined where it is asked for itself. */
  readonly clause: Clause | undefined
}

export interface ShelvedScenario {
  readonly scenario: Scenario
  readonly state: PlayState
  readonly practice: Practice
  readonly asked: AskedScenario | undefined
}

interface AskedSoFar {
  readonly tasks: readonly Pick<Task, 'programme' | 'due' | 'parts'>[]
  readonly pending: readonly Pick<PendingClause, 'clause' | 'programmes' | 'due' | 'replay' | 'open'>[]
}

/** Undefined when nothing asks for it today, or when it is done. */
export function askedFor({ id }: Pick<Scenario, 'id'>, { tasks, pending }: AskedSoFar): AskedScenario | undefined {
  const forUpdates = pending.flatMap(({ clause, programmes: [programme], due, replay, open }): AskedScenario[] =>
    replay?.id === id && open.includes('scenario') && programme !== undefined
      ? [{ programme, due: due === FOREVER ? undefined : due, clause }]
      : [],
  )
  const forItself = tasks.flatMap(({ programme, due, parts }): AskedScenario[] =>
    parts.some(
      ({ requirement, met }) => met === undefined && requirement.kind === 'scenario' && requirement.scenario === id,
    )
      ? [{ programme, due, clause: undefined }]
      : [],
  )
  return [...forItself, ...forUpdates].toSorted((a, b) => earlier(a.due ?? FOREVER, b.due ?? FOREVER))[0]
}

const order: Readonly<Record<PlayState['kind'], number>> = { begun: 0, 'not-passed': 1, 'not-played': 2, passed: 3 }

/** What a person has played and practised. */
export interface Done {
  readonly plays: readonly StartAndEnd[]
  readonly practised: ReadonlyMap<ScenarioId, { readonly content: ContentHash; readonly choices: readonly string[] }>
  readonly hashes: Library['hashes']
}

export function shelfOf(
  scenarios: readonly Scenario[],
  { plays, practised, hashes }: Done,
  asks: AskedSoFar,
): readonly ShelvedScenario[] {
  const own = Map.groupBy(plays, ({ started }) => started.fact.scenario)
  return scenarios
    .map((scenario) => ({
      scenario,
      state: playStateOf(own.get(scenario.id) ?? []),
      practice: practiceOf(scenario, hashes.get(`scenario:${scenario.id}`), practised.get(scenario.id)),
      asked: askedFor(scenario, asks),
    }))
    .toSorted(
      (a, b) =>
        Number(b.asked !== undefined) - Number(a.asked !== undefined) ||
        earlier(a.asked?.due ?? FOREVER, b.asked?.due ?? FOREVER) ||
        order[a.state.kind] - order[b.state.kind],
    )
}

function earlier(a: Day, b: Day): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** What a scenario practises, by the standards in which its clauses stand. */
export function practisedIn(
  { standards, clauses }: Pick<Library, 'standards' | 'clauses'>,
  scenario: Pick<Scenario, 'clauses'>,
): readonly { readonly id: StandardId; readonly title: string; readonly clauses: readonly Clause[] }[] {
  const known = scenario.clauses.flatMap((pinned) => {
    const id = unpin(pinned)?.clause
    return (id && clauses.get(id)) ?? []
  })
  return [...Map.groupBy(known, ({ standard }) => standard)].map(([id, own]) => ({
    id,
    title: standards.get(id)?.title ?? id,
    clauses: own,
  }))
}
