/** What a person still has to do in a programme, and what a grant says once it is done. */
import { requirementKey, type Programme, type Requirement } from './curriculum.ts'
import { addDays, addMonths, later, type Day } from './days.ts'
import { isKind, type GrantPath, type Recorded } from './facts.ts'
import { readEvidence, type ClauseEvidence, type ClauseId, type ProgrammeId } from './ids.ts'
import { clausesOfProgramme, describeRequirement, type Library } from './library.ts'
import { exceptionsFrom, isException, lastInForce, type Exception } from './exceptions.ts'
import { nextExpiry, type Before } from './expiry.ts'
import { grantOn, grantsFrom, termsOn, type Grant, type Recount } from './grants.ts'

/** Something shown on a day that meets a requirement. */
export interface Evidence {
  /** `requirementKey` of what it meets. */
  readonly meets: string
  readonly on: Day
  /** Its place in the ledger. */
  readonly sequence: number
}

/** Completed lessons, passed attempts and acknowledgements, in the order recorded. */
export function evidenceFrom(facts: readonly Recorded[]): readonly Evidence[] {
  return facts.flatMap((recorded): Evidence[] => {
    const { sequence } = recorded
    if (isKind(recorded, 'lesson-completed')) {
      const { lesson, on } = recorded.fact
      return [{ meets: requirementKey({ kind: 'lesson', lesson }), on, sequence }]
    }
    if (isKind(recorded, 'acknowledged')) {
      const { standard, on } = recorded.fact
      return [{ meets: requirementKey({ kind: 'acknowledgement', standard }), on, sequence }]
    }
    if (isKind(recorded, 'attempt-closed') && recorded.fact.passed) {
      const { quiz, on } = recorded.fact
      return [{ meets: requirementKey({ kind: 'quiz', quiz }), on, sequence }]
    }
    if (isKind(recorded, 'scenario-closed') && recorded.fact.passed) {
      const { scenario, on } = recorded.fact
      return [{ meets: requirementKey({ kind: 'scenario', scenario }), on, sequence }]
    }
    return []
  })
}

/** What was learned elsewhere, as evidence from the day on which it was recognised. */
export function priorLearning(exceptions: readonly Exception[]): readonly Evidence[] {
  return exceptions.flatMap((exception): Evidence[] => {
    if (!isException(exception, 'prior-learning') || exception.withdrawn !== undefined) return []
    const { on, sequence, terms } = exception
    return terms.requirements.map((meets) => ({ meets, on, sequence }))
  })
}

/** What a person has in a programme: certificates, what was shown, and what was decided apart from the rules. */
export interface Course {
  readonly grants: readonly Grant[]
  readonly evidence: readonly Evidence[]
  readonly exceptions: readonly Exception[]
}

export function courseOf(
  facts: readonly Recorded[],
  programme: ProgrammeId,
  recounts: readonly Recount[] = [],
  evidence: readonly Evidence[] = evidenceFrom(facts),
): Course {
  const exceptions = exceptionsFrom(facts, programme)
  const learned = priorLearning(exceptions)
  return {
    grants: grantsFrom(facts, programme, exceptions, recounts),
    evidence: learned.length === 0 ? evidence : [...evidence, ...learned].toSorted((a, b) => a.sequence - b.sequence),
    exceptions,
  }
}

export interface RequirementState {
  readonly requirement: Requirement
  readonly met: Evidence | undefined
}

/**
 * The way to a grant. `test-out` leaves the lessons out, because somebody decided that this person may show
 * without them what they teach.
 */
export type Path = Exclude<GrantPath, 'manual'>

/**
 * Where a person is on the way to the next grant.
 * `held`: certified, and the renewal window is not open, so nothing counts yet (`window-not-open`).
 * `open`: what is done since `since` counts, and the requirements of the path say what is left.
 */
export type Remaining =
  | { readonly kind: 'held'; readonly grant: Grant }
  | {
      readonly kind: 'open'
      readonly path: Path
      readonly since: Day
      /** Facts up to this place in the ledger belong to the cycle before, whatever their day. */
      readonly after: number
      readonly requirements: readonly RequirementState[]
    }

/**
 * On the initial path evidence counts while it is younger than the programme's validity; what was
 * shown longer ago proves nothing now. Once there was a certification, only what was done after it and
 * from the opening of its renewal window on counts, so an earlier cycle never pays for the next; once it
 * was revoked, only what was done since. Up to the end of grace the shorter renewal path is enough; after
 * it, the initial path.
 */
export function remainingOf(programme: Programme, course: Course, today: Day): Remaining {
  const grant = grantOn(course.grants, today)
  const oldest = addMonths(today, -programme.validForMonths)
  const after = grant?.sequence ?? 0
  if (grant === undefined) return openPath(programme, course, { path: 'initial', since: oldest, after }, today)
  const terms = termsOn(grant, today)
  if (terms.state === 'revoked') {
    const revocation = course.exceptions.find(({ id }) => id === terms.revocation)
    const since = later(revocation?.on ?? grant.on, oldest)
    return openPath(programme, course, { path: 'initial', since, after: revocation?.sequence ?? after }, today)
  }
  if (today < terms.windowOpensOn) return { kind: 'held', grant }
  const path = today <= addDays(terms.expiresOn, programme.graceDays) ? 'renewal' : 'initial'
  return openPath(programme, course, { path, since: later(terms.windowOpensOn, oldest), after }, today)
}

