/**
 * The kinds of standing and how each is named on a page. One kind holds a day; the rule that picks
 * it lives with the timeline. Shape and colour go by the kind itself: a symbol of `marks.svg` and
 * `--standing-<kind>` of the tokens bear the same name.
 */
export const standingKinds = [
  'not-required',
  'paused',
  'exempt',
  'revoked',
  'expired',
  'overdue',
  'update-due',
  'renewal-due',
  'certified',
  'to-do',
] as const
export type StandingKind = (typeof standingKinds)[number]

export interface StandingWords {
  /** As a label: "Renewal due". */
  readonly word: string
  /** Within a sentence: "renewal due". */
  readonly within: string
  /** What it means, as the end of a sentence about a person. */
  readonly meaning: string
}

export const standingWords: Readonly<Record<StandingKind, StandingWords>> = {
  certified: { word: 'Certified', within: 'certified', meaning: 'holds, nothing to do' },
  'renewal-due': { word: 'Renewal due', within: 'renewal due', meaning: 'holds; the window to renew is open' },
  'update-due': { word: 'Update due', within: 'update due', meaning: 'holds; a clause changed' },
  exempt: { word: 'Exempt', within: 'exempt', meaning: 'waived, with a reason and an end' },
  'to-do': { word: 'To do', within: 'to do', meaning: 'asked for, still in time' },
  overdue: { word: 'Overdue', within: 'overdue', meaning: 'asked for, and the day has passed' },
  expired: { word: 'Expired', within: 'expired', meaning: 'held once, ran out' },
  revoked: { word: 'Revoked', within: 'revoked', meaning: 'taken back, with a reason' },
  paused: { word: 'Paused', within: 'paused', meaning: 'away; deadlines move, the expiry does not' },
  'not-required': { word: 'Not required', within: 'not required', meaning: 'not asked of this person' },
}
