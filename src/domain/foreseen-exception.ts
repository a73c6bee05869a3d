/** What an exception would do if it were recorded today, before anybody records it. */
import { grantsEarned } from './grants-earned.ts'
import type { Day } from './days.ts'
import { standingsFrom, type Ground } from './derived-standings.ts'
import type { ExceptionTerms, FactOf, Recorded } from './facts.ts'
import { as, type CertificateId, type ExceptionId, type PersonId, type ProgrammeId, type ReasonId } from './ids.ts'
import type { Library } from './library.ts'
import { joined } from './organisation.ts'
import { sameStanding, type Span } from './standing.ts'

export interface ForeseeException {
  readonly person: PersonId
  readonly programme: ProgrammeId
  readonly terms: ExceptionTerms
  readonly facts: readonly Recorded[]
  /** With the rules of this programme. */
  readonly ground: Ground
  readonly library: Library
  readonly today: Day
}

/** The standings from today on as they would be, in order; none where the programme asks nothing any more. */
export function foreseeException(given: ForeseeException): readonly Span[] {
  const { person, programme, terms, facts, ground, library, today } = given
  const last = facts.at(-1)
  const next = (fact: Recorded['fact'], steps: number): Recorded => ({
    sequence: (last?.sequence ?? 0) + steps,
    at: last?.at ?? '',
    by: null,
    fact,
  })
  const said: FactOf<'exception'> = {
    kind: 'exception',
    person,
    programme,
    exception: as<ExceptionId>('foreseen'),
    terms,
    on: today,
    reason: as<ReasonId>('foreseen'),
    words: null,
  }
  const known = [...facts, next(said, 1)]
  const earned = grantsEarned(library, person, known, ground, today)
    .filter((grant) => grant.programme === programme)
    .map((grant) => next({ ...grant, certificate: as<CertificateId>('foreseen') }, 2))
  const { spans } = standingsFrom([...known, ...earned], ground)
  return joined(spans, sameStanding).filter(({ to }) => to > today)
}
