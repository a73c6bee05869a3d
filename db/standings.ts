/**
 * Standings: derived from facts (`deriveStandings`), kept as spans so that any day is a look-up, and
 * counted by calendar period for readiness. Spans and counts change only together, by `rewriteStandings`.
 */
import { createHash } from 'node:crypto'
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { requiredStretches } from '../src/domain/audience.ts'
import { grantsFrom } from '../src/domain/certification.ts'
import { FOREVER, holds, type Day } from '../src/domain/days.ts'
import type { Recorded } from '../src/domain/facts.ts'
import { as, type PersonId, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import {
  absencesOf,
  cut,
  joined,
  personHistory,
  postingsOf,
  profilesOf,
  type Posting,
} from '../src/domain/organisation.ts'
import type { Count } from '../src/domain/readiness.ts'
import { standingTimeline, type Because, type Span } from '../src/domain/standing.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import { inChunks } from './chunks.ts'
import { factsOf } from './ledger.ts'
import type { Ask, Database, Tx } from './open.ts'
import { organisationOf } from './organisation.ts'
import { ruleHistories } from './publications.ts'
import { readinessChanges, spans, unsettled } from './schema.ts'

/** A span with the team the person was in, so that a team's count follows who was there on the day. */
export interface TeamSpan extends Span {
  readonly programme: ProgrammeId
  readonly team: TeamId | null
}

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
  const derived = [...rules].flatMap(([programme, history]) => {
    const required = requiredStretches(profiles, history)
    if (required.length === 0) return []
    const timeline = standingTimeline({ required, absences, grants: grantsFrom(own, programme), rules: history })
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

/** Spans that touch, are of one kind and have one cause, whatever team the person was in. */
function withoutTeams(stored: readonly TeamSpan[]): readonly TeamSpan[] {
  return joined(
    stored,
    (a, b) =>
      a.programme === b.programme && a.kind === b.kind && JSON.stringify(a.because) === JSON.stringify(b.because),
  )
}

/** Readiness changes not yet written, by period, programme, team and kind. */
export type Changes = Map<string, number>

/** Replaces one person's spans and notes in `changes` what that does to the counts; write those with `applyChanges`. */
export async function rewriteSpans(
  tx: Tx,
  person: PersonId,
  now: readonly TeamSpan[],
  changes: Changes,
): Promise<void> {
  const before = await storedSpans(tx, [person])
  if (sameSpans(before, now)) return
  for (const span of before) note(changes, span, -1)
  for (const span of now) note(changes, span, 1)
  await tx.delete(spans).where(eq(spans.person, person))
  for (const chunk of inChunks(now, 100)) {
    await tx.insert(spans).values(
      chunk.map((span) => ({
        person,
        programme: span.programme,
        fromDay: span.from,
        toDay: span.to,
        kind: span.kind,
        team: span.team,
        because: JSON.stringify(span.because),
      })),
    )
  }
}

function sameSpans(a: readonly TeamSpan[], b: readonly TeamSpan[]): boolean {
  const written = (list: readonly TeamSpan[]) =>
    list
      .map((span) => [span.programme, span.from, span.to, span.kind, span.team, JSON.stringify(span.because)].join('|'))
      .toSorted()
  return a.length === b.length && written(a).join('\n') === written(b).join('\n')
}

function note(changes: Changes, span: TeamSpan, count: 1 | -1): void {
  add(changes, span.from, span, count)
  if (span.to !== FOREVER) add(changes, span.to, span, -count)
}

function add(changes: Changes, on: Day, span: TeamSpan, count: number): void {
  for (const period of [`y${on.slice(0, 4)}`, `m${on.slice(0, 7)}`, `d${on}`]) {
    const key = [period, span.programme, span.team ?? '', span.kind].join('|')
    changes.set(key, (changes.get(key) ?? 0) + count)
  }
}

export async function applyChanges(tx: Tx, changes: Changes): Promise<void> {
  const rows = [...changes].flatMap(([key, change]) => {
    const [period = '', programme = '', team = '', kind = ''] = key.split('|')
    return change === 0 ? [] : [{ period, programme, team, kind, change }]
  })
  for (const chunk of inChunks(rows)) {
    await tx
      .insert(readinessChanges)
      .values(chunk)
      .onConflictDoUpdate({
        target: [readinessChanges.period, readinessChanges.programme, readinessChanges.team, readinessChanges.kind],
        set: { change: sql`${readinessChanges.change} + excluded.change` },
      })
  }
  if (rows.length > 0) await tx.delete(readinessChanges).where(eq(readinessChanges.change, 0))
}

async function storedSpans(ask: Ask, people: readonly PersonId[]): Promise<readonly TeamSpan[]> {
  const rows = await ask
    .select()
    .from(spans)
    .where(inArray(spans.person, [...people]))
    .orderBy(asc(spans.person), asc(spans.programme), asc(spans.fromDay))
  return rows.map(spanFrom)
}

function spanFrom(row: typeof spans.$inferSelect): TeamSpan {
  return {
    programme: as<ProgrammeId>(row.programme),
    from: row.fromDay as Day,
    to: row.toDay as Day,
    kind: row.kind as StandingKind,
    team: row.team === null ? null : as<TeamId>(row.team),
    because: JSON.parse(row.because) as Because,
  }
}

async function isUnsettled(ask: Ask, person: PersonId): Promise<boolean> {
  const rows = await ask.select({ person: unsettled.person }).from(unsettled).where(eq(unsettled.person, person))
  return rows.length > 0
}

/**
 * One person's standings through time by programme, right at this moment: from the projection, or
 * derived from facts while the person's turn to be rewritten has not come.
 */
export async function spansOf(db: Database, person: PersonId): Promise<ReadonlyMap<ProgrammeId, readonly Span[]>> {
  const current = (await isUnsettled(db.reader, person))
    ? (await deriveStandings(db, db.reader, person)).spans
    : await storedSpans(db.reader, [person])
  return Map.groupBy(withoutTeams(current), (span) => span.programme)
}

export interface Standing extends Span {
  readonly programme: ProgrammeId
}

/** What a person is on a day, in every programme that asks the person then. */
export async function standingsOf(db: Database, person: PersonId, on: Day): Promise<readonly Standing[]> {
  const all = await spansOf(db, person)
  return [...all].flatMap(([programme, timeline]) =>
    timeline.flatMap((span) => (holds(span, on) ? [{ ...span, programme }] : [])),
  )
}

export interface PersonStanding extends TeamSpan {
  readonly person: PersonId
}

/** The standings on a day of everybody who was in these teams then. */
export async function standingsIn(ask: Ask, teams: readonly TeamId[], on: Day): Promise<readonly PersonStanding[]> {
  const found: PersonStanding[] = []
  for (const chunk of inChunks(teams)) {
    const rows = await ask
      .select()
      .from(spans)
      .where(and(inArray(spans.team, chunk), lte(spans.fromDay, on), gt(spans.toDay, on)))
    found.push(...rows.map((row) => ({ ...spanFrom(row), person: as<PersonId>(row.person) })))
  }
  return found
}

/** Counts on any day, for all teams or some, as three range sums over calendar periods. */
export async function countsOn(ask: Ask, on: Day, teams?: readonly TeamId[]): Promise<readonly Count[]> {
  const year = on.slice(0, 4)
  const month = on.slice(0, 7)
  const within = teams === undefined ? sql`` : sql`AND team IN ${[...teams]}`
  const rows = await ask.all<{ team: string; programme: string; kind: string; people: number }>(sql`
    SELECT team, programme, kind, sum(change) AS people FROM (
      SELECT team, programme, kind, change FROM readiness_changes WHERE period >= 'y' AND period < ${`y${year}`} ${within}
      UNION ALL
      SELECT team, programme, kind, change FROM readiness_changes WHERE period >= ${`m${year}`} AND period < ${`m${month}`} ${within}
      UNION ALL
      SELECT team, programme, kind, change FROM readiness_changes WHERE period >= ${`d${month}`} AND period <= ${`d${on}`} ${within}
    ) GROUP BY team, programme, kind HAVING people <> 0`)
  return rows.map((row) => ({
    team: row.team === '' ? null : as<TeamId>(row.team),
    programme: as<ProgrammeId>(row.programme),
    kind: row.kind as StandingKind,
    people: row.people,
  }))
}

/** Marks people whose projections are to be rewritten. */
export async function markUnsettled(tx: Tx, people: readonly PersonId[]): Promise<void> {
  for (const chunk of inChunks(people)) {
    await tx
      .insert(unsettled)
      .values(chunk.map((person) => ({ person })))
      .onConflictDoNothing()
  }
}

/** Marks everybody; one statement, whatever their number. */
export async function markEverybodyUnsettled(tx: Tx): Promise<void> {
  await tx.run(sql`INSERT OR IGNORE INTO unsettled (person) SELECT id FROM people`)
}

export async function nextUnsettled(ask: Ask, count: number): Promise<readonly PersonId[]> {
  const rows = await ask.select().from(unsettled).orderBy(asc(unsettled.person)).limit(count)
  return rows.map((row) => as<PersonId>(row.person))
}

export async function markSettled(tx: Tx, people: readonly PersonId[]): Promise<void> {
  for (const chunk of inChunks(people)) await tx.delete(unsettled).where(inArray(unsettled.person, chunk))
}

/** How many people still wait for their turn. */
export async function countUnsettled(ask: Ask): Promise<number> {
  const [row] = await ask.select({ people: sql<number>`count(*)` }).from(unsettled)
  return row?.people ?? 0
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

export interface DailyCount {
  readonly on: Day
  readonly programme: ProgrammeId
  readonly kind: StandingKind
  readonly change: number
}

/** How counts change from day to day after `from`, up to and including `to`; with `countsOn(from)` the whole course. */
export async function changesBetween(
  ask: Ask,
  from: Day,
  to: Day,
  teams?: readonly TeamId[],
): Promise<readonly DailyCount[]> {
  const within = teams === undefined ? sql`` : sql`AND team IN ${[...teams]}`
  const rows = await ask.all<{ period: string; programme: string; kind: string; change: number }>(sql`
    SELECT period, programme, kind, sum(change) AS change FROM readiness_changes
    WHERE period > ${`d${from}`} AND period <= ${`d${to}`} ${within}
    GROUP BY period, programme, kind ORDER BY period`)
  return rows.map((row) => ({
    on: row.period.slice(1) as Day,
    programme: as<ProgrammeId>(row.programme),
    kind: row.kind as StandingKind,
    change: row.change,
  }))
}
