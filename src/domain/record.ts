/**
 * The whole record of one person as one value: what the page shows and what the download holds. It is theirs to
 * take away, so it says everything the portal knows of them, and nothing that is not theirs to give: no answer
 * key (what was chosen in a quiz would tell it beside the outcome), and no answer that somebody wrote to a
 * suggestion. The words beside a decision about the person are about the person: they are in it.
 *
 * The shape is documented in `pages/help/your-record.mdx`. A change that a reader of the file could notice, other
 * than a field more, is a new number in `recordFormat`.
 */
import { courseOf } from './certification.ts'
import { certificatesOn, type CertificateOnDay } from './certificate-words.ts'
import { FOREVER, addDays, type Day, type Stretch } from './days.ts'
import { exceptionsFrom } from './exceptions.ts'
import { exceptionState } from './exception-states.ts'
import { wordException, type ExceptionNames } from './exception-words.ts'
import {
  isKind,
  type ContentHash,
  type ExceptionTerms,
  type FactOf,
  type GrantPath,
  type Recorded,
  type Right,
} from './facts.ts'
import type { Names } from './history-words.ts'
import type { AttemptId, ClauseEvidence, ClauseId, ExceptionId, PersonId, PlayId, QuestionId, ReasonId } from './ids.ts'
import type { Library } from './library.ts'
import { BEGINNING, type NotAsked, type NotRequired } from './not-required.ts'
import { wordEntry } from './not-required-words.ts'
import type { PersonHistory } from './organisation.ts'
import { percentOf, sceneOf, type Outcome, type Scenario } from './scenario.ts'
import { learnedOf, type RecordedLearning } from './recorded-learning.ts'
import type { Because, Span } from './standing.ts'
import type { StandingKind } from './standing-words.ts'
import { placeKey, type Suggestion, type Verdict } from './suggestions.ts'

export const recordFormat = 'touchstone-record/2'

/** An id with what it is called; the title of something gone from the library is its id. */
export interface Titled {
  readonly id: string
  readonly title: string
}

/** From its first day to its last; `last` is null while no end is known, `first` where it has always been so. */
export interface Period {
  readonly first: Day | null
  readonly last: Day | null
}

export const questionOutcomes = ['right', 'partly', 'wrong'] as const
export type OutcomeWord = (typeof questionOutcomes)[number]

export interface RecordedAttempt {
  readonly id: AttemptId
  readonly quiz: Titled
  readonly publication: number
  readonly begunOn: Day
  /** Null while it is not submitted; the rest is null or empty with it. */
  readonly submittedOn: Day | null
  readonly passed: boolean | null
  readonly percent: number | null
  readonly questions: readonly {
    readonly question: QuestionId
    readonly clauses: readonly ClauseEvidence[]
    readonly outcome: OutcomeWord
  }[]
}

export interface RecordedPlay {
  readonly id: PlayId
  readonly scenario: Titled
  readonly publication: number
  readonly begunOn: Day
  /** Null while it is not over; the rest is null or empty with it. */
  readonly endedOn: Day | null
  readonly passed: boolean | null
  readonly percent: number | null
  readonly ending: Titled | null
  readonly outcome: Outcome | null
  readonly clauses: readonly { readonly clause: ClauseEvidence; readonly percent: number }[]
  /** Critical clauses that were broken. */
  readonly broken: readonly ClauseId[]
}

export interface RecordedException {
  readonly id: string
  readonly programme: Titled
  readonly terms: ExceptionTerms
  readonly says: string
  readonly recordedOn: Day
  readonly by: string
  readonly reason: Titled
  /** Written beside the reason; null where nothing was, where it was erased, or for a reader who may not read it. */
  readonly words: string | null
  readonly withdrawn: {
    readonly on: Day
    readonly by: string
    readonly reason: Titled
    readonly words: string | null
  } | null
}

