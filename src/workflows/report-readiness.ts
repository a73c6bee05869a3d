/** Readiness of teams by programmes on any day, as pages and the command line show it. */
import { addMonths, type Day } from '../domain/days.ts'
import type { ProgrammeId, TeamId } from '../domain/ids.ts'
import {
  courseOf,
  add,
  pullsOf,
  rollUp,
  summed,
  total,
  type Count,
  type CoursePoint,
  type Pull,
  type Readiness,
  type TeamReadiness,
} from '../domain/readiness.ts'
import type { Database } from '../../db/open.ts'
import { teamsOn, type NamedTeam } from '../../db/organisation.ts'
import { headCounts } from '../../db/people.ts'
import { currentLibrary, publicationDays, ruleHistories } from '../../db/publications.ts'
import { changesBetween, countsOn, type DailyCount } from '../../db/readiness.ts'
import { countUnsettled } from '../../db/unsettled.ts'
import { todayIn } from './today-in.ts'

/** Whose teams are asked about: everybody's, or those the asker leads today. */
export type Scope = 'everybody' | ReadonlySet<TeamId>

export interface ReadinessReport {
  readonly on: Day
  readonly today: Day
  readonly targetPercent: number
  readonly programmes: readonly { readonly id: ProgrammeId; readonly title: string }[]
  /** Parents before their children; depth counts from the topmost team within the scope. */
  readonly teams: readonly (TeamReadiness<NamedTeam> & { readonly people: number })[]
  readonly whole: Readiness
  /** People outside every team; only for a scope of everybody. */
  readonly withoutTeam: Readiness
  /** Of everybody in the scope, by programme. */
  readonly byProgramme: ReadonlyMap<ProgrammeId, Readiness>
  readonly pulls: readonly Pull<NamedTeam>[]
  readonly course: readonly CoursePoint<Day>[]
  readonly courseFrom: Day
  readonly courseTo: Day
  readonly publications: readonly { readonly number: number; readonly on: Day }[]
  /** People whose standings are being rewritten, so that figures may still move. */
  readonly catchingUp: number
}

/** The course is drawn this far back and ahead of the day asked about. */
const monthsBack = 9
const monthsAhead = 3

export async function reportReadiness(
  db: Database,
  input: { readonly on: Day; readonly scope: Scope; readonly within?: TeamId },
  now: Temporal.Instant,
): Promise<ReadinessReport> {
  const { on, scope, within } = input
  const library = await currentLibrary(db)
  const tree = narrowed(await teamsOn(db, on), scope, within)
  const ids = scope === 'everybody' && within === undefined ? undefined : tree.map((team) => team.id)
  const counts = await countsOn(db.reader, on, ids)
  const heads = await headCounts(db.reader, on, ids)
  const rolled = rollUp(tree, counts)
  const people = headsBeneath(tree, heads)
  const teams = rolled.map((entry) => ({ ...entry, people: people.get(entry.team.id) ?? 0 }))
  const inSight = new Set(tree.map((team) => team.id))
  const withoutTeam = summed(counts.filter((count) => count.team === null || !inSight.has(count.team)))
  const whole = add(total(rolled.filter(({ team }) => team.depth === 0)), withoutTeam)
  const courseFrom = addMonths(on, -monthsBack)
  const courseTo = addMonths(on, monthsAhead)
  const asked = new Set(counts.map((count) => count.programme))
  const current = library?.curriculum.programmes ?? []
  // A programme that a later publication left out keeps the last title it had.
  const rules = await ruleHistories(db, db.reader)
  return {
    on,
    today: await todayIn(db, now),
    targetPercent: library?.curriculum.organisation.readinessTargetPercent ?? 95,
    programmes: [
      ...current.map(({ id, title }) => ({ id, title })),
      ...[...asked]
        .filter((id) => !current.some((known) => known.id === id))
        .map((id) => ({ id, title: rules.get(id)?.at(-1)?.value.title ?? id })),
    ],
    teams,
    whole,
    withoutTeam,
    byProgramme: new Map(
      [...Map.groupBy(counts, (count) => count.programme)].map(([programme, own]) => [programme, summed(own)]),
    ),
    pulls: pullsOf(tree, counts),
    course: courseAround(counts, on, courseFrom, await changesBetween(db.reader, courseFrom, courseTo, ids)),
    courseFrom,
    courseTo,
    publications: await publicationDays(db.reader),
    catchingUp: await countUnsettled(db.reader),
  }
}

/** The course from an earlier day on: the counts of a day between, less what changed up to it, are its start. */
function courseAround(
  counts: readonly Count[],
  on: Day,
  from: Day,
  changes: readonly DailyCount[],
): readonly CoursePoint<Day>[] {
  const before = changes.filter((change) => change.on <= on).map(({ kind, change }) => ({ kind, people: -change }))
  return courseOf(from, [...counts, ...before], changes)
}

/** The part of the tree within the scope, beneath one team if asked, with depths counted anew. */
function narrowed(tree: readonly NamedTeam[], scope: Scope, within: TeamId | undefined): readonly NamedTeam[] {
  const kept = new Map<TeamId, number>()
  return tree.flatMap((team) => {
    const parentDepth = team.parent === null ? undefined : kept.get(team.parent)
    const isInScope = scope === 'everybody' || scope.has(team.id)
    const isWithin = within === undefined || team.id === within || parentDepth !== undefined
    if (!isInScope || !isWithin) return []
    const depth = parentDepth === undefined ? 0 : parentDepth + 1
    kept.set(team.id, depth)
    return [{ ...team, depth, children: team.children.filter((child) => scope === 'everybody' || scope.has(child)) }]
  })
}

function headsBeneath(
  tree: readonly NamedTeam[],
  heads: ReadonlyMap<TeamId | null, number>,
): ReadonlyMap<TeamId, number> {
  const sums = new Map<TeamId, number>()
  for (const team of tree.toReversed()) {
    const beneath = team.children.reduce((sum, child) => sum + (sums.get(child) ?? 0), 0)
    sums.set(team.id, (heads.get(team.id) ?? 0) + beneath)
  }
  return sums
}
