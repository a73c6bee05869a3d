/** The words of a library as a reader may know them: which belong together, and which was meant. */
import { foldForSearch } from './names.ts'

export interface Vocabulary {
  /** How often each word stands in the texts. */
  readonly words: ReadonlyMap<string, number>
  /** By the letters alone: how the word is written. */
  readonly byFold: ReadonlyMap<string, readonly string[]>
  /** By what words with other endings share. */
  readonly byRoot: ReadonlyMap<string, readonly string[]>
  /** By the number of their letters: what may have been meant is about as long as what was typed. */
  readonly byLength: ReadonlyMap<number, readonly Lettered[]>
  /** Words that are written otherwise than by their plain letters, as Łódź. */
  readonly written: readonly string[]
}

interface Lettered {
  readonly word: string
  readonly letters: string
  readonly count: number
  /** One bit for each letter that is in it. */
  readonly mask: number
}

export function vocabularyOf(counted: Iterable<readonly [word: string, count: number]>): Vocabulary {
  const words = new Map<string, number>()
  for (const [word, count] of counted) words.set(word, (words.get(word) ?? 0) + count)
  const byFold = new Map<string, string[]>()
  const byRoot = new Map<string, string[]>()
  const byLength = new Map<number, Lettered[]>()
  for (const [word, count] of words) {
    const folded = foldWord(word)
    if (folded.length > 2 && !/\d/.test(folded)) {
      put(byLength, folded.length, { word, letters: folded, count, mask: maskOf(folded) })
    }
    put(byFold, folded, word)
    put(byRoot, rootOf(folded), word)
  }
  return { words, byFold, byRoot, byLength, written: [...words.keys()].filter((word) => foldWord(word) !== word) }
}

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

function maskOf(letters: string): number {
  let mask = 0
  for (let at = 0; at < letters.length; at += 1) mask |= 1 << (letters.charCodeAt(at) % 31)
  return mask
}

function bitsIn(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** The plain letters of a word, in which it is compared. */
export function foldWord(word: string): string {
  return foldForSearch(word)
}

/** Endings of whole kinds of words, and the shorter word that each leads to. Never one that gives itself again. */
const longerEndings: readonly (readonly [RegExp, string])[] = [
  [/(?<=.{3})[ai]bilit(?:y|ies)$/, 'able'],
  [/(?<=.{3})ib(?:le|ly)$/, 'able'],
  [/(?<=.{3})ably$/, 'able'],
  [/(?<=.{3})ifications?$/, 'ify'],
  [/(?<=.{4})ations?$/, 'ate'],
  [/(?<=.{4})ements?$/, 'e'],
  [/(?<=.{4})ments?$/, ''],
  [/(?<=.{3})iness$/, 'y'],
  [/(?<=.{4})ness$/, ''],
  [/(?<=.{5})ly$/, ''],
  [/(?<=.{2})plaints?$/, 'plain'],
]

/**
 * What English words share that differ by their ending: complaint and complaints, reply and replied,
 * apologise and apologizing, vulnerable and vulnerability. For finding more, never for showing.
 */
export function rootOf(folded: string): string {
  if (folded.length < 4 || /\d/.test(folded)) return folded
  const derived = longerEndings.find(([ending]) => ending.test(folded))
  if (derived !== undefined) return rootOf(folded.replace(derived[0], derived[1]))
  const singular = folded
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(s|x|z|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1')
  const plain = singular.replace(/^(.*[aeiouy].*[^e])(?:ing|ed)$/, '$1')
  const root = plain === singular ? singular : plain.replace(/([bdfgmnprt])\1$/, '$1')
  return root.length < 3 ? singular : root.replace(/e$/, '').replace(/iz$/, 'is')
}

/** The two words that a word is made of ("email", "callback"), when the texts have both. */
export function splitsOf(folded: string, vocabulary: Vocabulary): readonly (readonly [string, string])[] {
  if (folded.length < 4) return []
  return Array.from({ length: folded.length - 1 }, (_, index) => index + 1).flatMap((at) => {
    const [first, second] = [folded.slice(0, at), folded.slice(at)] as const
    const tells = (first.length === 1 && second.length > 2) || (first.length > 2 && second.length > 2)
    return tells && vocabulary.byFold.has(first) && vocabulary.byFold.has(second) ? [[first, second] as const] : []
  })
}

/** Whether the texts have a word, in whatever form; of an open one, whether some word begins so. */
export function isKnown(word: string, open: boolean, vocabulary: Vocabulary): boolean {
  const folded = foldWord(word)
  if (/\p{N}/u.test(folded) || vocabulary.byFold.has(folded) || vocabulary.byRoot.has(rootOf(folded))) return true
  if (!open || folded.length < 2) return false
  for (const known of vocabulary.byFold.keys()) if (known.startsWith(folded)) return true
  return false
}

/**
 * The word of the vocabulary that was almost certainly meant: one slip away, beginning with the same letter.
 * What may be a word that the texts do not have is left alone, so the shorter a word, the fewer slips count.
 */
export function surelyMeant(
  word: string,
  vocabulary: Vocabulary,
  slips: readonly Slip[] = ['swapped', 'doubled', 'added', 'vowel', 'letter'],
): string | undefined {
  const folded = foldWord(word)
  const mask = maskOf(folded)
  let best: { readonly word: string; readonly slip: number; readonly count: number } | undefined
  for (const length of [folded.length - 1, folded.length, folded.length + 1]) {
    for (const { word: known, letters, count, mask: other } of vocabulary.byLength.get(length) ?? []) {
      // A slip takes away at most one letter and brings at most one, so most words need no closer look.
      if (letters[0] !== folded[0] || bitsIn(mask & ~other) > 1 || bitsIn(other & ~mask) > 1) continue
      const kind = slipBetween(folded, letters)
      if (kind === undefined || !slips.includes(kind) || folded.length < shortestWith[kind]) continue
      const slip = shortestWith[kind]
      if (best === undefined || slip < best.slip || (slip === best.slip && count > best.count)) {
        best = { word: known, slip, count }
      }
    }
  }
  return best?.word
}

/** Two neighbours swapped; a letter once for twice or twice for once; one too many or too few; another vowel; another letter. */
export type Slip = 'swapped' | 'doubled' | 'added' | 'vowel' | 'letter'

/** How many letters a word has at least for such a slip in it to be likelier than another word. */
const shortestWith: Readonly<Record<Slip, number>> = { swapped: 4, doubled: 5, added: 6, vowel: 7, letter: 8 }

/** The one slip that makes one word the other; undefined for equals, and where it takes more than one. */
export function slipBetween(one: string, other: string): Slip | undefined {
  if (one.length > other.length) return slipBetween(other, one)
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  if (other.length === one.length + 1) {
    if (one.slice(at) !== other.slice(at + 1)) return undefined
    return other[at] === other[at - 1] || other[at] === other[at + 1] ? 'doubled' : 'added'
  }
  if (one.length !== other.length || at === one.length) return undefined
  if (one.slice(at + 1) === other.slice(at + 1)) {
    const isVowel = /^[aeiouy]{2}$/.test(`${one[at] ?? ''}${other[at] ?? ''}`)
    // A last letter that differs is more often another ending than a slip.
    return isVowel ? 'vowel' : at === one.length - 1 ? undefined : 'letter'
  }
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at]
  return isSwapped && one.slice(at + 2) === other.slice(at + 2) ? 'swapped' : undefined
}
