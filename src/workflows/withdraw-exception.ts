import { keepExceptionWords } from '../../db/exceptions.ts'
import { factsAbout, record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { viewerOf } from '../../db/people.ts'
import { settingHistories } from '../../db/settings.ts'
import { mayDo } from '../domain/access.ts'
import { whyNotWithdrawn } from '../domain/exception-states.ts'
import type { WithdrawExceptionRefusal } from '../domain/exception-refusals.ts'
import { readExceptionWords } from '../domain/exception-words.ts'
import { exceptionsFrom } from '../domain/exceptions.ts'
import { isKind } from '../domain/facts.ts'
import type { ExceptionId, PersonId, ReasonId } from '../domain/ids.ts'
import { settingOn } from '../domain/settings.ts'
import { prepareException } from './prepare-exception.ts'
import { saltedHash } from './salted-hash.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

export interface WithdrawException {
  readonly by: PersonId
  readonly exception: ExceptionId
  /** One of the list in force; null when none was chosen. */
  readonly reason: ReasonId | null
  /** Free text beside the reason, which can be erased; null without. */
  readonly words: string | null
}

export type WithdrawExceptionOutcome =
  /** `same`: the same form was sent before. */
  | { readonly kind: 'withdrawn' | 'same'; readonly person: PersonId }
  | { readonly kind: 'refused'; readonly reason: WithdrawExceptionRefusal }

/**
 * Takes an exception back from today on, with what follows from it, in one transaction. What it did before
 * today stays; a further fact is the only way to undo this one.
 */
export async function withdrawException(
  db: Database,
  input: WithdrawException,
  now: Temporal.Instant,
): Promise<WithdrawExceptionOutcome> {
  const { by, exception, reason } = input
  const said = readExceptionWords(input.words)
  if (said === undefined) return refused('words-too-long')
  const today = await todayIn(db, now)
  if (!mayDo('exceptions.withdraw', (await viewerOf(db, by, today)) ?? null)) return refused('not-entitled')

  return write(db, async (tx): Promise<WithdrawExceptionOutcome> => {
    const [recorded] = (await factsAbout(tx, exception)).filter((one) => isKind(one, 'exception'))
    if (recorded === undefined) return refused('unknown-exception')
    const { person, programme } = recorded.fact
    if (by === person) return refused('about-yourself')
    const before = await prepareException(db, tx, { person, programme }, now)
    if (before.kind === 'refused') throw new Error(`the exception ${exception} rests on nothing: ${before.reason}`)
    const known = exceptionsFrom(before.facts).find(({ id }) => id === exception)
    if (known === undefined) throw new Error(`the exception ${exception} is not among those of ${person}`)
    const { withdrawn } = known
    if (withdrawn?.by === by && withdrawn.on === today && withdrawn.reason === reason) return { kind: 'same', person }
    if (reason === null) return refused('reason-missing')
    if (!settingOn(await settingHistories(db, tx), 'reasons', today).includes(reason)) return refused('unknown-reason')
    const whyNot = whyNotWithdrawn(known, before.course, today)
    if (whyNot !== undefined) return refused(whyNot)

    const hashed = said === '' ? undefined : saltedHash({ text: said })
    if (hashed !== undefined)
      await keepExceptionWords(tx, { exception, person, said: 'withdrawn', text: said, salt: hashed.salt })
    await record(
      tx,
      [{ kind: 'exception-withdrawn', person, programme, exception, on: today, reason, words: hashed?.hash ?? null }],
      now,
      by,
    )
    await settle(tx, db, [person], now)
    return { kind: 'withdrawn', person }
  })
}

function refused(reason: WithdrawExceptionRefusal): WithdrawExceptionOutcome {
  return { kind: 'refused', reason }
}
