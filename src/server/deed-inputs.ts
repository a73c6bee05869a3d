/** What the socket may bring, checked: the other end may be another version. */
import { z } from 'zod'

export const readDeed = {
  publish: (input: unknown) =>
    z.object({ folder: z.string(), again: z.boolean().optional(), replace: z.boolean().optional() }).parse(input),
  restore: (input: unknown) => z.object({ file: z.string() }).parse(input),
  setSetting: (input: unknown) =>
    z.object({ setting: z.string(), value: z.string(), by: z.string(), from: z.string().optional() }).parse(input),
  invite: (input: unknown) => z.object({ email: z.string().optional() }).parse(input),
}
