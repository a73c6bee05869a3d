/**
 * `clauses.lock` as text: one verdict a line, its fields parted by ` | `, so that two branches which
 * judge different clauses meet in version control as lines that were added, and anybody can read them.
 */
import {
  successionKinds,
  verdictKinds,
  type Fingerprint,
  type LockLine,
  type SuccessionKind,
  type VerdictKind,
} from '../domain/clause-lock.ts'
import { levels } from '../domain/curriculum.ts'
import { readDay } from '../domain/days.ts'
import { clauseIdPattern, pin, unpin, type ClauseId } from '../domain/ids.ts'
import { count, didYouMean, listWords, oneOfWords } from './faults.ts'
import { historyFaults } from './lock-history.ts'
import type { Reading } from './reading.ts'

export const lockFile = 'clauses.lock'
const between = ' | '
const fieldNames = ['revision', 'fingerprint', 'verdict', 'essence', 'author', 'approver', 'day', 'reason'] as const
const fingerprintPattern = /^n1:sha256[0-9a-f]{64}$/
const restore = 'Put the line back as version control has it: a line of the lock never changes.'

/** What the lock begins with. */
export const lockHead = `# Every verdict on every clause, one line each, written by ${'`portal clause …`'}. Lines are only ever added.
# clause~revision | fingerprint | verdict | what is always material | author | approver | day | why
`

/** Whether a text may stand in a field: one line of it, without the sign that parts fields, and not empty. */
export function fitsField(text: string): boolean {
  // Control characters, line ends among them, are refused by the reading of every file.
  return text.trim() === text && text !== '' && !` ${text} `.includes(between) && !/\p{Cc}|[\u2028\u2029]/u.test(text)
}

export function wordLockLine(line: LockLine): string {
  return [
    pin(line.clause, line.revision),
    line.fingerprint,
    wordVerdict(line),
    line.essence,
    line.author,
    line.approver,
    line.on,
    line.why,
  ].join(between)
}

/** `new from TEL-05 carrying TEL-05`, `retired split TEL-08 TEL-09`. */
function wordVerdict({ verdict, into, from, carries }: LockLine): string {
  return [
    verdict,
    ...(into === undefined ? [] : [into.how, ...into.clauses]),
    ...(from === undefined ? [] : ['from', ...from]),
    ...(carries === undefined ? [] : ['carrying', ...carries]),
  ].join(' ')
}

/**
 * Reads the lock and finds what is wrong with it by itself. Each verdict is defined as `verdict:0`,
 * `verdict:1`…, so that others can say where it stands. Gives up when any line cannot be read, because
 * the revision of every clause might hang on it.
 */
export function readLock(text: string, reading: Reading): LockLine[] {
  const lines: { readonly line: LockLine; readonly at: number }[] = []
  let isRead = true
  for (const [index, written] of text.split('\n').entries()) {
    const at = index + 1
    const isLastEnd = written === '' && at === text.split('\n').length
    if (isLastEnd) break
    if (written.trim() === '' || written.startsWith('#')) {
      if (lines.length === 0) continue
      const what = written.startsWith('#') ? 'a comment' : 'an empty line'
      reading.fault(at, `${what} stands among the verdicts`, 'Delete it: comments and empty lines stand in the head.')
      continue
    }
    const read = readLockLine(written)
    if ('says' in read) {
      isRead = false
      reading.fault(at, read.says, read.mend)
      continue
    }
    reading.define('verdict', String(lines.length), at)
    lines.push({ line: read, at })
  }
  // Whatever follows from a line that is missing would only be told wrongly.
  if (!isRead) reading.giveUp()
  else for (const { at, says, mend } of historyFaults(lines)) reading.fault(at, says, mend)
  return lines.map(({ line }) => line)
}

interface Unreadable {
  readonly says: string
  readonly mend: string
}

