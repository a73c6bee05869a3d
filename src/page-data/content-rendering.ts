/** What pages hand to the walker of authors' trees, and where drawn HTML is kept. */
import type {
  CheckPlace,
  CitedIn,
  MarkedSection,
  PendingText,
  RecentChange,
  RenderContext,
} from '../components/content/context.ts'
import { mayRead, type Viewer } from '../domain/access.ts'
import { isContentTag } from '../domain/drawn-tree.ts'
import type { Clause, Lesson, Programme, Quiz, Section, Tree } from '../domain/curriculum.ts'
import type { Scenario } from '../domain/scenario.ts'
import type { ContentHash } from '../domain/facts.ts'
import { as, type ClauseId, type QuestionId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { withTerms } from '../domain/terms.ts'
import { paths } from '../paths.ts'
import { termsOf } from './glossary.ts'

const shelves = new WeakMap<Library, Map<string, string>>()

/** Where the HTML of a publication is kept, for as long as the publication is in use. */
export function shelfOf(library: Library): Map<string, string> {
  const known = shelves.get(library)
  if (known !== undefined) return known
  const shelf = new Map<string, string>()
  shelves.set(library, shelf)
  return shelf
}

export interface ContextParts {
  readonly check?: (id: QuestionId) => CheckPlace | undefined
  readonly citedIn?: (id: ClauseId) => CitedIn
  /** The clauses whose newest text is not in force yet. */
  readonly pending?: ReadonlyMap<ClauseId, PendingText>
  /** The clauses that people are being asked to update. */
  readonly changed?: ReadonlyMap<ClauseId, RecentChange>
  /** Of another publication, whose text is drawn: hashes by path. */
  readonly pictures?: ReadonlyMap<string, ContentHash>
}

/** Draws from one publication: its clauses, its pictures, its words for roles and channels. */
export function contextOf(
  library: Library,
  { check = () => undefined, citedIn, pending, changed, pictures }: ContextParts = {},
): RenderContext {
  const context: RenderContext = {
    organisation: library.curriculum.organisation,
    clause: (id) => library.clauses.get(id),
    pending: (id) => pending?.get(id),
    changed: (id) => changed?.get(id),
    mediaUrl(path) {
      const hash = pictures?.get(path) ?? library.media.get(path)
      if (hash === undefined) throw new Error(`the publication holds no picture ${path}`)
      return paths.media(hash, path.slice(path.lastIndexOf('.') + 1))
    },
    check,
    citedIn,
    marked: (section) => withTermsMarked(library, section, context),
  }
  return context
}

interface Marked {
  readonly nodes: readonly Tree[]
  /** The clauses that the section embeds, with their terms marked in the order of reading. */
  readonly clauses: ReadonlyMap<ClauseId, Clause>
}

const markedIn = new WeakMap<Library, WeakMap<Section, Map<boolean, Marked>>>()

/** A section with the first use of each term marked; worked out once for a publication. */
function withTermsMarked(library: Library, section: Section, context: RenderContext): MarkedSection {
  // A quoted clause shows its words alone, so that only they are read here.
  const isQuoted = context.citedIn === undefined
  const shelves = markedIn.get(library) ?? new WeakMap<Section, Map<boolean, Marked>>()
  markedIn.set(library, shelves)
  const shelf = shelves.get(section) ?? new Map<boolean, Marked>()
  shelves.set(section, shelf)
  const { nodes, clauses } = shelf.get(isQuoted) ?? markSection(library, section, isQuoted)
  shelf.set(isQuoted, { nodes, clauses })
  return {
    nodes,
    context: {
      ...context,
      clause: (id) => clauses.get(id) ?? context.clause(id),
      terms: { section: section.id, of: (id) => termsOf(library).byId.get(id) },
    },
  }
}

function markSection(library: Library, section: Section, isQuoted: boolean): Marked {
  const { finder } = termsOf(library)
  const seen = new Set<string>()
  const clauses = new Map<ClauseId, Clause>()
  const nodes = withTerms(section.body, finder, seen, (embedded) => {
    const clause = library.clauses.get(as<ClauseId>(embedded))
    if (clause !== undefined) clauses.set(clause.id, clauseWithTerms(library, clause, seen, isQuoted))
  })
  return { nodes, clauses }
}

function clauseWithTerms(library: Library, clause: Clause, seen: Set<string>, isQuoted: boolean): Clause {
  const mark = (nodes: readonly Tree[]) => withTerms(nodes, termsOf(library).finder, seen)
  const body = mark(clause.body)
  return isQuoted
    ? { ...clause, body }
    : { ...clause, body, why: mark(clause.why), examples: clause.examples.map(mark) }
}

/** A clause that stands alone on its page, with its terms marked, and the context in which it is drawn. */
export function clauseOnPage(
  library: Library,
  clause: Clause,
  context: RenderContext,
): { readonly clause: Clause; readonly context: RenderContext } {
  return {
    clause: clauseWithTerms(library, clause, new Set(), false),
    context: { ...context, terms: { section: clause.id, of: (id) => termsOf(library).byId.get(id) } },
  }
}

/** What teaches, asks and requires a clause, as far as the viewer may read it. */
export function citingFor(
  library: Library,
  viewer: Viewer,
  id: ClauseId,
): {
  readonly lessons: readonly Lesson[]
  readonly quizzes: readonly Quiz[]
  readonly scenarios: readonly Scenario[]
  readonly programmes: readonly Programme[]
} {
  const citing = library.citing.get(id) ?? { lessons: [], quizzes: [], scenarios: [], programmes: [] }
  return { ...citing, lessons: citing.lessons.filter((lesson) => mayRead(viewer, lesson)) }
}

/** What teaches and asks a clause, as far as the viewer may read it. */
export function citedInFor(library: Library, viewer: Viewer): (id: ClauseId) => CitedIn {
  return (id) => {
    const citing = library.citing.get(id)
    return {
      taughtIn: (citing?.lessons ?? [])
        .filter((lesson) => mayRead(viewer, lesson))
        .map((lesson) => ({ href: paths.lesson(lesson.id), label: lesson.title })),
      askedIn: (citing?.quizzes ?? []).map((quiz) => ({ href: paths.quiz(quiz.id), label: quiz.title })),
    }
  }
}

/** People who may read the same lessons see the same standards page; this names such a group. */
export function readingGroup(library: Library, viewer: Viewer): string {
  const narrowed = library.curriculum.lessons.filter((lesson) => lesson.readers !== undefined)
  return narrowed
    .filter((lesson) => mayRead(viewer, lesson))
    .map(({ id }) => id)
    .join()
}

const raisedTags: Readonly<Record<string, string>> = { h3: 'h2', h4: 'h3' }

/** Headings one level up, because the section's own title is the page's. */
function withHeadingsRaised(nodes: readonly Tree[]): readonly Tree[] {
  return nodes.map((node) =>
    typeof node === 'string'
      ? node
      : {
          ...node,
          tag: raisedTags[node.tag] ?? node.tag,
          ...(node.kids === undefined ? {} : { kids: withHeadingsRaised(node.kids) }),
        },
  )
}

export type Stretch =
  | { readonly kind: 'text'; readonly nodes: readonly Tree[] }
  | { readonly kind: 'check'; readonly id: QuestionId; readonly nodes: readonly Tree[] }

export interface SectionOnPage {
  /** In which its text is drawn. */
  readonly context: RenderContext
  /** The prose with which it begins: it stands beneath the title. */
  readonly opening: readonly Tree[]
  /** The rest, cut at its checks: what lies between them is the same for everybody. */
  readonly stretches: readonly Stretch[]
}

/** A section as its own page sets it, with its terms marked. */
export function sectionOnPage(section: Section, within: RenderContext): SectionOnPage {
  const { nodes, context } = within.marked(section)
  const known = cuts.get(nodes)
  if (known !== undefined) return { ...known, context }
  const body = withHeadingsRaised(nodes)
  const end = body.findIndex((node) => typeof node !== 'string' && isContentTag(node.tag) && node.tag !== 'Param')
  const opening = end === -1 ? body : body.slice(0, end)
  const cut = { opening, stretches: stretchesOf(body.slice(opening.length)) }
  cuts.set(nodes, cut)
  return { ...cut, context }
}

/** Worked out once for each marked section. */
const cuts = new WeakMap<readonly Tree[], Omit<SectionOnPage, 'context'>>()

function stretchesOf(body: readonly Tree[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const node of body) {
    const last = stretches.at(-1)
    if (typeof node !== 'string' && node.tag === 'Check') {
      stretches.push({ kind: 'check', id: as<QuestionId>(node.props?.['id'] ?? ''), nodes: [node] })
    } else if (last?.kind === 'text') {
      stretches[stretches.length - 1] = { kind: 'text', nodes: [...last.nodes, node] }
    } else {
      stretches.push({ kind: 'text', nodes: [node] })
    }
  }
  return stretches
}