function openPath(
  programme: Programme,
  { evidence, exceptions }: Course,
  { path, since, after }: { readonly path: 'initial' | 'renewal'; readonly since: Day; readonly after: number },
  today: Day,
): Remaining {
  const testOut = lastInForce(exceptions, 'test-out', today)
  const whole = path === 'initial' ? programme.requirements : programme.renewal
  const withoutLessons = whole.filter(({ kind }) => kind !== 'lesson')
  // Where a path is lessons alone there is nothing by which to test out of them.
  const isTestOut = testOut !== undefined && testOut.sequence > after && withoutLessons.length > 0
  const requirements = isTestOut ? withoutLessons : whole
  const counting = evidence.filter((shown) => shown.sequence > after && shown.on >= since && shown.on <= today)
  return {
    kind: 'open',
    path: isTestOut ? 'test-out' : path,
    since,
    after,
    requirements: requirements.map((requirement) => ({
      requirement,
      met: counting.findLast((shown) => shown.meets === requirementKey(requirement)),
    })),
  }
}

export interface GrantDecision {
  readonly path: GrantPath
  readonly on: Day
  readonly countsFrom: Day
  readonly windowOpensOn: Day
  readonly expiresOn: Day
  readonly evidence: readonly number[]
}

/**
 * The grant that is earned today, or undefined while anything is left: by the requirements of the path, or
 * by a decision to certify by hand, which needs none. When it ends says `nextExpiry`.
 */
export function decideGrant(programme: Programme, course: Course, today: Day): GrantDecision | undefined {
  const byHand = lastInForce(course.exceptions, 'manual-grant', today)
  if (byHand !== undefined && course.grants.every(({ sequence = 0 }) => sequence < byHand.sequence))
    return grantFor(programme, course, today, {
      path: 'manual',
      completedOn: byHand.terms.completedOn,
      evidence: [byHand.sequence],
    })
  const remaining = remainingOf(programme, course, today)
  if (remaining.kind === 'held') return undefined
  const shown = remaining.requirements.flatMap(({ met }) => (met === undefined ? [] : [met.sequence]))
  if (shown.length === 0 || shown.length < remaining.requirements.length) return undefined
  const testOut = remaining.path === 'test-out' ? lastInForce(course.exceptions, 'test-out', today) : undefined
  const evidence = testOut === undefined ? shown : [...shown, testOut.sequence]
  return grantFor(programme, course, today, { path: remaining.path, completedOn: today, evidence })
}

function grantFor(
  programme: Programme,
  { grants }: Course,
  today: Day,
  earned: { readonly path: GrantPath; readonly completedOn: Day; readonly evidence: readonly number[] },
): GrantDecision {
  const { path, completedOn, evidence } = earned
  const grant = grantOn(grants, today)
  const terms = grant && termsOn(grant, today)
  const before: Before | undefined =
    terms?.state === 'as-granted'
      ? { expiresOn: terms.countedTo, windowOpensOn: terms.windowOpensOn, holdsUntil: terms.expiresOn }
      : undefined
  const { countsFrom, expiresOn } = nextExpiry(programme, completedOn, before)
  const windowOpensOn = addDays(expiresOn, -programme.renewalWindowDays)
  return { path, on: today, countsFrom, windowOpensOn, expiresOn, evidence }
}

/**
 * The exact texts that a certification rests on: each clause of the programme at the highest revision
 * that the person has been taught, asked or told to confirm, now or in an earlier cycle. So a path that
 * began before a clause changed certifies for the old words, and the update follows.
 */
export function clausesBehind(
  library: Library,
  programme: Programme,
  facts: readonly Recorded[],
): readonly ClauseEvidence[] {
  const highest = new Map<ClauseId, { revision: number; evidence: ClauseEvidence }>()
  for (const evidence of facts.flatMap(clausesMet)) {
    const { clause, revision } = readEvidence(evidence)
    const known = highest.get(clause)
    if (known === undefined || revision >= known.revision) highest.set(clause, { revision, evidence })
  }
  return clausesOfProgramme(library, programme).flatMap((clause) => highest.get(clause)?.evidence ?? [])
}

function clausesMet(recorded: Recorded): readonly ClauseEvidence[] {
  if (isKind(recorded, 'lesson-completed') || isKind(recorded, 'acknowledged') || isKind(recorded, 'granted')) {
    return recorded.fact.clauses
  }
  if (isKind(recorded, 'clause-updated')) return [recorded.fact.clause]
  if (isKind(recorded, 'scenario-closed') && recorded.fact.passed)
    return recorded.fact.clauses.map(({ clause }) => clause)
  if (!isKind(recorded, 'attempt-closed') || !recorded.fact.passed) return []
  return recorded.fact.outcomes.flatMap(({ clauses }) => clauses)
}

export type RemainingForPerson =
  | Extract<Remaining, { kind: 'held' }>
  | (Extract<Remaining, { kind: 'open' }> & {
      /** Whole minutes for the requirements not yet met. */
      readonly minutesLeft: number
    })

/** What a person's own facts leave to do in a programme today. */
export function whatRemains(
  library: Library,
  programme: Programme,
  facts: readonly Recorded[],
  today: Day,
): RemainingForPerson {
  const remaining = remainingOf(programme, courseOf(facts, programme.id, library.recounts?.get(programme.id)), today)
  if (remaining.kind === 'held') return remaining
  const minutesLeft = remaining.requirements
    .filter(({ met }) => met === undefined)
    .reduce((total, { requirement }) => total + describeRequirement(library, requirement).minutes, 0)
  return { ...remaining, minutesLeft }
}
