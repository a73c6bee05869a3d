/**
 * What the training coordinator decides for one person apart from the rules. Days count back from the day of
 * seeding; a day that is still to come is so many days ahead.
 */
import type { Deed } from './deeds.ts'
import type { ProgrammeKey } from './programmes.ts'

/** Terms as the story tells them; certificates, lessons and days are found when it is replayed. */
export type StoryTerms =
  | { readonly kind: 'waiver' | 'pause'; readonly fromAgo: number; readonly untilAhead: number }
  | { readonly kind: 'extension'; readonly untilAhead: number }
  | { readonly kind: 'revocation' }
  | { readonly kind: 'prior-learning'; readonly learnedAgo: number }
  | { readonly kind: 'test-out' }
  | { readonly kind: 'manual-grant'; readonly completedAgo: number }
  | { readonly kind: 'more-attempts'; readonly quiz: string; readonly attempts: number }

export interface ExceptionDeed {
  readonly does: 'is-excepted'
  readonly programme: ProgrammeKey
  readonly terms: StoryTerms
  readonly reason: StoryReason
  readonly words: string
}

/** Ids of the reasons with which a new organisation begins. */
type StoryReason =
  | 'long-absence'
  | 'parental-leave'
  | 'sister-company'
  | 'learned-elsewhere'
  | 'no-customer-contact'
  | 'must-not-breached'

export type Why = readonly [reason: StoryReason, words: string]

function excepted(ago: number, programme: ProgrammeKey, terms: StoryTerms, [reason, words]: Why): readonly Deed[] {
  return [{ ago, does: 'is-excepted', programme, terms, reason, words }]
}

/** Exempt from that day to a day ahead. */
export function isWaived(ago: number, programme: ProgrammeKey, untilAhead: number, why: Why): readonly Deed[] {
  return excepted(ago, programme, { kind: 'waiver', fromAgo: ago, untilAhead }, why)
}

/** Set aside from that day to a day ahead. */
export function isSetAside(ago: number, programme: ProgrammeKey, untilAhead: number, why: Why): readonly Deed[] {
  return excepted(ago, programme, { kind: 'pause', fromAgo: ago, untilAhead }, why)
}

/** The certificate holds to a day ahead. */
export function isExtended(ago: number, programme: ProgrammeKey, untilAhead: number, why: Why): readonly Deed[] {
  return excepted(ago, programme, { kind: 'extension', untilAhead }, why)
}

/** The certificate is taken back. */
export function isRevoked(ago: number, programme: ProgrammeKey, why: Why): readonly Deed[] {
  return excepted(ago, programme, { kind: 'revocation' }, why)
}

/** The lessons that are open count as learned elsewhere. */
export function learnedBefore(ago: number, programme: ProgrammeKey, learnedAgo: number, why: Why): readonly Deed[] {
  return excepted(ago, programme, { kind: 'prior-learning', learnedAgo }, why)
}

/** The certificate may be earned without the lessons. */
export function testsOut(ago: number, programme: ProgrammeKey, why: Why): readonly Deed[] {
  return excepted(ago, programme, { kind: 'test-out' }, why)
}

/** Certified by hand for what was completed on an earlier day. */
export function isCertifiedByHand(
  ago: number,
  programme: ProgrammeKey,
  completedAgo: number,
  why: Why,
): readonly Deed[] {
  return excepted(ago, programme, { kind: 'manual-grant', completedAgo }, why)
}

export function isGivenAttempts(
  ago: number,
  programme: ProgrammeKey,
  { quiz, attempts }: { readonly quiz: string; readonly attempts: number },
  why: Why,
): readonly Deed[] {
  return excepted(ago, programme, { kind: 'more-attempts', quiz, attempts }, why)
}
