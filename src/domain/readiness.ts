/** Readiness: the ready share of what is required, by team, programme and day. */
import type { ProgrammeId, TeamId } from './ids.ts'
import type { TeamNode } from './organisation.ts'
import { isCounted, isReady } from './standing.ts'
import type { StandingKind } from './standing-words.ts'

/** Of `required` standings, `ready` are held; `kinds` says how the people are spread. */
export interface Readiness {
  readonly ready: number
  readonly required: number
  readonly kinds: ReadonlyMap<StandingKind, number>
}

export const nothingRequired: Readiness = { ready: 0, required: 0, kinds: new Map() }

export function add(a: Readiness, b: Readiness): Readiness {
  const kinds = new Map(a.kinds)
  for (const [kind, people] of b.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + people)
  return { ready: a.ready + b.ready, required: a.required + b.required, kinds }
}

/** The readiness of all that is counted together. */
export function summed(counts: readonly Pick<Count, 'kind' | 'people'>[]): Readiness {
  const sum = newSum()
  for (const { kind, people } of counts) addKind(sum, kind, people)
  return sum
}

export interface Count {
  readonly team: TeamId | null
  readonly programme: ProgrammeId
  readonly kind: StandingKind
  readonly people: number
}

export interface TeamReadiness<Team extends TeamNode = TeamNode> {
  readonly team: Team
  /** Of the team and all teams beneath it. */
  readonly all: Readiness
  readonly byProgramme: ReadonlyMap<ProgrammeId, Readiness>
}

/**
 * The readiness of every team of a tree, each with the teams beneath it, in the order of the tree
 * (parents before their children). People are counted where they were on the day.
 */
export function rollUp<Team extends TeamNode>(
  tree: readonly Team[],
  counts: readonly Count[],
): readonly TeamReadiness<Team>[] {
  const own = Map.groupBy(counts, (count) => count.team)
  const totals = new Map<TeamId, ReadonlyMap<ProgrammeId, Sum>>()
  // Children stand after their parent, so from the end every child is done before its parent.
  for (const team of tree.toReversed()) {
    const sums = new Map<ProgrammeId, Sum>()
    for (const { programme, kind, people } of own.get(team.id) ?? []) addKind(sumIn(sums, programme), kind, people)
    for (const child of team.children) {
      for (const [programme, sum] of totals.get(child) ?? []) addSum(sumIn(sums, programme), sum)
    }
    totals.set(team.id, sums)
  }
  return tree.map((team) => {
    const byProgramme: ReadonlyMap<ProgrammeId, Readiness> = totals.get(team.id) ?? new Map<ProgrammeId, Sum>()
    const all = newSum()
    for (const readiness of byProgramme.values()) addSum(all, readiness)
    return { team, byProgramme, all }
  })
}

/** A readiness that is still being added up; with thousands of teams a new one at each step would cost too much. */
interface Sum {
  ready: number
  required: number
  readonly kinds: Map<StandingKind, number>
}

function newSum(): Sum {
  return { ready: 0, required: 0, kinds: new Map() }
}

function sumIn(sums: Map<ProgrammeId, Sum>, programme: ProgrammeId): Sum {
  const known = sums.get(programme)
  if (known !== undefined) return known
  const made = newSum()
  sums.set(programme, made)
  return made
}

function addKind(sum: Sum, kind: StandingKind, people: number): void {
  if (isReady(kind)) sum.ready += people
  if (isCounted(kind)) sum.required += people
  sum.kinds.set(kind, (sum.kinds.get(kind) ?? 0) + people)
}

function addSum(sum: Sum, { kinds }: Readiness): void {
  for (const [kind, people] of kinds) addKind(sum, kind, people)
}

/**
 * As many levels of a tree as can be looked at together, the topmost in any case. Teams further down are
 * found on the page of a team above them.
 */
export function topLevels<Entry extends { readonly team: Pick<TeamNode, 'depth'> }>(
  teams: readonly Entry[],
  atMost = 60,
): readonly Entry[] {
  const depths = teams.map(({ team }) => team.depth).toSorted((a, b) => a - b)
  const beyond = depths[atMost]
  return beyond === undefined ? teams : teams.filter(({ team }) => team.depth < Math.max(1, beyond))
}

/** The whole of several teams that do not contain one another. */
export function total(teams: readonly Pick<TeamReadiness, 'all'>[]): Readiness {
  return teams.map(({ all }) => all).reduce(add, nothingRequired)
}

/** One place that keeps readiness down: how many percentage points it costs the whole. */
export interface Pull<Team extends TeamNode = TeamNode> {
  /** The team whose own people they are; null for people outside every team. */
  readonly team: Team | null
  readonly programme: ProgrammeId
  readonly notReady: number
  readonly required: number
  /** Percentage points of the whole that clearing it would bring. */
  readonly points: number
  /** What those not ready are, most first. */
  readonly kinds: readonly { readonly kind: StandingKind; readonly people: number }[]
}

/**
 * Where most is to be won, most first, by programme. Everybody is counted once: in the team they are in
 * themselves, whether or not teams stand beneath it, and whoever is in none of `tree` outside every team.
 * So the points of all pulls are the points that the whole lacks.
 */
export function pullsOf<Team extends TeamNode>(tree: readonly Team[], counts: readonly Count[]): readonly Pull<Team>[] {
  const known = new Map(tree.map((team) => [team.id, team]))
  const places = new Map<Team | null, Map<ProgrammeId, Sum>>()
  for (const { team, programme, kind, people } of counts) {
    const place = team === null ? null : (known.get(team) ?? null)
    const sums = places.get(place) ?? new Map<ProgrammeId, Sum>()
    places.set(place, sums)
    addKind(sumIn(sums, programme), kind, people)
  }
  const all = summed(counts).required
  const pulls: Pull<Team>[] = []
  for (const [team, sums] of places) {
    for (const [programme, { ready, required, kinds: spread }] of sums) {
      const notReady = required - ready
      if (notReady === 0) continue
      const kinds = [...spread]
        .map(([kind, people]) => ({ kind, people }))
        .filter(({ kind, people }) => people > 0 && isCounted(kind) && !isReady(kind))
        .sort((a, b) => b.people - a.people)
      pulls.push({ team, programme, notReady, required, points: (100 * notReady) / all, kinds })
    }
  }
  return pulls.sort((a, b) => b.points - a.points)
}

/** Readiness on the days on which it changed, oldest first. */
export interface CoursePoint<On extends string = string> {
  readonly on: On
  readonly ready: number
  readonly required: number
}

/** The course of readiness from its state at the start and the changes since, one point for each day of change. */
export function courseOf<On extends string>(
  start: On,
  counts: readonly Pick<Count, 'kind' | 'people'>[],
  changes: readonly { readonly on: On; readonly kind: StandingKind; readonly change: number }[],
): readonly CoursePoint<On>[] {
  const first = summed(counts)
  const points: CoursePoint<On>[] = [{ on: start, ready: first.ready, required: first.required }]
  for (const { on, kind, change } of changes) {
    const last = points.at(-1) ?? { on: start, ready: 0, required: 0 }
    const next = {
      on,
      ready: last.ready + (isReady(kind) ? change : 0),
      required: last.required + (isCounted(kind) ? change : 0),
    }
    if (last.on === on) points[points.length - 1] = next
    else points.push(next)
  }
  return points
}
