/**
 * What each publication said of one clause, and by which verdicts. Only that clause is read out of the
 * stored standards and locks: whole libraries would be many times as much.
 */
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { LockLine } from '../src/domain/clause-lock.ts'
import type { BroughtVerdict, HeldText } from '../src/domain/clause-history.ts'
import type { Clause } from '../src/domain/curriculum.ts'
import type { Day } from '../src/domain/days.ts'
import type { ContentHash } from '../src/domain/facts.ts'
import { as, type ClauseId, type StandardId } from '../src/domain/ids.ts'
import { inChunks } from './chunks.ts'
import { keep } from './kept.ts'
import type { Ask, Database } from './open.ts'
import { pieces, publicationPieces, publications } from './schema.ts'

/** Where a clause stood last, also when it stands there no more. */
export interface ClausePlace {
  readonly standard: StandardId
  readonly title: string
  readonly readers: readonly string[] | undefined
}

export interface ClauseRecord {
  /** One for each publication that said something else than the one before, in their order. */
  readonly held: readonly HeldText[]
  readonly verdicts: readonly BroughtVerdict[]
  readonly place: ClausePlace
}

interface Known {
  readonly upTo: number
  readonly records: Map<ClauseId, Promise<ClauseRecord | undefined>>
}

/**
 * The record of a clause up to a publication; undefined when none held it. Kept until there is a newer
 * publication: what was published never changes.
 */
export async function recordOfClause(db: Database, clause: ClauseId, upTo: number): Promise<ClauseRecord | undefined> {
  const cache = keep<Known>(db, 'clause records')
  const kept = cache.get()
  const known: Known = kept?.upTo === upTo ? kept : { upTo, records: new Map() }
  if (known !== kept) cache.set(known)
  const asked = known.records.get(clause)
  if (asked !== undefined) return asked
  const reading = readRecord(db.reader, clause, upTo)
  known.records.set(clause, reading)
  // A read that failed is tried anew by the next who asks; an id that nobody published is not worth a place.
  const forget = () => known.records.delete(clause)
  reading.then((record) => record === undefined && forget(), forget)
  return reading
}

interface Shelved {
  readonly publication: number
  readonly on: Day
  readonly hash: ContentHash
}

async function readRecord(ask: Ask, clause: ClauseId, upTo: number): Promise<ClauseRecord | undefined> {
  const standards = await shelved(ask, 'standard', upTo)
  const found = await clauseIn(ask, clause, [...new Set(standards.map(({ hash }) => hash))])
  if (found.size === 0) return undefined
  const held: HeldText[] = []
  let last: string | undefined
  let place: ClausePlace | undefined
  for (const [publication, shelf] of Map.groupBy(standards, (one) => one.publication)) {
    const here = shelf.flatMap(({ hash }) => found.get(hash) ?? [])[0]
    if (here !== undefined) place = here.place
    if (here?.clause === last) continue
    last = here?.clause
    const [{ on } = { on: '' as Day }] = shelf
    held.push({ publication, publishedOn: on, clause: last === undefined ? undefined : (JSON.parse(last) as Clause) })
  }
  if (place === undefined) return undefined
  return { held, place, verdicts: await verdictsOn(ask, clause, await shelved(ask, 'lock', upTo)) }
}

/** Which pieces of a kind each publication holds, without their bodies, in the order published. */
async function shelved(ask: Ask, kind: 'standard' | 'lock', upTo: number): Promise<readonly Shelved[]> {
  const rows = await ask
    .select({ publication: publications.number, on: publications.publishedOn, hash: publicationPieces.hash })
    .from(publications)
    .innerJoin(publicationPieces, eq(publicationPieces.publication, publications.number))
    .where(and(eq(publicationPieces.kind, kind), lte(publications.number, upTo)))
    .orderBy(asc(publications.number), asc(publicationPieces.position))
  return rows.map((row) => ({ ...row, on: row.on as Day }))
}

const bodyText = sql<string>`cast(${pieces.body} as text)`

/**
 * A clause as each of these standards writes it, by the hash of the standard. Most do not hold it, and
 * are told by their bytes, without being read as text.
 */
async function clauseIn(
  ask: Ask,
  clause: ClauseId,
  hashes: readonly ContentHash[],
): Promise<ReadonlyMap<ContentHash, { readonly clause: string; readonly place: ClausePlace }>> {
  const found = new Map<ContentHash, { clause: string; place: ClausePlace }>()
  for (const chunk of inChunks(hashes)) {
    const rows = await ask
      .select({
        hash: pieces.hash,
        standard: sql<string>`json_extract(${bodyText}, '$.id')`,
        title: sql<string>`json_extract(${bodyText}, '$.title')`,
        readers: sql<string | null>`json_extract(${bodyText}, '$.readers')`,
        clause: sql<string | null>`(
          select one.value from json_each(${bodyText}, '$.clauses') one
          where json_extract(one.value, '$.id') = ${clause}
        )`,
      })
      .from(pieces)
      .where(and(inArray(pieces.hash, chunk), sql`instr(${pieces.body}, cast(${`"id":"${clause}"`} as blob)) > 0`))
    for (const row of rows) {
      if (row.clause === null) continue
      const readers = row.readers === null ? undefined : (JSON.parse(row.readers) as readonly string[])
      found.set(row.hash, {
        clause: row.clause,
        place: { standard: as<StandardId>(row.standard), title: row.title, readers },
      })
    }
  }
  return found
}

/**
 * The lines of a clause with the publications that brought them: a lock only grows, so the first with
 * so many lines of the clause brought the last of these.
 */
async function verdictsOn(ask: Ask, clause: ClauseId, locks: readonly Shelved[]): Promise<readonly BroughtVerdict[]> {
  const mention = `"clause":"${clause}"`
  const counts = new Map<ContentHash, number>()
  for (const chunk of inChunks([...new Set(locks.map(({ hash }) => hash))])) {
    const rows = await ask
      .select({
        hash: pieces.hash,
        // Mentions are counted without taking the text apart: locks are long and many.
        count: sql<number>`(length(${bodyText}) - length(replace(${bodyText}, ${mention}, ''))) / length(${mention})`,
      })
      .from(pieces)
      .where(inArray(pieces.hash, chunk))
    for (const { hash, count } of rows) counts.set(hash, count)
  }
  const countOf = ({ hash }: Shelved) => counts.get(hash) ?? 0
  const longest = locks.reduce<Shelved | undefined>(
    (most, lock) => (most === undefined || countOf(lock) > countOf(most) ? lock : most),
    undefined,
  )
  if (longest === undefined || countOf(longest) === 0) return []
  const [row] = await ask
    .select({
      lines: sql<string>`(
        select json_group_array(json(one.value)) from json_each(${bodyText}) one
        where json_extract(one.value, '$.clause') = ${clause}
      )`,
    })
    .from(pieces)
    .where(eq(pieces.hash, longest.hash))
  const lines = JSON.parse(row?.lines ?? '[]') as readonly LockLine[]
  return lines.map((line, at) => ({
    line,
    publication: locks.find((lock) => countOf(lock) > at)?.publication ?? longest.publication,
  }))
}

/** The pictures of a publication: their hashes by their paths, so that a past text is shown with its own. */
export async function picturesIn(ask: Ask, publication: number): Promise<ReadonlyMap<string, ContentHash>> {
  const rows = await ask
    .select({ path: publicationPieces.id, hash: publicationPieces.hash })
    .from(publicationPieces)
    .where(and(eq(publicationPieces.publication, publication), eq(publicationPieces.kind, 'media')))
  return new Map(rows.map(({ path, hash }) => [path, hash]))
}
