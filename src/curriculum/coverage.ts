/** Which clauses are taught, asked, practised and required, of whom; and where a binding clause falls through. */
import { isStale, revisionsOf } from '../domain/clause-lock.ts'
import {
  isBinding,
  type Audience,
  type Clause,
  type Curriculum,
  type Programme,
  type Question,
} from '../domain/curriculum.ts'
import {
  unpin,
  type ClauseId,
  type JobRole,
  type LessonId,
  type ProgrammeId,
  type QuestionId,
  type QuizId,
  type ScenarioId,
} from '../domain/ids.ts'

export interface ClauseCoverage {
  readonly clause: Clause
  readonly binding: boolean
  /** Lessons that embed it. */
  readonly taughtIn: readonly LessonId[]
  /** Lessons with a check on it. A check practises; only a quiz asks. */
  readonly checkedIn: readonly LessonId[]
  /** Quizzes with a question on it at its present revision. */
  readonly askedIn: readonly QuizId[]
  readonly questions: readonly QuestionId[]
  /** Questions of quizzes that cite an older revision of a clause, this or another, and ask nobody any more. */
  readonly stale: readonly QuestionId[]
  /** Scenarios that practise it at its present revision. */
  readonly practisedIn: readonly ScenarioId[]
  /** Programmes in which its standard is acknowledged. */
  readonly acknowledgedIn: readonly ProgrammeId[]
  /** Programmes in which a lesson, quiz, scenario or acknowledgement covers it. */
  readonly requiredIn: readonly ProgrammeId[]
}

export type Hole =
  | { readonly kind: 'not-taught'; readonly clause: ClauseId }
  | {
      readonly kind: 'not-asked'
      readonly clause: ClauseId
      /** The questions that would ask, were they not stale; left out when there is none. */
      readonly stale?: readonly QuestionId[]
    }
  /** A job role, or everyone, whom the clause binds and no programme that requires it has in its audience. */
  | { readonly kind: 'not-required-of'; readonly clause: ClauseId; readonly who: JobRole | 'everyone' }

export interface Coverage {
  readonly clauses: readonly ClauseCoverage[]
  readonly holes: readonly Hole[]
}

/** A question that cites an older revision is stale and covers nothing. */
export function coverageOf(curriculum: Curriculum): Coverage {
  const taught = new Map<string, LessonId[]>()
  const checked = new Map<string, LessonId[]>()
  const asked = new Map<string, QuizId[]>()
  const questions = new Map<string, QuestionId[]>()
  const practised = new Map<string, ScenarioId[]>()
  const acknowledged = new Map<string, ProgrammeId[]>()
  const required = new Map<string, Programme[]>()
  const stale = new Map<string, QuestionId[]>()
  const revisions = revisionsOf(curriculum.standards)
  const standards = new Map(curriculum.standards.map((standard) => [standard.id, standard]))
  const clausesOf = (question: { readonly clauses: readonly string[] }) =>
    question.clauses.flatMap((text) => {
      const clause = unpin(text)?.clause
      return clause !== undefined && revisions.has(clause) ? [clause] : []
    })
  const citedBy = (question: Question) => (isStale(question, revisions) ? [] : clausesOf(question))

  for (const lesson of curriculum.lessons) {
    for (const clause of lesson.clauses) add(taught, clause, lesson.id)
    for (const clause of new Set(lesson.checks.flatMap(citedBy))) add(checked, clause, lesson.id)
  }
  const bankOf = new Map<QuizId, ReadonlySet<ClauseId>>()
  for (const quiz of curriculum.quizzes) {
    for (const question of quiz.questions) {
      const list = isStale(question, revisions) ? stale : questions
      for (const clause of clausesOf(question)) add(list, clause, question.id)
    }
    const clauses = new Set(quiz.questions.flatMap(citedBy))
    bankOf.set(quiz.id, clauses)
    for (const clause of clauses) add(asked, clause, quiz.id)
  }
  const practisedBy = new Map<ScenarioId, readonly ClauseId[]>()
  for (const scenario of curriculum.scenarios) {
    // A stale scenario is left out of the library, so that it practises nothing.
    if (isStale(scenario, revisions)) continue
    practisedBy.set(scenario.id, clausesOf(scenario))
    for (const clause of clausesOf(scenario)) add(practised, clause, scenario.id)
  }
  const lessons = new Map(curriculum.lessons.map((lesson) => [lesson.id, lesson]))
  for (const programme of curriculum.programmes) {
    const covered = new Set<ClauseId>()
    for (const requirement of programme.requirements) {
      if (requirement.kind === 'lesson')
        for (const clause of lessons.get(requirement.lesson)?.clauses ?? []) covered.add(clause)
      if (requirement.kind === 'quiz') for (const clause of bankOf.get(requirement.quiz) ?? []) covered.add(clause)
      if (requirement.kind === 'scenario')
        for (const clause of practisedBy.get(requirement.scenario) ?? []) covered.add(clause)
      if (requirement.kind !== 'acknowledgement') continue
      for (const { id } of standards.get(requirement.standard)?.clauses ?? []) {
        covered.add(id)
        add(acknowledged, id, programme.id)
      }
    }
    for (const clause of covered) add(required, clause, programme)
  }

  const clauses = curriculum.standards.flatMap((standard) =>
    standard.clauses.map((clause) => ({
      clause,
      binding: isBinding(clause),
      taughtIn: taught.get(clause.id) ?? [],
      checkedIn: checked.get(clause.id) ?? [],
      askedIn: asked.get(clause.id) ?? [],
      questions: questions.get(clause.id) ?? [],
      stale: stale.get(clause.id) ?? [],
      practisedIn: practised.get(clause.id) ?? [],
      acknowledgedIn: acknowledged.get(clause.id) ?? [],
      requiredIn: (required.get(clause.id) ?? []).map((programme) => programme.id),
    })),
  )
  const holes = clauses.flatMap((covered) => holesOf(covered, required.get(covered.clause.id) ?? []))
  return { clauses, holes }
}

function holesOf(
  { clause, binding, taughtIn, askedIn, stale }: ClauseCoverage,
  programmes: readonly Programme[],
): Hole[] {
  if (!binding) return []
  const holes: Hole[] = []
  if (taughtIn.length === 0) holes.push({ kind: 'not-taught', clause: clause.id })
  if (askedIn.length === 0) holes.push({ kind: 'not-asked', clause: clause.id, ...(stale.length > 0 && { stale }) })
  if (clause.roles === 'everyone') {
    if (!programmes.some(({ audience }) => reachesEveryone(audience, clause))) {
      holes.push({ kind: 'not-required-of', clause: clause.id, who: 'everyone' })
    }
  } else {
    for (const role of clause.roles) {
      if (!programmes.some(({ audience }) => audience.roles === 'everyone' || audience.roles.includes(role))) {
        holes.push({ kind: 'not-required-of', clause: clause.id, who: role })
      }
    }
  }
  return holes
}

/** An audience narrowed to channels is everyone only for a clause about those channels; one narrowed to branches never is. */
function reachesEveryone(audience: Audience, clause: Clause): boolean {
  if (audience.roles !== 'everyone' || audience.branches !== undefined) return false
  const { channels } = audience
  if (channels === undefined) return true
  return typeof clause.channels !== 'string' && clause.channels.every((channel) => channels.includes(channel))
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}
