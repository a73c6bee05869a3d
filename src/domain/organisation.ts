/** Teams and people through time, derived from dated facts. */
import { overlap, timelineOf, valueOn, type Day, type Holding, type Stretch } from './days.ts'
import type { DatedFact, Fact, FactOf, Recorded } from './facts.ts'
import type { Branch, Channel, JobRole, PersonId, TeamId } from './ids.ts'

export interface TeamHistory {
  readonly id: TeamId
  readonly open: readonly Holding<boolean>[]
  readonly parent: readonly Holding<TeamId | null>[]
  readonly branch: readonly Holding<Branch | null>[]
  readonly channels: readonly Holding<readonly Channel[]>[]
  readonly managers: readonly Holding<readonly PersonId[]>[]
}

export type OrganisationHistory = ReadonlyMap<TeamId, TeamHistory>

export const teamFactKinds = ['team-open', 'team-parent', 'team-branch', 'team-channels', 'team-managers'] as const
type TeamFact = FactOf<(typeof teamFactKinds)[number]>

export function organisationHistory(facts: readonly Recorded<TeamFact>[]): OrganisationHistory {
  const byTeam = Map.groupBy(facts, (recorded) => recorded.fact.team)
  return new Map(
    [...byTeam].map(([id, own]): [TeamId, TeamHistory] => [
      id,
      {
        id,
        open: words(own, 'team-open', (fact) => fact.open),
        parent: words(own, 'team-parent', (fact) => fact.parent),
        branch: words(own, 'team-branch', (fact) => fact.branch),
        channels: words(own, 'team-channels', (fact) => fact.channels),
        managers: words(own, 'team-managers', (fact) => fact.managers),
      },
    ]),
  )
}

function words<Kind extends DatedFact['kind'], T>(
  facts: readonly Recorded[],
  kind: Kind,
  value: (fact: FactOf<Kind>) => T,
): Holding<T>[] {
  const dated = facts.flatMap(({ fact }) => (isDated(fact, kind) ? [{ from: fact.from, value: value(fact) }] : []))
  return timelineOf(dated)
}

function isDated<Kind extends DatedFact['kind']>(
  fact: Fact,
  kind: Kind,
): fact is FactOf<Kind> & { readonly from: Day } {
  return fact.kind === kind
}

export interface TeamOnDay {
  readonly id: TeamId
  readonly open: boolean
  readonly parent: TeamId | null
  readonly branch: Branch | null
  readonly channels: readonly Channel[]
  readonly managers: readonly PersonId[]
}

/** A team as it stood on a day; undefined for an unknown team. A team not yet opened is not open. */
export function teamOn(history: OrganisationHistory, team: TeamId, on: Day): TeamOnDay | undefined {
  const own = history.get(team)
  if (own === undefined) return undefined
  return {
    id: team,
    open: valueOn(own.open, on) ?? false,
    parent: valueOn(own.parent, on) ?? null,
    branch: valueOn(own.branch, on) ?? null,
    channels: valueOn(own.channels, on) ?? [],
    managers: valueOn(own.managers, on) ?? [],
  }
}

export interface TeamNode extends TeamOnDay {
  readonly depth: number
  readonly children: readonly TeamId[]
}

/**
 * The teams open on a day, each parent before its children, siblings in the order of their ids.
 * A team whose parent is closed that day stands at the top, so that nobody falls out of sight.
 */
export function teamTree(history: OrganisationHistory, on: Day): readonly TeamNode[] {
  const open = [...history.keys()].flatMap((id) => {
    const team = teamOn(history, id, on)
    return team?.open ? [team] : []
  })
  const ids = new Set(open.map((team) => team.id))
  const under = Map.groupBy(open, (team) => (team.parent !== null && ids.has(team.parent) ? team.parent : null))
  const placed = new Set<TeamId>()
  const walk = (parent: TeamId | null, depth: number): TeamNode[] =>
    (under.get(parent) ?? [])
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((team) => {
        if (placed.has(team.id)) return []
        placed.add(team.id)
        const children = (under.get(team.id) ?? []).map((child) => child.id)
        return [{ ...team, depth, children }, ...walk(team.id, depth + 1)]
      })
  return walk(null, 0)
}

/** A team and every team beneath it on a day. */
export function descendantsOf(history: OrganisationHistory, team: TeamId, on: Day): readonly TeamId[] {
  const tree = teamTree(history, on)
  const start = tree.findIndex((node) => node.id === team)
  const root = tree[start]
  if (root === undefined) return []
  const rest = tree.slice(start + 1)
  const end = rest.findIndex((node) => node.depth <= root.depth)
  return [team, ...(end === -1 ? rest : rest.slice(0, end)).map((node) => node.id)]
}

