/**
 * Everything that happened to one person in one programme, day by day, from facts. Nothing is ever reset: the
 * attempts of earlier cycles stand where they happened, also after the programme has ended.
 */
import type { RuleHistory } from './audience.ts'
import { requirementKey } from './curriculum.ts'
import { cyclesOf, type Cycle } from './cycles.ts'
import { FOREVER, type Day } from './days.ts'
import { exceptionsFrom, inForce, type Exception } from './exceptions.ts'
import { isKind, type ClauseChange, type Recorded } from './facts.ts'
import { grantsFrom, type Recount } from './grants.ts'
import type { LifeHappening } from './history-words.ts'
import {
  readEvidence,
  type AttemptId,
  type ClauseId,
  type LessonId,
  type PlayId,
  type ProgrammeId,
  type QuizId,
  type ScenarioId,
  type StandardId,
} from './ids.ts'
import { BEGINNING, type NotRequired } from './not-required.ts'
import type { UpdatePart } from './outcomes.ts'
import { endOfPlay, showsAtOnce } from './replays.ts'
import type { Span } from './standing.ts'
import type { ClauseHistories, PublishedChange } from './updates.ts'

export type AttemptOutcome = 'passed' | 'failed' | 'open'

/** What happened on a day, in ids, codes and numbers; put into words when shown. */
export type StoryEvent = { readonly on: Day } & (
  | { readonly kind: 'standing'; readonly entry: Span | NotRequired; readonly after?: Span | NotRequired | undefined }
  | { readonly kind: 'granted'; readonly cycle: Cycle }
  | {
      readonly kind: 'attempt'
      readonly attempt: AttemptId
      readonly quiz: QuizId
      readonly outcome: AttemptOutcome
      /** Null while it is open. */
      readonly percent: number | null
    }
  | {
      readonly kind: 'play'
      readonly play: PlayId
      readonly scenario: ScenarioId
      readonly outcome: AttemptOutcome
      /** Null while it is open. */
      readonly percent: number | null
    }
  | { readonly kind: 'lesson'; readonly lesson: LessonId }
  | { readonly kind: 'acknowledged'; readonly standard: StandardId }
  | {
      readonly kind: 'updated'
      readonly clause: ClauseId
      readonly revision: number
      readonly by: UpdatePart
      /** The scenario that was played again for it. */
      readonly scenario: ScenarioId | undefined
    }
  | { readonly kind: 'update-missed'; readonly clause: ClauseId; readonly revision: number }
  /** Its questions, with a scenario still to be played. */
  | { readonly kind: 'update-answered'; readonly clause: ClauseId; readonly revision: number }
  | { readonly kind: 'published'; readonly publication: number; readonly changes: readonly ClauseChange[] }
  | { readonly kind: 'in-force'; readonly publication: number; readonly changes: readonly ClauseChange[] }
  | { readonly kind: 'recounted'; readonly publication: number }
  | { readonly kind: 'exception'; readonly exception: Exception }
  /** The day after the last of a waiver or a pause. */
  | { readonly kind: 'exception-over'; readonly exception: Exception }
  | { readonly kind: 'withdrawn'; readonly exception: Exception }
  | { readonly kind: 'life'; readonly happening: LifeHappening }
)
export type StoryEventKind = StoryEvent['kind']

export interface ProgrammeStory {
  readonly cycles: readonly Cycle[]
  readonly exceptions: readonly Exception[]
  /** In order of days. */
  readonly events: readonly StoryEvent[]
}

export interface StoryFacts {
  readonly programme: ProgrammeId
  /** All facts of the person, in the order recorded. */
  readonly facts: readonly Recorded[]
  readonly rules: RuleHistory
  readonly histories: ClauseHistories
  readonly recounts?: readonly Recount[] | undefined
  /** What the person is from day to day, asked or not. */
  readonly entries: readonly (Span | NotRequired)[]
  /** The working life, in any order. */
  readonly life: readonly LifeHappening[]
}

/** Things of one day stand in this order: what came from outside, what was done, what followed from it. */
const order: Readonly<Record<StoryEventKind, number>> = {
  life: 0,
  published: 1,
  'in-force': 2,
  recounted: 3,
  exception: 4,
  withdrawn: 5,
  'exception-over': 6,
  lesson: 7,
  acknowledged: 8,
  attempt: 9,
  play: 10,
  'update-missed': 11,
  'update-answered': 12,
  updated: 13,
  granted: 14,
  standing: 15,
}

