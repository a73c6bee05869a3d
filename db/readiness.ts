/** Readiness counts through time, by team and of everybody: they follow the spans and are written with them. */
import { and, asc, eq, gt, gte, inArray, lte, sql, type SQL } from 'drizzle-orm'
import { FOREVER, type Day } from '../src/domain/days.ts'
import { as, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import type { Count } from '../src/domain/readiness.ts'
import type { TeamSpan } from '../src/domain/standing.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import { inChunks } from './chunks.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { readinessDays, readinessMonths } from './schema.ts'

/** Readiness changes not yet written: by team, month, programme, kind and day of the month. */
export type Changes = Map<string, Map<string, Map<string, Map<string, Map<number, number>>>>>

/** Counts a span in (1) or out (-1), from its first day to the day after its last. */
export function noteSpan(changes: Changes, span: TeamSpan, count: 1 | -1): void {
  note(changes, span.from, span, count)
  if (span.to !== FOREVER) note(changes, span.to, span, -count)
}

function note(changes: Changes, on: Day, { team, programme, kind }: TeamSpan, count: number): void {
  const kinds = within(within(within(changes, team ?? ''), on.slice(0, 7)), programme)
  const days = within(kinds, kind)
  const day = Number(on.slice(8))
  days.set(day, (days.get(day) ?? 0) + count)
}

function within<Key, Value>(map: Map<string, Map<Key, Value>>, key: string): Map<Key, Value> {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = new Map<Key, Value>()
  map.set(key, made)
  return made
}

/** What a row of a month says: of each kind in each programme, the people at its start and then day by day. */
type Counted = Record<string, Record<string, readonly number[]>>

/** Writes what was noted; a month in which nothing changes any more leaves no row. */
export async function applyChanges(tx: Tx, changes: Changes): Promise<void> {
  const days = new Map<string, number>()
  const rows: (typeof readinessMonths.$inferInsert)[] = []
  for (const [team, months] of changes) {
    dropNothing(months, days)
    const first = [...months.keys()].toSorted()[0]
    if (first === undefined) continue
    const known = new Map((await monthsFrom(tx, team, first)).map(({ month, counts }) => [month, counts]))
    const rewritten = rewrittenMonths(known, months)
    const gone = [...rewritten].flatMap(([month, counts]) => (counts === undefined ? [month] : []))
    if (gone.length > 0) {
      await tx.delete(readinessMonths).where(and(eq(readinessMonths.team, team), inArray(readinessMonths.month, gone)))
    }
    rows.push(...[...rewritten].flatMap(([month, counts]) => (counts === undefined ? [] : [{ team, month, counts }])))
  }
  for (const chunk of inChunks(rows)) {
    await tx
      .insert(readinessMonths)
      .values(chunk)
      .onConflictDoUpdate({
        target: [readinessMonths.team, readinessMonths.month],
        set: { counts: sql`excluded.counts` },
      })
  }
  await applyDays(tx, days)
}

async function applyDays(tx: Tx, days: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...days].flatMap(([key, change]) =>
    change === 0 ? [] : [{ day: key.slice(0, 10), kind: key.slice(11), change }],
  )
  for (const chunk of inChunks(rows)) {
    await tx
      .insert(readinessDays)
      .values(chunk)
      .onConflictDoUpdate({
        target: [readinessDays.day, readinessDays.kind],
        set: { change: sql`${readinessDays.change} + excluded.change` },
      })
  }
  if (rows.length > 0) await tx.delete(readinessDays).where(eq(readinessDays.change, 0))
}

/** Leaves out what came to nothing, and adds the rest to what changes for everybody. */
function dropNothing(
  months: Map<string, Map<string, Map<string, Map<number, number>>>>,
  everybody: Map<string, number>,
): void {
  for (const [month, programmes] of months) {
    for (const [programme, kinds] of programmes) {
      for (const [kind, days] of kinds) {
        for (const [day, change] of days) {
          const key = `${month}-${String(day).padStart(2, '0')}|${kind}`
          if (change === 0) days.delete(day)
          else everybody.set(key, (everybody.get(key) ?? 0) + change)
        }
        if (days.size === 0) kinds.delete(kind)
      }
      if (kinds.size === 0) programmes.delete(programme)
    }
    if (programmes.size === 0) months.delete(month)
  }
}

