/** What changed for one person, as the pages of updates and notices and the start page show it. */
import { libraryAt, publishedChanges } from '../../db/publications.ts'
import { recordOfClause } from '../../db/clause-texts.ts'
import { organisationOf } from '../../db/organisation.ts'
import { postingOn } from '../../db/people.ts'
import { lastDayToPlayOn, playsBy } from '../../db/plays.ts'
import type { RenderContext } from '../components/content/context.ts'
import { mayOpen, type Viewer } from '../domain/access.ts'
import type { Clause, Question } from '../domain/curriculum.ts'
import type { FactOf } from '../domain/facts.ts'
import { pin, readEvidence, type ClauseId, type PersonId, type PlayId, type ScenarioId } from '../domain/ids.ts'
import {
  noticeAbout,
  noticesRead,
  publishedNotices,
  readersOfNotice,
  type NoticeAbout,
  type PublishedNotice,
  type WorkToday,
} from '../domain/notices.ts'
import { teamOn } from '../domain/organisation.ts'
import {
  pendingUpdates,
  triesAt,
  updatesDone,
  type PendingClause,
  type PendingUpdates,
} from '../domain/pending-updates.ts'
import type { BegunReplay } from '../domain/replays.ts'
import type { PublishedChange } from '../domain/updates.ts'
import { contextOf } from './content-rendering.ts'
import { trainingOf, type Training } from './my-training.ts'

type Locals = Pick<App.Locals, 'portal' | 'library' | 'today'>

export async function pendingOf({ portal, library, today }: Locals, training: Training): Promise<PendingUpdates> {
  const histories = await publishedChanges(portal.db, portal.db.reader)
  return pendingUpdates(library, histories, training.standings, training.facts, today)
}

/** The clause that waits first, to go on with; undefined when nothing waits. */
export async function nextToShow(locals: Locals, viewer: Viewer): Promise<ClauseId | undefined> {
  const { clauses } = await pendingOf(locals, await trainingOf(locals, viewer))
  return clauses[0]?.clause.id
}

/** A clause as a publication held it; undefined when it did not. */
export async function clauseIn(
  { portal, library }: Pick<App.Locals, 'portal' | 'library'>,
  publication: number,
  clause: ClauseId,
): Promise<Clause | undefined> {
  const record = await recordOfClause(portal.db, clause, library.publication)
  return record?.held.findLast((held) => held.publication <= publication)?.clause
}

/** The texts before and after a change, as they were published. */
export async function textsOf(
  locals: Pick<App.Locals, 'portal' | 'library'>,
  { clause, publication, before, verdict }: PublishedChange,
): Promise<{ readonly before: Clause | undefined; readonly after: Clause | undefined }> {
  return {
    before: before === null ? undefined : await clauseIn(locals, publication - 1, clause),
    after: verdict === 'retired' ? undefined : await clauseIn(locals, publication, clause),
  }
}

export interface TriedAnswer {
  readonly question: Question
  /** What was chosen, with its feedback: nothing else of the question is told. */
  readonly chosen: Question['options']
  readonly context: RenderContext
}

/** The answers of a try that was closed, with the texts that stood before the person. */
export async function triedAnswers(
  { portal }: Pick<App.Locals, 'portal'>,
  tried: FactOf<'update-tried'>,
): Promise<readonly TriedAnswer[]> {
  const library = await libraryAt(portal.db, tried.publication)
  if (library === undefined) throw new Error(`a try rests on publication ${tried.publication}, which is not there`)
  const context = contextOf(library)
  return tried.answers.flatMap(({ question: id, options }) => {
    const question = library.questions.get(id)
    if (question === undefined) return []
    return [{ question, chosen: question.options.filter((option) => options.includes(option.id)), context }]
  })
}

/** The right answers by which a clause was shown last; none where it was read and confirmed. */
export async function shownAnswers(
  locals: Pick<App.Locals, 'portal'>,
  { facts }: Training,
  clause: ClauseId,
): Promise<readonly TriedAnswer[]> {
  const done = updatesDone(facts).find((one) => readEvidence(one.clause).clause === clause)
  const { revision } = done === undefined ? { revision: 0 } : readEvidence(done.clause)
  const passed = triesAt(facts, pin(clause, revision)).findLast((tried) => tried.passed)
  return passed === undefined ? [] : triedAnswers(locals, passed)
}

