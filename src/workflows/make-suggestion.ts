import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { keepSuggestion, suggestionById, suggestionsAt } from '../../db/suggestions.ts'
import type { PersonId, SuggestionId } from '../domain/ids.ts'
import { placeIn, readWords, type SuggestionPlace } from '../domain/suggestions.ts'
import { saltedHash } from './salted-hash.ts'

export interface MakeSuggestion {
  readonly person: PersonId
  /** Made by the asker (`newId`), so that a form sent twice records one. */
  readonly suggestion: SuggestionId
  readonly place: SuggestionPlace
  readonly text: string
}

export type MakeSuggestionRefusal = 'words-missing' | 'words-too-long' | 'place-gone' | 'suggestion-taken'

export type MakeSuggestionOutcome =
  /** `same`: the person has said just this of this place, and it waits. */
  | { readonly kind: 'recorded' | 'same'; readonly suggestion: SuggestionId }
  | { readonly kind: 'refused'; readonly reason: MakeSuggestionRefusal }

/** Records what a reader reports of a clause or of a part of a lesson. Whether they may read it, the action asks. */
export async function makeSuggestion(
  db: Database,
  { person, suggestion, place, text }: MakeSuggestion,
  now: Temporal.Instant,
): Promise<MakeSuggestionOutcome> {
  const read = readWords(text)
  if (read.kind === 'refused') return read
  const { words } = read
  const library = await currentLibrary(db)
  if (library === undefined || placeIn(library, place) === undefined) return { kind: 'refused', reason: 'place-gone' }
  const { publication } = library

  return write(db, async (tx): Promise<MakeSuggestionOutcome> => {
    const known = await suggestionById(tx, suggestion)
    if (known !== undefined) {
      const isSame = known.person === person && known.text === words
      return isSame ? { kind: 'same', suggestion } : { kind: 'refused', reason: 'suggestion-taken' }
    }
    const before = await suggestionsAt(tx, person, place)
    const twin = before.find((one) => one.answer === undefined && one.text === words)
    if (twin !== undefined) return { kind: 'same', suggestion: twin.id }
    const { salt, hash } = saltedHash({ text: words })
    await keepSuggestion(tx, { id: suggestion, person, place, publication, text: words, at: now }, salt)
    await record(tx, [{ kind: 'suggested', person, suggestion, place, publication, words: hash }], now, person)
    return { kind: 'recorded', suggestion }
  })
}
