/**
 * Scenarios that wait to be rewritten: a clause that one practises stands at another revision than the one it was
 * written for, so that nobody is asked for it. The library leaves them out; what was played of them stays.
 */
import type { Curriculum } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import { earlier, type Day } from './days.ts'
import { unpin, type ClauseId, type PinnedClause, type ScenarioId } from './ids.ts'
import type { Library } from './library.ts'
import type { Scenario } from './scenario.ts'
import { listed } from './scope-words.ts'
import type { ClauseHistories } from './updates.ts'

/** Of a library, all that tells of scenarios. */
export type HoldsScenarios = Pick<Library, 'scenarios'> & { readonly curriculum: Pick<Curriculum, 'scenarios'> }

/** A scenario of this publication, whether it is played or waits to be rewritten. */
export function scenarioHeld({ scenarios, curriculum }: HoldsScenarios, id: ScenarioId): Scenario | undefined {
  return scenarios.get(id) ?? curriculum.scenarios.find((one) => one.id === id)
}

/** What a scenario is called, also while it waits to be rewritten; its id once the library has it no more. */
export function scenarioTitle(library: HoldsScenarios, id: ScenarioId): string {
  return scenarioHeld(library, id)?.title ?? id
}

/** Those that wait to be rewritten. */
export function scenariosWaiting({ scenarios, curriculum }: HoldsScenarios): readonly Scenario[] {
  return curriculum.scenarios.filter(({ id }) => !scenarios.has(id))
}

export interface ChangedPin {
  readonly clause: ClauseId
  /** Undefined where no publication tells: an author's preview, of a clause that is not published yet. */
  readonly on: Day | undefined
}

/** The clauses for which a scenario waits to be rewritten; none while it is played. */
export function changedPins(
  library: Pick<Library, 'clauses'>,
  { clauses }: Pick<Scenario, 'clauses'>,
  histories: ClauseHistories,
): readonly ChangedPin[] {
  return clauses.flatMap((text): ChangedPin[] => {
    const pinned = unpin(text)
    const present = pinned && library.clauses.get(pinned.clause)
    if (pinned === undefined || present === undefined || present.revision === pinned.revision) return []
    const first = histories.get(pinned.clause)?.find(({ revision }) => revision > pinned.revision)
    return [{ clause: pinned.clause, on: first?.publishedOn }]
  })
}

/** "It is being rewritten, because TEL-10 changed on 3 November 2026. Nobody is asked for it meanwhile." */
export function rewritingInWords(pins: readonly ChangedPin[]): string {
  const changes = pins.map(({ clause, on }) => `${clause} changed${on === undefined ? '' : ` on ${dayInWords(on)}`}`)
  return `It is being rewritten, because ${listed(changes)}. Nobody is asked for it meanwhile.`
}

/** The day of the first publication after another that changed a clause of these; undefined while none did. */
export function pinsChangedOn(
  pins: readonly PinnedClause[],
  publication: number,
  histories: ClauseHistories,
): Day | undefined {
  return pins
    .flatMap((text) => {
      const pinned = unpin(text)
      const own = (pinned && histories.get(pinned.clause)) ?? []
      return own.find((one) => one.publication > publication && one.revision !== pinned?.revision)?.publishedOn ?? []
    })
    .reduce<Day | undefined>((first, on) => (first === undefined ? on : earlier(first, on)), undefined)
}
