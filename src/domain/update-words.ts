/** Changed clauses and the updates they ask for, in sentences. */
import type { Clause, Notice, Organisation, Param, Programme } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import { FOREVER, later, type Day } from './days.ts'
import type { Recount } from './grants.ts'
import type { NoticeAbout, PublishedNotice } from './notices.ts'
import type { Overtaken } from './overtaken.ts'
import type { UpdatePart } from './outcomes.ts'
import { paramWords } from './params.ts'
import type { PendingClause, PendingUpdates } from './pending-updates.ts'
import { fixedDaysInWords } from './programme-words.ts'
import { channelsInWords, either, rolesInWords } from './scope-words.ts'
import type { PublishedChange } from './updates.ts'
import { capitalised, counted, countedInWords, minutesInWords } from './words.ts'

/** "in force since 3 November 2026", "in force from 1 December 2026". */
export function inForce(from: Day, today: Day): string {
  return `in force ${from > today ? 'from' : 'since'} ${dayInWords(from)}`
}

/** "Two clauses under your certificates have changed: 4 minutes in all, the first by 24 November 2026." */
export function pendingInWords({ clauses, minutes, due }: PendingUpdates, today: Day): string {
  const one = clauses.length === 1
  const what = `${capitalised(countedInWords(clauses.length, 'clause'))} under your certificates ${one ? 'has' : 'have'} changed`
  const first = clauses.some((each) => each.due !== due) ? 'the first ' : ''
  const asked = due < today ? 'asked for by' : 'by'
  const day = due === FOREVER ? '' : `, ${first}${asked} ${dayInWords(due)}`
  return `${what}: ${minutesInWords(minutes)}${one ? '' : ' in all'}${day}.`
}

/** What a person does for an update: "Answer the question on it", "Answer the two questions on it". */
export function deedOfUpdate(questions: number): string {
  if (questions === 0) return 'Read it and confirm that you have understood it'
  return questions === 1 ? 'Answer the question on it' : `Answer the ${countedInWords(questions, 'question')} on it`
}

/** How a changed clause was shown: "by right answers", "by playing “The third call” again". `played`: in quotes. */
export function howShown(by: UpdatePart, played?: string): string {
  switch (by) {
    case 'questions':
      return played === undefined ? 'by right answers' : `by playing ${played} again, and by right answers`
    case 'scenario':
      return `by playing ${played ?? 'its scenario'} again`
    case 'reading':
      return 'by confirming its text'
  }
}

/** What clears an update, clause by clause: "TEL-05 at revision 3 (shown at 1) by 22 November 2026". */
export function toShowInWords({ clause, from, due }: Pick<PendingClause, 'clause' | 'from' | 'due'>): string {
  const before = from === 0 ? '' : ` (shown at ${from})`
  return `${clause.id} at revision ${clause.revision}${before}${due === FOREVER ? '' : ` by ${dayInWords(due)}`}`
}

/** One number that became another, when that is all that differs in the numbers of a clause. */
export interface NumberChanged {
  readonly was: string
  readonly is: string
  readonly unit: string
  /** "60 seconds becomes 30 seconds". */
  readonly says: string
}

/** Undefined when several numbers changed, or when a unit or the level did as well. */
export function numberChanged(
  before: Pick<Clause, 'params' | 'level'>,
  after: Pick<Clause, 'params' | 'level'>,
): NumberChanged | undefined {
  if (before.level !== after.level || before.params.length !== after.params.length) return undefined
  const pairs = after.params.map((param, index) => [before.params[index], param] as const)
  const changed = pairs.filter(([old, now]) => old?.value !== now.value || old.unit !== now.unit)
  const [pair] = changed
  if (changed.length !== 1 || pair === undefined) return undefined
  const [old, now] = pair
  if (old === undefined || old.unit !== now.unit || old.name !== now.name) return undefined
  const wording = /^([^\d]*)([\d.,]+)\s*(.*)$/.exec(paramWords(now))
  if (wording === null) return undefined
  const [, sign = '', , unit = ''] = wording
  const shown = (param: Param) => `${sign}${param.value}${unit === '%' ? '%' : ''}`
  return {
    was: shown(old),
    is: shown(now),
    unit: unit === '%' ? '' : unit,
    says: `${paramWords(old)} becomes ${paramWords(now)}`,
  }
}

