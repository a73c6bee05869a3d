/** YAML read with the line of every value, so that each fault says where it stands. */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type YAMLError, type YAMLMap } from 'yaml'
import { readDay, type Day } from '../domain/days.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import type { Reading } from './reading.ts'

/** Text with the line it stands on. */
export interface Word {
  readonly text: string
  readonly line: number
}

interface Field {
  readonly line: number
  readonly value: unknown
}

/**
 * Reads a whole YAML text as one mapping. `lineBefore` is how many lines of the file come before it.
 * Undefined, with faults, when it is no sound mapping.
 */
export function readMapping(text: string, lineBefore: number, reading: Reading): Mapping | undefined {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true })
  const lineAt = (offset: number) => lineBefore + Math.max(1, counter.linePos(offset).line)
  const seen = new Set<number>()
  for (const error of document.errors) {
    // What is missed at the end of the text is missed in its last line of words.
    const line = lineAt(Math.min(error.pos[0], text.trimEnd().length))
    // One slip often gives several errors in its line; the first one says it.
    if (seen.has(line)) continue
    seen.add(line)
    reading.fault(line, ...wordYamlError(error))
  }
  // A broken line hides fields, which would all be told as missing.
  const broken = document.errors.some((error) => error.code !== 'DUPLICATE_KEY')
  if (isMap(document.contents) && !broken) return new Mapping(document.contents, lineBefore + 1, '', lineAt, reading)
  if (!broken) {
    reading.fault(lineBefore + 1, 'there are no fields here', 'Write one field a line, as `title: On the telephone`.')
  }
  reading.giveUp()
  return undefined
}

function wordYamlError(error: YAMLError): [says: string, mend: string] {
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return [
        'the value holds a colon that YAML takes for a field',
        'Put the whole value in "quotes", or indent the lines alike.',
      ]
    case 'DUPLICATE_KEY':
      return ['the field is written twice', 'Keep one of the two.']
    case 'TAB_AS_INDENT':
      return ['the line is indented with a tab', 'Indent it with spaces.']
    case 'BAD_SCALAR_START':
      return ['the value begins with a sign that YAML keeps for itself', 'Put the whole value in "quotes".']
    case 'MULTIPLE_DOCS':
      return ['a second document begins here', 'Delete the line `---` in the middle of the file.']
    case 'MULTILINE_IMPLICIT_KEY':
      return ['the line is not a field', 'Write `name: value`, or indent the line to go on with the value above.']
    case 'MISSING_CHAR':
      return error.message.includes('quote')
        ? ['a quotation mark is not closed in or above this line', 'Close it, or leave out both.']
        : ['the line is not a field', 'Write `name: value`, with a space after the colon.']
    case 'BAD_INDENT':
      return error.message.startsWith('Flow')
        ? ['a bracket is not closed in or above this line', 'Close it with ] or }, on the same line where you can.']
        : ['the line is not indented like its neighbours', 'Indent all fields of one group alike, with spaces.']
    default:
      return [
        `the YAML cannot be read (${error.message.split('\n')[0]})`,
        'Mend the line, or put its value in "quotes".',
      ]
  }
}

/**
 * The fields of one mapping. Each method reads one field and faults it when it is missing or wrong,
 * giving an empty value then, so that all faults of a file are found at once. Fields that nobody has
 * read when `end` is called are unknown.
 */
export class Mapping {
  readonly line: number
  readonly keys: readonly Word[]
  readonly #name: string
  readonly #fields = new Map<string, Field>()
  readonly #asked = new Set<string>()
  readonly #lineAt: (offset: number) => number
  readonly #reading: Reading

