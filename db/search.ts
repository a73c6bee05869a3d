/**
 * The full-text search over the newest publication. Its rows, its index and its words are made anew
 * together, in one transaction; whoever may not read a text neither finds nor counts it, and is
 * proposed no word that stands there only.
 */
import { asc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { as, type ClauseId, type SectionId } from '../src/domain/ids.ts'
import {
  markBegins,
  markedText,
  markEnds,
  type MarkedText,
  type SearchHit,
  type SearchKind,
  type SearchRow,
} from '../src/domain/search.ts'
import { vocabularyOf, type Vocabulary } from '../src/domain/vocabulary.ts'
import { inChunks } from './chunks.ts'
import { keep } from './kept.ts'
import type { Ask, Database, Tx } from './open.ts'
import { searchRows, searchState, searchTexts, searchWords } from './schema.ts'

/** How much a word weighs by where it stands: name, title, body, notes, context, scope. */
const weights = sql.raw('12, 8, 3, 1, 1, 0.5')
/** Words a snippet shows of a longer text. */
const snippetWords = sql.raw('28')

export interface SearchState {
  readonly publication: number
  readonly form: number
}

/** What the search is over; undefined in a database that has none yet. */
export async function stateOfSearch(ask: Ask): Promise<SearchState | undefined> {
  const [row] = await ask
    .select({ publication: searchState.publication, form: searchState.form })
    .from(searchState)
    .where(eq(searchState.id, 1))
  return row
}

/** Puts the rows of a publication in place of those of the one before. */
export async function rewriteSearch(tx: Tx, state: SearchState, rows: readonly SearchRow[]): Promise<void> {
  await tx.delete(searchRows)
  await tx.delete(searchTexts)
  const places = rows.map(({ kind, subject, section, readers }, index) => ({
    id: index + 1,
    kind,
    subject,
    section: section ?? null,
    readers: circleOf(readers),
  }))
  const texts = rows.map(({ name, title, body, notes, context, scope }, index) => ({
    id: index + 1,
    name,
    title,
    body,
    notes,
    context,
    scope,
  }))
  for (const chunk of inChunks(places)) await tx.insert(searchRows).values(chunk)
  for (const chunk of inChunks(texts)) await tx.insert(searchTexts).values(chunk)
  await tx.run(sql`INSERT INTO search_index (search_index) VALUES ('rebuild')`)
  await tx.delete(searchWords)
  await tx.run(sql`
    INSERT INTO search_words (word, readers, count)
    SELECT term, readers, count(*) FROM search_vocabulary JOIN search_rows ON search_rows.id = doc GROUP BY readers, term`)
  await tx
    .insert(searchState)
    .values({ id: 1, ...state })
    .onConflictDoUpdate({ target: searchState.id, set: state })
}

/** Those who may read a text, as one value that a query can be narrowed by. */
function circleOf(readers: readonly string[] | undefined): string {
  return readers === undefined ? '' : JSON.stringify([...readers].toSorted())
}

function readersOf(circle: string): readonly string[] | undefined {
  return circle === '' ? undefined : (JSON.parse(circle) as readonly string[])
}

interface KnownWords {
  readonly publication: number
  readonly words: ReadonlyMap<string, readonly (readonly [string, number])[]>
  readonly vocabularies: Map<string, Vocabulary>
}

export interface Readable {
  /** The circles of readers to whom somebody belongs, as rows name them. */
  readonly circles: readonly string[]
  /** The words of what they may read, and no others. */
  readonly vocabulary: Vocabulary
}

/** What of the search is open to somebody, as `may` says of the readers that a text names. */
export async function readableBy(
  db: Database,
  publication: number,
  may: (text: { readonly readers: readonly string[] | undefined }) => boolean,
): Promise<Readable> {
  const { words, vocabularies } = await knownWords(db, publication)
  const circles = [...words.keys()].filter((circle) => may({ readers: readersOf(circle) }))
  const key = circles.join('\n')
  const vocabulary = vocabularies.get(key) ?? vocabularyOf(circles.flatMap((circle) => words.get(circle) ?? []))
  vocabularies.set(key, vocabulary)
  return { circles, vocabulary }
}

/** Read once for each publication. */
async function knownWords(db: Database, publication: number): Promise<KnownWords> {
  const kept = keep<KnownWords>(db, 'search-words')
  const known = kept.get()
  if (known?.publication === publication) return known
  const rows = await db.reader.select().from(searchWords).orderBy(asc(searchWords.readers), asc(searchWords.word))
  const words = new Map<string, (readonly [string, number])[]>()
  for (const { word, readers, count } of rows) {
    const ofCircle = words.get(readers) ?? []
    ofCircle.push([word, count])
    words.set(readers, ofCircle)
  }
  const read = { publication, words, vocabularies: new Map<string, Vocabulary>() }
  kept.set(read)
  return read
}

export interface Sought {
  /** In the language of the index; what has a part of it is found. */
  readonly expression: string
  /** Only these are found, what has more of the parts first. */
  readonly among?: readonly Sharing[] | undefined
  readonly circles: readonly string[]
}

/** How many rows are found, by kind. */
export async function countFound(ask: Ask, sought: Sought): Promise<ReadonlyMap<SearchKind, number>> {
  if (sought.circles.length === 0) return new Map()
  const rows = await ask.all<{ kind: SearchKind; found: number }>(sql`
    SELECT search_rows.kind AS kind, count(*) AS found FROM ${foundRows(sought)} GROUP BY search_rows.kind`)
  return new Map(rows.map(({ kind, found }) => [kind, found]))
}

/** Rows of a kind that have so many of the parts of a query. */
export interface Sharing {
  readonly parts: number
  readonly kind: SearchKind
  readonly ids: readonly number[]
}

/** What has at least so many of the parts and is open to one of the circles, by how many it has. */
export async function sharing(
  ask: Ask,
  expressions: readonly string[],
  least: number,
  circles: readonly string[],
): Promise<readonly Sharing[]> {
  if (circles.length === 0 || expressions.length === 0) return []
  const each = expressions.map((part) => sql`SELECT rowid AS id FROM search_index WHERE search_index MATCH ${part}`)
  const rows = await ask.all<{ parts: number; kind: SearchKind; ids: string }>(sql`
    SELECT parts, search_rows.kind AS kind, json_group_array(search_rows.id) AS ids
    FROM (SELECT id, count(*) AS parts FROM (${sql.join(each, sql` UNION ALL `)}) GROUP BY id HAVING parts >= ${least}) AS shares
    JOIN search_rows ON search_rows.id = shares.id
    WHERE ${inArray(searchRows.readers, [...circles])} GROUP BY parts, search_rows.kind`)
  return rows.map(({ parts, kind, ids }) => ({ parts, kind, ids: JSON.parse(ids) as readonly number[] }))
}

export interface Stretch {
  /** Only what is of this kind. */
  readonly kind: SearchKind | undefined
  /** Wholes that stand before all else, in this order. */
  readonly first: readonly { readonly kind: SearchKind; readonly subject: string }[]
  /** What was typed: a text of just this title comes next. */
  readonly title: string
  readonly limit: number
  readonly offset: number
}

/** Clauses whose own words have what is sought, or some of it, the best first. */
export async function clausesSaying(ask: Ask, sought: Sought, limit: number): Promise<readonly ClauseId[]> {
  if (sought.circles.length === 0 || sought.among?.every(({ kind }) => kind !== 'clause')) return []
  const clauses: Sought = {
    expression: `{body} : (${sought.expression})`,
    among: sought.among?.filter(({ kind }) => kind === 'clause'),
    circles: sought.circles,
  }
  const order = [...mostPartsFirst(sought), sql`bm25(search_index, ${weights})`, sql`search_rows.id`]
  const rows = await ask.all<{ subject: string }>(sql`
    SELECT search_rows.subject AS subject FROM ${foundRows(clauses)} AND search_rows.kind = 'clause'
    ORDER BY ${sql.join(order, sql`, `)} LIMIT ${limit}`)
  return rows.map(({ subject }) => as<ClauseId>(subject))
}

interface HitRow {
  readonly id: number
  readonly kind: SearchKind
  readonly subject: string
  readonly section: string | null
  readonly name: string
  readonly title: string
  readonly whole: string
  readonly body: string
  readonly notes: string
  readonly context: string
}

/** The best of what is found, in order, each with its words marked. */
export async function bestFound(ask: Ask, sought: Sought, stretch: Stretch): Promise<readonly SearchHit[]> {
  if (sought.circles.length === 0) return []
  const ofKind = stretch.kind === undefined ? sql`` : sql` AND search_rows.kind = ${stretch.kind}`
  // A rare word in a body would outweigh a frequent one in a title, so titles are asked for on their own.
  const inTitle = sql`
    CASE WHEN search_rows.id IN (SELECT rowid FROM search_index WHERE search_index MATCH ${`{name title} : (${sought.expression})`})
    THEN 1 + (SELECT title = ${stretch.title} COLLATE NOCASE FROM search_texts WHERE search_texts.id = search_rows.id)
    ELSE 0 END DESC`
  const place = stretch.first.map(
    ({ kind, subject }, at) => sql`WHEN search_rows.kind = ${kind} AND search_rows.subject = ${subject} THEN ${at}`,
  )
  const order = [
    ...(place.length === 0
      ? []
      : [sql`CASE WHEN search_rows.section IS NULL THEN CASE ${sql.join(place, sql` `)} ELSE 99 END ELSE 99 END`]),
    ...(sought.among === undefined ? [inTitle] : mostPartsFirst(sought)),
    sql`bm25(search_index, ${weights})`,
    sql`search_rows.id`,
  ]
  const best = await ask.all<{ id: number }>(sql`
    SELECT search_rows.id AS id FROM ${foundRows(sought)}${ofKind}
    ORDER BY ${sql.join(order, sql`, `)}
    LIMIT ${stretch.limit} OFFSET ${stretch.offset}`)
  if (best.length === 0) return []
  const ids = best.map(({ id }) => id)
  const marks = sql`${markBegins}, ${markEnds}`
  // Marking is dear, so only what is shown is marked.
  const rows = await ask.all<HitRow>(sql`
    SELECT search_rows.id AS id, search_rows.kind AS kind, search_rows.subject AS subject, search_rows.section AS section,
      highlight(search_index, 0, ${marks}) AS name,
      highlight(search_index, 1, ${marks}) AS title,
      highlight(search_index, 2, ${marks}) AS whole,
      snippet(search_index, 2, ${marks}, '…', ${snippetWords}) AS body,
      snippet(search_index, 3, ${marks}, '…', ${snippetWords}) AS notes,
      highlight(search_index, 4, ${marks}) AS context
    FROM ${foundRows({ ...sought, among: undefined })} AND ${inArray(searchRows.id, ids)}`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row === undefined ? [] : [hitOf(row)]
  })
}

