/** Readiness counts through time, by team and of everybody: they follow the spans and are written with them. */
import { and, asc, eq, gte, sql, type SQL } from 'drizzle-orm'
import { FOREVER, type Day } from '../src/domain/days.ts'
import { as, type TeamId } from '../src/domain/ids.ts'
import { Counts } from '../src/domain/readiness.ts'
import type { TeamSpan } from '../src/domain/standing.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import {
  countsFrom,
  readCounts,
  textOfCounts,
  type CountedMonth,
  type CountsReader,
  type Numbers,
} from './counts-text.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { readinessMonths } from './schema.ts'

/** Readiness changes not yet written: by team, month, programme, kind and day of the month. */
export type Changes = Map<string, Map<string, Map<string, Map<StandingKind, Map<number, number>>>>>

/** What of a span is counted. */
export type CountedSpan = Omit<TeamSpan, 'because'>

/** Counts a span in (1) or out (-1), from its first day to the day after its last. */
export function noteSpan(changes: Changes, span: CountedSpan, count: 1 | -1): void {
  note(changes, span.from, span, count)
  if (span.to !== FOREVER) note(changes, span.to, span, -count)
}

function note(changes: Changes, on: Day, { team, programme, kind }: CountedSpan, count: number): void {
  const kinds = within(within(within(changes, team ?? ''), on.slice(0, 7)), programme)
  const days = within(kinds, kind)
  const day = Number(on.slice(8))
  days.set(day, (days.get(day) ?? 0) + count)
}

function within<Outer, Key, Value>(map: Map<Outer, Map<Key, Value>>, key: Outer): Map<Key, Value> {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = new Map<Key, Value>()
  map.set(key, made)
  return made
}

type Noted = ReadonlyMap<string, ReadonlyMap<StandingKind, ReadonlyMap<number, number>>>

/** Writes what was noted; a month in which nothing changes any more leaves no row. */
export async function applyChanges(tx: Tx, changes: Changes): Promise<void> {
  const days = new Map<string, number>()
  const gone: string[][] = []
  const put: string[][] = []
  for (const [team, months] of changes) {
    dropNothing(months, days)
    const first = [...months.keys()].toSorted()[0]
    if (first === undefined) continue
    const known = new Map((await monthsFrom(tx, team, first)).map(({ month, counts }) => [month, counts]))
    for (const [month, counts] of rewrittenMonths(known, months)) {
      if (counts === undefined) gone.push([team, month])
      else put.push([team, month, counts])
    }
  }
  // Lists travel as JSON, so that the text of a statement stays the same and is prepared once.
  if (gone.length > 0) {
    await tx.run(sql`
      DELETE FROM readiness_months
      WHERE (team, month) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(gone)}))`)
  }
  if (put.length > 0) {
    await tx.run(sql`
      INSERT INTO readiness_months (team, month, counts)
      SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${JSON.stringify(put)}) WHERE true
      ON CONFLICT (team, month) DO UPDATE SET counts = excluded.counts`)
  }
  await applyDays(tx, days)
}

async function applyDays(tx: Tx, days: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...days].flatMap(([key, change]) =>
    change === 0 ? [] : [[key.slice(0, 10), key.slice(11), change] as const],
  )
  if (rows.length === 0) return
  await tx.run(sql`
    INSERT INTO readiness_days (day, kind, change)
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT (day, kind) DO UPDATE SET change = change + excluded.change`)
  await tx.run(sql`DELETE FROM readiness_days WHERE change = 0`)
}

