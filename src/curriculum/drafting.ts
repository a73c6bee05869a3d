/** The syntax tree of a body becomes drafts, with a fault for whatever content may not hold. */
import type { MdastNode } from 'satteri'
import { readAttributes } from './attributes.ts'
import {
  componentNames,
  componentRule,
  fileKinds,
  isComponentName,
  isInline,
  partsOf,
  type ComponentName,
  type FileKind,
} from './components.ts'
import { collapse, element, isElement, joined, liftedParts, trimmed, type Draft, type DraftElement } from './draft.ts'
import { didYouMean, listWords, nearest } from './faults.ts'
import { citeLink, citePicture } from './links.ts'
import type { Reading } from './reading.ts'
import { isJsx, isPhrasing, kidsOf, lineOf, type Jsx } from './syntax-tree.ts'

type Place = FileKind | ComponentName

/** Deeper than any author nests, and shallow enough for every walker. */
const mostDepth = 40

export function draftsOf(root: MdastNode, source: string, kind: FileKind, reading: Reading): Draft[] {
  return new Drafting(root, source, kind, reading).blocks(kidsOf(root), kind, 0)
}

class Drafting {
  readonly #source: string
  readonly #kind: FileKind
  readonly #reading: Reading
  /** Where `[words][name]` leads. */
  readonly #addresses = new Map<string, string>()

  constructor(root: MdastNode, source: string, kind: FileKind, reading: Reading) {
    this.#source = source
    this.#kind = kind
    this.#reading = reading
    for (const node of kidsOf(root)) if (node.type === 'definition') this.#addresses.set(node.identifier, node.url)
  }