  constructor(node: YAMLMap, line: number, name: string, lineAt: (offset: number) => number, reading: Reading) {
    this.line = line
    this.#name = name
    this.#lineAt = lineAt
    this.#reading = reading
    const keys: Word[] = []
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue
      const key = String(pair.key.value)
      const keyLine = lineAt(pair.key.range?.[0] ?? 0)
      keys.push({ text: key, line: keyLine })
      this.#fields.set(key, { line: keyLine, value: pair.value })
    }
    this.keys = keys
  }

  has(key: string): boolean {
    this.#asked.add(key)
    const field = this.#fields.get(key)
    return field !== undefined && !(isScalar(field.value) && field.value.value === null) && field.value !== null
  }

  /** Whether a field stands there, were it empty: one that may be left out is not to be begun and forgotten. */
  isWritten(key: string): boolean {
    this.#asked.add(key)
    return this.#fields.has(key)
  }

  /** The line of a field, or of the mapping when the field is missing. */
  lineOf(key: string): number {
    return this.#fields.get(key)?.line ?? this.line
  }

  /** Text in one line of words: white space collapsed, NFC. Required. */
  text(key: string): string {
    const value = this.optionalText(key)
    if (value === undefined && !this.has(key)) this.#missing(key)
    return value ?? ''
  }

  optionalText(key: string): string | undefined {
    if (!this.has(key)) return undefined
    const text = this.#scalarText(this.#fields.get(key)?.value)
    if (text === undefined) this.#fault(key, `${this.#named(key)} is not text`, `Write \`${key}: some words\`.`)
    else if (text === '') this.#missing(key)
    return text
  }

  /** A whole number within bounds, both included. Required; undefined when it is missing or wrong. */
  wholeNumber(key: string, least: number, most: number, unit: string): number | undefined {
    if (!this.has(key)) {
      this.#missing(key)
      return undefined
    }
    const text = this.#scalarText(this.#fields.get(key)?.value) ?? ''
    const number = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    this.#fault(
      key,
      `${this.#named(key)} is ${text === '' ? 'not a number' : text}`,
      `Give a whole number of ${unit} from ${least} to ${most}.`,
    )
    return undefined
  }

  oneOf<Choice extends string>(key: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const text = this.text(key)
    const choice = choices.find((one) => one === text)
    if (choice === undefined && text !== '') {
      this.#fault(key, `${this.#named(key)} is ${text}`, didYouMean(text, choices, oneOfWords(choices)))
    }
    return choice ?? choices[0]
  }

  /** A day of the calendar. Required; the fallback stands for one that is wrong. */
  day(key: string, fallback: Day): Day {
    const text = this.text(key)
    if (text === '') return fallback
    const known = readDay(text)
    if (known === undefined)
      this.#fault(key, `${this.#named(key)} is ${text}`, 'Write a day of the calendar as 2027-03-31.')
    return known ?? fallback
  }

  /** A list of different words, or undefined when the field is missing. One word alone is a list of one. */
  words(key: string): Word[] | undefined {
    if (!this.has(key)) return undefined
    const value = this.#fields.get(key)?.value
    const nodes = isSeq(value) ? value.items : [value]
    const words: Word[] = []
    const known = new Set<string>()
    for (const node of nodes) {
      const line = this.#lineOfNode(node) ?? this.lineOf(key)
      const text = this.#scalarText(node)
      if (text === undefined || text === '') {
        this.#reading.fault(
          line,
          `${this.#named(key)} holds something that is not a word`,
          `Write \`${key}: [one, another]\`.`,
        )
      } else if (known.has(text)) {
        this.#reading.fault(line, `${this.#named(key)} names ${text} twice`, 'Delete one of the two.')
      } else {
        known.add(text)
        words.push({ text, line })
      }
    }
    return words
  }

  mapping(key: string, mend = `Write them indented beneath \`${key}:\`.`): Mapping | undefined {
    if (!this.has(key)) {
      this.#missing(key)
      return undefined
    }
    const value = this.#fields.get(key)?.value
    if (isMap(value)) return new Mapping(value, this.lineOf(key), key, this.#lineAt, this.#reading)
    this.#fault(key, `${this.#named(key)} has no fields of its own`, mend)
    return undefined
  }

  /** A list of mappings, each with its line; undefined when the field is missing. */
  mappings(key: string): Mapping[] | undefined {
    if (!this.has(key)) return undefined
    const value = this.#fields.get(key)?.value
    if (!isSeq(value)) {
      this.#fault(
        key,
        `${this.#named(key)} is not a list`,
        'Begin each line beneath it with a dash: `- lesson: picking-up`.',
      )
      return []
    }
    return value.items.flatMap((node) => {
      const line = this.#lineOfNode(node) ?? this.lineOf(key)
      if (isMap(node)) return [new Mapping(node, line, key, this.#lineAt, this.#reading)]
      this.#reading.fault(
        line,
        `${this.#named(key)} holds an entry without a field`,
        'Write it as `- lesson: picking-up`.',
      )
      return []
    })
  }

  missing(key: string): void {
    this.#missing(key)
  }

  /** Says which fields nobody reads. */
  end(): void {
    for (const { text, line } of this.keys) {
      if (this.#asked.has(text)) continue
      const unused = [...this.#asked].filter((key) => !this.#fields.has(key))
      this.#reading.fault(
        line,
        `there is no field ${text}${this.#name === '' ? '' : ` in ${this.#name}`}`,
        didYouMean(
          text,
          unused,
          `${oneOfWords([...this.#asked])
            .replace('It can be', 'The fields here are')
            .replace(' or ', ' and ')}`,
        ),
      )
    }
  }

  #named(key: string): string {
    return this.#name === '' ? key : `${key} of ${this.#name}`
  }

  #fault(key: string, says: string, mend: string): void {
    this.#reading.fault(this.lineOf(key), says, mend)
  }

  #missing(key: string): void {
    const written = this.#fields.has(key)
    this.#fault(
      key,
      `${this.#named(key)} is ${written ? 'empty' : 'missing'}`,
      `Write \`${key}: …\`${written ? '' : ' here'}.`,
    )
  }

  #lineOfNode(node: unknown): number | undefined {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined
    return range === undefined || range === null ? undefined : this.#lineAt(range[0])
  }

  /** The words of a scalar as they were written: `08` stays `08`. */
  #scalarText(node: unknown): string | undefined {
    if (!isScalar(node)) return undefined
    const { value } = node
    const text = typeof value === 'string' ? value : value === null ? '' : (node.source ?? String(value))
    return text.replace(/\s+/g, ' ').trim().normalize('NFC')
  }
}
