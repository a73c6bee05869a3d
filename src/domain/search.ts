/**
 * Reading what somebody typed into the search field. Whatever was typed, what comes out for the
 * full-text index holds quoted words and operators of ours only, so it is never an error there.
 */
import type { SectionId } from './ids.ts'
import { readLine } from './names.ts'
import { asksSomething, contractionOf, isFiller } from './search-words.ts'
import { foldWord, rootOf, splitsOf, type Vocabulary } from './vocabulary.ts'

/** What can be found. */
export const searchKinds = ['clause', 'standard', 'lesson', 'programme', 'quiz', 'scenario', 'term'] as const
export type SearchKind = (typeof searchKinds)[number]

/** One thing to be found: a clause, a term, a programme, a quiz, a scenario, a document as a whole, or a section of one. */
export interface SearchRow {
  readonly kind: SearchKind
  /** The id of the clause, the term, the document, the programme, the quiz or the scenario. */
  readonly subject: string
  /** Undefined for a whole. */
  readonly section: SectionId | undefined
  /** As the text itself says: undefined means everyone signed in. */
  readonly readers: readonly string[] | undefined
  /** The id of a clause or a document, the prefix and the kind of a standard, other names of a term. */
  readonly name: string
  readonly title: string
  readonly body: string
  /** Reasons and examples of a clause. */
  readonly notes: string
  /** The document and the section in which it stands. */
  readonly context: string
  /** Words by which it is also found and that are not shown: channels, roles and keepers. */
  readonly scope: string
}

/** A stretch of a text that was found, and whether it is what was looked for. */
export interface MarkedPart {
  readonly text: string
  readonly marked: boolean
}
export type MarkedText = readonly MarkedPart[]

export interface SearchHit {
  readonly kind: SearchKind
  readonly subject: string
  readonly section: SectionId | undefined
  readonly name: MarkedText
  readonly title: MarkedText
  readonly body: MarkedText
  readonly notes: MarkedText
  readonly context: MarkedText
}

/** Letters and digits without a space between, and where they begin in the text. */
export interface Piece {
  readonly text: string
  readonly at: number
}

/** What must be found together: one word, a word of several pieces ("e-mail"), or a phrase in quotation marks. */
export interface SearchTerm {
  readonly pieces: readonly Piece[]
  readonly quoted: boolean
}

export interface SearchQuery {
  /** As typed, in one line. */
  readonly text: string
  readonly terms: readonly SearchTerm[]
  /** Whether the last word may be the beginning of one. */
  readonly open: boolean
  /** Whether it is a question, so that the text that answers it need not have all of its words. */
  readonly asks: boolean
}

/** More than anybody types; the rest is not looked at. */
export const longestQuery = 200
const mostTerms = 12
/** How many words of the same root are looked for beside the one typed. */
const mostVariants = 8

/** Tags, and names of fields as other searches have them (`title:hold`); neither is looked for. */
const syntax =
  /<\/?[a-z][^<>]*>|(?<![^\s(])(?:title|intitle|name|body|text|intext|kind|type|in|id|site|author|owner|tag):(?=\S)/giu

export function readQuery(typed: string): SearchQuery {
  const text = wholeCharacters(readLine(typed.slice(0, longestQuery)))
  const plain = termsOf(text.replace(syntax, blank))
  const terms = plain.length > 0 ? plain : termsOf(text)
  const telling = terms.filter(({ pieces, quoted }) => quoted || !isFillerTerm(pieces))
  const kept = (telling.length > 0 ? telling : terms).slice(0, mostTerms)
  const last = terms.at(-1)
  return {
    text,
    terms: kept,
    open: last !== undefined && !last.quoted && kept.at(-1) === last,
    asks: asksSomething(text, terms[0]?.pieces.map((piece) => piece.text) ?? []),
  }
}

export const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu

function termsOf(text: string): readonly SearchTerm[] {
  const terms: SearchTerm[] = []
  // The words of a phrase stand between quotation marks; a mark that is never closed quotes nothing.
  // "Must not" is one word here: it is the level of a clause, and not the one of "must".
  for (const match of text.matchAll(
    /["“”„«]([^"“”„»]+)["“”»]|(?<![\p{L}\p{N}])must not(?![\p{L}\p{N}])|[^\s"“”„«»<>()[\]{},;:|/]+/giu,
  )) {
    const quoted = match[1] !== undefined
    const said = quoted ? match[0] : withoutPossessive(match[0])
    const pieces = [...said.matchAll(wordPattern)].map((piece) => ({
      text: piece[0],
      at: match.index + piece.index,
    }))
    if (pieces.length > 0) terms.push({ pieces, quoted })
  }
  return terms
}

