/** Teams as a list to choose from. */
import { FOREVER, type Day } from '../../domain/days.ts'
import { overlap } from '../../domain/days.ts'
import type { Names } from '../../domain/history-words.ts'
import type { TeamId } from '../../domain/ids.ts'
import { type OrganisationHistory, teamTree } from '../../domain/organisation.ts'

/**
 * The teams of today as a tree, and beneath it those that open later; the workflow asks whether one is
 * open on the day chosen.
 */
export function teamOptions(
  history: OrganisationHistory,
  names: Names,
  today: Day,
): readonly { readonly value: TeamId; readonly label: string }[] {
  const tree = teamTree(history, today)
  const listed = new Set(tree.map((team) => team.id))
  const later = [...history.values()].filter(
    (team) =>
      !listed.has(team.id) &&
      team.open.some((open) => open.value && overlap(open, { from: today, to: FOREVER }) !== undefined),
  )
  const byName = (a: TeamId, b: TeamId) => names.team(a).localeCompare(names.team(b), 'en')
  const under = Map.groupBy(tree, (team) => (team.depth === 0 ? null : team.parent))
  const walk = (parent: TeamId | null): { value: TeamId; label: string }[] =>
    (under.get(parent) ?? [])
      .toSorted((a, b) => byName(a.id, b.id))
      .flatMap(({ id, depth }) => [{ value: id, label: `${'– '.repeat(depth)}${names.team(id)}` }, ...walk(id)])
  return [...walk(null), ...later.map(({ id }) => ({ value: id, label: `${names.team(id)} (opens later)` }))]
}
