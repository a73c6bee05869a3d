/**
 * Standing is derived: what a person is, in a programme, on each day, follows from facts alone. The
 * future is included, as it comes if nothing more happens, so today, any past day and any coming day
 * are the same question, and time passing changes nothing that is stored.
 */
import { dueDay, type RuleHistory } from './audience.ts'
import { FOREVER, addDays, holds, later, valueOn, type Day, type Stretch } from './days.ts'
import { dueWithExtension, inForce, isException, lastInForce, restDays, type Exception } from './exceptions.ts'
import { grantOn, termsOn, turningDaysOf, type Grant } from './grants.ts'
import {
  pin,
  type CertificateId,
  type ExceptionId,
  type PinnedClause,
  type ProgrammeId,
  type ReasonId,
  type TeamId,
} from './ids.ts'
import type { StandingKind } from './standing-words.ts'
import { isSooner, type Asking, type Duty } from './updates.ts'

/** Ready kinds count towards readiness; the others are required but not ready. */
const readyKinds: ReadonlySet<StandingKind> = new Set(['certified', 'renewal-due', 'update-due', 'exempt'])
/** Kinds outside the count: nobody is asked for anything on such a day. */
const uncountedKinds: ReadonlySet<StandingKind> = new Set(['paused', 'not-required'])

export function isReady(kind: StandingKind): boolean {
  return readyKinds.has(kind)
}

/** Kinds in which a certificate is held. */
const heldKinds: ReadonlySet<StandingKind> = new Set(['certified', 'renewal-due', 'update-due'])

export function isHeld(kind: StandingKind): boolean {
  return heldKinds.has(kind)
}

/** Whether a kind is part of what is required, the denominator of readiness. */
export function isCounted(kind: StandingKind): boolean {
  return !uncountedKinds.has(kind)
}

/** Since when and by when a changed clause is asked. */
export interface AskedDays {
  readonly clause: PinnedClause
  readonly since: Day
  readonly due: Day
}

/** The certificate that a standing rests on, as it is on the day. */
interface Holding {
  readonly windowOpensOn: Day
  readonly expiresOn: Day
  readonly certificate: CertificateId
  /** The extension without which it would have run out before. */
  readonly extension?: ExceptionId
}

/** A day set for the person; `extension` is the one that moved it. */
interface Deadline {
  readonly due: Day
  readonly extension?: ExceptionId
}

/** An exception that makes a standing what it is, with its first day and the day after its last. */
interface Exempting {
  readonly exception: ExceptionId
  readonly reason: ReasonId
  readonly from: Day
  readonly to: Day
}

/** Why a standing is what it is: codes and days, put into words when shown. */
export type Because =
  | ({ readonly code: 'asked'; readonly on: Day } & Deadline)
  | ({ readonly code: 'returned'; readonly on: Day; readonly expiredOn: Day } & Deadline)
  | ({ readonly code: 'past-due'; readonly on: Day } & Deadline)
  | ({
      readonly code: 'certified' | 'window-open'
      readonly on: Day
      /** Granted by hand. */ readonly byHand?: true
    } & Holding)
  | ({
      /**
       * Clauses changed under a certificate that holds. The standing follows the clause that is due
       * first: `since` and `due` are its days, and it is `update-late` from the day after `due`.
       */
      readonly code: 'clauses-changed' | 'update-late'
      readonly since: Day
      readonly due: Day
      readonly clauses: readonly PinnedClause[]
      /** Of those clauses alone that are asked since or by another day than the first; nearly always there is none. */
      readonly ownDays?: readonly AskedDays[]
    } & Holding)
  | { readonly code: 'lapsed'; readonly on: Day; readonly expiredOn: Day; readonly graceEndsOn: Day }
  | { readonly code: 'grace-over'; readonly on: Day; readonly expiredOn: Day; readonly graceEndsOn: Day }
  | { readonly code: 'away'; readonly from: Day; readonly to: Day }
  | ({ readonly code: 'waived' | 'set-aside' } & Exempting)
  | ({
      /** Taken back on a day; the whole programme is asked anew. */
      readonly code: 'revoked'
      readonly on: Day
      readonly certificate: CertificateId
      readonly exception: ExceptionId
      readonly reason: ReasonId
    } & Deadline)

