/**
 * Certificates through time. A grant is written once; what exceptions and recounted validities make of it
 * afterwards is derived, day by day, and no earlier day is ever told otherwise.
 */
import { inForce, isException, type Exception } from './exceptions.ts'
import { FOREVER, addDays, addMonths, earlier, holds, later, type Day, type Stretch } from './days.ts'
import { expiryOf } from './expiry.ts'
import { isKind, type GrantPath, type Recorded } from './facts.ts'
import type { Programme } from './curriculum.ts'
import type { CertificateId, ExceptionId, NoticeId, ProgrammeId } from './ids.ts'
import { joined } from './organisation.ts'

/** A certification granted; the cycle it opens lasts to the next grant. */
export interface Grant {
  readonly certificate: CertificateId
  /** The newest publication that its evidence rests on. */
  readonly publication: number
  readonly on: Day
  /** As granted; `termsOn` says what holds on a day. */
  readonly windowOpensOn: Day
  readonly expiresOn: Day
  readonly path?: GrantPath
  /** Its place in the ledger. */
  readonly sequence?: number
  /** What later facts made of it, in order from its first day on; left out for nearly all, which stay as granted. */
  readonly terms?: readonly GrantTerms[]
}

/** What a certificate is over some days. */
export interface GrantTerms extends Stretch {
  readonly windowOpensOn: Day
  readonly expiresOn: Day
  /** Its end without any extension, from which the next cycle counts: more time is no more validity. */
  readonly countedTo: Day
  /** `void`: the exception it rests on was taken back, as if it had not been granted. */
  readonly state: 'as-granted' | 'revoked' | 'void'
  /** The extension by which it holds longer. */
  readonly extension?: ExceptionId
  readonly revocation?: ExceptionId
}

/** A publication whose notice lets a changed validity reach certificates granted before it. */
export interface Recount {
  readonly publishedOn: Day
  readonly publication: number
  readonly notice: NoticeId
  /** The day from which they hold by the new rule, and the earliest on which one may end by it. */
  readonly from: Day
  readonly notBefore: Day
  readonly before: Programme
  readonly rule: Programme
}

/** The certificates of a person in a programme, in the order recorded. */
export function grantsFrom(
  facts: readonly Recorded[],
  programme: ProgrammeId,
  exceptions: readonly Exception[] = [],
  recounts: readonly Recount[] = [],
): readonly Grant[] {
  const grants: Grant[] = []
  for (const recorded of facts) {
    if (!isKind(recorded, 'granted') || recorded.fact.programme !== programme) continue
    const { fact, sequence } = recorded
    const { certificate, publication, on, windowOpensOn, expiresOn, path } = fact
    const grant: Grant = { certificate, publication, on, windowOpensOn, expiresOn, path, sequence }
    const terms = termsOf(grant, fact, exceptions, recounts)
    grants.push(terms === undefined ? grant : { ...grant, terms })
  }
  return grants
}

interface GrantedOn {
  readonly evidence: readonly number[]
  readonly countsFrom?: Day
}

function termsOf(
  grant: Grant,
  granted: GrantedOn,
  exceptions: readonly Exception[],
  recounts: readonly Recount[],
): readonly GrantTerms[] | undefined {
  const about = exceptions.filter((exception) => concerns(exception, grant, granted))
  const reaching = recounts.filter(
    (recount) => recount.publication > grant.publication && recount.publishedOn >= grant.on,
  )
  if (about.length === 0 && reaching.length === 0) return undefined
  const days = new Set<Day>([grant.on])
  for (const exception of about) {
    const force = inForce(exception)
    if (force !== undefined) days.add(later(grant.on, force.from)).add(later(grant.on, force.to))
    if (exception.withdrawn !== undefined) days.add(later(grant.on, exception.withdrawn.on))
  }
  for (const { from } of reaching) days.add(later(grant.on, from))
  days.delete(FOREVER)
  const starts = [...days].toSorted()
  const terms = starts.map((from, index): GrantTerms => ({
    from,
    to: starts[index + 1] ?? FOREVER,
    ...madeOf(grant, granted, about, reaching, from),
  }))
  return joined(terms, (a, b) => JSON.stringify({ ...a, from: 0, to: 0 }) === JSON.stringify({ ...b, from: 0, to: 0 }))
}

function concerns(exception: Exception, grant: Grant, { evidence }: GrantedOn): boolean {
  if (isException(exception, 'extension') || isException(exception, 'revocation'))
    return exception.terms.certificate === grant.certificate
  return exception.withdrawn !== undefined && evidence.includes(exception.sequence)
}

