/** What somebody may have meant who mistyped. */
import type { Piece, SearchQuery } from './search.ts'
import { isKnown, nearestWords, type Vocabulary } from './vocabulary.ts'

/**
 * The text with every word that no text has put right; undefined when nothing is to be put right.
 * Only words of the given vocabulary are ever proposed, so it must be what the reader may read.
 */
export function correctedText(query: SearchQuery, vocabulary: Vocabulary): string | undefined {
  return replaced(query, (piece, open) => {
    if (isKnown(piece.text, open, vocabulary)) return undefined
    return nearestWords(piece.text, vocabulary, { most: 1 })[0]
  })
}

/** How many times more often a word must stand than the one typed for it to be the likelier. */
const muchMoreOften = 5

/** The text with rare words put right that are one slip from a much more frequent one. */
export function likelierText(query: SearchQuery, vocabulary: Vocabulary): string | undefined {
  return replaced(query, ({ text }) => {
    const count = vocabulary.words.get(text.toLowerCase()) ?? 0
    if (text.length < 4 || count > 3) return undefined
    const [near] = nearestWords(text, vocabulary, { most: 1, slips: 1 })
    return near !== undefined && (vocabulary.words.get(near) ?? 0) >= muchMoreOften * Math.max(1, count)
      ? near
      : undefined
  })
}

/** Words to go on with when nothing was found: near to what was typed, the likeliest first. */
export function wordsNearby(query: SearchQuery, vocabulary: Vocabulary, most = 5): readonly string[] {
  const near = query.terms.flatMap(({ pieces }) =>
    pieces.flatMap(({ text }) =>
      text.length < 4 ? [] : nearestWords(text, vocabulary, { most: 3, slips: text.length < 6 ? 1 : 3 }),
    ),
  )
  return [...new Set(near)].slice(0, most)
}

function replaced(query: SearchQuery, by: (piece: Piece, open: boolean) => string | undefined): string | undefined {
  let text = ''
  let from = 0
  let changed = false
  for (const [index, term] of query.terms.entries()) {
    if (term.quoted) continue
    for (const piece of term.pieces) {
      const open = query.open && index === query.terms.length - 1 && piece === term.pieces.at(-1)
      const word = by(piece, open)
      if (word === undefined) continue
      changed = true
      text += query.text.slice(from, piece.at) + word
      from = piece.at + piece.text.length
    }
  }
  return changed ? text + query.text.slice(from) : undefined
}
