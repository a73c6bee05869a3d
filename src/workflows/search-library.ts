/** Answers what somebody typed into the search, from what that person may read. */
import { mayRead, type Viewer } from '../domain/access.ts'
import { correctedText, likelierText, wordsNearby } from '../domain/correction.ts'
import type { ClauseId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import {
  clauseNamed,
  expressionFor,
  expressionForClause,
  readQuery,
  type SearchHit,
  type SearchKind,
  type SearchQuery,
} from '../domain/search.ts'
import type { Database } from '../../db/open.ts'
import { bestFound, countFound, readableBy, type Readable } from '../../db/search.ts'
import { prepareSearch } from './prepare-search.ts'

export const hitsAPage = 20
/** With fewer hits than this, what may have been meant is proposed. */
const few = 3

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
  /** What was looked for in its place, because nothing was found with the text as typed. */
  readonly insteadOf: string | undefined
  /** What may have been meant, where something was found all the same. */
  readonly perhaps: string | undefined
  /** Whether every word is in each text found, or only one of them. */
  readonly how: 'all' | 'any'
  readonly counts: ReadonlyMap<SearchKind, number>
  /** Of all kinds. */
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly hits: readonly SearchHit[]
  /** Words to go on with when nothing was found. */
  readonly near: readonly string[]
}

interface Open extends Readable {
  readonly clauses: readonly ClauseId[]
}

interface Looked {
  readonly expression: string
  readonly first: ClauseId | undefined
  readonly how: 'all' | 'any'
  readonly counts: ReadonlyMap<SearchKind, number>
  readonly total: number
}

export async function searchLibrary(db: Database, input: SearchInput): Promise<Searched> {
  const { library, viewer, typed, kind, asTyped = false } = input
  await prepareSearch(db, library)
  const readable = {
    ...(await readableBy(db, library.publication, (text) => mayRead(viewer, text))),
    // A clause that may not be read is answered as one that is not there.
    clauses: library.curriculum.standards.flatMap((standard) =>
      mayRead(viewer, standard) ? standard.clauses.map(({ id }) => id) : [],
    ),
  }
  const { vocabulary } = readable
  const query = readQuery(typed)

  let text = query.text
  let looked = await lookFor(db, readable, query, 'all')
  let insteadOf: string | undefined
  let perhaps: string | undefined
  if (!asTyped && looked !== undefined && looked.first === undefined && looked.total < few) {
    const better = correctedText(query, vocabulary) ?? likelierText(query, vocabulary)
    const found = better === undefined ? undefined : await lookFor(db, readable, readQuery(better), 'all')
    if (better !== undefined && found !== undefined && found.total > looked.total) {
      if (looked.total > 0) perhaps = better
      else {
        insteadOf = text
        text = better
        looked = found
      }
    }
  }
  if (looked !== undefined && insteadOf === undefined && isTooNarrow(query, looked)) {
    looked = await lookFor(db, readable, query, 'any')
    const better = asTyped ? undefined : correctedText(query, vocabulary)
    if (looked?.total === 0 && better !== undefined) {
      looked = await lookFor(db, readable, readQuery(better), 'any')
      insteadOf = text
      text = better
    }
  }
  if (looked === undefined || looked.total === 0) {
    const near = asTyped ? [] : wordsNearby(query, vocabulary)
    return { text, insteadOf, perhaps, how: 'all', counts: new Map(), total: 0, page: 1, pages: 1, hits: [], near }
  }

  const { expression, first, how, counts, total } = looked
  const pages = Math.max(1, Math.ceil((kind === undefined ? total : (counts.get(kind) ?? 0)) / hitsAPage))
  const page = Math.min(Math.max(1, input.page ?? 1), pages)
  const sought = { expression, circles: readable.circles }
  const stretch = {
    kind,
    first,
    title: text,
    titlesFirst: how === 'all',
    limit: hitsAPage,
    offset: (page - 1) * hitsAPage,
  }
  const hits = await bestFound(db.reader, sought, stretch)
  return { text, insteadOf, perhaps, how, counts, total, page, pages, hits, near: [] }
}

/** Undefined when the query holds nothing to look for. */
async function lookFor(
  db: Database,
  { circles, vocabulary, clauses }: Open,
  query: SearchQuery,
  how: 'all' | 'any',
): Promise<Looked | undefined> {
  const first = clauseNamed(query.text, clauses)
  const expression = first === undefined ? expressionFor(query, vocabulary, how) : expressionForClause(first)
  if (expression === undefined) return undefined
  const counts = await countFound(db.reader, { expression, circles })
  const total = [...counts.values()].reduce((sum, found) => sum + found, 0)
  return { expression, first, how, counts, total }
}

/** Nothing has every word; or it was a whole sentence, of which few texts have every word. */
function isTooNarrow(query: SearchQuery, { first, total }: Looked): boolean {
  if (first !== undefined || query.terms.length < 2) return false
  return total === 0 || (total < few && query.terms.length > 2)
}
