/** What is told of a reply once it was made: by the coach at once, in a debrief after the end. Plain JSON. */
import type { Clause, Level } from './curriculum.ts'
import { isOneLine, unwrapped, withModalVerb } from './drawn-tree.ts'
import type { ClauseId } from './ids.ts'
import { moodMove } from './mood-words.ts'
import { proseOf, type MediaUrl, type Prose } from './prose.ts'
import { marksInWords, type MarksInWords } from './scenario-words.ts'
import { bestMarks, marksOf, type Choice } from './scenario.ts'

/** What a reply showed of a clause that it was about. */
export interface MarkedClause extends MarksInWords {
  readonly id: ClauseId
  readonly href: string
}

export interface QuotedClause {
  readonly id: ClauseId
  readonly href: string
  readonly level: Level
  readonly words: readonly Prose[]
  readonly taughtIn: readonly { readonly href: string; readonly label: string }[]
}

export interface CoachNote {
  readonly says: readonly Prose[]
  /** How the mood moved; left out when it did not, or when nobody's is drawn. */
  readonly move?: string | undefined
  readonly marked: readonly MarkedClause[]
  readonly clauses: readonly QuotedClause[]
}

/** What must be asked of the library to quote a clause. */
export interface ClauseShelf {
  readonly mediaUrl: MediaUrl
  href(id: ClauseId): string
  clause(id: ClauseId): Clause | undefined
  /** As far as the reader may open it. */
  taughtIn(id: ClauseId): QuotedClause['taughtIn']
}

/** A sign and words for each clause, never a sum. `open` are the replies that stood beside it, itself among them. */
function markedClauses(choice: Choice, open: readonly Choice[], shelf: ClauseShelf): readonly MarkedClause[] {
  return [...bestMarks(open)].map(([id, possible]) => ({
    id,
    href: shelf.href(id),
    ...marksInWords(marksOf(choice, id), possible, choice.fatal.includes(id)),
  }))
}

/** A clause by its words as they stand in a publication. */
export function quotedClause(
  { id, body, level }: Clause,
  { href, taughtIn, mediaUrl }: Pick<QuotedClause, 'href' | 'taughtIn'> & { readonly mediaUrl: MediaUrl },
): QuotedClause {
  return { id, href, level, words: proseOf(withModalVerb(unwrapped(body), level), mediaUrl), taughtIn }
}

export interface Coached {
  readonly choice: Choice
  /** Those that were open, the chosen one among them. */
  readonly open: readonly Choice[]
  readonly moods: { readonly before: number; readonly now: number }
  /** Whose mood it is; undefined where nobody's is drawn. */
  readonly name: string | undefined
}

export function coachNote({ choice, open, moods, name }: Coached, shelf: ClauseShelf): CoachNote {
  const move = name === undefined ? undefined : moodMove(moods.before, moods.now, name)
  return {
    says: inParagraphs(proseOf(choice.feedback, shelf.mediaUrl)),
    ...(move === undefined ? {} : { move }),
    marked: markedClauses(choice, open, shelf),
    clauses: [...bestMarks(open).keys()].flatMap((id) => {
      const clause = shelf.clause(id)
      const { mediaUrl } = shelf
      return clause === undefined
        ? []
        : [quotedClause(clause, { href: shelf.href(id), taughtIn: shelf.taughtIn(id), mediaUrl })]
    }),
  }
}

/** Text that stands on its own is never without a paragraph. */
export function inParagraphs(words: readonly Prose[]): readonly Prose[] {
  return isOneLine(words) ? [{ tag: 'p', kids: words }] : words
}
