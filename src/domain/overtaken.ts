/**
 * A change that a later one of the same clause has overtaken: from the day on which the later one is in
 * force the earlier one orders nothing, and where that day comes first the earlier one never does.
 */
import { addDays, type Day } from './days.ts'
import type { PublishedChange } from './updates.ts'

export interface Overtaken {
  readonly change: PublishedChange
  readonly by: PublishedChange
  /** `never`: the later one is in force first, or on the same day. */
  readonly when: 'never' | 'past' | 'coming'
  /** The last day on which the change is in force; with `never` there is none. */
  readonly until: Day
}

/**
 * Undefined while a change is the last word on its clause.
 * @param changes those of the clause; whom its programmes ask is no word on it
 */
export function overtakenBy(
  change: PublishedChange,
  changes: readonly PublishedChange[],
  today: Day,
): Overtaken | undefined {
  const [by] = changes
    .filter(({ publication, verdict }) => publication > change.publication && verdict !== 'coverage')
    .toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0))
  if (by === undefined) return undefined
  const when = by.effectiveOn <= change.effectiveOn ? 'never' : by.effectiveOn <= today ? 'past' : 'coming'
  return { change, by, when, until: addDays(by.effectiveOn, -1) }
}
