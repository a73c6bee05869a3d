/** Playing scenarios: starting and replying in a play that counts, and practising with a coach. */
import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { as, type PlayId, type ScenarioId } from '../domain/ids.ts'
import { paths } from '../paths.ts'
import { rehearse, type RehearseOutcome } from '../workflows/rehearse.ts'
import { replyInPlay, type ReplyRefusal } from '../workflows/reply-in-play.ts'
import { startPlay } from '../workflows/start-play.ts'
import { acting } from './form-input.ts'

const scenarioNotFound =
  'This scenario is not played at present: it is being rewritten, or is no longer in the library. My training shows what is asked of you.'

const replyRefusals: Readonly<Record<ReplyRefusal, { readonly code: ActionError['code']; readonly says: string }>> = {
  'play-not-found': {
    code: 'NOT_FOUND',
    says: 'There is no such play of yours. Open the scenario to begin one, or to go on with yours.',
  },
  'play-over': { code: 'CONFLICT', says: 'This play is over, so what was said in it stands.' },
  'out-of-time': {
    code: 'CONFLICT',
    says: 'What this scenario rests on has changed since you began, and the time to finish on the old words is over. Nothing is held against you.',
  },
  'said-already': {
    code: 'CONFLICT',
    says: 'You had decided this before, perhaps in another tab, and what was said stands. Below is where the story has come to.',
  },
  'not-yet': {
    code: 'CONFLICT',
    says: 'The story has not come to that decision. Below is where it stands.',
  },
  'no-such-reply': { code: 'BAD_REQUEST', says: 'Choose one of the replies, then go on.' },
}

const rehearsalRefusals: Readonly<Record<Extract<RehearseOutcome, { kind: 'refused' }>['reason'], string>> = {
  'scenario-not-found': scenarioNotFound,
  'not-yet': 'The story has not come to that decision. Below is where it stands.',
  'no-such-reply': 'Choose one of the replies that stand here, then go on.',
}

const id = z.string().max(200)
/** A place counted from 1; whatever is none is refused as a place that is not there. */
const place = z.coerce.number().int().min(1).max(1000).catch(0)

export const scenarios = {
  start: defineAction({
    accept: 'form',
    input: z.object({ scenario: id }),
    async handler(input, { locals }) {
      const viewer = acting(locals)
      const scenario = as<ScenarioId>(input.scenario)
      const outcome = await startPlay(locals.portal.db, { person: viewer.id, scenario }, locals.now)
      if (outcome.kind === 'refused') throw new ActionError({ code: 'NOT_FOUND', message: scenarioNotFound })
      return { goTo: paths.play(scenario, outcome.play) }
    },
  }),

  reply: defineAction({
    accept: 'form',
    input: z.object({
      scenario: id,
      play: id,
      decision: place,
      /** Replies are named by the place in which they are shown: their own names would tell too much. */
      reply: place,
    }),
    async handler(input, { locals }) {
      const viewer = acting(locals)
      const play = as<PlayId>(input.play)
      const { decision, reply } = input
      const outcome = await replyInPlay(locals.portal.db, { person: viewer.id, play, decision, reply }, locals.now)
      if (outcome.kind === 'refused') {
        const { code, says } = replyRefusals[outcome.reason]
        throw new ActionError({ code, message: says })
      }
      const scenario = as<ScenarioId>(input.scenario)
      return {
        goTo:
          outcome.result === undefined
            ? paths.play(scenario, play, 'now')
            : paths.debrief(outcome.result.scenario, play),
      }
    },
  }),

  rehearse: defineAction({
    accept: 'form',
    input: z.object({
      scenario: id,
      deed: z.enum(['say', 'step-back', 'start-over']).catch('say'),
      decision: place,
      choice: id.nullish().transform((given) => given ?? ''),
    }),
    async handler(input, { locals }) {
      const viewer = acting(locals)
      const scenario = as<ScenarioId>(input.scenario)
      const { deed: kind, decision, choice } = input
      const deed = kind === 'say' ? { kind, decision, choice } : { kind }
      const outcome = await rehearse(locals.portal.db, { person: viewer.id, scenario, deed }, locals.now)
      if (outcome.kind === 'refused') {
        const code = outcome.reason === 'scenario-not-found' ? 'NOT_FOUND' : 'CONFLICT'
        throw new ActionError({ code, message: rehearsalRefusals[outcome.reason] })
      }
      return { goTo: paths.practise(scenario, outcome.choices.length === 0 ? undefined : 'now') }
    },
  }),
}
