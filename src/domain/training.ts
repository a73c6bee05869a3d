/** What one person has to do next, in which order, and what the person has shown already. */
import { courseOf, whatRemains, type Path, type RequirementState } from './certification.ts'
import { requirementKey, type Programme, type Requirement } from './curriculum.ts'
import { FOREVER, type Day } from './days.ts'
import { isKind, type FactOf, type GrantPath, type Recorded } from './facts.ts'
import { as, pin, type ClauseEvidence, type PinnedClause, type ProgrammeId, type QuizId } from './ids.ts'
import { clausesOf, clausesOfProgramme, describeRequirement, type Library } from './library.ts'
import { revisionsInWordsOf } from './revisions.ts'
import { deadlineOf, type Because, type Span } from './standing.ts'
import { grantOn } from './grants.ts'
import type { StandingKind } from './standing-words.ts'
import type { ClauseHistories } from './updates.ts'

/** What a programme is to a person on a day. */
export interface StandingInProgramme extends Span {
  readonly programme: ProgrammeId
}

/** Kinds in which somebody has something to do. */
export const asking = {
  expired: true,
  overdue: true,
  'update-due': true,
  'renewal-due': true,
  'to-do': true,
  certified: false,
  exempt: false,
  revoked: true,
  paused: false,
  'not-required': false,
} as const satisfies Record<StandingKind, boolean>

export interface TaskPart extends RequirementState {
  /** Whole minutes. */
  readonly minutes: number
  readonly title: string
  /** The earlier task that asks for the same thing: done once, it counts for each. */
  readonly askedFor: Programme | undefined
  /** No attempt is left in the cycle: it can be done once somebody gives more, and not before. */
  readonly isUsedUp: boolean
  /** The last try at it, where it is not met and that try did not pass. */
  readonly failed: Try | undefined
}

/** An attempt at a quiz or a play of a scenario, come to its end. */
export type Try = FactOf<'attempt-closed'> | FactOf<'scenario-closed'>

export interface Task {
  readonly programme: Programme
  readonly standing: StandingInProgramme
  readonly path: Path
  /** The day by which to act; undefined when none is set. */
  readonly due: Day | undefined
  readonly parts: readonly TaskPart[]
  /** Minutes of what is not met, not asked by an earlier task, and can be done. */
  readonly minutes: number
}

/**
 * The programmes that ask something of a person, the most pressing first: by the day they are or were
 * due, those without a day last. An activity that two of them need is asked in the first of them.
 * `usedUp`: the quizzes at which no attempt is left.
 */
export function tasksFrom(
  library: Library,
  standings: readonly StandingInProgramme[],
  facts: readonly Recorded[],
  today: Day,
  usedUp: ReadonlySet<QuizId> = new Set(),
): readonly Task[] {
  const pressing = standings
    .map((standing) => beneathUpdate(library, standing, facts, today))
    .filter(({ kind }) => asking[kind])
    .flatMap((standing) => {
      const programme = library.programmes.get(standing.programme)
      return programme === undefined ? [] : [{ standing, programme, due: deadlineOf(standing.because) }]
    })
    .toSorted((a, b) => compare(a.due ?? FOREVER, b.due ?? FOREVER) || compare(a.programme.title, b.programme.title))

  const asked = new Map<string, Programme>()
  const tries = lastTries(facts)
  return pressing.flatMap(({ standing, programme, due }): Task[] => {
    const remaining = whatRemains(library, programme, facts, today)
    if (remaining.kind === 'held') return []
    const parts = remaining.requirements.map(({ requirement, met }): TaskPart => {
      const key = requirementKey(requirement)
      const askedFor = met === undefined ? asked.get(key) : undefined
      if (met === undefined && askedFor === undefined) asked.set(key, programme)
      const isUsedUp = met === undefined && requirement.kind === 'quiz' && usedUp.has(requirement.quiz)
      const last = met === undefined ? tries.get(key) : undefined
      const failed = last?.passed === false ? last : undefined
      return { requirement, met, askedFor, isUsedUp, failed, ...describeRequirement(library, requirement) }
    })
    const own = parts.filter(({ met, askedFor, isUsedUp }) => met === undefined && askedFor === undefined && !isUsedUp)
    const minutes = own.reduce((sum, part) => sum + part.minutes, 0)
    return [{ programme, standing, path: remaining.path, due, parts, minutes }]
  })
}

