import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { keepAnswer, suggestionById } from '../../db/suggestions.ts'
import type { PersonId, SuggestionId } from '../domain/ids.ts'
import { isVerdict, readWords } from '../domain/suggestions.ts'
import { saltedHash } from './salted-hash.ts'

export interface AnswerSuggestion {
  readonly by: PersonId
  readonly suggestion: SuggestionId
  readonly verdict: string
  readonly words: string
}

export type AnswerSuggestionRefusal =
  | 'unknown-suggestion'
  | 'verdict-missing'
  | 'words-missing'
  | 'words-too-long'
  /** Two stewards answered at once: the first answer stands. */
  | 'already-answered'

export type AnswerSuggestionOutcome =
  { readonly kind: 'recorded' | 'same' } | { readonly kind: 'refused'; readonly reason: AnswerSuggestionRefusal }

/** Records a steward's answer, once: its reader may have acted on it. */
export async function answerSuggestion(
  db: Database,
  input: AnswerSuggestion,
  now: Temporal.Instant,
): Promise<AnswerSuggestionOutcome> {
  const { by, suggestion, verdict } = input
  if (!isVerdict(verdict)) return { kind: 'refused', reason: 'verdict-missing' }
  const read = readWords(input.words)
  if (read.kind === 'refused') return read
  const { words } = read
  return write(db, async (tx): Promise<AnswerSuggestionOutcome> => {
    const known = await suggestionById(tx, suggestion)
    if (known === undefined) return { kind: 'refused', reason: 'unknown-suggestion' }
    if (known.answer !== undefined) {
      const isSame = known.answer.verdict === verdict && known.answer.words === words && known.answer.by === by
      return isSame ? { kind: 'same' } : { kind: 'refused', reason: 'already-answered' }
    }
    const { salt, hash } = saltedHash({ words })
    await keepAnswer(tx, suggestion, { verdict, words, at: now, by }, salt)
    await record(tx, [{ kind: 'suggestion-answered', suggestion, verdict, words: hash }], now, by)
    return { kind: 'recorded' }
  })
}