/** Clauses and terms are short and shown whole; of anything longer, the stretch that was looked for. */
function hitOf(row: HitRow): SearchHit {
  const isShort = row.kind === 'clause' || row.kind === 'term'
  return {
    kind: row.kind,
    subject: row.subject,
    section: row.section === null ? undefined : as<SectionId>(row.section),
    name: markedText(row.name),
    title: markedText(row.title),
    body: markedText(isShort ? row.whole : row.body),
    notes: onlyWhenMarked(row.notes),
    context: markedText(row.context),
  }
}

function onlyWhenMarked(text: string): MarkedText {
  return text.includes(markBegins) ? markedText(text) : []
}

/** The rows that match and that are open to one of the circles. */
function foundRows({ expression, among, circles }: Sought): SQL {
  const only = among === undefined ? sql`` : sql` AND search_rows.id ${inList(among.flatMap(({ ids }) => ids))}`
  return sql`search_index JOIN search_rows ON search_rows.id = search_index.rowid
    WHERE search_index MATCH ${expression} AND ${inArray(searchRows.readers, [...circles])}${only}`
}

function mostPartsFirst({ among = [] }: Sought): readonly SQL[] {
  if (among.length === 0) return []
  const levels = among.map(({ parts, ids }) => sql`WHEN search_rows.id ${inList(ids)} THEN ${parts}`)
  return [sql`CASE ${sql.join(levels, sql` `)} END DESC`]
}

/** As a list of its own, which is read once and not for every row. */
function inList(ids: readonly number[]): SQL {
  return sql`IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
}
