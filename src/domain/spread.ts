/** Things in a row, each as near as may be to where it would like to stand. */

/**
 * The places nearest to the wanted ones, by the sum of squares, in which each keeps at least so far `apart` from
 * the one before it. The order stays, also where the wishes cross.
 */
export function spread(wanted: readonly number[], apart: readonly number[]): readonly number[] {
  // Less what must lie between, wishes that cross are met by standing together at their mean.
  let sum = 0
  const before = wanted.map((_, at) => (sum += at === 0 ? 0 : (apart[at - 1] ?? 0)))
  const groups: { total: number; count: number }[] = []
  for (const [at, place] of wanted.entries()) {
    let group = { total: place - (before[at] ?? 0), count: 1 }
    for (let last = groups.at(-1); last !== undefined && mean(last) > mean(group); last = groups.at(-1)) {
      groups.pop()
      group = { total: group.total + last.total, count: group.count + last.count }
    }
    groups.push(group)
  }
  const places = groups.flatMap((group) => Array.from({ length: group.count }, () => mean(group)))
  return places.map((place, at) => place + (before[at] ?? 0))
}

function mean({ total, count }: { readonly total: number; readonly count: number }): number {
  return total / count
}
