/** What a person is asked to show of changed clauses, as it stands within a transaction. */
import { factsOf } from '../../db/ledger.ts'
import type { Ask, Database } from '../../db/open.ts'
import { deriveStandings } from '../../db/projections.ts'
import { latestPublication, publishedChanges } from '../../db/publications.ts'
import { holds, type Day } from '../domain/days.ts'
import type { Recorded } from '../domain/facts.ts'
import type { ClauseId, PersonId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { isUpdated, pendingUpdates, type PendingClause } from '../domain/pending-updates.ts'

/**
 * `already-shown`: an update has shown the clause. `changed-again`: it is asked in another revision.
 * `published-meanwhile`: a publication came in between the look at the library and the deed.
 */
export type UpdateRefusal = 'not-asked' | 'already-shown' | 'changed-again' | 'published-meanwhile'

export type FoundUpdate =
  | { readonly kind: 'asked'; readonly pending: PendingClause; readonly facts: readonly Recorded[] }
  | { readonly kind: 'refused'; readonly reason: UpdateRefusal }

/** Whether a clause in a revision is asked of a person on a day; derived from facts, whatever the projections say. */
export async function findPendingUpdate(
  db: Database,
  ask: Ask,
  library: Library,
  form: { readonly person: PersonId; readonly clause: ClauseId; readonly revision: number },
  on: Day,
): Promise<FoundUpdate> {
  const { person, clause, revision } = form
  const found = await findPendingUpdates(db, ask, library, person, on)
  if (found === undefined) return { kind: 'refused', reason: 'published-meanwhile' }
  const { clauses, facts } = found
  const pending = clauses.find((one) => one.clause.id === clause)
  if (pending === undefined) {
    return { kind: 'refused', reason: isUpdated(facts, clause, revision) ? 'already-shown' : 'not-asked' }
  }
  if (pending.clause.revision !== revision) return { kind: 'refused', reason: 'changed-again' }
  return { kind: 'asked', pending, facts }
}

/** Every changed clause that is asked of a person; undefined when the library is not that of the newest publication. */
export async function findPendingUpdates(
  db: Database,
  ask: Ask,
  library: Library,
  person: PersonId,
  on: Day,
): Promise<{ readonly clauses: readonly PendingClause[]; readonly facts: readonly Recorded[] } | undefined> {
  if ((await latestPublication(ask))?.number !== library.publication) return undefined
  const facts = await factsOf(ask, person)
  const { spans } = await deriveStandings(db, ask, person, facts)
  const standings = spans.filter((span) => holds(span, on))
  const { clauses } = pendingUpdates(library, await publishedChanges(db, ask), standings, facts, on)
  return { clauses, facts }
}
