/** What became different in a clause: its words, and what it says beside them of level, scope, target and numbers. */
import type { Clause, Organisation, Param, Tree } from './curriculum.ts'
import { paramWords } from './params.ts'
import { channelsInWords, rolesInWords } from './scope-words.ts'
import { differenceBetween, type LineKind, type TextDifference, type TextLine } from './text-difference.ts'
import { capitalised } from './words.ts'

/** "Level: was should, is must". */
export interface WasIs {
  readonly what: string
  readonly was: string
  readonly is: string
}

export interface ClauseDifference {
  readonly words: TextDifference
  readonly terms: readonly WasIs[]
}

export type ComparedClause = Pick<Clause, 'level' | 'roles' | 'channels' | 'target' | 'params' | 'body'>

export function clauseDifference(
  before: ComparedClause,
  after: ComparedClause,
  organisation: Pick<Organisation, 'roles' | 'channels'>,
): ClauseDifference {
  return {
    words: differenceBetween(textLinesOf(before.body), textLinesOf(after.body)),
    terms: termsBetween(before, after, organisation),
  }
}

/** Level, roles, channels, target and numbers that are not what they were; the order of a set says nothing. */
export function termsBetween(
  before: ComparedClause,
  after: ComparedClause,
  organisation: Pick<Organisation, 'roles' | 'channels'>,
): readonly WasIs[] {
  const sorted = <T extends { readonly roles: unknown; readonly channels: unknown }>(clause: T) => ({
    roles: Array.isArray(clause.roles) ? clause.roles.toSorted() : clause.roles,
    channels: Array.isArray(clause.channels) ? clause.channels.toSorted() : clause.channels,
  })
  const [old, now] = [sorted(before), sorted(after)]
  const changed = (what: string, isSame: boolean, was: string, is: string): readonly WasIs[] =>
    isSame ? [] : [{ what, was, is }]
  return [
    ...changed('Level', before.level === after.level, levelWords(before), levelWords(after)),
    ...changed(
      'For',
      String(old.roles) === String(now.roles),
      rolesInWords(before.roles, organisation),
      rolesInWords(after.roles, organisation),
    ),
    ...changed(
      'On',
      String(old.channels) === String(now.channels),
      channelsInWords(before.channels, organisation),
      channelsInWords(after.channels, organisation),
    ),
    ...changed('Target', before.target === after.target, before.target ?? 'none', after.target ?? 'none'),
    ...paramsBetween(before.params, after.params),
  ]
}

function levelWords({ level }: Pick<Clause, 'level'>): string {
  return level.replace('-', ' ')
}

function paramsBetween(before: readonly Param[], after: readonly Param[]): readonly WasIs[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))]
  return names.flatMap((name) => {
    const words = (params: readonly Param[]) =>
      params.flatMap((param) => (param.name === name ? [paramWords(param)] : [])).join(', ') || 'none'
    const [was, is] = [words(before), words(after)]
    return was === is ? [] : [{ what: capitalised(name.replaceAll('-', ' ')), was, is }]
  })
}

const lineTags = new Set(['p', 'h2', 'h3', 'h4', 'li', 'ul', 'ol', 'blockquote', 'pre', 'tr', 'hr', 'br'])

/** A text cut into the lines in which it is read: paragraphs, points of lists, steps, rows of tables. */
export function textLinesOf(body: readonly Tree[]): readonly TextLine[] {
  const lines: { as: LineKind; text: string }[] = []
  const begin = (as: LineKind) => void lines.push({ as, text: '' })
  const add = (text: string) => {
    if (lines.length === 0) begin('paragraph')
    const line = lines.at(-1)
    if (line !== undefined) line.text += text
  }
  const walk = (nodes: readonly Tree[], as: LineKind) => {
    for (const node of nodes) {
      if (typeof node === 'string') {
        add(node)
        continue
      }
      const { tag, props = {}, kids = [] } = node
      if (tag === 'Param') {
        add(paramWords({ value: props['value'] ?? '', unit: props['unit'] ?? '' }))
        continue
      }
      const within = tag === 'ol' ? 'step' : tag === 'ul' ? 'point' : tag === 'li' ? as : 'paragraph'
      // The first paragraph of a point is the point.
      const isOpen = tag === 'p' && as !== 'paragraph' && lines.at(-1)?.text.trim() === ''
      const isLine = lineTags.has(tag) || /^[A-Z]/.test(tag)
      if (isLine && !isOpen) begin(tag === 'li' ? as : 'paragraph')
      if (tag === 'td' || tag === 'th') add(' ')
      if (tag === 'img' || tag === 'Figure') add(`${props['alt'] ?? ''} ${props['caption'] ?? ''}`)
      if (props['who'] !== undefined) add(`${props['who']}: `)
      walk(kids, isLine ? within : as)
      if (isLine && tag !== 'li') begin('paragraph')
    }
  }
  walk(body, 'paragraph')
  return lines.flatMap(({ as, text }) => {
    const words = text.replace(/\s+/gu, ' ').trim()
    return words === '' ? [] : [{ as, text: words }]
  })
}
