/** What somebody almost certainly meant who mistyped. */
import { contractionOf } from './search-words.ts'
import type { Piece, SearchQuery } from './search.ts'
import { foldWord, isKnown, surelyMeant, type Vocabulary } from './vocabulary.ts'

/**
 * The text with every word that no text has put right; undefined when nothing is to be put right.
 * Only words of the given vocabulary are ever proposed, so it must be what the reader may read.
 */
export function correctedText(query: SearchQuery, vocabulary: Vocabulary): string | undefined {
  return replaced(query, ({ text }, open) =>
    isKnown(text, open, vocabulary) || contractionOf(text) !== undefined ? undefined : surelyMeant(text, vocabulary),
  )
}

/**
 * The text with a vowel put right in words that stand in no text as typed and are found only by other
 * endings: "greating" finds "great", and may have been "greeting".
 */
export function perhapsMeant(query: SearchQuery, vocabulary: Vocabulary): string | undefined {
  return replaced(query, ({ text }, open) =>
    vocabulary.byFold.has(foldWord(text)) || !isKnown(text, open, vocabulary)
      ? undefined
      : surelyMeant(text, vocabulary, ['vowel']),
  )
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
