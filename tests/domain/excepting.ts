/** Builders for one person's exceptions and certificates, in the order recorded. */
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, type Day } from '../../src/domain/days.ts'
import type { ExceptionTerms, Fact, FactOf, Recorded } from '../../src/domain/facts.ts'
import { as, type CertificateId, type ExceptionId, type PersonId, type ProgrammeId } from '../../src/domain/ids.ts'
import { exceptionsFrom } from '../../src/domain/exceptions.ts'
import { grantsFrom, type Recount } from '../../src/domain/grants.ts'
import { standingAt, standingTimeline, type Span, type StandingFacts } from '../../src/domain/standing.ts'

export const telephone = as<ProgrammeId>('telephone')
export const maya = as<PersonId>('maya')
export const helen = as<PersonId>('helen')

export const rule: Programme = {
  id: telephone,
  title: 'Telephone',
  summary: '',
  audience: { roles: 'everyone', channels: undefined, branches: undefined },
  requirements: [],
  renewal: [],
  completeWithinDays: 14,
  validForMonths: 12,
  renewalWindowDays: 60,
  graceDays: 30,
  opensChannels: [],
}

/** Numbers facts from 1 in the order given, as the ledger does. */
export function recorded(...facts: readonly Fact[]): readonly Recorded[] {
  return facts.map((fact, index) => ({ sequence: index + 1, at: '2026-01-01T09:00:00.000Z', by: helen, fact }))
}

export function except(exception: string, on: string, terms: ExceptionTerms, programme = telephone): Fact {
  const id = as<ExceptionId>(exception)
  return { kind: 'exception', person: maya, programme, exception: id, terms, on: day(on), reason: as('a'), words: null }
}

export function withdraw(exception: string, on: string): Fact {
  const id = as<ExceptionId>(exception)
  const kind = 'exception-withdrawn'
  return { kind, person: maya, programme: telephone, exception: id, on: day(on), reason: as('b'), words: null }
}

/** A certificate for a year with sixty days to renew, named after its day. */
export function grant(on: string, given: Partial<FactOf<'granted'>> = {}): Fact {
  const expiresOn = given.expiresOn ?? addMonths(day(on), 12)
  return {
    kind: 'granted',
    person: maya,
    programme: telephone,
    certificate: as<CertificateId>(on),
    publication: 1,
    path: 'initial',
    on: day(on),
    countsFrom: day(on),
    windowOpensOn: addDays(expiresOn, -60),
    evidence: [],
    clauses: [],
    ...given,
    expiresOn,
  }
}

export const waiver = (from: string, until: string): ExceptionTerms => ({
  kind: 'waiver',
  from: day(from),
  until: day(until),
})
export const pause = (from: string, until: string | null): ExceptionTerms => ({
  kind: 'pause',
  from: day(from),
  until: until === null ? null : day(until),
})
export const moreTime = (until: string, certificate: string | null = null): ExceptionTerms => ({
  kind: 'extension',
  certificate: certificate === null ? null : as<CertificateId>(certificate),
  until: day(until),
})
export const revocation = (certificate: string): ExceptionTerms => ({
  kind: 'revocation',
  certificate: as<CertificateId>(certificate),
})

export interface Lived extends Partial<Pick<StandingFacts, 'required' | 'absences' | 'duties' | 'rules'>> {
  readonly recounts?: readonly Recount[]
}

/** Asked since 10 January 2026, for ever, unless it is said otherwise. */
export function timelineOf(facts: readonly Recorded[], lived: Lived = {}): readonly Span[] {
  const exceptions = exceptionsFrom(facts, telephone)
  return standingTimeline({
    required: [{ from: day('2026-01-10'), to: FOREVER }],
    absences: [],
    duties: [],
    rules: [{ from: day('2026-01-01'), to: FOREVER, value: rule }],
    ...lived,
    grants: grantsFrom(facts, telephone, exceptions, lived.recounts),
    exceptions,
  })
}

export function kindsOn(spans: readonly Span[], ...days: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(days.map((on) => [on, standingAt(spans, on as Day)?.kind ?? 'not-required']))
}
