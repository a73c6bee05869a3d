/**
 * The vocabulary of the ledger. A fact happened once and never changes; what it means for anybody
 * is derived. A fact holds ids, codes, days and numbers only. Names, addresses and free text live in
 * erasable tables, and the fact carries their salted hash, so that a person can be erased while the
 * chain still verifies.
 */
import type { ChannelScope, RoleScope } from './curriculum.ts'
import type { Day } from './days.ts'
import type {
  AttemptId,
  Branch,
  CertificateId,
  Channel,
  ClauseEvidence,
  ClauseId,
  ExceptionId,
  JobRole,
  LessonId,
  NoticeId,
  PersonId,
  PlayId,
  PinnedClause,
  ProgrammeId,
  QuestionId,
  QuizId,
  ReasonId,
  ScenarioId,
  SceneId,
  StandardId,
  SuggestionId,
  TeamId,
} from './ids.ts'
import type { ClauseMarks, QuestionOutcome, UpdatePart } from './outcomes.ts'
import type { SuggestionPlace, Verdict } from './suggestions.ts'

/** SHA-256, in hex, of a salt and an erasable text. */
export type SaltedHash = string
/** SHA-256, in hex, of an immutable piece of a publication. */
export type ContentHash = string

export const rights = ['coordinator', 'steward', 'auditor', 'administrator'] as const
/** What a person may do beyond learning; managing follows from being a team's manager. */
export type Right = (typeof rights)[number]

/** Whom a clause reaches. */
export interface Reach {
  readonly roles: RoleScope
  readonly channels: ChannelScope
}

/**
 * What a publication does to a clause that binds somebody otherwise than before. Together the changes
 * of all publications say of every clause that ever changed what stood on each day and whom it asked.
 * An editorial change is none.
 */
export interface ClauseChange extends Reach {
  readonly clause: ClauseId
  /** In force through this publication; a retired clause has its tombstone's. */
  readonly revision: number
  /** `coverage`: the clause is as it was, and other programmes than before rest on it. */
  readonly verdict: 'new' | 'material' | 'retired' | 'coverage'
  /** The revision before this publication and whom it reached; null for a new clause. */
  readonly before: (Reach & { readonly revision: number }) | null
  /** The earliest published revision that says the same to whomever it reaches; its own when none does. */
  readonly sameWordsAs: number
  /** The programmes that rest on the clause through this publication; none once it is retired. */
  readonly programmes: readonly ProgrammeId[]
  readonly notice: NoticeId | null
  /** The day from which it is in force: the notice's, or the day of publication if that is later. */
  readonly effectiveOn: Day
  readonly updateWithinDays: number
  /** Whether people are asked to show it; false where the notice only tells. */
  readonly asks: boolean
  /** Revisions of clauses it follows whose evidence counts for it, because the owner said so. */
  readonly carries: readonly PinnedClause[]
}

/** How a certification was earned. */
export type GrantPath = 'initial' | 'renewal' | 'test-out' | 'manual'

export interface FormEntry {
  readonly question: QuestionId
  /** Option ids in the order shown. */
  readonly order: readonly string[]
}

/** What an exception from the rules does for one person in one programme. */
export type ExceptionTerms =
  | {
      /** Exempt from its first day to its last: it ends by itself. */
      readonly kind: 'waiver'
      readonly from: Day
      readonly until: Day
    }
  | {
      /** Set aside from its first day to its last, or until it is taken back: deadlines move, the expiry does not. */
      readonly kind: 'pause'
      readonly from: Day
      readonly until: Day | null
    }
  | {
      /**
       * More time from the day it is recorded on: a certificate holds to the end of `until`, or, without a
       * certificate, whatever is asked on that day is due by `until`.
       */
      readonly kind: 'extension'
      readonly certificate: CertificateId | null
      readonly until: Day
    }
  | { readonly kind: 'revocation'; readonly certificate: CertificateId }
  | {
      /** Learned elsewhere on an earlier day; counts for these requirements (`requirementKey`) from the day it is recorded on. */
      readonly kind: 'prior-learning'
      readonly requirements: readonly string[]
      readonly learnedOn: Day
    }
  | {
      /** The next certificate is earned without lessons: by the quizzes and acknowledgements of the path. */
      readonly kind: 'test-out'
    }
  | {
      /** Certified by hand, for what somebody completed on a day. */
      readonly kind: 'manual-grant'
      readonly completedOn: Day
    }
  | {
      /** Further attempts at a quiz in the cycle that runs. */
      readonly kind: 'more-attempts'
      readonly quiz: QuizId
      readonly attempts: number
    }
export type ExceptionKind = ExceptionTerms['kind']

