import { type Database, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { keepRehearsal, rehearsalOf } from '../../db/rehearsals.ts'
import type { PersonId, ScenarioId } from '../domain/ids.ts'
import { openChoices, play, type Scenario } from '../domain/scenario.ts'

export interface Rehearse {
  readonly person: PersonId
  readonly scenario: ScenarioId
  readonly deed:
    /** Says a reply at a decision, counted from 1; an earlier decision is taken back first. */
    | { readonly kind: 'say'; readonly decision: number; readonly choice: string }
    /** Steps back to before the last reply. */
    | { readonly kind: 'step-back' }
    | { readonly kind: 'start-over' }
}

export type RehearseOutcome =
  | { readonly kind: 'kept'; readonly choices: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: 'scenario-not-found' | 'not-yet' | 'no-such-reply' }

/**
 * Practises a scenario with a coach: nothing of it counts, nothing is recorded in the ledger, and every step
 * can be taken back. A publication that changes the scenario begins it anew.
 */
export async function rehearse(
  db: Database,
  { person, scenario: id, deed }: Rehearse,
  now: Temporal.Instant,
): Promise<RehearseOutcome> {
  const library = await currentLibrary(db)
  const scenario = library?.scenarios.get(id)
  const content = library?.hashes.get(`scenario:${id}`)
  if (scenario === undefined || content === undefined) return { kind: 'refused', reason: 'scenario-not-found' }
  return write(db, async (tx): Promise<RehearseOutcome> => {
    const kept = await rehearsalOf(tx, person, id)
    const before = kept?.content === content ? kept.choices : []
    const choices = chosen(scenario, before, deed)
    if (typeof choices === 'string') return { kind: 'refused', reason: choices }
    await keepRehearsal(tx, person, { scenario: id, content, choices }, now)
    return { kind: 'kept', choices }
  })
}

function chosen(
  scenario: Scenario,
  before: readonly string[],
  deed: Rehearse['deed'],
): readonly string[] | 'not-yet' | 'no-such-reply' {
  if (deed.kind === 'start-over') return []
  if (deed.kind === 'step-back') return before.slice(0, -1)
  const isMade = Number.isInteger(deed.decision) && deed.decision >= 1
  if (!isMade || deed.decision > before.length + 1) return 'not-yet'
  const kept = before.slice(0, deed.decision - 1)
  const at = play(scenario, kept)?.at
  const isOpen = at !== undefined && openChoices(scenario, at.position).some(({ id }) => id === deed.choice)
  return isOpen ? [...kept, deed.choice] : 'no-such-reply'
}
