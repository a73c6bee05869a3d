/** Finds a reason of the organisation's list by what people call it. */
import type { ReasonId } from './ids.ts'

/** By its id or by its name, whatever the case of the letters; undefined when it is neither. */
export function reasonNamed(text: string, labels: ReadonlyMap<ReasonId, string>): ReasonId | undefined {
  const wanted = text.trim().toLowerCase()
  return [...labels].find(([id, label]) => id === wanted || label.toLowerCase() === wanted)?.[0]
}
