/** The organisation through time, read from the ledger and kept until a team fact is added. */
import { desc, inArray } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type PersonId, type TeamId } from '../src/domain/ids.ts'
import {
  leadersOn,
  organisationHistory,
  teamFactKinds,
  teamTree,
  type OrganisationHistory,
  type TeamNode,
} from '../src/domain/organisation.ts'
import { keep } from './kept.ts'
import { factsOfKind } from './ledger.ts'
import { prepared, type Ask, type Database } from './open.ts'
import { facts, teams } from './schema.ts'

interface KnownOrganisation {
  readonly head: string
  readonly history: OrganisationHistory
}

/** Asked for every page. */
const newestTeamFact = prepared((ask) =>
  ask
    .select({ hash: facts.hash })
    .from(facts)
    .where(inArray(facts.kind, [...teamFactKinds]))
    .orderBy(desc(facts.sequence))
    .limit(1)
    .prepare(),
)

/**
 * Every team's dated words. Inside a transaction pass it as `ask`, so that facts just recorded are
 * seen; the cache goes by the hash of the newest team fact, so a rolled-back fact is never believed.
 */
export async function organisationOf(db: Database, ask: Ask = db.reader): Promise<OrganisationHistory> {
  const newest = await newestTeamFact(ask).get()
  const head = newest?.hash ?? ''
  const cache = keep<KnownOrganisation>(db, 'organisation')
  const cached = cache.get()
  if (cached?.head === head) return cached.history
  const history = organisationHistory(await factsOfKind(ask, teamFactKinds))
  cache.set({ head, history })
  return history
}

interface KnownLeaders {
  readonly history: OrganisationHistory
  readonly on: Day
  readonly leaders: ReturnType<typeof leadersOn>
}

/** The teams a person leads on a day. Asked for every page, so the last day asked about is kept. */
export async function teamsLedBy(db: Database, person: PersonId, on: Day): Promise<ReadonlySet<TeamId>> {
  const history = await organisationOf(db)
  const cache = keep<KnownLeaders>(db, 'leaders')
  const cached = cache.get()
  const known =
    cached?.history === history && cached.on === on ? cached : { history, on, leaders: leadersOn(history, on) }
  cache.set(known)
  return known.leaders.get(person) ?? nobody
}

const nobody: ReadonlySet<TeamId> = new Set()

export interface TeamNames {
  readonly name: string
  readonly purpose: string
}

export async function teamNames(ask: Ask): Promise<ReadonlyMap<TeamId, TeamNames>> {
  const rows = await ask.select({ id: teams.id, name: teams.name, purpose: teams.purpose }).from(teams)
  return new Map(rows.map(({ id, name, purpose }) => [as<TeamId>(id), { name, purpose }]))
}

export type NamedTeam = TeamNode & TeamNames

/** The teams open on a day, parents before children, siblings by name. */
export async function teamsOn(db: Database, on: Day): Promise<readonly NamedTeam[]> {
  const [history, names] = [await organisationOf(db), await teamNames(db.reader)]
  const named = teamTree(history, on).map((team): NamedTeam => ({
    ...team,
    ...(names.get(team.id) ?? unnamed(team.id)),
  }))
  const under = Map.groupBy(named, (team) => (team.depth === 0 ? null : team.parent))
  const walk = (parent: TeamId | null): NamedTeam[] =>
    (under.get(parent) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      .flatMap((team) => [team, ...walk(team.id)])
  return walk(null)
}

function unnamed(id: TeamId): TeamNames {
  return { name: id, purpose: '' }
}
