/** What a certificate is worth on a day, in words. */
import type { Day } from './days.ts'
import type { FactOf } from './facts.ts'
import type { ProgrammeId } from './ids.ts'

export type CertificateState = 'holds' | 'ran-out' | 'followed' | 'withdrawn'

export const certificateStateWords: Readonly<Record<CertificateState, string>> = {
  holds: 'holds',
  'ran-out': 'ran out',
  followed: 'followed by a later one',
  withdrawn: 'its programme has ended',
}

/**
 * The states of one person's certificates on a day, in the order given, the latest granted first: of a
 * programme only the latest counts, and of one that is no longer in the library none does.
 */
export function certificateStates(
  grants: readonly Pick<FactOf<'granted'>, 'programme' | 'expiresOn'>[],
  today: Day,
  isAsked: (programme: ProgrammeId) => boolean,
): readonly CertificateState[] {
  const latest = new Set<ProgrammeId>()
  return grants.map(({ programme, expiresOn }) => {
    if (latest.has(programme)) return 'followed'
    latest.add(programme)
    if (expiresOn < today) return 'ran-out'
    return isAsked(programme) ? 'holds' : 'withdrawn'
  })
}
