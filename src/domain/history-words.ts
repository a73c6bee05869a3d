/** The dated histories of people and teams as sentences: what became true on which day, and what is planned. */
import { unnamedReasons, type Reasons } from './because.ts'
import type { Organisation } from './curriculum.ts'
import type { Day, Holding } from './days.ts'
import type { Branch, Channel, JobRole, PersonId, TeamId } from './ids.ts'
import type { PersonHistory, TeamHistory } from './organisation.ts'

export interface Happening {
  readonly on: Day
  readonly says: string
}

/** Something of a working life, and which part of it changed. */
export interface LifeHappening extends Happening {
  readonly about: 'employment' | 'team' | 'roles' | 'reports' | 'leave'
  /** Whether it is so from the day on: employed, in a team, away; or no longer. */
  readonly begins: boolean
}

/** What ids and codes are called; somebody erased or a code gone from content has a word too. */
export interface Names {
  person(id: PersonId): string
  team(id: TeamId): string
  role(code: JobRole): string
  channel(code: Channel): string
  branch(code: Branch): string
  /** What the organisation's list calls each reason for an exception. */
  readonly reasons: Reasons
}

/** Somebody erased keeps a place in the history without a name; a code gone from content stands for itself. */
export function namesFrom(
  organisation: Pick<Organisation, 'roles' | 'channels' | 'branches'>,
  people: readonly { readonly id: PersonId; readonly name: string }[],
  teams: ReadonlyMap<TeamId, { readonly name: string }>,
  reasons: Reasons = unnamedReasons,
): Names {
  const byId = new Map(people.map((person) => [person.id, person.name]))
  return {
    person: (id) => byId.get(id) ?? 'somebody no longer named',
    team: (id) => teams.get(id)?.name ?? 'a team no longer named',
    role: (code) => organisation.roles.get(code) ?? code,
    channel: (code) => organisation.channels.get(code) ?? code,
    branch: (code) => organisation.branches.get(code) ?? code,
    reasons,
  }
}

/** Where what holds changes, with what held before; neighbours that say the same are one. */
function changes<T>(holdings: readonly Holding<T>[], unsaid: T): { on: Day; value: T; before: T }[] {
  let before = unsaid
  return holdings.flatMap((holding) => {
    const change = { on: holding.from, value: holding.value, before }
    before = holding.value
    return JSON.stringify(change.value) === JSON.stringify(change.before) ? [] : [change]
  })
}

/** The last day first; several things of one day in the order of a working life. */
function newestFirst<H extends Happening>(happenings: readonly H[]): readonly H[] {
  return happenings.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
}

/** "Adviser and Team leader", or what to say when there is none. */
export function listed(words: readonly string[], none: string): string {
  return words.length === 0 ? none : new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
}

/** A person's working life, newest first; the future is in it. */
export function personHappenings(history: PersonHistory, names: Names): readonly LifeHappening[] {
  let joined = false
  const employment = changes(history.employed, false).map(({ on, value }) => {
    const says = value ? (joined ? 'Employed again.' : 'Joined.') : 'No longer employed.'
    joined ||= value
    return { about: 'employment' as const, begins: value, on, says }
  })
  const team = changes(history.team, null).map(({ on, value, before }) => ({
    about: 'team' as const,
    begins: value !== null,
    on,
    says:
      value === null
        ? `Left ${before === null ? 'the team' : names.team(before)}, without a new team.`
        : `${before === null ? 'In' : 'Moved to'} ${names.team(value)}.`,
  }))
  const roles = changes(history.roles, []).map(({ on, value }) => ({
    about: 'roles' as const,
    begins: value.length > 0,
    on,
    says:
      value.length === 0
        ? 'No job role.'
        : `Job ${value.length === 1 ? 'role' : 'roles'}: ${listed(value.map(names.role), '')}.`,
  }))
  const reports = changes(history.lineManager, null).map(({ on, value }) => ({
    about: 'reports' as const,
    begins: value !== null,
    on,
    says: value === null ? 'Reports to nobody.' : `Reports to ${names.person(value)}.`,
  }))
  const leave = changes(history.away, false).map(({ on, value }) => ({
    about: 'leave' as const,
    begins: value,
    on,
    says: value ? 'On leave.' : 'Back at work.',
  }))
  return newestFirst([...employment, ...team, ...roles, ...reports, ...leave])
}

/** A team's history, newest first; the future is in it. */
export function teamHappenings(history: TeamHistory, names: Names): readonly Happening[] {
  let opened = false
  const open = changes(history.open, false).map(({ on, value }) => {
    const says = value ? (opened ? 'Opened again.' : 'Opened.') : 'Closed.'
    opened ||= value
    return { on, says }
  })
  const parent = changes(history.parent, null).map(({ on, value }) => ({
    on,
    says: value === null ? 'At the top.' : `Beneath ${names.team(value)}.`,
  }))
  const branch = changes(history.branch, null).map(({ on, value }) => ({
    on,
    says: value === null ? 'At no branch.' : `At ${names.branch(value)}.`,
  }))
  const channels = changes(history.channels, []).map(({ on, value }) => ({
    on,
    says: value.length === 0 ? 'Serves no channel.' : `Serves ${listed(value.map(names.channel), '')}.`,
  }))
  const managers = changes(history.managers, []).map(({ on, value }) => ({
    on,
    says: value.length === 0 ? 'Without a manager.' : `Managed by ${listed(value.map(names.person), '')}.`,
  }))
  return newestFirst([...open, ...parent, ...branch, ...channels, ...managers])
}

/** What is planned: the changes of one history after a day, in their order. */
export function planned<T>(
  holdings: readonly Holding<T>[],
  unsaid: T,
  today: Day,
): readonly { readonly on: Day; readonly value: T }[] {
  return changes(holdings, unsaid).filter(({ on }) => on > today)
}
