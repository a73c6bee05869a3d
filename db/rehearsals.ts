/** How far people have come in practising scenarios: working memory, not evidence. */
import { and, eq, sql } from 'drizzle-orm'
import type { ContentHash } from '../src/domain/facts.ts'
import { as, type PersonId, type ScenarioId } from '../src/domain/ids.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { rehearsals } from './schema.ts'

export interface Rehearsal {
  readonly scenario: ScenarioId
  /** The text it is of: with another, it begins anew. */
  readonly content: ContentHash
  /** The choices made, by their ids. */
  readonly choices: readonly string[]
}

const one = prepared((ask) =>
  ask
    .select()
    .from(rehearsals)
    .where(and(eq(rehearsals.person, sql.placeholder('person')), eq(rehearsals.scenario, sql.placeholder('scenario'))))
    .prepare(),
)

export async function rehearsalOf(ask: Ask, person: PersonId, scenario: ScenarioId): Promise<Rehearsal | undefined> {
  const row = await one(ask).get({ person, scenario })
  return row && rehearsalFrom(row)
}

const all = prepared((ask) =>
  ask
    .select()
    .from(rehearsals)
    .where(eq(rehearsals.person, sql.placeholder('person')))
    .prepare(),
)

/** All that a person has practised, by scenario. */
export async function rehearsalsOf(ask: Ask, person: PersonId): Promise<ReadonlyMap<ScenarioId, Rehearsal>> {
  const practised = (await all(ask).all({ person })).map(rehearsalFrom)
  return new Map(practised.map((rehearsal) => [rehearsal.scenario, rehearsal]))
}

function rehearsalFrom({ scenario, content, choices }: typeof rehearsals.$inferSelect): Rehearsal {
  return { scenario: as<ScenarioId>(scenario), content, choices: JSON.parse(choices) as string[] }
}

export async function keepRehearsal(
  tx: Tx,
  person: PersonId,
  { scenario, content, choices }: Rehearsal,
  now: Temporal.Instant,
): Promise<void> {
  const values = { content, choices: JSON.stringify(choices), changedAt: now.toString({ smallestUnit: 'millisecond' }) }
  await tx
    .insert(rehearsals)
    .values({ person, scenario, ...values })
    .onConflictDoUpdate({ target: [rehearsals.person, rehearsals.scenario], set: values })
}
