/** What is typed about an exception, in a form or on the command line, as its terms. */
import { dayInWords } from './day-words.ts'
import { readDay, type Day } from './days.ts'
import type { ExceptionKind, ExceptionTerms } from './facts.ts'
import { as, type CertificateId, type QuizId } from './ids.ts'

/** The fields of each kind, by name. A revocation and a test-out ask nothing but the reason. */
export const exceptionFields = {
  waiver: ['from', 'until'],
  pause: ['from', 'until'],
  extension: ['certificate', 'until'],
  revocation: ['certificate'],
  'prior-learning': ['requirements', 'learnedOn'],
  'test-out': [],
  'manual-grant': ['completedOn'],
  'more-attempts': ['quiz', 'attempts'],
} as const satisfies Record<ExceptionKind, readonly string[]>
export type ExceptionField = (typeof exceptionFields)[ExceptionKind][number]

/** In the field `certificate`: not the certificate but what is asked gets more time. */
export const whatIsAsked = 'asked'

/** What was typed; an empty field is the empty text. */
export interface TypedTerms {
  get(field: ExceptionField): string
  all(field: ExceptionField): readonly string[]
}

export interface MissingTerms {
  readonly at: ExceptionField
  readonly says: string
}

export type ReadTerms =
  { readonly kind: 'terms'; readonly terms: ExceptionTerms } | ({ readonly kind: 'missing' } & MissingTerms)

const missing: Readonly<Record<ExceptionField, string>> = {
  from: 'Choose the first day.',
  until: 'Choose the last day.',
  certificate: 'Choose what gets more time.',
  requirements: 'Choose at least one requirement for which it counts.',
  learnedOn: 'Choose the day on which it was learned.',
  completedOn: 'Choose the day on which it was completed.',
  quiz: 'Choose the quiz.',
  attempts: 'Write how many further attempts, as a whole number.',
}

/** The days between which a day is no slip of the keyboard. */
const [earliest, latest] = ['1950-01-01', '2100-12-31'] as const
const between = `from ${dayInWords(earliest)} to ${dayInWords(latest)}`
const tooFar: Readonly<Partial<Record<ExceptionField, string>>> = {
  from: `The first day is too far away. Choose one ${between}.`,
  until: `The last day is too far away. Choose one ${between}.`,
  learnedOn: `The day on which it was learned is too far away. Choose one ${between}.`,
  completedOn: `The day on which it was completed is too far away. Choose one ${between}.`,
}

/** Every sentence about a field that could not be read, for a form that was refused. */
export const missingTerms: Readonly<Record<string, MissingTerms>> = Object.fromEntries(
  [missing, tooFar].flatMap((table, index) =>
    (Object.keys(table) as ExceptionField[]).map((at) => [
      `${index === 0 ? 'missing' : 'far'}-${at}`,
      { at, says: table[at] ?? '' },
    ]),
  ),
)

export function readTerms(kind: ExceptionKind, typed: TypedTerms): ReadTerms {
  switch (kind) {
    case 'waiver': {
      const [from, until] = [dayIn(typed, 'from'), dayIn(typed, 'until')]
      if (from === undefined) return lacking('from', typed)
      return until === undefined ? lacking('until', typed) : terms({ kind, from, until })
    }
    case 'pause': {
      const [from, until] = [dayIn(typed, 'from'), dayIn(typed, 'until')]
      if (from === undefined) return lacking('from', typed)
      // Without a last day it goes on; something unreadable is no last day.
      if (until === undefined && typed.get('until').trim() !== '') return lacking('until', typed)
      return terms({ kind, from, until: until ?? null })
    }
    case 'extension': {
      const [certificate, until] = [typed.get('certificate'), dayIn(typed, 'until')]
      if (certificate === '') return lacking('certificate', typed)
      if (until === undefined) return lacking('until', typed)
      return terms({ kind, certificate: certificate === whatIsAsked ? null : as<CertificateId>(certificate), until })
    }
    case 'revocation':
      return terms({ kind, certificate: as<CertificateId>(typed.get('certificate')) })
    case 'prior-learning': {
      const [requirements, learnedOn] = [typed.all('requirements'), dayIn(typed, 'learnedOn')]
      if (requirements.length === 0) return lacking('requirements', typed)
      return learnedOn === undefined ? lacking('learnedOn', typed) : terms({ kind, requirements, learnedOn })
    }
    case 'test-out':
      return terms({ kind })
    case 'manual-grant': {
      const completedOn = dayIn(typed, 'completedOn')
      return completedOn === undefined ? lacking('completedOn', typed) : terms({ kind, completedOn })
    }
    case 'more-attempts': {
      const [quiz, attempts] = [typed.get('quiz'), typed.get('attempts').trim()]
      if (quiz === '') return lacking('quiz', typed)
      if (!/^\d{1,4}$/.test(attempts)) return lacking('attempts', typed)
      return terms({ kind, quiz: as<QuizId>(quiz), attempts: Number(attempts) })
    }
  }
}

function dayIn(typed: TypedTerms, field: ExceptionField): Day | undefined {
  const day = readDay(typed.get(field).trim())
  return day === undefined || isTooFar(day) ? undefined : day
}

function isTooFar(day: Day): boolean {
  return day < earliest || day > latest
}

function terms(read: ExceptionTerms): ReadTerms {
  return { kind: 'terms', terms: read }
}

function lacking(at: ExceptionField, typed: TypedTerms): ReadTerms {
  const day = readDay(typed.get(at).trim())
  return { kind: 'missing', at, says: (day !== undefined && isTooFar(day) ? tooFar[at] : undefined) ?? missing[at] }
}