/** Leaves out what came to nothing, and adds the rest to what changes for everybody. */
function dropNothing(
  months: Map<string, Map<string, Map<StandingKind, Map<number, number>>>>,
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
 * The rows of a team that change; undefined for a row that goes. `known` are its rows as they stand, oldest
 * first, from the last one that is not later than the first change. A month at whose start nothing differs
 * and in which nothing is noted is passed over unread: a change that is made good soon costs a few months,
 * however far the rows go on.
 */
function rewrittenMonths(
  known: ReadonlyMap<string, string>,
  changes: ReadonlyMap<string, Noted>,
): ReadonlyMap<string, string | undefined> {
  const rewritten = new Map<string, string | undefined>()
  /** How the counts differ, as the month begins, from what they were. */
  const shift = new Map<string, Map<StandingKind, number>>()
  /** The row before, as it was. */
  let before: string | undefined
  for (const month of [...new Set([...known.keys(), ...changes.keys()])].toSorted()) {
    const stored = known.get(month)
    const noted = changes.get(month) ?? new Map()
    if (noted.size > 0 || shift.size > 0) {
      const counted = stored === undefined ? endOf(before) : countsFrom(stored)
      const { counts, changes: anything } = rewrittenMonth(counted, shift, noted)
      if (!anything) rewritten.set(month, undefined)
      else if (counts !== stored) rewritten.set(month, counts)
      addTo(shift, noted)
    }
    before = stored ?? before
  }
  return rewritten
}

/** A row that begins as another ends, and in which nothing changes. */
function endOf(row: string | undefined): CountedMonth {
  const end = new Map<string, Map<StandingKind, Numbers>>()
  for (const [programme, kinds] of row === undefined ? [] : countsFrom(row)) {
    for (const [kind, numbers] of kinds) within(end, programme).set(kind, [(numbers[0] ?? 0) + sumUpTo(numbers, 1, 31)])
  }
  return end
}

/** A month's row with other people at its start and other changes in it, and whether anything changes in it. */
function rewrittenMonth(
  counted: CountedMonth,
  shift: ReadonlyMap<string, ReadonlyMap<StandingKind, number>>,
  noted: Noted,
) {
  const row = new Map<string, ReadonlyMap<StandingKind, Numbers>>()
  let anything = false
  for (const programme of unionOf(counted, shift, noted)) {
    const [was, shifted, added] = [counted.get(programme), shift.get(programme), noted.get(programme)]
    const kinds = new Map<StandingKind, Numbers>()
    for (const kind of unionOf(was, shifted, added)) {
      const numbers = was?.get(kind) ?? []
      const people = (numbers[0] ?? 0) + (shifted?.get(kind) ?? 0)
      const days = addedDays(numbers, added?.get(kind))
      if (people === 0 && days.length === 0) continue
      kinds.set(kind, [people, ...days])
      if (days.length > 0) anything = true
    }
    if (kinds.size > 0) row.set(programme, kinds)
  }
  return { counts: textOfCounts(row), changes: anything }
}

function unionOf<Key>(...maps: readonly (ReadonlyMap<Key, unknown> | undefined)[]): ReadonlySet<Key> {
  const keys = new Set<Key>()
  for (const map of maps) for (const key of map?.keys() ?? []) keys.add(key)
  return keys
}

/** Takes what a month changes into how the next one begins; what comes to nothing is let go. */
function addTo(shift: Map<string, Map<StandingKind, number>>, noted: Noted): void {
  for (const [programme, kinds] of noted) {
    const shifted = within(shift, programme)
    for (const [kind, days] of kinds) {
      let sum = shifted.get(kind) ?? 0
      for (const change of days.values()) sum += change
      if (sum === 0) shifted.delete(kind)
      else shifted.set(kind, sum)
    }
    if (shifted.size === 0) shift.delete(programme)
  }
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

/** Rows read together: what is read of thousands of teams is let go while it is small. */
const teamsTogether = 400

/** Counts on any day, for all teams or some: of each team the last row that is not later. */
export async function countsOn(ask: Ask, on: Day, teams?: readonly TeamId[]): Promise<Counts> {
  const [inMonth, dayOfMonth] = [on.slice(0, 7), Number(on.slice(8))]
  const asked: readonly string[] = teams ?? (await everyTeam(ask))
  const found = new Counts(asked.length)
  let [start, programme, upTo] = [0, 0, 31]
  let last: StandingKind = 'not-required'
  const adding: CountsReader = {
    programme: (id) => void (programme = found.placeOf(id)),
    kind: (kind, people) => found.add(programme, start, (last = kind), people),
    change(day, change) {
      if (day <= upTo) found.add(programme, start, last, change)
    },
  }
  for (let from = 0; from < asked.length; from += teamsTogether) {
    const rows = await ask.all<CountsRow>(sql`
      WITH ${theseTeams(asked.slice(from, from + teamsTogether))}
      SELECT of_month.team AS team, of_month.month AS month, of_month.counts AS counts
      FROM asked CROSS JOIN readiness_months AS of_month
      WHERE of_month.rowid = (
        SELECT rowid FROM readiness_months
        WHERE team = asked.team AND month <= ${inMonth} ORDER BY month DESC LIMIT 1
      )`)
    for (const { team, month, counts } of rows) {
      start = found.begin(team === '' ? null : as<TeamId>(team))
      upTo = month === inMonth ? dayOfMonth : 31
      readCounts(counts, adding)
    }
  }
  return found
}

/** Every team that has rows, found by leaping from one to the next; `''` is among them. */
async function everyTeam(ask: Ask): Promise<readonly string[]> {
  const rows = await ask.all<{ team: string }>(sql`
    WITH RECURSIVE every(team) AS (
      SELECT min(team) FROM readiness_months
      UNION ALL
      SELECT (SELECT min(team) FROM readiness_months WHERE team > every.team) FROM every WHERE every.team IS NOT NULL
    ) SELECT team FROM every WHERE team IS NOT NULL`)
  return rows.map(({ team }) => team)
}

/** A list travels as JSON, so that the text of a statement stays the same and is prepared once. */
function theseTeams(teams: readonly string[]): SQL {
  return sql`asked(team) AS (SELECT value FROM json_each(${JSON.stringify(teams)}))`
}

interface CountsRow {
  readonly team: string
  readonly month: string
  readonly counts: string
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
  if (teams === undefined) return daily(await changesOfEverybody(ask, from, to))
  const asked = new Set<string>(teams)
  const others = (await everyTeam(ask)).filter((team) => !asked.has(team))
  // What most teams change is what everybody does, less what the few others do.
  if (others.length >= teams.length) return daily(await changesOfTeams(ask, from, to, teams))
  const changes = await changesOfEverybody(ask, from, to)
  for (const [key, change] of await changesOfTeams(ask, from, to, others))
    changes.set(key, (changes.get(key) ?? 0) - change)
  return daily(changes)
}

/** By day and kind: `2027-03-31 overdue`. */
type DailyChanges = Map<string, number>

function daily(changes: DailyChanges): readonly DailyCount[] {
  return [...changes]
    .filter(([, change]) => change !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, change]) => ({ on: key.slice(0, 10) as Day, kind: key.slice(11) as StandingKind, change }))
}

