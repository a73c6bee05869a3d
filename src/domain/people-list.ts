/** Everybody in a list: what an administrator looks somebody up by. */
import type { Day } from './days.ts'
import type { Right } from './facts.ts'
import type { JobRole, PersonId, TeamId } from './ids.ts'
import { foldForSearch } from './names.ts'
import { isPastRetention, type Retention } from './retention.ts'

export const employmentStates = ['working', 'away', 'joining', 'left'] as const
/** On a day: at work, on leave, employed from a later day, or no longer (or never) employed. */
export type EmploymentState = (typeof employmentStates)[number]

export interface ListedPerson {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly state: EmploymentState
  /** Where the person is today; of somebody who joins later, where first. */
  readonly team: TeamId | null
  readonly roles: readonly JobRole[]
  readonly rights: readonly Right[]
  readonly hasPassword: boolean
  /** The first day, of somebody who joins later. */
  readonly joinsOn: Day | undefined
  /** The first day without employment, of somebody who has left. */
  readonly leftOn: Day | undefined
}

export interface PeopleFilter {
  /** Words that must all be found in the name or the address. */
  readonly search: string
  /** `none` for those without a team; undefined for all. */
  readonly teams: ReadonlySet<TeamId> | 'none' | undefined
  /** `here` for whoever is not gone. */
  readonly state: EmploymentState | 'here' | 'no-password' | 'past-retention' | 'anybody'
  /** By which `past-retention` is told. */
  readonly retention: Retention
}

/** Those of a list whom a filter lets through, in the order of the list. */
export function narrowPeople(list: readonly ListedPerson[], filter: PeopleFilter): readonly ListedPerson[] {
  const words = foldForSearch(filter.search)
    .split(/\s+/)
    .filter((word) => word !== '')
  return list.filter((person) => {
    if (!isInState(person, filter) || !isInTeams(person, filter.teams)) return false
    const text = words.length === 0 ? '' : foldForSearch(`${person.name} ${person.email}`)
    return words.every((word) => text.includes(word))
  })
}

function isInState(person: ListedPerson, { state, retention }: PeopleFilter): boolean {
  switch (state) {
    case 'anybody':
      return true
    case 'here':
      return person.state !== 'left'
    case 'no-password':
      return person.state !== 'left' && !person.hasPassword
    case 'past-retention':
      return person.leftOn !== undefined && isPastRetention(person.leftOn, retention)
    default:
      return person.state === state
  }
}

function isInTeams(person: ListedPerson, teams: PeopleFilter['teams']): boolean {
  if (teams === undefined) return true
  if (teams === 'none') return person.team === null
  return person.team !== null && teams.has(person.team)
}
