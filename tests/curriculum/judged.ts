/** Libraries whose clauses have been judged: a lock beside the texts, and a notice for each change that asks. */
import { printOf } from '../../src/curriculum/fingerprint.ts'
import { lockFile, lockHead, wordLockLine } from '../../src/curriculum/lock.ts'
import { standingLines, type LockLine } from '../../src/domain/clause-lock.ts'
import { day } from '../../src/domain/days.ts'
import type { ClauseId } from '../../src/domain/ids.ts'
import { parse, soundLibrary, type Library } from './small-library.ts'

const signed = { author: 'Helen Marsh', approver: 'Tom Hale', on: day('2026-03-01') }

/** A library at the beginning of its lock: every clause is as it stands. */
export function locked(library: Library = soundLibrary): Library {
  return withLines(
    library,
    clausesIn(library).map((clause): LockLine => ({
      clause: clause.id,
      revision: 1,
      ...printOf(clause),
      verdict: 'baseline',
      ...signed,
      why: 'as it stood',
    })),
  )
}

export interface Judgement {
  /** What each clause that changed is: what it is left out of has no verdict. */
  readonly verdicts: Readonly<
    Record<string, Pick<LockLine, 'verdict' | 'into' | 'from' | 'carries'>['verdict'] | Verdict>
  >
  /** Front matter of the one notice that names every verdict but editorial ones; left out when false. */
  readonly notice?:
    { readonly effective?: string; readonly days?: number; readonly notifyOnly?: readonly string[] } | false
  /** The file name of the notice. */
  readonly named?: string
}
type Verdict = Pick<LockLine, 'verdict' | 'into' | 'from' | 'carries'>

/** A judged library with some files written anew, and the verdicts on what changed behind its lock. */
export function judged(
  before: Library,
  files: Library,
  { verdicts, notice = {}, named = 'a-change' }: Judgement,
): Library {
  const known = parse(before).partial.lock
  const standing = standingLines(known)
  const written = new Map(clausesIn({ ...before, ...files }).map((clause) => [clause.id as string, clause]))
  const lines = Object.entries(verdicts).map(([id, given]): LockLine => {
    const verdict = typeof given === 'string' ? { verdict: given } : given
    const last = standing.get(id as ClauseId)
    const clause = written.get(id)
    const print = clause === undefined ? last : printOf(clause)
    if (print === undefined) throw new Error(`there is no clause ${id}`)
    const { fingerprint, essence } = print
    const revision = (last?.revision ?? 0) + (verdict.verdict === 'editorial' ? 0 : 1)
    return { clause: id as ClauseId, revision, fingerprint, essence, ...verdict, ...signed, why: 'callers told us' }
  })
  const announced = lines.filter(({ verdict }) => verdict !== 'editorial')
  const library = withLines({ ...before, ...files }, [...known, ...lines])
  if (notice === false || announced.length === 0) return library
  const { effective = 'effective_after_days: 14', days = 21, notifyOnly = [] } = notice
  const pins = announced.map(({ clause, revision }) => `${clause}~${revision}`)
  return {
    ...library,
    [`notices/${named}.mdx`]: `---
title: What is new on the telephone
summary: A clause says something else.
clauses: [${pins.join(', ')}]
${effective}
update_within_days: ${days}
${notifyOnly.length === 0 ? '' : `notify_only: [${notifyOnly.join(', ')}]\n`}---
Callers told us why.
`,
  }
}

function clausesIn(library: Library) {
  return parse(library).partial.standards.flatMap(({ clauses }) => clauses)
}

function withLines(library: Library, lines: readonly LockLine[]): Library {
  return { ...library, [lockFile]: `${lockHead}${lines.map((line) => `${wordLockLine(line)}\n`).join('')}` }
}
