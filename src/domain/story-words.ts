/** The events of a programme's story as sentences: the rows of its table, and the labels of its drawing. */
import { grantPathWords } from './certificate-words.ts'
import type { Cycle } from './cycles.ts'
import { dayInWords } from './day-words.ts'
import { exceptionNames, exceptionWords, wordTerms, type ExceptionNames } from './exception-words.ts'
import type { ClauseChange } from './facts.ts'
import type { Names } from './history-words.ts'
import type { LessonId, ReasonId, ScenarioId, StandardId } from './ids.ts'
import type { Library } from './library.ts'
import { wordEntry } from './not-required-words.ts'
import type { AttemptOutcome, ProgrammeStory, StoryEvent, StoryEventKind } from './programme-story.ts'
import { scenarioTitle, type HoldsScenarios } from './rewriting.ts'
import { listed, lowerFirst } from './scope-words.ts'
import { standingWords } from './standing-words.ts'
import { howShown } from './update-words.ts'
import { countedInWords } from './words.ts'
import type { Whom } from './because.ts'
import type { Day } from './days.ts'

export interface StoryNames {
  readonly names: Names
  readonly titles: ExceptionNames & {
    lesson(id: LessonId): string
    standard(id: StandardId): string
    scenario(id: ScenarioId): string
  }
  readonly whom: Whom
}

/** A text that is gone from the library stands as its id. */
export function storyNames(
  library: Pick<Library, 'lessons' | 'quizzes' | 'standards'> & HoldsScenarios,
  names: Names,
  whom: Whom,
): StoryNames {
  const lesson = (id: LessonId) => `“${library.lessons.get(id)?.title ?? id}”`
  const standard = (id: StandardId) => `“${library.standards.get(id)?.title ?? id}”`
  const scenario = (id: ScenarioId) => `“${scenarioTitle(library, id)}”`
  return { names, whom, titles: { ...exceptionNames(library), lesson, standard, scenario } }
}

const outcomeWords: Readonly<Record<AttemptOutcome, string>> = {
  passed: 'passed',
  failed: 'not passed',
  open: 'begun, not submitted yet',
}

const changeWords: Readonly<Record<ClauseChange['verdict'], readonly [one: string, many: string]>> = {
  new: ['is new', 'are new'],
  material: ['changed', 'changed'],
  retired: ['was retired', 'were retired'],
  coverage: ['is asked here as well', 'are asked here as well'],
}

/** "TEL-05 changed, TEL-11 and TEL-12 are new". */
function changesInWords(changes: readonly ClauseChange[]): string {
  return [...Map.groupBy(changes, ({ verdict }) => verdict)]
    .map(([verdict, own]) => {
      const clauses = own.map(({ clause }) => clause)
      const said = clauses.length > 6 ? countedInWords(clauses.length, 'clause') : listed(clauses)
      return `${said} ${changeWords[verdict][clauses.length === 1 ? 0 : 1]}`
    })
    .join(', ')
}

function reasonInWords(reason: ReasonId, { names }: StoryNames): string {
  const label = names.reasons.get(reason)
  return label === undefined ? '' : ` ${label}.`
}

/** What a certificate does until the end of its cycle. */
function heldInWords({ pieces, expiresOn }: Cycle, today: Day): string {
  if (pieces.some(({ kind }) => kind === 'revoked' || kind === 'void')) return 'It was to hold'
  return expiresOn < today ? 'It held' : 'It holds'
}

