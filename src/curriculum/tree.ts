/** Drafts become trees: the plain JSON that a publication stores and the walker renders. */
import type { Tree, TreeElement } from '../domain/curriculum.ts'
import { paramWords } from '../domain/params.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'

/**
 * The trees of drafts, without lines. `take` may give another tree for an element, as a bare
 * `Clause` for one whose words are kept elsewhere.
 */
export function treesOf(
  drafts: readonly Draft[],
  take: (element: DraftElement) => Tree | undefined = () => undefined,
): Tree[] {
  return drafts.map((draft) => {
    if (!isElement(draft)) return draft
    const taken = take(draft)
    if (taken !== undefined) return taken
    const kids = treesOf(draft.kids, take)
    const tree: TreeElement = {
      tag: draft.tag,
      ...(Object.keys(draft.props).length > 0 && { props: draft.props }),
      ...(kids.length > 0 && { kids }),
    }
    return tree
  })
}

const inlineTags = new Set(['em', 'strong', 'del', 'code', 'a', 'img', 'sup', 'sub', 'Param'])

/**
 * The words of a tree: its text, code, the words of its numbers and what its pictures show, with a
 * space after each block, white space collapsed, NFC. Two texts that read alike have the same words.
 */
export function textOf(tree: Tree | readonly Tree[]): string {
  return rawText(tree).replace(/\s+/g, ' ').trim().normalize('NFC')
}

/** The words as they stand, before white space is collapsed. */
export function rawText(tree: Tree | readonly Tree[]): string {
  if (typeof tree === 'string') return tree
  if (isList(tree)) return tree.map(rawText).join('')
  const { tag, props = {}, kids = [] } = tree
  if (tag === 'Param') return paramWords({ value: props['value'] ?? '', unit: props['unit'] ?? '' })
  const shown = tag === 'img' || tag === 'Figure' ? `${props['alt'] ?? ''} ${props['caption'] ?? ''}` : ''
  return `${shown}${rawText(kids)}${inlineTags.has(tag) ? '' : ' '}`
}

function isList(tree: Tree | readonly Tree[]): tree is readonly Tree[] {
  return Array.isArray(tree)
}

/** Whether there is anything to read or to see. */
export function isBlank(trees: readonly Tree[]): boolean {
  return textOf(trees) === ''
}
