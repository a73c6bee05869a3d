/** What a certificate is worth on a day, in words. */
import type { Day } from './days.ts'
import { exceptionsFrom } from './exceptions.ts'
import { isKind, type FactOf, type GrantPath, type Recorded } from './facts.ts'
import { grantsFrom, termsOn, type GrantTerms, type Recount } from './grants.ts'
import type { CertificateId, ProgrammeId } from './ids.ts'

export type CertificateState = 'holds' | 'ran-out' | 'followed' | 'withdrawn' | 'revoked' | 'void'

export const certificateStateWords: Readonly<Record<CertificateState, string>> = {
  holds: 'holds',
  'ran-out': 'ran out',
  followed: 'followed by a later one',
  withdrawn: 'its programme has ended',
  revoked: 'taken back',
  void: 'void: what it rested on was withdrawn',
}

/** How it was earned, after "granted on 3 March 2026," or the like. */
export const grantPathWords: Readonly<Record<GrantPath, string>> = {
  initial: 'earned',
  renewal: 'renewed',
  'test-out': 'earned without lessons',
  manual: 'certified by hand',
}

/** What later facts made of a certificate, after its end: ": taken back"; nothing while it is as granted. */
export const certificateStateOfTerms: Readonly<Record<GrantTerms['state'], string>> = {
  'as-granted': '',
  revoked: `: ${certificateStateWords.revoked}`,
  void: `: ${certificateStateWords.void}`,
}

/** What later facts made of a certificate by a day: its end may have moved, and it may have been taken back. */
export interface CertificateOnDay {
  readonly certificate: CertificateId
  readonly programme: ProgrammeId
  readonly on: Day
  readonly expiresOn: Day
  readonly state: GrantTerms['state']
}

/** A person's certificates as they are on a day, the latest granted first. `facts` hold grants and exceptions. */
export function certificatesOn(
  facts: readonly Recorded[],
  today: Day,
  recounts: ReadonlyMap<ProgrammeId, readonly Recount[]> = new Map(),
): readonly CertificateOnDay[] {
  const exceptions = exceptionsFrom(facts)
  const granted = facts.filter((recorded) => isKind(recorded, 'granted'))
  const terms = new Map(
    [...new Set(granted.map(({ fact }) => fact.programme))].flatMap((programme) => {
      const own = exceptions.filter((one) => one.programme === programme)
      const grants = grantsFrom(granted, programme, own, recounts.get(programme))
      return grants.map((grant) => [grant.certificate, termsOn(grant, today)] as const)
    }),
  )
  return granted.toReversed().map(({ fact: { certificate, programme, on, expiresOn } }) => ({
    certificate,
    programme,
    on,
    expiresOn: terms.get(certificate)?.expiresOn ?? expiresOn,
    state: terms.get(certificate)?.state ?? 'as-granted',
  }))
}

/**
 * The states of one person's certificates on a day, in the order given, the latest granted first: of a
 * programme only the latest counts that is not void, and of one that is no longer in the library none does.
 */
export function certificateStates(
  grants: readonly (Pick<FactOf<'granted'>, 'programme' | 'expiresOn'> & { readonly state?: GrantTerms['state'] })[],
  today: Day,
  isAsked: (programme: ProgrammeId) => boolean,
): readonly CertificateState[] {
  const latest = new Set<ProgrammeId>()
  return grants.map(({ programme, expiresOn, state }) => {
    if (state === 'void') return 'void'
    if (latest.has(programme)) return 'followed'
    latest.add(programme)
    if (state === 'revoked') return 'revoked'
    if (expiresOn < today) return 'ran-out'
    return isAsked(programme) ? 'holds' : 'withdrawn'
  })
}
