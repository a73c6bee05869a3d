/** What somebody has earned by what is recorded, of which the grant is still to be recorded. */
import { requiredStretches } from './audience.ts'
import { clausesBehind, decideGrant, evidenceFrom, grantsFrom } from './certification.ts'
import type { Day } from './days.ts'
import type { Ground } from './derived-standings.ts'
import type { FactOf, Recorded } from './facts.ts'
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
  { organisation, rules }: Pick<Ground, 'organisation' | 'rules'>,
  today: Day,
): readonly Omit<FactOf<'granted'>, 'certificate'>[] {
  const evidence = evidenceFrom(facts)
  if (evidence.length === 0) return []
  const profiles = profilesOf(postingsOf(personHistory(facts)), organisation)
  return library.curriculum.programmes.flatMap((programme) => {
    const asked = requiredStretches(profiles, rules.get(programme.id) ?? []).some((stretch) => stretch.to > today)
    const decision = asked ? decideGrant(programme, grantsFrom(facts, programme.id), evidence, today) : undefined
    if (decision === undefined) return []
    return [
      {
        kind: 'granted',
        person,
        programme: programme.id,
        publication: publicationBehind(facts, decision.evidence),
        ...decision,
        clauses: clausesBehind(library, programme, facts),
      },
    ]
  })
}

/** The newest publication that the evidence rests on: an attempt begun before the last one grants through its own. */
function publicationBehind(facts: readonly Recorded[], evidence: readonly number[]): number {
  const shown = facts.filter(({ sequence }) => evidence.includes(sequence))
  return Math.max(...shown.map(({ fact }) => ('publication' in fact ? fact.publication : 0)))
}
