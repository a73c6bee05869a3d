/**
 * The lock keeps every verdict on every clause, one line each, and only ever grows: which words a
 * revision has (as a fingerprint), what became of them, who judged it and why. A clause stands at the
 * revision of its last line.
 */
import type { Day } from './days.ts'
import type { ClauseId } from './ids.ts'

declare const fingerprintBrand: unique symbol
/** `n1:sha256…`: the version of the normal form, and the hash of a clause in it. */
export type Fingerprint = string & { readonly [fingerprintBrand]: 'fingerprint' }

/**
 * `baseline`: it stood when the lock began, and asks nothing of anybody. `new`: it came later.
 * `material`: what it asks changed, and its revision rises. `editorial`: only its wording did.
 * `retired`: it asks nothing any more; its id is never used again.
 */
export const verdictKinds = ['baseline', 'new', 'material', 'editorial', 'retired'] as const
export type VerdictKind = (typeof verdictKinds)[number]

export const successionKinds = ['split', 'merged', 'superseded'] as const
export type SuccessionKind = (typeof successionKinds)[number]

export interface LockLine {
  readonly clause: ClauseId
  /** The revision in force after this line; an editorial line keeps it, every other raises it by one. */
  readonly revision: number
  /** Of a retired clause, that of its last words. */
  readonly fingerprint: Fingerprint
  /**
   * What is always material, in the order of the clause and readable: level, roles, channels, parameters,
   * numbers with their units, modal verbs, negations. An editorial line keeps it.
   */
  readonly essence: string
  readonly verdict: VerdictKind
  /** On a retired line: what takes its place. */
  readonly into?: { readonly how: SuccessionKind; readonly clauses: readonly ClauseId[] }
  /** On a new or material line: the retired clauses it follows. */
  readonly from?: readonly ClauseId[]
  /** Of `from`, those whose evidence counts for this clause, because the owner says so. */
  readonly carries?: readonly ClauseId[]
  readonly author: string
  readonly approver: string
  readonly on: Day
  readonly why: string
}

/** In the order written. */
export type Lock = readonly LockLine[]