/** What follows the word for its sort: "“Telephone quiz” passed, with 92%." */
export function wordEvent(event: StoryEvent, story: StoryNames, today: Day): string {
  const { titles, names, whom } = story
  switch (event.kind) {
    case 'standing': {
      const { entry, after } = event
      return `${standingWords[entry.kind].within}. ${wordEntry(entry, after === undefined ? [] : [after], today, names, whom)}`
    }
    case 'granted': {
      const { number, path, publication, expiresOn } = event.cycle
      const holds = `${heldInWords(event.cycle, today)} until ${dayInWords(expiresOn)}.`
      return `cycle ${number} begins, ${grantPathWords[path]} on publication ${publication}. ${holds}`
    }
    case 'attempt': {
      const { quiz, outcome, percent } = event
      const score = percent === null ? '' : `, with ${percent}%`
      return `${titles.quiz(quiz)} ${outcomeWords[outcome]}${score}.`
    }
    case 'play': {
      const { scenario, outcome, percent } = event
      const how = outcome === 'open' ? 'begun, not played to its end yet' : outcomeWords[outcome]
      return `${titles.scenario(scenario)} ${how}${percent === null ? '' : `, with ${percent}%`}.`
    }
    case 'lesson':
      return `${titles.lesson(event.lesson)} finished.`
    case 'acknowledged':
      return `${titles.standard(event.standard)} read and understood.`
    case 'updated': {
      const { clause, revision, by, scenario } = event
      const how = howShown(by, scenario && titles.scenario(scenario))
      return `${clause} shown at revision ${revision}, ${how}.`
    }
    case 'update-answered':
      return `${event.clause} answered rightly at revision ${event.revision}; its scenario was still to be played.`
    case 'update-missed':
      return `${event.clause} tried at revision ${event.revision}: not every answer was right.`
    case 'published':
      return `${changesInWords(event.changes)}, by publication ${event.publication}.`
    case 'in-force': {
      const clauses = listed(event.changes.map(({ clause }) => clause))
      return `${clauses} in force as publication ${event.publication} changed ${event.changes.length === 1 ? 'it' : 'them'}.`
    }
    case 'recounted':
      return `how long it holds changed by publication ${event.publication}, also for certificates granted before.`
    case 'exception': {
      const { terms, reason } = event.exception
      return `${lowerFirst(exceptionWords[terms.kind].title)}. ${wordTerms(terms, titles)}${reasonInWords(reason, story)}`
    }
    case 'exception-over':
      return `${lowerFirst(exceptionWords[event.exception.terms.kind].title)} ${event.on > today ? 'ends' : 'ended'} by itself.`
    case 'withdrawn': {
      const { terms, withdrawn } = event.exception
      const why = withdrawn === undefined ? '' : reasonInWords(withdrawn.reason, story)
      return `${lowerFirst(exceptionWords[terms.kind].title)} withdrawn.${why}`
    }
    case 'life':
      return lowerFirst(event.happening.says)
  }
}

/** What sort of thing it is, as the first word of its row. */
export const eventWords: Readonly<Record<StoryEventKind, string>> = {
  standing: 'Standing',
  granted: 'Certificate',
  attempt: 'Quiz',
  play: 'Scenario',
  lesson: 'Lesson',
  acknowledged: 'Reading',
  updated: 'Update',
  'update-missed': 'Update',
  'update-answered': 'Update',
  published: 'Publication',
  'in-force': 'Publication',
  recounted: 'Publication',
  exception: 'Decision',
  'exception-over': 'Decision',
  withdrawn: 'Decision',
  life: 'Work',
}

/** "Quiz: “Telephone quiz” passed, with 92%." */
export function sayEvent(event: StoryEvent, names: StoryNames, today: Day): string {
  return `${eventWords[event.kind]}: ${wordEvent(event, names, today)}`
}

export interface StoryRow {
  readonly on: Day
  readonly isToCome: boolean
  readonly sort: string
  readonly says: string
  readonly event: StoryEvent
}

/** Every event as a row, in order of days; what is still to come is marked. */
export function rowsOf({ events }: ProgrammeStory, names: StoryNames, today: Day): readonly StoryRow[] {
  return events.map((event) => ({
    on: event.on,
    isToCome: event.on > today,
    sort: eventWords[event.kind],
    says: wordEvent(event, names, today),
    event,
  }))
}

/** The label of the drawing: "Telephone adviser through time: two certificates, five attempts at a quiz…". */
export function storyInWords(title: string, { cycles, events }: ProgrammeStory): string {
  const many = (kinds: readonly StoryEventKind[]) => events.filter(({ kind }) => kinds.includes(kind)).length
  const parts = (
    [
      [cycles.length, 'certificate'],
      [many(['attempt']), 'attempt at a quiz', 'attempts at quizzes'],
      [many(['play']), 'play of a scenario', 'plays of scenarios'],
      [many(['lesson', 'acknowledged']), 'lesson or reading', 'lessons and readings'],
      [many(['updated']), 'update'],
      [many(['published']), 'publication that changed its clauses', 'publications that changed its clauses'],
      [many(['exception']), 'exception'],
    ] as const
  ).flatMap(([number, one, more]) => (number === 0 ? [] : [countedInWords(number, one, more)]))
  return `${title} through time: ${parts.length === 0 ? 'nothing was shown or decided yet' : listed(parts)}. The table below tells ${
    events.length === 1 ? 'the one event' : `all ${events.length} events`
  } day by day.`
}
