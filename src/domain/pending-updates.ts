/**
 * What a person is asked to show because clauses changed under certificates that hold: one list across
 * programmes, each clause once. It follows from the standings of the day, the changes that publications
 * recorded, and what the person has shown.
 */
import { isStale } from './clause-lock.ts'
import type { Clause, Programme, Question, Quiz } from './curriculum.ts'
import { FOREVER, earlier, type Day } from './days.ts'
import { isKind, type FactOf, type Recorded } from './facts.ts'
import { evidenceOf, pin, readEvidence, unpin, type ClauseId, type PinnedClause } from './ids.ts'
import { countWords, wordsAMinute, wordsIn, type Library } from './library.ts'
import type { UpdatePart } from './outcomes.ts'
import { askedDays, type Because, type UpdateBecause } from './standing.ts'
import { replayed, replayOf, type Replayed } from './replays.ts'
import type { Scenario } from './scenario.ts'
import type { StandingInProgramme } from './training.ts'
import { revisionAt } from './revisions.ts'
import { shownFrom, type ClauseHistories, type PublishedChange } from './updates.ts'

/** A changed clause that is to be shown. */
export interface PendingClause {
  /** As it stands now. */
  readonly clause: Clause
  /** The revision last shown; 0 when the clause is new to the person. */
  readonly from: number
  /** What publications did to it since, in the order published. */
  readonly changes: readonly PublishedChange[]
  /** The certifications that ask for it, in the order of the library. */
  readonly programmes: readonly Programme[]
  /** Since when it is asked, by the programme that asks for it first. */
  readonly since: Day
  /** The last day in time for this clause; `FOREVER` when none is set. */
  readonly due: Day
  /** Whether its own day has passed: another clause of the same update may be late alone. */
  readonly isLate: boolean
  /** Questions on its present revision, of which each try draws; empty where it is read and confirmed. */
  readonly bank: readonly Question[]
  /** How many questions a try asks. */
  readonly asked: number
  /** The scenario that is played again for it; undefined where no programme that asks for it says so. */
  readonly replay: Scenario | undefined
  /** What became of that. */
  readonly replayed: Replayed
  /** Whether its questions were answered, all right in one try. */
  readonly isAnswered: boolean
  /** What is still to be done of it. */
  readonly open: OpenParts
  /** Whole minutes for the old text, the new one and the questions, as far as they are still to be done; a play stands beside it. */
  readonly minutes: number
}

/**
 * What an update still asks on a clause, in the order in which it is offered. With a scenario the text stands
 * beside it and need not be confirmed. Where nothing else is left, as when a scenario was played before it was
 * asked for or has gone stale since the questions were answered, it is read and confirmed.
 */
export type OpenParts = readonly [UpdatePart, ...UpdatePart[]]

export interface PendingUpdates {
  /** The most pressing first. */
  readonly clauses: readonly PendingClause[]
  /** Whole minutes in all. */
  readonly minutes: number
  /** The earliest day; `FOREVER` when none is set. */
  readonly due: Day
}

export const nothingPending: PendingUpdates = { clauses: [], minutes: 0, due: FOREVER }

/** A standing that asks for an update. Several pending publications are one update with the earliest day. */
export function updateOf(because: Because): UpdateBecause | undefined {
  return because.code === 'clauses-changed' || because.code === 'update-late' ? because : undefined
}

