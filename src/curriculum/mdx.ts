/** One MDX file taken apart: its front matter, and its body as drafts, with every fault of its syntax. */
import { mdxToMdast, type MdastNode } from 'satteri'
import { componentNames, componentRule, isComponentName, type FileKind } from './components.ts'
import type { Draft } from './draft.ts'
import { draftsOf } from './drafting.ts'
import type { Reading } from './reading.ts'
import { warnOfWording } from './wording.ts'
import { readMapping, type Mapping } from './yaml.ts'

export interface MdxFile {
  /** Undefined when it is missing or is no YAML; that is a fault already told. */
  readonly frontMatter: Mapping | undefined
  /** Undefined when the syntax cannot be read; that is a fault already told. */
  readonly body: readonly Draft[] | undefined
}

/** As many slips of one kind as are worth telling at once. */
const mostSyntaxFaults = 50
/** From each that is open the parser reads on to the end; prose has a dozen, in comments. */
const mostBraces = 2_000

export function readMdx(text: string, kind: FileKind, reading: Reading): MdxFile {
  const { frontMatter, body } = splitFrontMatter(text, reading)
  const tree = body === undefined ? undefined : parseBody(body, reading)
  if (tree === undefined) reading.giveUp()
  const file: MdxFile = {
    frontMatter: frontMatter === undefined ? undefined : readMapping(frontMatter, 1, reading),
    body: tree === undefined || body === undefined ? undefined : draftsOf(tree, body, kind, reading),
  }
  warnOfWording(file.body ?? [], reading)
  return file
}

