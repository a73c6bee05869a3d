/** Standings as they are kept: a span for every stretch in which a person is one thing in one programme and team. */
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type PersonId, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import type { Because, TeamSpan } from '../src/domain/standing.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import { inChunks } from './chunks.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { noteSpan, type Changes } from './readiness.ts'
import { spans } from './schema.ts'

/** Replaces one person's spans and notes in `changes` what that does to the counts; write those with `applyChanges`. */
export async function rewriteSpans(
  tx: Tx,
  person: PersonId,
  now: readonly TeamSpan[],
  changes: Changes,
): Promise<void> {
  const before = await storedSpans(tx, person)
  if (sameSpans(before, now)) return
  for (const span of before) noteSpan(changes, span, -1)
  for (const span of now) noteSpan(changes, span, 1)
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
