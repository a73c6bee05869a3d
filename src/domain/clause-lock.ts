/**
 * The lock keeps every verdict on every clause, one line each, and only ever grows: which words a
 * revision has (as a fingerprint), what became of them, who judged it and why. A clause stands at the
 * revision of its last line.
 */
import { canonicalJson } from './canonical.ts'
import type { Question, Standard } from './curriculum.ts'
import type { Day } from './days.ts'
import { unpin, type ClauseId } from './ids.ts'

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

/** How a folder's lock stands to the one of the last publication. */
export type LockRelation = 'same' | 'extends' | 'behind' | 'forked'

/**
 * A lock only ever grows, so one that goes on where the published one ends `extends` it, one that is a
 * beginning of it is `behind`, and one in which any earlier line differs is `forked`. A portal published
 * before there was a lock has an empty one.
 */
export function compareLocks(published: Lock, folder: Lock): LockRelation {
  const shared = sharedLines(published, folder)
  if (shared < Math.min(published.length, folder.length)) return 'forked'
  if (published.length === folder.length) return 'same'
  return published.length < folder.length ? 'extends' : 'behind'
}

/** How many lines two locks begin with in common. The line after them, counted from 0, is where they fork. */
export function sharedLines(one: Lock, other: Lock): number {
  const differs = one.findIndex((line, index) => canonicalJson(line) !== canonicalJson(other[index] ?? null))
  return differs === -1 ? one.length : differs
}

/** The last line of each clause, which is what it stands at. */
export function standingLines(lock: Lock): ReadonlyMap<ClauseId, LockLine> {
  return new Map(lock.map((line) => [line.clause, line]))
}

/** The revision of each clause that stands in a standard. */
export function revisionsOf(standards: readonly Pick<Standard, 'clauses'>[]): ReadonlyMap<ClauseId, number> {
  return new Map(standards.flatMap(({ clauses }) => clauses.map(({ id, revision }) => [id, revision] as const)))
}

/**
 * A question is stale when any clause that it cites is at another revision than the one it was written
 * for: it may then hold somebody to words that are not in force.
 */
export function isStale(
  question: Pick<Question, 'clauses'>,
  revisions: Pick<ReadonlyMap<ClauseId, number>, 'get'>,
): boolean {
  return question.clauses.some((text) => {
    const pinned = unpin(text)
    const present = pinned && revisions.get(pinned.clause)
    return present !== undefined && present !== pinned?.revision
  })
}
