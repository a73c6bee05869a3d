import { factsOf } from '../../db/ledger.ts'
import type { Ask, Database } from '../../db/open.ts'
import { groundOf } from '../../db/projections.ts'
import { currentLibrary } from '../../db/publications.ts'
import { requiredStretches } from '../domain/audience.ts'
import { courseOf } from '../domain/certification.ts'
import { standingsFrom, type Ground } from '../domain/derived-standings.ts'
import type { Recorded } from '../domain/facts.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import type { BeforeException } from '../domain/may-record-exception.ts'
import { personHistory, postingsOf, profilesOf } from '../domain/organisation.ts'
import { standingAt } from '../domain/standing.ts'
import { isRecordedPerson } from '../domain/recorded.ts'
import { todayIn } from './today-in.ts'

export interface PreparedException extends BeforeException {
  /** All of the person's facts. */
  readonly facts: readonly Recorded[]
  /** With the rules of this programme alone. */
  readonly ground: Ground
  readonly library: Library
}

export type PrepareExceptionOutcome =
  | ({ readonly kind: 'prepared' } & PreparedException)
  | { readonly kind: 'refused'; readonly reason: 'unknown-person' | 'unknown-programme' }

/** What stands before an exception for a person in a programme, as the transaction or reader `ask` sees it. */
export async function prepareException(
  db: Database,
  ask: Ask,
  { person, programme: id }: { readonly person: PersonId; readonly programme: ProgrammeId },
  now: Temporal.Instant,
): Promise<PrepareExceptionOutcome> {
  const facts = await factsOf(ask, person)
  if (!isRecordedPerson(facts)) return { kind: 'refused', reason: 'unknown-person' }
  const library = await currentLibrary(db)
  const whole = await groundOf(db, ask)
  const history = whole.rules.get(id)
  if (library === undefined || history === undefined) return { kind: 'refused', reason: 'unknown-programme' }
  const today = await todayIn(db, now, ask)
  const ground: Ground = { ...whole, rules: new Map([[id, history]]) }
  const profiles = profilesOf(postingsOf(personHistory(facts)), ground.organisation)
  return {
    kind: 'prepared',
    today,
    programme: library.programmes.get(id),
    quizzes: library.quizzes,
    course: courseOf(facts, id, ground.recounts?.get(id)),
    required: requiredStretches(profiles, history),
    standing: standingAt(standingsFrom(facts, ground).spans, today),
    facts,
    ground,
    library,
  }
}
