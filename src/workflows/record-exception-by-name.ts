import type { Database } from '../../db/open.ts'
import { personByEmail, personById } from '../../db/people.ts'
import { reasonsOf } from '../../db/settings.ts'
import { readTerms, type ExceptionField } from '../domain/exception-form.ts'
import { wordExceptionRefusal } from '../domain/exception-refusals.ts'
import type { ExceptionKind, ExceptionTerms } from '../domain/facts.ts'
import { grantOn } from '../domain/grants.ts'
import { as, type ExceptionId, type PersonId, type ProgrammeId, type ReasonId } from '../domain/ids.ts'
import { reasonNamed } from '../domain/reasons.ts'
import { prepareException } from './prepare-exception.ts'
import { recordException } from './record-exception.ts'

export interface RecordExceptionByName {
  /** E-mail address of the coordinator or administrator who decides. */
  readonly by: string
  /** E-mail address or id. */
  readonly person: string
  readonly programme: string
  readonly kind: ExceptionKind
  /** By field. Without `certificate` the one that governs today is meant. */
  readonly typed: Readonly<Record<string, string>>
  /** Its id or its name. */
  readonly reason: string
  readonly words: string
}

export type RecordExceptionByNameOutcome =
  | {
      readonly kind: 'recorded' | 'same'
      readonly exception: ExceptionId
      readonly person: PersonId
      readonly terms: ExceptionTerms
    }
  | { readonly kind: 'refused'; readonly says: string }

/** Records an exception for people and things that are named as the command line names them. */
export async function recordExceptionByName(
  db: Database,
  input: RecordExceptionByName,
  now: Temporal.Instant,
): Promise<RecordExceptionByNameOutcome> {
  const decider = await personByEmail(db.reader, input.by)
  if (decider === undefined) return refused(`Nobody is known as ${input.by}. Name the one who decides.`)
  const person =
    (await personById(db.reader, as<PersonId>(input.person))) ?? (await personByEmail(db.reader, input.person))
  if (person === undefined) return refused(`Nobody is known as ${input.person}.`)
  const programme = as<ProgrammeId>(input.programme)
  const before = await prepareException(db, db.reader, { person: person.id, programme }, now)
  if (before.kind === 'refused') return refused(wordExceptionRefusal(before.reason))
  const held = grantOn(before.course.grants, before.today)?.certificate ?? ''
  const get = (field: ExceptionField) => input.typed[field] ?? (field === 'certificate' ? held : '')
  const read = readTerms(input.kind, {
    get,
    all: (field) =>
      get(field)
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
  })
  if (read.kind === 'missing') return refused(read.says)
  const { terms } = read
  const reason = reasonNamed(input.reason, await reasonsOf(db)) ?? as<ReasonId>(input.reason)
  const outcome = await recordException(
    db,
    { by: decider.id, person: person.id, programme, terms, reason, words: input.words },
    now,
  )
  if (outcome.kind === 'refused') return refused(wordExceptionRefusal(outcome.reason, outcome.other))
  return { ...outcome, person: person.id, terms }
}

function refused(says: string): RecordExceptionByNameOutcome {
  return { kind: 'refused', says }
}
