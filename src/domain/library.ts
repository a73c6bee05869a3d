/** A curriculum as one publication made it official, with the look-ups that pages and rules ask. */
import { isStale, revisionsOf } from './clause-lock.ts'
import type {
  Clause,
  Curriculum,
  Lesson,
  Programme,
  Question,
  Quiz,
  Requirement,
  Standard,
  Tree,
} from './curriculum.ts'
import type { Day } from './days.ts'
import type { ContentHash } from './facts.ts'
import type { Recount } from './grants.ts'
import type { Scenario } from './scenario.ts'
import {
  unpin,
  type ClauseEvidence,
  type ClauseId,
  type LessonId,
  type ProgrammeId,
  type QuestionId,
  type QuizId,
  type ScenarioId,
  type StandardId,
} from './ids.ts'
import { evidenceOf, pin } from './ids.ts'

export type PieceKind =
  'organisation' | 'standard' | 'lesson' | 'quiz' | 'scenario' | 'programme' | 'glossary' | 'notice' | 'lock' | 'media'

/**
 * Standards as they are written. Of lessons, quizzes and scenarios it holds what may be asked: whatever cites
 * another revision than the one in force is left out, and stands in `curriculum` alone.
 */
export interface Library {
  /** 0 is an author's preview, which is never published. */
  readonly publication: number
  readonly publishedOn: Day
  readonly digest: ContentHash
  readonly curriculum: Curriculum
  readonly standards: ReadonlyMap<StandardId, Standard>
  readonly clauses: ReadonlyMap<ClauseId, Clause>
  readonly lessons: ReadonlyMap<LessonId, Lesson>
  readonly quizzes: ReadonlyMap<QuizId, Quiz>
  readonly scenarios: ReadonlyMap<ScenarioId, Scenario>
  /** Without requirements that a stale scenario would have met. */
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>
  /** Questions of quizzes and checks of lessons. */
  readonly questions: ReadonlyMap<QuestionId, Question>
  /** Hash of a piece by `kind:id`, as `lesson:holding-a-call`. */
  readonly hashes: ReadonlyMap<string, ContentHash>
  /** Hash of a picture by its path beneath `content/`. */
  readonly media: ReadonlyMap<string, ContentHash>
  readonly citing: ReadonlyMap<ClauseId, Citing>
  /** Changed validities that reach certificates granted before, up to this publication; left out where there is none. */
  readonly recounts?: ReadonlyMap<ProgrammeId, readonly Recount[]>
}

/** Where a clause is taught, asked and acknowledged. */
export interface Citing {
  readonly lessons: readonly Lesson[]
  readonly quizzes: readonly Quiz[]
  readonly scenarios: readonly Scenario[]
  readonly programmes: readonly Programme[]
}

export function libraryOf(
  curriculum: Curriculum,
  published: {
    readonly publication: number
    readonly publishedOn: Day
    readonly digest: ContentHash
    readonly hashes: ReadonlyMap<string, ContentHash>
  },
): Library {
  const standards = new Map(curriculum.standards.map((standard) => [standard.id, standard]))
  const clauses = new Map(
    curriculum.standards.flatMap((standard) => standard.clauses.map((clause) => [clause.id, clause] as const)),
  )
  const revisions = revisionsOf(curriculum.standards)
  const lessons = new Map(curriculum.lessons.map((lesson) => [lesson.id, withoutStaleChecks(lesson, revisions)]))
  const quizzes = new Map(curriculum.quizzes.map((quiz) => [quiz.id, withoutStaleQuestions(quiz, revisions)]))
  const scenarios = new Map(
    curriculum.scenarios.filter((one) => !isStale(one, revisions)).map((scenario) => [scenario.id, scenario]),
  )
  const asked = curriculum.programmes.map((programme) => withoutStaleScenarios(programme, curriculum, scenarios))
  const programmes = new Map(asked.map((programme) => [programme.id, programme]))
  const questions = new Map(
    [
      ...[...quizzes.values()].flatMap((quiz) => quiz.questions),
      ...[...lessons.values()].flatMap((lesson) => lesson.checks),
    ].map((question) => [question.id, question] as const),
  )
  const covered = new Map(
    asked.map((programme) => [
      programme.id,
      new Set(programme.requirements.flatMap((one) => clausesOf({ standards, lessons, quizzes, scenarios }, one))),
    ]),
  )
  const citing = new Map(
    [...clauses.keys()].map((clause): [ClauseId, Citing] => [
      clause,
      {
        lessons: [...lessons.values()].filter((lesson) => lesson.clauses.includes(clause)),
        quizzes: [...quizzes.values()].filter((quiz) => asks(quiz, clause)),
        scenarios: [...scenarios.values()].filter(({ clauses: pins }) =>
          pins.some((one) => unpin(one)?.clause === clause),
        ),
        programmes: asked.filter((programme) => covered.get(programme.id)?.has(clause)),
      },
    ]),
  )
  const media = new Map(
    curriculum.media.flatMap((medium) => {
      const hash = published.hashes.get(`media:${medium.path}`)
      return hash === undefined ? [] : [[medium.path, hash] as const]
    }),
  )
  return {
    ...published,
    curriculum,
    standards,
    clauses,
    lessons,
    quizzes,
    scenarios,
    programmes,
    questions,
    media,
    citing,
  }
}

