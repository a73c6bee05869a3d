/**
 * What is derived from a person's facts, and its rewriting. Postings, rights, spans and counts change
 * only here, together, in the transaction that stores the facts; `portal rebuild` makes them anew.
 */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { requiredStretches } from '../src/domain/audience.ts'
import { grantsFrom } from '../src/domain/certification.ts'
import { holds } from '../src/domain/days.ts'
import { isKind, type Recorded } from '../src/domain/facts.ts'
import type { PersonId, TeamId } from '../src/domain/ids.ts'
import {
  absencesOf,
  cut,
  joined,
  personHistory,
  postingsOf,
  profilesOf,
  type Posting,
} from '../src/domain/organisation.ts'
import { dutiesOf, shownFrom } from '../src/domain/updates.ts'
import { standingTimeline, type Span, type TeamSpan } from '../src/domain/standing.ts'
import { factsOf } from './ledger.ts'
import type { Ask, Database, Tx } from './open.ts'
import { organisationOf } from './organisation.ts'
import { rewriteAccess, rewritePostings } from './people.ts'
import { publishedChanges, ruleHistories } from './publications.ts'
import { readinessChanges, spans } from './schema.ts'
import { rewriteSpans } from './spans.ts'
import type { Changes } from './readiness.ts'
import { markSettled } from './unsettled.ts'

export interface Derived {
  readonly postings: readonly Posting[]
  readonly spans: readonly TeamSpan[]
}

/** Everything that follows from a person's facts today, in every programme that ever had rules. */
export async function deriveStandings(
  db: Database,
  ask: Ask,
  person: PersonId,
  facts?: readonly Recorded[],
): Promise<Derived> {
  const own = facts ?? (await factsOf(ask, person))
  const postings = postingsOf(personHistory(own))
  const profiles = profilesOf(postings, await organisationOf(db, ask))
  const absences = absencesOf(postings)
  const rules = await ruleHistories(db, ask)
  const histories = await publishedChanges(db, ask)
  const shown = shownFrom(own, histories)
  const derived = [...rules].flatMap(([programme, history]) => {
    const required = requiredStretches(profiles, history)
    if (required.length === 0) return []
    const grants = grantsFrom(own, programme)
    const duties = dutiesOf({ programme, histories, shown, required, profiles, absences, grants })
    const timeline = standingTimeline({ required, absences, grants, rules: history, duties })
    return byTeam(timeline, postings).map((span): TeamSpan => ({ ...span, programme }))
  })
  return { postings, spans: derived }
}

function byTeam(timeline: readonly Span[], postings: readonly Posting[]): readonly (Span & { team: TeamId | null })[] {
  const placed = timeline.flatMap((span) =>
    cut(span, [postings]).map((piece) => ({
      ...span,
      ...piece,
      team: postings.find((posting) => holds(posting, piece.from))?.team ?? null,
    })),
  )
  return joined(
    placed,
    (a, b) => a.team === b.team && a.kind === b.kind && JSON.stringify(a.because) === JSON.stringify(b.because),
  )
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
  await tx.delete(readinessChanges)
}

/**
 * A hash of both projections and of postings and rights, row order and ledger aside: equal before
 * and after a rebuild, unless something was damaged.
 */
export async function fingerprintOfStandings(ask: Ask): Promise<string> {
  const hash = createHash('sha256')
  const tables = [
    sql`SELECT person, programme, from_day, to_day, kind, coalesce(team, ''), because FROM spans ORDER BY 1, 2, 3`,
    sql`SELECT period, programme, team, kind, change FROM readiness_changes ORDER BY 1, 2, 3, 4`,
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
