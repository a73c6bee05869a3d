/** What is asked of the nodes that the MDX parser gives. */
import type { MdastNode } from 'satteri'

export type Jsx = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>

export function kidsOf(node: MdastNode): readonly MdastNode[] {
  return 'children' in node ? node.children : []
}

export function lineOf(node: MdastNode): number {
  return node.position?.start.line ?? 1
}

export function isJsx(node: MdastNode): node is Jsx {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}

const phrasingTypes = new Set<string>([
  'text',
  'emphasis',
  'strong',
  'delete',
  'inlineCode',
  'break',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'mdxJsxTextElement',
  'mdxTextExpression',
  'footnoteReference',
])

export function isPhrasing(node: MdastNode): boolean {
  return phrasingTypes.has(node.type)
}
