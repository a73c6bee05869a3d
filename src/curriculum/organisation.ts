/** `organisation.yaml`: the words of the house that all other files use. */
import type { Organisation } from '../domain/curriculum.ts'
import { as, slugPattern, type Branch, type Channel, type JobRole } from '../domain/ids.ts'
import { readTimeZone as knownTimeZone } from '../domain/settings.ts'
import type { Reading } from './reading.ts'
import { readMapping, type Mapping } from './yaml.ts'

export const emptyOrganisation: Organisation = {
  name: 'Your organisation',
  timeZone: 'UTC',
  language: 'en',
  readinessTargetPercent: 100,
  roles: new Map(),
  channels: new Map(),
  branches: new Map(),
}

/** Words that stand for more than one role or channel, and so name none. */
const reserved = new Set(['everyone', 'all', 'internal', 'none', 'any'])

export function readOrganisation(text: string, reading: Reading): Organisation {
  const fields = readMapping(text, 0, reading)
  if (fields === undefined) return emptyOrganisation
  const organisation: Organisation = {
    name: fields.text('name'),
    timeZone: readTimeZone(fields, reading),
    language: readLanguage(fields, reading),
    readinessTargetPercent:
      fields.wholeNumber('readiness_target_percent', 1, 100, 'per cent') ?? emptyOrganisation.readinessTargetPercent,
    roles: readNames<JobRole>(fields, 'roles', 'role', reading),
    channels: readNames<Channel>(fields, 'channels', 'channel', reading),
    branches: readNames<Branch>(fields, 'branches', 'branch', reading),
  }
  fields.end()
  return organisation
}

function readTimeZone(fields: Mapping, reading: Reading): string {
  const zone = fields.text('time_zone')
  if (zone === '') return emptyOrganisation.timeZone
  if (knownTimeZone(zone) !== undefined) return zone
  reading.fault(
    fields.lineOf('time_zone'),
    `no time zone ${zone}`,
    'Write it as Europe/London: the part of the world, a stroke, the city.',
  )
  return emptyOrganisation.timeZone
}

function readLanguage(fields: Mapping, reading: Reading): string {
  const language = fields.text('language')
  if (language === '') return emptyOrganisation.language
  try {
    return Intl.getCanonicalLocales(language)[0] ?? language
  } catch {
    reading.fault(fields.lineOf('language'), `no language ${language}`, 'Write it as en-GB.')
    return emptyOrganisation.language
  }
}

function readNames<Id extends JobRole | Channel | Branch>(
  fields: Mapping,
  key: string,
  kind: 'role' | 'channel' | 'branch',
  reading: Reading,
): Map<Id, string> {
  const names = new Map<Id, string>()
  const mapping = fields.mapping(key)
  for (const { text: id, line } of mapping?.keys ?? []) {
    if (!slugPattern.test(id)) {
      reading.fault(line, `${id} is not an id for a ${kind}`, 'Write small letters, digits and hyphens: team-leader.')
    } else if (reserved.has(id)) {
      reading.fault(
        line,
        `${id} cannot be the id of a ${kind}, because it stands for more than one`,
        'Choose another id.',
      )
    }
    reading.define(kind, id, line)
    names.set(as<Id>(id), mapping?.text(id) ?? '')
  }
  if (mapping !== undefined && names.size === 0) {
    reading.fault(fields.lineOf(key), `${key} names nothing`, 'Write at least one, as `adviser: Adviser`.')
  }
  return names
}
