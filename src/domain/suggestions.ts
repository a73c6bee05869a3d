/** What readers report of a text, and what a steward answers. */
import {
  as,
  type ClauseId,
  type LessonId,
  type PersonId,
  type SectionId,
  type StandardId,
  type SuggestionId,
} from './ids.ts'
import { mayRead, type Viewer } from './access.ts'
import type { Library } from './library.ts'
import { withoutHiddenMarks } from './names.ts'

/** Where a suggestion was made: on a clause, on the text around the clauses of a standard, or on one part of a lesson. */
export type SuggestionPlace =
  | { readonly kind: 'standard'; readonly standard: StandardId }
  | { readonly kind: 'clause'; readonly clause: ClauseId }
  | { readonly kind: 'lesson'; readonly lesson: LessonId; readonly section: SectionId }

export const verdicts = ['accepted', 'declined', 'answered'] as const
/** Accepted: the text will change. Declined: it will not. Answered: it was a question, or is settled otherwise. */
export type Verdict = (typeof verdicts)[number]

export const verdictWords: Readonly<Record<Verdict, { readonly word: string; readonly means: string }>> = {
  accepted: { word: 'Accepted', means: 'The text will be changed.' },
  declined: { word: 'Declined', means: 'The text stays as it is.' },
  answered: { word: 'Answered', means: 'It needs an answer, and no change of the text.' },
}

export function isVerdict(text: string): text is Verdict {
  return (verdicts as readonly string[]).includes(text)
}

export interface SuggestionAnswer {
  readonly verdict: Verdict
  readonly words: string
  readonly at: Temporal.Instant
  readonly by: PersonId
}

export interface Suggestion {
  readonly id: SuggestionId
  readonly person: PersonId
  readonly place: SuggestionPlace
  /** Of the text that the person had before them. */
  readonly publication: number
  readonly text: string
  readonly at: Temporal.Instant
  /** Undefined while it waits. */
  readonly answer: SuggestionAnswer | undefined
}

/** In characters as people count them. */
export const longestSuggestion = 2000

export type Words =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'refused'; readonly reason: 'words-missing' | 'words-too-long' }

/** What was typed, in one form: NFC, one kind of line end, nothing hidden, no blank lines at its ends. */
export function readWords(typed: string): Words {
  const words = withoutHiddenMarks(typed)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(words)) return { kind: 'refused', reason: 'words-missing' }
  return [...words].length > longestSuggestion
    ? { kind: 'refused', reason: 'words-too-long' }
    : { kind: 'words', words }
}

/**
 * A place as one word of text, by which suggestions are found again: `clause:TEL-05`, `standard:telephone`,
 * `lesson:holding-a-call/ask-first`.
 */
export function placeKey(place: SuggestionPlace): string {
  switch (place.kind) {
    case 'clause':
      return `clause:${place.clause}`
    case 'standard':
      return `standard:${place.standard}`
    case 'lesson':
      return `lesson:${place.lesson}/${place.section}`
  }
}

/** The place that a word names. */
export function placeFrom(key: string): SuggestionPlace {
  const [, kind, id = '', section = ''] = /^(clause|standard|lesson):([^/]+)(?:\/(.+))?$/.exec(key) ?? []
  if (kind === 'lesson') return { kind, lesson: as<LessonId>(id), section: as<SectionId>(section) }
  if (kind === 'standard') return { kind, standard: as<StandardId>(id) }
  return { kind: 'clause', clause: as<ClauseId>(id) }
}

export interface PlaceInLibrary {
  /** "TEL-05", "On the telephone", "Half a minute: Ask first". */
  readonly label: string
  /** The standard itself, or that of a clause. */
  readonly standard?: StandardId
  /** Rights or job roles that may read the text. */
  readonly readers: readonly string[] | undefined
}

/** What stands at a place now; undefined when a later publication has left it out. */
export function placeIn(
  library: Pick<Library, 'clauses' | 'standards' | 'lessons'>,
  place: SuggestionPlace,
): PlaceInLibrary | undefined {
  if (place.kind === 'clause') {
    const clause = library.clauses.get(place.clause)
    const standard = clause && library.standards.get(clause.standard)
    return standard && { label: place.clause, standard: standard.id, readers: standard.readers }
  }
  if (place.kind === 'standard') {
    const standard = library.standards.get(place.standard)
    return standard && { label: standard.title, standard: standard.id, readers: standard.readers }
  }
  const lesson = library.lessons.get(place.lesson)
  const section = lesson?.sections.find(({ id }) => id === place.section)
  return lesson && section && { label: `${lesson.title}: ${section.title ?? lesson.title}`, readers: lesson.readers }
}

/** Whether somebody may say anything about a place: whoever may read it. */
export function maySuggest(viewer: Viewer, library: Library, place: SuggestionPlace): boolean {
  const found = placeIn(library, place)
  return found !== undefined && mayRead(viewer, found)
}