async function changesOfEverybody(ask: Ask, from: Day, to: Day): Promise<DailyChanges> {
  const rows = await ask.all<{ key: string; change: number }>(sql`
    SELECT day || ' ' || kind AS key, change FROM readiness_days WHERE day > ${from} AND day <= ${to}`)
  return new Map(rows.map(({ key, change }) => [key, change]))
}

async function changesOfTeams(ask: Ask, from: Day, to: Day, teams: readonly string[]): Promise<DailyChanges> {
  const months = new Map<string, Map<StandingKind, number[]>>()
  let kinds = new Map<StandingKind, number[]>()
  let days: number[] = []
  const adding: CountsReader = {
    programme: () => undefined,
    kind(kind) {
      days = kinds.get(kind) ?? new Array<number>(32).fill(0)
      kinds.set(kind, days)
    },
    change: (day, change) => void (days[day] = (days[day] ?? 0) + change),
  }
  // A row for each of a dozen months.
  const together = teamsTogether / 10
  for (let first = 0; first < teams.length; first += together) {
    const rows = await ask.all<Omit<CountsRow, 'team'>>(sql`
      WITH ${theseTeams(teams.slice(first, first + together))}
      SELECT of_month.month AS month, of_month.counts AS counts
      FROM asked CROSS JOIN readiness_months AS of_month
      WHERE of_month.team = asked.team
        AND of_month.month >= ${from.slice(0, 7)} AND of_month.month <= ${to.slice(0, 7)}`)
    for (const { month, counts } of rows) {
      kinds = within(months, month)
      readCounts(counts, adding)
    }
  }
  const changes: DailyChanges = new Map()
  for (const [month, ofMonth] of months) {
    for (const [kind, each] of ofMonth) {
      for (const [day, change] of each.entries()) {
        const on = `${month}-${String(day).padStart(2, '0')}`
        if (change !== 0 && on > from && on <= to) changes.set(`${on} ${kind}`, change)
      }
    }
  }
  return changes
}
