/** Answers what somebody typed into the search, from what that person may read. */
import { mayRead, type Viewer } from '../domain/access.ts'
import { correctedText, perhapsMeant } from '../domain/correction.ts'
import { isBinding } from '../domain/curriculum.ts'
import type { ClauseId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { expressionForNumbered, textsCalled, textsNumbered, type NamedText } from '../domain/named-texts.ts'
import { asksAnAmount } from '../domain/search-words.ts'
import {
  expressionsFor,
  readQuery,
  termsSaid,
  type SearchHit,
  type SearchKind,
  type SearchQuery,
} from '../domain/search.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { Database } from '../../db/open.ts'
import {
  bestFound,
  clausesSaying,
  countFound,
  readableBy,
  sharing,
  type Sharing,
  type Sought,
} from '../../db/search.ts'
import { prepareSearch } from './prepare-search.ts'

export const hitsAPage = 20
/** With fewer hits than this of all the words, texts with some of them are found as well. */
const few = 3
/** How many binding clauses stand before what has the words in its title, and among how many they are looked for. */
const mostAhead = 3
const mostLooked = 40

export interface SearchInput {
  readonly library: Library
  readonly viewer: Viewer
  readonly typed: string
  readonly kind?: SearchKind | undefined
  /** From 1; beyond the last it is the last. */
  readonly page?: number | undefined
  /** Nothing is put right. */
  readonly asTyped?: boolean | undefined
}

export interface Searched {
  /** As read; '' when nothing was looked for. */
  readonly text: string
  /** What was typed, when something else was looked for in its place because nothing was found with it. */
  readonly insteadOf: string | undefined
  /** What may have been meant, where something was found all the same. */
  readonly perhaps: string | undefined
  /** Whether every word is in each text found, or only some of them. */
  readonly how: 'all' | 'some'
  readonly counts: ReadonlyMap<SearchKind, number>
  /** Of all kinds. */
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly hits: readonly SearchHit[]
}

interface Looked {
  readonly sought: Sought
  /** How many of the words each text has at least. */
  readonly words: number
  readonly counts: ReadonlyMap<SearchKind, number>
  readonly total: number
}

export async function searchLibrary(db: Database, input: SearchInput): Promise<Searched> {
  const { library, viewer, typed, kind, asTyped = false } = input
  await prepareSearch(db, library)
  const { circles, vocabulary } = await readableBy(db, library.publication, (text) => mayRead(viewer, text))
  const query = readQuery(typed)
  const { text } = query
  const nothing = { insteadOf: undefined, perhaps: undefined, how: 'all', counts: new Map(), total: 0 } as const
  if (query.terms.length === 0) return { ...nothing, text, page: 1, pages: 1, hits: [] }

  const numbered = textsNumbered(text, input)
  if (numbered.length > 0) {
    const looked = await lookFor(db, { expression: expressionForNumbered(numbered, library), circles }, 1)
    return { ...nothing, text, ...looked, ...(await stretchOf(db, looked, { ...input, text, first: numbered })) }
  }

  const asked = await lookForQuery(db, query, vocabulary, circles)
  const better = asTyped || asked.hasAll ? undefined : correctedText(query, vocabulary)
  const meant = better === undefined ? query : readQuery(better)
  const looked = better === undefined ? asked : await lookForQuery(db, meant, vocabulary, circles)
  if (looked.total === 0) return { ...nothing, text, page: 1, pages: 1, hits: [] }
  const called = textsCalled(meant.text, input)
  const saying = kind === undefined || kind === 'clause' ? await bindingClauses(db, looked, meant, library) : []
  const first = [...called, ...saying.map((subject) => ({ kind: 'clause', subject }) as const)]
  return {
    text: meant.text,
    insteadOf: better === undefined ? undefined : text,
    perhaps: asTyped || better !== undefined ? undefined : perhapsMeant(query, vocabulary),
    how: looked.sought.among === undefined ? 'all' : 'some',
    counts: looked.counts,
    total: looked.total,
    ...(await stretchOf(db, looked, { ...input, text: meant.text, first })),
  }
}

async function lookFor(db: Database, sought: Sought, words: number): Promise<Looked> {
  const counts = await countFound(db.reader, sought)
  return { sought, words, counts, total: sum(counts.values()) }
}

/**
 * Texts with every word; where these are few, and for a question of three words or more, those with as many
 * of them as a few texts have. `hasAll` says whether any text has every word.
 */
async function lookForQuery(
  db: Database,
  query: SearchQuery,
  vocabulary: Vocabulary,
  circles: readonly string[],
): Promise<Looked & { readonly hasAll: boolean }> {
  const expressions = expressionsFor(query, vocabulary)
  const { length } = expressions
  const isLoose = query.asks && length > 2
  const all = isLoose ? undefined : await lookFor(db, { expression: expressions.join(' AND '), circles }, length)
  if (all !== undefined && (length === 1 || all.total >= (length === 2 ? 1 : few))) {
    return { ...all, hasAll: all.total > 0 }
  }

  // Of many words nearly every text has one, so texts with a single one are looked for only when there are no others.
  const several = length > 3 ? await sharing(db.reader, expressions, 2, circles) : []
  const shares = several.length > 0 ? several : await sharing(db.reader, expressions, 1, circles)
  const from = (least: number) => shares.filter(({ parts }) => parts >= least)
  const found = (some: readonly Sharing[]) => sum(some.map(({ ids }) => ids.length))
  const levels = Array.from({ length: isLoose ? length - 1 : length }, (_, at) => length - at - (isLoose ? 1 : 0))
  const atLeast = levels.find((least) => found(from(least)) >= few) ?? (several.length > 0 ? 2 : 1)
  const counts = new Map<SearchKind, number>()
  for (const { kind, ids } of from(atLeast)) counts.set(kind, (counts.get(kind) ?? 0) + ids.length)
  const sought = { expression: expressions.join(' OR '), among: from(atLeast), circles }
  return { sought, words: atLeast, counts, total: sum(counts.values()), hasAll: from(length).length > 0 }
}

/** What binds and says it in so many words is what most people look for; when they ask how much, with a number. */
async function bindingClauses(
  db: Database,
  { sought, words }: Looked,
  query: SearchQuery,
  library: Library,
): Promise<readonly ClauseId[]> {
  const saying = await clausesSaying(db.reader, sought, mostLooked)
  const binding = saying.flatMap((id) => library.clauses.get(id) ?? []).filter(isBinding)
  const telling = sought.among === undefined ? binding : binding.filter(({ text }) => termsSaid(query, text) >= words)
  const likeliest = asksAnAmount(query.text)
    ? telling.toSorted((a, b) => Number(b.params.length > 0) - Number(a.params.length > 0))
    : telling
  return likeliest.slice(0, mostAhead).map(({ id }) => id)
}

async function stretchOf(
  db: Database,
  { sought, counts, total }: Looked,
  { kind, page, text, first }: SearchInput & { readonly text: string; readonly first: readonly NamedText[] },
): Promise<Pick<Searched, 'page' | 'pages' | 'hits'>> {
  const pages = Math.max(1, Math.ceil((kind === undefined ? total : (counts.get(kind) ?? 0)) / hitsAPage))
  const here = Math.min(Math.max(1, page ?? 1), pages)
  const stretch = { kind, first, title: text, limit: hitsAPage, offset: (here - 1) * hitsAPage }
  return { page: here, pages, hits: await bestFound(db.reader, sought, stretch) }
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0)
}
