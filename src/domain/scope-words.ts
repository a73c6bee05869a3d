/** Whom and where a clause reaches, in words. A name that the organisation no longer lists stands as its id. */
import type { ChannelScope, Organisation, RoleScope } from './curriculum.ts'

export function rolesInWords(roles: RoleScope, organisation: Pick<Organisation, 'roles'>, list = listed): string {
  if (roles === 'everyone') return 'everyone'
  return list(roles.map((role) => lowerFirst(organisation.roles.get(role) ?? role)))
}

export function channelsInWords(
  channels: ChannelScope,
  organisation: Pick<Organisation, 'channels'>,
  list = listed,
): string {
  if (channels === 'all') return 'every channel'
  if (channels === 'internal') return 'work between ourselves'
  return list(channels.map((channel) => lowerFirst(organisation.channels.get(channel) ?? channel)))
}

/** How English says it where "on" the name of the channel is no English. */
const workOn: ReadonlyMap<string, string> = new Map([
  ['telephone', 'on the telephone'],
  ['phone', 'on the phone'],
  ['face to face', 'face to face'],
  ['e-mail', 'by e-mail'],
  ['email', 'by email'],
  ['letter', 'by letter'],
  ['post', 'by post'],
  ['fax', 'by fax'],
  ['chat', 'in chat'],
])

/** What follows "works": "on the telephone", "by e-mail, in chat and on social media". */
export function channelsWorkedInWords(
  channels: Exclude<ChannelScope, string>,
  organisation: Pick<Organisation, 'channels'>,
): string {
  const names = channels.map((channel) => lowerFirst(organisation.channels.get(channel) ?? channel))
  return listed(names.map((name) => workOn.get(name) ?? `on ${name}`))
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1)
  return last === undefined ? '' : words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

/** Of which one is enough: "a", "a or b", "a, b or c". A name that has an "and" in it keeps it. */
export function either(words: readonly string[]): string {
  const last = words.at(-1)
  return last === undefined ? '' : words.length === 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

/** "Team leader" becomes "team leader"; "QA specialist" and "E-mail" in capitals keep what is an abbreviation. */
export function lowerFirst(words: string): string {
  return /^\p{Lu}\p{Lu}/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
}
