/** What a coordinator decides for one person apart from the rules, and takes back. */
import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { missingTerms, readTerms, type ExceptionField } from '../domain/exception-form.ts'
import { exceptionRefusals } from '../domain/exception-refusals.ts'
import { exceptionKinds } from '../domain/exception-words.ts'
import { as, type ExceptionId, type PersonId, type ProgrammeId, type ReasonId } from '../domain/ids.ts'
import { paths } from '../paths.ts'
import { recordException } from '../workflows/record-exception.ts'
import { withdrawException } from '../workflows/withdraw-exception.ts'
import { acting, choice, choices, freshId, refuse, text } from './form-input.ts'
import type { Refused } from './refused-form.ts'

export const recordingRefusals: Readonly<Record<string, Refused>> = { ...exceptionRefusals, ...missingTerms }

const id = z.string().max(100)
const reason = choice.transform((given) => (given === null || given === '' ? null : as<ReasonId>(given)))

export const exceptions = {
  record: defineAction({
    accept: 'form',
    input: z.object({
      person: id,
      programme: id,
      exception: freshId,
      kind: z.enum(exceptionKinds),
      from: text,
      until: text,
      certificate: text,
      requirements: choices,
      learnedOn: text,
      completedOn: text,
      quiz: text,
      attempts: text,
      reason,
      words: text,
    }),
    async handler(input, { locals }) {
      const read = readTerms(input.kind, {
        get: (field) => textOf(input[field]),
        all: (field) => listOf(input[field]),
      })
      if (read.kind === 'missing') return refuse(read)
      const person = as<PersonId>(input.person)
      const outcome = await recordException(
        locals.portal.db,
        {
          by: acting(locals).id,
          person,
          programme: as<ProgrammeId>(input.programme),
          terms: read.terms,
          reason: input.reason,
          words: input.words,
          exception: as<ExceptionId>(input.exception),
        },
        locals.now,
      )
      if (outcome.kind === 'refused') return refuse(exceptionRefusals[outcome.reason])
      return { goTo: `${paths.exception(person, outcome.exception)}?done=${outcome.kind}#main` }
    },
  }),

  withdraw: defineAction({
    accept: 'form',
    input: z.object({ exception: id, reason, words: text }),
    async handler(input, { locals }) {
      const exception = as<ExceptionId>(input.exception)
      const outcome = await withdrawException(
        locals.portal.db,
        { by: acting(locals).id, exception, reason: input.reason, words: input.words },
        locals.now,
      )
      if (outcome.kind === 'refused') return refuse(exceptionRefusals[outcome.reason])
      return { goTo: `${paths.exception(outcome.person, exception)}?done=withdrawn#main` }
    },
  }),
}

type Given = Readonly<Record<ExceptionField, string | readonly string[]>>[ExceptionField]

function textOf(given: Given): string {
  return typeof given === 'string' ? given : (given[0] ?? '')
}

function listOf(given: Given): readonly string[] {
  return typeof given === 'string' ? [given] : given
}
