/**
 * What is derived from a person's facts, and its rewriting. Postings, rights, spans and counts change
 * only here, together, in the transaction that stores the facts; `portal rebuild` makes them anew.
 */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { standingsFrom, type Derived, type Ground } from '../src/domain/derived-standings.ts'
import { isKind, type Recorded, type Right } from '../src/domain/facts.ts'
import type { PersonId, ProgrammeId } from '../src/domain/ids.ts'
import { organisationHistory, teamFactKinds } from '../src/domain/organisation.ts'
import { clauseHistories } from '../src/domain/updates.ts'
import { factsOf, factsOfKind } from './ledger.ts'
import type { Ask, Database, Tx } from './open.ts'
import { organisationOf } from './organisation.ts'
import { rewritePeople, type PlaceAndRights } from './people.ts'
import { publishedChanges, publishedRecounts, recountsUpTo, ruleHistories, rulesUpTo } from './publications.ts'
import { readinessDays, readinessMonths, spans } from './schema.ts'
import { keptSpan, rewriteSpans, type SpansOf } from './spans.ts'
import { applyChanges, type Changes } from './readiness.ts'
import { markSettled } from './unsettled.ts'

/** Everything that follows from a person's facts today, in every programme that ever had rules. */
export async function deriveStandings(
  db: Database,
  ask: Ask,
  person: PersonId,
  facts?: readonly Recorded[],
): Promise<Derived> {
  return standingsFrom(facts ?? (await factsOf(ask, person)), await groundOf(db, ask))
}

/** What standings follow from besides a person's own facts, as the transaction or reader `ask` sees it. */
export async function groundOf(db: Database, ask: Ask): Promise<Ground> {
  return {
    organisation: await organisationOf(db, ask),
    rules: await ruleHistories(db, ask),
    histories: await publishedChanges(db, ask),
    recounts: await publishedRecounts(db, ask),
  }
}

/**
 * The same as it was known at a place in the ledger, read anew each time, so that what is kept in memory of
 * today is never changed. A publication takes the settings recorded before it, whatever is said later.
 */
export async function groundThen(db: Database, ask: Ask, upTo: number): Promise<Ground> {
  const published = await factsOfKind(ask, ['published'], { upTo })
  const publication = published.at(-1)?.fact.publication ?? 0
  return {
    organisation: organisationHistory(await factsOfKind(ask, teamFactKinds, { upTo })),
    rules: await rulesUpTo(db, ask, publication),
    histories: clauseHistories(published),
    recounts: recountsUpTo(await publishedRecounts(db, ask), publication),
  }
}

export interface Rewriting {
  readonly person: PersonId
  /** All of the person's facts; where only some programmes are rewritten, `factKindsBehind` are enough. */
  readonly facts: readonly Recorded[]
}

/** What is to be kept of somebody: the standings, and the working life and rights where everything is. */
export interface DerivedOf extends SpansOf {
  readonly whole?: Omit<PlaceAndRights, 'person'>
}

/** What is to be kept of people; with `programmes` only their standings there, which is all that a changed clause can alter. */
export function deriveAll(
  ground: Ground,
  all: readonly Rewriting[],
  programmes?: readonly ProgrammeId[],
): readonly DerivedOf[] {
  const rules =
    programmes === undefined
      ? ground.rules
      : new Map([...ground.rules].filter(([programme]) => programmes.includes(programme)))
  return all.map(({ person, facts }) => {
    const derived = standingsFrom(facts, { ...ground, rules })
    return {
      person,
      spans: derived.spans.map(keptSpan),
      ...(programmes === undefined && { whole: { postings: derived.postings, rights: rightsFrom(facts) } }),
    }
  })
}

/**
 * Keeps what was derived of people, with the counts that follow; records nothing. However many the people
 * are, it takes the same few statements.
 */
export async function keepDerived(
  tx: Tx,
  derived: readonly DerivedOf[],
  programmes?: readonly ProgrammeId[],
): Promise<void> {
  if (derived.length === 0) return
  const changes: Changes = new Map()
  await rewriteSpans(tx, derived, changes, programmes)
  await applyChanges(tx, changes)
  const wholes = derived.flatMap(({ person, whole }) => (whole === undefined ? [] : [{ person, ...whole }]))
  if (wholes.length > 0) await rewritePeople(tx, wholes)
  await markSettled(
    tx,
    derived.map(({ person }) => person),
  )
}

/** Rewrites the projections of people by all of their facts. */
export async function rewriteProjections(tx: Tx, db: Database, all: readonly Rewriting[]): Promise<void> {
  if (all.length > 0) await keepDerived(tx, deriveAll(await groundOf(db, tx), all))
}

function rightsFrom(facts: readonly Recorded[]): readonly Right[] {
  return facts.findLast((recorded) => isKind(recorded, 'access'))?.fact.rights ?? []
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
