/** A body in parts, each of which begins at a `##` heading. */
import { as, type SectionId } from '../domain/ids.ts'
import { isElement, type Draft } from './draft.ts'
import type { Reading } from './reading.ts'
import { textOf, treesOf } from './tree.ts'

export interface DraftSection {
  readonly id: SectionId
  readonly title: string | undefined
  readonly line: number
  readonly body: readonly Draft[]
}

/** What stands before the first heading is a section without a title, when there is anything. */
export function sectionsOf(body: readonly Draft[], reading: Reading): DraftSection[] {
  const sections: DraftSection[] = []
  const ids = new Set<string>()
  let title: string | undefined
  let line = 1
  let drafts: Draft[] = []
  const close = () => {
    if (title === undefined && drafts.length === 0) return
    const id = newId(title === undefined ? 'opening' : slugOf(title), ids)
    reading.define('anchor', `${reading.address}#${id}`, line)
    sections.push({ id: as<SectionId>(id), title, line, body: drafts })
  }
  for (const draft of body) {
    if (isElement(draft, 'h2')) {
      close()
      title = textOf(treesOf(draft.kids))
      line = draft.line
      drafts = []
    } else {
      if (title === undefined && drafts.length === 0 && isElement(draft)) line = draft.line
      drafts.push(draft)
    }
  }
  close()
  return sections
}

function newId(slug: string, taken: Set<string>): string {
  let id = slug
  for (let number = 2; taken.has(id); number += 1) id = `${slug}-${number}`
  taken.add(id)
  return id
}

/** "Picking up: what we say" is `picking-up-what-we-say`. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return /^[a-z]/.test(slug) ? slug : slug === '' ? 'section' : `section-${slug}`
}
