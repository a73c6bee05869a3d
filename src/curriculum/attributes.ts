/** The attributes of a component: literal words only, each with its line. */
import { componentRule, partsOf, type ComponentName, type FileKind } from './components.ts'
import { didYouMean, listWords } from './faults.ts'
import type { Reading } from './reading.ts'
import type { Jsx } from './syntax-tree.ts'
import { collapse } from './draft.ts'

export interface Attributes {
  /** The words of each attribute, white space collapsed; empty for one that stands alone or is faulty. */
  readonly props: Readonly<Record<string, string>>
  readonly lines: Readonly<Record<string, number>>
}

export function readAttributes(
  node: Jsx,
  name: ComponentName,
  kind: FileKind,
  source: string,
  reading: Reading,
): Attributes {
  const rule = componentRule(name, kind)
  const known = [...rule.required, ...rule.optional, ...rule.flags]
  const start = node.position?.start.line ?? 1
  const props: Record<string, string> = {}
  const lines: Record<string, number> = {}
  for (const attribute of node.attributes) {
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      reading.fault(start, `<${name}> has an expression in { }`, 'Write each attribute as name="words".')
      continue
    }
    const line = lineOfAttribute(node, attribute.name, source)
    const { value } = attribute
    const isFlag = rule.flags.includes(attribute.name)
    if (!known.includes(attribute.name)) {
      const unused = known.filter((one) => !node.attributes.some((other) => 'name' in other && other.name === one))
      const all = known.length === 0 ? 'It has no attributes.' : `Its attributes are ${listWords(known, 'and')}.`
      const mend = wordsInside(name, attribute.name) ?? didYouMean(attribute.name, unused, all)
      reading.fault(line, `<${name}> has no attribute ${attribute.name}`, mend)
      continue
    }
    if (Object.hasOwn(props, attribute.name)) {
      reading.fault(line, `<${name}> has ${attribute.name} twice`, 'Keep one of the two.')
      continue
    }
    lines[attribute.name] = line
    if (typeof value === 'object' && value !== null) {
      const mend = `Write ${isFlag ? attribute.name : `${attribute.name}="words"`}.`
      reading.fault(line, `${attribute.name} of <${name}> is an expression in { }`, mend)
      props[attribute.name] = ''
    } else if (isFlag) {
      if (typeof value === 'string') {
        reading.fault(
          line,
          `${attribute.name} of <${name}> has a value`,
          `Write ${attribute.name} alone, or leave it out.`,
        )
      }
      props[attribute.name] = ''
    } else {
      const words = collapse(value ?? '').trim()
      if (words === '')
        reading.fault(
          line,
          `${attribute.name} of <${name}> is empty`,
          examples[attribute.name] ?? `Write ${attribute.name}="words".`,
        )
      props[attribute.name] = words
    }
  }
  for (const required of rule.required) {
    if (Object.hasOwn(lines, required)) continue
    const id = props['id'] ? ` id="${props['id']}"` : ''
    reading.fault(start, `<${name}${id}> has no ${required}`, mendMissing(name, required))
  }
  return { props, lines }
}

/** Attributes carry no position of their own; the opening tag is searched for theirs. */
function lineOfAttribute(node: Jsx, name: string, source: string): number {
  const start = node.position?.start
  if (start?.offset === undefined) return start?.line ?? 1
  const tag = source.slice(start.offset, start.offset + 2000)
  const found = new RegExp(`^(?:[^"'>]|"[^"]*"|'[^']*')*?\\s${RegExp.escape(name)}(?=[\\s=/>])`).exec(tag)
  return found === null ? start.line : start.line + found[0].split('\n').length - 1
}

/** Words that stand in a tag of their own. */
function wordsInside(name: ComponentName, attribute: string): string | undefined {
  const part = partsOf[name]?.find((one) => one.toLowerCase() === attribute.toLowerCase())
  return part && `Write it between the tags: <${part}>…</${part}>, before </${name}>.`
}

const examples: Partial<Record<string, string>> = {
  role: 'Write role="everyone", or job roles as role="adviser, manager".',
  channel: 'Write channel="all", channel="internal", or channels as channel="phone, chat".',
  target: 'Write target="80% of calls", or target="none".',
  clauses: 'Write the clauses it asks about, pinned: clauses="TEL-05~1".',
  to: 'Write where it leads: to="she-waits".',
  score: 'Write what it earns on each clause: score="TEL-05:3".',
  outcome: 'Write how it ends: outcome="kept", mended, lost, harmed or stopped.',
  fatal: 'Name the clause that is broken for good: fatal="TEL-05".',
  alt: 'Write what the picture shows: alt="…".',
}

function mendMissing(name: ComponentName, attribute: string): string {
  return examples[attribute] ?? `Write ${attribute}="…" into <${name}>.`
}
