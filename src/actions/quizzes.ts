/** Starting, answering and submitting a quiz. */
import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import type { Viewer } from '../domain/access.ts'
import { as, type AttemptId, type QuizId } from '../domain/ids.ts'
import { counted } from '../domain/words.ts'
import { paths } from '../paths.ts'
import { answerQuestion, type AnswerQuestionRefusal } from '../workflows/answer-question.ts'
import { startAttempt, type StartAttemptOutcome } from '../workflows/start-attempt.ts'
import { submitAttempt } from '../workflows/submit-attempt.ts'

const startSentences: Record<Extract<StartAttemptOutcome, { kind: 'refused' }>['reason'], string> = {
  'quiz-not-found': 'This quiz is no longer part of the library. My training shows what is.',
  'nothing-to-ask': 'This quiz holds no questions yet. Tell your training coordinator.',
  'attempts-used-up': 'You have used every attempt of this cycle. A training coordinator can give you more.',
}

const attemptNotFound = 'There is no such attempt of yours. Open the quiz to start one, or to go on with yours.'

const outOfTime =
  'This quiz has been rewritten since you began, and the time to finish on the old texts is over. Open the quiz to start another attempt.'

const answerSentences: Record<AnswerQuestionRefusal, string> = {
  'attempt-not-found': attemptNotFound,
  'attempt-closed': 'You have submitted this attempt, so its answers stand. The result says what comes next.',
  'out-of-time': outOfTime,
  'question-not-found': 'This attempt has no such question. Choose one of its numbers.',
  'nothing-chosen': 'Choose an answer to keep it, or skip the question for now.',
  'one-only': 'Only one of these is right. Choose one.',
  'no-such-option': 'This answer does not stand on the page. Choose one that does.',
}

const id = z.string().max(200)

export const quizzes = {
  start: defineAction({
    accept: 'form',
    input: z.object({ quiz: id }),
    async handler(input, { locals }) {
      const viewer = mustBeSignedIn(locals.viewer)
      const quiz = as<QuizId>(input.quiz)
      const outcome = await startAttempt(locals.portal.db, { person: viewer.id, quiz }, locals.now)
      if (outcome.kind === 'refused') {
        const code = outcome.reason === 'attempts-used-up' ? 'CONFLICT' : 'NOT_FOUND'
        throw refusal(code, startSentences[outcome.reason])
      }
      return { goTo: paths.attempt(quiz, outcome.attempt, 1) }
    },
  }),

  answer: defineAction({
    accept: 'form',
    input: z.object({
      quiz: id,
      attempt: id,
      place: z.coerce.number().int().min(1),
      /** Options are named by the place in which they are shown. */
      chosen: z.array(z.coerce.number().int().min(1)).max(40),
    }),
    async handler(input, { locals }) {
      const viewer = mustBeSignedIn(locals.viewer)
      const attempt = as<AttemptId>(input.attempt)
      const outcome = await answerQuestion(
        locals.portal.db,
        { person: viewer.id, attempt, place: input.place, options: input.chosen },
        locals.now,
      )
      if (outcome.kind === 'refused') {
        throw refusal(codes[outcome.reason] ?? 'BAD_REQUEST', answerSentences[outcome.reason])
      }
      const quiz = as<QuizId>(input.quiz)
      const next = input.place < outcome.questions ? input.place + 1 : undefined
      return { goTo: paths.attempt(quiz, attempt, next) }
    },
  }),

  submit: defineAction({
    accept: 'form',
    input: z.object({ quiz: id, attempt: id, leavingOpen: z.coerce.number().int().min(0).default(0) }),
    async handler(input, { locals }) {
      const viewer = mustBeSignedIn(locals.viewer)
      const attempt = as<AttemptId>(input.attempt)
      const outcome = await submitAttempt(
        locals.portal.db,
        { person: viewer.id, attempt, leavingOpen: input.leavingOpen },
        locals.now,
      )
      if (outcome.kind === 'refused') {
        if (outcome.reason === 'attempt-not-found') throw refusal('NOT_FOUND', attemptNotFound)
        if (outcome.reason === 'out-of-time') throw refusal('CONFLICT', outOfTime)
        const questions = counted(outcome.open.length, 'question is', 'questions are')
        throw refusal('CONFLICT', `${questions} still open. Answer what you can, or submit all the same.`)
      }
      return { goTo: paths.result(outcome.result.quiz, attempt) }
    },
  }),
}

const codes: Partial<Record<AnswerQuestionRefusal, ActionError['code']>> = {
  'attempt-not-found': 'NOT_FOUND',
  'question-not-found': 'NOT_FOUND',
  'attempt-closed': 'CONFLICT',
  'out-of-time': 'CONFLICT',
}

function mustBeSignedIn(viewer: Viewer | null): Viewer {
  if (viewer === null) throw refusal('UNAUTHORIZED', 'Sign in first.')
  return viewer
}

function refusal(code: ActionError['code'], message: string): ActionError {
  return new ActionError({ code, message })
}
