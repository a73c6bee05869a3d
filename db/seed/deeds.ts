/**
 * What people of the story do, each on a day counted back from the day of seeding. The words are
 * joined into a person's history under `people/`; `alder-and-quay.ts` replays them through the
 * workflows. A deed from before the portal opened is told to it on its first day.
 */
import type { Verdict } from '../../src/domain/suggestions.ts'
import type { ExceptionDeed } from './exception-deeds.ts'
import type { ProgrammeKey } from './programmes.ts'
import type { TeamKey } from './teams.ts'

export type Deed = { readonly ago: number } & (
  | { readonly does: 'joins'; readonly team: TeamKey; readonly roles: readonly string[] }
  | { readonly does: 'moves'; readonly team: TeamKey }
  | { readonly does: 'takes-up'; readonly roles: readonly string[] }
  | { readonly does: 'goes-away' }
  | { readonly does: 'comes-back' }
  | { readonly does: 'leaves' }
  | LearningDeed
  | UpdateDeed
  | ExceptionDeed
  | { readonly does: 'suggests'; readonly on: PlaceKey; readonly words: string }
  | { readonly does: 'answers'; readonly verdict: Verdict; readonly words: string }
)

/** A clause, or the first part of a lesson. */
export type PlaceKey = { readonly clause: string } | { readonly lesson: string }

/** Something learnt for a programme, of what it asks on that day and is not yet done. */
type LearningDeed = { readonly programme: ProgrammeKey } & (
  | { readonly does: 'studies'; readonly lessons: number }
  | { readonly does: 'reads-half' }
  | { readonly does: 'passes' }
  | { readonly does: 'fails' }
  | { readonly does: 'leaves-open' }
  | { readonly does: 'plays-badly' }
  | { readonly does: 'leaves-play' }
  | { readonly does: 'rehearses' }
  | { readonly does: 'acknowledges' }
)

/** What somebody does about clauses that have changed under a certificate. */
type UpdateDeed =
  | { readonly does: 'updates'; readonly only: readonly string[] | undefined }
  | { readonly does: 'keeps-up' }
  | { readonly does: 'misses-update' }
  | { readonly does: 'reads-notices' }

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

/** The next lessons that the programme asks and that are not yet done, all of them or so many. */
export function studies(ago: number, programme: ProgrammeKey, lessons: number = all): readonly Deed[] {
  return [{ ago, does: 'studies', programme, lessons }]
}

/** Begins the next lesson and stops after its first section. */
export function readsHalf(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'reads-half', programme }]
}

/** Passes every quiz that is open, and every scenario. */
export function passes(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'passes', programme }]
}

/** Fails the first quiz that is open. */
export function fails(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'fails', programme }]
}

/** Starts the first quiz that is open, answers two questions and stops. */
export function leavesOpen(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'leaves-open', programme }]
}

/** Plays the first scenario that is open, and does not pass; nothing where none is. */
export function playsBadly(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'plays-badly', programme }]
}

/** Plays the first scenario that is open to its middle and stops. */
export function leavesPlay(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'leaves-play', programme }]
}

/** Practises the first scenario that is open with the coach, and stops in the middle. */
export function rehearses(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'rehearses', programme }]
}

export function acknowledges(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [{ ago, does: 'acknowledges', programme }]
}

/** Does all that a programme asks, over three days; it is granted on the last of them that has something left. */
export function earns(ago: number, programme: ProgrammeKey): readonly Deed[] {
  return [...studies(ago + 2, programme), ...passes(ago + 1, programme), ...acknowledges(ago, programme)]
}

/** Shows the changed clauses that wait, all of them or those named; there is one at least. */
export function updates(ago: number, ...clauses: readonly string[]): readonly Deed[] {
  return [{ ago, does: 'updates', only: clauses.length === 0 ? undefined : clauses }]
}

/** Shows all changed clauses that wait, if there are any. */
export function keepsUp(ago: number): readonly Deed[] {
  return [{ ago, does: 'keeps-up' }]
}

/** Answers wrongly about the changed clause that presses most. */
export function missesUpdate(ago: number): readonly Deed[] {
  return [{ ago, does: 'misses-update' }]
}

/** Reads all notices about one's own work. */
export function readsNotices(ago: number): readonly Deed[] {
  return [{ ago, does: 'reads-notices' }]
}

/** Reports a mistake, or suggests a change. */
export function suggests(ago: number, on: PlaceKey, words: string): readonly Deed[] {
  return [{ ago, does: 'suggests', on, words }]
}

/** A steward answers what has waited longest. */
export function answers(ago: number, verdict: Verdict, words: string): readonly Deed[] {
  return [{ ago, does: 'answers', verdict, words }]
}
