/** Whom a programme asks and how long its certification holds, in sentences. */
import type { Audience, Organisation, Programme, RenewsFrom } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import { addMonths, type Day } from './days.ts'
import { renewsFrom } from './expiry.ts'
import type { Channel, JobRole } from './ids.ts'
import { channelsInWords, channelsWorkedInWords, either, listed, rolesInWords } from './scope-words.ts'
import { counted } from './words.ts'

/** "Everyone who works as adviser or team leader, in a team whose channels include telephone, at Millbrook." */
export function audienceInWords(
  { roles, channels, branches }: Audience,
  organisation: Pick<Organisation, 'roles' | 'channels' | 'branches'>,
): string {
  const parts = [
    roles === 'everyone' ? 'Everyone' : `Everyone who works as ${rolesInWords(roles, organisation, either)}`,
    channels === undefined ? '' : `in a team whose channels include ${channelsInWords(channels, organisation, either)}`,
    branches === undefined ? '' : `at ${either(branches.map((branch) => organisation.branches.get(branch) ?? branch))}`,
  ]
  return `${parts.filter((part) => part !== '').join(', ')}.`
}

/** Where somebody works today, as far as an audience asks about it. */
export interface Workplace {
  readonly roles: ReadonlySet<JobRole>
  readonly team: { readonly name: string; readonly channels: readonly Channel[] } | undefined
}

/** What brings the programme to this person: "Because you work as adviser and your team, Voice North, works on the telephone." */
export function whyAskedInWords(
  { roles, channels, branches }: Audience,
  { roles: held, team }: Workplace,
  organisation: Pick<Organisation, 'roles' | 'channels' | 'branches'>,
  /** Whether it speaks of a later day. */
  toCome = false,
): string {
  const matching = roles === 'everyone' ? [] : roles.filter((role) => held.has(role))
  const served = team?.channels.filter((channel) => channels?.includes(channel)) ?? []
  const parts = [
    matching.length > 0 ? `you ${toCome ? 'will work' : 'work'} as ${rolesInWords(matching, organisation)}` : '',
    team !== undefined && served.length > 0
      ? `your team, ${team.name}, ${toCome ? 'will work' : 'works'} ${channelsWorkedInWords(served, organisation)}`
      : '',
    team !== undefined && branches !== undefined ? `${team.name} is one of the branches it is for` : '',
  ].filter((part) => part !== '')
  if (parts.length > 0) return `Because ${listed(parts)}.`
  return roles === 'everyone'
    ? 'Because everybody here is asked.'
    : `Because of the work you ${toCome ? 'will do' : 'do'}.`
}

type Validity = Pick<
  Programme,
  | 'completeWithinDays'
  | 'validForMonths'
  | 'renewalWindowDays'
  | 'graceDays'
  | 'renewsFrom'
  | 'fixedExpiry'
  | 'leastActiveDays'
  | 'priorLearningMonths'
>

/** How long somebody has, how long it holds, and when it can be renewed. */
export function validityInWords(programme: Validity): readonly string[] {
  const { completeWithinDays, renewalWindowDays, graceDays, priorLearningMonths } = programme
  return [
    `From the day it is asked of you, you have ${counted(completeWithinDays, 'day')}.`,
    ...holdsInWords(programme),
    `You can renew it in the last ${counted(renewalWindowDays, 'day')}; ${renewalInWords[renewsFrom(programme)]} What you do for it earlier is practice, and counts for nothing.`,
    graceDays === 0
      ? 'Once it has run out, the whole programme is asked again.'
      : `For ${counted(graceDays, 'day')} after it ran out, the renewal is still enough; later the whole programme is asked again.`,
    ...(priorLearningMonths === undefined
      ? []
      : [
          `What you learned elsewhere may count for a part of it, if that was in the ${counted(priorLearningMonths, 'month')} before. Ask your training coordinator.`,
        ]),
  ]
}

const renewalInWords: Readonly<Record<RenewsFrom, string>> = {
  'old-expiry': 'the new time counts from the old end, so nothing is lost by being early.',
  completion: 'the new time counts from the day on which you renew it, and never ends before the old one.',
  'fixed-date': 'it then goes on to the next of its fixed days.',
}

/** From when the new time counts, to somebody who may renew what holds until a day. */
export function gainInWords(programme: Pick<Programme, 'renewsFrom'>, expiresOn: Day): string {
  switch (renewsFrom(programme)) {
    case 'old-expiry':
      return `The new time counts from ${dayInWords(expiresOn)} whenever you finish, so you lose nothing by being early.`
    case 'completion':
      return 'The new time counts from the day on which you finish.'
    case 'fixed-date':
      return 'It then holds to the next of its fixed days, whenever you finish.'
  }
}

/** "The certification holds for 12 months.", or to a fixed day, whenever it is earned. */
function holdsInWords(programme: Validity): readonly string[] {
  const { validForMonths, leastActiveDays } = programme
  if (programme.fixedExpiry === undefined) return [`The certification holds for ${counted(validForMonths, 'month')}.`]
  return [
    `Whenever you earn it, the certification holds to ${fixedDaysInWords(programme)}.`,
    ...(leastActiveDays === undefined
      ? []
      : [`If fewer than ${counted(leastActiveDays, 'day')} would be left, it holds to the fixed day after that.`]),
  ]
}

const monthsOfYear = 12

/**
 * The days on which certificates end: "the next 31 March", "the next 30 June or 31 December", and of steps
 * that do not make up a year one of them with the distance to the others.
 */
export function fixedDaysInWords({
  validForMonths,
  fixedExpiry,
}: Pick<Programme, 'validForMonths' | 'fixedExpiry'>): string {
  if (fixedExpiry === undefined) throw new RangeError('certificates of this programme end on no fixed days')
  if (monthsOfYear % validForMonths !== 0) {
    return `the next of the days that lie every ${counted(validForMonths, 'month')} from ${dayInWords(fixedExpiry)}`
  }
  const steps = Array.from({ length: monthsOfYear / validForMonths }, (_, step) => step * validForMonths)
  const days = steps
    .map((months) => addMonths(fixedExpiry, months))
    .toSorted((a, b) => (a.slice(5) < b.slice(5) ? -1 : 1))
  return `the next ${either(days.map(yearlyInWords))}`
}

/** 29 February is the last day of its month in every year. */
function yearlyInWords(day: Day): string {
  return day.endsWith('02-29') ? 'last day of February' : dayInWords(day, 'day-month')
}