/**
 * The rows of a team that change, from the last one that is not later than the first change on; undefined
 * for a row that goes. `known` are its rows as they stand, oldest first.
 */
function rewrittenMonths(
  known: ReadonlyMap<string, string>,
  changes: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, number>>>>,
): ReadonlyMap<string, string | undefined> {
  const rewritten = new Map<string, string | undefined>()
  /** People of each kind in each programme, as the month begins. */
  let state: ReadonlyMap<string, Map<string, number>> | undefined
  for (const month of [...new Set([...known.keys(), ...changes.keys()])].toSorted()) {
    const stored = known.get(month)
    const counted = stored === undefined ? {} : (JSON.parse(stored) as Counted)
    state ??= openingOf(counted)
    const { counts, end, changed } = rewrittenMonth(state, counted, changes.get(month) ?? new Map())
    if (changed && counts !== stored) rewritten.set(month, counts)
    else if (!changed && stored !== undefined) rewritten.set(month, undefined)
    state = end
  }
  return rewritten
}

function openingOf(counted: Counted): ReadonlyMap<string, Map<string, number>> {
  return new Map(
    Object.entries(counted).map(([programme, kinds]) => [
      programme,
      new Map(Object.entries(kinds).map(([kind, [people = 0]]) => [kind, people])),
    ]),
  )
}

/** A month's row, the counts as it ends, and whether anything changes in it. */
function rewrittenMonth(
  opening: ReadonlyMap<string, ReadonlyMap<string, number>>,
  counted: Counted,
  changes: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, number>>>,
) {
  const row: Counted = {}
  const end = new Map<string, Map<string, number>>()
  let changed = false
  for (const programme of [...new Set([...opening.keys(), ...Object.keys(counted), ...changes.keys()])].toSorted()) {
    const begun = opening.get(programme)
    const before = counted[programme] ?? {}
    const noted = changes.get(programme)
    const kinds: Record<string, readonly number[]> = {}
    const left = new Map<string, number>()
    for (const kind of [
      ...new Set([...(begun?.keys() ?? []), ...Object.keys(before), ...(noted?.keys() ?? [])]),
    ].toSorted()) {
      const people = begun?.get(kind) ?? 0
      const days = addedDays(before[kind] ?? [], noted?.get(kind))
      if (people === 0 && days.length === 0) continue
      kinds[kind] = [people, ...days]
      if (days.length > 0) changed = true
      const sum = people + sumUpTo(days, 0, 31)
      if (sum !== 0) left.set(kind, sum)
    }
    if (Object.keys(kinds).length > 0) row[programme] = kinds
    if (left.size > 0) end.set(programme, left)
  }
  return { counts: JSON.stringify(row), end, changed }
}

/** The day and change pairs behind a first number, with others added to them, in the order of the days. */
function addedDays(before: readonly number[], noted: ReadonlyMap<number, number> | undefined): readonly number[] {
  if (noted === undefined) return before.slice(1)
  const days = new Map(noted)
  for (let at = 1; at < before.length; at += 2) {
    const day = before[at] ?? 0
    days.set(day, (days.get(day) ?? 0) + (before[at + 1] ?? 0))
  }
  return [...days]
    .filter(([, change]) => change !== 0)
    .toSorted(([a], [b]) => a - b)
    .flat()
}

/** Adds up the changes of the pairs from a place on, up to and including a day of the month. */
function sumUpTo(pairs: readonly number[], from: number, day: number): number {
  let sum = 0
  for (let at = from; at < pairs.length && (pairs[at] ?? 0) <= day; at += 2) sum += pairs[at + 1] ?? 0
  return sum
}

const lastMonth = sql`(SELECT max(month) FROM readiness_months WHERE team = ${sql.placeholder('team')} AND month <= ${sql.placeholder('first')})`

const fromMonth = prepared((ask) =>
  ask
    .select({ month: readinessMonths.month, counts: readinessMonths.counts })
    .from(readinessMonths)
    .where(
      and(
        eq(readinessMonths.team, sql.placeholder('team')),
        gte(readinessMonths.month, sql`coalesce(${lastMonth}, '')`),
      ),
    )
    .orderBy(asc(readinessMonths.month))
    .prepare(),
)

function monthsFrom(ask: Ask, team: string, first: string) {
  return fromMonth(ask).all({ team, first })
}