/** A standing that asks for an update. */
export type UpdateBecause = Extract<Because, { readonly clauses: readonly PinnedClause[] }>

type Asked = Pick<UpdateBecause, 'since' | 'due' | 'clauses' | 'ownDays'>

export interface Span extends Stretch {
  readonly kind: StandingKind
  readonly because: Because
}

/** A span in a programme, with the team the person was in, so that a team's count follows who was there on the day. */
export interface TeamSpan extends Span {
  readonly programme: ProgrammeId
  readonly team: TeamId | null
}

/** Everything a standing follows from, for one person in one programme. */
export interface StandingFacts {
  /** Stretches in which the programme asks the person, in order, not touching each other. */
  readonly required: readonly Stretch[]
  readonly absences: readonly Stretch[]
  /** In the order recorded. */
  readonly grants: readonly Grant[]
  readonly rules: RuleHistory
  readonly duties: readonly Duty[]
  /** For this person in this programme, in the order recorded; left out for nearly everybody. */
  readonly exceptions?: readonly Exception[]
}

/**
 * The standings of one person in one programme, in order and without overlap. Days outside the
 * spans are not-required, which is never stored.
 */
export function standingTimeline(facts: StandingFacts): readonly Span[] {
  const exceptions = facts.exceptions ?? []
  const rests = restDays(facts.absences, exceptions)
  const turns: Day[] = []
  for (const grant of facts.grants) {
    turns.push(...turningDaysOf(grant))
    for (const { expiresOn } of grant.terms ?? [grant]) {
      for (const rule of facts.rules) {
        if (rule.to > expiresOn) turns.push(rule.from, addDays(expiresOn, rule.value.graceDays + 1))
      }
    }
  }
  for (const duty of facts.duties) {
    turns.push(duty.from, duty.to, addDays(duty.due, 1))
    for (const { due } of duty.others ?? []) turns.push(addDays(due, 1))
  }
  for (const absence of facts.absences) turns.push(absence.from, absence.to)
  for (const exception of exceptions) {
    const force = inForce(exception)
    if (force !== undefined) turns.push(force.from, force.to)
    if (exception.terms.kind === 'extension') turns.push(addDays(exception.terms.until, 1))
  }
  const spans: Span[] = []
  for (const required of facts.required) {
    const due = dueDay(required.from, ruleOn(facts, required.from).completeWithinDays, rests)
    const known: Known = { facts, exceptions, rests, required, due }
    const revoked = exceptions.length === 0 ? [] : revokedDues(known)
    for (const stretch of piecesOf(required, [...turns, ...revoked, addDays(due, 1)])) {
      const span = { ...stretch, ...standingOn(known, stretch.from) }
      const last = spans.at(-1)
      if (last?.to === span.from && sameStanding(last, span)) spans[spans.length - 1] = { ...last, to: span.to }
      else spans.push(span)
    }
  }
  return spans
}

/** What is known of a required stretch before a day is asked about. */
interface Known {
  readonly facts: StandingFacts
  readonly exceptions: readonly Exception[]
  /** Days of leave and of pauses. */
  readonly rests: readonly Stretch[]
  readonly required: Stretch
  /** Of what is asked since the stretch began, before any extension. */
  readonly due: Day
}

/** Cuts a stretch at those of the days that fall within it. */
function piecesOf(stretch: Stretch, days: readonly Day[]): readonly Stretch[] {
  const within = days.filter((day) => stretch.from < day && day < stretch.to).toSorted()
  const starts = [stretch.from, ...within.filter((day, index) => day !== within[index - 1])]
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? stretch.to }))
}

