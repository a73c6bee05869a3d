/** Whom and which channels something is for: words that stand alone, or ids of organisation.yaml. */
import type { ChannelScope, RoleScope } from '../domain/curriculum.ts'
import { rights } from '../domain/facts.ts'
import { as, type Channel, type JobRole } from '../domain/ids.ts'
import type { Reading } from './reading.ts'
import type { Mapping, Word } from './yaml.ts'

/** `everyone`, or job roles: `adviser, team-leader`. */
export function readRoleScope(text: string, line: number, reading: Reading): RoleScope {
  return roleScopeOf(wordsOf(text, line, reading), reading)
}

export function roleScopeOf(words: readonly Word[], reading: Reading): RoleScope {
  if (standsAlone(words, 'everyone', reading)) return 'everyone'
  return words.map(({ text, line }) => {
    reading.cite('role', text, line)
    return as<JobRole>(text)
  })
}

/** `all`, `internal`, or channels: `phone, chat`. */
export function readChannelScope(text: string, line: number, reading: Reading): ChannelScope {
  const words = wordsOf(text, line, reading)
  if (standsAlone(words, 'all', reading)) return 'all'
  if (standsAlone(words, 'internal', reading)) return 'internal'
  return channelsOf(words, reading)
}

export function channelsOf(words: readonly Word[], reading: Reading): Channel[] {
  return words.map(({ text, line }) => {
    reading.cite('channel', text, line)
    return as<Channel>(text)
  })
}

/** Rights or job roles that may read a text; undefined means everyone signed in. */
export function readReaders(frontMatter: Mapping | undefined, reading: Reading): readonly string[] | undefined {
  const words = frontMatter?.words('readers')
  if (words === undefined || frontMatter === undefined) return undefined
  if (words.length === 0) {
    reading.fault(
      frontMatter.lineOf('readers'),
      'readers names nobody',
      'Name rights or job roles, or delete the field.',
    )
  }
  if (standsAlone(words, 'everyone', reading)) return undefined
  for (const { text, line } of words) {
    if (!rights.some((right) => right === text)) reading.cite('role', text, line)
  }
  return words.map((word) => word.text)
}

function standsAlone(words: readonly Word[], word: string, reading: Reading): boolean {
  const found = words.find(({ text }) => text === word)
  if (found === undefined) return false
  if (words.length > 1)
    reading.fault(found.line, `${word} stands beside other words`, `Write ${word} alone, or leave it out.`)
  return true
}

/** Words of an attribute, separated by commas; at least one unless the attribute is empty, which is told elsewhere. */
export function wordsOf(text: string, line: number, reading: Reading): Word[] {
  const words: Word[] = []
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue
    if (words.some((word) => word.text === part))
      reading.fault(line, `${part} is named twice`, 'Delete one of the two.')
    else words.push({ text: part, line })
  }
  if (words.length === 0 && text !== '')
    reading.fault(line, 'commas with nothing between them', 'Write at least one word.')
  return words
}
