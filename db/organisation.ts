/** The organisation through time, read from the ledger and kept until a team fact is added. */
import { desc, eq, inArray } from 'drizzle-orm'
import { turningDays } from '../src/domain/dated-words.ts'
import { day, type Day } from '../src/domain/days.ts'
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

interface KnownNames {
  readonly head: string
  readonly names: ReadonlyMap<TeamId, TeamNames>
  /** The place of each team among all, by name. */
  readonly places: ReadonlyMap<TeamId, number>
}

/** A team is named by a fact that holds a hash of the name, so the newest of them says whether any name is another. */
const newestName = prepared((ask) =>
  ask
    .select({ hash: facts.hash })
    .from(facts)
    .where(eq(facts.kind, 'team-recorded'))
    .orderBy(desc(facts.sequence))
    .limit(1)
    .prepare(),
)

async function namesOf(db: Database): Promise<KnownNames> {
  const head = (await newestName(db.reader).get())?.hash ?? ''
  const cache = keep<KnownNames>(db, 'team-names')
  const cached = cache.get()
  if (cached?.head === head) return cached
  const names = await teamNames(db.reader)
  const compare = new Intl.Collator('en').compare
  const inOrder = [...names].toSorted(([, a], [, b]) => compare(a.name, b.name))
  const known = { head, names, places: new Map(inOrder.map(([team], place) => [team, place])) }
  cache.set(known)
  return known
}

export async function teamNames(ask: Ask): Promise<ReadonlyMap<TeamId, TeamNames>> {
  const rows = await ask.select({ id: teams.id, name: teams.name, purpose: teams.purpose }).from(teams)
  return new Map(rows.map(({ id, name, purpose }) => [as<TeamId>(id), { name, purpose }]))
}

export type NamedTeam = TeamNode & TeamNames

interface KnownTrees {
  readonly history: OrganisationHistory
  readonly names: KnownNames
  /** The days on which any team changes, in order. */
  readonly turns: readonly Day[]
  /** By the last such day that is not later. */
  readonly trees: Map<Day | undefined, readonly NamedTeam[]>
}

const mostTrees = 12

/** The teams open on a day, parents before children, siblings by name. */
export async function teamsOn(db: Database, on: Day): Promise<readonly NamedTeam[]> {
  const [history, names] = [await organisationOf(db), await namesOf(db)]
  const cache = keep<KnownTrees>(db, 'team-trees')
  const cached = cache.get()
  const known =
    cached?.history === history && cached.names === names
      ? cached
      : { history, names, turns: turnsOf(history), trees: new Map<Day | undefined, readonly NamedTeam[]>() }
  cache.set(known)
  const since = known.turns.findLast((turn) => turn <= on)
  const tree = known.trees.get(since) ?? treeOn(known, on)
  // The one asked for last is forgotten last.
  known.trees.delete(since)
  known.trees.set(since, tree)
  for (const oldest of known.trees.keys()) {
    if (known.trees.size <= mostTrees) break
    known.trees.delete(oldest)
  }
  return tree
}

function turnsOf(history: OrganisationHistory): readonly Day[] {
  const timelines = [...history.values()].flatMap(({ open, parent, branch, channels, managers }) => [
    open,
    parent,
    branch,
    channels,
    managers,
  ])
  return turningDays(timelines, longAgo)
}

/** Earlier than anything recorded. */
const longAgo = day('0001-01-01')

function treeOn({ history, names: { names, places } }: KnownTrees, on: Day): readonly NamedTeam[] {
  const named = teamTree(history, on).map((team): NamedTeam => ({
    ...team,
    ...(names.get(team.id) ?? { name: team.id, purpose: '' }),
  }))
  const under = Map.groupBy(named, (team) => (team.depth === 0 ? null : team.parent))
  const placeOf = ({ id }: NamedTeam) => places.get(id) ?? places.size
  const walk = (parent: TeamId | null): NamedTeam[] =>
    (under.get(parent) ?? []).toSorted((a, b) => placeOf(a) - placeOf(b)).flatMap((team) => [team, ...walk(team.id)])
  return walk(null)
}