/** As many blanks, so that what follows stays where it was. */
function blank(part: string): string {
  return ' '.repeat(part.length)
}

/** A letter cut in two by the limit of length is no letter. */
function wholeCharacters(text: string): string {
  return text.replace(/\p{Cs}/gu, ' ').trim()
}

function withoutPossessive(word: string): string {
  return word.replace(/['’]s(?=$|[^\p{L}\p{N}])/giu, blank)
}

/** "Don't" is a filler of two pieces; "must not" tells a level. */
function isFillerTerm(pieces: readonly Piece[]): boolean {
  const words = pieces.map(({ text }) => text.toLowerCase())
  return words.join(' ') !== 'must not' && (words.every(isFiller) || isFiller(words.join("'")))
}

/** Each term as the full-text index reads it, in all its forms; none when there is nothing to look for. */
export function expressionsFor(query: SearchQuery, vocabulary: Vocabulary): readonly string[] {
  return query.terms.map((term, index) => {
    const open = query.open && index === query.terms.length - 1
    return `(${[...new Set(alternativesFor(term, open, vocabulary))].join(' OR ')})`
  })
}

function alternativesFor({ pieces, quoted }: SearchTerm, open: boolean, vocabulary: Vocabulary): readonly string[] {
  const words = pieces.map(({ text }) => text)
  const folded = words.map(foldWord)
  const asTyped = [phrase(words, open), phrase(folded, open)]
  if (quoted) return asTyped
  const [only, ...others] = folded
  if (only !== undefined && others.length === 0) {
    const splits = [...splitsOf(only, vocabulary), ...numberedAs(only)]
    const parts = contractionOf(only)
    return [
      ...asTyped,
      ...variantsOf(only, open, vocabulary),
      ...[...splits, ...(parts === undefined ? [] : [parts])].map((split) => phrase(split)),
    ]
  }
  const joined = folded.join('')
  const compound = vocabulary.byFold.has(joined) ? [phrase([joined])] : []
  const padded = numberedAs(joined).map((id) => phrase(id))
  return [...asTyped, ...compound, ...padded]
}

/** "tel5" and "5" among other words, as clauses are numbered: with two digits. */
function numberedAs(word: string): readonly (readonly string[])[] {
  const named = /^([a-z]{2,5})?0*(\d{1,2})$/.exec(word)
  if (named === null) return []
  return [[named[1], named[2]?.padStart(2, '0')].filter((part) => part !== undefined)]
}

/** How many of the terms a text has, in any of their endings. */
export function termsSaid({ terms }: SearchQuery, text: string): number {
  const roots = new Set([...text.matchAll(wordPattern)].map(([word]) => rootOf(foldWord(word))))
  return terms.filter(({ pieces }) => pieces.every((piece) => roots.has(rootOf(foldWord(piece.text))))).length
}

/** Words of the vocabulary with another ending or another way of writing the same letters. */
function variantsOf(folded: string, open: boolean, vocabulary: Vocabulary): readonly string[] {
  const related = vocabulary.byRoot.get(rootOf(folded)) ?? []
  const begun = open ? vocabulary.written.filter((word) => foldWord(word).startsWith(folded)) : []
  return [...related.slice(0, mostVariants), ...begun.slice(0, mostVariants)].map((word) => phrase([word]))
}

/** A phrase for the index; of an open one the last word may go on. */
export function phrase(words: readonly string[], open = false): string {
  const text = words.join(' ').replaceAll('"', '').replaceAll('\0', '')
  // One letter begins too many words to be of use.
  return `"${text}"${open && (words.at(-1)?.length ?? 0) > 1 ? '*' : ''}`
}

// ---- what was found ----------------------------------------------------------------------------

/** Stand before and after what was looked for in texts that come from the index; no text holds them itself. */
export const markBegins = '\u0002'
export const markEnds = '\u0003'

/** Text from the index, cut at its marks. */
export function markedText(text: string): MarkedText {
  const parts: MarkedPart[] = []
  let marked = false
  for (const part of text.split(/([\u0002\u0003])/)) {
    if (part === markBegins) marked = true
    else if (part === markEnds) marked = false
    else if (part !== '') parts.push({ text: part, marked })
  }
  return parts
}

export function isMarked(text: MarkedText): boolean {
  return text.some(({ marked }) => marked)
}
