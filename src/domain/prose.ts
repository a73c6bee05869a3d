/**
 * Text ready to be drawn wherever it is drawn: HTML of a fixed list, with the attributes that it may carry and
 * every address resolved. It is plain JSON and asks nothing of the page around it.
 */
import { htmlTags, type Tree } from './curriculum.ts'
import { paramWords } from './params.ts'

export type HtmlTag = (typeof htmlTags)[number]

export type Prose = string | ProseElement
export interface ProseElement {
  readonly tag: HtmlTag
  readonly props?: Readonly<Record<string, string>>
  readonly kids?: readonly Prose[]
}

/** The address of a picture, by its path beneath `content/`. */
export type MediaUrl = (path: string) => string

/** Throws for a tag that neither is HTML of the list nor stands in a line of text: it is a bug of the parser. */
export function proseOf(nodes: readonly Tree[], mediaUrl: MediaUrl): readonly Prose[] {
  return nodes.map((node): Prose => {
    if (typeof node === 'string') return node
    const { tag, props = {}, kids = [] } = node
    if (tag === 'Param') return { tag: 'strong', kids: [paramInText(props)] }
    const known = htmlTags.find((one) => one === tag)
    if (known === undefined) throw new Error(`text of a scenario may not hold <${tag}>`)
    const own =
      known === 'img' ? { src: mediaUrl(props['src'] ?? ''), alt: props['alt'] ?? '' } : attributesOf(known, props)
    return {
      tag: known,
      ...(Object.keys(own).length === 0 ? {} : { props: own }),
      ...(kids.length === 0 ? {} : { kids: proseOf(kids, mediaUrl) }),
    }
  })
}

/** A number with its unit, kept on one line. */
export function paramInText({ value = '', unit = '' }: Readonly<Record<string, string>>): string {
  return paramWords({ value, unit }).replaceAll(' ', '\u00a0')
}

/** Attributes that a plain element may carry; a link leads within the portal, or out over https, mail or telephone. */
export function attributesOf(tag: string, props: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (tag === 'a') {
    const href = props['href'] ?? ''
    if (!/^(?:[#/?]|https?:\/\/|mailto:|tel:)/.test(href)) throw new Error(`a link may not lead to ${href}`)
    const attributes: Record<string, string> = { href }
    if (/^(?:https?:)?\/\//.test(href)) attributes['rel'] = 'noopener'
    if (href.startsWith('/clauses/')) attributes['class'] = 'clause-link'
    return attributes
  }
  if (tag === 'ol' && props['start'] !== undefined) return { start: props['start'] }
  if (tag === 'th') return { scope: props['scope'] ?? 'col' }
  return {}
}
