/** What the socket may bring, checked: the other end may be another version. */
import { z } from 'zod'
import { exceptionKinds } from '../domain/exception-words.ts'

export const readDeed = {
  publish: (input: unknown) =>
    z.object({ folder: z.string(), again: z.boolean().optional(), replace: z.boolean().optional() }).parse(input),
  restore: (input: unknown) => z.object({ file: z.string() }).parse(input),
  setSetting: (input: unknown) =>
    z.object({ setting: z.string(), value: z.string(), by: z.string(), from: z.string().optional() }).parse(input),
  recordException: (input: unknown) =>
    z
      .object({
        by: z.string(),
        person: z.string(),
        programme: z.string(),
        kind: z.enum(exceptionKinds),
        typed: z.record(z.string(), z.string()),
        reason: z.string(),
        words: z.string(),
      })
      .parse(input),
  withdrawException: (input: unknown) =>
    z.object({ by: z.string(), exception: z.string(), reason: z.string(), words: z.string() }).parse(input),
  invite: (input: unknown) => z.object({ email: z.string().optional() }).parse(input),
}
