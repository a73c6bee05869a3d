/**
 * What is done for a renewal before its window opens counts for nothing, so that a certificate is never renewed
 * on what was shown for the one before. It stays open as practice, and says so.
 */
import { courseOf, remainingOf } from './certification.ts'
import { requirementKey, type Programme, type Requirement } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import type { Recorded } from './facts.ts'
import { termsOn } from './grants.ts'
import type { ProgrammeId } from './ids.ts'
import type { Library } from './library.ts'

/** A certificate that is held, and whose renewal does not count yet. */
export interface WindowNotOpen {
  readonly reason: 'window-not-open'
  readonly programme: Programme
  readonly opensOn: Day
  readonly expiresOn: Day
}

/**
 * The certificates for which a requirement would be shown too early. None where any programme that asks the
 * person is open for it: there it counts.
 */
export function windowsNotOpen(
  library: Library,
  asking: readonly ProgrammeId[],
  facts: readonly Recorded[],
  requirement: Requirement,
  today: Day,
): readonly WindowNotOpen[] {
  const key = requirementKey(requirement)
  const early: WindowNotOpen[] = []
  for (const id of asking) {
    const programme = library.programmes.get(id)
    if (programme === undefined) continue
    if (![...programme.requirements, ...programme.renewal].some((one) => requirementKey(one) === key)) continue
    const remaining = remainingOf(programme, courseOf(facts, id, library.recounts?.get(id)), today)
    if (remaining.kind === 'open') {
      if (remaining.requirements.some((one) => requirementKey(one.requirement) === key)) return []
      continue
    }
    const { windowOpensOn: opensOn, expiresOn } = termsOn(remaining.grant, today)
    early.push({ reason: 'window-not-open', programme, opensOn, expiresOn })
  }
  return early
}

/** "You are certified in Telephone adviser until 9 May 2027. Its renewal opens on 10 March 2027: what you do here before then is practice, and counts for nothing." */
export function wordWindowNotOpen({ programme, opensOn, expiresOn }: Omit<WindowNotOpen, 'reason'>): string {
  return (
    `You are certified in ${programme.title} until ${dayInWords(expiresOn)}. Its renewal opens on ${dayInWords(opensOn)}: ` +
    'what you do for it before then is practice, and counts for nothing.'
  )
}