/** Counts on any day, for all teams or some: of each team the last row that is not later. */
export async function countsOn(ask: Ask, on: Day, teams?: readonly TeamId[]): Promise<readonly Count[]> {
  const found: Count[] = []
  if (teams === undefined) addCounts(found, await rowsOn(ask, on, everyTeam), on)
  else for (const chunk of inChunks(teams)) addCounts(found, await rowsOn(ask, on, sql`VALUES ${listed(chunk)}`), on)
  return found
}

/** Every team that has rows, found by leaping from one to the next. */
const everyTeam = sql`
  WITH RECURSIVE every(team) AS (
    SELECT min(team) FROM readiness_months
    UNION ALL
    SELECT (SELECT min(team) FROM readiness_months WHERE team > every.team) FROM every WHERE every.team IS NOT NULL
  ) SELECT team FROM every`

function listed(teams: readonly TeamId[]) {
  return sql.join(
    teams.map((team) => sql`(${team})`),
    sql`, `,
  )
}

interface CountsRow {
  readonly team: string
  readonly month: string
  readonly counts: string
}

function rowsOn(ask: Ask, on: Day, teams: SQL): Promise<readonly CountsRow[]> {
  return ask.all<CountsRow>(sql`
    WITH asked(team) AS (${teams})
    SELECT of_month.team AS team, of_month.month AS month, of_month.counts AS counts FROM asked CROSS JOIN readiness_months AS of_month
    WHERE of_month.team = asked.team AND of_month.month = (
      SELECT max(month) FROM readiness_months WHERE team = asked.team AND month <= ${on.slice(0, 7)}
    )`)
}

function addCounts(found: Count[], rows: readonly CountsRow[], on: Day): void {
  const [inMonth, dayOfMonth] = [on.slice(0, 7), Number(on.slice(8))]
  for (const { team, month, counts } of rows) {
    const upTo = month === inMonth ? dayOfMonth : 31
    for (const [programme, kinds] of Object.entries(JSON.parse(counts) as Counted)) {
      for (const [kind, pairs] of Object.entries(kinds)) {
        const people = (pairs[0] ?? 0) + sumUpTo(pairs, 1, upTo)
        if (people === 0) continue
        found.push({
          team: team === '' ? null : as<TeamId>(team),
          programme: as<ProgrammeId>(programme),
          kind: kind as StandingKind,
          people,
        })
      }
    }
  }
}

export interface DailyCount {
  readonly on: Day
  readonly kind: StandingKind
  readonly change: number
}

/**
 * How counts in all programmes together change from day to day after `from`, up to and including `to`;
 * with `countsOn(from)` the whole course.
 */
export async function changesBetween(
  ask: Ask,
  from: Day,
  to: Day,
  teams?: readonly TeamId[],
): Promise<readonly DailyCount[]> {
  if (teams !== undefined) return changesOfTeams(ask, from, to, teams)
  const rows = await ask
    .select()
    .from(readinessDays)
    .where(and(gt(readinessDays.day, from), lte(readinessDays.day, to)))
    .orderBy(asc(readinessDays.day), asc(readinessDays.kind))
  return rows.map(({ day, kind, change }) => ({ on: day as Day, kind: kind as StandingKind, change }))
}

async function changesOfTeams(ask: Ask, from: Day, to: Day, teams: readonly TeamId[]): Promise<readonly DailyCount[]> {
  const sums = new Map<string, number>()
  for (const chunk of inChunks(teams)) {
    const rows = await ask
      .select({ month: readinessMonths.month, counts: readinessMonths.counts })
      .from(readinessMonths)
      .where(
        and(
          inArray(readinessMonths.team, chunk),
          gte(readinessMonths.month, from.slice(0, 7)),
          lte(readinessMonths.month, to.slice(0, 7)),
        ),
      )
    for (const { month, counts } of rows) {
      for (const kinds of Object.values(JSON.parse(counts) as Counted)) {
        for (const [kind, pairs] of Object.entries(kinds)) {
          for (let at = 1; at < pairs.length; at += 2) {
            const key = `${month}-${String(pairs[at]).padStart(2, '0')}|${kind}`
            sums.set(key, (sums.get(key) ?? 0) + (pairs[at + 1] ?? 0))
          }
        }
      }
    }
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, change]) => ({ on: key.slice(0, 10) as Day, kind: key.slice(11) as StandingKind, change }))
    .filter(({ on, change }) => on > from && on <= to && change !== 0)
}