/** The answers to a changed clause that were right, while a scenario is still to be played for it. */
export async function rightAnswers(
  locals: Pick<App.Locals, 'portal'>,
  { facts }: Training,
  { clause, isAnswered }: PendingClause,
): Promise<readonly TriedAnswer[]> {
  const passed = isAnswered
    ? triesAt(facts, pin(clause.id, clause.revision)).findLast((tried) => tried.passed)
    : undefined
  return passed === undefined ? [] : triedAnswers(locals, passed)
}

/** The changed clauses that wait and for which a scenario is played again, or was. */
export async function waitingForReplay(
  locals: Locals,
  training: Training,
  scenario: ScenarioId,
): Promise<readonly PendingClause[]> {
  const { clauses } = await pendingOf(locals, training)
  return clauses.filter(
    ({ replay, replayed }) => (replayed.kind === 'counts' ? replayed.scenario : replay)?.id === scenario,
  )
}

/** The changed clauses for which a play was the last thing to do. */
export function shownByPlay(facts: Training['facts'], play: PlayId): readonly ClauseId[] {
  return updatesDone(facts).flatMap((done) =>
    done.by === 'scenario' && done.play === play ? [readEvidence(done.clause).clause] : [],
  )
}

/** Undefined where none is open that may still be finished. */
export async function begunReplay(
  { portal, today }: Pick<App.Locals, 'portal' | 'today'>,
  person: PersonId,
  { clause, replay }: PendingClause,
): Promise<BegunReplay | undefined> {
  if (replay === undefined) return undefined
  const { reader } = portal.db
  const open = (await playsBy(reader, person, replay.id)).findLast(({ closed }) => closed === undefined)?.started.fact
  if (open === undefined) return undefined
  const lastDay = await lastDayToPlayOn(portal.db, reader, open)
  if (lastDay !== undefined && today > lastDay) return undefined
  const played = (await libraryAt(portal.db, open.publication))?.scenarios.get(replay.id)
  const isOlder = played?.clauses.includes(pin(clause.id, clause.revision)) !== true
  return { play: open.play, on: open.on, isOlder, lastDay }
}

/** The update of a clause that was done today, to be told of on the page that follows it. */
export function justShown(training: Training, clause: string | null, today: string): ClauseId | undefined {
  const done = updatesDone(training.facts).find((one) => readEvidence(one.clause).clause === clause)
  return done?.on === today ? readEvidence(done.clause).clause : undefined
}

export interface NoticeForViewer extends PublishedNotice {
  /** Undefined while it is not read. */
  readonly readOn: string | undefined
  /** What it is to the viewer. */
  readonly about: NoticeAbout
}

/** New to the viewer: about own work, not shown yet, and not read. Reading one stays a fact of its own. */
export function isNews({ about, readOn }: Pick<NoticeForViewer, 'about' | 'readOn'>): boolean {
  return readOn === undefined && (about === 'owed' || about === 'work')
}

/** The notices that the viewer may read, the newest first. */
export async function noticesFor(
  { portal, library, today }: Locals,
  viewer: Viewer,
  { training, pending, work }: { training: Training; pending: PendingUpdates; work: WorkToday },
): Promise<readonly NoticeForViewer[]> {
  const histories = await publishedChanges(portal.db, portal.db.reader)
  const read = noticesRead(training.facts)
  return publishedNotices(library, histories, today)
    .filter(({ notice }) => mayOpen('/notices/[notice]', viewer, { readers: readersOfNotice(library, notice) }))
    .map((published) => ({
      ...published,
      readOn: read.get(published.notice.id),
      about: noticeAbout(published, { facts: training.facts, histories, work, pending }),
    }))
    .filter(({ publishedOn }) => publishedOn <= today)
}

/** The viewer's job roles and the channels of the viewer's team. */
export async function workOf({ portal, today }: Locals, viewer: Viewer): Promise<WorkToday> {
  const posting = await postingOn(portal.db.reader, viewer.id, today)
  const team = posting?.team ? teamOn(await organisationOf(portal.db), posting.team, today) : undefined
  return { roles: posting?.roles ?? [], channels: team?.channels ?? [] }
}
