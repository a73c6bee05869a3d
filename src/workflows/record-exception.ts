import { usedAttempts } from '../../db/attempts.ts'
import { keepExceptionWords } from '../../db/exceptions.ts'
import { factsAbout, record } from '../../db/ledger.ts'
import { newId } from '../../db/new-id.ts'
import { type Database, type Tx, write } from '../../db/open.ts'
import { viewerOf } from '../../db/people.ts'
import { settingHistories } from '../../db/settings.ts'
import { mayDo } from '../domain/access.ts'
import { attemptLimits, attemptsLeft } from '../domain/attempt-limits.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { asSet } from '../domain/dated-words.ts'
import type { RecordExceptionRefusal } from '../domain/exception-refusals.ts'
import { readExceptionWords } from '../domain/exception-words.ts'
import type { Exception } from '../domain/exceptions.ts'
import { isKind, type ExceptionTerms } from '../domain/facts.ts'
import { as, type ExceptionId, type PersonId, type ProgrammeId, type ReasonId } from '../domain/ids.ts'
import { sameToday, sharingDays, whyNotRecorded } from '../domain/may-record-exception.ts'
import { settingOn } from '../domain/settings.ts'
import { prepareException, type PreparedException } from './prepare-exception.ts'
import { saltedHash } from './salted-hash.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

export interface RecordException {
  readonly by: PersonId
  readonly person: PersonId
  readonly programme: ProgrammeId
  readonly terms: ExceptionTerms
  /** One of the list in force; null when none was chosen. */
  readonly reason: ReasonId | null
  /** Free text beside the reason, which can be erased; null without. */
  readonly words: string | null
  /** Made by the asker (`newId`), so that a form sent twice records one. */
  readonly exception?: ExceptionId
}

export type RecordExceptionOutcome =
  /** `same`: this very exception was recorded today already, by the same form or by somebody else. */
  | { readonly kind: 'recorded' | 'same'; readonly exception: ExceptionId }
  | {
      readonly kind: 'refused'
      readonly reason: RecordExceptionRefusal
      /** The waiver or pause that shares days with this one, where that is the reason. */
      readonly other?: Exception
    }

/**
 * Records what a coordinator or an administrator decides for one person in one programme apart from the rules,
 * with what follows from it, in one transaction.
 */
export async function recordException(
  db: Database,
  input: RecordException,
  now: Temporal.Instant,
): Promise<RecordExceptionOutcome> {
  const { by, person, programme, reason } = input
  const terms = inOneForm(input.terms)
  const said = readExceptionWords(input.words)
  if (said === undefined) return refused('words-too-long')
  if (by === person) return refused('about-yourself')
  const today = await todayIn(db, now)
  if (!mayDo('exceptions.record', (await viewerOf(db, by, today)) ?? null)) return refused('not-entitled')
  const exception = input.exception ?? as<ExceptionId>(newId())

  return write(db, async (tx): Promise<RecordExceptionOutcome> => {
    const [known] = (await factsAbout(tx, exception)).filter((one) => isKind(one, 'exception'))
    if (known !== undefined) {
      const { fact } = known
      const isSame =
        fact.person === person && fact.programme === programme && canonicalJson(fact.terms) === canonicalJson(terms)
      return isSame ? { kind: 'same', exception } : refused('exception-taken')
    }
    const before = await prepareException(db, tx, { person, programme }, now)
    if (before.kind === 'refused') return before
    if (reason === null) return refused('reason-missing')
    if (!settingOn(await settingHistories(db, tx), 'reasons', today).includes(reason)) return refused('unknown-reason')
    const twin = sameToday(terms, before.course.exceptions, today)
    if (twin !== undefined && !(await isUsedUp(tx, terms, person, before))) return { kind: 'same', exception: twin.id }
    const whyNot = whyNotRecorded(terms, before)
    if (whyNot !== undefined) {
      const other = sharingDays(terms, before.course.exceptions)
      return { ...refused(whyNot), ...(other !== undefined && { other }) }
    }

    const hashed = said === '' ? undefined : saltedHash({ text: said })
    if (hashed !== undefined)
      await keepExceptionWords(tx, { exception, person, said: 'recorded', text: said, salt: hashed.salt })
    await record(
      tx,
      [{ kind: 'exception', person, programme, exception, terms, on: today, reason, words: hashed?.hash ?? null }],
      now,
      by,
    )
    await settle(tx, db, [person], now)
    return { kind: 'recorded', exception }
  })
}

/** Further attempts may be given again once those given before are used; any other exception is said once a day. */
async function isUsedUp(tx: Tx, terms: ExceptionTerms, person: PersonId, before: PreparedException): Promise<boolean> {
  if (terms.kind !== 'more-attempts') return false
  const { library, facts, ground, today, quizzes } = before
  const quiz = quizzes.get(terms.quiz)
  if (quiz === undefined) return false
  const used = await usedAttempts(tx, person, quiz.id, today)
  return attemptsLeft(attemptLimits(library, quiz, facts, ground, used, today)) === 0
}

/** The requirements in one order, so that the same said twice is the same. */
function inOneForm(terms: ExceptionTerms): ExceptionTerms {
  return terms.kind === 'prior-learning' ? { ...terms, requirements: asSet(terms.requirements) } : terms
}

function refused(reason: RecordExceptionRefusal): RecordExceptionOutcome {
  return { kind: 'refused', reason }
}
