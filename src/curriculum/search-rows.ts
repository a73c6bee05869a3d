/**
 * What of a curriculum can be found by its words: each clause, each term, each standard and lesson as a
 * whole and by section, each programme, quiz and
 * scenario by its title and summary. Questions and their answers are not among it, nor what is said in a scenario:
 * what is asked must not be looked up.
 */
import type { Clause, Curriculum, GlossaryTerm, Lesson, Programme, Quiz, Standard } from '../domain/curriculum.ts'
import { channelsInWords, rolesInWords } from '../domain/scope-words.ts'
import { standardKindWords } from '../domain/standard-kind-words.ts'
import type { Scenario } from '../domain/scenario.ts'
import type { SearchRow } from '../domain/search.ts'
import { textOf } from './tree.ts'

/** To be raised when rows are made otherwise: then those of the publication in force are made anew. */
export const searchForm = 3

export function searchRowsOf(curriculum: Curriculum): readonly SearchRow[] {
  return [
    ...curriculum.standards.flatMap((standard) => rowsOfStandard(standard, curriculum)),
    ...curriculum.lessons.flatMap(rowsOfLesson),
    ...curriculum.programmes.map((programme) => rowOfTitled('programme', programme)),
    ...curriculum.quizzes.map((quiz) => rowOfTitled('quiz', quiz)),
    ...curriculum.scenarios.map((scenario) => rowOfTitled('scenario', scenario)),
    ...curriculum.glossary.map(rowOfTerm),
  ].map(withoutControls)
}

function rowsOfStandard(standard: Standard, curriculum: Curriculum): readonly SearchRow[] {
  const shared = { subject: standard.id, readers: standard.readers, notes: '' }
  const whole: SearchRow = {
    ...shared,
    kind: 'standard',
    section: undefined,
    name: `${standard.prefix} ${standard.id} ${standardKindWords[standard.kind]}`,
    title: standard.title,
    body: withOpening(standard),
    context: '',
    scope: `${standard.owner} ${standard.approver}`,
  }
  const sections = standard.sections.flatMap((section): readonly SearchRow[] =>
    section.title === undefined
      ? []
      : [
          {
            ...shared,
            kind: 'standard',
            section: section.id,
            name: '',
            title: section.title,
            body: textOf(section.body),
            context: standard.title,
            scope: '',
          },
        ],
  )
  return [whole, ...sections, ...standard.clauses.map((clause) => rowOfClause(clause, standard, curriculum))]
}

function rowOfClause(clause: Clause, standard: Standard, { organisation }: Curriculum): SearchRow {
  const section = standard.sections.find(({ body }) =>
    body.some((node) => typeof node !== 'string' && node.tag === 'Clause' && node.props?.['id'] === clause.id),
  )
  const reasons = [textOf(clause.why), ...clause.examples.map(textOf)].filter((text) => text !== '')
  return {
    kind: 'clause',
    subject: clause.id,
    section: undefined,
    readers: standard.readers,
    name: clause.id,
    title: '',
    body: clause.text,
    notes: reasons.join(' '),
    context: section?.title === undefined ? standard.title : `${standard.title}, ${section.title}`,
    scope: [
      clause.target ?? '',
      channelsInWords(clause.channels, organisation),
      rolesInWords(clause.roles, organisation),
    ].join(' '),
  }
}

function rowsOfLesson(lesson: Lesson): readonly SearchRow[] {
  const shared = {
    kind: 'lesson',
    subject: lesson.id,
    readers: lesson.readers,
    notes: '',
    scope: '',
  } as const
  return [
    { ...shared, section: undefined, name: lesson.id, title: lesson.title, body: withOpening(lesson), context: '' },
    ...lesson.sections.flatMap(({ id, title, body }): readonly SearchRow[] =>
      title === undefined
        ? []
        : [{ ...shared, section: id, name: '', title, body: textOf(body), context: lesson.title }],
    ),
  ]
}

/** What people call it who look for one. */
const callings = { programme: 'programme', quiz: 'quiz', scenario: 'scenario role-play' } as const

/** Programmes, quizzes and scenarios are open to everybody signed in. */
function rowOfTitled(
  kind: 'programme' | 'quiz' | 'scenario',
  { id, title, summary }: Programme | Quiz | Scenario,
): SearchRow {
  return {
    kind,
    subject: id,
    section: undefined,
    readers: undefined,
    name: `${id} ${callings[kind]}`,
    title,
    body: summary,
    notes: '',
    context: '',
    scope: '',
  }
}

function rowOfTerm(term: GlossaryTerm): SearchRow {
  return {
    kind: 'term',
    subject: term.id,
    section: undefined,
    readers: undefined,
    name: term.aliases.join(', '),
    title: term.term,
    body: term.definition,
    notes: '',
    context: '',
    scope: '',
  }
}

/** The summary, and what stands before the first heading. */
function withOpening({ summary, sections }: Pick<Standard | Lesson, 'summary' | 'sections'>): string {
  const opening = sections.filter(({ title }) => title === undefined).map(({ body }) => textOf(body))
  return [summary, ...opening].join(' ').trim()
}

/** Marks of what was found are control characters, so no text may hold any. */
function withoutControls(row: SearchRow): SearchRow {
  const clean = (text: string) => text.replace(/\p{Cc}+/gu, ' ')
  return {
    ...row,
    name: clean(row.name),
    title: clean(row.title),
    body: clean(row.body),
    notes: clean(row.notes),
    context: clean(row.context),
    scope: clean(row.scope),
  }
}
