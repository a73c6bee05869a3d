/** What exceptions are called, what each does, and what one that is recorded says. */
import { dayInWords } from './day-words.ts'
import { addDays, type Day } from './days.ts'
import { inForce, type Exception, type TermsOf } from './exceptions.ts'
import type { ExceptionState } from './exception-states.ts'
import type { ExceptionKind, ExceptionTerms } from './facts.ts'
import { as, type LessonId, type QuizId, type ScenarioId, type StandardId } from './ids.ts'
import type { Library } from './library.ts'
import { scenarioTitle, type HoldsScenarios } from './rewriting.ts'
import { listed } from './scope-words.ts'
import { readWords } from './suggestions.ts'
import { capitalised, countedInWords } from './words.ts'

export interface ExceptionWords {
  readonly title: string
  /** On a link or a button that leads to recording one. */
  readonly deed: string
  /** What it does, before it is recorded. */
  readonly does: string
  /** What withdrawing it does. */
  readonly undoing: string
}

const fromToday = 'From today it does nothing any more; what it did before stays.'
const standsOnIt = 'A certificate that rests on it counts no more from today.'

export const exceptionWords: Readonly<Record<ExceptionKind, ExceptionWords>> = {
  waiver: {
    title: 'Waiver',
    deed: 'Waive it for some days',
    does: 'Exempt from its first day to its last: nothing is asked, and it counts as ready. It ends by itself.',
    undoing: fromToday,
  },
  pause: {
    title: 'Pause',
    deed: 'Set it aside',
    does: 'Set aside from its first day to its last, or until it is withdrawn. What is due moves on by those days; an expiry does not. Nobody set aside counts, ready or not.',
    undoing: fromToday,
  },
  extension: {
    title: 'More time',
    deed: 'Give more time',
    does: 'A certificate holds longer, or what is asked is due later. The next certificate still counts from the end without it, so more time is no more validity.',
    undoing: 'From today the day is again what it would have been.',
  },
  revocation: {
    title: 'Revocation',
    deed: 'Take the certificate back',
    does: 'The certificate holds no more from today. The whole programme is asked anew, and only what is shown from now on counts.',
    undoing: 'From today the certificate holds again, as long as it would have held.',
  },
  'prior-learning': {
    title: 'Prior learning',
    deed: 'Recognise what was learned elsewhere',
    does: 'What was learned elsewhere counts for the requirements chosen, from today.',
    undoing: `It counts for nothing any more. ${standsOnIt}`,
  },
  'test-out': {
    title: 'Test-out',
    deed: 'Let them test out',
    does: 'The next certificate is earned without lessons: by the quizzes and confirmations of the programme alone.',
    undoing: `The lessons are asked again. ${standsOnIt}`,
  },
  'manual-grant': {
    title: 'Certified by hand',
    deed: 'Certify by hand',
    does: 'A certificate for what was completed on a day, as seen outside the portal. If one is held, the later of both ends counts.',
    undoing: standsOnIt,
  },
  'more-attempts': {
    title: 'More attempts',
    deed: 'Give more attempts at a quiz',
    does: 'Further attempts at a quiz until the next certificate. Attempts of an earlier cycle never count.',
    undoing: 'From today the further attempts are gone; those made with them stand.',
  },
}

/** In the order in which a coordinator is offered them. */
export const exceptionKinds = Object.keys(exceptionWords) as readonly ExceptionKind[]

export function isExceptionKind(text: string): text is ExceptionKind {
  return Object.hasOwn(exceptionWords, text)
}

export const exceptionStateWords: Readonly<Record<ExceptionState, string>> = {
  'to-come': 'to come',
  'in-force': 'in force',
  ended: 'ended',
  withdrawn: 'withdrawn',
}

/** In characters as people count them. */
export const longestExceptionWords = 500

/** What was typed beside the reason, in one form; '' when there are no words, undefined when there are too many. */
export function readExceptionWords(typed: string | null): string | undefined {
  const read = readWords(typed ?? '')
  if (read.kind === 'refused') return read.reason === 'words-missing' ? '' : undefined
  return [...read.words].length > longestExceptionWords ? undefined : read.words
}

/** What the library calls what an exception names; something gone from it stands as its id. */
export interface ExceptionNames {
  quiz(id: QuizId): string
  /** By `requirementKey`. */
  requirement(key: string): string
}

export function exceptionNames(
  library: Pick<Library, 'lessons' | 'quizzes' | 'standards'> & HoldsScenarios,
): ExceptionNames {
  return {
    quiz: (id) => `“${library.quizzes.get(id)?.title ?? id}”`,
    requirement(key) {
      const at = key.indexOf(':')
      const [kind, id] = [key.slice(0, at), key.slice(at + 1)]
      if (kind === 'lesson') return `the lesson “${library.lessons.get(as<LessonId>(id))?.title ?? id}”`
      if (kind === 'quiz') return `the quiz “${library.quizzes.get(as<QuizId>(id))?.title ?? id}”`
      if (kind === 'scenario') return `the scenario “${scenarioTitle(library, as<ScenarioId>(id))}”`
      return `“${library.standards.get(as<StandardId>(id))?.title ?? id}”, read and understood`
    },
  }
}

