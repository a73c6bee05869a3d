/** Parts of an impact that read alike in a terminal and in a pull request. */
import { isTouched, type GroupImpact } from '../domain/impact-by-team.ts'
import { keepsEndsInWords, wordIdleRecount, wordRecounted } from '../domain/impact-words.ts'
import { counted } from '../domain/words.ts'
import type { Impact, ProgrammeImpact } from '../workflows/report-impact.ts'

/** How many teams have somebody of their own who is asked. */
export function teamsAsked({ people }: Pick<Impact, 'people'>): number {
  return new Set(people.flatMap(({ clauses, team }) => (clauses.length > 0 ? [team] : []))).size
}

export function titlesOf({ programmes }: Pick<Impact, 'programmes'>): readonly string[] {
  return programmes.map(({ title }) => title)
}

export interface Row {
  readonly name: string
  readonly depth: number
  readonly group: GroupImpact
}

/** A row for each team, and one for all unless a single team holds everybody. */
export function rowsOf({ byTeam: { teams, outside, whole } }: Pick<Impact, 'byTeam'>): readonly Row[] {
  const rows = [
    ...teams.map(({ team, ...group }) => ({ name: team.name, depth: team.depth, group })),
    ...(isTouched(outside) ? [{ name: 'Without a team', depth: 0, group: outside }] : []),
  ]
  const tops = rows.filter(({ depth }) => depth === 0)
  return tops.length > 1 ? [...rows, { name: 'All', depth: 0, group: whole }] : rows
}

export interface Lines {
  readonly title: string
  readonly lines: readonly string[]
}

export function otherLines({
  programmes,
  idleRecounts,
  stale,
  staleScenarios,
  coverageLost,
}: Impact): readonly Lines[] {
  return [
    { title: 'Programmes', lines: programmes.flatMap(programmeLines) },
    { title: 'Notices that recount nothing', lines: idleRecounts.map(wordIdleRecount) },
    {
      title: 'Questions that no longer fit',
      lines: stale.map(
        ({ question, kind, file, cites }) =>
          `${question} (${kind === 'check' ? 'a check in' : 'in'} ${file}) cites ${cites.join(', ')}, which would not be in force. Rewrite it, and cite the new revision.`,
      ),
    },
    {
      title: 'Scenarios that no longer fit',
      lines: staleScenarios.map(
        ({ title, file, cites }) =>
          `“${title}” (${file}) cites ${cites.join(', ')}, which would not be in force. Mend it, and cite the new revision.`,
      ),
    },
    {
      title: 'Clauses that lose cover',
      lines: coverageLost.map(({ clause, says }) => `${clause}: ${says.join(' ')}`),
    },
  ].filter(({ lines }) => lines.length > 0)
}

function programmeLines(programme: ProgrammeImpact): readonly string[] {
  const { title, state, terms, entering, released, recounted, keepsEnds } = programme
  const people = [
    ...(entering === 0 ? [] : [`newly asks ${counted(entering, 'person', 'people')}`]),
    ...(released === 0 ? [] : [`releases ${counted(released, 'person', 'people')}`]),
  ].join(' and ')
  const says = people === '' ? '' : `: ${people}`
  switch (state) {
    case 'new':
      return [`${title} is new${says}.`]
    case 'gone':
      return [`${title} is there no more${says}.`]
    case 'changed':
      return [
        `${title} asks by other rules${says}.`,
        ...terms.map(({ what, was, is }) => `${what}: was ${was}, is ${is}.`),
        ...(recounted === undefined ? [] : [wordRecounted(recounted)]),
        ...(keepsEnds ? [keepsEndsInWords] : []),
      ]
    case 'same':
      return [`${title} rests on what changes${says}.`]
  }
}
