/** Exceptions as somebody may see them: what holds on which days and why for all, who said it and how for some. */
import { courseOf, type Course } from './certification.ts'
import { earlier, later, type Day } from './days.ts'
import { exceptionsFrom, type Exception } from './exceptions.ts'
import { exceptionState, exemptUntil, isRevokedOn, type ExceptionState } from './exception-states.ts'
import { wordException, wordRecorded, type ExceptionNames } from './exception-words.ts'
import type { Recorded } from './facts.ts'
import { grantOn } from './grants.ts'
import type { ExceptionId, PersonId, ReasonId } from './ids.ts'

/** Who decided, and the words beside the reason. */
export interface Decision {
  readonly by: string
  /** Undefined when there were none, or when they were erased. */
  readonly words: string | undefined
}

export interface ShownException {
  readonly exception: Exception
  readonly state: ExceptionState
  /** What it does, as a sentence. */
  readonly says: string
  /** What is said to whoever has just recorded it. */
  readonly recorded: string
  readonly reason: string
  /** Undefined for whoever may not read it. */
  readonly decision: Decision | undefined
  readonly withdrawal:
    { readonly on: Day; readonly reason: string; readonly decision: Decision | undefined } | undefined
}

export interface ShowingExceptions {
  readonly names: ExceptionNames
  readonly reasons: ReadonlyMap<ReasonId, string>
  readonly people: ReadonlyMap<PersonId, { readonly name: string }>
  readonly words: ReadonlyMap<ExceptionId, { readonly recorded?: string; readonly withdrawn?: string }>
  /** `mayReadDecision` of the viewer. */
  readonly withDecision: boolean
}

/** A person's exceptions in every programme, the last recorded first. */
export function shownExceptions(
  facts: readonly Recorded[],
  { names, reasons, people, words, withDecision }: ShowingExceptions,
  today: Day,
): readonly ShownException[] {
  const nameOf = (id: PersonId | null) =>
    id === null ? 'the portal' : (people.get(id)?.name ?? 'somebody no longer named')
  const decisionOf = (by: PersonId | null, text: string | undefined) =>
    withDecision ? { by: nameOf(by), words: text } : undefined
  return exceptionsFrom(facts)
    .map((exception): ShownException => {
      const { id, programme, by, reason, withdrawn } = exception
      const kept = words.get(id)
      const course = courseOf(facts, programme)
      const state = exceptionState(exception, course, today)
      const wording = {
        isRevoked: isOverRevocation(exception, course, today),
        exemptUntil: exception.terms.kind === 'revocation' ? exemptUntil(course.exceptions, today) : undefined,
      }
      return {
        exception,
        state,
        says: wordException(exception, names, state, wording),
        recorded: wordRecorded(exception, state, wording),
        reason: reasons.get(reason) ?? reason,
        decision: decisionOf(by, kept?.recorded),
        withdrawal: withdrawn && {
          on: withdrawn.on,
          reason: reasons.get(withdrawn.reason) ?? withdrawn.reason,
          decision: decisionOf(withdrawn.by, kept?.withdrawn),
        },
      }
    })
    .toReversed()
}

/** Whether a revocation waits under a waiver: as of today while it lasts, of its first day before, of its last after. */
function isOverRevocation({ terms }: Exception, { grants }: Pick<Course, 'grants'>, today: Day): boolean {
  if (terms.kind !== 'waiver') return false
  const on = later(terms.from, earlier(today, terms.until))
  return isRevokedOn(grantOn(grants, on), on)
}
