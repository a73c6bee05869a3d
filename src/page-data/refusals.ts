/** What a refused form says: one sentence for the whole of it, or one beside each field. */
import { isInputError, type SafeResult } from 'astro:actions'

export interface Refusals {
  /** For the whole form; undefined when it was not refused, or when the fields say it. */
  readonly says: string | undefined
  /** For one field. */
  of(field: string): string | undefined
}

export function refusalsOf(
  result: SafeResult<never, unknown> | SafeResult<Record<string, unknown>, unknown> | undefined,
): Refusals {
  const error = result?.error
  if (error === undefined) return { says: undefined, of: () => undefined }
  if (!isInputError(error)) return { says: error.message, of: () => undefined }
  const fields: Readonly<Record<string, readonly string[] | undefined>> = error.fields
  return { says: undefined, of: (field) => fields[field]?.[0] }
}
