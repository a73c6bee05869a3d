/** Who may work which channel on a day: those who are ready in every programme that opens it and asks them. */
import type { Programme } from './curriculum.ts'
import type { Channel, PersonId, ProgrammeId } from './ids.ts'
import { isReady } from './standing.ts'
import type { StandingKind } from './standing-words.ts'

export interface ChannelWorker {
  readonly person: PersonId
  readonly away: boolean
  /** Channels of the person's team on the day. */
  readonly channels: readonly Channel[]
  readonly standings: ReadonlyMap<ProgrammeId, StandingKind>
}

/** Why somebody may not work a channel today. */
export interface Bar {
  readonly person: PersonId
  readonly programme: ProgrammeId
  readonly kind: StandingKind
}

export interface ChannelWork {
  readonly channel: Channel
  readonly may: readonly PersonId[]
  readonly mayNot: readonly Bar[]
  readonly away: readonly PersonId[]
}

/**
 * For each channel that the people's teams serve and that some programme opens. Whom no such
 * programme asks is not meant to work the channel and is left out.
 */
export function channelWork(
  workers: readonly ChannelWorker[],
  programmes: readonly Pick<Programme, 'id' | 'opensChannels'>[],
): readonly ChannelWork[] {
  const served = new Set(workers.flatMap((worker) => worker.channels))
  return [...served].flatMap((channel): ChannelWork[] => {
    const opening = programmes.filter((programme) => programme.opensChannels.includes(channel))
    if (opening.length === 0) return []
    const may: PersonId[] = []
    const away: PersonId[] = []
    const mayNot: Bar[] = []
    for (const { person, away: isAway, channels, standings } of workers) {
      if (!channels.includes(channel)) continue
      const asked = opening.flatMap(({ id }) => {
        const kind = standings.get(id)
        return kind === undefined ? [] : [{ person, programme: id, kind }]
      })
      const bars = asked.filter(({ kind }) => !isReady(kind))
      if (asked.length === 0) continue
      if (isAway) away.push(person)
      else if (bars.length === 0) may.push(person)
      else mayNot.push(...bars)
    }
    return [{ channel, may, mayNot, away }]
  })
}