export interface PersonRecord extends RecordedLearning {
  readonly format: typeof recordFormat
  readonly madeOn: Day
  readonly organisation: string
  /** In force when it was made. */
  readonly publication: number
  /** Facts about the person, and the place in the ledger of the last one. */
  readonly facts: number
  readonly lastFact: number
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string }
  readonly account: {
    /** Instants in UTC. */
    readonly recordedAt: string | null
    readonly passwordSetAt: readonly string[]
    readonly rights: readonly { readonly at: string; readonly rights: readonly Right[] }[]
  }
  readonly work: {
    readonly employed: readonly Period[]
    readonly away: readonly Period[]
    readonly teams: readonly (Period & { readonly team: Titled | null })[]
    readonly jobRoles: readonly (Period & { readonly roles: readonly Titled[] })[]
    readonly reportsTo: readonly (Period & { readonly person: Titled | null })[]
  }
  readonly programmes: readonly (Titled & {
    readonly standings: readonly (Period & {
      readonly kind: StandingKind
      readonly because: Because | NotAsked
      readonly says: string
    })[]
  })[]
  readonly certificates: readonly {
    readonly id: string
    readonly programme: Titled
    readonly path: GrantPath
    readonly publication: number
    readonly grantedOn: Day
    /** As granted, and with what later facts made of it. */
    readonly grantedUntil: Day
    readonly holdsUntil: Day
    readonly state: CertificateOnDay['state']
    readonly clauses: readonly ClauseEvidence[]
  }[]
  readonly attempts: readonly RecordedAttempt[]
  readonly plays: readonly RecordedPlay[]
  readonly exceptions: readonly RecordedException[]
  readonly suggestions: readonly {
    readonly id: string
    readonly at: string
    readonly place: string
    readonly publication: number
    /** What the person wrote; null for a reader who may not read it. */
    readonly words: string | null
    readonly verdict: Verdict | null
    readonly answeredAt: string | null
  }[]
}

export interface RecordSource {
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string }
  /** All of the person's, in the order recorded. */
  readonly facts: readonly Recorded[]
  readonly history: PersonHistory
  readonly programmes: readonly {
    readonly programme: string
    readonly title: string
    readonly entries: readonly (Span | NotRequired)[]
  }[]
  readonly suggestions: readonly Suggestion[]
  /** Whether the reader may read what the person wrote. */
  readonly withWords: boolean
  /** What was written beside the exceptions, as far as the reader may read it. */
  readonly exceptionWords: ReadonlyMap<ExceptionId, { readonly recorded?: string; readonly withdrawn?: string }>
  readonly names: Names & ExceptionNames
  /** The scenarios that were played, in the words in which they were. */
  readonly scenarios: ReadonlyMap<ContentHash, Scenario>
  readonly library: Library
  readonly today: Day
}

export function recordFrom(source: RecordSource): PersonRecord {
  const { person, facts, library, programmes, today } = source
  const titles = new Map(programmes.map(({ programme, title }) => [programme, title]))
  const programmeOf = (id: string): Titled => ({ id, title: titles.get(id) ?? id })
  return {
    format: recordFormat,
    madeOn: today,
    organisation: library.curriculum.organisation.name,
    publication: library.publication,
    facts: facts.length,
    lastFact: facts.at(-1)?.sequence ?? 0,
    person: { id: person.id, name: person.name, email: person.email },
    account: {
      recordedAt: facts.find((one) => isKind(one, 'person-recorded'))?.at ?? null,
      passwordSetAt: facts.filter((one) => isKind(one, 'password-set')).map(({ at }) => at),
      rights: facts.filter((one) => isKind(one, 'access')).map(({ at, fact: { rights } }) => ({ at, rights })),
    },
    work: workOf(source),
    programmes: programmes.map((one) => ({
      ...programmeOf(one.programme),
      standings: standingsOf(source, one.entries),
    })),
    certificates: certificatesOf(source, programmeOf),
    attempts: attemptsOf(source),
    plays: playsOf(source),
    ...learnedOf(facts, library),
    exceptions: exceptionsOf(source, programmeOf),
    suggestions: suggestionsOf(source),
  }
}

function period({ from, to }: Stretch): Period {
  return { first: from === BEGINNING ? null : from, last: to === FOREVER ? null : addDays(to, -1) }
}

function workOf({ history, names }: RecordSource): PersonRecord['work'] {
  return {
    employed: history.employed.filter(({ value }) => value).map(period),
    away: history.away.filter(({ value }) => value).map(period),
    teams: history.team.map((one) => ({
      ...period(one),
      team: one.value === null ? null : { id: one.value, title: names.team(one.value) },
    })),
    jobRoles: history.roles.map((one) => ({
      ...period(one),
      roles: one.value.map((role) => ({ id: role, title: names.role(role) })),
    })),
    reportsTo: history.lineManager.map((one) => ({
      ...period(one),
      person: one.value === null ? null : { id: one.value, title: names.person(one.value) },
    })),
  }
}

function standingsOf({ person, names, today }: RecordSource, entries: readonly (Span | NotRequired)[]) {
  const whom = { name: person.name }
  return entries.map((entry) => ({
    ...period(entry),
    kind: entry.kind,
    because: entry.because,
    says: wordEntry(entry, entries, today, names, whom),
  }))
}

