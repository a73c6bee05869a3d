/**
 * What a page shows again when one of its forms was refused: the sentence beside its field, and what
 * was typed. A refusal travels as its sentence, and the field is found by it.
 */
import type { ActionError } from 'astro:actions'

/** A refusal in words, and the name of the field it stands beside. */
export interface Refused {
  readonly at: string
  readonly says: string
}

export interface RefusedForm {
  /** Whether this form was refused just now. */
  readonly isRefused: boolean
  /** The refusal of a field. */
  at(field: string): string | undefined
  /** A refusal that belongs to no field of the form. */
  readonly note: string | undefined
  /** What was typed, or what stands there otherwise. */
  typed(field: string, otherwise?: string): string
  /** What was chosen of several, or what is chosen otherwise. */
  chosen(field: string, otherwise?: Iterable<string>): ReadonlySet<string>
}

/**
 * Reads one form's outcome.
 * @param result what `Astro.getActionResult` gives for the form's action
 * @param typed `Astro.locals.typed`, which belongs to the form that was refused
 * @param fields the names of the form's fields
 * @param table the refusals that the action may give
 */
export function refusedForm(
  result: { readonly error?: ActionError | undefined } | undefined,
  typed: FormData | null,
  fields: readonly string[],
  table: Readonly<Record<string, Refused>>,
): RefusedForm {
  const message = result?.error?.message
  const isRefused = message !== undefined
  const known = Object.values(table).find((refused) => refused.says === message)
  const field = known !== undefined && fields.includes(known.at) ? known.at : undefined
  const form = isRefused ? typed : null
  return {
    isRefused,
    at: (name) => (name === field ? message : undefined),
    note:
      isRefused && field === undefined ? (known?.says ?? 'This form could not be read. Fill it in again.') : undefined,
    typed(name, otherwise = '') {
      if (form === null) return otherwise
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    },
    chosen(name, otherwise = []) {
      if (form === null) return new Set(otherwise)
      return new Set(form.getAll(name).filter((value) => typeof value === 'string'))
    },
  }
}
