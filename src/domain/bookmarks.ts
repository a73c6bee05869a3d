/** How far somebody has come in a lesson, and what is left before it counts as completed. */
import type { Lesson } from './curriculum.ts'
import type { ContentHash } from './facts.ts'
import type { LessonId, QuestionId, SectionId } from './ids.ts'

export interface CheckAnswer {
  /** Option ids chosen last. */
  readonly chosen: readonly string[]
  /** Whether it was answered right at least once. */
  readonly right: boolean
}

export interface Bookmark {
  readonly lesson: LessonId
  /** The text that was read. */
  readonly content: ContentHash
  readonly read: ReadonlySet<SectionId>
  readonly checks: ReadonlyMap<QuestionId, CheckAnswer>
}

export function newBookmark(lesson: LessonId, content: ContentHash): Bookmark {
  return { lesson, content, read: new Set(), checks: new Map() }
}

/**
 * A bookmark carried over to the lesson's present text: what was read and answered right stays where
 * it still exists. Choices are dropped, because a letter may now mean another option.
 */
export function carriedOver(bookmark: Bookmark, lesson: Lesson, content: ContentHash): Bookmark {
  if (bookmark.content === content) return bookmark
  const sections = new Set(lesson.sections.map((section) => section.id))
  const checks = new Set(lesson.checks.map((check) => check.id))
  return {
    lesson: bookmark.lesson,
    content,
    read: bookmark.read.intersection(sections),
    checks: new Map(
      [...bookmark.checks]
        .filter(([check, { right }]) => right && checks.has(check))
        .map(([check]) => [check, { chosen: [], right: true }]),
    ),
  }
}

export function withSectionRead(bookmark: Bookmark, section: SectionId): Bookmark {
  return { ...bookmark, read: new Set([...bookmark.read, section]) }
}

export function withCheckAnswered(
  bookmark: Bookmark,
  check: QuestionId,
  answer: { readonly chosen: readonly string[]; readonly right: boolean },
): Bookmark {
  const right = answer.right || (bookmark.checks.get(check)?.right ?? false)
  return { ...bookmark, checks: new Map([...bookmark.checks, [check, { chosen: answer.chosen, right }]]) }
}

export interface LeftInLesson {
  /** In reading order. */
  readonly sections: readonly SectionId[]
  /** Checks not yet answered right, in reading order. */
  readonly checks: readonly QuestionId[]
}

/** A lesson is completed once every section was read and every check answered right at least once. */
export function whatIsLeft(lesson: Lesson, bookmark: Bookmark | undefined): LeftInLesson {
  return {
    sections: lesson.sections.map(({ id }) => id).filter((id) => !bookmark?.read.has(id)),
    checks: lesson.checks.map(({ id }) => id).filter((id) => !bookmark?.checks.get(id)?.right),
  }
}

export function isFinished(left: LeftInLesson): boolean {
  return left.sections.length === 0 && left.checks.length === 0
}

/** Minutes for the sections not yet read, in proportion, at least 1 while anything is left. */
export function minutesLeftIn(lesson: Lesson, left: LeftInLesson): number {
  if (isFinished(left)) return 0
  return Math.max(1, Math.round((lesson.minutes * left.sections.length) / Math.max(1, lesson.sections.length)))
}

/** The section in which a check stands; undefined when it stands nowhere. */
export function sectionOfCheck(lesson: Lesson, check: QuestionId): SectionId | undefined {
  return lesson.sections.find((section) => holdsCheck(section.body, check))?.id
}

/** Where reading goes on: the first section not read, else the first with an open check, else the first of all. */
export function whereToGoOn(lesson: Lesson, left: LeftInLesson): SectionId | undefined {
  const [check] = left.checks
  return left.sections[0] ?? (check === undefined ? undefined : sectionOfCheck(lesson, check)) ?? lesson.sections[0]?.id
}

type Body = Lesson['sections'][number]['body']

function holdsCheck(body: Body, check: QuestionId): boolean {
  return body.some(
    (node) =>
      typeof node !== 'string' &&
      ((node.tag === 'Check' && node.props?.['id'] === check) || holdsCheck(node.kids ?? [], check)),
  )
}
