/** The terms of a publication: found in its texts, and where each is used. */
import { mayRead, type Viewer } from '../domain/access.ts'
import type { Clause, GlossaryTerm, Lesson } from '../domain/curriculum.ts'
import type { Library } from '../domain/library.ts'
import { termFinder, termsUsedIn, type TermFinder } from '../domain/terms.ts'

export interface Terms {
  readonly finder: TermFinder
  readonly byId: ReadonlyMap<string, GlossaryTerm>
}

const terms = new WeakMap<Library, Terms>()

/** Made once for a publication. */
export function termsOf(library: Library): Terms {
  const known = terms.get(library)
  if (known !== undefined) return known
  const { glossary } = library.curriculum
  const made = { finder: termFinder(glossary), byId: new Map(glossary.map((term) => [term.id, term])) }
  terms.set(library, made)
  return made
}

export interface UsedIn {
  /** By their binding words; reasons and examples are not looked at. */
  readonly clauses: readonly Clause[]
  readonly lessons: readonly Lesson[]
}

const uses = new WeakMap<Library, ReadonlyMap<string, UsedIn>>()

function usesIn(library: Library): ReadonlyMap<string, UsedIn> {
  const known = uses.get(library)
  if (known !== undefined) return known
  // Where a word is used counts also for terms that are not marked in the text.
  const finder = termFinder(library.curriculum.glossary.map(({ inText: _, ...term }) => term))
  const found = new Map<string, { clauses: Clause[]; lessons: Lesson[] }>(
    library.curriculum.glossary.map(({ id }) => [id, { clauses: [], lessons: [] }]),
  )
  for (const clause of library.clauses.values())
    for (const id of termsUsedIn(clause.body, finder)) found.get(id)?.clauses.push(clause)
  for (const lesson of library.curriculum.lessons)
    for (const id of termsUsedIn(
      lesson.sections.flatMap(({ body }) => body),
      finder,
    ))
      found.get(id)?.lessons.push(lesson)
  uses.set(library, found)
  return found
}

/** Where a term is used, as far as the viewer may read it. */
export function usedIn(library: Library, viewer: Viewer, term: string): UsedIn {
  const { clauses = [], lessons = [] } = usesIn(library).get(term) ?? {}
  return {
    clauses: clauses.filter((clause) => {
      const standard = library.standards.get(clause.standard)
      return standard !== undefined && mayRead(viewer, standard)
    }),
    lessons: lessons.filter((lesson) => mayRead(viewer, lesson)),
  }
}
