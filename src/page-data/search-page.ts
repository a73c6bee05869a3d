/** What the search page shows: the answer in words, and examples that lead somewhere for this reader. */
import { mayRead, ruleOfRoute, type Viewer } from '../domain/access.ts'
import type { ClauseId, LessonId, ProgrammeId, QuizId, ScenarioId, StandardId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { searchKinds, type SearchHit, type SearchKind } from '../domain/search.ts'
import { counted } from '../domain/words.ts'
import { paths } from '../paths.ts'
import { hitsAPage, type Searched } from '../workflows/search-library.ts'

interface KindWords {
  readonly one: string
  readonly many: string
  /** In an address, as `/search?in=clauses`. */
  readonly key: string
}

export const kindWords: Readonly<Record<SearchKind, KindWords>> = {
  clause: { one: 'Clause', many: 'Clauses', key: 'clauses' },
  standard: { one: 'Standard', many: 'Standards', key: 'standards' },
  lesson: { one: 'Lesson', many: 'Lessons', key: 'lessons' },
  programme: { one: 'Programme', many: 'Programmes', key: 'programmes' },
  quiz: { one: 'Quiz', many: 'Quizzes', key: 'quizzes' },
  scenario: { one: 'Scenario', many: 'Scenarios', key: 'scenarios' },
  term: { one: 'Term', many: 'Glossary', key: 'glossary' },
}

/** The kind that an address asks for; undefined for all. */
export function kindAsked(key: string | null): SearchKind | undefined {
  return searchKinds.find((kind) => kindWords[kind].key === key)
}

/** Whether the glossary has a page; without one, a term is shown where it is found, whole, and leads nowhere. */
export const glossaryIsAPage = ruleOfRoute(paths.glossary()) !== undefined

export function addressOfHit({ kind, subject, section }: SearchHit): string | undefined {
  switch (kind) {
    case 'clause':
      return paths.clause(subject as ClauseId)
    case 'standard':
      return `${paths.standard(subject as StandardId)}${section === undefined ? '' : `#${section}`}`
    case 'lesson':
      return paths.lesson(subject as LessonId, section)
    case 'programme':
      return paths.programme(subject as ProgrammeId)
    case 'quiz':
      return paths.quiz(subject as QuizId)
    case 'scenario':
      return paths.scenario(subject as ScenarioId)
    case 'term':
      return glossaryIsAPage ? paths.glossary(subject) : undefined
  }
}

/** "41 to 60 of 86 texts have what you are looking for." */
export function wordFound(searched: Searched, kind: SearchKind | undefined): string {
  const { how, total, counts, page, pages } = searched
  const shown = kind === undefined ? total : (counts.get(kind) ?? 0)
  if (shown === 0) return 'Nothing of this kind is found.'
  const found = `${counted(shown, 'text')} found`
  const here = pages === 1 ? '' : `, ${(page - 1) * hitsAPage + 1} to ${Math.min(page * hitsAPage, shown)} here`
  return how === 'all'
    ? `${found}${here}.`
    : `${found}${here}. Few or none have all of your words, so these have most or some of them, the best first.`
}

export interface Example {
  readonly typed: string
  readonly says: string
}

/** Searches that find something in this publication for this reader. */
export function examplesFor(library: Library, viewer: Viewer): readonly Example[] {
  const { standards, glossary, lessons } = library.curriculum
  const clause = standards.filter((standard) => mayRead(viewer, standard)).flatMap(({ clauses }) => clauses)[0]
  const term = glossary.toSorted((a, b) => b.aliases.length - a.aliases.length)[0]
  const lesson = lessons.find((one) => mayRead(viewer, one))
  const [prefix, number] = clause?.id.split('-') ?? []
  return [
    ...(prefix === undefined
      ? []
      : [{ typed: `${prefix.toLowerCase()} ${Number(number)}`, says: 'a clause by its number, however you write it' }]),
    ...(term === undefined ? [] : [{ typed: term.term, says: 'a word that you have met and want explained' }]),
    ...(lesson === undefined ? [] : [{ typed: `“${lesson.title}”`, says: 'words that stand together just so' }]),
  ]
}
