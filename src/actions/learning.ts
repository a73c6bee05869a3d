/** Reading lessons, answering checks, acknowledging standards. */
import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { mayRead, type Viewer } from '../domain/access.ts'
import { sectionOfCheck } from '../domain/bookmarks.ts'
import type { Lesson } from '../domain/curriculum.ts'
import { as, type LessonId, type QuestionId, type SectionId, type StandardId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { paths } from '../paths.ts'
import { acknowledgeStandard, type AcknowledgeStandardOutcome } from '../workflows/acknowledge-standard.ts'
import { answerCheck, type AnswerCheckRefusal } from '../workflows/answer-check.ts'
import { readSection, type ReadSectionOutcome } from '../workflows/read-section.ts'

type ReasonOf<Outcome> =
  Extract<Outcome, { kind: 'refused' }> extends { reason: infer Reason extends string } ? Reason : never

const readSentences: Record<ReasonOf<ReadSectionOutcome>, string> = {
  'lesson-not-found': 'This lesson is no longer part of the library. My training shows what is.',
  'section-not-found': 'This part has gone from the lesson since you opened it. The lesson goes on below.',
}

const checkSentences: Record<AnswerCheckRefusal, string> = {
  'lesson-not-found': readSentences['lesson-not-found'],
  'check-not-found': 'This check has gone from the lesson since you opened it. Read on.',
  'nothing-chosen': 'Choose an answer, then send it.',
  'one-only': 'Only one of these is right. Choose one.',
  'no-such-option': 'The answers have changed since you opened the page. Choose again.',
}

const acknowledgeSentences: Record<ReasonOf<AcknowledgeStandardOutcome>, string> = {
  'standard-not-found': 'This standard is no longer part of the library.',
  'text-changed': 'The text changed while you were reading. Read it as it stands now, then confirm.',
  'not-ticked': 'Tick the box once you have read the text and understood it.',
}

const slug = z.string().max(200)
/** Options are named by the place in which they are shown. */
const places = z.array(z.coerce.number().int().min(1)).max(40)

export const learning = {
  readSection: defineAction({
    accept: 'form',
    input: z.object({ lesson: slug, section: slug }),
    async handler(input, { locals }) {
      const viewer = mustBeSignedIn(locals.viewer)
      const lesson = mustRead(viewer, locals.library, as<LessonId>(input.lesson))
      const section = as<SectionId>(input.section)
      const outcome = await readSection(locals.portal.db, { person: viewer.id, lesson: lesson.id, section }, locals.now)
      if (outcome.kind === 'refused') throw refusal('NOT_FOUND', readSentences[outcome.reason])
      return {
        goTo:
          outcome.next === undefined
            ? `${paths.lesson(lesson.id, section)}#next`
            : paths.lesson(lesson.id, outcome.next),
      }
    },
  }),

  answerCheck: defineAction({
    accept: 'form',
    input: z.object({ lesson: slug, section: slug, question: slug, chosen: places }),
    async handler(input, { locals }) {
      const viewer = mustBeSignedIn(locals.viewer)
      const lesson = mustRead(viewer, locals.library, as<LessonId>(input.lesson))
      const question = as<QuestionId>(input.question)
      const outcome = await answerCheck(
        locals.portal.db,
        { person: viewer.id, lesson: lesson.id, question, places: input.chosen },
        locals.now,
      )
      if (outcome.kind === 'refused') throw refusal('BAD_REQUEST', checkSentences[outcome.reason])
      return { goTo: `${paths.lesson(lesson.id, sectionOfCheck(lesson, question))}#check-${question}` }
    },
  }),

  acknowledge: defineAction({
    accept: 'form',
    input: z.object({ standard: slug, content: z.string().max(100), understood: z.string().nullish() }),
    async handler(input, { locals }) {
      const viewer = mustBeSignedIn(locals.viewer)
      const id = as<StandardId>(input.standard)
      const standard = locals.library.standards.get(id)
      if (standard === undefined || !mayRead(viewer, standard)) {
        throw refusal('NOT_FOUND', acknowledgeSentences['standard-not-found'])
      }
      const outcome = await acknowledgeStandard(
        locals.portal.db,
        { person: viewer.id, standard: id, content: input.content, understood: input.understood === 'yes' },
        locals.now,
      )
      if (outcome.kind === 'refused') {
        throw refusal(
          outcome.reason === 'text-changed' ? 'CONFLICT' : 'BAD_REQUEST',
          acknowledgeSentences[outcome.reason],
        )
      }
      return { goTo: `${paths.acknowledge(id)}#next` }
    },
  }),
}

function mustBeSignedIn(viewer: Viewer | null): Viewer {
  if (viewer === null) throw refusal('UNAUTHORIZED', 'Sign in first.')
  return viewer
}

/** A lesson that the viewer may not read is as if it did not exist. */
function mustRead(viewer: Viewer, library: Library, id: LessonId): Lesson {
  const lesson = library.lessons.get(id)
  if (lesson === undefined || !mayRead(viewer, lesson)) throw refusal('NOT_FOUND', readSentences['lesson-not-found'])
  return lesson
}

function refusal(code: ActionError['code'], message: string): ActionError {
  return new ActionError({ code, message })
}
