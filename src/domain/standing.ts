/**
 * Standing is derived: what a person is, in a programme, on each day, follows from facts alone. The
 * future is included, as it comes if nothing more happens, so today, any past day and any coming day
 * are the same question, and time passing changes nothing that is stored.
 */
import { dueDay, type RuleHistory } from './audience.ts'
import { FOREVER, addDays, holds, valueOn, type Day, type Stretch } from './days.ts'
import { pin, type CertificateId, type PinnedClause, type ProgrammeId, type TeamId } from './ids.ts'
import type { StandingKind } from './standing-words.ts'
import type { Duty } from './updates.ts'

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

/** Why a standing is what it is: codes and days, put into words when shown. */
export type Because =
  | { readonly code: 'asked'; readonly on: Day; readonly due: Day }
  | { readonly code: 'returned'; readonly on: Day; readonly due: Day; readonly expiredOn: Day }
  | { readonly code: 'past-due'; readonly on: Day; readonly due: Day }
  | {
      readonly code: 'certified'
      readonly on: Day
      readonly windowOpensOn: Day
      readonly expiresOn: Day
      readonly certificate: CertificateId
    }
  | {
      readonly code: 'window-open'
      readonly on: Day
      readonly windowOpensOn: Day
      readonly expiresOn: Day
      readonly certificate: CertificateId
    }
  | {
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
      readonly windowOpensOn: Day
      readonly expiresOn: Day
      readonly certificate: CertificateId
    }
  | { readonly code: 'lapsed'; readonly on: Day; readonly expiredOn: Day; readonly graceEndsOn: Day }
  | { readonly code: 'grace-over'; readonly on: Day; readonly expiredOn: Day; readonly graceEndsOn: Day }
  | { readonly code: 'away'; readonly from: Day; readonly to: Day }

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

/** A certification granted; the cycle it opens lasts to the next grant. */
export interface Grant {
  readonly certificate: CertificateId
  /** The newest publication that its evidence rests on. */
  readonly publication: number
  readonly on: Day
  readonly windowOpensOn: Day
  readonly expiresOn: Day
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
}

/**
 * The standings of one person in one programme, in order and without overlap. Days outside the
 * spans are not-required, which is never stored.
 */
export function standingTimeline(facts: StandingFacts): readonly Span[] {
  const turns: Day[] = []
  for (const grant of facts.grants) {
    turns.push(grant.on, grant.windowOpensOn, addDays(grant.expiresOn, 1), addDays(graceEnd(facts, grant), 1))
  }
  for (const duty of facts.duties) turns.push(duty.from, duty.to, addDays(duty.due, 1))
  for (const absence of facts.absences) turns.push(absence.from, absence.to)
  const spans: Span[] = []
  for (const required of facts.required) {
    const due = dueDay(required.from, ruleOn(facts, required.from).completeWithinDays, facts.absences)
    for (const stretch of piecesOf(required, [...turns, addDays(due, 1)])) {
      const span = { ...stretch, ...standingOn(facts, required, due, stretch.from) }
      const last = spans.at(-1)
      if (last?.to === span.from && sameStanding(last, span)) spans[spans.length - 1] = { ...last, to: span.to }
      else spans.push(span)
    }
  }
  return spans
}

/** Cuts a stretch at those of the days that fall within it. */
function piecesOf(stretch: Stretch, days: readonly Day[]): readonly Stretch[] {
  const within = days.filter((day) => stretch.from < day && day < stretch.to).toSorted()
  const starts = [stretch.from, ...within.filter((day, index) => day !== within[index - 1])]
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? stretch.to }))
}

/** The first kind that applies on a day within a required stretch, in the order of the design. */
function standingOn(facts: StandingFacts, required: Stretch, due: Day, on: Day): Pick<Span, 'kind' | 'because'> {
  const absence = facts.absences.find((stretch) => holds(stretch, on))
  if (absence !== undefined) return { kind: 'paused', because: { code: 'away', from: absence.from, to: absence.to } }
  const grant = grantOn(facts.grants, on)
  if (grant !== undefined && on <= grant.expiresOn) {
    const { certificate, windowOpensOn, expiresOn } = grant
    const update = updateOn(facts.duties, on)
    if (update !== undefined) {
      const isLate = on > update.due
      const because = { code: isLate ? 'update-late' : 'clauses-changed', ...update } as const
      return {
        kind: isLate ? 'overdue' : 'update-due',
        because: { ...because, windowOpensOn, expiresOn, certificate },
      }
    }
    return on < windowOpensOn
      ? { kind: 'certified', because: { code: 'certified', on: grant.on, windowOpensOn, expiresOn, certificate } }
      : { kind: 'renewal-due', because: { code: 'window-open', on: grant.on, windowOpensOn, expiresOn, certificate } }
  }
  if (grant !== undefined && grant.expiresOn >= required.from) {
    const graceEndsOn = graceEnd(facts, grant)
    const code = on <= graceEndsOn ? 'lapsed' : 'grace-over'
    return { kind: 'expired', because: { code, on: grant.on, expiredOn: grant.expiresOn, graceEndsOn } }
  }
  if (on > due) return { kind: 'overdue', because: { code: 'past-due', on: required.from, due } }
  return grant === undefined
    ? { kind: 'to-do', because: { code: 'asked', on: required.from, due } }
    : { kind: 'to-do', because: { code: 'returned', on: required.from, due, expiredOn: grant.expiresOn } }
}

/** The duties of a day as one update, due on the earliest of their days; each clause keeps its own. */
function updateOn(duties: readonly Duty[], on: Day): Asked | undefined {
  let first: Duty | undefined
  const asked: AskedDays[] = []
  for (const duty of duties) {
    if (!holds(duty, on)) continue
    asked.push({ clause: pin(duty.clause, duty.revision), since: duty.since, due: duty.due })
    if (first === undefined || duty.due < first.due || (duty.due === first.due && duty.since < first.since))
      first = duty
  }
  if (first === undefined) return undefined
  const { since, due } = first
  const inOrder = asked.toSorted((a, b) => (a.clause < b.clause ? -1 : 1))
  const ownDays = inOrder.filter((one) => one.since !== since || one.due !== due)
  return { since, due, clauses: inOrder.map(({ clause }) => clause), ...(ownDays.length > 0 && { ownDays }) }
}

/** The clauses of an update, each with its own days. */
export function askedDays({ since, due, clauses, ownDays = [] }: Asked): readonly AskedDays[] {
  return clauses.map((clause) => ownDays.find((own) => own.clause === clause) ?? { clause, since, due })
}

/** The grant that governs a day: the latest granted by then, and of one day the last recorded. */
export function grantOn(grants: readonly Grant[], on: Day): Grant | undefined {
  return grants.reduce<Grant | undefined>(
    (latest, grant) => (grant.on <= on && (latest === undefined || grant.on >= latest.on) ? grant : latest),
    undefined,
  )
}

function graceEnd(facts: Pick<StandingFacts, 'rules'>, grant: Grant): Day {
  return addDays(grant.expiresOn, ruleOn(facts, grant.on).graceDays)
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
      return because.due === FOREVER ? undefined : because.due
    case 'window-open':
      return because.expiresOn
    case 'lapsed':
    case 'grace-over':
      return because.expiredOn
    case 'certified':
    case 'away':
      return undefined
  }
}