function madeOf(
  grant: Grant,
  { countsFrom }: GrantedOn,
  about: readonly Exception[],
  recounts: readonly Recount[],
  on: Day,
): Omit<GrantTerms, 'from' | 'to'> {
  let { windowOpensOn, expiresOn } = grant
  for (const { from, notBefore, before, rule } of recounts) {
    // What has run out already is not brought back.
    if (from > on || expiresOn < from) continue
    const base = countsFrom ?? addMonths(grant.expiresOn, -before.validForMonths)
    // The time that a notice leaves shortens less, and is no more validity.
    expiresOn = later(expiryOf(rule, base, earlier(base, grant.on)), earlier(expiresOn, notBefore))
    windowOpensOn = addDays(expiresOn, -rule.renewalWindowDays)
  }
  const countedTo = expiresOn
  let state: GrantTerms['state'] = 'as-granted'
  let extension: ExceptionId | undefined
  let revocation: ExceptionId | undefined
  for (const exception of about) {
    const force = inForce(exception)
    const holdsNow = force !== undefined && holds(force, on)
    if (isException(exception, 'extension')) {
      if (!holdsNow || exception.terms.until <= expiresOn) continue
      expiresOn = exception.terms.until
      extension = exception.id
    } else if (isException(exception, 'revocation')) {
      if (!holdsNow) continue
      if (state === 'as-granted') state = 'revoked'
      revocation = exception.id
    } else if (exception.withdrawn !== undefined && exception.withdrawn.on <= on) {
      state = 'void'
    }
  }
  return {
    windowOpensOn,
    expiresOn,
    countedTo,
    state,
    ...(extension !== undefined && { extension }),
    ...(revocation !== undefined && { revocation }),
  }
}

/** What a certificate is on a day, from the day it was granted on. */
export function termsOn(grant: Grant, on: Day): GrantTerms {
  return (
    grant.terms?.find((terms) => holds(terms, on)) ??
    grant.terms?.[0] ?? {
      from: grant.on,
      to: FOREVER,
      windowOpensOn: grant.windowOpensOn,
      expiresOn: grant.expiresOn,
      countedTo: grant.expiresOn,
      state: 'as-granted',
    }
  )
}

/** The grant that governs a day: the latest granted by then that is not void, and of one day the last recorded. */
export function grantOn(grants: readonly Grant[], on: Day): Grant | undefined {
  let latest: Grant | undefined
  for (const grant of grants) {
    if (grant.on > on || (latest !== undefined && grant.on < latest.on)) continue
    if (grant.terms !== undefined && termsOn(grant, on).state === 'void') continue
    latest = grant
  }
  return latest
}

/** Days on which a certificate holds; `since` is the first day of all that follow on each other. */
export interface Held extends Stretch {
  readonly since: Day
  readonly grant: Grant
}

/** The days on which certificates hold, in order and without overlap. */
export function heldDays(grants: readonly Grant[]): readonly Held[] {
  if (grants.every(({ terms }) => terms === undefined)) return heldAsGranted(grants)
  const days = new Set(grants.flatMap((grant) => turningDaysOf(grant)))
  days.delete(FOREVER)
  const starts = [...days].toSorted()
  const held: Held[] = []
  for (const [index, from] of starts.entries()) {
    const grant = grantOn(grants, from)
    if (grant === undefined) continue
    const { expiresOn, state } = termsOn(grant, from)
    if (state !== 'as-granted' || from > expiresOn) continue
    const to = earlier(starts[index + 1] ?? FOREVER, addDays(expiresOn, 1))
    const previous = held.at(-1)
    const follows = previous?.to === from
    if (follows && previous.grant === grant) held[held.length - 1] = { ...previous, to }
    else held.push({ from, to, since: follows ? previous.since : from, grant })
  }
  return held
}

function heldAsGranted(grants: readonly Grant[]): readonly Held[] {
  const held: Held[] = []
  const inOrder = grants.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  for (const [index, grant] of inOrder.entries()) {
    const next = inOrder[index + 1]
    const end = addDays(grant.expiresOn, 1)
    const to = next === undefined ? end : earlier(end, next.on)
    if (to <= grant.on) continue
    const previous = held.at(-1)
    held.push({ from: grant.on, to, since: previous?.to === grant.on ? previous.since : grant.on, grant })
  }
  return held
}

/** The days on which what a certificate is may turn: its window, its end, and what exceptions make of it. */
export function turningDaysOf({ on, windowOpensOn, expiresOn, terms }: Grant): readonly Day[] {
  if (terms === undefined) return [on, windowOpensOn, addDays(expiresOn, 1)]
  return terms.flatMap((one) => [one.from, one.windowOpensOn, addDays(one.expiresOn, 1)])
}
