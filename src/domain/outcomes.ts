/** What became of a question, of a play and of an update, as facts hold it. */
import type { ClauseEvidence, QuestionId } from './ids.ts'

/** What became of one question of an attempt, in the order asked. */
export interface QuestionOutcome {
  readonly question: QuestionId
  readonly clauses: readonly ClauseEvidence[]
  /** 0 to 1. */
  readonly score: number
}

/** What was earned on a clause in a scenario, of what was to be had. */
export interface ClauseMarks {
  readonly clause: ClauseEvidence
  readonly got: number
  readonly possible: number
}

/**
 * By what a changed clause is shown: right answers, playing a scenario again, or confirming the text where
 * neither is asked.
 */
export type UpdatePart = 'questions' | 'scenario' | 'reading'
