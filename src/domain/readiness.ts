/** Readiness: the ready share of what is required, by team, programme and day. */
import { as, type ProgrammeId, type TeamId } from './ids.ts'
import type { TeamNode } from './organisation.ts'
import { isCounted, isReady } from './standing.ts'
import { standingKinds, type StandingKind } from './standing-words.ts'

/** Of `required` standings, `ready` are held; `kinds` says how the people are spread. */
export interface Readiness {
  readonly ready: number
  readonly required: number
  readonly kinds: ReadonlyMap<StandingKind, number>
}

export const nothingRequired: Readiness = { ready: 0, required: 0, kinds: new Map() }

/** The readiness of all that is counted together. */
export function summed(counts: Iterable<Pick<Count, 'kind' | 'people'>>): Readiness {
  const people = new Int32Array(kindsEach)
  for (const count of counts) add(people, kindPlaces[count.kind], count.people)
  return readinessFrom(people)
}

export interface Count {
  readonly team: TeamId | null
  readonly programme: ProgrammeId
  readonly kind: StandingKind
  readonly people: number
}

/** The place of each kind among all. */
const kindPlaces = Object.fromEntries(standingKinds.map((kind, place) => [kind, place])) as Readonly<
  Record<StandingKind, number>
>
const kindsEach = standingKinds.length
const readyPlaces = standingKinds.map(isReady)
const countedPlaces = standingKinds.map(isCounted)

function add(numbers: Int32Array, place: number, people: number): void {
  numbers[place] = (numbers[place] ?? 0) + people
}

/** Adds the kinds that begin at one place to those that begin at another. */
function addKinds(to: Int32Array, toStart: number, from: Int32Array, fromStart: number): void {
  for (let place = 0; place < kindsEach; place += 1) add(to, toStart + place, from[fromStart + place] ?? 0)
}

/** The readiness of the kinds that begin at a place. */
function readinessFrom(numbers: Int32Array, start = 0): Readiness {
  let [ready, required] = [0, 0]
  const kinds = new Map<StandingKind, number>()
  for (const [place, kind] of standingKinds.entries()) {
    const people = numbers[start + place] ?? 0
    if (people === 0) continue
    if (readyPlaces[place] === true) ready += people
    if (countedPlaces[place] === true) required += people
    kinds.set(kind, people)
  }
  return { ready, required, kinds }
}

/**
 * How many people of each kind there are in each programme, by the team they are in themselves. With
 * thousands of teams these are a hundred thousand numbers, so they are kept as numbers: objects for each
 * would take longer to make, and to clear away, than all that is asked of them.
 */
export class Counts implements Iterable<Count> {
  readonly programmes: ProgrammeId[] = []
  /** Of each programme the people of every team, kind by kind; the teams in the order of `teams`. */
  readonly numbers: Int32Array[] = []
  readonly teams: (TeamId | null)[] = []
  readonly #places = new Map<string, number>()
  readonly #mostTeams: number

  /** Of so many teams at most. */
  constructor(mostTeams: number) {
    this.#mostTeams = mostTeams
  }

  static of(counts: readonly Count[]): Counts {
    const teams = [...new Set(counts.map(({ team }) => team))]
    const all = new Counts(teams.length)
    const starts = new Map(teams.map((team) => [team, all.begin(team)]))
    for (const { team, programme, kind, people } of counts)
      all.add(all.placeOf(programme), starts.get(team) ?? 0, kind, people)
    return all
  }