  /** Nodes where blocks stand. Text among them becomes paragraphs, and components come out of paragraphs. */
  blocks(nodes: readonly MdastNode[], place: Place, depth: number): Draft[] {
    if (this.#tooDeep(nodes, depth)) return []
    const blocks: Draft[] = []
    let run: MdastNode[] = []
    let endLine = 0
    let endsInline = false
    const flush = () => {
      blocks.push(...this.#paragraphs(run, place, depth))
      run = []
      endsInline = false
    }
    for (const node of nodes) {
      const inlineJsx = isJsx(node) && node.name !== null && isComponentName(node.name) && isInline(node.name)
      if (node.type === 'paragraph' || inlineJsx || isPhrasing(node)) {
        // A <Param> alone on its line cuts a paragraph in two; lines that touch are one paragraph.
        const touches = lineOf(node) <= endLine + 1
        const lone = node.type === 'mdxJsxFlowElement'
        const joins = run.length > 0 && (isPhrasing(node) || ((lone || endsInline) && touches))
        if (run.length > 0 && !joins) flush()
        if (joins && !isPhrasing(node)) run.push({ type: 'text', value: ' ' })
        run.push(...(node.type === 'paragraph' ? node.children : [node]))
        endsInline = lone
        endLine = node.position?.end.line ?? endLine
      } else {
        flush()
        blocks.push(...this.#block(node, place, depth))
      }
    }
    flush()
    return blocks
  }

  #block(node: MdastNode, place: Place, depth: number): Draft[] {
    const line = lineOf(node)
    switch (node.type) {
      case 'heading': {
        if (node.depth === 1) {
          this.#reading.fault(
            line,
            'a heading of the first level',
            'Write ## for a section; the title stands in the front matter.',
          )
        } else if (node.depth > 4) {
          this.#reading.fault(line, `a heading of level ${node.depth}`, 'Use ##, ### or ####.')
        } else if (node.depth === 2 && (place !== this.#kind || depth > 0)) {
          this.#reading.fault(line, 'a section begins inside something else', 'Use ### here, or move the heading out.')
        }
        const kids = trimmed(this.#phrasing(node.children, 'a heading', depth))
        if (kids.length === 0) this.#reading.fault(line, 'an empty heading', 'Write its words, or delete it.')
        return [element(`h${Math.min(Math.max(node.depth, 2), 4)}`, kids, line)]
      }
      case 'blockquote':
        return [element('blockquote', this.blocks(node.children, place, depth + 1), line)]
      case 'list': {
        const loose = node.spread === true || node.children.some((item) => item.spread === true)
        const props =
          node.ordered === true && typeof node.start === 'number' && node.start !== 1
            ? { start: String(node.start) }
            : {}
        const items = node.children.map((item) => this.#item(item, loose, place, depth))
        return [element(node.ordered === true ? 'ol' : 'ul', items, line, props)]
      }
      case 'code':
        return [
          element(
            'pre',
            [element('code', [node.value.normalize('NFC')], line, node.lang ? { lang: node.lang } : {})],
            line,
          ),
        ]
      case 'thematicBreak':
        return [element('hr', [], line)]
      case 'table': {
        const rows = node.children.map((row, index) => {
          const cells = row.children.map((cell, column) => {
            const align = node.align?.[column]
            const kids = trimmed(this.#phrasing(cell.children, 'a table', depth))
            return element(index === 0 ? 'th' : 'td', kids, lineOf(cell), align ? { align } : {})
          })
          return element('tr', cells, lineOf(row))
        })
        const body = rows.length > 1 ? [element('tbody', rows.slice(1), line)] : []
        return [element('table', [element('thead', rows.slice(0, 1), line), ...body], line)]
      }
      case 'definition':
        return []
      case 'mdxJsxFlowElement':
        return this.#component(node, place, depth)
      case 'mdxFlowExpression':
        this.#expression(node.value, line)
        return []
      case 'mdxjsEsm':
        this.#reading.fault(
          line,
          `an ${node.value.startsWith('export') ? 'export' : 'import'}`,
          'Delete it: the components are known without it. Begin no line of prose with this word.',
        )
        return []
      case 'footnoteDefinition':
        this.#reading.fault(line, 'a footnote', 'Write it into the text, or as a <Note>.')
        return []
      default:
        this.#reading.fault(line, `${node.type} is not available in content`, 'Write it as plain Markdown.')
        return []
    }
  }

  #item(item: Extract<MdastNode, { type: 'listItem' }>, loose: boolean, place: Place, depth: number): DraftElement {
    if (typeof item.checked === 'boolean') {
      this.#reading.fault(lineOf(item), 'a list with tick boxes', 'Write a plain list, without [ ] and [x].')
    }
    const blocks = this.blocks(item.children, place, depth + 1)
    const kids = loose ? blocks : blocks.flatMap((block) => (isElement(block, 'p') ? block.kids : [block]))
    return element('li', kids, lineOf(item))
  }

  /** A run of text and inline elements as paragraphs, with the components among them beside the paragraphs. */
  #paragraphs(run: readonly MdastNode[], place: Place, depth: number): Draft[] {
    const blocks: Draft[] = []
    let kids: Draft[] = []
    const flush = () => {
      const line = kids.find((kid) => typeof kid !== 'string')?.line
      const paragraph = trimmed(kids)
      if (paragraph.length > 0) blocks.push(element('p', paragraph, startLine ?? line ?? 1))
      kids = []
      startLine = undefined
    }
    let startLine: number | undefined
    for (const node of run) {
      for (const draft of this.#phrasing([node], place, depth)) {
        if (isElement(draft) && isComponentName(draft.tag) && !isInline(draft.tag)) {
          flush()
          blocks.push(draft)
        } else {
          if (startLine === undefined && !(typeof draft === 'string' && draft.trim() === ''))
            startLine = node.position?.start.line
          kids.push(draft)
        }
      }
    }
    flush()
    return blocks
  }

  /** `place` is a place in words ("a heading") where block components cannot stand. */
  #phrasing(
    nodes: readonly MdastNode[],
    place: Place | 'a heading' | 'a table' | 'emphasis' | 'a link',
    depth: number,
  ): Draft[] {
    if (this.#tooDeep(nodes, depth)) return []
    const drafts: Draft[] = []
    const within = isPlace(place) ? 'emphasis' : place
    for (const node of nodes) {
      const line = lineOf(node)
      switch (node.type) {
        case 'text':
          drafts.push(collapse(node.value))
          break
        case 'emphasis':
        case 'strong':
        case 'delete': {
          const tag = ({ emphasis: 'em', strong: 'strong', delete: 'del' } as const)[node.type]
          drafts.push(element(tag, joined(this.#phrasing(node.children, within, depth + 1)), line))
          break
        }
        case 'inlineCode':
          drafts.push(element('code', [collapse(node.value)], line))
          break
        case 'break':
          drafts.push(element('br', [], line))
          break
        case 'link':
        case 'linkReference': {
          const href = node.type === 'link' ? node.url : (this.#addresses.get(node.identifier) ?? '')
          const kids = joined(this.#phrasing(node.children, 'a link', depth + 1))
          if (kids.length === 0)
            this.#reading.fault(line, `the link to ${href} has no words`, 'Write what it leads to: [words](address).')
          const title = node.type === 'link' && node.title ? { title: collapse(node.title) } : {}
          drafts.push(element('a', kids, line, { href: citeLink(href, line, this.#reading), ...title }))
          break
        }
        case 'image':
        case 'imageReference': {
          const src = node.type === 'image' ? node.url : (this.#addresses.get(node.identifier) ?? '')
          const alt = collapse(node.alt ?? '').trim()
          if (alt === '')
            this.#reading.fault(
              line,
              `the picture ${src} has no words`,
              'Write what it shows: ![what it shows](images/…).',
            )
          drafts.push(element('img', [], line, { src: citePicture(src, line, this.#reading), alt }))
          break
        }
        case 'mdxJsxTextElement':
        case 'mdxJsxFlowElement': {
          const inline = node.name !== null && isComponentName(node.name) && isInline(node.name)
          if (isPlace(place)) drafts.push(...this.#component(node, place, depth))
          else if (node.name !== null && isComponentName(node.name) && !inline) {
            this.#reading.fault(line, `<${node.name}> stands inside ${place}`, 'Put it on a line of its own.')
          } else drafts.push(...this.#component(node, this.#kind, depth))
          break
        }
        case 'mdxTextExpression':
        case 'mdxFlowExpression':
          this.#expression(node.value, line)
          break
        case 'footnoteReference':
          this.#reading.fault(line, 'a footnote', 'Write it into the text, or as a <Note>.')
          break
        default:
          this.#reading.fault(line, `${node.type} is not available in content`, 'Write it as plain Markdown.')
      }
    }
    return joined(drafts)
  }

  /** An element in angle brackets. One that is unknown gives way to what it holds. */
  #component(node: Jsx, place: Place, depth: number): Draft[] {
    const line = lineOf(node)
    const name = node.name === null || isComponentName(node.name) ? node.name : this.#unknownComponent(node.name, line)
    if (name === null) {
      if (node.name === null) this.#reading.fault(line, 'an empty tag <>', 'Delete it.')
      return this.#held(node, place, depth)
    }
    const rule = componentRule(name, this.#kind)
    if (!rule.within.includes(place)) {
      this.#reading.fault(
        line,
        `<${name}> stands in ${placeWords(place)}`,
        rule.within.length === 0 ? 'Delete it.' : `It belongs in ${listWords(rule.within.map(placeWords), 'or')}.`,
      )
      // What it holds is still read, so that its own faults are told as well.
      this.#held(node, name, depth)
      return []
    }
    const { props: written, lines } = readAttributes(node, name, this.#kind, this.#source, this.#reading)
    if (name === 'Say' && written['who'] === undefined && written['aside'] === undefined) {
      this.#reading.fault(
        line,
        'a <Say> that nobody says',
        'Write who="a name", or aside="…" for what happens meanwhile.',
      )
    }
    const shown = name === 'Figure' ? written['src'] : undefined
    const props = shown ? { ...written, src: citePicture(shown, lines['src'] ?? line, this.#reading) } : written
    const kids = liftedParts(this.blocks(kidsOf(node), name, depth + 1), partsOf[name] ?? [])
    if (rule.empty && kids.length > 0) {
      const why =
        name === 'Clause'
          ? 'a clause embedded in a lesson takes its words from the standard'
          : `<${name}> holds nothing`
      this.#reading.fault(line, why, `Write <${name} … /> and nothing inside.`)
    }
    return [{ tag: name, props, kids: rule.empty ? [] : kids, line, lines }]
  }

  #held(node: Jsx, place: Place, depth: number): Draft[] {
    return this.blocks(kidsOf(node), place, depth + 1)
  }

  /** The component that was meant, if it can be told, so that what it holds is not told to stand wrongly. */
  #unknownComponent(name: string, line: number): ComponentName | null {
    if (/^[a-z]/.test(name) && !componentNames.some((known) => known.toLowerCase() === name)) {
      this.#reading.fault(line, `an HTML tag <${name}>`, 'Write it in Markdown; content holds no HTML.')
    } else {
      this.#reading.fault(
        line,
        `no component <${name}>`,
        didYouMean(name, componentNames, `The components are ${listWords(componentNames, 'and')}.`),
      )
      const meant = nearest(name, componentNames)
      if (meant !== undefined && isComponentName(meant)) return meant
    }
    return null
  }

  /** A comment is written in braces, and is no expression. */
  #expression(value: string, line: number): void {
    if (/^\s*\/\*(?:(?!\*\/)[^])*\*\/\s*$/.test(value)) return
    this.#reading.fault(
      line,
      'an expression in { }',
      'Content holds plain words only: write the words, or \\{ for the sign itself.',
    )
  }

  #tooDeep(nodes: readonly MdastNode[], depth: number): boolean {
    if (depth <= mostDepth) return false
    const [first] = nodes
    if (first !== undefined) this.#reading.fault(lineOf(first), 'the text is nested too deep', 'Write it flatter.')
    return true
  }
}

function isPlace(place: string): place is Place {
  return isComponentName(place) || fileKinds.some((kind) => kind === place)
}

function placeWords(place: Place): string {
  return isComponentName(place) ? `<${place}>` : `a ${place}`
}
