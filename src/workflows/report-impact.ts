/**
 * What publishing a content folder today would do, before anything lands. It writes nothing. The answer is
 * worked out once for a folder's content, the publication in force and the day, and kept.
 */
import { setImmediate as giveWay, setTimeout as passing } from 'node:timers/promises'
import {
  becameStale,
  coverageLost,
  scenariosBecomeStale,
  type CoverageLost,
  type StaleQuestion,
  type StaleScenario,
} from '../curriculum/content-impact.ts'
import type { FolderRead } from '../curriculum/for-publication.ts'
import type { WasIs } from '../domain/clause-difference.ts'
import { standingLines, type LockLine } from '../domain/clause-lock.ts'
import { programmesChanged } from '../domain/coming-publication.ts'
import type { Clause, Notice } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import type { ClauseChange } from '../domain/facts.ts'
import { pin, type ClauseId, type ProgrammeId } from '../domain/ids.ts'
import { askedBy, type KeyDay } from '../domain/impact.ts'
import type { ImpactByTeam, TimedImpact } from '../domain/impact-by-team.ts'
import { libraryOf, type Library } from '../domain/library.ts'
import { programmeTerms } from '../domain/programme-changes.ts'
import { isValidityChanged, type IdleRecount } from '../domain/recounts.ts'
import { replayOf } from '../domain/replays.ts'
import { changesBetween, type PublicationChanges } from '../domain/publication-changes.ts'
import { settingOn, withDefaults } from '../domain/settings.ts'
import { headOfLedger } from '../../db/ledger.ts'
import { keep } from '../../db/kept.ts'
import type { Database } from '../../db/open.ts'
import type { NamedTeam } from '../../db/organisation.ts'
import { currentLibrary } from '../../db/publications.ts'
import { settingHistories } from '../../db/settings.ts'
import { foreseePeople, type ProgrammeForeseen } from './foresee-people.ts'
import { planPublication, type Plan } from './plan-publication.ts'
import { publicationDay } from './publication-day.ts'
import { wordUnpublished } from './publish-folder.ts'
import { reportProgress, type PublicationProgress } from './report-progress.ts'
import { todayIn } from './today-in.ts'

/** A clause that the publication changes, or words otherwise without changing what it asks. */
export interface ClauseImpact {
  readonly clause: ClauseId
  readonly verdict: ClauseChange['verdict'] | 'editorial'
  readonly before: Clause | undefined
  readonly after: Clause | undefined
  /** Who may read the standard in which it stands; undefined is everybody. */
  readonly readers: readonly string[] | undefined
  /** The verdict as the lock has it: who judged it, and why. */
  readonly line: LockLine | undefined
  readonly notice: Notice | undefined
  readonly change: ClauseChange | undefined
  /** By when those are to show it who are certified now; undefined where nobody is asked. */
  readonly dueOn: Day | undefined
  /** People who would have to show it. */
  readonly people: number
  /** Titles of the scenarios that are played again for it. */
  readonly replays: readonly string[]
}

export interface ProgrammeImpact extends ProgrammeForeseen {
  readonly title: string
  readonly state: 'new' | 'gone' | 'changed' | 'same'
  /** By which rules it asks otherwise. */
  readonly terms: readonly WasIs[]
  /** Whether its validity is another and certificates granted before keep their end, because no notice recounts them. */
  readonly keepsEnds: boolean
}

export interface Impact {
  readonly kind: 'impact'
  readonly on: Day
  readonly at: Temporal.Instant
  /** The number that the publication would have. */
  readonly publication: number
  readonly targetPercent: number
  readonly organisation: Library['curriculum']['organisation']
  readonly clauses: readonly ClauseImpact[]
  readonly days: readonly KeyDay[]
  readonly byTeam: ImpactByTeam<NamedTeam>
  readonly people: readonly TimedImpact[]
  readonly programmes: readonly ProgrammeImpact[]
  readonly stale: readonly StaleQuestion[]
  readonly staleScenarios: readonly StaleScenario[]
  readonly coverageLost: readonly CoverageLost[]
  /** What else is added, changed and removed. */
  readonly changes: PublicationChanges
  /** What new notices recount in vain. */
  readonly idleRecounts: readonly IdleRecount[]
  readonly catchingUp: number
}