/** The last try at each quiz and scenario, by the key of its requirement. */
function lastTries(facts: readonly Recorded[]): ReadonlyMap<string, Try> {
  const tries = new Map<string, Try>()
  for (const { fact } of facts) {
    if (fact.kind === 'attempt-closed') tries.set(requirementKey({ kind: 'quiz', quiz: fact.quiz }), fact)
    if (fact.kind === 'scenario-closed') tries.set(requirementKey({ kind: 'scenario', scenario: fact.scenario }), fact)
  }
  return tries
}

/**
 * What stands beneath an update: the certificate itself, which holds or is to be renewed whether or not
 * clauses changed under it. The update is listed by its clauses, for all programmes at once.
 */
function beneathUpdate(
  library: Library,
  standing: StandingInProgramme,
  facts: readonly Recorded[],
  today: Day,
): StandingInProgramme {
  const { because } = standing
  if (because.code !== 'clauses-changed' && because.code !== 'update-late') return standing
  const { windowOpensOn, expiresOn, certificate, extension } = because
  const { grants } = courseOf(facts, standing.programme, library.recounts?.get(standing.programme))
  const on = grantOn(grants, today)?.on ?? because.since
  const isOpen = today >= windowOpensOn
  const holding = { windowOpensOn, expiresOn, certificate, ...(extension !== undefined && { extension }) }
  const held: Because = { code: isOpen ? 'window-open' : 'certified', on, ...holding }
  return { ...standing, kind: isOpen ? 'renewal-due' : 'certified', because: held }
}

/** A programme that will ask something of a person from a later day on, by what is recorded now. */
export interface Coming {
  readonly programme: Programme
  readonly from: Day
  /** Undefined when no day is set. */
  readonly due: Day | undefined
  /** How many requirements are not met yet, and their whole minutes. */
  readonly things: number
  readonly minutes: number
}

/** The programmes in which nothing stands today and something is asked later, the earliest first. */
export function comingFrom(
  library: Library,
  spans: ReadonlyMap<ProgrammeId, readonly Span[]>,
  facts: readonly Recorded[],
  today: Day,
): readonly Coming[] {
  return [...spans]
    .flatMap(([id, timeline]): Coming[] => {
      const programme = library.programmes.get(id)
      const span = timeline.find(({ to }) => to > today)
      if (programme === undefined || span === undefined || span.from <= today) return []
      const next = beneathUpdate(library, { ...span, programme: id }, facts, span.from)
      if (!asking[next.kind]) return []
      const remaining = whatRemains(library, programme, facts, today)
      if (remaining.kind === 'held') return []
      const open = remaining.requirements.filter(({ met }) => met === undefined)
      const { minutesLeft: minutes } = remaining
      return [{ programme, from: next.from, due: deadlineOf(next.because), things: open.length, minutes }]
    })
    .toSorted((a, b) => compare(a.from, b.from) || compare(a.programme.title, b.programme.title))
}

/**
 * What to do first in a task: something not yet met that can be done, rather one that no earlier task asks
 * already, and of those rather one that was begun. Undefined when all that is left waits for more attempts.
 */
export function nextPart(task: Task, isBegun: (part: TaskPart) => boolean = () => false): TaskPart | undefined {
  const open = task.parts.filter(({ met, isUsedUp }) => met === undefined && !isUsedUp)
  const own = open.filter(({ askedFor }) => askedFor === undefined)
  return own.find(isBegun) ?? own[0] ?? open[0]
}

/** The most pressing task of which something can be done; the most pressing at all where none can. */
export function taskToDo(tasks: readonly Task[]): Task | undefined {
  return tasks.find((task) => nextPart(task) !== undefined) ?? tasks[0]
}

/**
 * The tasks above an update that is to be done by a day, and those beneath it: all stand in one order of days. With
 * the same day the update comes first, for it is the shorter.
 */
