/** A file of `programmes/` as a programme: what earns a certification. */
import { requirementKey, type Audience, type Programme, type Requirement } from '../domain/curriculum.ts'
import { as, type Branch, type LessonId, type ProgrammeId, type QuizId, type StandardId } from '../domain/ids.ts'
import { count } from './faults.ts'
import type { Reading } from './reading.ts'
import { channelsOf, roleScopeOf } from './scopes.ts'
import { warnOfLongSentences } from './wording.ts'
import { readMapping, type Mapping } from './yaml.ts'

const mostDays = 3650
const mostMonths = 120
/** February: a window that fits a month of this length fits every month. */
const shortestMonthDays = 28

export function readProgramme(text: string, name: string, reading: Reading): Programme {
  const id = as<ProgrammeId>(name)
  reading.define('programme', name, 1)
  const fields = readMapping(text, 0, reading)
  if (fields === undefined) return { ...emptyProgramme, id, title: name }

  const requirements = readRequirements(fields, 'requirements', reading)
  if (requirements === undefined) fields.missing('requirements')
  else if (requirements.length === 0) {
    reading.fault(
      fields.lineOf('requirements'),
      'the programme requires nothing',
      'Write at least one line, as `- lesson: picking-up`.',
    )
  }
  const renewal = readRequirements(fields, 'renewal', reading)
  if (renewal?.length === 0) {
    reading.fault(fields.lineOf('renewal'), 'renewal requires nothing', 'Write at least one line, or delete the field.')
  }
  const validForMonths = fields.wholeNumber('valid_for_months', 1, mostMonths, 'months')
  const renewalWindowDays = fields.wholeNumber('renewal_window_days', 0, mostDays, 'days')
  const programme: Programme = {
    id,
    title: fields.text('title'),
    summary: fields.text('summary'),
    audience: readAudience(fields, reading),
    requirements: requirements ?? [],
    renewal: renewal === undefined || renewal.length === 0 ? (requirements ?? []) : renewal,
    completeWithinDays:
      fields.wholeNumber('complete_within_days', 1, mostDays, 'days') ?? emptyProgramme.completeWithinDays,
    validForMonths: validForMonths ?? emptyProgramme.validForMonths,
    renewalWindowDays: renewalWindowDays ?? emptyProgramme.renewalWindowDays,
    graceDays: fields.wholeNumber('grace_days', 0, mostDays, 'days') ?? emptyProgramme.graceDays,
    opensChannels: channelsOf(fields.words('opens_channels') ?? [], reading),
  }
  warnOfLongSentences(programme.summary, fields.lineOf('summary'), reading)
  fields.end()
  if (validForMonths !== undefined && renewalWindowDays !== undefined) {
    const validity = count(validForMonths, 'month')
    if (renewalWindowDays >= validForMonths * shortestMonthDays) {
      reading.fault(
        fields.lineOf('renewal_window_days'),
        `the renewal window of ${count(renewalWindowDays, 'day')} is as long as the ${validity} of validity`,
        'Make it shorter than the validity.',
      )
    }
  }
  return programme
}

const emptyProgramme: Omit<Programme, 'id' | 'title'> = {
  summary: '',
  audience: { roles: [], channels: undefined, branches: undefined },
  requirements: [],
  renewal: [],
  completeWithinDays: 1,
  validForMonths: 1,
  renewalWindowDays: 0,
  graceDays: 0,
  opensChannels: [],
}

function readAudience(fields: Mapping, reading: Reading): Audience {
  const audience = fields.mapping('audience')
  if (audience === undefined) return emptyProgramme.audience
  const roles = audience.words('roles')
  if (roles === undefined) {
    reading.fault(
      audience.line,
      'the audience has no roles',
      'Write `roles: everyone`, or job roles as `roles: [adviser]`.',
    )
  } else if (roles.length === 0) {
    reading.fault(
      audience.lineOf('roles'),
      'the audience names no role',
      'Write `roles: everyone`, or job roles as `roles: [adviser]`.',
    )
  }
  const channels = audience.words('channels')
  const branches = audience.words('branches')
  audience.end()
  for (const [key, words] of [
    ['channels', channels],
    ['branches', branches],
  ] as const) {
    if (words?.length === 0)
      reading.fault(
        audience.lineOf(key),
        `${key} of audience is empty`,
        'Name at least one, or delete the field to mean any.',
      )
  }
  return {
    roles: roleScopeOf(roles ?? [], reading),
    channels: channels === undefined ? undefined : channelsOf(channels, reading),
    branches: branches?.map(({ text, line }) => {
      reading.cite('branch', text, line)
      return as<Branch>(text)
    }),
  }
}

const requirementFields = ['lesson', 'quiz', 'acknowledgement'] as const

function readRequirements(
  fields: Mapping,
  key: 'requirements' | 'renewal',
  reading: Reading,
): Requirement[] | undefined {
  const entries = fields.mappings(key)
  if (entries === undefined) return undefined
  const requirements: Requirement[] = []
  for (const entry of entries) {
    const kinds = requirementFields.filter((kind) => entry.has(kind))
    const [kind] = kinds
    entry.end()
    if (kind === undefined) {
      if (entry.keys.length === 0)
        reading.fault(entry.line, `${key} holds an entry without a field`, 'Write it as `- lesson: picking-up`.')
      continue
    }
    if (kinds.length > 1) {
      reading.fault(
        entry.line,
        `one entry of ${key} holds ${kinds.join(' and ')}`,
        'Begin each on its own line with a dash.',
      )
      continue
    }
    const id = entry.text(kind)
    if (id === '') continue
    const line = entry.lineOf(kind)
    reading.cite(kind === 'acknowledgement' ? 'standard' : kind, id, line)
    const requirement = requirementOf(kind, id)
    if (requirements.some((one) => requirementKey(one) === requirementKey(requirement))) {
      reading.fault(line, `${key} names the ${kind} ${id} twice`, 'Delete one of the two.')
    } else {
      requirements.push(requirement)
    }
  }
  return requirements
}

function requirementOf(kind: Requirement['kind'], id: string): Requirement {
  switch (kind) {
    case 'lesson':
      return { kind, lesson: as<LessonId>(id) }
    case 'quiz':
      return { kind, quiz: as<QuizId>(id) }
    case 'acknowledgement':
      return { kind, standard: as<StandardId>(id) }
  }
}