export function pendingUpdates(
  library: Library,
  histories: ClauseHistories,
  standings: readonly StandingInProgramme[],
  facts: readonly Recorded[],
  today: Day,
): PendingUpdates {
  const asking = standings.flatMap((standing) => {
    const update = updateOf(standing.because)
    return update === undefined ? [] : [{ programme: standing.programme, update }]
  })
  if (asking.length === 0) return nothingPending
  const ids = [...new Set(asking.flatMap(({ update }) => update.clauses.map(clauseOf)))]
  const shown = shownFrom(facts, histories)
  const clauses = ids
    .flatMap((id): PendingClause[] => {
      const clause = library.clauses.get(id)
      if (clause === undefined) return []
      const own = asking.filter(({ update }) => update.clauses.some((pinned) => clauseOf(pinned) === id))
      const days = own.flatMap(({ update }) => askedDays(update).filter((one) => clauseOf(one.clause) === id))
      const due = days.map((one) => one.due).reduce(earlier)
      const programmes = library.curriculum.programmes.filter((programme) =>
        own.some((one) => one.programme === programme.id),
      )
      const changes = histories.get(id) ?? []
      const revisions = (shown.get(id) ?? []).map(({ revision }) => revision)
      const before = own.map(({ update }) => revisionAt(changes, publicationOf(facts, update)))
      // Evidence of the present revision that does not count, as one carried over for others, shows nothing.
      const from = Math.max(0, ...(revisions.length > 0 ? revisions : before).filter((one) => one < clause.revision))
      const questions = questionsOn(library, id, programmes)
      const doing = {
        replay: replayOf(library, clause, programmes),
        replayed: replayed(library, facts, clause, programmes, changes),
      }
      const isAnswered = triesAt(facts, pin(id, clause.revision)).some(({ passed }) => passed)
      const open = openParts({ ...questions, ...doing, isAnswered })
      return [
        {
          clause,
          from,
          changes: changes.filter(({ revision, verdict }) => revision > from && verdict !== 'coverage'),
          programmes,
          since: days.map((one) => one.since).reduce(earlier),
          due,
          isLate: due < today,
          ...questions,
          ...doing,
          isAnswered,
          open,
          minutes: isAnswered && open[0] === 'scenario' ? 0 : minutesToShow(clause, questions),
        },
      ]
    })
    .toSorted((a, b) => compare(a.due, b.due) || compare(a.clause.id, b.clause.id))
  return {
    clauses,
    minutes: minutesOfUpdate(clauses),
    due: clauses.map(({ due }) => due).reduce(earlier, FOREVER),
  }
}

type Doing = Pick<PendingClause, 'bank' | 'replay' | 'replayed' | 'isAnswered'>

function openParts({ bank, replay, replayed: { kind }, isAnswered }: Doing): OpenParts {
  const [first, ...others]: UpdatePart[] = [
    ...(bank.length > 0 && !isAnswered ? (['questions'] as const) : []),
    ...(replay !== undefined && kind !== 'counts' ? (['scenario'] as const) : []),
  ]
  return first === undefined ? ['reading'] : [first, ...others]
}

/** The fact that a clause is shown, once nothing of it is open any more. `last`: what was done last of all. */
export function clauseUpdated(
  { clause, replayed: became, isAnswered }: Pick<PendingClause, 'clause' | 'replayed' | 'isAnswered'>,
  shown: Pick<FactOf<'clause-updated'>, 'person' | 'publication' | 'on'>,
  last?: UpdatePart,
): FactOf<'clause-updated'> {
  const play = became.kind === 'counts' ? became.play.play : undefined
  return {
    kind: 'clause-updated',
    ...shown,
    clause: evidenceOf(pin(clause.id, clause.revision), shown.publication),
    by: last ?? (play !== undefined ? 'scenario' : isAnswered ? 'questions' : 'reading'),
    ...(play !== undefined && { play }),
  }
}

/** Whole minutes for some clauses of an update: a play that serves several of them is played once. */
export function minutesOfUpdate(clauses: readonly PendingClause[]): number {
  const plays = new Set(clauses.flatMap(({ open, replay }) => (open.includes('scenario') ? (replay ?? []) : [])))
  return sumOf([...clauses, ...plays])
}

function sumOf(all: readonly { readonly minutes: number }[]): number {
  return all.reduce((sum, { minutes }) => sum + minutes, 0)
}

/** A clause that a person has shown by an update, newest first. */
export function updatesDone(facts: readonly Recorded[]): readonly FactOf<'clause-updated'>[] {
  return facts.flatMap((recorded) => (isKind(recorded, 'clause-updated') ? [recorded.fact] : [])).toReversed()
}

