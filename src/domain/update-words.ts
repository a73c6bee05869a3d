/** Changed clauses and the updates they ask for, in sentences. */
import type { Clause, Notice, Organisation, Param, Programme } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import { FOREVER, type Day } from './days.ts'
import type { PublishedNotice } from './notices.ts'
import { paramWords } from './params.ts'
import type { PendingClause, PendingUpdates } from './pending-updates.ts'
import { channelsInWords, listed, rolesInWords } from './scope-words.ts'
import type { PublishedChange } from './updates.ts'
import { capitalised, countedInWords, minutesInWords } from './words.ts'

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
  { effectiveOn, dueOn }: Pick<PublishedNotice, 'effectiveOn' | 'dueOn'>,
  programmes: readonly Pick<Programme, 'id' | 'title'>[],
  organisation: Pick<Organisation, 'roles' | 'channels'>,
): Asked {
  if (change.verdict === 'retired') {
    const whom = reachInWords(change.before ?? change, organisation)
    return { whom, says: `It asks nothing of you any more from ${dayInWords(effectiveOn)} on.` }
  }
  const whom = reachInWords(change, organisation)
  const holds = `Work by the new words from ${dayInWords(effectiveOn)} on.`
  const resting = programmes.filter(({ id }) => change.programmes.includes(id)).map(({ title }) => title)
  if (!change.asks || resting.length === 0) return { whom, says: `${holds} Nobody is asked to show it.` }
  return {
    whom,
    says: `${holds} If you hold ${listed(resting).replace(/ and (?!.* and )/, ' or ')}, show it by ${dayInWords(dueOn)}.`,
  }
}