/** What else stands, without which a sentence about the terms would promise too much. */
export interface WordingTerms {
  /** Whether a revocation stands beneath a waiver, which lets it wait. */
  readonly isRevoked?: boolean
  /** The last day of a waiver that stands over a revocation. */
  readonly exemptUntil?: Day | undefined
}

/** One sentence or two: what the terms say, the same before and after they are recorded. */
export function wordTerms(terms: ExceptionTerms, names: ExceptionNames, wording: WordingTerms = {}): string {
  switch (terms.kind) {
    case 'waiver': {
      const waits = wording.isRevoked
        ? ` The certificate stays taken back: the revocation waits, nothing is asked until ${day(terms.until)}, and the whole programme is asked from ${day(addDays(terms.until, 1))}.`
        : ''
      return `Exempt from ${day(terms.from)} to ${day(terms.until)}.${waits}`
    }
    case 'pause':
      return terms.until === null
        ? `Set aside from ${day(terms.from)} until it is withdrawn.`
        : `Set aside from ${day(terms.from)} to ${day(terms.until)}.`
    case 'extension':
      return terms.certificate === null
        ? `More time for what is asked: until ${day(terms.until)}.`
        : `The certificate holds longer: until ${day(terms.until)}.`
    case 'revocation':
      return wording.exemptUntil === undefined
        ? 'The certificate is taken back, and the whole programme is asked anew.'
        : `Exempt until ${day(wording.exemptUntil)}; the certificate is taken back all the same, and the whole programme is asked from ${day(addDays(wording.exemptUntil, 1))}. Withdraw the waiver if they should not work meanwhile.`
    case 'prior-learning':
      return `Learned elsewhere on ${day(terms.learnedOn)}, which counts for ${requirementsIn(terms, names)}.`
    case 'test-out':
      return 'The next certificate is earned without lessons.'
    case 'manual-grant':
      return `Certified by hand for what was completed on ${day(terms.completedOn)}.`
    case 'more-attempts':
      return `${attemptsIn(terms, names)} until the next certificate.`
  }
}

/** What a recorded exception says; one that is over or withdrawn is told in the past. */
export function wordException(
  exception: Exception,
  names: ExceptionNames,
  state: ExceptionState,
  wording: WordingTerms = {},
): string {
  const { terms, withdrawn } = exception
  if (state === 'to-come' || state === 'in-force') return wordTerms(terms, names, wording)
  if (withdrawn === undefined) return `${inThePast(exception, names)}.`
  const early = inForce(exception) === undefined ? ', before it did anything' : ''
  return `${inThePast(exception, names)}; withdrawn on ${day(withdrawn.on)}${early}.`
}

function inThePast(exception: Exception, names: ExceptionNames): string {
  const { terms } = exception
  switch (terms.kind) {
    case 'waiver':
      return wasApart(exception, terms, 'exempt')
    case 'pause':
      return wasApart(exception, terms, 'set aside')
    case 'extension':
      return terms.certificate === null
        ? `There was more time for what is asked: until ${day(terms.until)}`
        : `The certificate was to hold longer: until ${day(terms.until)}`
    case 'revocation':
      return 'The certificate was taken back, and the whole programme was asked anew'
    case 'prior-learning':
      return `Learned elsewhere on ${day(terms.learnedOn)}, which counted for ${requirementsIn(terms, names)}`
    case 'test-out':
      return 'The next certificate was to be earned without lessons'
    case 'manual-grant':
      return `Was certified by hand for what was completed on ${day(terms.completedOn)}`
    case 'more-attempts':
      return `${attemptsIn(terms, names)} given until the next certificate`
  }
}

/** "Was exempt from 1 May 2026 to 21 November 2026": the days on which it did what it says. */
function wasApart(exception: Exception, { from, until }: TermsOf<'waiver' | 'pause'>, apart: string): string {
  const days = inForce(exception)
  if (days !== undefined) return `Was ${apart} from ${day(days.from)} to ${day(addDays(days.to, -1))}`
  return `Was to be ${apart} from ${day(from)}${until === null ? '' : ` to ${day(until)}`}`
}

function requirementsIn({ requirements }: TermsOf<'prior-learning'>, names: ExceptionNames): string {
  return listed(requirements.map((key) => names.requirement(key)))
}

function attemptsIn({ attempts, quiz }: TermsOf<'more-attempts'>, names: ExceptionNames): string {
  return `${capitalised(countedInWords(attempts, 'further attempt'))} at ${names.quiz(quiz)}`
}

/** What is said once it is recorded: that it holds at once only when it does. */
export function wordRecorded(
  { terms }: Exception,
  state: ExceptionState,
  { exemptUntil }: Pick<WordingTerms, 'exemptUntil'>,
): string {
  if (state === 'to-come' && 'from' in terms) return `Recorded. It begins on ${day(terms.from)}.`
  if (state !== 'in-force') return 'Recorded.'
  return exemptUntil === undefined
    ? 'Recorded. It holds at once, and everybody whom it touches sees it.'
    : `Recorded. The certificate is taken back; the exemption goes on until ${day(exemptUntil)}.`
}

function day(on: string): string {
  return dayInWords(on)
}
