/** Which exceptions there is any use in recording for a person in a programme today. */
import type { Programme } from './curriculum.ts'
import type { Day } from './days.ts'
import { exceptionKinds } from './exception-words.ts'
import type { ExceptionKind } from './facts.ts'
import { grantOn, termsOn, type Grant } from './grants.ts'
import type { Library } from './library.ts'

export interface Offering {
  readonly library: Pick<Library, 'quizzes'>
  readonly programme: Programme
  /** Whether the programme asks the person, today or later. */
  readonly isAsked: boolean
  readonly grants: readonly Grant[]
  readonly today: Day
}

/**
 * Whether recording a kind can do anything; whether it may be recorded is asked again when it is. Nothing is
 * taken back that does not hold, and attempts are given only where they are limited.
 */
const isOfUse: Readonly<Record<ExceptionKind, (offering: Offering) => boolean>> = {
  waiver: ({ isAsked }) => isAsked,
  pause: ({ isAsked }) => isAsked,
  extension: ({ isAsked }) => isAsked,
  revocation: (offering) => holdsCertificate(offering),
  'prior-learning': ({ programme, isAsked }) => isAsked && programme.priorLearningMonths !== undefined,
  'test-out': ({ programme, isAsked }) =>
    isAsked && [...programme.requirements, ...programme.renewal].some(({ kind }) => kind === 'lesson'),
  'manual-grant': ({ isAsked }) => isAsked,
  'more-attempts': ({ library, programme, isAsked }) =>
    isAsked &&
    [...programme.requirements, ...programme.renewal].some(
      (requirement) => requirement.kind === 'quiz' && library.quizzes.get(requirement.quiz)?.attempts !== undefined,
    ),
}

function holdsCertificate({ grants, today }: Offering): boolean {
  const grant = grantOn(grants, today)
  const terms = grant && termsOn(grant, today)
  return terms?.state === 'as-granted' && today <= terms.expiresOn
}

/** In the order in which they are listed everywhere. */
export function exceptionsOffered(offering: Offering): readonly ExceptionKind[] {
  return exceptionKinds.filter((kind) => isOfUse[kind](offering))
}
