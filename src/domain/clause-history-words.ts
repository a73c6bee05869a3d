/** A clause's history in sentences. */
import type { LockLine, SuccessionKind, VerdictKind } from './clause-lock.ts'
import type { Organisation, Programme } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import { channelsInWords, either, rolesInWords } from './scope-words.ts'
import type { Overtaken } from './overtaken.ts'
import { isBack, sparedInWords } from './update-words.ts'
import { updateDueDay, type PublishedChange } from './updates.ts'
import { counted } from './words.ts'

/** What a verdict means to a reader. */
export const verdictMeans: Readonly<Record<VerdictKind, string>> = {
  baseline: 'It stood here when the portal began to keep verdicts.',
  new: 'It is new.',
  material: 'What it asks changed.',
  editorial: 'Only its wording changed; what it asks is the same.',
  retired: 'It is retired, and asks nothing any more.',
}

/** In one word or two, as a heading has it. */
export const verdictWords: Readonly<Record<VerdictKind, string>> = {
  baseline: 'first text',
  new: 'new',
  material: 'changed',
  editorial: 'reworded',
  retired: 'retired',
}

/** In front of the clauses that take the place of a retired one. */
export const successionWords: Readonly<Record<SuccessionKind, string>> = {
  split: 'split into',
  merged: 'merged into',
  superseded: 'now',
}

/** "Written by Priya Anand, approved by Tom Hale." */
export function authorship({ author, approver }: Pick<LockLine, 'author' | 'approver'>): string {
  return author === approver ? `Written and approved by ${author}.` : `Written by ${author}, approved by ${approver}.`
}

/**
 * Who is asked for an update by a change, and until when. Nobody is asked by a baseline, by a change of
 * wording or by a retirement, nor where the notice only tells.
 */
export function askedInWords(
  change: PublishedChange | undefined,
  organisation: Pick<Organisation, 'roles' | 'channels'>,
  programmes: readonly Pick<Programme, 'title'>[],
  after?: Overtaken,
): string {
  if (change === undefined) return 'Nobody is asked for anything.'
  if (change.verdict === 'retired') return 'Nobody is asked for anything: a retired clause asks nothing.'
  if (!change.asks) return 'Nobody is asked for anything: the notice only tells.'
  if (change.programmes.length === 0) return 'Nobody is asked for anything: no programme rests on it.'
  const holders = programmes.length === 0 ? 'in a programme that rests on it' : `in ${titles(programmes)}`
  const due = dayInWords(updateDueDay(change, change.publishedOn, []))
  return (
    `Asked of whoever is certified ${holders} and is reached by it (${reachInWords(change, organisation)}), ` +
    `until ${due}. Whoever it reaches later has ${counted(change.updateWithinDays, 'day')} from then.` +
    (isBack(change) ? ` ${sparedInWords}` : '') +
    (after === undefined ? '' : ` ${askedInstead(after)}`)
  )
}

/** A later revision takes over what is asked on the day it is published, whenever it comes into force. */
function askedInstead({ by }: Overtaken): string {
  const on = dayInWords(by.publishedOn)
  return by.asks
    ? `Since ${on} it is asked in the words of revision ${by.revision}; whoever had a day keeps it.`
    : `Since ${on} nobody is asked for it any more.`
}

function titles(programmes: readonly Pick<Programme, 'title'>[]): string {
  return either(programmes.map(({ title }) => title))
}

/** "for adviser, on phone"; a scope that leaves nobody out is named as well. */
function reachInWords(
  { roles, channels }: Pick<PublishedChange, 'roles' | 'channels'>,
  organisation: Pick<Organisation, 'roles' | 'channels'>,
): string {
  return `for ${rolesInWords(roles, organisation)}, on ${channelsInWords(channels, organisation)}`
}
