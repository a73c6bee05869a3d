/**
 * The terms of the glossary where they are used: found as whole words in authors' trees, and marked
 * once in a section so that the reader may look the first one up. Pure.
 */
import type { GlossaryTerm, Tree } from './curriculum.ts'

export interface TermUse {
  readonly term: GlossaryTerm
  /** Where the words begin in the text, and where what follows them begins. */
  readonly from: number
  readonly to: number
}

export interface TermFinder {
  /** Every use in a text, from left to right; none lies within another. */
  in(text: string): readonly TermUse[]
  /** The term that these words are, and nothing beside them. */
  named(words: string): GlossaryTerm | undefined
}

/**
 * Finds terms and aliases as whole words, in any case, the longest first; a plain plural of the last
 * word counts as well. An abbreviation (two capitals or more, no small letter) is found as written only.
 */
export function termFinder(glossary: readonly GlossaryTerm[]): TermFinder {
  const meant = new Map<string, GlossaryTerm>()
  const plurals: (readonly [string, GlossaryTerm])[] = []
  for (const term of glossary) {
    for (const words of [term.term, ...term.aliases]) {
      if (folded(words) === '') continue
      meant.set(keyOf(words), term)
      plurals.push([keyOf(isAbbreviation(words) ? `${folded(words)}s` : pluralOf(words)), term])
    }
  }
  // A plural that is itself a word of another term is that term's.
  for (const [key, term] of plurals) if (!meant.has(key)) meant.set(key, term)
  const everyday = new Set([...meant].flatMap(([key, term]) => (term.inText === false ? [key] : [])))
  const longestFirst = [...meant.keys()]
    .filter((key) => !everyday.has(key))
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const pattern =
    longestFirst.length === 0
      ? undefined
      : new RegExp(
          `(?<![\\p{L}\\p{N}\\p{M}_]|[\\p{L}\\p{N}][-‑’'])(?:${longestFirst.map(patternOf).join('|')})(?![\\p{L}\\p{N}\\p{M}_]|[-‑][\\p{L}\\p{N}])`,
          'gu',
        )
  return {
    in(text) {
      if (pattern === undefined) return []
      return [...text.matchAll(pattern)].flatMap((match) => {
        const term = termOf(meant, match[0])
        return term === undefined ? [] : [{ term, from: match.index, to: match.index + match[0].length }]
      })
    },
    named: (words) => termOf(meant, words),
  }
}

function termOf(meant: ReadonlyMap<string, GlossaryTerm>, words: string): GlossaryTerm | undefined {
  return meant.get(folded(words)) ?? meant.get(folded(words).toLowerCase())
}

function isAbbreviation(words: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(words) && !/\p{Ll}/u.test(words)
}

/** What else a term is called, without the plain plurals of its other words. */
export function otherNames({ term, aliases }: GlossaryTerm): readonly string[] {
  const plurals = new Set([term, ...aliases].map((words) => keyOf(pluralOf(words))))
  return aliases.filter((alias) => !plurals.has(keyOf(alias)))
}

/** White space, apostrophes and hyphens in one form. */
function folded(words: string): string {
  return words.normalize('NFC').replace(/\s+/g, ' ').replace(/’/g, "'").replace(/‑/g, '-').trim()
}

/** Small letters, but for an abbreviation; its plural `FCRs` keeps its capitals too. */
function keyOf(words: string): string {
  const key = folded(words)
  return isAbbreviation(key) || /^[\p{Lu}\p{N}]{2,}s$/u.test(key) ? key : key.toLowerCase()
}

/** "calls", "queries", "branches": as regular nouns go. */
export function pluralOf(words: string): string {
  if (/[^aeiou\s]y$/i.test(words)) return `${words.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/i.test(words) ? `${words}es` : `${words}s`
}

/** A key as a pattern that finds it in any case and any form of its blanks, hyphens and apostrophes. */
function patternOf(key: string): string {
  const isAsWritten = key !== key.toLowerCase()
  return [...key]
    .map((letter) => {
      if (letter === ' ') return '\\s+'
      if (letter === "'") return "['’]"
      if (letter === '-') return '[-‑]'
      const upper = letter.toUpperCase()
      if (isAsWritten || upper === letter) return RegExp.escape(letter)
      return [...upper].length === 1 ? `[${RegExp.escape(letter)}${RegExp.escape(upper)}]` : RegExp.escape(letter)
    })
    .join('')
}

/** Headings, links and code keep their words plain; checks would be given away. */
const unmarked: ReadonlySet<string> = new Set(['h2', 'h3', 'h4', 'th', 'a', 'code', 'pre', 'Check', 'Question'])

/**
 * The same trees with the first use of each term as `{ tag: 'Term', props: { id }, kids: [words] }`.
 * `seen` holds the ids that the section has marked already, and gains those marked here. Where a text
 * explains a term itself ("**Hold**: …") the reader has it before their eyes, and nothing is marked.
 * `embedded` is told of each clause that the trees embed, as the reader comes upon it.
 */
export function withTerms(
  nodes: readonly Tree[],
  finder: TermFinder,
  seen: Set<string>,
  embedded: (clause: string) => void = () => undefined,
): readonly Tree[] {
  return nodes.flatMap((node, index): readonly Tree[] => {
    if (typeof node === 'string') return marked(node, finder, seen)
    if (node.tag === 'Clause') embedded(node.props?.['id'] ?? '')
    if (unmarked.has(node.tag) || node.kids === undefined) return [node]
    const explained = node.tag === 'strong' ? explainedBy(node.kids, nodes[index + 1], finder) : undefined
    if (explained !== undefined) {
      seen.add(explained.id)
      return [node]
    }
    return [{ ...node, kids: withTerms(node.kids, finder, seen, embedded) }]
  })
}

/** Whether bold words are a term that the words after them explain. */
function explainedBy(kids: readonly Tree[], next: Tree | undefined, finder: TermFinder): GlossaryTerm | undefined {
  const words = kids.every((kid) => typeof kid === 'string') ? kids.join('') : ''
  const isFollowedByColon = /:\s*$/.test(words) || (typeof next === 'string' && /^\s*:/.test(next))
  return isFollowedByColon ? finder.named(words.replace(/\s*:\s*$/, '')) : undefined
}

function marked(text: string, finder: TermFinder, seen: Set<string>): readonly Tree[] {
  const parts: Tree[] = []
  let done = 0
  for (const { term, from, to } of finder.in(text)) {
    if (seen.has(term.id)) continue
    seen.add(term.id)
    if (from > done) parts.push(text.slice(done, from))
    parts.push({ tag: 'Term', props: { id: term.id }, kids: [text.slice(from, to)] })
    done = to
  }
  return done === 0 ? [text] : done < text.length ? [...parts, text.slice(done)] : parts
}

/** The ids of the terms that trees use, where they would be marked. */
export function termsUsedIn(nodes: readonly Tree[], finder: TermFinder): ReadonlySet<string> {
  const used = new Set<string>()
  withTerms(nodes, finder, used)
  return used
}
