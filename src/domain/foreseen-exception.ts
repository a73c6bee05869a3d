/** What recording or withdrawing an exception would do today, beside what stands, before anybody does it. */
import { whatRemains } from './certification.ts'
import { clearingOf, wordClearing } from './clearing.ts'
import { requirementKey } from './curriculum.ts'
import { grantsEarned } from './grants-earned.ts'
import type { Day } from './days.ts'
import { standingsFrom, type Ground } from './derived-standings.ts'
import type { ExceptionTerms, Fact, Recorded } from './facts.ts'
import { as, type CertificateId, type ExceptionId, type PersonId, type ProgrammeId, type ReasonId } from './ids.ts'
import type { Library } from './library.ts'
import { joined } from './organisation.ts'
import { sameStanding, standingAt, type Span } from './standing.ts'

export interface Foreseeing {
  readonly person: PersonId
  readonly programme: ProgrammeId
  readonly facts: readonly Recorded[]
  /** With the rules of this programme. */
  readonly ground: Ground
  readonly library: Library
  readonly today: Day
}

/** What somebody is in the programme from today on. */
export interface Outlook {
  /** The standings from today on, in order; none where the programme asks nothing any more. */
  readonly spans: readonly Span[]
  /** The minutes and the requirements that are left; undefined where nothing is. */
  readonly clears: string | undefined
  /** By `requirementKey`, of what the next certificate asks: what is done already, and what is not. */
  readonly done: readonly string[]
  readonly left: readonly string[]
}

export interface Foreseen {
  readonly now: Outlook
  readonly then: Outlook
}

export function foreseeException(given: Foreseeing, terms: ExceptionTerms): Foreseen {
  const { person, programme, today } = given
  const [exception, reason] = [as<ExceptionId>('foreseen'), as<ReasonId>('foreseen')]
  return foresee(given, { kind: 'exception', person, programme, exception, terms, on: today, reason, words: null })
}

export function foreseeWithdrawal(given: Foreseeing, exception: ExceptionId): Foreseen {
  const { person, programme, today } = given
  const reason = as<ReasonId>('foreseen')
  return foresee(given, { kind: 'exception-withdrawn', person, programme, exception, on: today, reason, words: null })
}

function foresee(given: Foreseeing, said: Fact): Foreseen {
  const { person, programme, facts, ground, library, today } = given
  const last = facts.at(-1)
  const next = (fact: Fact, steps: number): Recorded => ({
    sequence: (last?.sequence ?? 0) + steps,
    at: last?.at ?? '',
    by: null,
    fact,
  })
  const known = [...facts, next(said, 1)]
  const earned = grantsEarned(library, person, known, ground, today)
    .filter((grant) => grant.programme === programme)
    .map((grant) => next({ ...grant, certificate: as<CertificateId>('foreseen') }, 2))
  return { now: outlookOf(given, facts), then: outlookOf(given, [...known, ...earned]) }
}

function outlookOf({ programme: id, ground, library, today }: Foreseeing, facts: readonly Recorded[]): Outlook {
  const spans = joined(standingsFrom(facts, ground).spans, sameStanding).filter(({ to }) => to > today)
  const standing = standingAt(spans, today)
  const programme = library.programmes.get(id)
  // An update is cleared clause by clause, whatever the path to the next certificate asks.
  if (programme === undefined || standing === undefined || 'clauses' in standing.because)
    return { spans, clears: undefined, done: [], left: [] }
  const remaining = whatRemains(library, programme, facts, today)
  const states = remaining.kind === 'held' ? [] : remaining.requirements
  const keysOf = (isDone: boolean) =>
    states.flatMap(({ requirement, met }) => ((met !== undefined) === isDone ? [requirementKey(requirement)] : []))
  return {
    spans,
    clears: wordClearing(clearingOf(library, programme, facts, standing, [], today)),
    done: keysOf(true),
    left: keysOf(false),
  }
}
