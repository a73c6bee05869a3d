/** What pages hand to the walker of authors' trees, and where drawn HTML is kept. */
import type { CheckPlace, CitedIn, RenderContext } from '../components/content/context.ts'
import { mayRead, type Viewer } from '../domain/access.ts'
import { isContentTag } from '../components/content/tree.ts'
import type { Section, Tree } from '../domain/curriculum.ts'
import { as, type ClauseId, type QuestionId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { paths } from '../paths.ts'

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
}

/** Draws from one publication: its clauses, its pictures, its words for roles and channels. */
export function contextOf(library: Library, { check = () => undefined, citedIn }: ContextParts = {}): RenderContext {
  return {
    organisation: library.curriculum.organisation,
    clause: (id) => library.clauses.get(id),
    mediaUrl(path) {
      const hash = library.media.get(path)
      if (hash === undefined) throw new Error(`the publication holds no picture ${path}`)
      return paths.media(hash, path.slice(path.lastIndexOf('.') + 1))
    },
    check,
    citedIn,
  }
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
  /** The prose with which it begins: it stands beneath the title. */
  readonly opening: readonly Tree[]
  /** The rest, cut at its checks: what lies between them is the same for everybody. */
  readonly stretches: readonly Stretch[]
}

const sections = new WeakMap<Section, SectionOnPage>()

/** A section as its own page sets it; worked out once. */
export function sectionOnPage(section: Section): SectionOnPage {
  const known = sections.get(section)
  if (known !== undefined) return known
  const body = withHeadingsRaised(section.body)
  const end = body.findIndex((node) => typeof node !== 'string' && isContentTag(node.tag) && node.tag !== 'Param')
  const opening = end === -1 ? body : body.slice(0, end)
  const onPage = { opening, stretches: stretchesOf(body.slice(opening.length)) }
  sections.set(section, onPage)
  return onPage
}

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
