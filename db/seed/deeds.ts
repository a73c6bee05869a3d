/**
 * What people of the story do, each on a day counted back from the day of seeding. The words are
 * joined into a person's history in `people.ts`; `alder-and-quay.ts` replays them through the
 * workflows. A deed from before the portal opened is told to it on its first day.
 */
import type { Verdict } from '../../src/domain/suggestions.ts'
import type { TeamKey } from './teams.ts'

export type Deed = { readonly ago: number } & (
  | { readonly does: 'joins'; readonly team: TeamKey; readonly roles: readonly string[] }
  | { readonly does: 'moves'; readonly team: TeamKey }
  | { readonly does: 'takes-up'; readonly roles: readonly string[] }
  | { readonly does: 'goes-away' }
  | { readonly does: 'comes-back' }
  | { readonly does: 'leaves' }
  | { readonly does: 'studies'; readonly lessons: number }
  | { readonly does: 'reads-half' }
  | { readonly does: 'passes' }
  | { readonly does: 'fails' }
  | { readonly does: 'leaves-open' }
  | { readonly does: 'acknowledges' }
  | { readonly does: 'suggests'; readonly on: PlaceKey; readonly words: string }
  | { readonly does: 'answers'; readonly verdict: Verdict; readonly words: string }
)

/** A clause, or the first part of a lesson. */
export type PlaceKey = { readonly clause: string } | { readonly lesson: string }

/** More lessons than any programme asks for: all of them. */
const all = 1000

export function joins(ago: number, team: TeamKey, ...roles: readonly string[]): readonly Deed[] {
  return [{ ago, does: 'joins', team, roles }]
}

export function moves(ago: number, team: TeamKey): readonly Deed[] {
  return [{ ago, does: 'moves', team }]
}

export function takesUp(ago: number, ...roles: readonly string[]): readonly Deed[] {
  return [{ ago, does: 'takes-up', roles }]
}

/** Away from one day until another, on which they are back; without the second, still away. */
export function isAway(from: number, back?: number): readonly Deed[] {
  return [{ ago: from, does: 'goes-away' }, ...(back === undefined ? [] : [{ ago: back, does: 'comes-back' } as const])]
}

export function leaves(ago: number): readonly Deed[] {
  return [{ ago, does: 'leaves' }]
}

/** The next lessons that are asked and not yet done, all of them or so many. */
export function studies(ago: number, lessons: number = all): readonly Deed[] {
  return [{ ago, does: 'studies', lessons }]
}

/** Begins the next lesson and stops after its first section. */
export function readsHalf(ago: number): readonly Deed[] {
  return [{ ago, does: 'reads-half' }]
}

export function passes(ago: number): readonly Deed[] {
  return [{ ago, does: 'passes' }]
}

export function fails(ago: number): readonly Deed[] {
  return [{ ago, does: 'fails' }]
}

/** Starts a quiz, answers two questions and stops. */
export function leavesOpen(ago: number): readonly Deed[] {
  return [{ ago, does: 'leaves-open' }]
}

export function acknowledges(ago: number): readonly Deed[] {
  return [{ ago, does: 'acknowledges' }]
}

/** Reports a mistake, or suggests a change. */
export function suggests(ago: number, on: PlaceKey, words: string): readonly Deed[] {
  return [{ ago, does: 'suggests', on, words }]
}

/** A steward answers what has waited longest. */
export function answers(ago: number, verdict: Verdict, words: string): readonly Deed[] {
  return [{ ago, does: 'answers', verdict, words }]
}

/** Does all that is asked and open, over three days; what is earned is granted on the last of them. */
export function earns(ago: number): readonly Deed[] {
  return [...studies(ago + 2), ...passes(ago + 1), ...acknowledges(ago)]
}