/** A stale check would teach what a clause no longer says. The curriculum itself keeps it, for its author. */
function withoutStaleChecks(lesson: Lesson, revisions: ReadonlyMap<ClauseId, number>): Lesson {
  const stale = new Set<string>(lesson.checks.filter((check) => isStale(check, revisions)).map(({ id }) => id))
  if (stale.size === 0) return lesson
  const without = (trees: readonly Tree[]): readonly Tree[] =>
    trees.flatMap((tree): readonly Tree[] => {
      if (typeof tree === 'string') return [tree]
      if (tree.tag === 'Check' && stale.has(tree.props?.['id'] ?? '')) return []
      return [tree.kids === undefined ? tree : { ...tree, kids: without(tree.kids) }]
    })
  return {
    ...lesson,
    checks: lesson.checks.filter((check) => !stale.has(check.id)),
    sections: lesson.sections.map((section) => ({ ...section, body: without(section.body) })),
  }
}

function withoutStaleQuestions(quiz: Quiz, revisions: ReadonlyMap<ClauseId, number>): Quiz {
  const questions = quiz.questions.filter((question) => !isStale(question, revisions))
  return questions.length === quiz.questions.length ? quiz : { ...quiz, questions }
}

/** Nobody plays for words that no longer hold; what asked for it asks for the rest until the scenario is mended. */
function withoutStaleScenarios(
  programme: Programme,
  curriculum: Curriculum,
  scenarios: ReadonlyMap<ScenarioId, Scenario>,
): Programme {
  const stale = new Set(curriculum.scenarios.flatMap(({ id }) => (scenarios.has(id) ? [] : [id])))
  if (stale.size === 0) return programme
  const asked = (requirements: readonly Requirement[]) =>
    requirements.filter((one) => one.kind !== 'scenario' || !stale.has(one.scenario))
  return { ...programme, requirements: asked(programme.requirements), renewal: asked(programme.renewal) }
}

function asks(quiz: Quiz, clause: ClauseId): boolean {
  return quiz.questions.some((question) => question.clauses.some((pinned) => unpin(pinned)?.clause === clause))
}

/** The clauses that meeting a requirement shows. */
export function clausesOf(
  library: Pick<Library, 'standards' | 'lessons' | 'quizzes' | 'scenarios'>,
  requirement: Requirement,
): readonly ClauseId[] {
  switch (requirement.kind) {
    case 'lesson':
      return library.lessons.get(requirement.lesson)?.clauses ?? []
    case 'quiz': {
      const pinned = library.quizzes.get(requirement.quiz)?.questions.flatMap((question) => question.clauses) ?? []
      return [...new Set(pinned.flatMap((reference) => unpin(reference)?.clause ?? []))]
    }
    case 'scenario': {
      const pinned = library.scenarios.get(requirement.scenario)?.clauses ?? []
      return pinned.flatMap((reference) => unpin(reference)?.clause ?? [])
    }
    case 'acknowledgement':
      return library.standards.get(requirement.standard)?.clauses.map((clause) => clause.id) ?? []
  }
}

/** Every clause a programme's certification rests on, each once, in the order of its requirements. */
export function clausesOfProgramme(library: Library, programme: Programme): readonly ClauseId[] {
  const known = programmeClauses.get(library) ?? new Map<Programme, readonly ClauseId[]>()
  programmeClauses.set(library, known)
  const clauses = known.get(programme) ?? [
    ...new Set(programme.requirements.flatMap((requirement) => clausesOf(library, requirement))),
  ]
  known.set(programme, clauses)
  return clauses
}

/** Home and every grant ask for them, and a publication never changes. */
const programmeClauses = new WeakMap<Library, Map<Programme, readonly ClauseId[]>>()

/** The exact texts, as evidence names them: `TEL-05~1@14`. */
export function evidenceIn(library: Library, clauses: readonly ClauseId[]): readonly ClauseEvidence[] {
  return clauses.flatMap((id) => {
    const clause = library.clauses.get(id)
    return clause === undefined ? [] : [evidenceOf(pin(id, clause.revision), library.publication)]
  })
}

/** What meets a requirement: its title, and how many minutes it takes to do. */
export function describeRequirement(library: Library, requirement: Requirement): { title: string; minutes: number } {
  switch (requirement.kind) {
    case 'lesson': {
      const lesson = library.lessons.get(requirement.lesson)
      return { title: lesson?.title ?? requirement.lesson, minutes: lesson?.minutes ?? 0 }
    }
    case 'quiz': {
      const quiz = library.quizzes.get(requirement.quiz)
      return { title: quiz?.title ?? requirement.quiz, minutes: quiz?.minutes ?? 0 }
    }
    case 'scenario': {
      const scenario = library.scenarios.get(requirement.scenario)
      return { title: scenario?.title ?? requirement.scenario, minutes: scenario?.minutes ?? 0 }
    }
    case 'acknowledgement': {
      const standard = library.standards.get(requirement.standard)
      return { title: standard?.title ?? requirement.standard, minutes: readingMinutes(standard) }
    }
  }
}

/** Words read in a minute by an adult with care; the slow end of the usual 200 to 250. */
export const wordsAMinute = 200

/** The whole text, with reasons and examples: it is the whole text that is confirmed. */
function readingMinutes(standard: Standard | undefined): number {
  if (standard === undefined) return 1
  const known = minutesOf.get(standard)
  if (known !== undefined) return known
  const words = [
    ...standard.sections.map(({ body }) => wordsIn(body)),
    ...standard.clauses.map(({ text, why, examples }) => countWords(text) + wordsIn(why) + wordsIn(examples.flat())),
  ].reduce((total, count) => total + count, 0)
  const minutes = Math.max(1, Math.ceil(words / wordsAMinute))
  minutesOf.set(standard, minutes)
  return minutes
}

/** Home asks for the minutes of every standard on every visit, and a standard never changes. */
const minutesOf = new WeakMap<Standard, number>()

export function wordsIn(nodes: readonly Tree[]): number {
  return nodes.reduce(
    (total, node) => total + (typeof node === 'string' ? countWords(node) : wordsIn(node.kids ?? [])),
    0,
  )
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}
