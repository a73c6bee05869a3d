/** What the walker must ask of the page that it draws for: it knows no database and no session. */
import type {
  Clause,
  GlossaryTerm,
  Organisation,
  Question,
  Section,
  Tree,
  TreeElement,
} from '../../domain/curriculum.ts'
import type { ClauseId, LessonId, QuestionId, SectionId } from '../../domain/ids.ts'

export interface Link {
  readonly href: string
  readonly label: string
}

/** Where a clause is taught, asked and practised. */
export interface CitedIn {
  readonly taughtIn: readonly Link[]
  readonly askedIn: readonly Link[]
  readonly practisedIn?: readonly Link[] | undefined
}

/** A check as it stands in one person's lesson. */
export interface CheckPlace {
  readonly lesson: LessonId
  readonly section: SectionId
  readonly question: Question
  /** What the person answered last; undefined before the first answer. */
  readonly state?: { readonly chosen: readonly string[] } | undefined
  /** Where the form is sent; the page itself when undefined. */
  readonly action?: string | undefined
}

/** A section with the first use of each term marked, and the context in which it is drawn. */
export interface MarkedSection {
  readonly nodes: readonly Tree[]
  readonly context: RenderContext
}

/** The glossary as one section needs it. */
export interface TermsInSection {
  /** Begins the ids of the definitions, so that two sections of a page have different ones. */
  readonly section: string
  of(term: string): GlossaryTerm | undefined
}

/** A clause whose newest published text is not in force yet. */
export interface PendingText {
  /** Undefined when nothing of the clause is in force, or where the newest text alone is shown. */
  readonly inForce: Clause | undefined
  /** What is in force from later days on, in their order; undefined when the clause is retired then. */
  readonly coming: readonly { readonly clause: Clause | undefined; readonly from: string }[]
}

export interface RecentChange {
  readonly publication: number
  readonly since: string
  /** The clause itself is new. */
  readonly isNew: boolean
}

export interface RenderContext {
  readonly organisation: Pick<Organisation, 'roles' | 'channels'>
  clause(id: ClauseId): Clause | undefined
  /** Undefined when the text of `clause` is in force. */
  pending(id: ClauseId): PendingText | undefined
  /** Where a changed text has come into force lately: the publication that brought it, and since when. */
  changed(id: ClauseId): RecentChange | undefined
  /** The address of a picture, by its path beneath `content/`. */
  mediaUrl(path: string): string
  /** Undefined where checks are not asked: nothing is drawn for them. */
  check(id: QuestionId): CheckPlace | undefined
  /** The section as it is drawn, with its terms marked. */
  marked(section: Section): MarkedSection
  /** Undefined where no terms are marked. */
  readonly terms?: TermsInSection | undefined
  /** On a standard's own page clauses are articles with what cites them; elsewhere they are quoted. */
  readonly citedIn?: ((id: ClauseId) => CitedIn) | undefined
}

/** What every component of authors' content receives from the walker. */
export interface ContentProps {
  node: TreeElement
  context: RenderContext
  /** It stands on the leaf's own grid and may use the margin. */
  hung: boolean
  /** It stands within a line of text: only a span may be drawn. */
  inline: boolean
}