function certificatesOf({ facts, library, today }: RecordSource, programmeOf: (id: string) => Titled) {
  const granted = new Map(
    facts.filter((one) => isKind(one, 'granted')).map(({ fact }) => [fact.certificate, fact] as const),
  )
  return certificatesOn(facts, today, library.recounts).flatMap((one) => {
    const fact = granted.get(one.certificate)
    if (fact === undefined) return []
    const { certificate: id, programme, path, publication, on: grantedOn, expiresOn: grantedUntil, clauses } = fact
    return {
      id,
      programme: programmeOf(programme),
      path,
      publication,
      grantedOn,
      grantedUntil,
      holdsUntil: one.expiresOn,
      state: one.state,
      clauses,
    }
  })
}

function attemptsOf({ facts, library }: RecordSource): readonly RecordedAttempt[] {
  const closed = new Map<AttemptId, FactOf<'attempt-closed'>>()
  for (const recorded of facts) if (isKind(recorded, 'attempt-closed')) closed.set(recorded.fact.attempt, recorded.fact)
  return facts
    .filter((one) => isKind(one, 'attempt-started'))
    .map(({ fact: { attempt, quiz, publication, on } }): RecordedAttempt => {
      const end = closed.get(attempt)
      return {
        id: attempt,
        quiz: { id: quiz, title: library.quizzes.get(quiz)?.title ?? quiz },
        publication,
        begunOn: on,
        submittedOn: end?.on ?? null,
        passed: end?.passed ?? null,
        percent: end?.percent ?? null,
        questions: (end?.outcomes ?? []).map(({ question, clauses, score }) => ({
          question,
          clauses,
          outcome: score === 1 ? 'right' : score === 0 ? 'wrong' : 'partly',
        })),
      }
    })
}

function playsOf({ facts, library, scenarios }: RecordSource): readonly RecordedPlay[] {
  const closed = new Map<PlayId, FactOf<'scenario-closed'>>()
  for (const recorded of facts) if (isKind(recorded, 'scenario-closed')) closed.set(recorded.fact.play, recorded.fact)
  return facts
    .filter((one) => isKind(one, 'scenario-started'))
    .map(({ fact: { play, scenario: id, content, publication, on } }): RecordedPlay => {
      const end = closed.get(play)
      const played = scenarios.get(content)
      const ending = end && played && sceneOf(played, end.ending)
      return {
        id: play,
        scenario: { id, title: library.scenarios.get(id)?.title ?? played?.title ?? id },
        publication,
        begunOn: on,
        endedOn: end?.on ?? null,
        passed: end?.passed ?? null,
        percent: end?.percent ?? null,
        ending: end === undefined ? null : { id: end.ending, title: ending?.title ?? end.ending },
        outcome: ending?.turn.kind === 'end' ? ending.turn.outcome : null,
        clauses: (end?.clauses ?? []).map(({ clause, got, possible }) => ({
          clause,
          percent: percentOf(got, possible),
        })),
        broken: end?.brokenCritical ?? [],
      }
    })
}

function exceptionsOf(
  { facts, names, exceptionWords, today }: RecordSource,
  programmeOf: (id: string) => Titled,
): readonly RecordedException[] {
  const decider = (by: PersonId | null) => (by === null ? 'the portal' : names.person(by))
  const titled = (reason: ReasonId): Titled => ({ id: reason, title: names.reasons.get(reason) ?? reason })
  return exceptionsFrom(facts).map((exception) => {
    const { id, programme, terms, on, by, reason, withdrawn } = exception
    return {
      id,
      programme: programmeOf(programme),
      terms,
      says: wordException(exception, names, exceptionState(exception, courseOf(facts, programme), today)),
      recordedOn: on,
      by: decider(by),
      reason: titled(reason),
      words: exceptionWords.get(id)?.recorded ?? null,
      withdrawn:
        withdrawn === undefined
          ? null
          : {
              on: withdrawn.on,
              by: decider(withdrawn.by),
              reason: titled(withdrawn.reason),
              words: exceptionWords.get(id)?.withdrawn ?? null,
            },
    }
  })
}

function suggestionsOf({ suggestions, withWords }: RecordSource): PersonRecord['suggestions'] {
  return suggestions.map(({ id, at, place, publication, text, answer }) => ({
    id,
    at: at.toString({ smallestUnit: 'second' }),
    place: placeKey(place),
    publication,
    words: withWords ? text : null,
    verdict: answer?.verdict ?? null,
    answeredAt: answer?.at.toString({ smallestUnit: 'second' }) ?? null,
  }))
}
