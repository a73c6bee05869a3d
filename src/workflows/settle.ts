/**
 * Facts were recorded about people: grant what they have earned by them, and rewrite what follows.
 * Called in the transaction that records the facts, so that nobody ever sees one without the other.
 */
import { evidenceFrom } from '../domain/certification.ts'
import { dayOf } from '../domain/days.ts'
import { isKind, type FactOf, type Recorded } from '../domain/facts.ts'
import { as, type CertificateId, type PersonId } from '../domain/ids.ts'
import { grantsEarned } from '../domain/grants-earned.ts'
import { factsOf, record } from '../../db/ledger.ts'
import { newId } from '../../db/new-id.ts'
import type { Database, Tx } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { currentLibrary, ruleHistories } from '../../db/publications.ts'
import { rewriteProjections } from '../../db/projections.ts'
import { applyChanges, type Changes } from '../../db/readiness.ts'

/** Grants what is earned now, then rewrites postings, rights, spans and counts of these people. */
export async function settle(
  tx: Tx,
  db: Database,
  people: readonly PersonId[],
  now: Temporal.Instant,
): Promise<readonly Recorded<FactOf<'granted'>>[]> {
  const changes: Changes = new Map()
  const grants: Recorded<FactOf<'granted'>>[] = []
  for (const person of new Set(people)) {
    const facts = await factsOf(tx, person)
    const granted = await grantWhatIsEarned(tx, db, person, facts, now)
    grants.push(...granted)
    await rewriteProjections(tx, db, person, [...facts, ...granted], changes)
  }
  await applyChanges(tx, changes)
  return grants
}

async function grantWhatIsEarned(
  tx: Tx,
  db: Database,
  person: PersonId,
  facts: readonly Recorded[],
  now: Temporal.Instant,
): Promise<readonly Recorded<FactOf<'granted'>>[]> {
  const library = await currentLibrary(db)
  if (library === undefined) return []
  if (evidenceFrom(facts).length === 0) return []
  const ground = { organisation: await organisationOf(db, tx), rules: await ruleHistories(db, tx) }
  const today = dayOf(now, library.curriculum.organisation.timeZone)
  const earned = grantsEarned(library, person, facts, ground, today).map((grant) => ({
    ...grant,
    certificate: as<CertificateId>(newId()),
  }))
  if (earned.length === 0) return []
  const recorded = await record(tx, earned, now, null)
  return recorded.filter((one) => isKind(one, 'granted'))
}
