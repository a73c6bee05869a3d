/** By which rules a programme asks otherwise than before, in words. */
import type { WasIs } from './clause-difference.ts'
import { requirementKey, type Organisation, type Programme, type Requirement } from './curriculum.ts'
import { describeRequirement, type Library } from './library.ts'
import { listed, lowerFirst, rolesInWords } from './scope-words.ts'
import { counted } from './words.ts'

/** Each library names the requirements of its own time. */
export function programmeTerms(
  before: Programme,
  after: Programme,
  { was, is }: { readonly was: Library; readonly is: Library },
): readonly WasIs[] {
  const changed = (what: string, old: string, now: string): readonly WasIs[] =>
    old === now ? [] : [{ what, was: old, is: now }]
  const days = (what: string, of: (programme: Programme) => number) =>
    changed(what, counted(of(before), 'day'), counted(of(after), 'day'))
  return [
    ...changed('Title', before.title, after.title),
    ...changed('Asks', audienceWords(before, was), audienceWords(after, is)),
    ...requirementTerms('Requirements', before.requirements, after.requirements, { was, is }),
    ...requirementTerms('To renew', before.renewal, after.renewal, { was, is }),
    ...days('Time to complete', ({ completeWithinDays }) => completeWithinDays),
    ...changed('Valid for', counted(before.validForMonths, 'month'), counted(after.validForMonths, 'month')),
    ...days('Renewal opens before the end', ({ renewalWindowDays }) => renewalWindowDays),
    ...days('Grace', ({ graceDays }) => graceDays),
    ...changed(
      'Opens',
      channelWords(before.opensChannels, was.curriculum.organisation) || 'no channel',
      channelWords(after.opensChannels, is.curriculum.organisation) || 'no channel',
    ),
  ]
}

function audienceWords({ audience }: Programme, { curriculum: { organisation } }: Library): string {
  const { roles, channels, branches } = audience
  const where = channels === undefined ? '' : `, on ${channelWords(channels, organisation)}`
  const at = branches?.map((branch) => organisation.branches.get(branch) ?? branch)
  return `${rolesInWords(roles, organisation)}${where}${at === undefined ? '' : `, at ${listed(at)}`}`
}

function channelWords(channels: Programme['opensChannels'], organisation: Organisation): string {
  return listed(channels.map((channel) => lowerFirst(organisation.channels.get(channel) ?? channel)))
}

function requirementTerms(
  what: string,
  before: readonly Requirement[],
  after: readonly Requirement[],
  { was, is }: { readonly was: Library; readonly is: Library },
): readonly WasIs[] {
  const keys = (requirements: readonly Requirement[]) => requirements.map(requirementKey).join(' ')
  if (keys(before) === keys(after)) return []
  const words = (requirements: readonly Requirement[], library: Library) =>
    listed(requirements.map((one) => `${kindWords[one.kind]} “${describeRequirement(library, one).title}”`))
  return [{ what, was: words(before, was) || 'nothing', is: words(after, is) || 'nothing' }]
}

const kindWords: Readonly<Record<Requirement['kind'], string>> = {
  lesson: 'lesson',
  quiz: 'quiz',
  acknowledgement: 'reading',
}
