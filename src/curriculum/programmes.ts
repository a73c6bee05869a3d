/** A file of `programmes/` as a programme: what earns a certification. */
import {
  defaultWindows,
  renewalBases,
  requirementKey,
  type Audience,
  type DefaultWindow,
  type Programme,
  type Requirement,
} from '../domain/curriculum.ts'
import { FOREVER, addMonths, daysBetween } from '../domain/days.ts'
import {
  as,
  type Branch,
  type LessonId,
  type ProgrammeId,
  type QuizId,
  type ScenarioId,
  type StandardId,
} from '../domain/ids.ts'
import { builtIn, windowBounds } from '../domain/settings.ts'
import { count, didYouMean } from './faults.ts'
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
  const { windows, defaulted } = readWindows(fields)
  const programme: Programme = {
    id,
    title: fields.text('title'),
    summary: fields.text('summary'),
    audience: readAudience(fields, reading),
    requirements: requirements ?? [],
    renewal: renewal === undefined || renewal.length === 0 ? (requirements ?? []) : renewal,
    ...windows,
    validForMonths: validForMonths ?? emptyProgramme.validForMonths,
    ...readExpiry(fields, validForMonths, reading),
    ...readPriorLearning(fields),
    ...readReplays(fields, [...(requirements ?? []), ...(renewal ?? [])], reading),
    ...(defaulted.length > 0 && { defaulted }),
    opensChannels: channelsOf(fields.words('opens_channels') ?? [], reading),
  }
  warnOfLongSentences(programme.summary, fields.lineOf('summary'), reading)
  fields.end()
  if (validForMonths !== undefined) checkWindow(programme, fields, reading)
  return programme
}

const windowFields: Readonly<Record<DefaultWindow, string>> = {
  completeWithinDays: 'complete_within_days',
  renewalWindowDays: 'renewal_window_days',
  graceDays: 'grace_days',
}

/** A window that is left out is the organisation's affair; until it says otherwise, the built-in one holds. */
function readWindows(fields: Mapping): {
  readonly windows: Pick<Programme, DefaultWindow>
  readonly defaulted: readonly DefaultWindow[]
} {
  const windows: Record<DefaultWindow, number> = { ...builtIn['default-windows'] }
  const defaulted = defaultWindows.filter((window) => !fields.isWritten(windowFields[window]))
  for (const window of defaultWindows) {
    if (defaulted.includes(window)) continue
    const { least, most } = windowBounds[window]
    windows[window] = fields.wholeNumber(windowFields[window], least, most, 'days') ?? emptyProgramme[window]
  }
  return { windows, defaulted }
}

/** What is as it would be without a word is left out, so that writing it changes nothing. */
function readExpiry(
  fields: Mapping,
  validForMonths: number | undefined,
  reading: Reading,
): Pick<Programme, 'renewsFrom' | 'fixedExpiry' | 'leastActiveDays'> {
  const isWritten = fields.isWritten('renews_from')
  const renewsFrom = isWritten ? fields.oneOf('renews_from', renewalBases) : 'old-expiry'
  // A word that is none is told already, and nobody knows what it was to be.
  const isKnown = !isWritten || fields.optionalText('renews_from') === renewsFrom
  const fixedExpiry = fields.isWritten('fixed_expiry') ? fields.day('fixed_expiry', FOREVER) : undefined
  const leastActiveDays = fields.isWritten('least_active_days')
    ? fields.wholeNumber('least_active_days', 1, mostDays, 'days')
    : undefined
  if (renewsFrom !== 'fixed-date') {
    for (const key of ['fixed_expiry', 'least_active_days']) {
      if (!fields.isWritten(key) || !isKnown) continue
      reading.fault(
        fields.lineOf(key),
        `${key} says something of a fixed date, and renews_from is ${renewsFrom}`,
        'Write `renews_from: fixed-date`, or delete the line.',
      )
    }
    return renewsFrom === 'old-expiry' ? {} : { renewsFrom }
  }
  if (fixedExpiry === undefined) {
    reading.fault(
      fields.lineOf('renews_from'),
      'certificates are to end on a fixed date, and none is given',
      'Write a day on which they end, as `fixed_expiry: 2027-03-31`.',
    )
    return { renewsFrom, fixedExpiry: FOREVER }
  }
  if (leastActiveDays !== undefined && validForMonths !== undefined && fixedExpiry !== FOREVER) {
    const between = daysBetween(fixedExpiry, addMonths(fixedExpiry, validForMonths))
    if (leastActiveDays > between) {
      reading.fault(
        fields.lineOf('least_active_days'),
        `least_active_days is ${leastActiveDays}, and from one fixed date to the next there are ${count(between, 'day')}`,
        'Write fewer days than that, so that the fixed date after the next is never needed.',
      )
    }
  }
  return { renewsFrom, fixedExpiry, ...(leastActiveDays !== undefined && { leastActiveDays }) }
}

function readPriorLearning(fields: Mapping): Pick<Programme, 'priorLearningMonths'> {
  if (!fields.isWritten('prior_learning_months')) return {}
  const priorLearningMonths = fields.wholeNumber('prior_learning_months', 1, mostMonths, 'months')
  return priorLearningMonths === undefined ? {} : { priorLearningMonths }
}

/** Nobody plays again what the programme never asked for. */
function readReplays(fields: Mapping, required: readonly Requirement[], reading: Reading): Pick<Programme, 'replays'> {
  const field = 'replay_in_updates'
  if (!fields.isWritten(field)) return {}
  const played = [...new Set(required.flatMap((one) => (one.kind === 'scenario' ? [one.scenario] : [])))]
  const written = fields.words(field) ?? []
  if (written.length === 0) {
    reading.fault(
      fields.lineOf(field),
      `${field} names no scenario`,
      'Write `replay_in_updates: [the-third-call]`, or delete the line.',
    )
  }
  const replays = written.flatMap(({ text, line }) => {
    const replay = played.find((scenario) => scenario === text)
    if (replay !== undefined) return [replay]
    reading.fault(
      line,
      `${field} names ${text}, a scenario that the programme does not require`,
      didYouMean(text, played, `Write \`- scenario: ${text}\` into requirements as well, or take it out here.`),
    )
    return []
  })
  return replays.length === 0 ? {} : { replays }
}

/** A certificate that is open to renewal on its first day would never be simply held. */
function checkWindow({ validForMonths, renewalWindowDays, defaulted }: Programme, fields: Mapping, reading: Reading) {
  if (renewalWindowDays < validForMonths * shortestMonthDays) return
  const isDefault = defaulted?.includes('renewalWindowDays')
  reading.fault(
    fields.lineOf(isDefault ? 'valid_for_months' : 'renewal_window_days'),
    `the renewal window of ${count(renewalWindowDays, 'day')}${isDefault ? ', which holds where none is written,' : ''} is as long as the ${count(validForMonths, 'month')} of validity`,
    isDefault ? 'Write `renewal_window_days: …`, shorter than the validity.' : 'Make it shorter than the validity.',
  )
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

const requirementFields = ['lesson', 'quiz', 'scenario', 'acknowledgement'] as const

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
    case 'scenario':
      return { kind, scenario: as<ScenarioId>(id) }
    case 'acknowledgement':
      return { kind, standard: as<StandardId>(id) }
  }
}
