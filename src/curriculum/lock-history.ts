/** What a lock shows to be wrong by itself: verdicts out of order, ids used again, successions with one end. */
import type { LockLine } from '../domain/clause-lock.ts'
import { clauseCommand } from '../domain/command-line.ts'
import { differenceOfEssence, isBindingEssence } from '../domain/essence.ts'
import { pin, type ClauseId } from '../domain/ids.ts'

interface Placed {
  readonly line: LockLine
  /** The line of the file, counted from 1. */
  readonly at: number
}
interface HistoryFault {
  readonly at: number
  readonly says: string
  readonly mend: string
}

const appendOnly = 'Put the lines back in the order of version control: the lock is only ever added to.'

export function historyFaults(lines: readonly Placed[]): readonly HistoryFault[] {
  const faults: HistoryFault[] = []
  const before = new Map<ClauseId, Placed>()
  const firstLater = lines.findIndex(({ line }) => line.verdict !== 'baseline')
  for (const [index, placed] of lines.entries()) {
    const { line, at } = placed
    const earlier = before.get(line.clause)
    const found = faultOf(line, earlier) ?? aloneFault(line, earlier?.line)
    if (found !== undefined) faults.push({ at, ...found })
    else if (line.verdict === 'baseline' && firstLater !== -1 && index > firstLater) {
      faults.push({ at, says: `the baseline of ${line.clause} stands after other verdicts`, mend: appendOnly })
    }
    before.set(line.clause, placed)
  }
  return [...faults, ...successionFaults(lines)]
}

/** What is wrong with a line after the one before it on the same clause. */
function faultOf(line: LockLine, earlier: Placed | undefined): Omit<HistoryFault, 'at'> | undefined {
  const pinned = pin(line.clause, line.revision)
  const isFirst = line.verdict === 'baseline' || line.verdict === 'new'
  if (earlier === undefined) {
    if (!isFirst)
      return { says: `the lock begins with ${pinned} ${line.verdict}, and not with how it came`, mend: appendOnly }
    if (line.revision === 1) return undefined
    return { says: `the lock begins with ${pinned} and not with ${pin(line.clause, 1)}`, mend: appendOnly }
  }
  const last = earlier.line
  if (last.verdict === 'retired') {
    return {
      says: `${line.clause} was retired in line ${earlier.at} and is judged again`,
      mend: 'An id is never used again: give the clause the next free number, and delete this line.',
    }
  }
  if (isFirst) {
    return { says: `${line.clause} is ${line.verdict} a second time, after line ${earlier.at}`, mend: appendOnly }
  }
  const next = line.verdict === 'editorial' ? last.revision : last.revision + 1
  if (line.revision === last.revision && line.verdict !== 'editorial') {
    return {
      says: `${pinned} is judged a second time, after line ${earlier.at}`,
      mend: 'Two branches judged it: keep the line that was there first, delete the other, and run its command again.',
    }
  }
  if (line.revision !== next) {
    return {
      says: `${pinned} ${line.verdict} follows ${pin(last.clause, last.revision)} of line ${earlier.at}`,
      mend: `It would be ${pin(line.clause, next)}. ${appendOnly}`,
    }
  }
  return line.verdict === 'editorial'
    ? editorialFault(line, last)
    : line.verdict === 'retired' && line.fingerprint !== last.fingerprint
      ? {
          says: `the tombstone of ${line.clause} has other words than line ${earlier.at}`,
          mend: 'Put the line back as version control has it.',
        }
      : undefined
}

function editorialFault(line: LockLine, last: LockLine): Omit<HistoryFault, 'at'> | undefined {
  const difference = differenceOfEssence(last.essence, line.essence)
  if (difference !== undefined) {
    return {
      says: `the change of ${line.clause} is called editorial, and ${difference}`,
      mend: `That is always material: delete this line and run ${clauseCommand('bump', line.clause)}.`,
    }
  }
  if (!isBindingEssence(line.essence) || !isSamePerson(line.author, line.approver)) return undefined
  return {
    says: `${line.author} wrote and approved an editorial change of the binding clause ${line.clause}`,
    mend: 'Somebody else has to agree that it asks the same: delete this line and give another --approver.',
  }
}

/**
 * What binds people, or has bound them until now, is judged by two; only the baseline, which changes
 * nothing, may be anybody's alone.
 */
export function isJudgedAlone(line: LockLine, before: LockLine | undefined): boolean {
  const binds = isBindingEssence(line.essence) || (before !== undefined && isBindingEssence(before.essence))
  return line.verdict !== 'baseline' && binds && isSamePerson(line.author, line.approver)
}

function aloneFault(line: LockLine, before: LockLine | undefined): Omit<HistoryFault, 'at'> | undefined {
  if (!isJudgedAlone(line, before)) return undefined
  return {
    says: `${line.author} judged and approved ${pin(line.clause, line.revision)} alone, and it is a binding clause`,
    mend: 'Somebody else has to agree: delete this line, and run its command again with another --approver.',
  }
}

/** Names that differ only in capitals and blanks are one person's. */
export function isSamePerson(one: string, other: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFKC')
      .replace(/[\s\p{Cf}]+/gu, '')
      .toLowerCase()
  return plain(one) === plain(other)
}

/** A succession names both ends, so that neither can be forgotten or claimed alone. */
function successionFaults(lines: readonly Placed[]): readonly HistoryFault[] {
  const follows = new Map<ClauseId, Set<ClauseId>>()
  const leads = new Map<ClauseId, ReadonlySet<ClauseId>>()
  for (const { line } of lines) {
    for (const origin of line.from ?? []) follows.set(line.clause, (follows.get(line.clause) ?? new Set()).add(origin))
    if (line.into !== undefined) leads.set(line.clause, new Set(line.into.clauses))
  }
  return lines.flatMap(({ line, at }) => [
    ...(line.into?.clauses ?? []).flatMap((successor) =>
      follows.get(successor)?.has(line.clause) === true
        ? []
        : [
            {
              at,
              says: `${line.clause} gave way to ${successor}, and no verdict on ${successor} says that it follows ${line.clause}`,
              mend: 'Both ends are written by one command: delete this line and run it again.',
            },
          ],
    ),
    ...(line.from ?? []).flatMap((origin) =>
      leads.get(origin)?.has(line.clause) === true
        ? []
        : [
            {
              at,
              says: `${line.clause} follows ${origin}, and ${origin} was not retired in favour of it`,
              mend: 'Both ends are written by one command: delete this line and run it again.',
            },
          ],
    ),
  ])
}
