/** How the forms of administration are read: whatever is missing is a refusal beside its field, never a fault. */
import { ActionError } from 'astro:actions'
import { z } from 'astro/zod'
import type { Viewer } from '../domain/access.ts'
import { type Day, readDay } from '../domain/days.ts'
import type { Refused } from './refused-form.ts'

/** Far longer than any rule allows; the rule itself is worded by the workflow. */
const longestText = 2000

/** A line of text; an empty field is the empty text. */
export const text = z
  .string()
  .max(longestText)
  .nullish()
  .transform((given) => given ?? '')

/** An id, where the empty choice of a list means none. */
export const choice = z
  .string()
  .max(100)
  .nullish()
  .transform((given) => given ?? null)

export const choices = z.array(z.string().max(100)).max(200)

/** The shape of a new id, as `newId` makes them; the form brings it so that sending it twice adds one. */
export const freshId = z.string().regex(/^[0-9a-z]{16,40}$/)

export const dayRefusals = {
  'day-missing': { at: 'from', says: 'Choose the day from which this holds.' },
  'day-too-far': { at: 'from', says: 'Choose a day between 1950 and 2100.' },
} as const satisfies Record<string, Refused>

/** The day of a field, or a refusal beside it. */
export function dayFrom(given: string): Day {
  const day = readDay(given)
  if (day === undefined) return refuse(dayRefusals['day-missing'])
  if (day < '1950-01-01' || day > '2100-12-31') return refuse(dayRefusals['day-too-far'])
  return day
}

export function refuse(refused: Refused): never {
  throw new ActionError({ code: 'CONFLICT', message: refused.says })
}

/** Who acts. The access table lets nobody in without; this says so to the compiler. */
export function acting(locals: { readonly viewer: Viewer | null }): Viewer {
  if (locals.viewer === null) throw new ActionError({ code: 'UNAUTHORIZED', message: 'Sign in first.' })
  return locals.viewer
}
