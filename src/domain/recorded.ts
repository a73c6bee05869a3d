/** Questions that a deed asks of somebody's facts before it adds to them. */
import { type Day, FOREVER, holds, overlap } from './days.ts'
import { type Fact, isKind, type Recorded } from './facts.ts'
import type { TeamId } from './ids.ts'
import { type OrganisationHistory, personHistory, teamOn } from './organisation.ts'

export function isRecordedPerson(facts: readonly Recorded[]): boolean {
  return facts.some((one) => isKind(one, 'person-recorded'))
}

/** The first day on which a person is employed; undefined when there is none. */
export function joinsOn(facts: readonly Recorded<Fact>[]): Day | undefined {
  return personHistory(facts).employed.find((stretch) => stretch.value)?.from
}

export function isEmployedOn(facts: readonly Recorded<Fact>[], on: Day): boolean {
  return personHistory(facts).employed.some((stretch) => stretch.value && holds(stretch, on))
}

/** Why nobody, and no other team, can be put into a team on a day; undefined when it is open. */
export function whyNotInto(
  history: OrganisationHistory,
  team: TeamId,
  on: Day,
): 'unknown-team' | 'team-closed' | undefined {
  const known = teamOn(history, team, on)
  if (known === undefined) return 'unknown-team'
  return known.open ? undefined : 'team-closed'
}

/** The first day on which a team is open; undefined for an unknown team. */
export function opensOn(history: OrganisationHistory, team: TeamId): Day | undefined {
  return history.get(team)?.open.find((stretch) => stretch.value)?.from
}

/** Whether a team is open on a day or on any later one. */
export function isOpenFrom(history: OrganisationHistory, team: TeamId, from: Day): boolean {
  const open = history.get(team)?.open ?? []
  return open.some((stretch) => stretch.value && overlap(stretch, { from, to: FOREVER }) !== undefined)
}

/** Whether, on a day from `from` on, an open team stands directly beneath a team. */
export function hasOpenTeamBeneath(history: OrganisationHistory, team: TeamId, from: Day): boolean {
  return [...history.values()].some((other) =>
    other.parent.some((place) => {
      const days = place.value === team ? overlap(place, { from, to: FOREVER }) : undefined
      return days !== undefined && other.open.some((open) => open.value && overlap(open, days) !== undefined)
    }),
  )
}
