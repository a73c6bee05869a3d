import { bookmarkOf, keepBookmark } from '../../db/bookmarks.ts'
import { factsOf } from '../../db/ledger.ts'
import { type Database, type Tx, write } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import {
  carriedOver,
  isFinished,
  newBookmark,
  whatIsLeft,
  withSectionRead,
  type Bookmark,
  type LeftInLesson,
} from '../domain/bookmarks.ts'
import type { Day } from '../domain/days.ts'
import { isKind } from '../domain/facts.ts'
import type { LessonId, PersonId, SectionId } from '../domain/ids.ts'
import { completeLesson, type Grants } from './complete-lesson.ts'
import { todayIn } from './today-in.ts'

export interface ReadSection {
  readonly person: PersonId
  readonly lesson: LessonId
  readonly section: SectionId
}

export type ReadSectionOutcome =
  | {
      readonly kind: 'read'
      /** The section after it; undefined after the last. */
      readonly next: SectionId | undefined
      readonly left: LeftInLesson
      readonly granted: Grants
    }
  | { readonly kind: 'refused'; readonly reason: 'lesson-not-found' | 'section-not-found' }

/**
 * Marks a section as read. The last step of a lesson completes it and may grant a certification, all
 * in one transaction. A lesson finished on an earlier day begins anew with its first section, so that
 * it can be done again for a renewal.
 */
export async function readSection(
  db: Database,
  input: ReadSection,
  now: Temporal.Instant,
): Promise<ReadSectionOutcome> {
  const library = await currentLibrary(db)
  const lesson = library?.lessons.get(input.lesson)
  const content = library?.hashes.get(`lesson:${input.lesson}`)
  if (library === undefined || lesson === undefined || content === undefined) {
    return { kind: 'refused', reason: 'lesson-not-found' }
  }
  const index = lesson.sections.findIndex((section) => section.id === input.section)
  if (index === -1) return { kind: 'refused', reason: 'section-not-found' }
  const today = await todayIn(db, now)

  return write(db, async (tx): Promise<ReadSectionOutcome> => {
    const kept = await bookmarkOf(tx, input.person, lesson.id)
    let bookmark: Bookmark = kept === undefined ? newBookmark(lesson.id, content) : carriedOver(kept, lesson, content)
    if (index === 0 && isFinished(whatIsLeft(lesson, bookmark)) && !(await completedOn(tx, input, today))) {
      bookmark = newBookmark(lesson.id, content)
    }
    bookmark = withSectionRead(bookmark, input.section)
    await keepBookmark(tx, input.person, bookmark, now)
    const left = whatIsLeft(lesson, bookmark)
    const granted = isFinished(left)
      ? await completeLesson(tx, db, library, { person: input.person, lesson: lesson.id, content }, now)
      : []
    return { kind: 'read', next: lesson.sections[index + 1]?.id, left, granted }
  })
}

async function completedOn(tx: Tx, { person, lesson }: ReadSection, day: Day): Promise<boolean> {
  return (await factsOf(tx, person)).some(
    (recorded) => isKind(recorded, 'lesson-completed') && recorded.fact.lesson === lesson && recorded.fact.on === day,
  )
}
