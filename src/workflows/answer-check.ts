import { bookmarkOf, keepBookmark } from '../../db/bookmarks.ts'
import { type Database, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { optionsAtPlaces } from '../domain/attempts.ts'
import {
  carriedOver,
  isFinished,
  newBookmark,
  sectionOfCheck,
  whatIsLeft,
  withCheckAnswered,
  type LeftInLesson,
} from '../domain/bookmarks.ts'
import type { LessonId, PersonId, QuestionId, SectionId } from '../domain/ids.ts'
import { isRight, orderOfOptions, seedOfCheck } from '../domain/quiz.ts'
import { completeLesson, type Grants } from './complete-lesson.ts'

export interface AnswerCheck {
  readonly person: PersonId
  readonly lesson: LessonId
  readonly question: QuestionId
  /** Places of the chosen options as shown to this person, from 1. */
  readonly places: readonly number[]
}

export type AnswerCheckRefusal =
  'lesson-not-found' | 'check-not-found' | 'nothing-chosen' | 'one-only' | 'no-such-option'

export type AnswerCheckOutcome =
  | {
      readonly kind: 'answered'
      readonly right: boolean
      readonly section: SectionId
      readonly left: LeftInLesson
      readonly granted: Grants
    }
  | { readonly kind: 'refused'; readonly reason: AnswerCheckRefusal }

/** Answers a check of a lesson. It may be answered again as often as one likes; right once is right. */
export async function answerCheck(
  db: Database,
  input: AnswerCheck,
  now: Temporal.Instant,
): Promise<AnswerCheckOutcome> {
  const library = await currentLibrary(db)
  const lesson = library?.lessons.get(input.lesson)
  const content = library?.hashes.get(`lesson:${input.lesson}`)
  if (library === undefined || lesson === undefined || content === undefined) {
    return { kind: 'refused', reason: 'lesson-not-found' }
  }
  const check = lesson.checks.find((question) => question.id === input.question)
  const section = sectionOfCheck(lesson, input.question)
  if (check === undefined || section === undefined) return { kind: 'refused', reason: 'check-not-found' }
  if (input.places.length === 0) return { kind: 'refused', reason: 'nothing-chosen' }
  const chosen = optionsAtPlaces(orderOfOptions(check, seedOfCheck(input.person, check)), input.places)
  if (chosen === undefined) return { kind: 'refused', reason: 'no-such-option' }
  if (check.type === 'single' && chosen.length > 1) return { kind: 'refused', reason: 'one-only' }

  const right = isRight(check, chosen)
  return write(db, async (tx): Promise<AnswerCheckOutcome> => {
    const kept = await bookmarkOf(tx, input.person, lesson.id)
    const before = kept === undefined ? newBookmark(lesson.id, content) : carriedOver(kept, lesson, content)
    const bookmark = withCheckAnswered(before, check.id, { chosen, right })
    await keepBookmark(tx, input.person, bookmark, now)
    const left = whatIsLeft(lesson, bookmark)
    // Answering for the pleasure of it, in a lesson already finished, completes nothing anew.
    const last = isFinished(left) && !isFinished(whatIsLeft(lesson, before))
    const granted = last
      ? await completeLesson(tx, db, library, { person: input.person, lesson: lesson.id, content }, now)
      : []
    return { kind: 'answered', right, section, left, granted }
  })
}