  /** The place of a programme, for `add`. */
  placeOf(programme: string): number {
    const known = this.#places.get(programme)
    if (known !== undefined) return known
    const place = this.programmes.length
    this.programmes.push(as<ProgrammeId>(programme))
    this.numbers.push(new Int32Array(this.#mostTeams * kindsEach))
    this.#places.set(programme, place)
    return place
  }

  /** Where the numbers of a further team begin, for `add`; each team is begun once. */
  begin(team: TeamId | null): number {
    return kindsEach * (this.teams.push(team) - 1)
  }

  add(programme: number, start: number, kind: StandingKind, people: number): void {
    const numbers = this.numbers[programme]
    if (numbers !== undefined) add(numbers, start + kindPlaces[kind], people)
  }

  /** Of the teams whose own people are asked about, by programme. */
  together(isAsked: (team: TeamId | null) => boolean = () => true): ReadonlyMap<ProgrammeId, Readiness> {
    const found = new Map<ProgrammeId, Readiness>()
    for (const [place, numbers] of this.numbers.entries()) {
      const sum = new Int32Array(kindsEach)
      for (const [row, team] of this.teams.entries()) if (isAsked(team)) addKinds(sum, 0, numbers, row * kindsEach)
      addReadiness(found, this.programmes[place], readinessFrom(sum))
    }
    return found
  }

  *[Symbol.iterator](): Iterator<Count> {
    for (const [row, team] of this.teams.entries()) {
      for (const [at, programme] of this.programmes.entries()) {
        for (const [place, kind] of standingKinds.entries()) {
          const people = this.numbers[at]?.[row * kindsEach + place] ?? 0
          if (people !== 0) yield { team, programme, kind, people }
        }
      }
    }
  }
}

function addReadiness(
  found: Map<ProgrammeId, Readiness>,
  programme: ProgrammeId | undefined,
  readiness: Readiness,
): void {
  if (programme !== undefined && readiness.kinds.size > 0) found.set(programme, readiness)
}

export interface TeamReadiness<Team extends TeamNode = TeamNode> {
  readonly team: Team
  /** How many work in the team and in all teams beneath it. */
  readonly people: number
  /** Of the team and all teams beneath it. */
  readonly all: Readiness
  readonly byProgramme: ReadonlyMap<ProgrammeId, Readiness>
}

/** Added up for every team, but said by programmes and kinds only of those that are looked at. */
class RolledUp<Team extends TeamNode> implements TeamReadiness<Team> {
  readonly team: Team
  readonly people: number
  readonly #programmes: readonly ProgrammeId[]
  readonly #numbers: readonly Int32Array[]
  readonly #start: number

  constructor(
    team: Team,
    people: number,
    programmes: readonly ProgrammeId[],
    numbers: readonly Int32Array[],
    start: number,
  ) {
    this.team = team
    this.people = people
    this.#programmes = programmes
    this.#numbers = numbers
    this.#start = start
  }

  get byProgramme(): ReadonlyMap<ProgrammeId, Readiness> {
    const found = new Map<ProgrammeId, Readiness>()
    for (const [place, numbers] of this.#numbers.entries())
      addReadiness(found, this.#programmes[place], readinessFrom(numbers, this.#start))
    return found
  }

  get all(): Readiness {
    return total(this.#numbers.map((numbers) => readinessFrom(numbers, this.#start)))
  }
}

/**
 * The readiness of every team of a tree, each with the teams beneath it, in the order of the tree
 * (parents before their children). People are counted where they were on the day; `heads` says how many
 * work in each team itself.
 */
export function rollUp<Team extends TeamNode>(
  tree: readonly Team[],
  counts: Counts,
  heads: ReadonlyMap<TeamId | null, number> = new Map(),
): readonly TeamReadiness<Team>[] {
  const people = tree.map(({ id }) => heads.get(id) ?? 0)
  const places = new Map<TeamId | null, number>(tree.map(({ id }, place) => [id, place]))
  const rows = new Map(counts.teams.map((team, row) => [team, row]))
  const numbers = counts.numbers.map(() => new Int32Array(tree.length * kindsEach))
  // Children stand after their parent, so from the end every child is done before its parent.
  for (let place = tree.length - 1; place >= 0; place -= 1) {
    const team = tree[place]
    const row = team && rows.get(team.id)
    const beneath = team?.children.flatMap((child) => places.get(child) ?? []) ?? []
    for (const [programme, sums] of numbers.entries()) {
      const own = counts.numbers[programme]
      if (own !== undefined && row !== undefined) addKinds(sums, place * kindsEach, own, row * kindsEach)
      for (const child of beneath) addKinds(sums, place * kindsEach, sums, child * kindsEach)
    }
    for (const child of beneath) people[place] = (people[place] ?? 0) + (people[child] ?? 0)
  }
  return tree.map(
    (team, place) => new RolledUp(team, people[place] ?? 0, counts.programmes, numbers, place * kindsEach),
  )
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

/** The whole of what is counted apart. */
export function total(parts: Iterable<Readiness>): Readiness {
  let [ready, required] = [0, 0]
  const kinds = new Map<StandingKind, number>()
  for (const part of parts) {
    ready += part.ready
    required += part.required
    for (const [kind, people] of part.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + people)
  }
  return { ready, required, kinds }
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
export function pullsOf<Team extends TeamNode>(tree: readonly Team[], counts: Counts): readonly Pull<Team>[] {
  const known = new Map<TeamId | null, Team>(tree.map((team) => [team.id, team]))
  const places = counts.teams.map((team) => known.get(team) ?? null)
  const all = total(counts.together().values()).required
  const pulls: Pull<Team>[] = []
  for (const [at, programme] of counts.programmes.entries()) {
    const numbers = counts.numbers[at] ?? new Int32Array()
    const outside = new Int32Array(kindsEach)
    for (const [row, team] of places.entries()) {
      if (team === null) addKinds(outside, 0, numbers, row * kindsEach)
      else addPull(pulls, { team, programme, all, numbers, start: row * kindsEach })
    }
    addPull(pulls, { team: null, programme, all, numbers: outside, start: 0 })
  }
  return pulls.sort((a, b) => b.points - a.points)
}

interface PullAt<Team extends TeamNode> {
  readonly team: Team | null
  readonly programme: ProgrammeId
  readonly all: number
  readonly numbers: Int32Array
  readonly start: number
}

function addPull<Team extends TeamNode>(pulls: Pull<Team>[], pull: PullAt<Team>): void {
  let [notReady, required] = [0, 0]
  for (let place = 0; place < kindsEach; place += 1) {
    if (countedPlaces[place] !== true) continue
    const people = pull.numbers[pull.start + place] ?? 0
    required += people
    if (readyPlaces[place] !== true) notReady += people
  }
  if (notReady > 0) pulls.push(new PullBy(pull, notReady, required))
}

/** There are thousands, of which a few are looked at: only then is said what their people are. */
class PullBy<Team extends TeamNode> implements Pull<Team> {
  readonly team: Team | null
  readonly programme: ProgrammeId
  readonly notReady: number
  readonly required: number
  readonly points: number
  readonly #at: PullAt<Team>

  constructor(at: PullAt<Team>, notReady: number, required: number) {
    this.team = at.team
    this.programme = at.programme
    this.notReady = notReady
    this.required = required
    this.points = (100 * notReady) / at.all
    this.#at = at
  }

  get kinds(): Pull['kinds'] {
    return [...readinessFrom(this.#at.numbers, this.#at.start).kinds]
      .map(([kind, people]) => ({ kind, people }))
      .filter(({ kind, people }) => people > 0 && isCounted(kind) && !isReady(kind))
      .sort((a, b) => b.people - a.people)
  }
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
  counts: Iterable<Pick<Count, 'kind' | 'people'>>,
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
