/** What later facts have made of a certificate by a day: taken back, void, run out, or holding, longer or shorter. */
import { dayInWords } from './day-words.ts'
import { holds, type Day } from './days.ts'
import { exceptionsFrom } from './exceptions.ts'
import type { FactOf, Recorded } from './facts.ts'
import { grantsFrom, type GrantTerms, type Recount } from './grants.ts'

/** The terms of a certificate from day to day; empty where it stays as granted. `facts` hold grants and exceptions. */
export function certificateTerms(
  facts: readonly Recorded[],
  { certificate, programme }: Pick<FactOf<'granted'>, 'certificate' | 'programme'>,
  recounts: readonly Recount[] | undefined,
): readonly GrantTerms[] {
  const grants = grantsFrom(facts, programme, exceptionsFrom(facts, programme), recounts)
  return grants.find((grant) => grant.certificate === certificate)?.terms ?? []
}

export type CertificateWorth =
  | {
      readonly state: 'holds' | 'ran-out'
      readonly until: Day
      /** Its end as it was granted, where that is another day. */
      readonly asGranted: Day | undefined
    }
  | { readonly state: 'revoked' | 'void'; readonly since: Day }

export function worthOn(
  { terms, expiresOn }: { readonly terms: readonly GrantTerms[]; readonly expiresOn: Day },
  on: Day,
): CertificateWorth {
  const at = terms.findIndex((one) => holds(one, on))
  const now = terms[at]
  if (now !== undefined && now.state !== 'as-granted') {
    // Its end may have moved meanwhile; that began no new taking back.
    const before = terms.slice(0, at).findLastIndex(({ state }) => state !== now.state)
    return { state: now.state, since: terms[before + 1]?.from ?? now.from }
  }
  const until = now?.expiresOn ?? expiresOn
  const asGranted = until === expiresOn ? undefined : expiresOn
  return { state: until < on ? 'ran-out' : 'holds', until, asGranted }
}

/** Two lines, as struck across the sheet; undefined while it holds. */
export function stampOf(worth: CertificateWorth): readonly [what: string, when: string] | undefined {
  switch (worth.state) {
    case 'holds':
      return undefined
    case 'ran-out':
      return ['Ran out', `after ${dayInWords(worth.until)}`]
    case 'revoked':
      return ['Taken back', `on ${dayInWords(worth.since)}`]
    case 'void':
      return ['Void', `since ${dayInWords(worth.since)}`]
  }
}

/** What stands over its last day, on the sheet. */
export const lastDayWords: Readonly<Record<CertificateWorth['state'], string>> = {
  holds: 'Holds until',
  'ran-out': 'Held until',
  revoked: 'Granted until',
  void: 'Granted until',
}

/** "It holds until 4 December 2026; as granted until 17 November 2026." */
export function wordWorth(worth: CertificateWorth): string {
  switch (worth.state) {
    case 'void':
      return `It counts no more since ${dayInWords(worth.since)}: the decision that it rests on was withdrawn.`
    case 'revoked':
      return `It was taken back on ${dayInWords(worth.since)}.`
    case 'holds':
    case 'ran-out': {
      const says = worth.state === 'holds' ? 'It holds until' : 'It ran out after'
      const asGranted = worth.asGranted === undefined ? '' : `; as granted until ${dayInWords(worth.asGranted)}`
      return `${says} ${dayInWords(worth.until)}${asGranted}.`
    }
  }
}
