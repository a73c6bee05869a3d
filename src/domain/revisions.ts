/** What publications said of the revisions of one clause. */
import type { Reach } from './facts.ts'
import type { PublishedChange } from './updates.ts'

/** A revision as publications told of it; the one before the first change is known from that change. */
export function reachOf(changes: readonly PublishedChange[], revision: number): Reach | undefined {
  const own = changes.find((change) => change.revision === revision)
  return own ?? changes.find((change) => change.before?.revision === revision)?.before ?? undefined
}

/** The earliest revision in the same words. */
export function wordsOf(changes: readonly PublishedChange[], revision: number): number {
  return changes.find((change) => change.revision === revision)?.sameWordsAs ?? revision
}

/** Every revision known, from the one before the first change on. */
export function revisionsOf(changes: readonly PublishedChange[]): readonly number[] {
  const before = changes[0]?.before
  return [...new Set([...(before ? [before.revision] : []), ...changes.map(({ revision }) => revision)])]
}

/** The revisions that stand in the words of one, which is among them. */
export function revisionsInWordsOf(changes: readonly PublishedChange[], revision: number): readonly number[] {
  const words = wordsOf(changes, revision)
  const same = revisionsOf(changes).filter((one) => one !== revision && wordsOf(changes, one) === words)
  return [revision, ...same]
}

/** The revision that a publication held; 0 before there was any. */
export function revisionAt(changes: readonly PublishedChange[], publication: number): number {
  const then = changes.findLast((change) => change.publication <= publication)
  return then?.revision ?? changes[0]?.before?.revision ?? 0
}
