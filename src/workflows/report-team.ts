/** The people of a team on a day: where each stands, who may work which channel, who lapses soon. */
import { channelWork, type ChannelWork } from '../domain/channel-work.ts'
import { addDays, type Day } from '../domain/days.ts'
import type { JobRole, PersonId, ProgrammeId, TeamId } from '../domain/ids.ts'
import type { Lapsing } from '../domain/lapse-words.ts'
import { updateOf } from '../domain/pending-updates.ts'
import { isReady } from '../domain/standing.ts'
import type { Database } from '../../db/open.ts'
import { teamsOn, type NamedTeam } from '../../db/organisation.ts'
import { peopleByIds, peopleIn } from '../../db/people.ts'
import { currentLibrary } from '../../db/publications.ts'
import { standingsIn, type PersonStanding } from '../../db/spans.ts'

export interface TeamMember {
  readonly person: PersonId
  readonly name: string
  readonly team: NamedTeam
  readonly roles: readonly JobRole[]
  readonly away: boolean
  readonly standings: ReadonlyMap<ProgrammeId, PersonStanding>
}

export interface Lapse {
  readonly person: PersonId
  readonly name: string
  readonly programme: ProgrammeId
  /** The last day on which the person is ready, if nothing is done. */
  readonly lastReadyDay: Day
  /** Why it is the last: the certificate runs out, or an update is due. */
  readonly because: 'expiry' | 'update'
}

export interface TeamReport {
  readonly members: readonly TeamMember[]
  readonly channels: readonly ChannelWork[]
  /** Soonest first. */
  readonly lapses: readonly Lapse[]
  readonly lapsing: Lapsing
}

/** How far ahead a manager is told who lapses. */
export const lapseHorizonDays = 30

export async function reportTeam(
  db: Database,
  input: { readonly teams: readonly TeamId[]; readonly on: Day },
): Promise<TeamReport> {
  const { teams, on } = input
  const known = new Map((await teamsOn(db, on)).map((team) => [team.id, team]))
  const placed = await peopleIn(db.reader, teams, on)
  const names = await peopleByIds(
    db.reader,
    placed.map(({ person }) => person),
  )
  const standings = Map.groupBy(await standingsIn(db.reader, teams, on), (standing) => standing.person)
  const members = placed
    .flatMap(({ person, team, roles, away }): TeamMember[] => {
      const place = team === null ? undefined : known.get(team)
      if (place === undefined) return []
      const own = new Map((standings.get(person) ?? []).map((standing) => [standing.programme, standing]))
      return [{ person, name: names.get(person)?.name ?? 'Somebody erased', team: place, roles, away, standings: own }]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  const library = await currentLibrary(db)
  const order = [...(library?.curriculum.organisation.channels.keys() ?? [])]
  const channels = channelWork(
    members.map(({ person, away, team, standings: own }) => ({
      person,
      away,
      channels: team.channels,
      standings: new Map([...own].map(([programme, { kind }]) => [programme, kind])),
    })),
    library?.curriculum.programmes ?? [],
  ).toSorted((a, b) => order.indexOf(a.channel) - order.indexOf(b.channel))
  const lapses = lapsesOf(members, on)
  const standingsOf = (matches: (standing: PersonStanding) => boolean) =>
    members.flatMap((member) => [...member.standings.values()].filter(matches))
  const lapsed = standingsOf(({ kind }) => kind === 'expired')
  return {
    members,
    channels,
    lapses,
    lapsing: {
      holding: standingsOf(holdsCertificate).length,
      lapsing: lapses.length,
      lapsed: new Set(lapsed.map(({ person }) => person)).size,
      away: members.filter((member) => member.away).length,
    },
  }
}

function holdsCertificate({ kind, because }: PersonStanding): boolean {
  return isReady(kind) && 'expiresOn' in because
}

function lapsesOf(members: readonly TeamMember[], on: Day): readonly Lapse[] {
  const horizon = addDays(on, lapseHorizonDays)
  return members
    .flatMap(({ person, name, standings }) =>
      [...standings.values()].flatMap(({ programme, kind, because }): Lapse[] => {
        if (!isReady(kind) || !('expiresOn' in because)) return []
        const update = updateOf(because)
        const isSooner = update !== undefined && update.due < because.expiresOn
        const lastReadyDay = isSooner ? update.due : because.expiresOn
        if (lastReadyDay > horizon) return []
        return [{ person, name, programme, lastReadyDay, because: isSooner ? 'update' : 'expiry' }]
      }),
    )
    .toSorted((a, b) => (a.lastReadyDay < b.lastReadyDay ? -1 : 1))
}
