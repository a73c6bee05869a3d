/**
 * Whether an exception may be recorded: one that contradicts another, that changes nothing, or that a programme
 * does not know is refused before it is a fact.
 */
import { canonicalJson } from './canonical.ts'
import { remainingOf, type Course, type Remaining } from './certification.ts'
import { requirementKey, type Programme, type Quiz, type Requirement } from './curriculum.ts'
import { FOREVER, addDays, addMonths, later, overlap, type Day, type Stretch } from './days.ts'
import { inForce, isException, lastInForce, type Exception, type TermsOf } from './exceptions.ts'
import { expiryOf } from './expiry.ts'
import type { ExceptionKind, ExceptionTerms } from './facts.ts'
import { grantOn, termsOn, type Grant } from './grants.ts'
import type { QuizId } from './ids.ts'
import type { Because, Span } from './standing.ts'

/** What stands before the exception, for one person in one programme. */
export interface BeforeException {
  readonly today: Day
  /** As in the library in force; undefined when it is no longer there. */
  readonly programme: Programme | undefined
  readonly quizzes: ReadonlyMap<QuizId, Quiz>
  readonly course: Course
  /** The days on which the programme asks the person. */
  readonly required: readonly Stretch[]
  /** What stands today; undefined is not-required. */
  readonly standing: Span | undefined
}

export type TermsRefusal =
  | 'programme-ended'
  | 'not-asked'
  | 'not-asked-then'
  | 'until-before-from'
  | 'begins-in-past'
  | 'too-long'
  | 'waiver-overlaps'
  | 'pause-overlaps'
  | 'waiver-over-pause'
  | 'pause-over-waiver'
  | 'extension-past'
  | 'extension-not-later'
  | 'extension-too-long'
  | 'nothing-to-extend'
  | 'extended-while-revoked'
  | 'nothing-held'
  | 'already-revoked'
  | 'prior-not-recognised'
  | 'requirements-missing'
  | 'unknown-requirement'
  | 'learned-in-future'
  | 'learned-too-long-ago'
  | 'learned-before-revocation'
  | 'window-not-open'
  | 'no-quiz'
  | 'no-lesson'
  | 'test-out-pending'
  | 'completed-in-future'
  | 'completed-too-long-ago'
  | 'completed-before-revocation'
  | 'certified-for-it'
  | 'quiz-not-asked'
  | 'quiz-without-limit'
  | 'no-limited-quiz'
  | 'attempts-out-of-range'

/** The most that a waiver lasts, and that an extension adds: longer than that, the rules themselves are wrong. */
export const mostMonths = 24
export const mostAttempts = 10

/** Undefined when it may be recorded. Whoever may record it, and the reason, are asked elsewhere. */
export function whyNotRecorded(terms: ExceptionTerms, before: BeforeException): TermsRefusal | undefined {
  // What was certified stays with the person when its programme goes, so it may still be taken back.
  if (terms.kind === 'revocation') return whyNotRevoked(terms, before)
  const { programme } = before
  if (programme === undefined) return 'programme-ended'
  if (terms.kind === 'waiver' || terms.kind === 'pause') return whyNotApart(terms, before)
  if (!before.required.some(({ to }) => to > before.today)) return 'not-asked'
  switch (terms.kind) {
    case 'extension':
      return whyNotExtended(terms, programme, before)
    case 'prior-learning':
      return whyNotRecognised(terms, programme, before)
    case 'test-out':
      return whyNotTestedOut(programme, before)
    case 'manual-grant':
      return whyNotByHand(terms, programme, before)
    case 'more-attempts':
      return whyNotMoreAttempts(terms, programme, before)
  }
}

/** Why no exception of a kind may be recorded today, whatever its days; undefined when one may. */
export function whyNotKind(kind: ExceptionKind, before: BeforeException): TermsRefusal | undefined {
  const { today, programme, course, quizzes } = before
  if (kind === 'revocation') {
    const grant = grantOn(course.grants, today)
    return grant === undefined ? 'nothing-held' : whyNotRevoked({ kind, certificate: grant.certificate }, before)
  }
  if (programme === undefined) return 'programme-ended'
  if (!before.required.some(({ to }) => to > today)) return 'not-asked'
  switch (kind) {
    case 'waiver':
    case 'pause':
    case 'manual-grant':
      return undefined
    case 'extension': {
      const isSet = before.standing !== undefined && dueOf(before.standing.because) !== undefined
      return isSet || extendable(before) !== undefined ? undefined : 'nothing-to-extend'
    }
    case 'prior-learning':
      if (programme.priorLearningMonths === undefined) return 'prior-not-recognised'
      return remainingOf(programme, course, today).kind === 'held' ? 'window-not-open' : undefined
    case 'test-out':
      return whyNotTestedOut(programme, before)
    case 'more-attempts':
      if (limitedQuizzes(programme, quizzes).length === 0) return 'no-limited-quiz'
      return remainingOf(programme, course, today).kind === 'held' ? 'window-not-open' : undefined
  }
}

