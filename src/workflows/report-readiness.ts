/** Readiness of teams by programmes on any day, as pages and the command line show it. */
import { addMonths, type Day } from '../domain/days.ts'
import type { ProgrammeId, TeamId } from '../domain/ids.ts'
import {
  courseOf,
  pullsOf,
  rollUp,
  total,
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
  readonly teams: readonly TeamReadiness<NamedTeam>[]
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
  const inSight = new Set(tree.map((team) => team.id))
  const byProgramme = counts.together()
  const whole = total(byProgramme.values())
  const courseFrom = addMonths(on, -monthsBack)
  const courseTo = addMonths(on, monthsAhead)
  const current = library?.curriculum.programmes ?? []
  // A programme that a later publication left out keeps the last title it had.
  const rules = await ruleHistories(db, db.reader)
  return {
    on,
    today: await todayIn(db, now),
    targetPercent: library?.curriculum.organisation.readinessTargetPercent ?? 95,
    programmes: [
      ...current.map(({ id, title }) => ({ id, title })),
      ...[...byProgramme.keys()]
        .filter((id) => !current.some((known) => known.id === id))
        .map((id) => ({ id, title: rules.get(id)?.at(-1)?.value.title ?? id })),
    ],
    teams: rollUp(tree, counts, await headCounts(db.reader, on, ids)),
    whole,
    withoutTeam: total(counts.together((team) => team === null || !inSight.has(team)).values()),
    byProgramme,
    pulls: pullsOf(tree, counts),
    course: courseAround(whole, on, courseFrom, await changesBetween(db.reader, courseFrom, courseTo, ids)),
    courseFrom,
    courseTo,
    publications: await publicationDays(db.reader),
    catchingUp: await countUnsettled(db.reader),
  }
}

/** The course from an earlier day on: the counts of a day between, less what changed up to it, are its start. */
function courseAround(
  { kinds }: Readiness,
  on: Day,
  from: Day,
  changes: readonly DailyCount[],
): readonly CoursePoint<Day>[] {
  const before = changes.filter((change) => change.on <= on).map(({ kind, change }) => ({ kind, people: -change }))
  const then = [...kinds].map(([kind, people]) => ({ kind, people }))
  return courseOf(from, [...then, ...before], changes)
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
