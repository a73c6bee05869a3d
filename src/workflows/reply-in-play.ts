import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { countReply } from '../../db/play-counts.ts'
import { isPlayOutOfTime, playBy } from '../../db/plays.ts'
import { libraryAt } from '../../db/publications.ts'
import type { Day } from '../domain/days.ts'
import type { FactOf } from '../domain/facts.ts'
import type { PersonId, PlayId } from '../domain/ids.ts'
import { evidenceIn, type Library } from '../domain/library.ts'
import type { ClauseMarks } from '../domain/outcomes.ts'
import { isOver, playThrough, repliesAt, type Play, type Played } from '../domain/plays.ts'
import { after, leadOn, markPlay, type Scenario } from '../domain/scenario.ts'
import { waysOfLast } from '../domain/ways-taken.ts'
import type { Grants } from './complete-lesson.ts'
import { settle } from './settle.ts'
import { showByReplay } from './show-by-replay.ts'
import { todayIn } from './today-in.ts'

export interface ReplyInPlay {
  readonly person: PersonId
  readonly play: PlayId
  /** Which decision of the play, from 1, so that a reply sent twice is said once. */
  readonly decision: number
  /** The place of the reply as shown, from 1: its own name would tell what the author thought of it. */
  readonly reply: number
}

export type ReplyRefusal = 'play-not-found' | 'play-over' | 'out-of-time' | 'said-already' | 'not-yet' | 'no-such-reply'

export type ReplyInPlayOutcome =
  /** `same` when this very reply was given here before: nothing was recorded. */
  | {
      readonly kind: 'said' | 'same'
      /** Decisions made so far. */
      readonly decisions: number
      /** Set when the play is over. */
      readonly result: FactOf<'scenario-closed'> | undefined
      readonly granted: Grants
    }
  | { readonly kind: 'refused'; readonly reason: ReplyRefusal; readonly decisions?: number }

/**
 * Says one reply of an assessed play and, where it leads to an end, marks the play against the texts it was
 * begun with, shows the changed clauses for which that was the last thing to do, and grants what is thereby
 * earned, in one transaction. Nothing is ever taken back.
 */
export async function replyInPlay(
  db: Database,
  { person, play: id, decision, reply }: ReplyInPlay,
  now: Temporal.Instant,
): Promise<ReplyInPlayOutcome> {
  const known = await playBy(db.reader, person, id)
  if (known === undefined) return { kind: 'refused', reason: 'play-not-found' }
  const library = await libraryAt(db, known.publication)
  const scenario = library?.scenarios.get(known.scenario)
  if (library === undefined || scenario === undefined) {
    throw new Error(`play ${id} rests on publication ${known.publication}, which holds no scenario ${known.scenario}`)
  }
  const on = await todayIn(db, now)

  return write(db, async (tx): Promise<ReplyInPlayOutcome> => {
    const play = await playBy(tx, person, id)
    if (play === undefined) return { kind: 'refused', reason: 'play-not-found' }
    const decisions = play.steps.length
    const before = play.steps[decision - 1]
    if (before !== undefined) {
      const isSame = before.shown[reply - 1] === before.choice
      return isSame
        ? { kind: 'same', decisions, result: play.closed?.fact, granted: [] }
        : { kind: 'refused', reason: 'said-already', decisions }
    }
    if (play.closed !== undefined) return { kind: 'refused', reason: 'play-over', decisions }
    if (decision !== decisions + 1) return { kind: 'refused', reason: 'not-yet', decisions }
    if (await isPlayOutOfTime(db, tx, play, on)) return { kind: 'refused', reason: 'out-of-time', decisions }

    const played = playThrough(scenario, play)
    const { position } = played.at
    const order = repliesAt(scenario, played.at, play.seed)
    const choice = order[reply - 1]
    if (choice === undefined) return { kind: 'refused', reason: 'no-such-reply', decisions }
    const at = leadOn(scenario, after(scenario, position, choice))
    const said: FactOf<'scenario-step'> = {
      kind: 'scenario-step',
      person,
      play: id,
      scene: position.scene,
      choice: choice.id,
      shown: order.map((one) => one.id),
      clauses: evidenceIn(
        library,
        choice.marks.map(({ clause }) => clause),
      ),
      on,
    }
    const ways = waysOfLast(scenario, [...played.decisions.map((one) => one.choice.id), choice.id])
    const isFirst = decisions === 0
    if (!isOver(scenario, at)) {
      await record(tx, [said], now, person)
      await countReply(tx, { person, content: play.content, ways, isFirst, passed: undefined })
      return { kind: 'said', decisions: decisions + 1, result: undefined, granted: [] }
    }
    const done = { decisions: [...played.decisions, { position, choice, shown: played.at.shown, order }], at }
    const result = resultOf(library, scenario, play, done, on)
    await record(tx, [said, result], now, person)
    await countReply(tx, { person, content: play.content, ways, isFirst, passed: result.passed })
    if (!result.passed) return { kind: 'said', decisions: decisions + 1, result, granted: [] }
    await showByReplay(tx, db, result, now)
    const granted = await settle(tx, db, [person], now)
    return { kind: 'said', decisions: decisions + 1, result, granted }
  })
}

function resultOf(
  library: Library,
  scenario: Scenario,
  { id, person, publication }: Play,
  { decisions, at }: Played,
  on: Day,
): FactOf<'scenario-closed'> {
  const marks = markPlay(scenario, decisions)
  const clauses = marks.clauses.flatMap(({ clause, got, possible }): ClauseMarks[] =>
    evidenceIn(library, [clause]).map((evidence) => ({ clause: evidence, got, possible })),
  )
  return {
    kind: 'scenario-closed',
    person,
    play: id,
    scenario: scenario.id,
    publication,
    ending: at.position.scene,
    passed: marks.passed,
    percent: marks.percent,
    clauses,
    brokenCritical: marks.broken,
    on,
  }
}
