/**
 * Exceptions: what was decided for one person in one programme apart from the rules. Each is a fact with
 * who, why and when, and is undone only by a further fact; what it did before that stays.
 */
import { FOREVER, addDays, earlier, later, type Day, type Stretch } from './days.ts'
import { isKind, type ExceptionKind, type ExceptionTerms, type Recorded } from './facts.ts'
import type { ExceptionId, PersonId, ProgrammeId, ReasonId } from './ids.ts'

export type TermsOf<Kind extends ExceptionKind> = Extract<ExceptionTerms, { readonly kind: Kind }>

export interface Exception {
  readonly id: ExceptionId
  readonly programme: ProgrammeId
  readonly terms: ExceptionTerms
  /** The day it was recorded on. */
  readonly on: Day
  readonly reason: ReasonId
  readonly by: PersonId | null
  /** Its place in the ledger. */
  readonly sequence: number
  readonly withdrawn: Withdrawal | undefined
}

export type ExceptionOf<Kind extends ExceptionKind> = Exception & { readonly terms: TermsOf<Kind> }

export interface Withdrawal {
  /** From this day on the exception does nothing any more. */
  readonly on: Day
  readonly reason: ReasonId
  readonly by: PersonId | null
}

/** The exceptions for a person, in one programme or in all, in the order recorded. */
export function exceptionsFrom(facts: readonly Recorded[], programme?: ProgrammeId): readonly Exception[] {
  const found = new Map<ExceptionId, Exception>()
  for (const recorded of facts) {
    if (isKind(recorded, 'exception')) {
      const { fact, sequence, by } = recorded
      if (programme !== undefined && fact.programme !== programme) continue
      const { exception: id, terms, on, reason } = fact
      found.set(id, { id, programme: fact.programme, terms, on, reason, by, sequence, withdrawn: undefined })
    } else if (isKind(recorded, 'exception-withdrawn')) {
      const { exception, on, reason } = recorded.fact
      const known = found.get(exception)
      if (known !== undefined && known.withdrawn === undefined)
        found.set(exception, { ...known, withdrawn: { on, reason, by: recorded.by } })
    }
  }
  return [...found.values()]
}

export function isException<Kind extends ExceptionKind>(
  exception: Exception,
  kind: Kind,
): exception is ExceptionOf<Kind> {
  return exception.terms.kind === kind
}

/** The days on which an exception does what it says; undefined when it was taken back before its first. */
export function inForce({ terms, on, withdrawn }: Exception): Stretch | undefined {
  const from = terms.kind === 'waiver' || terms.kind === 'pause' ? terms.from : on
  const end =
    (terms.kind === 'waiver' || terms.kind === 'pause') && terms.until !== null ? addDays(terms.until, 1) : FOREVER
  const to = withdrawn === undefined ? end : earlier(end, withdrawn.on)
  return from < to ? { from, to } : undefined
}

export function isInForce(exception: Exception, on: Day): boolean {
  const days = inForce(exception)
  return days !== undefined && days.from <= on && on < days.to
}

/** Of the exceptions of a kind in force on a day, the one recorded last. */
export function lastInForce<Kind extends ExceptionKind>(
  exceptions: readonly Exception[],
  kind: Kind,
  on: Day,
): ExceptionOf<Kind> | undefined {
  return exceptions.findLast(
    (exception): exception is ExceptionOf<Kind> => isException(exception, kind) && isInForce(exception, on),
  )
}

/** The days on which nothing falls due: those of leave and those on which the programme is set aside. */
export function restDays(absences: readonly Stretch[], exceptions: readonly Exception[]): readonly Stretch[] {
  const pauses = exceptions.flatMap((exception) => (isException(exception, 'pause') ? (inForce(exception) ?? []) : []))
  if (pauses.length === 0) return absences
  const merged: Stretch[] = []
  for (const days of [...absences, ...pauses].toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1)
    if (last !== undefined && days.from <= last.to) merged[merged.length - 1] = { ...last, to: later(last.to, days.to) }
    else merged.push({ from: days.from, to: days.to })
  }
  return merged
}

/** More time given for what is asked: of the extensions of a deadline that hold on a day, the latest end. */
export interface MoreTime {
  readonly due: Day
  /** The extension that moved the day; undefined when none did. */
  readonly extension: ExceptionId | undefined
}

/** When something asked since `since` is due, as seen on a day: an extension reaches what was asked by its day. */
export function dueWithExtension(due: Day, since: Day, exceptions: readonly Exception[], on: Day): MoreTime {
  let moved: MoreTime = { due, extension: undefined }
  for (const exception of exceptions) {
    if (!isException(exception, 'extension') || exception.terms.certificate !== null) continue
    if (exception.on < since || !isInForce(exception, on) || exception.terms.until <= moved.due) continue
    moved = { due: exception.terms.until, extension: exception.id }
  }
  return moved
}
