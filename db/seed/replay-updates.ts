/** What a person of the story does when clauses have changed, through the same workflows as by anybody. */
import { pin, type ClauseId } from '../../src/domain/ids.ts'
import { noticeAbout, noticesRead, publishedNotices } from '../../src/domain/notices.ts'
import { teamOn } from '../../src/domain/organisation.ts'
import { pendingUpdates, triesAt, type PendingClause } from '../../src/domain/pending-updates.ts'
import { updateForm } from '../../src/domain/update-form.ts'
import { confirmUpdate } from '../../src/workflows/confirm-update.ts'
import { readNotice } from '../../src/workflows/read-notice.ts'
import { todayIn } from '../../src/workflows/today-in.ts'
import { tryUpdate } from '../../src/workflows/try-update.ts'
import { factsOf } from '../ledger.ts'
import { organisationOf } from '../organisation.ts'
import { postingOn } from '../people.ts'
import { publishedChanges } from '../publications.ts'
import { standingsOf } from '../standings.ts'
import { expectDone, libraryOf, type Learner } from './replay-learning.ts'
import { playScenario } from './replay-plays.ts'

/** What a learner is asked to show on that day, with all that it follows from. */
async function asked({ db, person, now }: Learner) {
  const library = await libraryOf(db)
  const today = await todayIn(db, now)
  const histories = await publishedChanges(db, db.reader)
  const facts = await factsOf(db.reader, person)
  const pending = pendingUpdates(library, histories, await standingsOf(db, person, today), facts, today)
  return { library, today, histories, facts, pending }
}

/** Shows the changed clauses that are asked for, all right: every one, or those named. Returns how many there were. */
export async function showChanges(learner: Learner, who: string, only?: readonly string[]): Promise<number> {
  const waiting = (await asked(learner)).pending.clauses
  const clauses = waiting.filter(({ clause }) => only?.includes(clause.id) ?? true)
  for (const { clause } of clauses) await show(learner, who, clause.id)
  return clauses.length
}

/** Plays for it last of all, if that is asked: one play may have shown several clauses by then. */
async function show(learner: Learner, who: string, clause: ClauseId): Promise<void> {
  const waits = async () => (await asked(learner)).pending.clauses.find((one) => one.clause.id === clause)
  const pending = await waits()
  if (pending !== undefined && pending.open[0] !== 'scenario') await answer(learner, pending, true)
  const rest = await waits()
  if (rest?.replay === undefined) return
  await playScenario(learner, who, rest.replay.id, 'passes', clause)
  if ((await waits()) !== undefined) throw new Error(`${clause}: the play has another end than to show it`)
}

/** Answers wrongly about the most pressing of the changed clauses. */
export async function missChange(learner: Learner): Promise<void> {
  const [first] = (await asked(learner)).pending.clauses.filter(({ bank }) => bank.length > 0)
  if (first === undefined) throw new Error('no changed clause is asked about on that day')
  await answer(learner, first, false)
}

async function answer({ db, person, now }: Learner, pending: PendingClause, isRight: boolean): Promise<void> {
  const { id: clause, revision } = pending.clause
  const tries = triesAt(await factsOf(db.reader, person), pin(clause, revision)).length
  const { asked, mark } = updateForm(person, pending, tries)
  const form = { person, clause, revision, mark }
  if (asked.length === 0) {
    expectDone(await confirmUpdate(db, { ...form, understood: true }, now))
    return
  }
  const chosen = new Map(
    asked.map(({ question, options }) => {
      const places = options.flatMap(({ correct }, index) => (correct === isRight ? [index + 1] : []))
      return [question.id, question.type === 'single' ? places.slice(0, 1) : places]
    }),
  )
  const { kind } = expectDone(await tryUpdate(db, { ...form, tries, chosen }, now))
  if ((kind === 'shown' || kind === 'answered') !== isRight)
    throw new Error(`${clause}: the story has another end than ${kind}`)
}

/** Reads the notices about one's own work that are not yet read. */
export async function readNotices(learner: Learner): Promise<void> {
  const { db, person, now } = learner
  const { library, today, histories, facts, pending } = await asked(learner)
  const posting = await postingOn(db.reader, person, today)
  const team = posting?.team ? teamOn(await organisationOf(db), posting.team, today) : undefined
  const work = { roles: posting?.roles ?? [], channels: team?.channels ?? [] }
  const read = noticesRead(facts)
  for (const published of publishedNotices(library, histories, today)) {
    const about = noticeAbout(published, { facts, histories, work, pending })
    if (read.has(published.notice.id) || about === 'other' || about === 'before') continue
    expectDone(await readNotice(db, { person, notice: published.notice.id }, now))
  }
}
