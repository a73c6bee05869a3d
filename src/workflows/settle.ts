/**
 * Facts were recorded about people: grant what they have earned by them, and rewrite what follows.
 * Called in the transaction that records the facts, so that nobody ever sees one without the other.
 */
import { clausesBehind, decideGrant, evidenceFrom, grantsFrom } from '../domain/certification.ts'
import { requiredStretches } from '../domain/audience.ts'
import { dayOf } from '../domain/days.ts'
import { isKind, type FactOf, type Recorded } from '../domain/facts.ts'
import { as, type CertificateId, type PersonId } from '../domain/ids.ts'
import { personHistory, postingsOf, profilesOf } from '../domain/organisation.ts'
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

/**
 * A certification is granted to somebody whom the programme asks today, or will ask by what is
 * already recorded: so a completion does not certify by the way whom nobody asked.
 */
async function grantWhatIsEarned(
  tx: Tx,
  db: Database,
  person: PersonId,
  facts: readonly Recorded[],
  now: Temporal.Instant,
): Promise<readonly Recorded<FactOf<'granted'>>[]> {
  const library = await currentLibrary(db)
  if (library === undefined) return []
  const evidence = evidenceFrom(facts)
  if (evidence.length === 0) return []
  const today = dayOf(now, library.curriculum.organisation.timeZone)
  const profiles = profilesOf(postingsOf(personHistory(facts)), await organisationOf(db, tx))
  const rules = await ruleHistories(db, tx)
  const earned = library.curriculum.programmes.flatMap((programme): FactOf<'granted'>[] => {
    const asked = requiredStretches(profiles, rules.get(programme.id) ?? []).some((stretch) => stretch.to > today)
    const decision = asked ? decideGrant(programme, grantsFrom(facts, programme.id), evidence, today) : undefined
    if (decision === undefined) return []
    return [
      {
        kind: 'granted',
        person,
        programme: programme.id,
        certificate: as<CertificateId>(newId()),
        publication: publicationBehind(facts, decision.evidence),
        ...decision,
        clauses: clausesBehind(library, programme, facts),
      },
    ]
  })
  if (earned.length === 0) return []
  const recorded = await record(tx, earned, now, null)
  return recorded.filter((one) => isKind(one, 'granted'))
}

/** The newest publication that the evidence rests on: an attempt begun before the last one grants through its own. */
function publicationBehind(facts: readonly Recorded[], evidence: readonly number[]): number {
  const shown = facts.filter(({ sequence }) => evidence.includes(sequence))
  return Math.max(...shown.map(({ fact }) => ('publication' in fact ? fact.publication : 0)))
}