/** A dated word holds from its day on, until a later recorded word about the same thing says otherwise. */
export type DatedFact =
  | { readonly kind: 'employment'; readonly person: PersonId; readonly from: Day; readonly employed: boolean }
  | { readonly kind: 'leave'; readonly person: PersonId; readonly from: Day; readonly away: boolean }
  | { readonly kind: 'membership'; readonly person: PersonId; readonly from: Day; readonly team: TeamId | null }
  | { readonly kind: 'line-manager'; readonly person: PersonId; readonly from: Day; readonly manager: PersonId | null }
  | { readonly kind: 'job-roles'; readonly person: PersonId; readonly from: Day; readonly roles: readonly JobRole[] }
  | { readonly kind: 'team-open'; readonly team: TeamId; readonly from: Day; readonly open: boolean }
  | { readonly kind: 'team-parent'; readonly team: TeamId; readonly from: Day; readonly parent: TeamId | null }
  | { readonly kind: 'team-branch'; readonly team: TeamId; readonly from: Day; readonly branch: Branch | null }
  | { readonly kind: 'team-channels'; readonly team: TeamId; readonly from: Day; readonly channels: readonly Channel[] }
  | {
      readonly kind: 'team-managers'
      readonly team: TeamId
      readonly from: Day
      readonly managers: readonly PersonId[]
    }
  | { readonly kind: 'setting'; readonly setting: SettingName; readonly from: Day; readonly value: string }

/** Settings of the organisation, as dated words; what each value looks like stands in `settings.ts`. */
export const settingNames = ['time-zone', 'default-windows', 'retention', 'reasons', 'quiet-days'] as const
export type SettingName = (typeof settingNames)[number]

