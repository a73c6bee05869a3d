/** What ids and codes are called on the pages of administration. */
import type { Organisation } from '../../domain/curriculum.ts'
import type { Names } from '../../domain/history-words.ts'
import type { PersonId, TeamId } from '../../domain/ids.ts'

/** Somebody erased keeps a place in the history without a name; a code gone from content stands for itself. */
export function namesFrom(
  organisation: Organisation,
  people: readonly { readonly id: PersonId; readonly name: string }[],
  teams: ReadonlyMap<TeamId, { readonly name: string }>,
): Names {
  const byId = new Map(people.map((person) => [person.id, person.name]))
  return {
    person: (id) => byId.get(id) ?? 'somebody no longer named',
    team: (id) => teams.get(id)?.name ?? 'a team no longer named',
    role: (code) => organisation.roles.get(code) ?? code,
    channel: (code) => organisation.channels.get(code) ?? code,
    branch: (code) => organisation.branches.get(code) ?? code,
  }
}

/** A list to choose from, with what is held already though content no longer names it. */
export function optionsOf<Code extends string>(
  named: ReadonlyMap<Code, string>,
  held: readonly Code[],
): readonly { readonly value: string; readonly label: string }[] {
  const gone = held
    .filter((code) => !named.has(code))
    .map((code) => ({ value: code, label: `${code} (no longer named)` }))
  return [...[...named].map(([value, label]) => ({ value, label })), ...gone]
}