/** The quizzes of a programme that may be tried only so often in a cycle. */
export function limitedQuizzes(programme: Programme, quizzes: ReadonlyMap<QuizId, Quiz>): readonly Quiz[] {
  const asked = [...programme.requirements, ...programme.renewal].flatMap((one) =>
    one.kind === 'quiz' ? (quizzes.get(one.quiz) ?? []) : [],
  )
  return [...new Set(asked)].filter(({ attempts }) => attempts !== undefined)
}

/**
 * Neither reaches into the past: what was so on a past day stays told as it was. A waiver over a revocation is
 * no contradiction, because the revocation waits.
 */
function whyNotApart(terms: TermsOf<'waiver' | 'pause'>, before: BeforeException): TermsRefusal | undefined {
  const { kind, from, until } = terms
  if (until !== null && until < from) return 'until-before-from'
  if (from < before.today) return 'begins-in-past'
  if (kind === 'waiver' && terms.until > addMonths(from, mostMonths)) return 'too-long'
  const other = sharingDays(terms, before.course.exceptions)
  if (other?.terms.kind === kind) return kind === 'waiver' ? 'waiver-overlaps' : 'pause-overlaps'
  if (other !== undefined) return kind === 'waiver' ? 'waiver-over-pause' : 'pause-over-waiver'
  return before.required.some((asked) => overlap(asked, daysOf(terms)) !== undefined) ? undefined : 'not-asked-then'
}

/** The waiver or pause that shares days with another; one that contradicts it by its kind comes last. */
export function sharingDays(terms: ExceptionTerms, exceptions: readonly Exception[]): Exception | undefined {
  if (terms.kind !== 'waiver' && terms.kind !== 'pause') return undefined
  const sharing = exceptions.filter((other) => {
    const taken = isException(other, 'waiver') || isException(other, 'pause') ? inForce(other) : undefined
    return taken !== undefined && overlap(taken, daysOf(terms)) !== undefined
  })
  return sharing.find((other) => other.terms.kind === terms.kind) ?? sharing[0]
}

function daysOf({ from, until }: TermsOf<'waiver' | 'pause'>): Stretch {
  return { from, to: until === null ? FOREVER : addDays(until, 1) }
}

function whyNotExtended(
  { certificate, until }: TermsOf<'extension'>,
  programme: Programme,
  { today, course, standing }: BeforeException,
): TermsRefusal | undefined {
  if (until < today) return 'extension-past'
  if (certificate === null) {
    const due = standing && dueOf(standing.because)
    return due === undefined ? 'nothing-to-extend' : whyNotUntil(until, due, today)
  }
  const grant = grantOn(course.grants, today)
  if (grant === undefined || grant.certificate !== certificate) return 'nothing-to-extend'
  const { state, expiresOn } = termsOn(grant, today)
  if (state === 'revoked') return 'extended-while-revoked'
  if (today > addDays(expiresOn, programme.graceDays)) return 'nothing-to-extend'
  return whyNotUntil(until, expiresOn, today)
}

function whyNotUntil(until: Day, now: Day, today: Day): TermsRefusal | undefined {
  if (until <= now) return 'extension-not-later'
  return until > addMonths(later(now, today), mostMonths) ? 'extension-too-long' : undefined
}

/** The day by which something is asked, which more time moves; undefined where no day is set. */
export function dueOf(because: Because): Day | undefined {
  return 'due' in because && because.due !== FOREVER ? because.due : undefined
}

/** The certificate that may be made to hold longer on a day: held, or run out and in grace. */
export function extendable({ today, programme, course }: BeforeException): Grant | undefined {
  const grant = grantOn(course.grants, today)
  if (grant === undefined || programme === undefined) return undefined
  const { state, expiresOn } = termsOn(grant, today)
  return state === 'as-granted' && today <= addDays(expiresOn, programme.graceDays) ? grant : undefined
}

