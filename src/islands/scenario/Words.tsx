/** Draws text of a scenario: HTML of a fixed list, whose addresses are resolved already. */
import { createElement, Fragment, type ReactNode } from 'react'
import { isOneLine, plainText } from '../../domain/drawn-tree.ts'
import type { Prose } from '../../domain/prose.ts'

export function Words({ words }: { readonly words: readonly Prose[] }): ReactNode {
  // Given one by one, not as a list: text keeps its order, so that nothing in it needs a key.
  return createElement(Fragment, null, ...words.map(drawn))
}

function drawn(node: Prose): ReactNode {
  if (typeof node === 'string') return node
  const { tag, props: { class: className, ...props } = {}, kids = [] } = node
  if (tag === 'br' || tag === 'hr') return createElement(tag)
  if (tag === 'img') return createElement('img', { ...props, loading: 'lazy', decoding: 'async' })
  if (tag === 'pre') return createElement('pre', null, plainText(kids))
  const element = createElement(tag, className === undefined ? props : { ...props, className }, ...kids.map(drawn))
  if (tag !== 'table') return element
  return (
    <div className="scroll" role="group" aria-label="Table" tabIndex={0}>
      {element}
    </div>
  )
}

/** A paragraph where it is one line, and else a division that holds its own. */
export function Passage({ words, className }: { readonly words: readonly Prose[]; readonly className: string }) {
  return isOneLine(words) ? (
    <p className={className}>
      <Words words={words} />
    </p>
  ) : (
    <div className={className}>
      <Words words={words} />
    </div>
  )
}
