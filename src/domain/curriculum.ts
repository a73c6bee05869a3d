/**
 * What an organisation's content means: values with no file, no syntax and no database in them.
 * `src/curriculum/` makes them from a content folder; a publication stores them; pages render them.
 */
import type { Lock } from './clause-lock.ts'
import type { Day } from './days.ts'
import type { Scenario } from './scenario.ts'
import type {
  Branch,
  Channel,
  ClauseId,
  JobRole,
  LessonId,
  NoticeId,
  PinnedClause,
  ProgrammeId,
  QuestionId,
  QuizId,
  ScenarioId,
  SectionId,
  StandardId,
} from './ids.ts'

/**
 * A parsed piece of text: plain text, or an element with a tag, literal attributes and children.
 * Lower-case tags are HTML of a fixed list; capitalised tags are components of a fixed list
 * (`contentTags` below). It is plain JSON, so it is stored by the hash of its bytes and holds no code.
 */
export type Tree = string | TreeElement
export interface TreeElement {
  readonly tag: string
  readonly props?: Readonly<Record<string, string>>
  readonly kids?: readonly Tree[]
}

/** The HTML elements that author text may become. */
export const htmlTags = [
  'p',
  'h2',
  'h3',
  'h4',
  'em',
  'strong',
  'del',
  'code',
  'pre',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'br',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'img',
  'sup',
  'sub',
] as const

/** The components that author text may hold, beside the structures the parser takes apart. */
export const contentTags = [
  'Clause', // a clause embedded by id: `<Clause id="TEL-05" />`
  'Param', // a number with its unit inside a clause
  'Why', // the reason of a clause; never normative
  'Example', // an example from the desk
  'Say', // one spoken line: `who`, optional `aside`
  'Well', // how it sounds when done well
  'Badly', // how it sounds when done badly
  'Try', // one thing to try today
  'Note', // something set apart
  'Figure', // `src`, `alt`, optional `caption`
  'Check', // a question inside a lesson; the renderer draws it as a form: `id`
] as const
export type ContentTag = (typeof contentTags)[number]

export const levels = ['must', 'must-not', 'should', 'may'] as const
export type Level = (typeof levels)[number]

/** Must and must-not bind; should advises; may allows. */
export function isBinding(clause: { readonly level: Level }): boolean {
  return clause.level === 'must' || clause.level === 'must-not'
}

export const standardKinds = ['standard', 'policy', 'procedure', 'memo', 'quick-reply'] as const
export type StandardKind = (typeof standardKinds)[number]

export interface Param {
  readonly name: string
  readonly value: string
  readonly unit: string
}

/** `everyone`, or job roles of organisation.yaml. */
export type RoleScope = 'everyone' | readonly JobRole[]
/** `all`, `internal`, or channels of organisation.yaml. */
export type ChannelScope = 'all' | 'internal' | readonly Channel[]

export interface Clause {
  readonly id: ClauseId
  readonly revision: number
  readonly standard: StandardId
  readonly level: Level
  readonly roles: RoleScope
  readonly channels: ChannelScope
  /** The measurable target in words ("80% of calls"), or undefined when the author wrote `target="none"`. */
  readonly target: string | undefined
  readonly params: readonly Param[]
  /** The normative words, white space collapsed, NFC: what a person is held to. */
  readonly text: string
  /** The normative words as a tree, without `<Why>` and `<Example>`. */
  readonly body: readonly Tree[]
  readonly why: readonly Tree[]
  readonly examples: readonly (readonly Tree[])[]
}

/** A part of a standard or lesson that begins at a `##` heading; the first may have no title. */
export interface Section {
  readonly id: SectionId
  readonly title: string | undefined
  readonly body: readonly Tree[]
}

export interface Standard {
  readonly id: StandardId
  readonly title: string
  readonly kind: StandardKind
  readonly prefix: string
  readonly summary: string
  readonly owner: string
  readonly approver: string
  readonly reviewBy: Day
  /** Rights or job roles that may read it; undefined means everyone signed in. */
  readonly readers: readonly string[] | undefined
  /** In a section's body a clause stands as `{ tag: 'Clause', props: { id } }`. */
  readonly sections: readonly Section[]
  readonly clauses: readonly Clause[]
}

export interface Option {
  /** `a`, `b`, `c`… by the place in the file; answers are recorded by it, whatever the order shown. */
  readonly id: string
  readonly correct: boolean
  readonly body: readonly Tree[]
  readonly feedback: readonly Tree[]
}

export const questionTypes = ['single', 'multiple'] as const
export type QuestionType = (typeof questionTypes)[number]
export const bloomLevels = ['remember', 'understand', 'apply', 'analyse'] as const
export type BloomLevel = (typeof bloomLevels)[number]

export interface Question {
  readonly id: QuestionId
  readonly type: QuestionType
  readonly level: BloomLevel
  readonly clauses: readonly PinnedClause[]
  readonly fixedOrder: boolean
  readonly stem: readonly Tree[]
  readonly options: readonly Option[]
}

export interface Lesson {
  readonly id: LessonId
  readonly title: string
  readonly summary: string
  readonly minutes: number
  readonly readers: readonly string[] | undefined
  /** Clauses it embeds, in order, each once. */
  readonly clauses: readonly ClauseId[]
  /** In a section's body a check stands as `{ tag: 'Check', props: { id } }`. */
  readonly sections: readonly Section[]
  readonly checks: readonly Question[]
}

