/**
 * The fingerprint of a clause: what it asks, of whom, in which words, without anything that leaves its
 * reader asked the same. It is versioned: another normal form would be `n2`, beside which every `n1` in a
 * lock goes on holding.
 */
import { canonicalJson } from '../domain/canonical.ts'
import type { Fingerprint } from '../domain/clause-lock.ts'
import type { Clause, Tree, TreeElement } from '../domain/curriculum.ts'
import { essenceOf } from '../domain/essence.ts'
import { sha256 } from './digest.ts'
import { rawText } from './tree.ts'

/** What a fingerprint is taken of: neither `<Why>` and `<Example>`, nor where the clause stands. */
export type Fingerprinted = Pick<Clause, 'level' | 'roles' | 'channels' | 'target' | 'params' | 'body'>

export interface Printed {
  readonly fingerprint: Fingerprint
  /** What of it is always material, in words. */
  readonly essence: string
}

export function printOf(clause: Fingerprinted): Printed {
  const { level, roles, channels, params } = clause
  const text = normalText(clause.body)
  const target = clause.target === undefined ? null : normalWords(clause.target)
  const hash = sha256(
    canonicalJson({
      level,
      roles: asSet(roles),
      channels: asSet(channels),
      target,
      params: params.map(({ name, value, unit }) => [name, value, unit]),
      text,
    }),
  )
  return {
    fingerprint: `n1:sha256${hash}` as Fingerprint,
    essence: essenceOf(clause, text.replaceAll(marks, ' '), target ?? ''),
  }
}

export function fingerprintOf(clause: Fingerprinted): Fingerprint {
  return printOf(clause).fingerprint
}

function asSet(scope: string | readonly string[]): string | readonly string[] {
  return typeof scope === 'string' ? scope : [...new Set(scope)].toSorted()
}

// Structure is marked by control characters, which no text of content can hold.
const open = '\u0001'
const item = '\u0002'
const close = '\u0003'
const cell = '\u0004'
const struck = '\u0005'
const raised = '\u0006'
const lowered = '\u0007'
const marks = /[\u0001\u0003][uo]|\u0002\d*\.?|[\u0004-\u0007]/g

/**
 * The words of a clause in normal form. Lists keep their items, numbered or not, in their order; the cells
 * of a table, struck, raised and lowered words keep theirs; emphasis, links and paragraphs leave only words.
 */
export function normalText(body: readonly Tree[]): string {
  const marked = body.map(markedText).join('')
  // A comment between two items parts a list in two, which read as one.
  const joined = marked.replaceAll(/\u0003([uo])\s*\u0001\1/g, '')
  return normalWords(joined).replaceAll(/ ?([\u0001\u0003][uo]|\u0002\d*\.?|\u0004) ?/g, '$1')
}

function markedText(tree: Tree): string {
  if (typeof tree === 'string') return tree
  const kids = tree.kids ?? []
  const inner = () => kids.map(markedText).join('')
  switch (tree.tag) {
    case 'ul':
    case 'ol':
      return ` ${listText(tree, tree.tag === 'ol')} `
    case 'tr':
    case 'th':
    case 'td':
      return `${inner()}${cell}`
    case 'del':
      return `${struck}${inner()}${struck}`
    case 'sup':
      return `${raised}${inner()}${raised}`
    case 'sub':
      return `${lowered}${inner()}${lowered}`
    case 'em':
    case 'strong':
    case 'a':
    case 'code':
      return inner()
    case 'Param':
    case 'img':
      return rawText(tree)
    default:
      return `${inner()} `
  }
}

function listText({ props = {}, kids = [] }: TreeElement, isOrdered: boolean): string {
  const start = Number(props['start'] ?? 1)
  const kind = isOrdered ? 'o' : 'u'
  const items = kids.map((kid, index) => `${item}${isOrdered ? `${start + index}.` : ''} ${markedText(kid)}`)
  return `${open}${kind}${items.join('')}${close}${kind}`
}

/** Zero-width spaces and joiners, marks of direction, soft hyphens. What turns the order of letters round is kept. */
const unseen = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/g
const dashes = / ?(?:[-\u058a\u05be\u2010-\u2015\u2053\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d] ?)+/g
const quotes = /(?:["'`´\u2018-\u201f\u2039\u203a\u00ab\u00bb\u02bc\u2e42\u300c-\u300f\u301d-\u301f\uff02\uff07])+/g

/** Text as it is compared: NFC, one kind of blank, dash and quotation mark, nothing unseen. */
export function normalWords(text: string): string {
  return (
    text
      .replaceAll(unseen, '')
      .normalize('NFC')
      .replaceAll('\u2026', '...')
      // French sets a no-break space inside its quotation marks.
      .replaceAll(/([\u00ab\u2039])[\u00a0\u2009\u202f]|[\u00a0\u2009\u202f]([\u00bb\u203a])/g, '$1$2')
      .replaceAll(quotes, "'")
      .replaceAll(/\s+/g, ' ')
      .replaceAll(dashes, '-')
      .trim()
  )
}