export type ImpactReport =
  | Impact
  /** The folder has faults, a sentence each. */
  | { readonly kind: 'faulty'; readonly folder: string; readonly faults: readonly string[] }
  /** It cannot follow what is in force: a sentence with the mend. */
  | { readonly kind: 'refused'; readonly inForce: number; readonly says: string }
  /** Nothing is published yet, so that the folder would be the beginning, and ask nothing of anybody. */
  | { readonly kind: 'baseline' }
  | {
      readonly kind: 'same'
      readonly on: Day
      readonly at: Temporal.Instant
      readonly publication: number
      readonly lately: readonly PublicationProgress[]
    }

export interface UnderWay {
  readonly kind: 'under-way'
  /** People looked at, of how many. */
  readonly done: number
  readonly all: number
}

export interface ReportImpactInput {
  readonly read: FolderRead
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

export async function reportImpact(
  db: Database,
  { read, onProgress = () => undefined }: ReportImpactInput,
  now: Temporal.Instant,
): Promise<ImpactReport> {
  if (read.kind === 'faulty') return { kind: 'faulty', folder: read.folder, faults: read.faults }
  const { digest, folder } = read
  const before = await currentLibrary(db)
  if (before === undefined) return { kind: 'baseline' }
  const on = await publicationDay(db, before, read.curriculum, now)
  const windows = settingOn(await settingHistories(db), 'default-windows', on)
  const curriculum = withDefaults(read.curriculum, windows)
  await giveWay()
  const plan = await planPublication(db, before, digest, { curriculum, lockFrom: read.lockFrom }, on)
  if (plan.kind === 'same') {
    const lately = await reportProgress(db, { on, onProgress })
    return { kind: 'same', on, at: now, publication: plan.publication, lately }
  }
  if (plan.kind !== 'plan') return { kind: 'refused', inForce: before.publication, says: wordUnpublished(plan, folder) }
  await giveWay()
  const publication = before.publication + 1
  const after = libraryOf(curriculum, { publication, publishedOn: on, digest, hashes: read.hashes })
  await giveWay()
  const { programmes, ...foreseen } = await foreseePeople(db, { before, after, plan, onProgress })
  const asked = new Map<string, number>()
  for (const { clauses } of foreseen.people) {
    for (const { clause } of clauses) asked.set(clause, (asked.get(clause) ?? 0) + 1)
  }
  const stale = becameStale(before.curriculum, curriculum)
  await giveWay()
  const lost = coverageLost(before.curriculum, curriculum)
  await giveWay()
  return {
    kind: 'impact',
    on,
    at: now,
    publication,
    targetPercent: curriculum.organisation.readinessTargetPercent,
    organisation: curriculum.organisation,
    clauses: clausesOf(before, after, plan, (change) => asked.get(pin(change.clause, change.revision)) ?? 0),
    programmes: programmesOf(before, after, programmes),
    stale,
    staleScenarios: scenariosBecomeStale(before.curriculum, curriculum),
    coverageLost: lost,
    changes: changesBetween(before, after),
    idleRecounts: plan.idleRecounts,
    ...foreseen,
  }
}

/** Changes first, by clause; then what is only worded otherwise. */
function clausesOf(
  before: Library,
  after: Library,
  { on, changes }: Plan,
  peopleOf: (change: ClauseChange) => number,
): readonly ClauseImpact[] {
  const lines = standingLines(after.curriculum.lock)
  const textsOf = (clause: ClauseId) => {
    const [old, now] = [before.clauses.get(clause), after.clauses.get(clause)]
    const readers =
      now === undefined
        ? before.standards.get(old?.standard ?? ('' as Clause['standard']))?.readers
        : after.standards.get(now.standard)?.readers
    return { clause, before: old, after: now, readers, line: lines.get(clause) }
  }
  const changed = changes.map((change): ClauseImpact => ({
    ...textsOf(change.clause),
    verdict: change.verdict,
    change,
    notice: after.curriculum.notices.find(({ id }) => id === change.notice),
    dueOn: askedBy(change, on),
    people: peopleOf(change),
    replays: replaysFor(after, change),
  }))
  const news = after.curriculum.lock.slice(before.curriculum.lock.length)
  const reworded = new Set(news.flatMap(({ clause, verdict }) => (verdict === 'editorial' ? [clause] : [])))
  for (const { clause, verdict } of changes) if (verdict !== 'coverage') reworded.delete(clause)
  const editorial = [...reworded].toSorted().map((clause): ClauseImpact => ({
    ...textsOf(clause),
    verdict: 'editorial',
    change: undefined,
    notice: undefined,
    dueOn: undefined,
    people: 0,
    replays: [],
  }))
  return [...changed, ...editorial]
}

/** Each programme plays the first of its own; in most there is none. */
function replaysFor(after: Library, { clause: id, asks, programmes }: ClauseChange): readonly string[] {
  const clause = after.clauses.get(id)
  if (clause === undefined || !asks) return []
  const asking = after.curriculum.programmes.filter((programme) => programmes.includes(programme.id))
  const titles = asking.flatMap((programme) => replayOf(after, clause, [programme])?.title ?? [])
  return [...new Set(titles)]
}

/** Those that ask by other rules, and those on which a changed clause bears. */
function programmesOf(
  before: Library,
  after: Library,
  foreseen: readonly ProgrammeForeseen[],
): readonly ProgrammeImpact[] {
  const ruled = programmesChanged(before.curriculum.programmes, after.curriculum.programmes)
  const stateOf = (id: ProgrammeId): ProgrammeImpact['state'] => {
    if (!after.programmes.has(id)) return 'gone'
    if (!before.programmes.has(id)) return 'new'
    return ruled.has(id) ? 'changed' : 'same'
  }
  return foreseen.map((programme) => {
    const id = programme.programme
    const [old, now] = [before.programmes.get(id), after.programmes.get(id)]
    return {
      ...programme,
      title: (now ?? old)?.title ?? id,
      state: stateOf(id),
      terms: old === undefined || now === undefined ? [] : programmeTerms(old, now, { was: before, is: after }),
      keepsEnds:
        old !== undefined && now !== undefined && programme.recounted === undefined && isValidityChanged(old, now),
    }
  })
}

// ---- kept -------------------------------------------------------------------------------------------

interface Kept {
  /** Of what it is the impact: content, publication and day. */
  readonly key: string
  readonly at: Temporal.Instant
  /** How many facts there were when it began. */
  readonly facts: number
  readonly report: Promise<ImpactReport>
  readonly progress: { done: number; all: number; isDone: boolean }
}

/** What people do meanwhile moves an impact a little; it is worked out anew when it is older than this. */
const freshForMinutes = 10

/** Something newer is asked for, so that this need not be finished. */
class GivenUp extends Error {
  override readonly name = 'GivenUp'
}

/**
 * The report, or after `patienceMs` how far it is: then it goes on by itself, and whoever asks again finds it
 * further or done.
 */
export async function reportImpactSoFar(
  db: Database,
  read: FolderRead,
  now: Temporal.Instant,
  patienceMs: number,
): Promise<ImpactReport | UnderWay> {
  const kept = await keptReport(db, read, now)
  const underWay = (): UnderWay => ({ kind: 'under-way', done: kept.progress.done, all: kept.progress.all })
  const waited = new AbortController()
  try {
    return await Promise.race([
      kept.report,
      passing(patienceMs, undefined, { signal: waited.signal, ref: false }).then(underWay),
    ])
  } catch (error) {
    if (error instanceof GivenUp) return underWay()
    throw error
  } finally {
    waited.abort()
  }
}

async function keptReport(db: Database, read: FolderRead, now: Temporal.Instant): Promise<Kept> {
  const place = keep<Kept>(db, 'impact')
  const inForce = (await currentLibrary(db))?.publication ?? 0
  const facts = (await headOfLedger(db.reader)).sequence
  const state = read.kind === 'faulty' ? JSON.stringify(read.faults) : read.digest
  const key = [state, inForce, await todayIn(db, now)].join(' ')
  const known = place.get()
  if (known?.key === key && (!known.progress.isDone || isFresh(known, facts, now))) return known
  const progress = { done: 0, all: 0, isDone: false }
  const onProgress = (done: number, all: number) => {
    if (place.get()?.progress !== progress) throw new GivenUp('another impact is asked for')
    Object.assign(progress, { done, all })
  }
  const report = reportImpact(db, { read, onProgress }, now)
  const kept: Kept = { key, at: now, facts, report, progress }
  place.set(kept)
  const settle = () => void (progress.isDone = true)
  // One that failed is tried anew by the next who asks.
  report.then(settle, () => {
    settle()
    if (place.get() === kept) place.forget()
  })
  return kept
}

function isFresh(kept: Kept, facts: number, now: Temporal.Instant): boolean {
  return kept.facts === facts || now.epochMilliseconds - kept.at.epochMilliseconds < freshForMinutes * 60_000
}
