/**
 * Reading what somebody typed into the search field. Whatever was typed, what comes out for the
 * full-text index holds quoted words and operators of ours only, so it is never an error there.
 */
import { clauseIdPattern, type ClauseId, type SectionId } from './ids.ts'
import { readLine } from './names.ts'
import { foldWord, rootOf, splitsOf, type Vocabulary } from './vocabulary.ts'

/** What can be found. */
export const searchKinds = ['clause', 'standard', 'lesson', 'term'] as const
export type SearchKind = (typeof searchKinds)[number]

/** One thing to be found: a clause, a term, a document as a whole, or a section of one. */
export interface SearchRow {
  readonly kind: SearchKind
  /** The id of the clause, the term or the document. */
  readonly subject: string
  /** Undefined for a whole. */
  readonly section: SectionId | undefined
  /** As the text itself says: undefined means everyone signed in. */
  readonly readers: readonly string[] | undefined
  /** The id of a clause, the prefix of a standard, other names of a term. */
  readonly name: string
  readonly title: string
  readonly body: string
  /** Reasons and examples of a clause. */
  readonly notes: string
  /** The document and the section in which it stands. */
  readonly context: string
  /** Words by which it is also found and that are not shown: channels, roles, kind and keepers. */
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
}

/** More than anybody types; the rest is not looked at. */
export const longestQuery = 200
const mostTerms = 12
/** How many words of the same root are looked for beside the one typed. */
const mostVariants = 8

/** Words that tell nothing about what is looked for, unless nothing else was typed. */
const fillers = new Set(
  'a an the of to in on for at by with from and or not is are was were be been am do does did how what when where which who why can could would i you we they he she it my your our their me us them this that these those there if as so about'.split(
    ' ',
  ),
)

export function readQuery(typed: string): SearchQuery {
  const text = wholeCharacters(readLine(typed.slice(0, longestQuery)))
  const terms: SearchTerm[] = []
  // The words of a phrase stand between quotation marks; a mark that is never closed quotes nothing.
  for (const match of text.matchAll(/["“”„«]([^"“”„»]+)["“”»]|[^\s"“”„«»]+/gu)) {
    const quoted = match[1] !== undefined
    const said = quoted ? match[0] : withoutPossessive(match[0])
    const pieces = [...said.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)].map((piece) => ({
      text: piece[0],
      at: match.index + piece.index,
    }))
    if (pieces.length > 0) terms.push({ pieces, quoted })
  }
  const telling = terms.filter(({ pieces, quoted }) => quoted || pieces.some((piece) => !isFiller(piece)))
  const kept = (telling.length > 0 ? telling : terms).slice(0, mostTerms)
  const last = terms.at(-1)
  return { text, terms: kept, open: last !== undefined && !last.quoted && kept.at(-1) === last }
}

/** A letter cut in two by the limit of length is no letter. */
function wholeCharacters(text: string): string {
  return text.replace(/\p{Cs}/gu, ' ').trim()
}

function withoutPossessive(word: string): string {
  // Two blanks, so that what follows stays where it was.
  return word.replace(/['’]s(?=$|[^\p{L}\p{N}])/giu, '  ')
}

function isFiller({ text }: Piece): boolean {
  return fillers.has(text.toLowerCase())
}

/**
 * The clause that is named by its id in any form ("tel 5", "TEL-05", "tel05", "Tel.5", "TEL-05~2@14"),
 * when the whole of the text is such an id.
 */
export function clauseNamed(text: string, clauses: Iterable<ClauseId>): ClauseId | undefined {
  const named = /^\P{L}*([A-Za-z]{2,5})[^\p{L}\p{N}]*(\d{1,4})(?:~\d+)?(?:@\d+)?[^\p{L}\p{N}]*$/u.exec(text)
  if (named === null) return undefined
  const [prefix, number] = [named[1]?.toUpperCase(), Number(named[2])]
  for (const id of clauses) {
    if (!clauseIdPattern.test(id)) continue
    const [of, at] = id.split('-')
    if (of === prefix && Number(at) === number) return id
  }
  return undefined
}

/** What the index is asked for texts with a clause's id: the clause itself and those that name it. */
export function expressionForClause(clause: ClauseId): string {
  return phrase(clause.split('-'))
}

/**
 * The query as the full-text index reads it. `all` finds texts with every term, `any` with one of
 * them; undefined when there is nothing to look for.
 */
export function expressionFor(query: SearchQuery, vocabulary: Vocabulary, how: 'all' | 'any'): string | undefined {
  const groups = query.terms.map((term, index) => {
    const open = query.open && index === query.terms.length - 1
    return `(${[...new Set(alternativesFor(term, open, vocabulary))].join(' OR ')})`
  })
  return groups.length === 0 ? undefined : groups.join(how === 'all' ? ' AND ' : ' OR ')
}

function alternativesFor({ pieces, quoted }: SearchTerm, open: boolean, vocabulary: Vocabulary): readonly string[] {
  const words = pieces.map(({ text }) => text)
  const folded = words.map(foldWord)
  const asTyped = [phrase(words, open), phrase(folded, open)]
  if (quoted) return asTyped
  const [only, ...others] = folded
  if (only !== undefined && others.length === 0) {
    const splits = [...splitsOf(only, vocabulary), ...numberedAs(only)]
    return [...asTyped, ...variantsOf(only, open, vocabulary), ...splits.map((split) => phrase(split))]
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

/** Words of the vocabulary with another ending or another way of writing the same letters. */
function variantsOf(folded: string, open: boolean, vocabulary: Vocabulary): readonly string[] {
  const related = vocabulary.byRoot.get(rootOf(folded)) ?? []
  const begun = open ? vocabulary.written.filter((word) => foldWord(word).startsWith(folded)) : []
  return [...related.slice(0, mostVariants), ...begun.slice(0, mostVariants)].map((word) => phrase([word]))
}

/** A phrase for the index; of an open one the last word may go on. */
function phrase(words: readonly string[], open = false): string {
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