/** The tries at a clause's questions in a revision, in the order made. */
export function triesAt(facts: readonly Recorded[], pinned: PinnedClause): readonly FactOf<'update-tried'>[] {
  return facts.flatMap((recorded) => {
    if (!isKind(recorded, 'update-tried')) return []
    const { clause, revision } = readEvidence(recorded.fact.clause)
    return pin(clause, revision) === pinned ? [recorded.fact] : []
  })
}

/** Whether an update has shown a clause at a revision or a later one. */
export function isUpdated(facts: readonly Recorded[], clause: ClauseId, revision: number): boolean {
  return updatesDone(facts).some((done) => {
    const evidence = readEvidence(done.clause)
    return evidence.clause === clause && evidence.revision >= revision
  })
}

type Questions = Pick<PendingClause, 'bank' | 'asked'>

/**
 * The questions on a clause's present revision in the quizzes of the programmes that ask for it; where
 * these hold none, in those of every programme that rests on it.
 */
export function questionsOn(library: Library, clause: ClauseId, asking: readonly Programme[]): Questions {
  const own = questionsIn(library, clause, asking)
  return own.bank.length > 0 ? own : questionsIn(library, clause, library.citing.get(clause)?.programmes ?? [])
}

/** More would not be done in three minutes. */
export const mostAsked = 3

/** A try asks as many as the quiz does for a clause, but one fewer than there are, so that the next differs. */
function questionsIn(library: Library, clause: ClauseId, programmes: readonly Programme[]): Questions {
  const revisions = { get: (id: ClauseId) => library.clauses.get(id)?.revision }
  const quizzes = [...new Set(programmes.flatMap((programme) => quizzesOf(library, programme)))]
  const fitting = quizzes.map((quiz) => ({
    quiz,
    questions: quiz.questions.filter(
      (question) => question.clauses.some((pinned) => clauseOf(pinned) === clause) && !isStale(question, revisions),
    ),
  }))
  const bank = fitting.flatMap(({ questions }) => questions)
  const perClause = fitting.filter(({ questions }) => questions.length > 0).map(({ quiz }) => quiz.questionsPerClause)
  if (bank.length <= 1) return { bank, asked: bank.length }
  return { bank, asked: Math.max(1, Math.min(mostAsked, bank.length - 1, Math.max(...perClause))) }
}

function quizzesOf(library: Library, { requirements, renewal }: Programme): readonly Quiz[] {
  return [...requirements, ...renewal].flatMap((requirement) =>
    requirement.kind === 'quiz' ? (library.quizzes.get(requirement.quiz) ?? []) : [],
  )
}

/** To choose and to read the feedback, beside reading what is asked. */
const secondsAQuestion = 20

/**
 * Whole minutes to show a changed clause. The old text is taken to be as long as the new one, and of
 * several questions the mean is taken, because which of them is drawn is not known before.
 */
export function minutesToShow(clause: Pick<Clause, 'text'>, { bank, asked }: Questions): number {
  const words = bank.reduce(
    (sum, { stem, options }) => sum + wordsIn(stem) + wordsIn(options.flatMap(({ body }) => body)),
    0,
  )
  const read = 2 * countWords(clause.text) + (bank.length === 0 ? 0 : (asked * words) / bank.length)
  return Math.max(1, Math.ceil(read / wordsAMinute + (asked * secondsAQuestion) / 60))
}

function clauseOf(pinned: PinnedClause): ClauseId {
  const read = unpin(pinned)
  if (read === undefined) throw new RangeError(`not a pinned clause: ${pinned}`)
  return read.clause
}

function publicationOf(facts: readonly Recorded[], { certificate }: UpdateBecause): number {
  const grant = facts.find((recorded) => isKind(recorded, 'granted') && recorded.fact.certificate === certificate)
  return grant !== undefined && isKind(grant, 'granted') ? grant.fact.publication : 0
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
