/**
 * How often a quiz may still be tried. A limit belongs to a cycle: what was tried in an earlier one never
 * counts in the next, so nobody is locked out by a certificate that ran out.
 */
import { courseOf, remainingOf, type Course, type Remaining } from './certification.ts'
import { requiredStretches } from './audience.ts'
import { requirementKey, type Programme, type Quiz } from './curriculum.ts'
import type { Day } from './days.ts'
import type { Ground } from './derived-standings.ts'
import { isException, isInForce } from './exceptions.ts'
import type { Recorded } from './facts.ts'
import type { QuizId } from './ids.ts'
import type { Library } from './library.ts'
import { personHistory, postingsOf, profilesOf } from './organisation.ts'

/** An attempt that was used: submitted, or left until its time was over. */
export interface UsedAttempt {
  /** The day it was submitted on, or begun on when it never was. */
  readonly on: Day
  /** The place in the ledger of the same. */
  readonly sequence: number
}

/** The attempts at a quiz in the cycle of one programme. */
export interface AttemptLimit {
  readonly programme: Programme
  readonly allowed: number
  readonly used: number
}

/** The limit of a quiz in a programme whose path is open; undefined when the quiz has none. */
export function attemptLimit(
  programme: Programme,
  quiz: Pick<Quiz, 'id' | 'attempts'>,
  { exceptions }: Pick<Course, 'exceptions'>,
  { after, since }: Pick<Extract<Remaining, { kind: 'open' }>, 'after' | 'since'>,
  used: readonly UsedAttempt[],
  today: Day,
): AttemptLimit | undefined {
  if (quiz.attempts === undefined) return undefined
  const inCycle = ({ sequence, on }: UsedAttempt) => sequence > after && on >= since
  const further = exceptions.reduce(
    (sum, one) =>
      isException(one, 'more-attempts') && one.terms.quiz === quiz.id && isInForce(one, today) && inCycle(one)
        ? sum + one.terms.attempts
        : sum,
    0,
  )
  return { programme, allowed: quiz.attempts + further, used: used.filter(inCycle).length }
}

/**
 * The limits of a quiz in every programme that asks it of the person now, or will by what is recorded, and in
 * which it is still to be passed. None when the quiz has no limit or nothing asks it: practice is free.
 */
export function attemptLimits(
  library: Library,
  quiz: Quiz,
  facts: readonly Recorded[],
  { organisation, rules, recounts }: Pick<Ground, 'organisation' | 'rules' | 'recounts'>,
  used: readonly UsedAttempt[],
  today: Day,
): readonly AttemptLimit[] {
  if (quiz.attempts === undefined) return []
  const key = requirementKey({ kind: 'quiz', quiz: quiz.id })
  const profiles = profilesOf(postingsOf(personHistory(facts)), organisation)
  return library.curriculum.programmes.flatMap((programme) => {
    if (![...programme.requirements, ...programme.renewal].some((one) => requirementKey(one) === key)) return []
    const isAsked = requiredStretches(profiles, rules.get(programme.id) ?? []).some(({ to }) => to > today)
    if (!isAsked) return []
    const course = courseOf(facts, programme.id, recounts?.get(programme.id))
    const remaining = remainingOf(programme, course, today)
    if (remaining.kind === 'held') return []
    const asks = remaining.requirements.some(
      ({ requirement, met }) => met === undefined && requirementKey(requirement) === key,
    )
    return (asks && attemptLimit(programme, quiz, course, remaining, used, today)) || []
  })
}

/** A quiz at which no attempt is left, and the programmes that ask it. */
export interface UsedUp {
  readonly quiz: Quiz
  readonly programmes: readonly Programme[]
}

/** The quizzes alone. */
export function quizzesUsedUp(usedUp: readonly UsedUp[]): ReadonlySet<QuizId> {
  return new Set(usedUp.map(({ quiz }) => quiz.id))
}

/** How many attempts are left where most are: an attempt counts for each programme that asks. Undefined without a limit. */
export function attemptsLeft(limits: readonly AttemptLimit[]): number | undefined {
  if (limits.length === 0) return undefined
  return Math.max(0, ...limits.map(({ allowed, used }) => allowed - used))
}
