/** Rules and clause changes as they would stand once a publication that is still to come was made. */
import type { RuleHistory } from './audience.ts'
import { canonicalJson } from './canonical.ts'
import type { Programme } from './curriculum.ts'
import { FOREVER, type Day } from './days.ts'
import type { ClauseChange } from './facts.ts'
import type { ProgrammeId } from './ids.ts'
import type { ClauseHistories, PublishedChange } from './updates.ts'

type Rules = ReadonlyMap<ProgrammeId, RuleHistory>

/**
 * What a publication states of its programmes holds from its day on, and those it leaves out have no rules
 * from then; two publications of one day are as if the later one had been alone.
 */
export function rulesWith(rules: Rules, programmes: readonly Programme[], on: Day): Rules {
  const stated = new Map(programmes.map((programme) => [programme.id, programme]))
  return new Map(
    [...new Set([...rules.keys(), ...stated.keys()])].map((id): [ProgrammeId, RuleHistory] => {
      const known = rules.get(id) ?? []
      const value = stated.get(id)
      const last = known.at(-1)
      const goesOn = last !== undefined && last.to === FOREVER && value !== undefined
      if (goesOn && canonicalJson(last.value) === canonicalJson(value)) return [id, known]
      const past = known
        .filter(({ from }) => from < on)
        .map((holding) => (holding.to > on ? { ...holding, to: on } : holding))
      return [id, value === undefined ? past : [...past, { from: on, to: FOREVER, value }]]
    }),
  )
}

export function historiesWith(
  histories: ClauseHistories,
  changes: readonly ClauseChange[],
  { publication, on }: { readonly publication: number; readonly on: Day },
): ClauseHistories {
  const coming = changes.map((change): PublishedChange => ({ ...change, publication, publishedOn: on }))
  return Map.groupBy([...[...histories.values()].flat(), ...coming], ({ clause }) => clause)
}

/** Programmes whose people may stand otherwise because of a publication: by its changes, or by other rules. */
export function programmesTouched(
  histories: ClauseHistories,
  changes: readonly ClauseChange[],
  before: readonly Programme[],
  after: readonly Programme[],
): ReadonlySet<ProgrammeId> {
  return new Set([...programmesResting(histories, changes), ...programmesChanged(before, after)])
}

/** Those that rest on a changed clause from now on, or did by any publication before. */
export function programmesResting(
  histories: ClauseHistories,
  changes: readonly ClauseChange[],
): ReadonlySet<ProgrammeId> {
  const all = changes.flatMap((change) => [change, ...(histories.get(change.clause) ?? [])])
  return new Set(all.flatMap(({ programmes }) => programmes))
}

/** Programmes that are new, gone, or ask by other rules. */
export function programmesChanged(before: readonly Programme[], after: readonly Programme[]): ReadonlySet<ProgrammeId> {
  const written = (programmes: readonly Programme[]) => new Map(programmes.map((one) => [one.id, canonicalJson(one)]))
  const [old, now] = [written(before), written(after)]
  return new Set([...old.keys(), ...now.keys()].filter((id) => old.get(id) !== now.get(id)))
}
