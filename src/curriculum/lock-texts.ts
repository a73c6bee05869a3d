/** The lock held against the texts and the notices of its folder. It never asks which day it is. */
import { standingLines, type Lock, type LockLine } from '../domain/clause-lock.ts'
import { clauseCommand, commandLine } from '../domain/command-line.ts'
import type { Clause, Curriculum } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import { differenceOfEssence, isBindingEssence } from '../domain/essence.ts'
import { pin, unpin, type ClauseId, type PinnedClause } from '../domain/ids.ts'
import { didYouMean, type Fault, type Warning } from './faults.ts'
import { printOf } from './fingerprint.ts'
import { lockFile } from './lock.ts'
import type { ParsedCurriculum } from './parse.ts'

const beginLock = `Begin it with: ${clauseCommand('adopt')}`

/** A folder without verdicts is sound, but no change of it is ever told from a slip of the pen. */
export function missingLockWarnings({ complete, partial, places }: ParsedCurriculum): readonly Warning[] {
  const isMissing = complete && partial.lock.length === 0 && partial.standards.some(({ clauses }) => clauses.length > 0)
  if (!isMissing) return []
  const says = places.has('lock:')
    ? 'the lock holds no verdict, so no change of a clause asks anybody for an update'
    : 'there is no clauses.lock, so no change of a clause asks anybody for an update'
  return [{ file: lockFile, line: 1, says, mend: beginLock }]
}

/** For folders whose every text was read: with one missing, its clauses would all seem to be gone. */
export function verdictFaults(parsed: ParsedCurriculum): readonly Fault[] {
  const { standards, lock } = parsed.partial
  const noticed = noticeFaults(parsed)
  if (lock.length === 0) return noticed
  const standing = standingLines(lock)
  const clauses = standards.flatMap((standard) => standard.clauses)
  return [
    ...clauses.flatMap((clause) => textFault(clause, standing, parsed)),
    ...goneFaults(clauses, standing, parsed),
    ...noticed,
  ]
}

function textFault(clause: Clause, standing: ReadonlyMap<ClauseId, LockLine>, parsed: ParsedCurriculum): Fault[] {
  const { id } = clause
  const last = standing.get(id)
  const place = parsed.places.get(`clause:${id}`)
  const fault = (says: string, mend: string) => [{ file: place?.file ?? '', line: place?.line ?? 1, says, mend }]
  if (last === undefined) {
    return fault(
      `no verdict of the lock knows the clause ${id}`,
      `Run ${clauseCommand('adopt', id)}, or name what it follows with clause split, merge or supersede.`,
    )
  }
  const at = lineOfVerdict(last, parsed)
  if (last.verdict === 'retired') {
    return fault(
      `the id ${id} was retired in line ${at} of ${lockFile} and is used again`,
      `Give the clause the next free number: ${nextFree(id, standing, parsed)}.`,
    )
  }
  const printed = printOf(clause)
  if (printed.fingerprint === last.fingerprint) {
    if (printed.essence === last.essence) return []
    return [
      {
        file: lockFile,
        line: at,
        says: `the essence of ${pin(id, last.revision)} is not that of its words`,
        mend: 'Put the line back as version control has it: a line of the lock never changes.',
      },
    ]
  }
  const difference = differenceOfEssence(last.essence, printed.essence)
  const material =
    difference === undefined ? '' : ` The second will be refused: ${difference}, and that is always material.`
  return fault(
    `${id} does not say what line ${at} of ${lockFile} has for its revision ${last.revision}`,
    `If it asks something else, run ${clauseCommand('bump', id)}; if only the wording is another, run ${clauseCommand('editorial', id)}.${material} If nobody changed the clause, put the line of the lock back as version control has it.`,
  )
}

/** Clauses that the lock holds in force and no standard holds. */
function goneFaults(
  clauses: readonly Clause[],
  standing: ReadonlyMap<ClauseId, LockLine>,
  parsed: ParsedCurriculum,
): Fault[] {
  const there = new Set(clauses.map(({ id }) => id))
  const gone = [...standing.values()].filter((last) => last.verdict !== 'retired' && !there.has(last.clause))
  if (gone.length === 0) return []
  const strangers = new Map(
    clauses.filter(({ id }) => !standing.has(id)).map((clause) => [printOf(clause).fingerprint, clause.id]),
  )
  return gone.map((last) => {
    const renamed = strangers.get(last.fingerprint)
    return {
      file: lockFile,
      line: lineOfVerdict(last, parsed),
      says: `no standard holds the clause ${last.clause}, and it is not retired`,
      mend:
        renamed === undefined
          ? `Write it again, or run ${clauseCommand('retire', last.clause)}, or say what follows it with clause split, merge or supersede.`
          : `${renamed} says the same: call it ${last.clause} again, because certificates point to that id.`,
    }
  })
}

