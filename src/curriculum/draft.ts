/**
 * Drafts: what a parsed body becomes on its way to domain values. A draft is a `Tree` that still knows
 * its lines and still holds the structures (`Question`, `Option`…) that the readers take apart.
 *
 * Drafts are regular, however the author wrapped the lines: text of a component always stands in
 * blocks (`p`, `ul`…), a component always stands beside blocks, and only `Param` stands in a line.
 */
import { isComponentName } from './components.ts'

export type Draft = string | DraftElement
export interface DraftElement {
  readonly tag: string
  readonly props: Readonly<Record<string, string>>
  readonly kids: readonly Draft[]
  readonly line: number
  /** The line of each attribute of a component. */
  readonly lines: Readonly<Record<string, number>>
}

export function isElement(draft: Draft, tag?: string): draft is DraftElement {
  return typeof draft !== 'string' && (tag === undefined || draft.tag === tag)
}

export function element(
  tag: string,
  kids: readonly Draft[],
  line: number,
  props: Record<string, string> = {},
): DraftElement {
  return { tag, props, kids, line, lines: {} }
}

/** White space as a page shows it: one space for any run of blanks and line ends; NFC. */
export function collapse(text: string): string {
  return text.replace(/[ \t\n\u2028\u2029]+/g, ' ').normalize('NFC')
}

/** Neighbouring strings become one, with one space at each seam. */
export function joined(drafts: readonly Draft[]): Draft[] {
  const out: Draft[] = []
  for (const draft of drafts) {
    const last = out.at(-1)
    if (typeof draft === 'string' && typeof last === 'string') out[out.length - 1] = collapse(last + draft)
    else if (draft !== '') out.push(draft)
  }
  return out
}

/** A line of text without blanks and breaks at its ends. */
export function trimmed(drafts: readonly Draft[]): Draft[] {
  const out = joined(drafts)
  for (let first = out[0]; first !== undefined; first = out[0]) {
    if (isElement(first, 'br')) out.shift()
    else if (typeof first === 'string') {
      const text = first.replace(/^ +/, '')
      if (text !== '') {
        out[0] = text
        break
      }
      out.shift()
    } else break
  }
  for (let last = out.at(-1); last !== undefined; last = out.at(-1)) {
    if (isElement(last, 'br')) out.pop()
    else if (typeof last === 'string') {
      const text = last.replace(/ +$/, '')
      if (text !== '') {
        out[out.length - 1] = text
        break
      }
      out.pop()
    } else break
  }
  return out
}

/**
 * A line right beneath a list belongs to the last item in Markdown. Where it is a part of the
 * component, as a `<Why>` beneath the steps of a clause, it is taken out: a reason must never count
 * among the words that bind.
 */
export function liftedParts(drafts: readonly Draft[], parts: readonly string[]): Draft[] {
  return drafts.flatMap((draft) => {
    if (!isElement(draft) || isComponentName(draft.tag)) return [draft]
    const lifted: Draft[] = []
    const kids = liftedParts(draft.kids, parts).filter((kid) => {
      const isPart = isElement(kid) && parts.includes(kid.tag)
      if (isPart) lifted.push(kid)
      return !isPart
    })
    return lifted.length === 0 ? [draft] : [{ ...draft, kids }, ...lifted]
  })
}
