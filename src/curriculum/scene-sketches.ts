/** The body of a scenario cut into scenes at its headings, with what stands where no scene is. */
import { isElement, type Draft, type DraftElement } from './draft.ts'
import type { Reading } from './reading.ts'
import { slugOf } from './sections.ts'
import { textOf, treesOf } from './tree.ts'

export interface Sketch {
  readonly id: string
  readonly title: string
  readonly line: number
  readonly drafts: readonly Draft[]
  /** False where something in it was told that may have cut it wrongly. */
  readonly isSound: boolean
}

interface OpenSketch extends Sketch {
  readonly drafts: Draft[]
  isSound: boolean
}

export function sketchesOf(body: readonly Draft[], source: readonly string[], reading: Reading): readonly Sketch[] {
  const sketches: OpenSketch[] = []
  let isStrayTold = false
  const begin = (title: string, line: number, isSound: boolean) =>
    void sketches.push({ id: slugOf(title), title, line, drafts: [], isSound })
  for (const draft of body) {
    const sketch = sketches.at(-1)
    const heading = isElement(draft) ? headingOf(draft, source) : undefined
    if (heading === undefined) {
      if (isElement(draft, 'hr')) {
        reading.fault(draft.line, 'a line --- between scenes', 'Delete it: a ## heading begins the next scene.')
      } else if (sketch !== undefined) sketch.drafts.push(draft)
      else if (!isStrayTold) {
        isStrayTold = true
        reading.fault(
          isElement(draft) ? draft.line : 1,
          'text before the first scene, which nobody would see',
          'Put it beneath a ## heading, or into the summary.',
        )
      }
      continue
    }
    const { title, line, slip } = heading
    if (slip === undefined) {
      const isNamed = title === '' || /[a-z0-9]/.test(title.normalize('NFKD').toLowerCase())
      begin(title, line, isNamed)
      if (!isNamed)
        reading.fault(
          line,
          `“${title}” gives its scene no id, which is made of its letters a to z`,
          'Name the scene in words: ## She waits.',
        )
    } else if (slip === 'underlined') {
      reading.fault(
        line,
        `the line beneath “${title}” makes a heading of it`,
        'Leave an empty line between the words and the line beneath, or delete the line.',
      )
      if (sketch !== undefined) sketch.isSound = false
    } else {
      reading.fault(
        line,
        slip === 'lower' ? `“${title}” is a heading that begins no scene` : `“${title}” is not read as a heading`,
        `Write ## ${title}, if a scene begins here; a scene has no headings within.`,
      )
      // Where the scene before has ended, this one was meant to begin.
      if (sketch === undefined || sketch.drafts.some(isTurn)) begin(title, line, false)
      else sketch.isSound = false
    }
  }
  return sketches
}

function isTurn(draft: Draft): boolean {
  return isElement(draft) && ['Choice', 'Go', 'End'].includes(draft.tag)
}

interface Heading {
  readonly title: string
  readonly line: number
  /** One of a lower level, one without its blank, or words over a line of dashes. */
  readonly slip: 'lower' | 'unread' | 'underlined' | undefined
}

function headingOf({ tag, kids, line }: DraftElement, source: readonly string[]): Heading | undefined {
  const title = textOf(treesOf(kids))
  if (tag === 'h2')
    return { title, line, slip: source[line - 1]?.trimStart().startsWith('#') ? undefined : 'underlined' }
  if (tag === 'h3' || tag === 'h4') return { title, line, slip: 'lower' }
  const [, unread] = (tag === 'p' ? /^#{1,6}(?=[^\s#])(.*)$/.exec(title) : null) ?? []
  return unread === undefined ? undefined : { title: unread, line, slip: 'unread' }
}
