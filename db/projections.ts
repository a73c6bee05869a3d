/**
 * What is derived from a person's facts, and its rewriting. Postings, rights, spans and counts change
 * only here, together, in the transaction that stores the facts; `portal rebuild` makes them anew.
 */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { standingsFrom, type Derived } from '../src/domain/derived-standings.ts'
import { isKind, type Recorded } from '../src/domain/facts.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { factsOf } from './ledger.ts'
import type { Ask, Database, Tx } from './open.ts'
import { organisationOf } from './organisation.ts'
import { rewriteAccess, rewritePostings } from './people.ts'
import { publishedChanges, ruleHistories } from './publications.ts'
import { readinessDays, readinessMonths, spans } from './schema.ts'
import { rewriteSpans } from './spans.ts'
import type { Changes } from './readiness.ts'
import { markSettled } from './unsettled.ts'

/** Everything that follows from a person's facts today, in every programme that ever had rules. */
export async function deriveStandings(
  db: Database,
  ask: Ask,
  person: PersonId,
  facts?: readonly Recorded[],
): Promise<Derived> {
  return standingsFrom(facts ?? (await factsOf(ask, person)), {
    organisation: await organisationOf(db, ask),
    rules: await ruleHistories(db, ask),
    histories: await publishedChanges(db, ask),
  })
}

/** Rewrites one person's projections and notes the changed counts in `changes`; records nothing. */
export async function rewriteProjections(
  tx: Tx,
  db: Database,
  person: PersonId,
  facts: readonly Recorded[],
  changes: Changes,
): Promise<void> {
  const derived = await deriveStandings(db, tx, person, facts)
  await rewritePostings(tx, person, derived.postings)
  await rewriteSpans(tx, person, derived.spans, changes)
  const access = facts.findLast((recorded) => isKind(recorded, 'access'))
  await rewriteAccess(tx, person, access?.fact.rights ?? [])
  await markSettled(tx, [person])
}

/** Empties both projections, for a rebuild. */
export async function clearStandings(tx: Tx): Promise<void> {
  await tx.delete(spans)
  await tx.delete(readinessMonths)
  await tx.delete(readinessDays)
}

/**
 * A hash of both projections and of postings and rights, row order and ledger aside: equal before
 * and after a rebuild, unless something was damaged.
 */
export async function fingerprintOfStandings(ask: Ask): Promise<string> {
  const hash = createHash('sha256')
  const tables = [
    sql`SELECT person, programme, from_day, to_day, kind, coalesce(team, ''), because FROM spans ORDER BY 1, 2, 3`,
    sql`SELECT team, month, counts FROM readiness_months ORDER BY 1, 2`,
    sql`SELECT day, kind, change FROM readiness_days ORDER BY 1, 2`,
    sql`SELECT person, from_day, to_day, coalesce(team, ''), roles, away FROM postings ORDER BY 1, 2`,
    sql`SELECT person, right FROM access ORDER BY 1, 2`,
  ]
  for (const table of tables) {
    const size = 2_000
    for (let offset = 0; ; offset += size) {
      const rows = await ask.values<unknown[]>(sql`${table} LIMIT ${size} OFFSET ${offset}`)
      for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
      if (rows.length < size) break
    }
  }
  return hash.digest('hex')
}