/** Who leads which teams on a day: a manager leads the team and all beneath it. */
export function leadersOn(history: OrganisationHistory, on: Day): ReadonlyMap<PersonId, ReadonlySet<TeamId>> {
  const led = new Map<PersonId, Set<TeamId>>()
  const above: (readonly PersonId[])[] = []
  for (const team of teamTree(history, on)) {
    above.length = team.depth
    above.push(team.managers)
    for (const person of above.flat()) {
      const teams = led.get(person) ?? new Set<TeamId>()
      led.set(person, teams.add(team.id))
    }
  }
  return led
}

/** One person's working life, from the person's own facts. */
export interface PersonHistory {
  readonly employed: readonly Holding<boolean>[]
  readonly away: readonly Holding<boolean>[]
  readonly team: readonly Holding<TeamId | null>[]
  readonly roles: readonly Holding<readonly JobRole[]>[]
  readonly lineManager: readonly Holding<PersonId | null>[]
}

export function personHistory(facts: readonly Recorded<Fact>[]): PersonHistory {
  return {
    employed: words(facts, 'employment', (fact) => fact.employed),
    away: words(facts, 'leave', (fact) => fact.away),
    team: words(facts, 'membership', (fact) => fact.team),
    roles: words(facts, 'job-roles', (fact) => fact.roles),
    lineManager: words(facts, 'line-manager', (fact) => fact.manager),
  }
}

/** Where an employed person works over some days: nothing about it changes within the stretch. */
export interface Posting extends Stretch {
  readonly team: TeamId | null
  readonly roles: readonly JobRole[]
  readonly away: boolean
}

/** Employment, leave, team and roles laid over each other; days without employment are left out. */
export function postingsOf(history: PersonHistory): readonly Posting[] {
  const employed = history.employed.filter((stretch) => stretch.value)
  const pieces = employed.flatMap((stretch) => cut(stretch, [history.away, history.team, history.roles]))
  return joined(
    pieces.map((piece) => ({
      ...piece,
      team: valueOn(history.team, piece.from) ?? null,
      roles: valueOn(history.roles, piece.from) ?? [],
      away: valueOn(history.away, piece.from) ?? false,
    })),
    (a, b) => a.team === b.team && a.away === b.away && sameList(a.roles, b.roles),
  )
}

/** A posting with what its team had on those days, which is what an audience asks about. */
export interface Profile extends Posting {
  readonly channels: readonly Channel[]
  readonly branch: Branch | null
}

export function profilesOf(postings: readonly Posting[], organisation: OrganisationHistory): readonly Profile[] {
  return postings.flatMap((posting): Profile[] => {
    const team = posting.team === null ? undefined : organisation.get(posting.team)
    if (team === undefined) return [{ ...posting, channels: [], branch: null }]
    return cut(posting, [team.channels, team.branch]).map((piece) => ({
      ...posting,
      ...piece,
      channels: valueOn(team.channels, piece.from) ?? [],
      branch: valueOn(team.branch, piece.from) ?? null,
    }))
  })
}

/** Cuts a stretch wherever one of the histories changes within it; nearly always there is nothing to cut. */
export function cut(stretch: Stretch, histories: readonly (readonly Stretch[])[]): readonly Stretch[] {
  const edges: Day[] = []
  for (const history of histories) {
    for (const { from, to } of history) {
      if (stretch.from < from && from < stretch.to) edges.push(from)
      if (stretch.from < to && to < stretch.to) edges.push(to)
    }
  }
  if (edges.length === 0) return [{ from: stretch.from, to: stretch.to }]
  const starts = [stretch.from, ...new Set(edges)].toSorted()
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? stretch.to }))
}

/** Joins neighbours that touch and say the same. */
export function joined<T extends Stretch>(stretches: readonly T[], same: (a: T, b: T) => boolean): readonly T[] {
  const result: T[] = []
  for (const stretch of stretches) {
    const last = result.at(-1)
    if (last !== undefined && last.to === stretch.from && same(last, stretch))
      result[result.length - 1] = { ...last, to: stretch.to }
    else result.push(stretch)
  }
  return result
}

/** The days on which a person is away, of those employed. */
export function absencesOf(postings: readonly Posting[]): readonly Stretch[] {
  return joined(
    postings.filter((posting) => posting.away).map(({ from, to }) => ({ from, to })),
    () => true,
  )
}

/** Days of a stretch that fall within others; `others` do not overlap each other. */
export function sharedStretches(stretch: Stretch, others: readonly Stretch[]): readonly Stretch[] {
  return others.flatMap((other) => overlap(stretch, other) ?? [])
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
