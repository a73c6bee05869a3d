/** Questions asked of authors' trees while they are drawn. Pure. */
import type { ContentTag, Level, Tree, TreeElement } from './curriculum.ts'
import { contentTags } from './curriculum.ts'

const phrasing = new Set(['p', 'h2', 'h3', 'h4', 'em', 'strong', 'del', 'code', 'a', 'sup', 'sub'])

const inlineTags = new Set(['em', 'strong', 'del', 'code', 'a', 'sup', 'sub', 'br', 'Param', 'Term'])

export function isContentTag(tag: string): tag is ContentTag {
  return (contentTags as readonly string[]).includes(tag)
}

/** A line of text holds spans only: what stands in a paragraph, or beside words. */
export function isLine(parent: string, kids: readonly Tree[]): boolean {
  return phrasing.has(parent) || kids.some((kid) => typeof kid === 'string' && kid.trim() !== '')
}

/** Whether all of it may stand in one line, as a legend or a paragraph asks. */
export function isOneLine(nodes: readonly Tree[]): boolean {
  return nodes.every((node) => typeof node === 'string' || inlineTags.has(node.tag))
}

/** A single paragraph without its `<p>`, for places that bring their own. */
export function unwrapped(nodes: readonly Tree[]): readonly Tree[] {
  const [only, ...rest] = nodes.filter((node) => typeof node !== 'string' || node.trim() !== '')
  return rest.length === 0 && typeof only === 'object' && only.tag === 'p' ? (only.kids ?? []) : nodes
}

export function plainText(nodes: readonly Tree[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : plainText(node.kids ?? []))).join('')
}

/** Lines of speech that follow one another are one list. */
export interface Speech {
  readonly speech: readonly TreeElement[]
}

export function withSpeechTogether(nodes: readonly Tree[]): (Tree | Speech)[] {
  const together: (Tree | Speech)[] = []
  let open: TreeElement[] | undefined
  for (const node of nodes) {
    if (typeof node === 'object' && node.tag === 'Say') {
      if (open === undefined) together.push({ speech: (open = []) })
      open.push(node)
    } else if (open === undefined || typeof node !== 'string' || node.trim() !== '') {
      open = undefined
      together.push(node)
    }
  }
  return together
}

export type Run =
  | { readonly kind: 'prose'; readonly nodes: readonly Tree[] }
  | { readonly kind: 'said'; readonly nodes: readonly TreeElement[] }
  | { readonly kind: 'block'; readonly node: TreeElement }

/** Splits a section's body into stretches of prose, stretches of speech, and blocks that hang on the leaf. */
export function runsOf(body: readonly Tree[]): Run[] {
  const runs: Run[] = []
  let prose: Tree[] | undefined
  for (const node of withSpeechTogether(body)) {
    if (typeof node === 'string' && node.trim() === '') continue
    if (typeof node === 'object' && 'speech' in node) {
      prose = undefined
      runs.push({ kind: 'said', nodes: node.speech })
    } else if (typeof node === 'object' && isContentTag(node.tag) && node.tag !== 'Param') {
      prose = undefined
      runs.push({ kind: 'block', node })
    } else {
      if (prose === undefined) runs.push({ kind: 'prose', nodes: (prose = []) })
      prose.push(node)
    }
  }
  return runs
}

const modalVerbs: Readonly<Record<Level, RegExp>> = {
  must: /\bmust\b/i,
  'must-not': /\bmust (?:not|never)\b/i,
  should: /\bshould(?: not)?\b/i,
  may: /\bmay\b/i,
}

/** Sets the first modal verb of a clause in `<em>`: the strength must be read in the sentence, not in the margin alone. */
export function withModalVerb(body: readonly Tree[], level: Level): Tree[] {
  const verb = modalVerbs[level]
  let found = false
  const walk = (nodes: readonly Tree[]): Tree[] =>
    nodes.flatMap((node): Tree[] => {
      if (found) return [node]
      if (typeof node !== 'string') {
        if (node.tag === 'em' || node.tag === 'a' || isContentTag(node.tag)) return [node]
        const kids = walk(node.kids ?? [])
        return [found ? { ...node, kids } : node]
      }
      const match = verb.exec(node)
      if (match === null) return [node]
      found = true
      const after = node.slice(match.index + match[0].length)
      return [node.slice(0, match.index), { tag: 'em', kids: [match[0]] }, after].filter((part) => part !== '')
    })
  return walk(body)
}