/** The first kind that applies on a day within a required stretch, in the order of the design. */
function standingOn({ facts, exceptions, rests, required, due }: Known, on: Day): Pick<Span, 'kind' | 'because'> {
  const absence = facts.absences.find((stretch) => holds(stretch, on))
  if (absence !== undefined) return { kind: 'paused', because: { code: 'away', from: absence.from, to: absence.to } }
  const pause = exempting(exceptions, 'pause', on)
  if (pause !== undefined) return { kind: 'paused', because: { code: 'set-aside', ...pause } }
  const waiver = exempting(exceptions, 'waiver', on)
  if (waiver !== undefined) return { kind: 'exempt', because: { code: 'waived', ...waiver } }
  const grant = grantOn(facts.grants, on)
  const terms = grant && termsOn(grant, on)
  if (grant !== undefined && terms !== undefined && terms.expiresOn >= required.from) {
    const { windowOpensOn, expiresOn, extension } = terms
    if (terms.state === 'revoked') return revokedOn({ facts, exceptions, rests, required, due }, grant, on)
    if (on <= expiresOn) {
      const holding: Holding = {
        windowOpensOn,
        expiresOn,
        certificate: grant.certificate,
        ...(extension !== undefined && { extension }),
      }
      const update = updateOn(facts.duties, exceptions, on)
      if (update !== undefined) {
        const isLate = on > update.due
        const because = { code: isLate ? 'update-late' : 'clauses-changed', ...update, ...holding } as const
        return { kind: isLate ? 'overdue' : 'update-due', because }
      }
      const byHand = grant.path === 'manual' && ({ byHand: true } as const)
      return on < windowOpensOn
        ? { kind: 'certified', because: { code: 'certified', on: grant.on, ...byHand, ...holding } }
        : { kind: 'renewal-due', because: { code: 'window-open', on: grant.on, ...byHand, ...holding } }
    }
    const graceEndsOn = graceEnd(facts, expiresOn, on)
    const code = on <= graceEndsOn ? 'lapsed' : 'grace-over'
    return { kind: 'expired', because: { code, on: grant.on, expiredOn: expiresOn, graceEndsOn } }
  }
  const deadline = deadlineFrom(due, required.from, exceptions, on)
  if (on > deadline.due) return { kind: 'overdue', because: { code: 'past-due', on: required.from, ...deadline } }
  return terms === undefined
    ? { kind: 'to-do', because: { code: 'asked', on: required.from, ...deadline } }
    : { kind: 'to-do', because: { code: 'returned', on: required.from, expiredOn: terms.expiresOn, ...deadline } }
}

function exempting(exceptions: readonly Exception[], kind: 'pause' | 'waiver', on: Day): Exempting | undefined {
  const exception = lastInForce(exceptions, kind, on)
  const days = exception && inForce(exception)
  return exception && days && { exception: exception.id, reason: exception.reason, from: days.from, to: days.to }
}

function deadlineFrom(due: Day, since: Day, exceptions: readonly Exception[], on: Day): Deadline {
  const moved = dueWithExtension(due, since, exceptions, on)
  return { due: moved.due, ...(moved.extension !== undefined && { extension: moved.extension }) }
}

function revokedOn(known: Known, grant: Grant, on: Day): Pick<Span, 'kind' | 'because'> {
  const revocation = known.exceptions.find(({ id }) => id === termsOn(grant, on).revocation)
  if (revocation === undefined) throw new Error(`the certificate ${grant.certificate} is revoked by nothing known`)
  const deadline = deadlineFrom(revokedDue(known, revocation), revocation.on, known.exceptions, on)
  const { id: exception, reason } = revocation
  return {
    kind: 'revoked',
    because: { code: 'revoked', on: revocation.on, certificate: grant.certificate, exception, reason, ...deadline },
  }
}