function whyNotRevoked(
  { certificate }: TermsOf<'revocation'>,
  { today, course }: BeforeException,
): TermsRefusal | undefined {
  const grant = grantOn(course.grants, today)
  if (grant === undefined || grant.certificate !== certificate) return 'nothing-held'
  const { state, expiresOn } = termsOn(grant, today)
  if (state === 'revoked') return 'already-revoked'
  return today > expiresOn ? 'nothing-held' : undefined
}

function whyNotRecognised(
  { requirements, learnedOn }: TermsOf<'prior-learning'>,
  programme: Programme,
  { today, course }: BeforeException,
): TermsRefusal | undefined {
  if (programme.priorLearningMonths === undefined) return 'prior-not-recognised'
  if (requirements.length === 0) return 'requirements-missing'
  const known = new Set([...programme.requirements, ...programme.renewal].map(requirementKey))
  if (requirements.some((key) => !known.has(key))) return 'unknown-requirement'
  if (learnedOn > today) return 'learned-in-future'
  if (learnedOn < oldestPriorLearning(programme.priorLearningMonths, today)) return 'learned-too-long-ago'
  if (isBeforeRevocation(learnedOn, course, today)) return 'learned-before-revocation'
  return remainingOf(programme, course, today).kind === 'held' ? 'window-not-open' : undefined
}

/** What was shown before a certificate was taken back proves nothing while that stands. */
function isBeforeRevocation(on: Day, { grants, exceptions }: Course, today: Day): boolean {
  const grant = grantOn(grants, today)
  const terms = grant && termsOn(grant, today)
  if (terms?.state !== 'revoked') return false
  return exceptions.some(({ id, on: revokedOn }) => id === terms.revocation && on < revokedOn)
}

/** The earliest day on which something may have been learned elsewhere. */
export function oldestPriorLearning(months: number, today: Day): Day {
  return addMonths(today, -months)
}

function whyNotTestedOut(programme: Programme, { today, course }: BeforeException): TermsRefusal | undefined {
  const remaining = remainingOf(programme, course, today)
  const after = remaining.kind === 'held' ? (remaining.grant.sequence ?? 0) : remaining.after
  const pending = lastInForce(course.exceptions, 'test-out', today)
  if (pending !== undefined && pending.sequence > after) return 'test-out-pending'
  const path = nextPath(programme, remaining)
  if (!path.some(({ kind }) => kind === 'quiz')) return 'no-quiz'
  return path.some(({ kind }) => kind === 'lesson') ? undefined : 'no-lesson'
}

/** What the next certificate asks, lessons included. */
function nextPath(programme: Programme, remaining: Remaining): readonly Requirement[] {
  return remaining.kind === 'open' && remaining.path === 'initial' ? programme.requirements : programme.renewal
}

function whyNotByHand(
  { completedOn }: TermsOf<'manual-grant'>,
  programme: Programme,
  { today, course }: BeforeException,
): TermsRefusal | undefined {
  if (completedOn > today) return 'completed-in-future'
  if (expiryOf(programme, completedOn) < today) return 'completed-too-long-ago'
  if (isBeforeRevocation(completedOn, course, today)) return 'completed-before-revocation'
  const isCertified = course.exceptions.some(
    (other) =>
      isException(other, 'manual-grant') && other.terms.completedOn === completedOn && other.withdrawn === undefined,
  )
  return isCertified ? 'certified-for-it' : undefined
}

function whyNotMoreAttempts(
  { quiz, attempts }: TermsOf<'more-attempts'>,
  programme: Programme,
  { today, course, quizzes }: BeforeException,
): TermsRefusal | undefined {
  const key = requirementKey({ kind: 'quiz', quiz })
  const isOf = (requirements: readonly Requirement[]) => requirements.some((one) => requirementKey(one) === key)
  if (!isOf([...programme.requirements, ...programme.renewal])) return 'quiz-not-asked'
  if (quizzes.get(quiz)?.attempts === undefined) return 'quiz-without-limit'
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > mostAttempts) return 'attempts-out-of-range'
  const remaining = remainingOf(programme, course, today)
  if (remaining.kind === 'held') return 'window-not-open'
  return isOf(remaining.requirements.map(({ requirement }) => requirement)) ? undefined : 'quiz-not-asked'
}

/** The same said by somebody else today, or by the same form twice: it is recorded once. */
export function sameToday(terms: ExceptionTerms, exceptions: readonly Exception[], today: Day): Exception | undefined {
  const said = canonicalJson(terms)
  return exceptions.findLast(
    (other) => other.withdrawn === undefined && other.on === today && canonicalJson(other.terms) === said,
  )
}
