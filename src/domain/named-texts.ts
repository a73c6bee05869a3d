/** The texts that somebody names outright, by a number, a title, an address or what the house calls them. */
import { mayRead, type Viewer } from './access.ts'
import { as, clauseIdPattern, type ClauseId } from './ids.ts'
import type { Library } from './library.ts'
import { isFiller } from './search-words.ts'
import { phrase, wordPattern, type SearchKind } from './search.ts'
import { standardKindWords } from './standard-kind-words.ts'
import { foldWord, rootOf } from './vocabulary.ts'

export interface NamedText {
  readonly kind: SearchKind
  readonly subject: string
}

interface Readable {
  readonly library: Library
  readonly viewer: Viewer
}

const clauseInText = /(?<![\p{L}\p{N}])([A-Za-z]{2,5})[^\p{L}\p{N}]*(\d{1,4})(?:~\d+)?(?:@\d+)?(?![\p{L}\p{N}])/gu

/**
 * What is named by the ids of clauses in any form ("tel 5", "TEL-05", "tel05", "Clause TEL-05~2@14 and
 * cha 2"), when the whole of the text is such ids: each clause, and for a number that no clause has the
 * standard whose prefix it bears. What may not be read is answered as if it were not there.
 */
export function textsNumbered(text: string, { library, viewer }: Readable): readonly NamedText[] {
  const rest = text.replace(clauseInText, '').replace(/(?<!\p{L})(?:clauses?|and|or)(?!\p{L})/giu, '')
  if (/[\p{L}\p{N}]/u.test(rest)) return []
  const named = [...text.matchAll(clauseInText)].map(([, letters = '', digits]): NamedText | undefined => {
    const prefix = letters.toUpperCase()
    const standard = library.curriculum.standards.find((one) => one.prefix === prefix && mayRead(viewer, one))
    if (standard === undefined) return undefined
    const clause = standard.clauses.find(({ id }) => Number(id.slice(prefix.length + 1)) === Number(digits))
    return clause === undefined ? { kind: 'standard', subject: standard.id } : { kind: 'clause', subject: clause.id }
  })
  return named.flatMap((one) => one ?? []).length === named.length ? distinct(named.flatMap((one) => one ?? [])) : []
}

/** What the index is asked for texts that are named by number: those themselves and those that cite them. */
export function expressionForNumbered(named: readonly NamedText[], library: Library): string {
  return named
    .map(({ kind, subject }) => {
      const prefix = library.curriculum.standards.find(({ id }) => id === subject)?.prefix ?? ''
      return kind === 'clause' ? phrase(subject.split('-')) : `{name} : ${phrase([prefix])}`
    })
    .join(' OR ')
}

/** "CHA-02" for the "cha-2" of an address; undefined for what cannot be the id of a clause. */
export function clauseIdMeant(address: string): ClauseId | undefined {
  const [, prefix = '', digits = ''] = /^([A-Za-z]{2,5})[-.\s]?(\d{1,4})$/.exec(address) ?? []
  const id = `${prefix.toUpperCase()}-${digits.padStart(2, '0')}`
  return clauseIdPattern.test(id) ? as<ClauseId>(id) : undefined
}

/**
 * The texts of which the whole of what was typed is a name: "charter" and "our promise to customers" are
 * the same document, and so is "the telephone standard" its id with its kind. Endings, small words and
 * order do not matter, except in a term. Documents come first, terms last.
 */
export function textsCalled(typed: string, { library, viewer }: Readable): readonly NamedText[] {
  const names = namesIn(library)
  const called = [...(names.get(keyOf(typed)) ?? []), ...(names.get(keyOfTerm(typed)) ?? [])]
  return distinct(called.filter((text) => mayRead(viewer, text)))
}

interface Bearer extends NamedText {
  readonly readers: readonly string[] | undefined
}

/** A publication never changes, so its names are gathered once. */
const namesOf = new WeakMap<Library, ReadonlyMap<string, readonly Bearer[]>>()

function namesIn(library: Library): ReadonlyMap<string, readonly Bearer[]> {
  const known = namesOf.get(library)
  if (known !== undefined) return known
  const names = new Map<string, Bearer[]>()
  const give = (bearer: Bearer, keys: readonly string[]) => {
    for (const key of new Set(keys)) if (key !== '') names.set(key, [...(names.get(key) ?? []), bearer])
  }
  const { standards, lessons, programmes, quizzes, glossary } = library.curriculum
  for (const { id, title, kind, prefix, readers } of standards) {
    const word = standardKindWords[kind]
    const isOnlyOne = standards.filter((one) => one.kind === kind).length === 1
    const called = [title, id, prefix, `${id} ${word}`, `${title} ${word}`, ...(isOnlyOne ? [word] : [])]
    give({ kind: 'standard', subject: id, readers }, called.map(keyOf))
  }
  const everyone = { readers: undefined } as const
  for (const { id, title } of programmes) {
    give(
      { kind: 'programme', subject: id, ...everyone },
      [title, id, `${title} programme`, `${id} programme`].map(keyOf),
    )
  }
  for (const { id, title } of quizzes) {
    give({ kind: 'quiz', subject: id, ...everyone }, [title, id, `${id} quiz`].map(keyOf))
  }
  for (const { id, title, readers } of lessons) {
    give({ kind: 'lesson', subject: id, readers }, [title, id, `${title} lesson`].map(keyOf))
  }
  for (const { id, term, aliases } of glossary) {
    give({ kind: 'term', subject: id, ...everyone }, [term, ...aliases].map(keyOfTerm))
  }
  namesOf.set(library, names)
  return names
}

function keyOf(name: string): string {
  const words = wordsIn(name)
  const telling = words.filter((word) => !isFiller(word))
  return [...new Set((telling.length > 0 ? telling : words).map(rootOf))].toSorted().join(' ')
}

/** No name of a document begins so, and "a hold" is not "hold". */
function keyOfTerm(term: string): string {
  return `= ${wordsIn(term).map(rootOf).join(' ')}`
}

function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(wordPattern)].map(([word]) => foldWord(word))
}

function distinct(texts: readonly NamedText[]): readonly NamedText[] {
  const seen = new Map(texts.map(({ kind, subject }) => [`${kind}:${subject}`, { kind, subject }]))
  return [...seen.values()]
}
