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

/**
 * What English words share that differ by their ending: complaint and complaints, reply and replied,
 * apologise and apologizing. For finding more, never for showing.
 */
export function rootOf(folded: string): string {
  if (folded.length < 4 || /\d/.test(folded)) return folded
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

/** How many letters of a word of this length may be wrong, missing, too many or in the wrong order. */
function slipsIn(length: number): number {
  return length < 4 ? 0 : length < 6 ? 1 : 2
}

/**
 * Words of the vocabulary that may have been meant, the likeliest first: the fewer slips the better,
 * then the same first letter, then the word that stands more often. `slips` defaults to what its length allows.
 */
export function nearestWords(
  word: string,
  vocabulary: Vocabulary,
  { most, slips }: { readonly most: number; readonly slips?: number },
): readonly string[] {
  const folded = foldWord(word)
  const allowed = slips ?? slipsIn(folded.length)
  if (allowed === 0) return []
  const mask = maskOf(folded)
  const near: { readonly word: string; readonly slips: number; readonly sameStart: boolean; readonly count: number }[] =
    []
  for (let length = folded.length - allowed; length <= folded.length + allowed; length += 1) {
    for (const { word: known, letters, count, mask: other } of vocabulary.byLength.get(length) ?? []) {
      // Each slip takes away at most one letter and brings at most one, so most words need no closer look.
      if (letters === folded || bitsIn(mask & ~other) > allowed || bitsIn(other & ~mask) > allowed) continue
      const slips = slipsBetween(folded, letters, allowed)
      if (slips <= allowed) near.push({ word: known, slips, sameStart: letters[0] === folded[0], count })
    }
  }
  near.sort(
    (a, b) =>
      a.slips - b.slips || Number(b.sameStart) - Number(a.sameStart) || b.count - a.count || (a.word < b.word ? -1 : 1),
  )
  return near.slice(0, most).map((one) => one.word)
}

/**
 * How many letters must be put in, left out, changed, or swapped with their neighbour to make one word
 * the other; anything over `most` once it is clear that it is more.
 */
export function slipsBetween(one: string, other: string, most: number): number {
  const [a, b] = [one, other]
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1
      let slips = Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + change)
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwapped) slips = Math.min(slips, (before[column - 2] ?? 0) + 1)
      current.push(slips)
      least = Math.min(least, slips)
    }
    if (least > most) return least
    before = above
    above = current
  }
  return above[b.length] ?? 0
}
