/** What readers report of a text, and what stewards answer. */
import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { as, type SuggestionId } from '../domain/ids.ts'
import { longestSuggestion, maySuggest, placeFrom } from '../domain/suggestions.ts'
import { paths } from '../paths.ts'
import { answerSuggestion, type AnswerSuggestionRefusal } from '../workflows/answer-suggestion.ts'
import { makeSuggestion, type MakeSuggestionRefusal } from '../workflows/make-suggestion.ts'
import { acting, freshId, refuse } from './form-input.ts'
import type { Refused } from './refused-form.ts'

const longest = longestSuggestion.toLocaleString('en-GB')

export const suggestionRefusals: Readonly<Record<MakeSuggestionRefusal, Refused>> = {
  'words-missing': { at: 'text', says: 'Write what is wrong, or what would be better.' },
  'words-too-long': { at: 'text', says: `Make it shorter: ${longest} characters are the most.` },
  'place-gone': { at: 'place', says: 'This text has gone from the library since you opened it.' },
  'suggestion-taken': { at: 'place', says: 'This form was sent before, with other words. Send it once more.' },
}

export const answerRefusals: Readonly<Record<AnswerSuggestionRefusal, Refused>> = {
  'verdict-missing': { at: 'verdict', says: 'Choose what comes of it.' },
  'words-missing': { at: 'words', says: 'Write an answer: whoever took the trouble deserves a sentence.' },
  'words-too-long': { at: 'words', says: `Make the answer shorter: ${longest} characters are the most.` },
  'unknown-suggestion': { at: 'suggestion', says: 'This suggestion is no longer kept.' },
  'already-answered': {
    at: 'suggestion',
    says: 'Somebody has answered this meanwhile. Their answer stands; read it below.',
  },
}

/** What is too long for the portal as a whole is refused by the length of its body; this only must not cut it. */
const longText = z
  .string()
  .nullish()
  .transform((given) => given ?? '')
const slug = z.string().max(200).nullish()

export const suggestions = {
  send: defineAction({
    accept: 'form',
    input: z.object({ suggestion: freshId, place: z.string().max(400), text: longText }),
    async handler({ suggestion, place: key, text }, { locals }) {
      const viewer = acting(locals)
      const place = placeFrom(key)
      // A text that the viewer may not read is as if it did not exist.
      if (!maySuggest(viewer, locals.library, place)) return refuse(suggestionRefusals['place-gone'])
      const outcome = await makeSuggestion(
        locals.portal.db,
        { person: viewer.id, suggestion: as<SuggestionId>(suggestion), place, text },
        locals.now,
      )
      if (outcome.kind === 'refused') return refuse(suggestionRefusals[outcome.reason])
      return { goTo: `${paths.suggestionPlace(place)}?suggested=${outcome.kind}#suggest` }
    },
  }),

  answer: defineAction({
    accept: 'form',
    input: z.object({ suggestion: z.string().max(100), verdict: slug, words: longText }),
    async handler({ suggestion, verdict, words }, { locals }) {
      const outcome = await answerSuggestion(
        locals.portal.db,
        { by: acting(locals).id, suggestion: as<SuggestionId>(suggestion), verdict: verdict ?? '', words },
        locals.now,
      )
      if (outcome.kind === 'refused') return refuse(answerRefusals[outcome.reason])
      return { goTo: `${paths.suggestions()}?done=answered#main` }
    },
  }),
}
