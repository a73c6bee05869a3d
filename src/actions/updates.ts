/** Showing changed clauses, and reading notices. */
import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { mayOpen } from '../domain/access.ts'
import { as, type ClauseId, type QuestionId } from '../domain/ids.ts'
import { readersOfNotice } from '../domain/notices.ts'
import { nextToShow } from '../page-data/updates.ts'
import { paths } from '../paths.ts'
import { confirmUpdate, type ConfirmUpdateRefusal } from '../workflows/confirm-update.ts'
import { readNotice } from '../workflows/read-notice.ts'
import { tryUpdate, type TryUpdateRefusal } from '../workflows/try-update.ts'
import { acting, refuse } from './form-input.ts'
import type { Refused } from './refused-form.ts'

export const updateRefusals: Readonly<
  Record<Exclude<TryUpdateRefusal | ConfirmUpdateRefusal, 'already-shown'>, Refused>
> = {
  'not-asked': { at: 'form', says: 'This clause is not asked of you any more, so there is nothing to hand in.' },
  'changed-again': {
    at: 'form',
    says: 'The clause has changed again since you opened the page. It stands below as it is now.',
  },
  'published-meanwhile': {
    at: 'form',
    says: 'A new publication came in while you sent this. Nothing was counted against you: look at the page as it stands now.',
  },
  'answered-elsewhere': {
    at: 'form',
    says: 'You have answered this in another window meanwhile. What came of it stands below; go on from there.',
  },
  'asked-anew': {
    at: 'form',
    says: 'The question was published anew since you opened the page. Nothing was counted against you: answer it as it stands now.',
  },
  'text-changed': {
    at: 'form',
    says: 'The words were published anew since you opened the page. Read them as they stand now, then confirm.',
  },
  'no-question': { at: 'form', says: 'No question asks about this clause any more. Read it and confirm it below.' },
  'question-asks': { at: 'form', says: 'A question asks about this clause now. Answer it below.' },
  'scenario-asks': { at: 'form', says: 'A scenario is to be played again for this clause now. Play it below.' },
  'nothing-chosen': { at: 'chosen', says: 'Choose an answer to every question, then hand it in.' },
  'one-only': { at: 'chosen', says: 'Only one of these is right. Choose one.' },
  'no-such-option': { at: 'chosen', says: 'This answer does not stand on the page. Choose one that does.' },
  'not-ticked': { at: 'understood', says: 'Tick the box once you have read the clause and understood it.' },
}

const noticeGone: Refused = { at: 'notice', says: 'This notice is no longer part of the library.' }

const id = z.string().max(200)
const count = z.coerce.number().int().min(0)
/** Options are named by the place in which they are shown. */
const places = z.array(z.coerce.number().int().min(1)).max(40)
const seen = {
  clause: id,
  revision: count,
  mark: z.string().max(20),
}

export const updates = {
  answer: defineAction({
    accept: 'form',
    input: z.object({
      ...seen,
      tries: count,
      /** The questions asked, in the order shown, and what was chosen in each. */
      asked: z.array(id).max(3),
      chosen1: places,
      chosen2: places,
      chosen3: places,
    }),
    async handler({ asked, chosen1, chosen2, chosen3, ...input }, { locals }) {
      const viewer = acting(locals)
      const clause = as<ClauseId>(input.clause)
      const given = [chosen1, chosen2, chosen3]
      const chosen = new Map(asked.map((question, index) => [as<QuestionId>(question), given[index] ?? []]))
      const outcome = await tryUpdate(locals.portal.db, { ...input, clause, person: viewer.id, chosen }, locals.now)
      if (outcome.kind === 'refused' && outcome.reason !== 'already-shown')
        return refuse(updateRefusals[outcome.reason])
      if (outcome.kind !== 'shown' && outcome.kind !== 'refused') return { goTo: `${paths.update(clause)}#main` }
      return { goTo: paths.afterUpdate(clause, await nextToShow(locals, viewer)) }
    },
  }),

  confirm: defineAction({
    accept: 'form',
    input: z.object({ ...seen, understood: z.string().nullish() }),
    async handler({ understood, ...input }, { locals }) {
      const viewer = acting(locals)
      const clause = as<ClauseId>(input.clause)
      const outcome = await confirmUpdate(
        locals.portal.db,
        { ...input, clause, person: viewer.id, understood: understood === 'yes' },
        locals.now,
      )
      if (outcome.kind === 'refused' && outcome.reason !== 'already-shown')
        return refuse(updateRefusals[outcome.reason])
      return { goTo: paths.afterUpdate(clause, await nextToShow(locals, viewer)) }
    },
  }),

  readNotice: defineAction({
    accept: 'form',
    input: z.object({ notice: id }),
    async handler(input, { locals }) {
      const viewer = acting(locals)
      const notice = locals.library.curriculum.notices.find((one) => one.id === input.notice)
      // A notice that the viewer may not read is as if it did not exist.
      const readers = notice && readersOfNotice(locals.library, notice)
      if (notice === undefined || !mayOpen('/notices/[notice]', viewer, { readers })) return refuse(noticeGone)
      const outcome = await readNotice(locals.portal.db, { person: viewer.id, notice: notice.id }, locals.now)
      if (outcome.kind === 'refused') return refuse(noticeGone)
      return { goTo: `${paths.notice(notice.id)}?done=read#main` }
    },
  }),
}
