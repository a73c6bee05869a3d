/** By which rules a programme asks otherwise than before, in words. */
import type { WasIs } from './clause-difference.ts'
import {
  requirementKey,
  type Organisation,
  type Programme,
  type Quiz,
  type RenewsFrom,
  type Requirement,
} from './curriculum.ts'
import { renewsFrom } from './expiry.ts'
import { describeRequirement, type Library } from './library.ts'
import { fixedDaysInWords } from './programme-words.ts'
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
    ...changed('Played again in updates', replayWords(before, was), replayWords(after, is)),
    ...days('Time to complete', ({ completeWithinDays }) => completeWithinDays),
    ...changed('Valid for', counted(before.validForMonths, 'month'), counted(after.validForMonths, 'month')),
    ...changed('The next end counts', renewalWords(before), renewalWords(after)),
    ...changed('Holds at least', leastWords(before), leastWords(after)),
    ...days('Renewal opens before the end', ({ renewalWindowDays }) => renewalWindowDays),
    ...days('Grace', ({ graceDays }) => graceDays),
    ...changed('Learned elsewhere', priorWords(before), priorWords(after)),
    ...attemptTerms(before, after, { was, is }),
    ...changed(
      'Opens',
      channelWords(before.opensChannels, was.curriculum.organisation) || 'no channel',
      channelWords(after.opensChannels, is.curriculum.organisation) || 'no channel',
    ),
  ]
}

function renewalWords(programme: Programme): string {
  if (programme.fixedExpiry !== undefined) return `to ${fixedDaysInWords(programme)}`
  return renewalBaseWords[renewsFrom(programme)]
}

const renewalBaseWords: Readonly<Record<RenewsFrom, string>> = {
  'old-expiry': 'from the old end',
  completion: 'from the day of renewing',
  'fixed-date': 'to a fixed day',
}

function leastWords({ leastActiveDays }: Programme): string {
  return leastActiveDays === undefined ? 'any number of days' : counted(leastActiveDays, 'day')
}

function replayWords({ replays = [] }: Programme, { curriculum: { scenarios } }: Library): string {
  const titles = replays.map((id) => `“${scenarios.find((one) => one.id === id)?.title ?? id}”`)
  return listed(titles) || 'nothing'
}

function priorWords({ priorLearningMonths }: Programme): string {
  return priorLearningMonths === undefined ? 'does not count' : `counts for ${counted(priorLearningMonths, 'month')}`
}

/** Attempts stand with the quiz, and bind whoever is on the way in the programme that asks it. */
function attemptTerms(
  before: Programme,
  after: Programme,
  { was, is }: { readonly was: Library; readonly is: Library },
): readonly WasIs[] {
  const quizzesOf = ({ requirements, renewal }: Programme) =>
    new Set([...requirements, ...renewal].flatMap((one) => (one.kind === 'quiz' ? [one.quiz] : [])))
  const asked = quizzesOf(before)
  return [...quizzesOf(after)].flatMap((id) => {
    const [old, now] = [was.quizzes.get(id), is.quizzes.get(id)]
    if (!asked.has(id) || old === undefined || now === undefined || old.attempts === now.attempts) return []
    const words = ({ attempts }: Quiz) => (attempts === undefined ? 'any number' : `${attempts} in a cycle`)
    return [{ what: `Attempts at “${now.title}”`, was: words(old), is: words(now) }]
  })
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
  scenario: 'scenario',
  acknowledgement: 'reading',
}
