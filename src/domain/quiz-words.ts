/** How a quiz marks and what became of its questions, in the same words on every page. */
import type { Quiz } from './curriculum.ts'
import { type ClauseLevels, type ClauseShare, isAllOrNothing } from './quiz.ts'
import { capitalised, countedInWords } from './words.ts'

/** Beside a question that knows no part marks. */
export const allOrNothingInWords = 'All or nothing: it asks about a must not.'

/** "At “Telephone quiz” you have three attempts in each cycle." Undefined where nothing limits them. */
export function attemptsInWords({ title, attempts }: Pick<Quiz, 'title' | 'attempts'>): string | undefined {
  if (attempts === undefined) return undefined
  return `At “${title}” you have ${countedInWords(attempts, 'attempt')} in each cycle; a renewal begins with as many again.`
}

/** What is left before an attempt is begun, in the cycle that runs. */
export function attemptsLeftInWords(left: number): string {
  if (left === 0) return 'You have used every attempt of this cycle.'
  if (left === 1) return 'One attempt is left in this cycle.'
  return `${capitalised(countedInWords(left, 'attempt'))} are left in this cycle.`
}

/** "No attempts left: ask Ruth Bergmann." Three are named at most; with nobody to name, whoever runs the portal. */
export function noAttemptsLeftInWords(ask: readonly { readonly name: string }[]): string {
  const names = ask.slice(0, 3).map(({ name }) => name)
  const last = names.pop()
  if (last === undefined) return 'No attempts left: ask a training coordinator.'
  return `No attempts left: ask ${names.length === 0 ? last : `${names.join(', ')} or ${last}`}.`
}

/** How questions with several right options are marked; undefined where the quiz holds none. */
export function partMarksInWords(quiz: Pick<Quiz, 'questions'>, clauses: ClauseLevels): string | undefined {
  const several = quiz.questions.filter(({ type }) => type === 'multiple')
  if (several.length === 0) return undefined
  const absolute = several.filter((question) => isAllOrNothing(question, clauses))
  if (absolute.length === several.length) {
    return 'Where several options are right, it is all or nothing, because the question asks about a must not: choose the right ones and no other.'
  }
  const parts =
    'Where several options are right, each right one you choose earns its share of the question, and each wrong one takes such a share away again, down to nothing.'
  return absolute.length === 0
    ? parts
    : `${parts} A question about a must not is all or nothing: choose the right ones and no other.`
}

/** "Right", "Wrong", "Partly right: 33%" (of the question, rounded down). */
export function scoreInWords(score: number): string {
  if (score === 1) return 'Right'
  return score === 0 ? 'Wrong' : `Partly right: ${Math.floor(100 * score)}%`
}

/** The questions on one clause: "Shown", "Wrong", "Partly right: 33%", "1 of 3 right, 1 partly". */
export function shareInWords({ asked, right, scores }: Pick<ClauseShare, 'asked' | 'right' | 'scores'>): string {
  if (right === asked) return 'Shown'
  if (asked === 1) return scoreInWords(scores[0] ?? 0)
  const partly = scores.filter((score) => score > 0 && score < 1).length
  return `${right} of ${asked} right${partly === 0 ? '' : `, ${partly} partly`}`
}
