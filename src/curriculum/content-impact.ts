/** What new revisions do to the rest of the content: questions and scenarios that no longer fit, clauses that lose cover. */
import { isStale, revisionsOf } from '../domain/clause-lock.ts'
import type { Curriculum, Question } from '../domain/curriculum.ts'
import type { ClauseId, PinnedClause, QuestionId, ScenarioId } from '../domain/ids.ts'
import { unpin } from '../domain/ids.ts'
import { counted } from '../domain/words.ts'
import { coverageOf, type ClauseCoverage } from './coverage.ts'

/** A question that cites another revision than the one in force, and is asked of nobody from then on. */
export interface StaleQuestion {
  readonly question: QuestionId
  readonly kind: 'question' | 'check'
  /** The quiz or the lesson in which it stands. */
  readonly title: string
  readonly file: string
  /** What it cites that is not in force, as it cites it. */
  readonly cites: readonly PinnedClause[]
}

/** Questions and checks that fit what is in force now and would not after it. */
export function becameStale(before: Curriculum, after: Curriculum): readonly StaleQuestion[] {
  const stale = new Set(staleIn(before).map(({ question }) => question))
  return staleIn(after).filter(({ question }) => !stale.has(question))
}

function staleIn({ standards, quizzes, lessons }: Curriculum): readonly StaleQuestion[] {
  const revisions = revisionsOf(standards)
  const found = (kind: StaleQuestion['kind'], title: string, file: string, questions: readonly Question[]) =>
    questions
      .filter((question) => isStale(question, revisions))
      .map(({ id, clauses }) => ({
        question: id,
        kind,
        title,
        file,
        cites: notInForce(clauses, revisions),
      }))
  return [
    ...quizzes.flatMap(({ id, title, questions }) => found('question', title, `quizzes/${id}.mdx`, questions)),
    ...lessons.flatMap(({ id, title, checks }) => found('check', title, `lessons/${id}.mdx`, checks)),
  ]
}

/** A scenario of which the same is true: nobody plays it, for a certificate or again for an update. */
export interface StaleScenario {
  readonly scenario: ScenarioId
  readonly title: string
  readonly file: string
  readonly cites: readonly PinnedClause[]
}

export function scenariosBecomeStale(before: Curriculum, after: Curriculum): readonly StaleScenario[] {
  const stale = (curriculum: Curriculum) => {
    const revisions = revisionsOf(curriculum.standards)
    return curriculum.scenarios.filter((scenario) => isStale(scenario, revisions))
  }
  const known = new Set(stale(before).map(({ id }) => id))
  return stale(after)
    .filter(({ id }) => !known.has(id))
    .map(({ id, title, clauses }) => ({
      scenario: id,
      title,
      file: `scenarios/${id}.mdx`,
      cites: notInForce(clauses, revisionsOf(after.standards)),
    }))
}

function notInForce(
  clauses: readonly PinnedClause[],
  revisions: ReadonlyMap<ClauseId, number>,
): readonly PinnedClause[] {
  return clauses.filter((pinned) => {
    const cited = unpin(pinned)
    return cited === undefined || revisions.get(cited.clause) !== cited.revision
  })
}

export interface CoverageLost {
  readonly clause: ClauseId
  /** What it loses, a sentence each. */
  readonly says: readonly string[]
}

/** Clauses that stand in both and are taught, asked or required less than before. */
export function coverageLost(before: Curriculum, after: Curriculum): readonly CoverageLost[] {
  const known = new Map(coverageOf(before).clauses.map((covered) => [covered.clause.id, covered]))
  return coverageOf(after).clauses.flatMap((now) => {
    const old = known.get(now.clause.id)
    const says = old === undefined ? [] : lossesBetween(old, now, after)
    return says.length === 0 ? [] : [{ clause: now.clause.id, says }]
  })
}

function lossesBetween(old: ClauseCoverage, now: ClauseCoverage, { programmes }: Curriculum): readonly string[] {
  const says: string[] = []
  if (old.taughtIn.length > 0 && now.taughtIn.length === 0) says.push('No lesson teaches it any more.')
  if (old.questions.length > 0 && now.questions.length === 0) {
    says.push('No question asks about it any more: people show it by reading and confirming.')
  } else if (now.questions.length < old.questions.length) {
    says.push(
      `${counted(now.questions.length, 'question')} ${now.questions.length === 1 ? 'asks' : 'ask'} about it, where ${old.questions.length} did.`,
    )
  }
  const gone = old.requiredIn.filter((id) => !now.requiredIn.includes(id))
  for (const id of gone) {
    const title = programmes.find((programme) => programme.id === id)?.title ?? id
    says.push(`“${title}” rests on it no more.`)
  }
  return says
}
