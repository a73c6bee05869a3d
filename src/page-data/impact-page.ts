/** The impact as one viewer may see it: texts that they may read, and names of people about whom they may. */
import { peopleByIds } from '../../db/people.ts'
import { mayOpen, mayRead, type Viewer } from '../domain/access.ts'
import type { PersonId, TeamId } from '../domain/ids.ts'
import type { TimedImpact } from '../domain/impact-by-team.ts'
import type { ClauseImpact, Impact } from '../workflows/report-impact.ts'

/** A page of more names would be read by nobody; the pages of teams show everybody. */
const mostNames = 300

export interface NamedTouched extends TimedImpact {
  readonly name: string
}

export interface TouchedTeam {
  readonly team: TeamId | null
  readonly name: string
  /** By name, those with the most to do first. */
  readonly people: readonly NamedTouched[]
}

export interface ShownImpact {
  readonly clauses: readonly ClauseImpact[]
  /** How many clauses change whose text the viewer may not read. */
  readonly hidden: number
  readonly teams: readonly TouchedTeam[]
  /** People whom the viewer may see, and who found no room. */
  readonly unnamed: number
}

export async function impactOnPage(
  { portal }: Pick<App.Locals, 'portal'>,
  viewer: Viewer,
  impact: Impact,
): Promise<ShownImpact> {
  const clauses = impact.clauses.filter(({ readers }) => mayRead(viewer, { readers }))
  const visible = impact.people.filter(({ person, team }) => mayOpen('/people/[person]', viewer, { person, team }))
  const inOrder = new Map<TeamId | null, { name: string; people: TimedImpact[] }>(
    impact.byTeam.teams.map(({ team }) => [team.id, { name: team.name, people: [] }]),
  )
  inOrder.set(null, { name: 'Without a team', people: [] })
  for (const touched of visible) (inOrder.get(touched.team) ?? inOrder.get(null))?.people.push(touched)
  const chosen = [...inOrder.values()].flatMap(({ people }) => people).slice(0, mostNames)
  const names = await peopleByIds(
    portal.db.reader,
    chosen.map(({ person }) => person),
  )
  const shown = new Set<PersonId>(chosen.map(({ person }) => person))
  return {
    clauses,
    hidden: impact.clauses.length - clauses.length,
    teams: [...inOrder].flatMap(([team, { name, people }]): TouchedTeam[] => {
      const named = people
        .filter(({ person }) => shown.has(person))
        .map((touched) => ({ ...touched, name: names.get(touched.person)?.name ?? 'Somebody erased' }))
        .toSorted((a, b) => b.minutes - a.minutes || a.name.localeCompare(b.name, 'en'))
      return named.length === 0 ? [] : [{ team, name, people: named }]
    }),
    unnamed: visible.length - chosen.length,
  }
}