/** By when the whole programme is to be shown anew: as long as anybody has, from the day it was taken back. */
function revokedDue({ facts, rests, required }: Known, revocation: Exception): Day {
  const since = later(revocation.on, required.from)
  return dueDay(since, ruleOn(facts, since).completeWithinDays, rests)
}

function revokedDues(known: Known): readonly Day[] {
  return known.exceptions.flatMap((exception) =>
    isException(exception, 'revocation') ? [addDays(revokedDue(known, exception), 1)] : [],
  )
}

/** The duties of a day as one update, due on the earliest of their days; each clause keeps its own. */
function updateOn(duties: readonly Duty[], exceptions: readonly Exception[], on: Day): Asked | undefined {
  let first: AskedDays | undefined
  const asked: AskedDays[] = []
  for (const duty of duties) {
    if (!holds(duty, on)) continue
    const one = { clause: pin(duty.clause, duty.revision), ...soonest(duty, exceptions, on) }
    asked.push(one)
    if (first === undefined || isSooner(one, first)) first = one
  }
  if (first === undefined) return undefined
  const { since, due } = first
  const inOrder = asked.toSorted((a, b) => (a.clause < b.clause ? -1 : 1))
  const ownDays = inOrder.filter((one) => one.since !== since || one.due !== due)
  return { since, due, clauses: inOrder.map(({ clause }) => clause), ...(ownDays.length > 0 && { ownDays }) }
}

/** Of the changes of one clause the one due first: an extension reaches only those that were asked by its day. */
function soonest(duty: Duty, exceptions: readonly Exception[], on: Day): Asking {
  let first: Asking | undefined
  for (const { since, due } of [duty, ...(duty.others ?? [])]) {
    const one = { since, due: dueWithExtension(due, since, exceptions, on).due }
    if (first === undefined || isSooner(one, first)) first = one
  }
  return first ?? duty
}

/** The clauses of an update, each with its own days. */
export function askedDays({ since, due, clauses, ownDays = [] }: Asked): readonly AskedDays[] {
  return clauses.map((clause) => ownDays.find((own) => own.clause === clause) ?? { clause, since, due })
}

/** The last day of grace by the rules of the day asked about: another grace reaches people already in it. */
function graceEnd(facts: Pick<StandingFacts, 'rules'>, expiresOn: Day, on: Day): Day {
  return addDays(expiresOn, ruleOn(facts, on).graceDays)
}

/** The rules on a day; before the first, the first; in a gap or after the last, the last stated. */
function ruleOn({ rules }: Pick<StandingFacts, 'rules'>, on: Day): { completeWithinDays: number; graceDays: number } {
  const rule = valueOn(rules, on) ?? rules.findLast((known) => known.from <= on)?.value ?? rules[0]?.value
  if (rule === undefined) throw new Error('a programme asks somebody before it has any rules')
  return rule
}

/** Whether two spans are of one kind for one reason. */
export function sameStanding(a: Span, b: Span): boolean {
  if (a.kind !== b.kind || a.because.code !== b.because.code) return false
  const [one, other] = [Object.entries(a.because), new Map<string, unknown>(Object.entries(b.because))]
  return one.length === other.size && one.every(([key, value]) => isSame(value, other.get(key)))
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

/** What stands on a day; undefined is not-required. */
export function standingAt(spans: readonly Span[], on: Day): Span | undefined {
  return spans.find((span) => holds(span, on))
}

/** The day by which somebody has to act; undefined when nothing is asked or no day is set. */
export function deadlineOf(because: Because): Day | undefined {
  switch (because.code) {
    case 'asked':
    case 'returned':
    case 'past-due':
    case 'clauses-changed':
    case 'update-late':
    case 'revoked':
      return because.due === FOREVER ? undefined : because.due
    case 'window-open':
      return because.expiresOn
    case 'lapsed':
    case 'grace-over':
      return because.expiredOn
    case 'certified':
    case 'away':
    case 'set-aside':
    case 'waived':
      return undefined
  }
}