function readLockLine(written: string): LockLine | Unreadable {
  const fields = written.split(between)
  if (fields.length !== fieldNames.length) {
    return {
      says: `the verdict has ${count(fields.length, 'field')} and not ${fieldNames.length}`,
      mend: `A line holds ${listWords(fieldNames, 'and')}, with " | " between. ${restore}`,
    }
  }
  const [pinned = '', fingerprint = '', verdict = '', essence = '', author = '', approver = '', on = '', why = ''] =
    fields
  const empty = fields.findIndex((field) => field.trim() === '')
  if (empty !== -1) return { says: `the ${fieldNames[empty]} of the verdict is empty`, mend: restore }
  const at = unpin(pinned)
  if (at === undefined || at.revision < 1) {
    return { says: `${pinned} is not a clause with its revision`, mend: `It is written as TEL-05~2. ${restore}` }
  }
  if (!fingerprintPattern.test(fingerprint)) {
    return { says: `the fingerprint of ${pinned} was changed by hand or cut short`, mend: restore }
  }
  if (!levels.some((level) => essence.startsWith(`${level}; `))) {
    return { says: `the essence of ${pinned} does not begin with a level`, mend: restore }
  }
  const day = readDay(on)
  if (day === undefined) return { says: `"${on}" of ${pinned} is not a day of the calendar`, mend: restore }
  const judged = readVerdict(verdict, pinned)
  if ('says' in judged) return judged
  return {
    ...at,
    fingerprint: fingerprint as Fingerprint,
    essence,
    ...judged,
    author,
    approver,
    on: day,
    why,
  }
}

type Judged = Pick<LockLine, 'verdict' | 'into' | 'from' | 'carries'>

function readVerdict(text: string, pinned: string): Judged | Unreadable {
  const [kind = '', link, ...rest] = text.split(' ')
  const verdict: VerdictKind | undefined = verdictKinds.find((one) => one === kind)
  if (verdict === undefined) {
    return {
      says: `the verdict on ${pinned} is ${kind}`,
      mend: didYouMean(kind, verdictKinds, oneOfWords(verdictKinds)),
    }
  }
  if (link === undefined) return { verdict }
  if (verdict === 'retired') return readSuccession(link, rest, pinned)
  if ((verdict === 'new' || verdict === 'material') && link === 'from') return readOrigin(verdict, rest, pinned)
  return { says: `the verdict on ${pinned}, "${text}", cannot be read`, mend: restore }
}

const successors: Readonly<Record<SuccessionKind, { readonly least: number; readonly most: number; says: string }>> = {
  split: { least: 2, most: Infinity, says: 'is split and names fewer than two successors' },
  merged: { least: 1, most: 1, says: 'is merged and does not name exactly one successor' },
  superseded: { least: 1, most: 1, says: 'is superseded and does not name exactly one successor' },
}

function readSuccession(link: string, ids: readonly string[], pinned: string): Judged | Unreadable {
  const how = successionKinds.find((one) => one === link)
  if (how === undefined) {
    return {
      says: `${pinned} is retired as ${link}`,
      mend: didYouMean(link, successionKinds, oneOfWords(successionKinds)),
    }
  }
  const clauses = readIds(ids)
  const { least, most, says } = successors[how]
  if (clauses === undefined || clauses.length < least || clauses.length > most) {
    return { says: `${pinned} ${says}`, mend: `Name them as "retired split TEL-08 TEL-09". ${restore}` }
  }
  return { verdict: 'retired', into: { how, clauses } }
}

function readOrigin(verdict: 'new' | 'material', words: readonly string[], pinned: string): Judged | Unreadable {
  const at = words.indexOf('carrying')
  const from = readIds(at === -1 ? words : words.slice(0, at))
  const carries = at === -1 ? undefined : readIds(words.slice(at + 1))
  if (from === undefined || (at !== -1 && carries === undefined)) {
    return { says: `${pinned} does not name the clauses that it follows`, mend: restore }
  }
  const stranger = carries?.find((id) => !from.includes(id))
  if (stranger !== undefined) {
    return { says: `${pinned} carries the evidence of ${stranger}, which it does not follow`, mend: restore }
  }
  return { verdict, from, ...(carries !== undefined && { carries }) }
}

/** One clause id or more, each once. */
function readIds(words: readonly string[]): readonly ClauseId[] | undefined {
  const areIds = words.length > 0 && words.every((word) => clauseIdPattern.test(word))
  return areIds && new Set(words).size === words.length ? (words as readonly ClauseId[]) : undefined
}
