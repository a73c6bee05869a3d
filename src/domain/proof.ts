/**
 * What a certification rests on, picked from the facts of its holder: what showed each of its texts, what met
 * each requirement, which updates have carried it on, and which exceptions it rests on or was changed by.
 */
import type { Clause, Question, Standard } from './curriculum.ts'
import type { Day } from './days.ts'
import { exceptionsFrom, isException, type Exception } from './exceptions.ts'
import { isKind, type ContentHash, type FactOf, type GrantPath, type Recorded } from './facts.ts'
import type { GrantTerms } from './grants.ts'
import {
  readEvidence,
  type AttemptId,
  type CertificateId,
  type ClauseEvidence,
  type ClauseId,
  type PersonId,
  type PlayId,
  type ProgrammeId,
  type QuestionId,
  type QuizId,
  type ScenarioId,
} from './ids.ts'
import type { Library } from './library.ts'
import type { UpdatePart } from './outcomes.ts'
import type { Choice, Outcome } from './scenario.ts'
import type { ShownException } from './shown-exceptions.ts'
import type { ClauseHistories } from './updates.ts'

/** Facts by which somebody shows what a clause says. */
export type ShowingFact = FactOf<
  'lesson-completed' | 'acknowledged' | 'attempt-closed' | 'scenario-closed' | 'clause-updated'
>
export type Showing = Recorded<ShowingFact>
export type Granted = Recorded<FactOf<'granted'>>

/** A fact that showed one text, and by which questions where it is an attempt. */
export interface ShownIn {
  readonly showing: Showing
  readonly questions: readonly QuestionId[]
}

export interface ProofFacts {
  /**
   * Each text the certificate names, with what showed that very text: what met a requirement, and only where
   * nothing of that did, whatever was done before.
   */
  readonly texts: readonly { readonly evidence: ClauseEvidence; readonly shownIn: readonly ShownIn[] }[]
  /** What met its requirements, in the order recorded. */
  readonly showings: readonly Showing[]
  /** What showed some of its texts without meeting a requirement: in an earlier cycle, or for another programme. */
  readonly besides: readonly Showing[]
  /** Changed clauses shown while it was the newest, in the order recorded. */
  readonly updates: readonly Recorded<FactOf<'clause-updated'>>[]
  /** Those it would not have been granted without. */
  readonly restsOn: readonly Exception[]
  /** Those that changed it afterwards. */
  readonly changedBy: readonly Exception[]
}

/** @param facts all of the holder's, in the order recorded */
export function proofFrom(facts: readonly Recorded[], granted: Granted, histories: ClauseHistories): ProofFacts {
  const { fact, sequence } = granted
  const before = facts.filter((recorded) => recorded.sequence < sequence).filter(isShowing)
  const showings = before.filter((showing) => fact.evidence.includes(showing.sequence))
  const texts = fact.clauses.map((evidence) => {
    const here = showings.flatMap((showing) => shownIn(showing, evidence))
    return { evidence, shownIn: here.length > 0 ? here : before.flatMap((showing) => shownIn(showing, evidence)) }
  })
  const used = new Set(texts.flatMap(({ shownIn: found }) => found.map(({ showing }) => showing)))
  const exceptions = exceptionsFrom(facts, fact.programme)
  return {
    texts,
    showings,
    besides: before.filter((showing) => used.has(showing) && !showings.includes(showing)),
    updates: updatesOf(facts, granted, histories),
    restsOn: exceptions.filter((exception) => fact.evidence.includes(exception.sequence)),
    changedBy: exceptions.filter(
      (exception) =>
        (isException(exception, 'extension') || isException(exception, 'revocation')) &&
        exception.terms.certificate === fact.certificate,
    ),
  }
}

function isShowing(recorded: Recorded): recorded is Showing {
  return (
    isKind(recorded, 'lesson-completed') ||
    isKind(recorded, 'acknowledged') ||
    isKind(recorded, 'clause-updated') ||
    (isKind(recorded, 'attempt-closed') && recorded.fact.passed) ||
    (isKind(recorded, 'scenario-closed') && recorded.fact.passed)
  )
}

