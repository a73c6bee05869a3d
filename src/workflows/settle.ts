/**
 * Facts were recorded about people: grant what they have earned by them, and rewrite what follows.
 * Called in the transaction that records the facts, so that nobody ever sees one without the other.
 */
import { isKind, type FactOf, type Recorded } from '../domain/facts.ts'
import { as, type CertificateId, type PersonId } from '../domain/ids.ts'
import { grantsEarned } from '../domain/grants-earned.ts'
import { factsOfPeople, record } from '../../db/ledger.ts'
import { newId } from '../../db/new-id.ts'
import type { Database, Tx } from '../../db/open.ts'
import { groundOf, rewriteProjections } from '../../db/projections.ts'
import { currentLibrary } from '../../db/publications.ts'
import { todayIn } from './today-in.ts'

/** Grants what is earned now, then rewrites postings, rights, spans and counts of these people. */
export async function settle(
  tx: Tx,
  db: Database,
  people: readonly PersonId[],
  now: Temporal.Instant,
): Promise<readonly Recorded<FactOf<'granted'>>[]> {
  const each = [...new Set(people)]
  const known = await factsOfPeople(tx, each)
  const grants = await grantWhatIsEarned(tx, db, known, now)
  const byPerson = Map.groupBy(grants, ({ fact }) => fact.person)
  await rewriteProjections(
    tx,
    db,
    each.map((person) => ({ person, facts: [...(known.get(person) ?? []), ...(byPerson.get(person) ?? [])] })),
  )
  return grants
}

async function grantWhatIsEarned(
  tx: Tx,
  db: Database,
  known: ReadonlyMap<PersonId, readonly Recorded[]>,
  now: Temporal.Instant,
): Promise<readonly Recorded<FactOf<'granted'>>[]> {
  const library = await currentLibrary(db)
  if (library === undefined) return []
  const ground = await groundOf(db, tx)
  const today = await todayIn(db, now, tx)
  const earned = [...known].flatMap(([person, facts]) =>
    grantsEarned(library, person, facts, ground, today).map((grant) => ({
      ...grant,
      certificate: as<CertificateId>(newId()),
    })),
  )
  const recorded = await record(tx, earned, now, null)
  return recorded.filter((one) => isKind(one, 'granted'))
}
