/** What readers report of the texts and what stewards answer: erasable words; the ledger holds their hashes. */
import { and, asc, count, desc, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm'
import { as, type PersonId, type SuggestionId } from '../src/domain/ids.ts'
import {
  isVerdict,
  placeFrom,
  placeKey,
  type Suggestion,
  type SuggestionAnswer,
  type SuggestionPlace,
} from '../src/domain/suggestions.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { suggestions } from './schema.ts'

export async function keepSuggestion(
  tx: Tx,
  { id, person, place, publication, text, at }: Omit<Suggestion, 'answer'>,
  salt: string,
): Promise<void> {
  await tx.insert(suggestions).values({
    id,
    person,
    place: placeKey(place),
    publication,
    text,
    salt,
    at: at.toString({ smallestUnit: 'millisecond' }),
  })
}

export async function keepAnswer(
  tx: Tx,
  id: SuggestionId,
  { verdict, words, at, by }: SuggestionAnswer,
  answerSalt: string,
): Promise<void> {
  const answeredAt = at.toString({ smallestUnit: 'millisecond' })
  await tx
    .update(suggestions)
    .set({ verdict, answer: words, answerSalt, answeredAt, answeredBy: by })
    .where(eq(suggestions.id, id))
}

export async function suggestionById(ask: Ask, id: SuggestionId): Promise<Suggestion | undefined> {
  const row = await ask.select().from(suggestions).where(eq(suggestions.id, id)).get()
  return row === undefined ? undefined : suggestionFrom(row)
}

const atPlace = prepared((ask) =>
  ask
    .select()
    .from(suggestions)
    .where(and(eq(suggestions.person, sql.placeholder('person')), eq(suggestions.place, sql.placeholder('place'))))
    .orderBy(desc(suggestions.at), desc(suggestions.id))
    .prepare(),
)

/** What one person has said of one place, the last first. */
export async function suggestionsAt(
  ask: Ask,
  person: PersonId,
  place: SuggestionPlace,
): Promise<readonly Suggestion[]> {
  return (await atPlace(ask).all({ person, place: placeKey(place) })).map(suggestionFrom)
}

/** Whose suggestions are listed; undefined lists everybody's. */
type Whose = PersonId | undefined

/**
 * A page of the list: first what waits, the longest waiting at the head, then what is answered, the
 * last answer first.
 */
export async function listSuggestions(
  ask: Ask,
  whose: Whose,
  { page, each }: { readonly page: number; readonly each: number },
): Promise<readonly Suggestion[]> {
  const rows = await ask
    .select()
    .from(suggestions)
    .where(whose === undefined ? undefined : eq(suggestions.person, whose))
    .orderBy(
      desc(isNull(suggestions.verdict)),
      sql`CASE WHEN ${suggestions.verdict} IS NULL THEN ${suggestions.at} END`,
      desc(suggestions.answeredAt),
      asc(suggestions.id),
    )
    .limit(each)
    .offset((page - 1) * each)
  return rows.map(suggestionFrom)
}

/** How many there are, and how many of them wait for an answer. */
export async function countSuggestions(
  ask: Ask,
  whose: Whose,
): Promise<{ readonly all: number; readonly open: number }> {
  const row = await ask
    .select({ all: count(), open: sql<number>`count(*) FILTER (WHERE ${suggestions.verdict} IS NULL)` })
    .from(suggestions)
    .where(whose === undefined ? undefined : eq(suggestions.person, whose))
    .get()
  return row ?? { all: 0, open: 0 }
}

const waiting = prepared((ask) =>
  ask.select({ waiting: count() }).from(suggestions).where(isNull(suggestions.verdict)).prepare(),
)

/** How many wait for an answer of a steward. */
export async function suggestionsWaiting(ask: Ask): Promise<number> {
  return (await waiting(ask).get())?.waiting ?? 0
}

const answeredSince = prepared((ask) =>
  ask
    .select()
    .from(suggestions)
    .where(
      and(
        eq(suggestions.person, sql.placeholder('person')),
        isNotNull(suggestions.verdict),
        gte(suggestions.answeredAt, sql.placeholder('since')),
      ),
    )
    .orderBy(desc(suggestions.answeredAt))
    .prepare(),
)

/** What of one person's was answered since an instant, the last answer first. */
export async function answersSince(
  ask: Ask,
  person: PersonId,
  since: Temporal.Instant,
): Promise<readonly Suggestion[]> {
  const rows = await answeredSince(ask).all({ person, since: since.toString({ smallestUnit: 'millisecond' }) })
  return rows.map(suggestionFrom)
}

function suggestionFrom(row: typeof suggestions.$inferSelect): Suggestion {
  const { verdict, answer, answeredAt, answeredBy } = row
  const isAnswered =
    verdict !== null && isVerdict(verdict) && answer !== null && answeredAt !== null && answeredBy !== null
  return {
    id: as<SuggestionId>(row.id),
    person: as<PersonId>(row.person),
    place: placeFrom(row.place),
    publication: row.publication,
    text: row.text,
    at: Temporal.Instant.from(row.at),
    answer: isAnswered
      ? { verdict, words: answer, at: Temporal.Instant.from(answeredAt), by: as<PersonId>(answeredBy) }
      : undefined,
  }
}
