/** What somebody has earned by what is recorded, of which the grant is still to be recorded. */
import { requiredStretches } from './audience.ts'
import { clausesBehind, courseOf, decideGrant, evidenceFrom } from './certification.ts'
import { addDays, type Day } from './days.ts'
import type { Ground } from './derived-standings.ts'
import { isKind, type FactOf, type Recorded } from './facts.ts'
import type { PersonId } from './ids.ts'
import type { Library } from './library.ts'
import { personHistory, postingsOf, profilesOf } from './organisation.ts'

/**
 * A certification is granted to somebody whom the programme asks today, or will ask by what is
 * already recorded: so a completion does not certify by the way whom nobody asked.
 */
export function grantsEarned(
  library: Library,
  person: PersonId,
  facts: readonly Recorded[],
  { organisation, rules, recounts }: Pick<Ground, 'organisation' | 'rules' | 'recounts'>,
  now: Day,
): readonly Omit<FactOf<'granted'>, 'certificate'>[] {
  const evidence = evidenceFrom(facts)
  if (evidence.length === 0 && !facts.some((recorded) => isKind(recorded, 'exception'))) return []
  const today = dayReached(facts, now)
  const profiles = profilesOf(postingsOf(personHistory(facts)), organisation)
  return [...library.programmes.values()].flatMap((programme) => {
    const asked = requiredStretches(profiles, rules.get(programme.id) ?? []).some((stretch) => stretch.to > today)
    const course = asked && courseOf(facts, programme.id, recounts?.get(programme.id), evidence)
    const decision = course && decideGrant(programme, course, today)
    if (!decision) return []
    return [
      {
        kind: 'granted',
        person,
        programme: programme.id,
        publication: publicationBehind(library, facts, decision.evidence),
        ...decision,
        clauses: clausesBehind(library, programme, facts),
      },
    ]
  })
}

/**
 * A server's clock may go back over midnight. What was done on the next day by then has been done, and what was
 * granted on it is held, so nothing is decided for the day before.
 */
function dayReached(facts: readonly Recorded[], today: Day): Day {
  const next = addDays(today, 1)
  return facts.some(({ fact }) => 'on' in fact && fact.on === next) ? next : today
}

/**
 * The newest publication that the evidence rests on: an attempt begun before the last one grants through its
 * own. What was decided by hand is decided by what is in force.
 */
function publicationBehind(library: Library, facts: readonly Recorded[], evidence: readonly number[]): number {
  const shown = facts.filter(({ sequence }) => evidence.includes(sequence))
  const behind = shown.flatMap(({ fact }) => ('publication' in fact ? [fact.publication] : []))
  return behind.length === 0 ? library.publication : Math.max(...behind)
}