function shownIn(showing: Showing, evidence: ClauseEvidence): readonly ShownIn[] {
  const { fact } = showing
  if (fact.kind === 'attempt-closed') {
    const questions = fact.outcomes.flatMap(({ question, clauses }) => (clauses.includes(evidence) ? [question] : []))
    return questions.length === 0 ? [] : [{ showing, questions }]
  }
  return showsIt(fact, evidence) ? [{ showing, questions: [] }] : []
}

function showsIt(fact: Exclude<ShowingFact, FactOf<'attempt-closed'>>, evidence: ClauseEvidence): boolean {
  if (fact.kind === 'clause-updated') return fact.clause === evidence
  if (fact.kind === 'scenario-closed') return fact.clauses.some(({ clause }) => clause === evidence)
  return fact.clauses.includes(evidence)
}

/** Updates of clauses that its programme rests on, up to the next certificate. */
function updatesOf(
  facts: readonly Recorded[],
  { fact, sequence }: Granted,
  histories: ClauseHistories,
): readonly Recorded<FactOf<'clause-updated'>>[] {
  const next = facts.find(
    (recorded) =>
      isKind(recorded, 'granted') && recorded.fact.programme === fact.programme && recorded.sequence > sequence,
  )
  const named = new Set(fact.clauses.map((evidence) => readEvidence(evidence).clause))
  return facts
    .filter((recorded) => isKind(recorded, 'clause-updated'))
    .filter(({ sequence: place, fact: { clause: evidence } }) => {
      if (place <= sequence || (next !== undefined && place > next.sequence)) return false
      const { clause } = readEvidence(evidence)
      const changes = histories.get(clause) ?? []
      return named.has(clause) || changes.some(({ programmes }) => programmes.includes(fact.programme))
    })
}

/** By which attempt in its cycle a quiz was passed, or by which play a scenario, from 1: those closed since the certificate before it count. */
export function whichAttempt(facts: readonly Recorded[], granted: Granted, passed: AttemptId | PlayId): number {
  const before = facts.findLast(
    (recorded) =>
      isKind(recorded, 'granted') &&
      recorded.fact.programme === granted.fact.programme &&
      recorded.sequence < granted.sequence,
  )
  const closed = facts.flatMap((recorded): { sequence: number; id: AttemptId | PlayId; of: string }[] => {
    const { sequence } = recorded
    if (isKind(recorded, 'attempt-closed'))
      return [{ sequence, id: recorded.fact.attempt, of: `quiz:${recorded.fact.quiz}` }]
    if (isKind(recorded, 'scenario-closed'))
      return [{ sequence, id: recorded.fact.play, of: `scenario:${recorded.fact.scenario}` }]
    return []
  })
  const own = closed.find(({ id }) => id === passed)
  if (own === undefined) return 1
  return closed.filter(
    ({ of, sequence }) => of === own.of && sequence > (before?.sequence ?? 0) && sequence <= own.sequence,
  ).length
}

/** An exact text, as its publication has it. */
export interface ProvedText {
  readonly evidence: ClauseEvidence
  readonly id: ClauseId
  readonly revision: number
  readonly publication: number
  readonly publishedOn: Day | undefined
  /** Undefined when the database does not hold that publication. */
  readonly clause: Clause | undefined
  readonly standard: Pick<Standard, 'id' | 'title' | 'readers'> | undefined
  readonly library: Library | undefined
}

export interface AskedAndAnswered {
  readonly place: number
  readonly question: Question
  /** In the order shown. */
  readonly options: Question['options']
  /** Option ids. */
  readonly chosen: readonly string[]
  /** 0 to 1. */
  readonly score: number
}

/** A decision of a play, with what was said of all that could be. */
export interface SaidInPlay {
  readonly place: number
  /** The title of the scene. */
  readonly scene: string
  readonly said: Choice['body']
  readonly marks: readonly { readonly clause: ClauseId; readonly got: number; readonly best: number }[]
}

