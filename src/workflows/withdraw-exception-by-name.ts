import type { Database } from '../../db/open.ts'
import { personByEmail } from '../../db/people.ts'
import { reasonsOf } from '../../db/settings.ts'
import { wordExceptionRefusal } from '../domain/exception-refusals.ts'
import { as, type ExceptionId, type PersonId, type ReasonId } from '../domain/ids.ts'
import { reasonNamed } from '../domain/reasons.ts'
import { withdrawException } from './withdraw-exception.ts'

export interface WithdrawExceptionByName {
  /** E-mail address of the coordinator or administrator who decides. */
  readonly by: string
  readonly exception: string
  /** Its id or its name. */
  readonly reason: string
  readonly words: string
}

export type WithdrawExceptionByNameOutcome =
  | { readonly kind: 'withdrawn' | 'same'; readonly person: PersonId }
  | { readonly kind: 'refused'; readonly says: string }

/** Withdraws an exception for somebody who is named as the command line names people. */
export async function withdrawExceptionByName(
  db: Database,
  input: WithdrawExceptionByName,
  now: Temporal.Instant,
): Promise<WithdrawExceptionByNameOutcome> {
  const decider = await personByEmail(db.reader, input.by)
  if (decider === undefined)
    return { kind: 'refused', says: `Nobody is known as ${input.by}. Name the one who decides.` }
  const outcome = await withdrawException(
    db,
    {
      by: decider.id,
      exception: as<ExceptionId>(input.exception),
      reason: reasonNamed(input.reason, await reasonsOf(db)) ?? as<ReasonId>(input.reason),
      words: input.words,
    },
    now,
  )
  return outcome.kind === 'refused' ? { kind: 'refused', says: wordExceptionRefusal(outcome.reason) } : outcome
}
