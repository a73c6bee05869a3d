/** People whose projections are behind the facts, and whose turn to be rewritten is still to come. */
import { eq, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type PersonId, type ProgrammeId } from '../src/domain/ids.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { unsettled } from './schema.ts'

const whether = prepared((ask) =>
  ask
    .select({ person: unsettled.person })
    .from(unsettled)
    .where(eq(unsettled.person, sql.placeholder('person')))
    .prepare(),
)

export async function isUnsettled(ask: Ask, person: PersonId): Promise<boolean> {
  return (await whether(ask).get({ person })) !== undefined
}

/** Marks people of whom everything is to be rewritten. */
export async function markUnsettled(tx: Tx, people: readonly PersonId[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO unsettled (person) SELECT value FROM json_each(${JSON.stringify(people)}) WHERE true
    ON CONFLICT (person) DO UPDATE SET programmes = NULL`)
}

/** Marks everybody; one statement, whatever their number. Those of one team follow each other, where it is known. */
export async function markEverybodyUnsettled(tx: Tx): Promise<void> {
  await tx.run(sql`
    INSERT INTO unsettled (person)
    SELECT person FROM (
      SELECT person, max(team) AS team FROM postings GROUP BY person
      UNION ALL SELECT id, NULL FROM people WHERE id NOT IN (SELECT person FROM postings)
    ) ORDER BY team
    ON CONFLICT (person) DO UPDATE SET programmes = NULL`)
}

/**
 * Marks those whom some programmes ask on a day or later, for these programmes alone. Whoever is marked
 * for others already is behind in everything. Those of one team follow each other, because their counts
 * stand together; found in the index of the spans, leaping from team to team.
 */
export async function markAskedUnsettled(tx: Tx, programmes: readonly ProgrammeId[], from: Day): Promise<void> {
  const written = JSON.stringify(programmes.toSorted())
  await tx.run(sql`
    WITH RECURSIVE every(team) AS (
      SELECT min(team) FROM spans
      UNION ALL
      SELECT (SELECT min(team) FROM spans WHERE team > every.team) FROM every WHERE every.team IS NOT NULL
    )
    INSERT INTO unsettled (person, programmes)
    SELECT DISTINCT spans.person, ${written}
    FROM every CROSS JOIN json_each(${written}) AS asking CROSS JOIN spans INDEXED BY spans_team
    WHERE spans.team IS every.team AND spans.programme = asking.value AND spans.to_day > ${from}
    ON CONFLICT (person) DO UPDATE
      SET programmes = CASE WHEN programmes = excluded.programmes THEN programmes END`)
}

export interface Unsettled {
  readonly people: readonly PersonId[]
  /** In which programmes their standings are behind; undefined when all about them may be. */
  readonly programmes: readonly ProgrammeId[] | undefined
  /** Where to go on after them. */
  readonly last: number
}

/**
 * Who is next after a place, up to a number: of so many, those behind in the same as the first; the others
 * come when it is gone through again.
 */
export async function nextUnsettled(ask: Ask, count: number, after = 0): Promise<Unsettled> {
  const rows = await next(ask).all({ count, after })
  const [first] = rows
  if (first === undefined) return { people: [], programmes: undefined, last: after }
  return {
    people: rows.flatMap(({ person, programmes }) => (programmes === first.programmes ? [as<PersonId>(person)] : [])),
    programmes: first.programmes === null ? undefined : (JSON.parse(first.programmes) as ProgrammeId[]),
    last: rows.at(-1)?.place ?? after,
  }
}

const next = prepared((ask) =>
  ask
    .select({ place: sql<number>`rowid`, person: unsettled.person, programmes: unsettled.programmes })
    .from(unsettled)
    .where(sql`rowid > ${sql.placeholder('after')}`)
    .orderBy(sql`rowid`)
    .limit(sql.placeholder('count'))
    .prepare(),
)

/** Of people, those who are still behind in just this. */
export async function stillUnsettled(
  ask: Ask,
  { people, programmes }: Pick<Unsettled, 'people' | 'programmes'>,
): Promise<ReadonlySet<PersonId>> {
  const rows = await ask.all<{ person: PersonId }>(sql`
    SELECT unsettled.person AS person FROM json_each(${JSON.stringify(people)}) AS asked CROSS JOIN unsettled
    WHERE unsettled.person = asked.value
      AND unsettled.programmes IS ${programmes === undefined ? null : JSON.stringify(programmes)}`)
  return new Set(rows.map(({ person }) => person))
}

export async function markSettled(tx: Tx, people: readonly PersonId[]): Promise<void> {
  await tx.run(sql`DELETE FROM unsettled WHERE person IN (SELECT value FROM json_each(${JSON.stringify(people)}))`)
}

/** How many people still wait for their turn. */
export async function countUnsettled(ask: Ask): Promise<number> {
  const [row] = await ask.select({ people: sql<number>`count(*)` }).from(unsettled)
  return row?.people ?? 0
}
