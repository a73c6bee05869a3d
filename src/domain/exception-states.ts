/** Where an exception is on a day, and whether there is anything left of it to withdraw. */
import type { Course } from './certification.ts'
import type { Day } from './days.ts'
import { inForce, lastInForce, type Exception } from './exceptions.ts'
import { termsOn, type Grant } from './grants.ts'

export type ExceptionState = 'to-come' | 'in-force' | 'ended' | 'withdrawn'

export function exceptionState(exception: Exception, course: Pick<Course, 'grants'>, today: Day): ExceptionState {
  if (exception.withdrawn !== undefined) return 'withdrawn'
  if (hasEnded(exception, course.grants, today)) return 'ended'
  const days = inForce(exception)
  return days !== undefined && days.from > today ? 'to-come' : 'in-force'
}

/**
 * What was decided for the cycle that ran ends with the next certificate. What a certificate rests on never
 * ends by itself: taken back, the certificate is void.
 */
function hasEnded(exception: Exception, grants: readonly Grant[], today: Day): boolean {
  const next = grants.find(
    (grant) => (grant.sequence ?? 0) > exception.sequence && termsOn(grant, today).state !== 'void',
  )
  const { terms } = exception
  switch (terms.kind) {
    case 'waiver':
      return terms.until < today
    case 'pause':
      return terms.until !== null && terms.until < today
    case 'extension':
      return terms.until < today || next !== undefined
    case 'revocation':
    case 'more-attempts':
      return next !== undefined
    case 'test-out':
      return next !== undefined && next.path !== 'test-out'
    case 'prior-learning':
    case 'manual-grant':
      return false
  }
}

export type NotWithdrawn = 'already-withdrawn' | 'ended-already'

/** Why an exception may not be withdrawn on a day; undefined when it may. */
export function whyNotWithdrawn(
  exception: Exception,
  course: Pick<Course, 'grants'>,
  today: Day,
): NotWithdrawn | undefined {
  const state = exceptionState(exception, course, today)
  if (state === 'withdrawn') return 'already-withdrawn'
  return state === 'ended' ? 'ended-already' : undefined
}

/** The last day of the waiver that stands over what is taken back on a day; undefined without one. */
export function exemptUntil(exceptions: readonly Exception[], on: Day): Day | undefined {
  return lastInForce(exceptions, 'waiver', on)?.terms.until
}

/** Whether a revocation is in force on the certificate that governs a day; a waiver over it lets it wait. */
export function isRevokedOn(grant: Grant | undefined, on: Day): boolean {
  return grant !== undefined && termsOn(grant, on).state === 'revoked'
}