export function storyOf(of: StoryFacts): ProgrammeStory {
  const { programme, facts, rules, recounts, entries, life } = of
  const exceptions = exceptionsFrom(facts, programme)
  const cycles = cyclesOf(grantsFrom(facts, programme, exceptions, recounts), rules)
  const own = [
    ...facts.flatMap((recorded) => eventsOf(of, recorded)),
    ...openAttempts(of),
    ...openPlays(of),
    ...cycles.map((cycle): StoryEvent => ({ kind: 'granted', on: cycle.on, cycle })),
    ...exceptions.flatMap(eventsOfException),
  ]
  const standings = entries
    .filter(({ from }) => from !== BEGINNING)
    .map((entry): StoryEvent => ({
      kind: 'standing',
      on: entry.from,
      entry,
      after: entries.find(({ to }) => to === entry.from),
    }))
  const begins = [...own, ...standings.filter((one) => isAsking(one))].map(({ on }) => on).toSorted()[0]
  // What was published before the programme was anything to the person is not part of the story.
  const publications = begins === undefined ? [] : publicationsOf(of).filter(({ on }) => on >= begins)
  const recounted = (recounts ?? [])
    .filter(({ publishedOn }) => cycles.some((cycle) => cycle.on <= publishedOn && publishedOn <= cycle.expiresOn))
    .map(({ publishedOn, publication }): StoryEvent => ({ kind: 'recounted', on: publishedOn, publication }))
  const lived = life.map((happening): StoryEvent => ({ kind: 'life', on: happening.on, happening }))
  const events = [...own, ...standings, ...publications, ...recounted, ...lived]
  return {
    cycles,
    exceptions,
    events: events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : order[a.kind] - order[b.kind])),
  }
}

function isAsking(event: StoryEvent): boolean {
  return event.kind === 'standing' && event.entry.kind !== 'not-required'
}

/** Requirements of the programme in any of its rules. */
function keysOf(rules: RuleHistory): ReadonlySet<string> {
  const known = keysBefore.get(rules)
  if (known !== undefined) return known
  const keys = new Set(
    rules.flatMap(({ value }) => [...value.requirements, ...value.renewal].map((one) => requirementKey(one))),
  )
  keysBefore.set(rules, keys)
  return keys
}
const keysBefore = new WeakMap<RuleHistory, ReadonlySet<string>>()

function eventsOf({ rules, histories, programme, facts }: StoryFacts, recorded: Recorded): StoryEvent[] {
  if (isKind(recorded, 'lesson-completed')) {
    const { lesson, on } = recorded.fact
    return keysOf(rules).has(requirementKey({ kind: 'lesson', lesson })) ? [{ kind: 'lesson', on, lesson }] : []
  }
  if (isKind(recorded, 'acknowledged')) {
    const { standard, on } = recorded.fact
    const isAsked = keysOf(rules).has(requirementKey({ kind: 'acknowledgement', standard }))
    return isAsked ? [{ kind: 'acknowledged', on, standard }] : []
  }
  if (isKind(recorded, 'attempt-closed')) {
    const { attempt, quiz, passed, percent, on } = recorded.fact
    if (!keysOf(rules).has(requirementKey({ kind: 'quiz', quiz }))) return []
    return [{ kind: 'attempt', on, attempt, quiz, outcome: passed ? 'passed' : 'failed', percent }]
  }
  if (isKind(recorded, 'scenario-closed')) {
    const { play, scenario, passed, percent, on } = recorded.fact
    if (!keysOf(rules).has(requirementKey({ kind: 'scenario', scenario }))) return []
    return [{ kind: 'play', on, play, scenario, outcome: passed ? 'passed' : 'failed', percent }]
  }
  if (isKind(recorded, 'clause-updated')) {
    const { clause, revision } = readEvidence(recorded.fact.clause)
    if (!restsOn(histories, programme, clause)) return []
    const { on, by, play } = recorded.fact
    const scenario = play && endOfPlay(facts, play)?.scenario
    return [{ kind: 'updated', on, clause, revision, by, scenario }]
  }
  if (isKind(recorded, 'update-tried') && !showsAtOnce(facts, recorded)) {
    const { clause, revision } = readEvidence(recorded.fact.clause)
    const kind = recorded.fact.passed ? 'update-answered' : 'update-missed'
    return restsOn(histories, programme, clause) ? [{ kind, on: recorded.fact.on, clause, revision }] : []
  }
  return []
}