export interface Quiz {
  readonly id: QuizId
  readonly title: string
  readonly summary: string
  readonly minutes: number
  readonly passPercent: number
  /** Questions drawn for each clause that the bank asks about; never more than the bank holds. */
  readonly questionsPerClause: number
  /** Clauses in which one wrong answer fails the quiz, whatever the total. */
  readonly critical: readonly ClauseId[]
  /** How many attempts somebody has in a cycle; left out, any number. */
  readonly attempts?: number
  readonly questions: readonly Question[]
}

export type Requirement =
  | { readonly kind: 'lesson'; readonly lesson: LessonId }
  | { readonly kind: 'quiz'; readonly quiz: QuizId }
  | { readonly kind: 'scenario'; readonly scenario: ScenarioId }
  | { readonly kind: 'acknowledgement'; readonly standard: StandardId }
export type RequirementKind = Requirement['kind']

/**
 * - `old-expiry`: renewing early costs no time
 * - `completion`: validity runs from the day of renewing
 * - `fixed-date`: everybody's certificate ends on the same days
 */
export const renewalBases = ['old-expiry', 'completion', 'fixed-date'] as const
export type RenewsFrom = (typeof renewalBases)[number]

export const defaultWindows = ['completeWithinDays', 'renewalWindowDays', 'graceDays'] as const
export type DefaultWindow = (typeof defaultWindows)[number]

export interface Audience {
  readonly roles: RoleScope
  /** Narrows to people whose team serves one of these channels; undefined means any. */
  readonly channels: readonly Channel[] | undefined
  /** Narrows to people whose team is at one of these branches; undefined means any. */
  readonly branches: readonly Branch[] | undefined
}

export interface Programme {
  readonly id: ProgrammeId
  readonly title: string
  readonly summary: string
  readonly audience: Audience
  readonly requirements: readonly Requirement[]
  /** The shorter path for renewing; the same as `requirements` when the author gave none. */
  readonly renewal: readonly Requirement[]
  readonly completeWithinDays: number
  readonly validForMonths: number
  readonly renewalWindowDays: number
  readonly graceDays: number
  /** From what the next expiry is counted; left out, from the old expiry. */
  readonly renewsFrom?: RenewsFrom
  /** With `fixed-date`: a day on which certificates end; the others lie whole validities before and after it. */
  readonly fixedExpiry?: Day
  /** With `fixed-date`: the fewest days a certificate holds; left out, any. */
  readonly leastActiveDays?: number
  /** How long ago something may have been learned elsewhere; left out, prior learning does not count. */
  readonly priorLearningMonths?: number
  /** Scenarios of its paths that are played again when a clause changes that they practise; left out, none is. */
  readonly replays?: readonly ScenarioId[]
  /** Windows that the author left to the organisation's settings; they hold what was in force when published. */
  readonly defaulted?: readonly DefaultWindow[]
  /** Channels that a person may work only while ready in this programme. */
  readonly opensChannels: readonly Channel[]
}

export interface GlossaryTerm {
  readonly id: string
  readonly term: string
  readonly aliases: readonly string[]
  readonly definition: string
  /** False for an everyday word, which stands in the glossary but is not marked wherever it is used. */
  readonly inText?: false
}

export interface Organisation {
  readonly name: string
  readonly timeZone: string
  readonly language: string
  readonly readinessTargetPercent: number
  readonly roles: ReadonlyMap<JobRole, string>
  readonly channels: ReadonlyMap<Channel, string>
  readonly branches: ReadonlyMap<Branch, string>
}

/** A picture of the content folder, by its path beneath `content/`, kept and served by hash. */
export interface Media {
  readonly path: string
  readonly type: 'image/svg+xml' | 'image/png' | 'image/jpeg' | 'image/webp'
  readonly bytes: Uint8Array
}

/** Why clauses changed, from when the change is in force, and how long people have. */
export interface Notice {
  readonly id: NoticeId
  /** What is different, in a few words: "Half a minute on hold". */
  readonly title: string
  readonly summary: string
  /** The revisions it announces, each announced once and by one notice. */
  readonly clauses: readonly PinnedClause[]
  readonly effective: { readonly on: Day } | { readonly daysAfterPublication: number }
  /** Days that somebody touched has, from the publication or from the day the clause reaches them. */
  readonly updateWithinDays: number
  /** Of `clauses`, those that ask nothing of anybody: retired, or binding no more. */
  readonly notifyOnly: readonly PinnedClause[]
  /** Programmes whose changed validity is to reach certificates granted before; left out, none. */
  readonly recounts?: readonly ProgrammeId[]
  /** The reason, as prose. */
  readonly body: readonly Tree[]
}

export interface Curriculum {
  readonly organisation: Organisation
  readonly standards: readonly Standard[]
  readonly lessons: readonly Lesson[]
  readonly quizzes: readonly Quiz[]
  readonly scenarios: readonly Scenario[]
  readonly programmes: readonly Programme[]
  readonly glossary: readonly GlossaryTerm[]
  readonly notices: readonly Notice[]
  /** Empty for a folder that keeps none yet: then every clause is at its first revision. */
  readonly lock: Lock
  readonly media: readonly Media[]
}

export function requirementKey(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'lesson':
      return `lesson:${requirement.lesson}`
    case 'quiz':
      return `quiz:${requirement.quiz}`
    case 'scenario':
      return `scenario:${requirement.scenario}`
    case 'acknowledgement':
      return `acknowledgement:${requirement.standard}`
  }
}