export type Fact =
  | DatedFact
  | { readonly kind: 'person-recorded'; readonly person: PersonId; readonly personal: SaltedHash }
  | { readonly kind: 'team-recorded'; readonly team: TeamId; readonly named: SaltedHash }
  | { readonly kind: 'access'; readonly person: PersonId; readonly rights: readonly Right[] }
  | { readonly kind: 'password-set'; readonly person: PersonId }
  | {
      readonly kind: 'published'
      readonly publication: number
      readonly digest: ContentHash
      readonly on: Day
      /** `again`: content that an earlier publication held was brought back on purpose. */
      readonly act: 'baseline' | 'publish' | 'again'
      /** Left out by ledgers older than revisions, which changed no clause. */
      readonly changes?: readonly ClauseChange[]
      /** Programmes whose changed validity reaches certificates granted before, because a notice says so. */
      readonly recounts?: readonly {
        readonly programme: ProgrammeId
        readonly notice: NoticeId
        /** The day from which they hold by the new rule, and the earliest on which one may end by it. */
        readonly from: Day
        readonly notBefore: Day
      }[]
    }
  | {
      readonly kind: 'lesson-completed'
      readonly person: PersonId
      readonly lesson: LessonId
      readonly publication: number
      readonly content: ContentHash
      readonly clauses: readonly ClauseEvidence[]
      readonly on: Day
    }
  | {
      readonly kind: 'acknowledged'
      readonly person: PersonId
      readonly standard: StandardId
      readonly publication: number
      readonly content: ContentHash
      readonly clauses: readonly ClauseEvidence[]
      readonly on: Day
    }
  | {
      readonly kind: 'attempt-started'
      readonly person: PersonId
      readonly attempt: AttemptId
      readonly quiz: QuizId
      readonly publication: number
      readonly content: ContentHash
      readonly seed: number
      readonly form: readonly FormEntry[]
      readonly on: Day
    }
  | {
      readonly kind: 'answered'
      readonly person: PersonId
      readonly attempt: AttemptId
      readonly question: QuestionId
      readonly options: readonly string[]
    }
  | {
      readonly kind: 'attempt-closed'
      readonly person: PersonId
      readonly attempt: AttemptId
      readonly quiz: QuizId
      readonly publication: number
      readonly passed: boolean
      readonly percent: number
      readonly outcomes: readonly QuestionOutcome[]
      /** Critical clauses in which an answer was wrong. */
      readonly brokenCritical: readonly ClauseId[]
      readonly on: Day
    }
  | {
      readonly kind: 'scenario-started'
      readonly person: PersonId
      readonly play: PlayId
      readonly scenario: ScenarioId
      readonly publication: number
      readonly content: ContentHash
      /** From which the order of the replies follows at every decision. */
      readonly seed: number
      readonly on: Day
    }
  | {
      /** What somebody said in a scenario, of the replies shown, in their order. */
      readonly kind: 'scenario-step'
      readonly person: PersonId
      readonly play: PlayId
      readonly scene: SceneId
      readonly choice: string
      readonly shown: readonly string[]
      readonly clauses: readonly ClauseEvidence[]
      readonly on: Day
    }
  | {
      readonly kind: 'scenario-closed'
      readonly person: PersonId
      readonly play: PlayId
      readonly scenario: ScenarioId
      readonly publication: number
      readonly ending: SceneId
      readonly passed: boolean
      readonly percent: number
      readonly clauses: readonly ClauseMarks[]
      /** Critical clauses that were broken. */
      readonly brokenCritical: readonly ClauseId[]
      readonly on: Day
    }
  | {
      readonly kind: 'granted'
      readonly person: PersonId
      readonly programme: ProgrammeId
      readonly certificate: CertificateId
      readonly publication: number
      readonly path: GrantPath
      readonly on: Day
      /** The day from which its validity is counted; left out by ledgers older than the rule. */
      readonly countsFrom?: Day
      /** The last day on which the certification holds; an exception changes it only by a further fact. */
      readonly expiresOn: Day
      /** The day from which renewing counts. */
      readonly windowOpensOn: Day
      /** Ledger sequences of the facts that met each requirement. */
      readonly evidence: readonly number[]
      readonly clauses: readonly ClauseEvidence[]
    }
  | {
      readonly kind: 'exception'
      readonly person: PersonId
      readonly programme: ProgrammeId
      readonly exception: ExceptionId
      readonly terms: ExceptionTerms
      readonly on: Day
      readonly reason: ReasonId
      /** Of the free text beside the reason; null without one. */
      readonly words: SaltedHash | null
    }
  | {
      /** Takes an exception back from a day on; what it did before that day stays. */
      readonly kind: 'exception-withdrawn'
      readonly person: PersonId
      readonly programme: ProgrammeId
      readonly exception: ExceptionId
      readonly on: Day
      readonly reason: ReasonId
      readonly words: SaltedHash | null
    }
  | { readonly kind: 'reason-recorded'; readonly reason: ReasonId; readonly named: SaltedHash }
  | {
      /** One try at the questions on a changed clause. */
      readonly kind: 'update-tried'
      readonly person: PersonId
      readonly clause: ClauseEvidence
      readonly publication: number
      readonly answers: readonly { readonly question: QuestionId; readonly options: readonly string[] }[]
      /** Every answer was right. */
      readonly passed: boolean
      readonly on: Day
    }
  | {
      /** Somebody has shown a changed clause at its new revision, for every programme that rests on it. */
      readonly kind: 'clause-updated'
      readonly person: PersonId
      readonly clause: ClauseEvidence
      readonly publication: number
      /** What came last of all that the update asked. */
      readonly by: UpdatePart
      /** Where a scenario was played again for it: the play that counted. */
      readonly play?: PlayId
      readonly on: Day
    }
  | {
      readonly kind: 'notice-read'
      readonly person: PersonId
      readonly notice: NoticeId
      readonly publication: number
      readonly on: Day
    }
  | {
      readonly kind: 'suggested'
      readonly person: PersonId
      readonly suggestion: SuggestionId
      readonly place: SuggestionPlace
      readonly publication: number
      readonly words: SaltedHash
    }
  | {
      readonly kind: 'suggestion-answered'
      readonly suggestion: SuggestionId
      readonly verdict: Verdict
      readonly words: SaltedHash
    }
  | {
      /** A backup took the place of the database; the head it had is lost. -1 and '' when it could not be read. */
      readonly kind: 'restored'
      readonly lostSequence: number
      readonly lostHash: ContentHash
    }

export type FactKind = Fact['kind']
export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>

/** A fact in its place: `sequence` counts from 1 without gaps, `at` is the recorded instant in UTC. */
export interface Recorded<F extends Fact = Fact> {
  readonly sequence: number
  readonly at: string
  /** Who did it; null for the portal itself. */
  readonly by: PersonId | null
  readonly fact: F
}

export function isKind<Kind extends FactKind>(recorded: Recorded, kind: Kind): recorded is Recorded<FactOf<Kind>> {
  return recorded.fact.kind === kind
}

/** Whose fact it is: a person's facts are loaded by this to derive the person's standings. */
export function personOf(fact: Fact): PersonId | null {
  return 'person' in fact ? fact.person : null
}

/** The attempt, play, certificate, suggestion, exception or team a fact is about, by which it is found again. */
export function subjectOf(fact: Fact): string | null {
  if ('attempt' in fact) return fact.attempt
  if ('play' in fact) return fact.play
  if ('certificate' in fact) return fact.certificate
  if ('suggestion' in fact) return fact.suggestion
  if ('exception' in fact) return fact.exception
  if ('team' in fact && fact.kind !== 'membership') return fact.team
  if (fact.kind === 'published') return String(fact.publication)
  return null
}