/** The first words of a clause, as many as a row of a list has room for. */
export function firstWords({ text }: Pick<Clause, 'text'>, longest = 160): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest).replace(/[\s,;:.]+\S*$/u, '')} …`
}

/** The one notice that announced the last change of each of these; undefined when there are several, or none. */
export function sharedNotice(clauses: readonly PendingClause[], notices: readonly Notice[]): Notice | undefined {
  const ids = new Set(clauses.map(({ changes }) => changes.at(-1)?.notice))
  return ids.size === 1 ? notices.find(({ id }) => ids.has(id)) : undefined
}

const happened: Readonly<Record<PublishedChange['verdict'], string>> = {
  new: 'New clause',
  material: 'Changed clause',
  retired: 'Retired clause',
  coverage: 'Asked by other programmes',
}

export function changeInWords({ verdict }: Pick<PublishedChange, 'verdict'>): string {
  return happened[verdict]
}

/** Whom a clause reaches: "Everyone, on every channel", "Adviser and team leader, on telephone". */
export function reachInWords(
  { roles, channels }: Pick<PublishedChange, 'roles' | 'channels'>,
  organisation: Pick<Organisation, 'roles' | 'channels'>,
): string {
  const where = channels === 'internal' ? 'in work between ourselves' : `on ${channelsInWords(channels, organisation)}`
  return `${capitalised(rolesInWords(roles, organisation))}, ${where}`
}

export interface Asked {
  /** Whom it is said to: "Adviser, on telephone". */
  readonly whom: string
  readonly says: string
}

/** Who must do what because of one change that a notice announces. */
export function askedByChange(
  change: PublishedChange,
  { effectiveOn, dueOn, overtaken }: Pick<PublishedNotice, 'effectiveOn' | 'dueOn' | 'overtaken'>,
  programmes: readonly Pick<Programme, 'id' | 'title'>[],
  organisation: Pick<Organisation, 'roles' | 'channels'>,
): Asked {
  const isRetired = change.verdict === 'retired'
  const whom = reachInWords(isRetired ? (change.before ?? change) : change, organisation)
  const after = overtaken.find((one) => one.change === change)
  if (isRetired) {
    const ends = `It asks nothing of you any more from ${dayInWords(effectiveOn)} on.`
    return { whom, says: after === undefined ? ends : `${ends.slice(0, -1)}, until it comes back.` }
  }
  const holds = workBy(change, after)
  const resting = programmes.filter(({ id }) => change.programmes.includes(id)).map(({ title }) => title)
  if (!change.asks || resting.length === 0) return { whom, says: `${holds} Nobody is asked to show it.` }
  if (after !== undefined && !after.by.asks) return { whom, says: `${holds} Nobody is asked to show it any more.` }
  const what = after === undefined ? 'it' : 'it as it stands now'
  const spared = isBack(change) ? ` ${sparedInWords}` : ''
  return { whom, says: `${holds} If you hold ${either(resting)}, show ${what} by ${dayInWords(dueOn)}.${spared}` }
}

function workBy({ effectiveOn }: PublishedChange, after: Overtaken | undefined): string {
  if (after === undefined) return `Work by the new words from ${dayInWords(effectiveOn)} on.`
  const then = after.by.verdict === 'retired' ? 'then it asks nothing any more' : 'then by those that follow them'
  switch (after.when) {
    case 'coming':
      return `Work by the new words from ${dayInWords(effectiveOn)} to ${dayInWords(after.until)}, ${then}.`
    case 'past':
    case 'never':
      return after.by.verdict === 'retired'
        ? 'It asks nothing of you any more.'
        : `Work by the words that took the place of these, from ${dayInWords(after.by.effectiveOn)} on.`
  }
}

/** Whether words came back that stood in an earlier revision. */
export function isBack({ revision, sameWordsAs }: Pick<PublishedChange, 'revision' | 'sameWordsAs'>): boolean {
  return sameWordsAs < revision
}

export const sparedInWords = 'Whoever showed these words before is asked nothing.'

/** From when a change is in force, and until when if another follows; a retired clause is out of force. */
export function changeInForce(change: PublishedChange, after: Overtaken | undefined, today: Day): string {
  if (after?.when === 'never') return 'It did not come into force.'
  const since = inForce(change.effectiveOn, today)
  const start = change.verdict === 'retired' ? `out of force${since.slice('in force'.length)}` : since
  return after === undefined ? `${capitalised(start)}.` : `${capitalised(start)}, until ${dayInWords(after.until)}.`
}

/** The same of a whole notice, in a line: "out of force from 1 December 2026", "overtaken since 3 November 2026". */
export function noticeInForce(
  { changes, overtaken, effectiveOn }: Pick<PublishedNotice, 'changes' | 'overtaken' | 'effectiveOn'>,
  today: Day,
): string {
  const ended = overtaken.filter(({ when }) => when !== 'coming')
  if (ended.length > 0 && ended.length === changes.length) {
    const last = ended.map(({ by, when }) => (when === 'never' ? by.publishedOn : by.effectiveOn)).reduce(later)
    return `overtaken since ${dayInWords(last)}`
  }
  const since = inForce(effectiveOn, today)
  return changes.length > 0 && changes.every(({ verdict }) => verdict === 'retired')
    ? `out of force${since.slice('in force'.length)}`
    : since
}

/** Beside a notice that is not news. */
export const aboutInWords: Readonly<Record<NoticeAbout, string>> = {
  owed: 'Asked of you',
  shown: 'You have shown it',
  work: 'About your work',
  before: 'From before your time',
  other: 'Not about your work',
}

/** Around the name of the notice that has overtaken another on a clause. */
export function overtakenInWords({ change, by, when, until }: Overtaken): { before: string; after: string } {
  const { clause } = change
  switch (when) {
    case 'never':
      return {
        before: `What this says of ${clause} did not come into force:`,
        after: `took its place on ${dayInWords(by.publishedOn)}, and is in force from ${dayInWords(by.effectiveOn)} on.`,
      }
    case 'past':
      return {
        before: `What this says of ${clause} was in force until ${dayInWords(until)}:`,
        after: `has taken its place since ${dayInWords(by.effectiveOn)}.`,
      }
    case 'coming':
      return {
        before: `What this says of ${clause} is in force until ${dayInWords(until)}:`,
        after: `takes its place on ${dayInWords(by.effectiveOn)}.`,
      }
  }
}

/** What a notice does to certificates granted before it, to whoever holds one. */
export function recountInWords({ from, notBefore, rule }: Pick<Recount, 'from' | 'notBefore' | 'rule'>): string[] {
  const holds =
    rule.fixedExpiry === undefined
      ? `holds for ${counted(rule.validForMonths, 'month')}`
      : `holds to ${fixedDaysInWords(rule)}`
  return [
    `From ${dayInWords(from)} on, a certificate that you were granted before ends as if it had been granted by the new rule: it ${holds}.`,
    `If that shortens it, it does not end before ${dayInWords(notBefore)}. What has run out already stays so.`,
  ]
}
