/** The glossary in the order of the alphabet, by letter. */
import type { GlossaryTerm } from './curriculum.ts'
import { foldForSearch } from './names.ts'

export interface Letter {
  /** A to Z; `#` for what begins otherwise. */
  readonly letter: string
  /** As the page names its place: `letter-a`, `letter-other`. */
  readonly id: string
  readonly terms: readonly GlossaryTerm[]
}

const order = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

/** Accents make no letter of their own: É stands under E. */
export function lettersOf(glossary: readonly GlossaryTerm[]): readonly Letter[] {
  const byLetter = Map.groupBy(
    glossary.toSorted((a, b) => order.compare(a.term, b.term)),
    ({ term }) => {
      const first = foldForSearch(term).charAt(0).toUpperCase()
      return /^[A-Z]$/.test(first) ? first : '#'
    },
  )
  return [...byLetter]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([letter, terms]) => ({ letter, id: `letter-${letter === '#' ? 'other' : letter.toLowerCase()}`, terms }))
}
