/** A file of `lessons/` as a lesson with its checks. */
import type { Lesson, Question, Tree } from '../domain/curriculum.ts'
import { as, type ClauseId, type LessonId } from '../domain/ids.ts'
import type { DraftElement } from './draft.ts'
import { readMdx } from './mdx.ts'
import { readQuestion } from './questions.ts'
import type { Reading } from './reading.ts'
import { readReaders } from './scopes.ts'
import { sectionsOf } from './sections.ts'
import { isBlank, treesOf } from './tree.ts'
import { warnOfLongSentences } from './wording.ts'

/** Nobody learns for more than a working day in one sitting. */
export const mostMinutes = 480

export function readLesson(text: string, name: string, reading: Reading): Lesson {
  const { frontMatter, body } = readMdx(text, 'lesson', reading)
  const head = {
    id: as<LessonId>(name),
    title: frontMatter?.text('title') ?? name,
    summary: frontMatter?.text('summary') ?? '',
    minutes: frontMatter?.wholeNumber('minutes', 1, mostMinutes, 'minutes') ?? 1,
    readers: readReaders(frontMatter, reading),
  }
  warnOfLongSentences(head.summary, frontMatter?.lineOf('summary') ?? 1, reading)
  frontMatter?.end()
  reading.define('lesson', name, 1)

  const clauses = new Set<ClauseId>()
  const checks: Question[] = []
  const take = (element: DraftElement): Tree | undefined => {
    if (element.tag === 'Clause') {
      const id = element.props['id'] ?? ''
      if (id !== '') {
        reading.cite('clause', id, element.lines['id'] ?? element.line)
        clauses.add(as<ClauseId>(id))
      }
      return { tag: 'Clause', props: { id } }
    }
    if (element.tag === 'Check') {
      const check = readQuestion(element, reading)
      checks.push(check)
      return { tag: 'Check', props: { id: check.id } }
    }
    if (element.tag === 'Try' || element.tag === 'Note' || element.tag === 'Say') {
      if (isBlank(treesOf(element.kids)))
        reading.fault(element.line, `an empty <${element.tag}>`, 'Write its words, or delete it.')
    }
    return undefined
  }
  const sections = sectionsOf(body ?? [], reading).map((section) => {
    if (section.title === undefined) {
      reading.fault(
        section.line,
        'the lesson begins without a heading',
        'Write a ## heading before the first words; each section is a page of its own.',
      )
    } else if (section.body.length === 0) {
      reading.fault(section.line, `the section "${section.title}" is empty`, 'Write its words, or delete the heading.')
    }
    return { id: section.id, title: section.title, body: treesOf(section.body, take) }
  })
  if (body !== undefined && sections.length === 0) {
    reading.fault(1, 'the lesson holds nothing', 'Write at least one section, which begins with ##.')
  }
  return { ...head, clauses: [...clauses], sections, checks }
}
