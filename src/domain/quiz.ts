/**
 * Drawing a form from a question bank and scoring what was answered. Pure: the same bank and seed
 * give the same form for ever, so that a stored seed proves which questions stood before somebody.
 */
import type { Clause, Question, Quiz } from './curriculum.ts'
import { numbersFrom, seedFrom, shuffled } from './chance.ts'
import type { FormEntry } from './facts.ts'
import { unpin, type ClauseId, type PersonId, type QuestionId } from './ids.ts'

/**
 * The draw per clause, as the blueprint asks: of the questions that cite a clause, `questionsPerClause`
 * stand in the form, or all of them when the bank holds fewer. A question that cites two clauses
 * counts for both and stands once. Options are shuffled unless the author fixed their order.
 */
export function drawForm(quiz: Pick<Quiz, 'questions' | 'questionsPerClause'>, seed: number): readonly FormEntry[] {
  const random = numbersFrom(seed)
  const drawn = new Set<Question>()
  for (const [clause, bank] of bankByClause(quiz.questions)) {
    const already = [...drawn].filter((question) => cites(question, clause)).length
    const undrawn = bank.filter((question) => !drawn.has(question))
    for (const question of shuffled(undrawn, random).slice(0, Math.max(0, quiz.questionsPerClause - already))) {
      drawn.add(question)
    }
  }
  return shuffled([...drawn], random).map((question) => ({
    question: question.id,
    order: optionOrder(question, random),
  }))
}

/** Option ids in the order shown to one person; the same seed shows the same order. */
export function orderOfOptions(question: Question, seed: number): readonly string[] {
  return optionOrder(question, numbersFrom(seed))
}

/** A check is shuffled alike each time the same person reads it, and otherwise for somebody else. */
export function seedOfCheck(person: PersonId, check: Pick<Question, 'id'>): number {
  return seedFrom(`${person}:${check.id}`)
}

/** How many questions a form holds; fewer than `atMost` only where one question covers two clauses. */
export function questionsAsked(quiz: Pick<Quiz, 'questions' | 'questionsPerClause'>): {
  readonly atMost: number
  readonly exact: boolean
} {
  const banks = [...bankByClause(quiz.questions).values()]
  const perClause = banks.reduce((sum, bank) => sum + Math.min(bank.length, quiz.questionsPerClause), 0)
  return {
    atMost: Math.min(perClause, quiz.questions.length),
    exact: quiz.questions.every((question) => clausesCited(question).length === 1),
  }
}

export type ClauseLevels = ReadonlyMap<ClauseId, Pick<Clause, 'level'>>

/**
 * 0 to 1. Single: 1 or 0. Multiple: `max(0, (hits - wrong) / keys)`, so that ticking everything earns
 * nothing; all or nothing when a clause it cites is a must-not. Silence is 0.
 */
export function scoreQuestion(question: Question, chosen: readonly string[], clauses: ClauseLevels): number {
  const { points, of } = pointsFor(question, chosen, clauses)
  return points / of
}

/**
 * Whether a question with several right options knows no part marks: it asks about a must-not, and
 * whoever would do the forbidden thing beside the right ones has not understood it.
 */
export function isAllOrNothing(question: Question, clauses: ClauseLevels): boolean {
  return (
    question.type === 'multiple' && clausesCited(question).some((clause) => clauses.get(clause)?.level === 'must-not')
  )
}

/** Whether the very options that are right were chosen, and no other. */
export function isRight(question: Question, chosen: readonly string[]): boolean {
  return question.options.every((option) => option.correct === chosen.includes(option.id))
}

export interface ScoredQuestion {
  readonly question: QuestionId
  readonly clauses: readonly ClauseId[]
  /** 0 to 1. */
  readonly score: number
}

export interface ClauseShare {
  readonly clause: ClauseId
  readonly asked: number
  /** Questions on this clause that were wholly right. */
  readonly right: number
  /** Of each question on this clause, 0 to 1, in the order asked. */
  readonly scores: readonly number[]
}

