/** People whose projections are behind the facts, and whose turn to be rewritten is still to come. */
import { asc, eq, inArray, sql } from 'drizzle-orm'
import { as, type PersonId } from '../src/domain/ids.ts'
import { inChunks } from './chunks.ts'
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
