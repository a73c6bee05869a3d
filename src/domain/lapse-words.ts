/** Who lapses soon in a team, and what is said beside it, so that silence is not taken for safety. */
import { capitalised, countedInWords } from './words.ts'

/** The day asked about, seen from today. */
export type When = 'past' | 'today' | 'to-come'

export interface Lapsing {
  /** Certificates that hold on the day. */
  readonly holding: number
  /** Of these, how many run out within the time asked about. */
  readonly lapsing: number
  /** People with a certificate that had run out by the day. */
  readonly lapsed: number
  /** People on leave; their certificates count for nothing that day. */
  readonly away: number
}

export function lapseHeading(when: When, days: number): string {
  switch (when) {
    case 'past':
      return `Who was to lapse within ${days} days of then`
    case 'today':
      return `Who lapses within ${days} days`
    case 'to-come':
      return `Who lapses within ${days} days of then, if nothing is done`
  }
}

/**
 * What the list of those who lapse does not say: "Nobody more. Every certificate that holds today runs
 * for longer than that. Twelve people have lapsed already; they are marked Expired below."
 * Empty when the list says it all.
 */
export function lapsesInWords({ holding, lapsing, lapsed, away }: Lapsing, when: When): string {
  const held = { past: 'held that day', today: 'holds today', 'to-come': 'would hold that day' }[when]
  const have = { past: 'had', today: lapsed === 1 ? 'has' : 'have', 'to-come': 'would have' }[when]
  const nobody = lapsed === 0 ? 'Nobody' : 'Nobody more'
  const sentences = [
    lapsing > 0
      ? ''
      : holding === 0
        ? `${nobody}: no certificate ${held} in this team.`
        : `${nobody}. Every certificate that ${held} ${when === 'past' ? 'ran' : 'runs'} for longer than that.`,
    lapsed === 0
      ? ''
      : `${capitalised(countedInWords(lapsed, 'person', 'people'))} ${have} lapsed already, marked Expired below.`,
    away === 0 ? '' : 'Those on leave are left out.',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