/** Every verdict that asks or releases somebody has one notice, and every notice tells of such verdicts. */
function noticeFaults(parsed: ParsedCurriculum): Fault[] {
  const { lock, notices } = parsed.partial
  const faults: Fault[] = []
  const announced = new Map<PinnedClause, string>()
  const verdicts = announcedVerdicts(lock)
  for (const notice of notices) {
    const fault = (pinned: string, says: string, mend: string) => {
      const place = parsed.places.get(`announced:${notice.id}:${pinned}`)
      faults.push({ file: `notices/${notice.id}.mdx`, line: place?.line ?? 1, says, mend })
    }
    for (const pinned of notice.clauses) {
      const other = announced.get(pinned)
      if (other !== undefined) {
        fault(pinned, `${pinned} is announced by notices/${other}.mdx already`, 'Name it in one notice only.')
      } else if (verdicts.has(pinned)) {
        announced.set(pinned, notice.id)
      } else {
        fault(pinned, ...wordUnknown(pinned, lock))
      }
    }
    for (const pinned of notice.notifyOnly) {
      const verdict = verdicts.get(pinned)
      if (verdict === undefined || mayNotifyOnly(verdict)) continue
      fault(
        pinned,
        `notify_only names ${pinned}, and its change asks something of people`,
        'Take it out: only a clause that is retired, or that binds nobody any more, can be told without asking.',
      )
    }
  }
  for (const [pinned, { line }] of verdicts) {
    if (announced.has(pinned)) continue
    faults.push({
      file: lockFile,
      line: lineOfVerdict(line, parsed),
      says: `no notice announces ${pinned}, which is ${line.verdict}`,
      mend: `Run ${commandLine('clause', 'notice', 'NAME')} for a first one, or write notices/NAME.mdx with clauses: [${pinned}], why, from when, and how many days people have. If a notice was published and its file is gone, put it back from version control.`,
    })
  }
  return faults
}

interface Announced {
  readonly line: LockLine
  readonly before: LockLine | undefined
}

/** The verdicts that no notice announces yet, and that need one. */
export function unannounced({ lock, notices }: Pick<Curriculum, 'lock' | 'notices'>): readonly LockLine[] {
  const told = new Set(notices.flatMap(({ clauses }) => clauses))
  return [...announcedVerdicts(lock)].flatMap(([pinned, { line }]) => (told.has(pinned) ? [] : [line]))
}

/** The day of the verdict that a notice announces. */
export function dayOfVerdict(pinned: PinnedClause, lock: Lock): Day | undefined {
  return announcedVerdicts(lock).get(pinned)?.line.on
}

function announcedVerdicts(lock: Lock): ReadonlyMap<PinnedClause, Announced> {
  const last = new Map<ClauseId, LockLine>()
  const found = new Map<PinnedClause, Announced>()
  for (const line of lock) {
    if (line.verdict !== 'baseline' && line.verdict !== 'editorial') {
      found.set(pin(line.clause, line.revision), { line, before: last.get(line.clause) })
    }
    last.set(line.clause, line)
  }
  return found
}

function mayNotifyOnly({ line, before }: Announced): boolean {
  if (line.verdict === 'retired') return true
  return before !== undefined && isBindingEssence(before.essence) && !isBindingEssence(line.essence)
}

function wordUnknown(pinned: PinnedClause, lock: Lock): readonly [says: string, mend: string] {
  const { clause, revision } = unpin(pinned) ?? {}
  const standing = standingLines(lock)
  const last = clause === undefined ? undefined : standing.get(clause)
  if (lock.length === 0) return [`the notice announces ${pinned}, and there is no lock that knows it`, beginLock]
  if (clause === undefined || last === undefined) {
    return [`no clause ${clause}`, didYouMean(clause ?? '', standing.keys(), 'Name a clause of the lock.')]
  }
  const revised = lock.filter((line) => line.clause === clause && line.verdict !== 'editorial')
  const known = revised.find((line) => line.revision === revision)
  if (known?.verdict === 'baseline') {
    return [
      `${pinned} stood when the lock began, and no change made it`,
      revised.length === 1 ? 'Take it out.' : `Did you mean ${pin(clause, last.revision)}?`,
    ]
  }
  return [`${clause} has no revision ${revision}`, `It is at revision ${last.revision}.`]
}

function lineOfVerdict(line: LockLine, { partial, places }: ParsedCurriculum): number {
  return places.get(`verdict:${partial.lock.indexOf(line)}`)?.line ?? 1
}

/** The lowest number of the prefix that neither a text nor the lock has used. */
function nextFree(id: ClauseId, standing: ReadonlyMap<ClauseId, LockLine>, { partial }: ParsedCurriculum): string {
  const [prefix = ''] = id.split('-')
  const used = [...standing.keys(), ...partial.standards.flatMap(({ clauses }) => clauses.map((clause) => clause.id))]
  const numbers = used.filter((one) => one.startsWith(`${prefix}-`)).map((one) => Number(one.split('-')[1]))
  return `${prefix}-${String(Math.max(...numbers) + 1).padStart(2, '0')}`
}
