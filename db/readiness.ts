/** Readiness counts by calendar period, kept as changes: they follow the spans and are written with them. */
import { eq, sql } from 'drizzle-orm'
import { FOREVER, type Day } from '../src/domain/days.ts'
import { as, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import type { Count } from '../src/domain/readiness.ts'
import type { TeamSpan } from '../src/domain/standing.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import { inChunks } from './chunks.ts'
import type { Ask, Tx } from './open.ts'
import { readinessChanges } from './schema.ts'

/** Readiness changes not yet written, by period, programme, team and kind. */
export type Changes = Map<string, number>

/** Counts a span in (1) or out (-1), from its first day to the day after its last. */
export function noteSpan(changes: Changes, span: TeamSpan, count: 1 | -1): void {
  add(changes, span.from, span, count)
  if (span.to !== FOREVER) add(changes, span.to, span, -count)
}

function add(changes: Changes, on: Day, span: TeamSpan, count: number): void {
  for (const period of [`y${on.slice(0, 4)}`, `m${on.slice(0, 7)}`, `d${on}`]) {
    const key = [period, span.programme, span.team ?? '', span.kind].join('|')
    changes.set(key, (changes.get(key) ?? 0) + count)
  }
}

/** Writes what was noted; a period in which nothing changes any more leaves no row. */
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
