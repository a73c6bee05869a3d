/** Whom a programme asks and how long its certification holds, in sentences. */
import type { Audience, Organisation, Programme } from './curriculum.ts'
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

/** How long somebody has, how long it holds, and when it can be renewed. */
export function validityInWords(
  programme: Pick<Programme, 'completeWithinDays' | 'validForMonths' | 'renewalWindowDays' | 'graceDays'>,
): readonly string[] {
  const { completeWithinDays, validForMonths, renewalWindowDays, graceDays } = programme
  return [
    `From the day it is asked of you, you have ${counted(completeWithinDays, 'day')}.`,
    `The certification holds for ${counted(validForMonths, 'month')}.`,
    `You can renew it in the last ${counted(renewalWindowDays, 'day')}; the new time counts from the old end, so nothing is lost by being early.`,
    graceDays === 0
      ? 'Once it has run out, the whole programme is asked again.'
      : `For ${counted(graceDays, 'day')} after it ran out, the renewal is still enough; later the whole programme is asked again.`,
  ]
}
