/** What a person still has to do in a programme, and what a grant says once it is done. */
import { requirementKey, type Programme, type Requirement } from './curriculum.ts'
import { addDays, addMonths, later, type Day } from './days.ts'
import { isKind, type Recorded } from './facts.ts'
import { readEvidence, type ClauseEvidence, type ClauseId, type ProgrammeId } from './ids.ts'
import { clausesOfProgramme, describeRequirement, type Library } from './library.ts'
import { grantOn, type Grant } from './standing.ts'

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
    return []
  })
}

export function grantsFrom(facts: readonly Recorded[], programme: ProgrammeId): readonly Grant[] {
  return facts.flatMap((recorded) => {
    if (!isKind(recorded, 'granted') || recorded.fact.programme !== programme) return []
    const { certificate, publication, on, windowOpensOn, expiresOn } = recorded.fact
    return [{ certificate, publication, on, windowOpensOn, expiresOn }]
  })
}

export interface RequirementState {
  readonly requirement: Requirement
  readonly met: Evidence | undefined
}

/**
 * Where a person is on the way to the next grant.
 * `held`: certified, and the renewal window is not open, so nothing counts yet (`window-not-open`).
 * `open`: what is done since `since` counts, and the requirements of the path say what is left.
 */
export type Remaining =
  | { readonly kind: 'held'; readonly grant: Grant }
  | {
      readonly kind: 'open'
      readonly path: 'initial' | 'renewal'
      readonly since: Day
      readonly requirements: readonly RequirementState[]
    }

/**
 * On the initial path evidence counts while it is younger than the programme's validity; what was
 * shown longer ago proves nothing now. Once there was a certification, only what was done from the
 * opening of its renewal window on counts, so an earlier cycle never pays for the next. Up to the
 * end of grace the shorter renewal path is enough; after it, the initial path.
 */
export function remainingOf(
  programme: Programme,
  grants: readonly Grant[],
  evidence: readonly Evidence[],
  today: Day,
): Remaining {
  const grant = grantOn(grants, today)
  const oldest = addMonths(today, -programme.validForMonths)
  if (grant === undefined) return openPath(programme, 'initial', oldest, evidence, today)
  if (today < grant.windowOpensOn) return { kind: 'held', grant }
  const inGrace = today <= addDays(grant.expiresOn, programme.graceDays)
  const since = later(grant.windowOpensOn, oldest)
  return openPath(programme, inGrace ? 'renewal' : 'initial', since, evidence, today)
}

function openPath(
  programme: Programme,
  path: 'initial' | 'renewal',
  since: Day,
  evidence: readonly Evidence[],
  today: Day,
): Remaining {
  const requirements = path === 'initial' ? programme.requirements : programme.renewal
  return {
    kind: 'open',
    path,
    since,
    requirements: requirements.map((requirement) => ({
      requirement,
      met: evidence.findLast(
        (shown) => shown.meets === requirementKey(requirement) && shown.on >= since && shown.on <= today,
      ),
    })),
  }
}

export interface GrantDecision {
  readonly path: 'initial' | 'renewal'
  readonly on: Day
  readonly windowOpensOn: Day
  readonly expiresOn: Day
  readonly evidence: readonly number[]
}

/**
 * The grant that is earned today, or undefined while anything is left. A renewal inside the window
 * counts from the old expiry, so being early costs nothing; after the expiry it counts from today.
 * It never ends before the old expiry.
 */
export function decideGrant(
  programme: Programme,
  grants: readonly Grant[],
  evidence: readonly Evidence[],
  today: Day,
): GrantDecision | undefined {
  const remaining = remainingOf(programme, grants, evidence, today)
  if (remaining.kind === 'held') return undefined
  const shown = remaining.requirements.flatMap(({ met }) => (met === undefined ? [] : [met.sequence]))
  if (shown.length < remaining.requirements.length) return undefined
  const held = grantOn(grants, today)
  const base = held === undefined ? today : later(held.expiresOn, today)
  const expiresOn = addMonths(base, programme.validForMonths)
  return {
    path: remaining.path,
    on: today,
    windowOpensOn: addDays(expiresOn, -programme.renewalWindowDays),
    expiresOn,
    evidence: shown,
  }
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
  const remaining = remainingOf(programme, grantsFrom(facts, programme.id), evidenceFrom(facts), today)
  if (remaining.kind === 'held') return remaining
  const minutesLeft = remaining.requirements
    .filter(({ met }) => met === undefined)
    .reduce((total, { requirement }) => total + describeRequirement(library, requirement).minutes, 0)
  return { ...remaining, minutesLeft }
}
