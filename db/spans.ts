/** Standings as they are kept: a span for every stretch in which a person is one thing in one programme and team. */
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type PersonId, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import type { Because, TeamSpan } from '../src/domain/standing.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import { inChunks } from './chunks.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { noteSpan, type Changes, type CountedSpan } from './readiness.ts'
import { spans } from './schema.ts'

/** A span as it is kept, with its reason as text. */
export interface KeptSpan extends CountedSpan {
  readonly because: string
}

export interface SpansOf {
  readonly person: PersonId
  readonly spans: readonly KeptSpan[]
}

export function keptSpan({ programme, from, to, kind, team, because }: TeamSpan): KeptSpan {
  return { programme, from, to, kind, team, because: JSON.stringify(because) }
}

/**
 * Replaces the spans of people, in some programmes or in all, and notes in `changes` what that does to the
 * counts; write those with `applyChanges`. Rows that stay as they are are not touched.
 */
export async function rewriteSpans(
  tx: Tx,
  all: readonly SpansOf[],
  changes: Changes,
  programmes?: readonly ProgrammeId[],
): Promise<void> {
  const before = Map.groupBy(
    await rowsOf(
      tx,
      all.map(({ person }) => person),
      programmes,
    ),
    ({ person }) => person,
  )
  const gone: number[] = []
  const put: (string | null)[][] = []
  for (const { person, spans: now } of all) {
    const stored = new Map((before.get(person) ?? []).map((row) => [`${row.programme} ${row.fromDay}`, row]))
    for (const span of now) {
      const key = `${span.programme} ${span.from}`
      const row = stored.get(key)
      stored.delete(key)
      const { because } = span
      if (row?.toDay === span.to && row.kind === span.kind && row.team === span.team && row.because === because)
        continue
      if (row !== undefined) noteSpan(changes, countedSpan(row), -1)
      noteSpan(changes, span, 1)
      put.push([person, span.programme, span.from, span.to, span.kind, span.team, because])
    }
    for (const row of stored.values()) {
      noteSpan(changes, countedSpan(row), -1)
      gone.push(row.rowid)
    }
  }
  // Lists travel as JSON, so that the text of a statement stays the same and is prepared once.
  if (gone.length > 0) {
    await tx.run(sql`DELETE FROM spans WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(gone)}))`)
  }
  if (put.length > 0) {
    await tx.run(sql`
      INSERT INTO spans (person, programme, from_day, to_day, kind, team, because)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
      FROM json_each(${JSON.stringify(put)}) WHERE true
      ON CONFLICT (person, programme, from_day) DO UPDATE SET
        to_day = excluded.to_day, kind = excluded.kind, team = excluded.team, because = excluded.because`)
  }
}

interface SpanRow {
  readonly rowid: number
  readonly person: PersonId
  readonly programme: ProgrammeId
  readonly fromDay: Day
  readonly toDay: Day
  readonly kind: StandingKind
  readonly team: TeamId | null
  readonly because: string
}

function rowsOf(tx: Tx, people: readonly PersonId[], programmes?: readonly ProgrammeId[]): Promise<SpanRow[]> {
  const within =
    programmes === undefined
      ? sql``
      : sql`AND spans.programme IN (SELECT value FROM json_each(${JSON.stringify(programmes)}))`
  return tx.all<SpanRow>(sql`
    SELECT spans.rowid AS rowid, person, programme, from_day AS fromDay, to_day AS toDay, kind, team, because
    FROM json_each(${JSON.stringify(people)}) AS asked CROSS JOIN spans
    WHERE spans.person = asked.value ${within}`)
}

function countedSpan({ programme, fromDay, toDay, kind, team }: SpanRow): CountedSpan {
  return { programme, from: fromDay, to: toDay, kind, team }
}

const byPerson = prepared((ask) =>
  ask
    .select()
    .from(spans)
    .where(eq(spans.person, sql.placeholder('person')))
    .orderBy(asc(spans.programme), asc(spans.fromDay))
    .prepare(),
)

/** A person's spans by programme, oldest first. */
export async function storedSpans(ask: Ask, person: PersonId): Promise<readonly TeamSpan[]> {
  return (await byPerson(ask).all({ person })).map(spanFrom)
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