export interface AttemptScore {
  /** Whole per cent, rounded down: 79.9 does not pass at 80. */
  readonly percent: number
  readonly passed: boolean
  /** In the order asked. */
  readonly outcomes: readonly ScoredQuestion[]
  /** In the order in which the form first asks about them. */
  readonly shares: readonly ClauseShare[]
  /** Critical clauses in which an answer was not wholly right: any one fails the attempt, whatever the total. */
  readonly brokenCritical: readonly ClauseId[]
}

/** Every question weighs the same. Throws a RangeError when the form asks what the quiz does not hold. */
export function scoreAttempt(
  quiz: Pick<Quiz, 'questions' | 'passPercent' | 'critical'>,
  form: readonly FormEntry[],
  answers: ReadonlyMap<QuestionId, readonly string[]>,
  clauses: ClauseLevels,
): AttemptScore {
  const bank = new Map(quiz.questions.map((question) => [question.id, question]))
  const marked = form.map(({ question: id }) => {
    const question = bank.get(id)
    if (question === undefined) throw new RangeError(`the quiz holds no question ${id}`)
    return { id, cited: clausesCited(question), ...pointsFor(question, answers.get(id) ?? [], clauses) }
  })
  // Thirds and halves are added over a common denominator: in floating point 79.999… would stand for 80.
  const whole = marked.reduce((product, { of }) => leastCommonMultiple(product, of), 1)
  const points = marked.reduce((sum, mark) => sum + mark.points * (whole / mark.of), 0)
  const percent = marked.length === 0 ? 0 : Math.floor((100 * points) / (whole * marked.length))

  const shares = [...new Set(marked.flatMap(({ cited }) => cited))].map((clause) => {
    const asked = marked.filter(({ cited }) => cited.includes(clause))
    const scores = asked.map(({ points, of }) => points / of)
    return { clause, asked: asked.length, right: scores.filter((score) => score === 1).length, scores }
  })
  const brokenCritical = shares
    .filter(({ clause, asked, right }) => quiz.critical.includes(clause) && right < asked)
    .map(({ clause }) => clause)

  return {
    percent,
    passed: percent >= quiz.passPercent && brokenCritical.length === 0,
    outcomes: marked.map(({ id, cited, points, of }) => ({ question: id, clauses: cited, score: points / of })),
    shares,
    brokenCritical,
  }
}

/** The clauses that a question cites, each once, without their revisions. */
export function clausesCited(question: Pick<Question, 'clauses'>): readonly ClauseId[] {
  return [...new Set(question.clauses.flatMap((pinned) => unpin(pinned)?.clause ?? []))]
}

/** The clauses that a bank asks about, in the order of the bank. */
export function clausesAsked(quiz: Pick<Quiz, 'questions'>): readonly ClauseId[] {
  return [...bankByClause(quiz.questions).keys()]
}

function pointsFor(
  question: Question,
  chosen: readonly string[],
  clauses: ClauseLevels,
): { readonly points: number; readonly of: number } {
  if (question.type === 'single' || isAllOrNothing(question, clauses))
    return { points: isRight(question, chosen) ? 1 : 0, of: 1 }
  const picked = question.options.filter((option) => chosen.includes(option.id))
  const hits = picked.filter((option) => option.correct).length
  const keys = Math.max(1, question.options.filter((option) => option.correct).length)
  return { points: Math.max(0, hits - (picked.length - hits)), of: keys }
}

function bankByClause(questions: readonly Question[]): ReadonlyMap<ClauseId, readonly Question[]> {
  const bank = new Map<ClauseId, Question[]>()
  for (const question of questions) {
    for (const clause of clausesCited(question)) bank.set(clause, [...(bank.get(clause) ?? []), question])
  }
  return bank
}

function cites(question: Question, clause: ClauseId): boolean {
  return clausesCited(question).includes(clause)
}

function optionOrder(question: Question, random: () => number): readonly string[] {
  const ids = question.options.map((option) => option.id)
  return question.fixedOrder ? ids : shuffled(ids, random)
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
