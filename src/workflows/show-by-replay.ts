import { record } from '../../db/ledger.ts'
import type { Database, Tx } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import type { FactOf } from '../domain/facts.ts'
import { clauseUpdated } from '../domain/pending-updates.ts'
import { findPendingUpdates } from './find-pending-update.ts'

/**
 * Shows the changed clauses that ask for nothing more, now that a play was passed that showed them in their
 * present words. Called in the transaction that closed the play, before the person is settled.
 */
export async function showByReplay(
  tx: Tx,
  db: Database,
  { person, play, scenario, on }: FactOf<'scenario-closed'>,
  now: Temporal.Instant,
): Promise<void> {
  const library = await currentLibrary(db)
  const isReplayed = library?.curriculum.programmes.some(({ replays }) => replays?.includes(scenario)) ?? false
  if (library === undefined || !isReplayed) return
  // Undefined only while another process publishes: then the clause is left to be confirmed on its page.
  const { clauses } = (await findPendingUpdates(db, tx, library, person, on)) ?? { clauses: [] }
  const shown = clauses
    .filter(({ replayed, open }) => replayed.kind === 'counts' && replayed.play.play === play && open[0] === 'reading')
    .map((pending) => clauseUpdated(pending, { person, publication: library.publication, on }, 'scenario'))
  if (shown.length > 0) await record(tx, shown, now, person)
}
