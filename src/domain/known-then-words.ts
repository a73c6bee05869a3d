/** How pages and the command line speak of what was known on an earlier day. */
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import { listed } from './scope-words.ts'

/** "What was known on 3 March 2026 of 1 February 2026"; of a later day, what was expected. */
export function knownThenInWords(asKnownOn: Day, on: Day): string {
  if (on === asKnownOn) return `What was known on ${dayInWords(asKnownOn)} of that day`
  return on > asKnownOn
    ? `What was expected on ${dayInWords(asKnownOn)} for ${dayInWords(on)}`
    : `What was known on ${dayInWords(asKnownOn)} of ${dayInWords(on)}`
}

/** In one sentence, what is known otherwise today. */
export function differenceInWords(titles: readonly string[]): string {
  if (titles.length === 0) return 'What is known today says the same.'
  return `What is known today says otherwise of ${listed(titles)}.`
}

/** Why nothing can be told of what was known on a day. */
export function wordNotKnown(
  refusal:
    { readonly reason: 'still-to-come' } | { readonly reason: 'before-the-ledger'; readonly begins: Day | undefined },
  asKnownOn: Day,
): string {
  if (refusal.reason === 'still-to-come')
    return `${dayInWords(asKnownOn)} is still to come. Ask what was known on an earlier day, or what is known today.`
  return refusal.begins === undefined
    ? 'Nothing has been recorded yet.'
    : `Nothing was known on ${dayInWords(asKnownOn)}: the ledger begins on ${dayInWords(refusal.begins)}.`
}

/** "recorded on 12 March 2026 by Rosalind Pike", "recorded on 12 March 2026 by the portal". */
export function recordedInWords({
  recordedOn,
  by,
}: {
  readonly recordedOn: Day
  /** Null for the portal itself; left out where it is not told. */
  readonly by?: { readonly name: string } | null
}): string {
  const whom = by === undefined ? '' : ` by ${by?.name ?? 'the portal'}`
  return `recorded on ${dayInWords(recordedOn)}${whom}`
}