/** A play that passed, with what was said in it and what that earned. */
export interface PlayProved {
  readonly play: PlayId
  readonly scenario: ScenarioId
  readonly title: string
  readonly startedOn: Day
  readonly percent: number
  readonly passPercent: number
  /** The title of its last scene. */
  readonly ending: string
  readonly outcome: Outcome
  /** What was earned on each clause of what was to be had, and the whole percent of it. */
  readonly shares: readonly {
    readonly clause: ClauseEvidence
    readonly got: number
    readonly possible: number
    readonly percent: number
  }[]
  readonly replies: readonly SaidInPlay[]
  /** Whose words the replies are drawn in. */
  readonly library: Library | undefined
}

export interface ReplayProved extends PlayProved {
  readonly on: Day
}

interface ShowingBase {
  readonly sequence: number
  readonly hash: ContentHash
  /** UTC instant. */
  readonly at: string
  readonly on: Day
  readonly publication: number
  readonly title: string
  readonly clauses: readonly ClauseEvidence[]
  /** Whose words the questions are drawn in. */
  readonly library: Library | undefined
  readonly questions: readonly AskedAndAnswered[]
}

export type ProvedShowing = ShowingBase &
  (
    | { readonly kind: 'lesson' | 'acknowledgement' }
    | {
        readonly kind: 'attempt'
        readonly attempt: AttemptId
        readonly quiz: QuizId
        readonly startedOn: Day
        readonly percent: number
        readonly passPercent: number
        /** By which attempt in its cycle it was passed, from 1. */
        readonly nth: number
      }
    | (PlayProved & {
        readonly kind: 'play'
        /** By which play in its cycle it was passed, from 1. */
        readonly nth: number
      })
    | {
        readonly kind: 'update'
        readonly by: UpdatePart
        /** Tries before the one that was right. */
        readonly triesBefore: number
        /** The play of a scenario that was asked for beside the questions, or in their place. */
        readonly replay: ReplayProved | undefined
        readonly text: ProvedText
      }
  )

/** The play behind it: its own, or the one that an update asked for. */
export function playBehind(showing: ProvedShowing): PlayProved | undefined {
  if (showing.kind === 'play') return showing
  return showing.kind === 'update' ? showing.replay : undefined
}

/** Where a fact stands in the ledger; `at` is a UTC instant. */
export interface FactPlace {
  readonly sequence: number
  readonly hash: ContentHash
  readonly at: string
}

export type ProvedException = ShownException & {
  readonly recordedAs: FactPlace
  readonly withdrawnAs: FactPlace | undefined
}

export interface Proof {
  readonly certificate: CertificateId
  /** The name is undefined once it was erased. */
  readonly person: { readonly id: PersonId; readonly name: string | undefined }
  readonly programme: { readonly id: ProgrammeId; readonly title: string }
  readonly organisationName: string
  readonly publication: number
  readonly path: GrantPath
  readonly grantedOn: Day
  /** As it was granted. */
  readonly expiresOn: Day
  /** What facts recorded since have made of it, from day to day; empty where it stays as granted. */
  readonly terms: readonly GrantTerms[]
  /** The place of the grant in the ledger. */
  readonly ledger: FactPlace
  /** The end of the ledger when the proof was gathered: with it whoever keeps the proof can verify the whole. */
  readonly head: { readonly sequence: number; readonly hash: ContentHash }
  readonly texts: readonly (ProvedText & {
    /** Ledger sequences of what showed this very text, with the questions by which an attempt did. */
    readonly shownIn: readonly { readonly sequence: number; readonly questions: readonly QuestionId[] }[]
  })[]
  /** What met its requirements. */
  readonly showings: readonly ProvedShowing[]
  /** What showed those of its texts that they did not. */
  readonly besides: readonly ProvedShowing[]
  readonly updates: readonly ProvedShowing[]
  readonly restsOn: readonly ProvedException[]
  readonly changedBy: readonly ProvedException[]
}