export function aroundUpdate(
  tasks: readonly Task[],
  updateDue: Day,
): { readonly above: readonly Task[]; readonly beneath: readonly Task[] } {
  const isAbove = ({ due = FOREVER }: Task) => due < updateDue
  return { above: tasks.filter(isAbove), beneath: tasks.filter((task) => !isAbove(task)) }
}

/**
 * The clauses that a person's programmes rest on, and how many of them were shown at their present
 * revision: by a right answer in a passed attempt, by confirming the text, by an update, or, where no quiz
 * of these programmes asks the clause, by finishing a lesson that teaches it. Words that came back are
 * shown by whoever showed them in the earlier revision.
 */
export function clausesShown(
  library: Library,
  standings: readonly StandingInProgramme[],
  facts: readonly Recorded[],
  histories: ClauseHistories = new Map(),
): { readonly shown: number; readonly of: number } {
  const programmes = standings.flatMap(({ programme }) => library.programmes.get(programme) ?? [])
  const required = new Set(programmes.flatMap((programme) => clausesOfProgramme(library, programme)))
  const asked = new Set(
    programmes
      .flatMap(({ requirements, renewal }) => [...requirements, ...renewal])
      .flatMap((requirement) => (requirement.kind === 'quiz' ? clausesOf(library, requirement) : [])),
  )
  const proved = new Set(facts.flatMap(evidenceProved).map(withoutPublication))
  const taught = new Set(facts.flatMap(evidenceTaught).map(withoutPublication))
  const present = [...required].filter((id) => {
    const clause = library.clauses.get(id)
    if (clause === undefined) return false
    const pins = revisionsInWordsOf(histories.get(id) ?? [], clause.revision).map((revision) => pin(id, revision))
    return pins.some((pinned) => proved.has(pinned) || (!asked.has(id) && taught.has(pinned)))
  })
  return { shown: present.length, of: required.size }
}

/** A failed attempt proves nothing, and neither does a question half right. */
function evidenceProved(recorded: Recorded): readonly ClauseEvidence[] {
  if (isKind(recorded, 'clause-updated')) return [recorded.fact.clause]
  if (isKind(recorded, 'acknowledged')) return recorded.fact.clauses
  if (isKind(recorded, 'scenario-closed') && recorded.fact.passed)
    return recorded.fact.clauses.flatMap(({ clause, got, possible }) => (got === possible ? [clause] : []))
  if (!isKind(recorded, 'attempt-closed') || !recorded.fact.passed) return []
  return recorded.fact.outcomes.flatMap(({ score, clauses }) => (score === 1 ? clauses : []))
}

function evidenceTaught(recorded: Recorded): readonly ClauseEvidence[] {
  return isKind(recorded, 'lesson-completed') ? recorded.fact.clauses : []
}

/** `TEL-05~2@14` is of the revision `TEL-05~2`. */
export function withoutPublication(evidence: ClauseEvidence): PinnedClause {
  return as<PinnedClause>(evidence.slice(0, evidence.indexOf('@')))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The requirements by which a certification was earned, each with what met it. By hand, none had to be met; and
 * whoever tested out met those of the path that are no lessons.
 */
export function partsOfGrant(
  library: Library,
  programme: Programme,
  grant: FactOf<'granted'>,
  facts: readonly Recorded[],
): readonly TaskPart[] {
  const { evidence } = courseOf(facts, programme.id)
  const shown = evidence.filter(({ sequence }) => grant.evidence.includes(sequence))
  const met = (requirement: Requirement) => shown.find(({ meets }) => meets === requirementKey(requirement))
  return askedOnPath(programme, grant.path, met).map((requirement) => ({
    requirement,
    met: met(requirement),
    askedFor: undefined,
    isUsedUp: false,
    failed: undefined,
    ...describeRequirement(library, requirement),
  }))
}

function askedOnPath(
  { requirements, renewal }: Programme,
  path: GrantPath,
  met: (requirement: Requirement) => unknown,
): readonly Requirement[] {
  switch (path) {
    case 'initial':
      return requirements
    case 'renewal':
      return renewal
    case 'test-out':
    case 'manual': {
      const all = new Map([...requirements, ...renewal].map((one) => [requirementKey(one), one]))
      return [...all.values()].filter((requirement) => met(requirement) !== undefined)
    }
  }
}
