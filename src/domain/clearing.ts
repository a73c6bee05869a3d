/**
 * What clears a standing: the minutes of what is left to do, or the day on which it ends by itself. Every
 * standing that asks for something says it, wherever it is shown.
 */
import { whatRemains, type Path } from './certification.ts'
import type { Programme, Requirement } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import { FOREVER, type Day } from './days.ts'
import type { Recorded } from './facts.ts'
import type { Library } from './library.ts'
import { minutesOfUpdate, type PendingClause } from './pending-updates.ts'
import { replaysLeftInWords } from './replay-words.ts'
import { listed, lowerFirst } from './scope-words.ts'
import type { Span } from './standing.ts'
import type { StandingKind } from './standing-words.ts'
import { toShowInWords } from './update-words.ts'
import { minutesInWords } from './words.ts'

/** What is left on the way to the next certificate. */
export interface Left {
  readonly path: Path
  /** Whole minutes. */
  readonly minutes: number
  readonly requirements: readonly Requirement[]
  /** How many the path has in all. */
  readonly of: number
}

export type Clearing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'update'; readonly minutes: number; readonly clauses: readonly PendingClause[] }
  | ({ readonly kind: 'path' } & Left)
  | {
      readonly kind: 'by-itself'
      /** The first day on which it is over; undefined while no end is known. */
      readonly on: Day | undefined
      /** What will be left on that day, by the rules of then and what has been shown by now. */
      readonly then: Left | undefined
    }

/** How a kind of standing is cleared: by doing something, by itself, or not at all because nothing is asked. */
const clearedBy: Readonly<Record<StandingKind, 'doing' | 'itself' | 'nothing'>> = {
  'to-do': 'doing',
  overdue: 'doing',
  expired: 'doing',
  revoked: 'doing',
  'renewal-due': 'doing',
  'update-due': 'doing',
  exempt: 'itself',
  paused: 'itself',
  certified: 'nothing',
  'not-required': 'nothing',
}

/** `pending`: the changed clauses that this programme asks the person to show. Asked about today only. */
export function clearingOf(
  library: Library,
  programme: Programme | undefined,
  facts: readonly Recorded[],
  standing: Pick<Span, 'kind' | 'because'>,
  pending: readonly PendingClause[],
  today: Day,
): Clearing {
  const by = clearedBy[standing.kind]
  if (by === 'nothing') return { kind: 'nothing' }
  if (by === 'doing' && pending.length > 0)
    return { kind: 'update', minutes: minutesOfUpdate(pending), clauses: pending }
  if (by === 'itself') {
    const on = endOf(standing)
    return { kind: 'by-itself', on, then: programme && leftOf(library, programme, facts, on ?? today) }
  }
  const left = programme && leftOf(library, programme, facts, today)
  return left === undefined ? { kind: 'nothing' } : { kind: 'path', ...left }
}

function leftOf(library: Library, programme: Programme, facts: readonly Recorded[], on: Day): Left | undefined {
  const remaining = whatRemains(library, programme, facts, on)
  if (remaining.kind === 'held') return undefined
  const { path, minutesLeft: minutes, requirements } = remaining
  const open = requirements.flatMap(({ requirement, met }) => (met === undefined ? [requirement] : []))
  return { path, minutes, requirements: open, of: requirements.length }
}

function endOf({ because }: Pick<Span, 'because'>): Day | undefined {
  if (because.code !== 'away' && because.code !== 'waived' && because.code !== 'set-aside') return undefined
  return because.to === FOREVER ? undefined : because.to
}

const pathWords: Readonly<Record<Path, string>> = {
  initial: 'initial path',
  renewal: 'renewal path',
  'test-out': 'path without lessons',
}

/** "What is left takes 45 minutes: 3 of 5 requirements on the initial path."; undefined where nothing does. */
export function wordClearing(clearing: Clearing): string | undefined {
  switch (clearing.kind) {
    case 'nothing':
      return undefined
    case 'update':
      return `${clearsInWords(clearing.minutes)}: ${listed(clearing.clauses.map((pending) => toShowInWords(pending)))}.${replaysLeftInWords(clearing.clauses)}`
    case 'path':
      return `${clearsInWords(clearing.minutes)}: ${leftInWords(clearing)} on the ${pathWords[clearing.path]}.`
    case 'by-itself': {
      const { on, then } = clearing
      const until = on === undefined ? 'Nothing is asked while it lasts.' : `Nothing is asked before ${dayInWords(on)}.`
      if (then === undefined || then.requirements.length === 0) return until
      return `${until} ${afterThat(then.minutes)}: ${leftInWords(then)} on the ${pathWords[then.path]}.`
    }
  }
}

/** "What is left takes 45 minutes". */
export function clearsInWords(minutes: number): string {
  return `What is left takes ${minutesInWords(minutes)}`
}

/** "After that, what is left takes 45 minutes". */
export function afterThat(minutes: number): string {
  return `After that, ${lowerFirst(clearsInWords(minutes))}`
}

/** "3 of 5 requirements". */
function leftInWords({ requirements, of }: Left): string {
  return `${requirements.length} of ${of} ${of === 1 ? 'requirement' : 'requirements'}`
}