/** The body keeps an empty line for each line of front matter, so that its lines count as the file's. */
function splitFrontMatter(text: string, reading: Reading): { frontMatter?: string; body?: string } {
  const lines = text.split('\n')
  if (lines[0]?.trimEnd() !== '---') {
    reading.fault(
      1,
      'there is no front matter',
      'Begin the file with a line ---, then `title: …` and the other fields, then a line ---.',
    )
    return { body: text }
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (end === -1) {
    reading.fault(1, 'the front matter has no end', 'Write a line --- after its last field.')
    return {}
  }
  return { frontMatter: lines.slice(1, end).join('\n'), body: '\n'.repeat(end + 1) + lines.slice(end + 1).join('\n') }
}

/**
 * The parser stops at the first slip. Where a slip is one stray sign, the sign is set aside and the
 * text parsed again, so that all of them are told at once; a broken tag ends the search, because
 * what follows it would only be told wrongly.
 */
function parseBody(body: string, reading: Reading): MdastNode | undefined {
  let text = body
  if (tellBulk(body, reading) || tellCurlyQuotes(body, reading)) return undefined
  let faulty = false
  for (let tries = 0; tries < mostSyntaxFaults; tries += 1) {
    try {
      const tree = mdxToMdast(text, { features: { frontmatter: false } })
      return faulty ? undefined : tree
    } catch (error) {
      faulty = true
      const slip = readSlip(error, text)
      reading.fault(slip.line, slip.says, slip.mend)
      if (slip.stray === undefined) return undefined
      text = `${text.slice(0, slip.stray)}\u2039${text.slice(slip.stray + 1)}`
    }
  }
  return undefined
}

/** Longer than any paragraph, list or table that somebody wrote. */
const mostSignsInBlock = 20_000

/** What nobody writes by hand and takes the parser minutes. */
function tellBulk(body: string, reading: Reading): boolean {
  if (body.split('{').length > mostBraces) {
    reading.fault(
      lineAt(body, body.indexOf('{')),
      'more than 2,000 signs {',
      'Content holds no expressions: delete them, or write \\{ for the sign itself.',
    )
    return true
  }
  let signs = 0
  for (const [index, line] of body.split('\n').entries()) {
    signs = line.trim() === '' ? 0 : signs + line.length
    if (signs <= mostSignsInBlock) continue
    reading.fault(
      index + 1,
      `more than ${mostSignsInBlock.toLocaleString('en-GB')} signs without an empty line`,
      'Make paragraphs of it, with an empty line between them.',
    )
    return true
  }
  return false
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Quotation marks as a word processor makes them, which no attribute can stand in. All are told at once. */
function tellCurlyQuotes(body: string, reading: Reading): boolean {
  const tags = [...body.matchAll(/<([A-Z][A-Za-z]*)\b[^<>]{0,400}?\b([a-z]+)\s*=\s*[“”„‟«»‘’‚]/g)]
  for (const { 0: before, 1: tag = '', 2: attribute = '', index } of tags.slice(0, mostSyntaxFaults)) {
    reading.fault(
      lineAt(body, index + before.length),
      `${attribute} of <${tag}> stands in curly quotation marks`,
      `Type straight ones, in all attributes: ${attribute}="…".`,
    )
  }
  return tags.length > 0
}

interface Slip {
  readonly line: number
  readonly says: string
  readonly mend: string
  /** The place in the text of a sign that can be set aside. */
  readonly stray?: number | undefined
}

function readSlip(error: unknown, text: string): Slip {
  const message = error instanceof Error ? error.message : String(error)
  const [, lineText = '1', columnText = '1', rest = message] = /^(\d+):(\d+): ([^]*)$/.exec(message) ?? []
  const line = Number(lineText)
  const offset = offsetOf(text, line, Number(columnText))
  const sign = text[offset]
  const next = text.slice(offset + 1, offset + 12)

  if (sign === '<' && /^\s*\d/.test(next)) {
    const number = /^\s*\d+(?:[.,]\d+)*%?(?: \p{L}+)?/u.exec(text.slice(offset + 1, offset + 40))?.[0].trim() ?? ''
    return {
      line,
      says: `a bare < before ${number}`,
      mend: `Write "under ${number}", or &lt; for the sign itself.`,
      stray: offset,
    }
  }
  if (sign === '<' && next.startsWith('!')) {
    return { line, says: 'an HTML comment', mend: 'Write a comment as {/* … */}, or delete it.', stray: offset }
  }
  if (sign === '<' && /^https?:|^mailto:|^[\w.]+@/.test(next)) {
    return { line, says: 'an address in < and >', mend: 'Write [words](address) instead.', stray: offset }
  }
  if (rest.includes('Unexpected closing tag')) {
    const closed = /`<\/([^>`]*)>`/.exec(rest)?.[1] ?? ''
    const [, open, openLine] = /for `<([^>`]*)>` \((\d+):/.exec(rest) ?? []
    if (open === undefined)
      return {
        line,
        says: `</${closed}> closes what was never opened`,
        mend: `Delete it, or write <${closed}> where it begins.`,
      }
    if (holdsNothing(open)) return { line: Number(openLine), ...withoutSlash(open) }
    return {
      line,
      says: `</${closed}> stands where <${open}> of line ${openLine} is still open`,
      mend: `Write </${open}> before it.`,
    }
  }
  const unclosed = /Expected (?:a|the) closing tag (?:for )?`<\/?([^>`]*)>`/.exec(rest)
  if (unclosed !== null) {
    const name = unclosed[1] ?? ''
    if (holdsNothing(name)) return { line, ...withoutSlash(name) }
    if (/^[a-z]/.test(name) && !componentNames.some((known) => known.toLowerCase() === name))
      return { line, says: `an HTML tag <${name}>`, mend: 'Write it in Markdown; content holds no HTML.' }
    return rest.includes('before the end of')
      ? {
          line,
          says: `<${name}> is not closed before its paragraph ends`,
          mend: `Write </${name}>; when it holds several paragraphs, put <${name}> and </${name}> each on a line of its own.`,
        }
      : { line, says: `<${name}> is never closed`, mend: `Write </${name}> where it ends.` }
  }
  if (rest.includes('closing brace')) {
    return {
      line,
      says: 'a { that is never closed',
      mend: 'Content holds no expressions: write \\{ for the sign itself.',
      stray: offset,
    }
  }
  if (rest.includes('Could not parse expression')) {
    return {
      line,
      says: 'an expression in { }',
      mend: text.split('\n')[line - 1]?.startsWith('#')
        ? 'Delete it: the id of a heading is made of its words.'
        : 'Content holds plain words only: write the words, or \\{ for the sign itself.',
    }
  }
  if (rest.includes('Could not parse esm')) {
    return {
      line,
      says: 'an import or export',
      mend: 'Delete it: the components are known without it. Begin no line of prose with these words.',
    }
  }
  if (sign === '<' && /^[A-Za-z/$_]/.test(next)) {
    return {
      line,
      ...wordTag(text.slice(offset, offset + 600)),
    }
  }
  if (sign === '<') {
    return { line, says: 'a bare <', mend: 'Write "under" or "less than", or &lt; for the sign itself.', stray: offset }
  }
  return {
    line,
    says: `the text cannot be read as MDX (${rest.split('\n')[0]})`,
    mend: 'Mend the line, or write it more simply.',
  }
}

/** A tag that ends with `/>`, whatever stands beneath it. */
function holdsNothing(name: string): boolean {
  return isComponentName(name) && componentRule(name, 'scenario').empty
}

function withoutSlash(name: string): Pick<Slip, 'says' | 'mend'> {
  return { says: `<${name} …> is never closed, and holds nothing`, mend: `End it with a slash: <${name} … />.` }
}

/** What keeps a tag from being read, where it can be told. */
function wordTag(text: string): Pick<Slip, 'says' | 'mend'> {
  const name = /^<\/?([\w.$]*)/.exec(text)?.[1] ?? ''
  const sound = /^<[\w.$]+(?:\s+[\w-]+(?:\s*=\s*"[^"<>]*")?)*/.exec(text)?.[0] ?? ''
  const rest = text.slice(sound.length)
  const bare = /^\s*=\s*([^\s"'{<>/]+)/.exec(rest)?.[1]
  const attribute = /([\w-]+)(?:\s*=\s*"[^"]*")?$/.exec(sound)?.[1] ?? ''
  if (bare !== undefined)
    return { says: `${attribute} of <${name}> has no quotation marks`, mend: `Write ${attribute}="${bare}".` }
  if (/^\s*,/.test(rest))
    return { says: `a comma after ${attribute} of <${name}>`, mend: 'Put a blank between attributes, and no comma.' }
  if (/^\s*:/.test(rest)) return { says: `a colon after ${attribute} of <${name}>`, mend: `Write ${attribute}="…".` }
  if (/^"/.test(rest) || /^\s*=\s*"/.test(rest) || (sound.endsWith('"') && /^[^\s/>]/.test(rest)))
    return {
      says: `a quotation mark of <${name}> is missing or too many`,
      mend: 'Write each attribute as name="words", with a mark before and after.',
    }
  return {
    says: `the tag <${name}… cannot be read`,
    mend: 'Close it with >, and write each attribute as name="words", or write &lt; for the sign itself.',
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', start)
    if (end === -1) break
    start = end + 1
  }
  return start + column - 1
}