function openAttempts({ facts, rules }: StoryFacts): StoryEvent[] {
  const closed = new Set(facts.flatMap((one) => (isKind(one, 'attempt-closed') ? [one.fact.attempt] : [])))
  return facts.flatMap((recorded): StoryEvent[] => {
    if (!isKind(recorded, 'attempt-started') || closed.has(recorded.fact.attempt)) return []
    const { attempt, quiz, on } = recorded.fact
    if (!keysOf(rules).has(requirementKey({ kind: 'quiz', quiz }))) return []
    return [{ kind: 'attempt', on, attempt, quiz, outcome: 'open', percent: null }]
  })
}

function openPlays({ facts, rules }: StoryFacts): StoryEvent[] {
  const closed = new Set(facts.flatMap((one) => (isKind(one, 'scenario-closed') ? [one.fact.play] : [])))
  return facts.flatMap((recorded): StoryEvent[] => {
    if (!isKind(recorded, 'scenario-started') || closed.has(recorded.fact.play)) return []
    const { play, scenario, on } = recorded.fact
    if (!keysOf(rules).has(requirementKey({ kind: 'scenario', scenario }))) return []
    return [{ kind: 'play', on, play, scenario, outcome: 'open', percent: null }]
  })
}

/** Whether any change of the clause named the programme. */
function restsOn(histories: ClauseHistories, programme: ProgrammeId, clause: ClauseId): boolean {
  return histories.get(clause)?.some(({ programmes }) => programmes.includes(programme)) ?? false
}

/** What an exception does from its own days on, and when it was recorded where that is another day. */
function eventsOfException(exception: Exception): StoryEvent[] {
  const { terms, on, withdrawn } = exception
  const force = inForce(exception)
  const ends = (terms.kind === 'waiver' || terms.kind === 'pause') && force !== undefined && force.to !== FOREVER
  const endsByItself = ends && (withdrawn === undefined || force.to < withdrawn.on)
  return [
    { kind: 'exception', on, exception },
    ...(endsByItself ? [{ kind: 'exception-over' as const, on: force.to, exception }] : []),
    ...(withdrawn === undefined ? [] : [{ kind: 'withdrawn' as const, on: withdrawn.on, exception }]),
  ]
}

function publicationsOf({ programme, histories }: StoryFacts): readonly StoryEvent[] {
  const changes = [...histories.values()].flatMap((history) =>
    history.filter((change, index) => concerns(programme, history, change, index)),
  )
  const told = [...Map.groupBy(changes, ({ publication }) => publication)].flatMap(
    ([publication, own]): StoryEvent[] => {
      const inOrder = own.toSorted((a, b) => (a.clause < b.clause ? -1 : 1))
      const [first] = inOrder
      return first === undefined ? [] : [{ kind: 'published', on: first.publishedOn, publication, changes: inOrder }]
    },
  )
  const later = changes.filter(({ effectiveOn, publishedOn }) => effectiveOn > publishedOn)
  const inForceLater = [
    ...Map.groupBy(later, ({ publication, effectiveOn }) => `${publication} ${effectiveOn}`),
  ].flatMap(([, own]): StoryEvent[] => {
    const [first] = own
    if (first === undefined) return []
    return [{ kind: 'in-force', on: first.effectiveOn, publication: first.publication, changes: own }]
  })
  return [...told, ...inForceLater]
}

/** A retired clause names no programme any more: it concerned those that rested on it before. */
function concerns(
  programme: ProgrammeId,
  history: readonly PublishedChange[],
  change: PublishedChange,
  index: number,
): boolean {
  if (change.verdict !== 'retired') return change.programmes.includes(programme)
  return history[index - 1]?.programmes.includes(programme) ?? false
}

/** The first day that the story tells of: anything shown, decided or asked in the programme. */
export function firstDayOf({ events }: ProgrammeStory): Day | undefined {
  return events.find((event) => event.kind !== 'life' && (event.kind !== 'standing' || isAsking(event)))?.on
}

/** The last day that is known ahead: of the cycles, and of what is planned. */
export function lastDayOf({ cycles, events }: ProgrammeStory): Day | undefined {
  const ends = cycles.flatMap(({ pieces }) => pieces.map(({ to }) => to))
  return [...ends, ...events.map(({ on }) => on)]
    .filter((on) => on !== FOREVER)
    .toSorted()
    .at(-1)
}
