/** What an administrator should look at: things allowed, because they happen, but seldom meant. */
import type { Programme } from './curriculum.ts'
import type { JobRole, PersonId, TeamId } from './ids.ts'
import type { TeamNode } from './organisation.ts'
import type { ListedPerson } from './people-list.ts'

export const warningKinds = [
  'without-team',
  'in-closed-team',
  'team-without-manager',
  'manager-gone',
  'without-password',
  'role-without-training',
  'without-role',
  'single-administrator',
] as const
export type WarningKind = (typeof warningKinds)[number]

export interface Warning {
  readonly kind: WarningKind
  readonly people: readonly PersonId[]
  readonly teams: readonly TeamId[]
  readonly roles: readonly JobRole[]
}

/** What is worth a look on a day; kinds without anything to look at are left out. */
export function adminWarnings(
  people: readonly ListedPerson[],
  tree: readonly TeamNode[],
  programmes: readonly Pick<Programme, 'audience'>[],
): readonly Warning[] {
  const here = people.filter((person) => person.state !== 'left')
  const hereIds = new Set(here.map((person) => person.id))
  const open = new Set(tree.map((team) => team.id))
  const asked = programmes.map((programme) => programme.audience.roles)
  const isTrained = (role: JobRole) => asked.some((roles) => roles === 'everyone' || roles.includes(role))
  const held = [...new Set(here.flatMap((person) => person.roles))].sort()
  const administrators = here.filter((person) => person.rights.includes('administrator') && person.hasPassword)
  const ids = (some: readonly ListedPerson[]) => some.map((person) => person.id)

  const found: Readonly<Record<WarningKind, Partial<Warning>>> = {
    'without-team': { people: ids(here.filter((person) => person.team === null)) },
    'in-closed-team': {
      people: ids(
        here.filter((person) => person.state !== 'joining' && person.team !== null && !open.has(person.team)),
      ),
    },
    'team-without-manager': { teams: tree.filter((team) => team.managers.length === 0).map((team) => team.id) },
    'manager-gone': {
      teams: tree.filter((team) => team.managers.some((manager) => !hereIds.has(manager))).map((team) => team.id),
    },
    'without-password': { people: ids(here.filter((person) => !person.hasPassword)) },
    'role-without-training': { roles: held.filter((role) => !isTrained(role)) },
    'without-role': { people: ids(here.filter((person) => person.roles.length === 0)) },
    'single-administrator': { people: administrators.length === 1 ? ids(administrators) : [] },
  }
  return warningKinds
    .map((kind): Warning => ({ kind, people: [], teams: [], roles: [], ...found[kind] }))
    .filter((warning) => warning.people.length + warning.teams.length + warning.roles.length > 0)
}
