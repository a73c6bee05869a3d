/** Evidence carried over: where a clause was split, merged or superseded, its owner may say what counts on. */
import type { Reach } from './facts.ts'
import { pin, unpin, type ClauseId, type PinnedClause } from './ids.ts'
import { reachOf, revisionsOf, wordsOf } from './revisions.ts'
import type { ClauseHistories } from './updates.ts'

/** A revision for which evidence of another clause counts. */
export interface Carried {
  readonly clause: ClauseId
  readonly revision: number
  /** It counts if these reached the person on the day of the evidence. */
  readonly within: readonly Reach[]
}

export type Carriers = ReadonlyMap<PinnedClause, readonly Carried[]>

const carriers = new WeakMap<ClauseHistories, Carriers>()

/**
 * For which clauses evidence of a revision counts as well, because their owner said so: also that of an
 * earlier revision in the same words, for those whom it reached, and on through further successors.
 */
export function carriersOf(histories: ClauseHistories): Carriers {
  const known = carriers.get(histories)
  if (known !== undefined) return known
  const direct = new Map<PinnedClause, Carried[]>()
  for (const { clause, revision, carries } of [...histories.values()].flat()) {
    for (const { clause: from, revision: last } of carries.flatMap((pinned) => unpin(pinned) ?? [])) {
      const before = histories.get(from) ?? []
      const same = revisionsOf(before).filter((one) => one < last && wordsOf(before, one) === wordsOf(before, last))
      for (const one of [...same, last]) {
        const reach = one === last ? undefined : reachOf(before, one)
        const carried = { clause, revision, within: reach === undefined ? [] : [reach] }
        const pinned = pin(from, one)
        direct.set(pinned, [...(direct.get(pinned) ?? []), carried])
      }
    }
  }
  const onwards = (pinned: PinnedClause, passed: ReadonlySet<PinnedClause>): readonly Carried[] =>
    (direct.get(pinned) ?? []).flatMap((carried) => {
      const next = pin(carried.clause, carried.revision)
      if (passed.has(next)) return []
      const further = onwards(next, new Set([...passed, next]))
      return [carried, ...further.map((one) => ({ ...one, within: [...carried.within, ...one.within] }))]
    })
  const found = new Map([...direct.keys()].map((pinned) => [pinned, onwards(pinned, new Set([pinned]))]))
  carriers.set(histories, found)
  return found
}
