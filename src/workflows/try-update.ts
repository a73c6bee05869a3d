import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Fact, FactOf } from '../domain/facts.ts'
import { evidenceOf, pin, type ClauseId, type PersonId, type QuestionId } from '../domain/ids.ts'
import { clauseUpdated, triesAt } from '../domain/pending-updates.ts'
import { judgeTry, updateForm, type ChoiceRefusal } from '../domain/update-form.ts'
import { currentLibrary } from '../../db/publications.ts'
import { findPendingUpdate, type UpdateRefusal } from './find-pending-update.ts'
import { settle } from './settle.ts'
import { todayIn } from './today-in.ts'

/** What the form that was answered said of itself. */
export interface AnsweredForm {
  readonly clause: ClauseId
  readonly revision: number
  /** Tries made before it. */
  readonly tries: number
  /** `UpdateForm.mark` of what stood before the person. */
  readonly mark: string
}

export interface TryUpdate extends AnsweredForm {
  readonly person: PersonId
  /** Places of the chosen options as shown, from 1, by question. */
  readonly chosen: ReadonlyMap<QuestionId, readonly number[]>
}

export type TryUpdateRefusal = UpdateRefusal | ChoiceRefusal | 'no-question' | 'answered-elsewhere' | 'asked-anew'

export type TryUpdateOutcome =
  /**
   * `answered`: every answer was right, and the scenario is still to be played. `same` when these very answers
   * were given before, as when a form is sent twice: nothing was recorded.
   */
  | { readonly kind: 'shown' | 'answered' | 'not-yet' | 'same' }
  | { readonly kind: 'refused'; readonly reason: TryUpdateRefusal }

/**
 * Answers the questions drawn on a changed clause. With every answer right the clause is shown for every
 * programme that rests on it, and the standings that follow are rewritten in the same transaction; where a
 * scenario is to be played again, once that is done as well. A form
 * of an earlier try, of another tab or of words that were published anew meanwhile records nothing.
 */
export async function tryUpdate(db: Database, input: TryUpdate, now: Temporal.Instant): Promise<TryUpdateOutcome> {
  const library = await currentLibrary(db)
  if (library === undefined) return { kind: 'refused', reason: 'not-asked' }
  const on = await todayIn(db, now)

  return write(db, async (tx): Promise<TryUpdateOutcome> => {
    const asked = await findPendingUpdate(db, tx, library, input, on)
    if (asked.kind === 'refused') return asked
    const { pending, facts } = asked
    const { person, clause, revision } = input
    const tries = triesAt(facts, pin(clause, revision))
    if (tries.length !== input.tries) {
      return isRepeated(tries, input, pending) ? { kind: 'same' } : { kind: 'refused', reason: 'answered-elsewhere' }
    }
    // Answered rightly before, and still to be played.
    if (pending.isAnswered) return { kind: 'refused', reason: 'answered-elsewhere' }
    const form = updateForm(person, pending, tries.length)
    if (form.asked.length === 0) return { kind: 'refused', reason: 'no-question' }
    if (form.mark !== input.mark) return { kind: 'refused', reason: 'asked-anew' }
    const judged = judgeTry(form, input.chosen)
    if (judged.kind === 'refused') return judged

    const { answers, passed } = judged
    const { publication } = library
    const evidence = evidenceOf(pin(clause, revision), publication)
    const tried: Fact = { kind: 'update-tried', person, clause: evidence, publication, answers, passed, on }
    if (!passed || pending.open.includes('scenario')) {
      await record(tx, [tried], now, person)
      return { kind: passed ? 'answered' : 'not-yet' }
    }
    await record(tx, [tried, clauseUpdated(pending, { person, publication, on }, 'questions')], now, person)
    await settle(tx, db, [person], now)
    return { kind: 'shown' }
  })
}

/** Whether the last try was this very form with these very answers. */
function isRepeated(
  tries: readonly FactOf<'update-tried'>[],
  input: TryUpdate,
  pending: Parameters<typeof updateForm>[1],
): boolean {
  const last = tries.at(-1)
  if (last === undefined || tries.length !== input.tries + 1) return false
  const judged = judgeTry(updateForm(input.person, pending, input.tries), input.chosen)
  return judged.kind === 'judged' && canonicalJson(judged.answers) === canonicalJson(last.answers)
}
