/** What a choice or a `<Go>` says in its attributes: where it leads, when it is open, what it earns and what follows. */
import { as, clauseIdPattern, type ClauseId, type SceneId } from '../domain/ids.ts'
import {
  comparisonHolds,
  highestMood,
  mostMarks,
  type Choice,
  type Comparison,
  type Condition,
  type Counter,
  type Effect,
} from '../domain/scenario.ts'
import type { DraftElement } from './draft.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import type { Head } from './scenario-head.ts'
import type { Reading } from './reading.ts'
import { slugOf } from './sections.ts'
import { shortened, tidiedCondition, tidiedEffect, tidiedScore } from './way-slips.ts'

/** Whoever asks for more at once has lost count as well. */
const mostParts = 8
/** In signs: an attribute that is longer was not written by hand. */
const mostWritten = 300
/** They say nothing in a condition, where all parts have to hold. */
const wordsOfLogic: ReadonlySet<string> = new Set(['and', 'or', 'not'])

/** For so many slips of one file it is looked for what was meant. */
const mostHints = 10

/** The scenes of a file by their ids. */
export class SceneIds {
  readonly #ids: ReadonlySet<string>
  #hintsLeft = mostHints

  constructor(ids: Iterable<string>) {
    this.#ids = new Set(ids)
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** What was meant by an id that is not there. */
  hint(id: string): string {
    const meant = slugOf(id)
    if (this.#ids.has(meant)) return `Did you mean ${meant}?`
    const known = oneOfWords([...this.#ids])
    this.#hintsLeft -= 1
    return this.#hintsLeft < 0 ? known : didYouMean(id, this.#ids, known)
  }
}

export class WayAttributes {
  readonly #element: DraftElement
  /** "the choice ask of “The phone rings”" */
  readonly #who: string
  readonly #head: Head
  readonly #scenes: SceneIds
  readonly #reading: Reading
  /** Whether all of it could be read, so that plays can be walked by it. */
  isSound = true

  constructor(element: DraftElement, who: string, head: Head, scenes: SceneIds, reading: Reading) {
    this.#element = element
    this.#who = who
    this.#head = head
    this.#scenes = scenes
    this.#reading = reading
  }

  target(): SceneId {
    const to = this.#written('to')
    if (to === '') this.isSound = false
    else if (!this.#scenes.has(to)) {
      this.#fault('to', `${this.#who} leads to a scene ${to}, which is not there`, this.#scenes.hint(to))
    }
    return as<SceneId>(to)
  }

  mood(): number {
    const written = this.#written('mood').replace(/[−–]/, '-')
    if (written === '') return 0
    const mood = /^[+-]?\d+$/.test(written) ? Number(written) : Number.NaN
    if (Math.abs(mood) <= highestMood) return mood
    const by = Number.isNaN(mood) ? 'is no step' : `moves further than from one end to the other`
    this.#fault('mood', `the mood ${written} of ${this.#who} ${by}`, 'Write how it moves, as mood="+1" or mood="-2".')
    return 0
  }

  /** `TEL-05:3 CMP-03:0`. */
  marks(): Choice['marks'] {
    const written = this.#written('score')
    if (written === '') {
      this.isSound = false
      return []
    }
    const parts = written.split(/[\s,]+/).filter((part) => part !== '')
    const read = parts.map((part) => /^([A-Z]+-\d+):(\d)$/.exec(part))
    if (read.some((one) => one === null || Number(one[2]) > mostMarks)) {
      const tidy = tidiedScore(written)
      const example = tidy === undefined ? 'score="TEL-05:3 CMP-03:0"' : `score="${tidy}"`
      this.#fault(
        'score',
        `the score “${shortened(written)}” of ${this.#who} cannot be read`,
        `Write each clause, a colon and 0, 1, 2 or 3 marks: ${example}.`,
      )
      return []
    }
    const seen = new Set<string>()
    return read.flatMap((one) => {
      const [, name = '', marks = ''] = one ?? []
      if (seen.has(name)) {
        this.#fault('score', `${this.#who} scores ${name} twice`, 'Keep one of the two.')
        return []
      }
      seen.add(name)
      return this.#practised(name, 'score', 'scores').map((clause) => ({ clause, marks: Number(marks) }))
    })
  }

  /** Clauses that are broken for good. Whether they bind is known only when all standards are read. */
  fatal(): readonly ClauseId[] {
    const line = this.#element.lines['fatal'] ?? this.#element.line
    const names = new Set(this.#written('fatal').split(/[\s,]+/))
    return [...names].flatMap((name) => {
      const clauses = this.#practised(name, 'fatal', 'breaks')
      for (const clause of clauses) this.#reading.breaks(clause, this.#who, line)
      return clauses
    })
  }

  /** `apologised !blamed patience>0`: all have to hold. */
  conditions(): readonly Condition[] {
    const written = this.#written('if')
    if (written === '') return []
    const parts = this.#parts('if', written)
    const isRead = (part: string) =>
      !wordsOfLogic.has(part) && /^!?[a-z][a-z0-9-]*$|^[a-z][a-z0-9-]*(?:<=|>=|<|>|=)\d+$/.test(part)
    if (!parts.every(isRead)) {
      const tidy = /(?:^|\s)or(?:\s|$)|\|/i.test(written) ? undefined : tidiedCondition(written, this.#head.scenario)
      this.#fault(
        'if',
        `the condition “${shortened(written)}” of ${this.#who} cannot be read`,
        tidy === undefined
          ? 'Write flags as asked or !asked and counters as patience>0, with a space between them; all have to hold. For “or”, write it twice, each time with one of them.'
          : `Write if="${tidy}".`,
      )
      return []
    }
    const conditions = parts.flatMap((part) => this.#condition(part))
    const flags = new Map<string, boolean>()
    for (const one of conditions) {
      if (one.kind !== 'flag') continue
      if (flags.has(one.flag))
        this.#fault(
          'if',
          `${this.#who} asks twice for ${one.flag}`,
          flags.get(one.flag) === one.is ? 'Once is enough.' : 'It cannot be yes and no: keep one of the two.',
        )
      flags.set(one.flag, one.is)
    }
    return conditions
  }

  #condition(part: string): readonly Condition[] {
    const [, no, name = '', compared, to] = /^(!?)([a-z][a-z0-9-]*?)(?:(<=|>=|<|>|=)(\d+))?$/.exec(part) ?? []
    const { flags, counters } = this.#head.scenario
    const counter = counters.find((one) => one.name === name)
    if (compared === undefined && counter !== undefined) {
      this.#fault('if', `${this.#who} asks for ${name}, which is a counter`, `Ask how many: if="${name}>0".`)
      return []
    }
    if (compared !== undefined && flags.includes(name)) {
      const mend = `It is yes or no: write if="${name}" or if="!${name}".`
      this.#fault('if', `${this.#who} compares ${name}, which is a flag`, mend)
      return []
    }
    if (compared === undefined)
      return this.#isKnown('flag', name, 'if') ? [{ kind: 'flag', flag: name, is: no === '' }] : []
    if (counter === undefined) {
      this.#isKnown('counter', name, 'if')
      return []
    }
    const condition = { kind: 'counter' as const, counter: name, compared: compared as Comparison, to: Number(to) }
    this.#tellIdle(part, condition, counter)
    return [condition]
  }

  /** A comparison that every number of the counter passes, or none, asks nothing. */
  #tellIdle(part: string, { compared, to }: Condition & { kind: 'counter' }, { name, least, most }: Counter): void {
    const numbers = Array.from({ length: most - least + 1 }, (_, at) => least + at)
    const passing = numbers.filter((number) => comparisonHolds(number, compared, to)).length
    if (passing > 0 && passing < numbers.length) return
    this.#fault(
      'if',
      `${part} of ${this.#who} ${passing === 0 ? 'never' : 'always'} holds: ${name} runs from ${least} to ${most}`,
      passing === 0 ? 'Ask for a number within.' : 'Delete it, or ask for a number within.',
    )
  }

  /** `apologised -blamed patience-1`. */
  effects(): readonly Effect[] {
    const written = this.#written('set')
    if (written === '') return []
    const parts = this.#parts('set', written)
    const { flags } = this.#head.scenario
    const isReadable = (part: string) => flags.includes(part) || /^-?[a-z][a-z0-9-]*(?:[+-]\d+)?$/.test(part)
    if (!parts.every(isReadable)) {
      const tidy = tidiedEffect(written, this.#head.scenario)
      this.#fault(
        'set',
        `what ${this.#who} sets, “${shortened(written)}”, cannot be read`,
        tidy === undefined
          ? 'Write asked for yes, -asked for no, and patience+1 or patience-1 to count, with a space between them.'
          : `Write set="${tidy}".`,
      )
      return []
    }
    const effects = parts.flatMap((part) => this.#effect(part))
    const names = effects.map((one) => (one.kind === 'flag' ? one.flag : one.counter))
    for (const twice of new Set(names.filter((name, at) => names.indexOf(name) !== at)))
      this.#fault('set', `${this.#who} sets ${twice} twice`, 'Say once what becomes of it.')
    return effects
  }

  #effect(part: string): readonly Effect[] {
    const { flags, counters } = this.#head.scenario
    // `question-2` is a flag where one is called so, and else two steps off a counter.
    const counted = flags.includes(part) ? null : /^([a-z][a-z0-9-]*?)([+-]\d+)$/.exec(part)
    const [, no, name = ''] = counted ?? /^(-?)([a-z][a-z0-9-]*)$/.exec(part) ?? []
    if (counted === null) {
      if (counters.some((counter) => counter.name === name)) {
        const mend = `Say by how much: set="${name}${no === '-' ? '-' : '+'}1".`
        this.#fault('set', `${this.#who} sets ${name}, which is a counter`, mend)
        return []
      }
      return this.#isKnown('flag', name, 'set') ? [{ kind: 'flag', flag: name, to: no === '' }] : []
    }
    const [, counterName = '', step = '0'] = counted
    const by = Number(step)
    const counter = counters.find((one) => one.name === counterName)
    if (counter === undefined) {
      if (flags.includes(counterName)) {
        const mend = `It is yes or no: write set="${counterName}" or set="-${counterName}".`
        this.#fault('set', `${this.#who} counts ${counterName}, which is a flag`, mend)
      } else this.#isKnown('counter', counterName, 'set')
      return []
    }
    const { least, most } = counter
    if (by === 0 || Math.abs(by) > most - least)
      this.#fault(
        'set',
        `${part} of ${this.#who} ${by === 0 ? 'moves nothing' : `goes beyond its bounds: ${counterName} runs from ${least} to ${most}`}`,
        by === 0 ? 'Delete it.' : `From end to end it is ${counterName}${by < 0 ? '-' : '+'}${most - least}.`,
      )
    return [{ kind: 'counter', counter: counterName, by }]
  }

  #parts(attribute: 'if' | 'set', written: string): readonly string[] {
    const parts = written.split(/\s+/)
    if (parts.length <= mostParts) return parts
    this.#fault(
      attribute,
      `${attribute} of ${this.#who} names ${parts.length} things`,
      `Keep it to ${mostParts} at most.`,
    )
    return parts.slice(0, mostParts)
  }

  #practised(name: string, attribute: 'score' | 'fatal', verb: string): readonly ClauseId[] {
    if (name === '') return []
    const { scenario, isSure } = this.#head
    const known = scenario.clauses.map((pinned) => pinned.slice(0, pinned.indexOf('~')))
    if (clauseIdPattern.test(name) && known.includes(name)) return [as<ClauseId>(name)]
    this.isSound = false
    if (!isSure.clauses) return []
    const meant = name.toUpperCase().replace(/~\d+$/, '')
    const otherwise = clauseIdPattern.test(name)
      ? 'Write it into the clauses of the front matter, with its revision.'
      : `Name the clause: ${attribute}="${known[0] ?? 'TEL-05'}${attribute === 'score' ? ':3' : ''}".`
    this.#fault(
      attribute,
      `${this.#who} ${verb} ${name}, which the scenario does not practise`,
      known.includes(meant) ? `Did you mean ${meant}?` : didYouMean(name, known, otherwise),
    )
    return []
  }

  #isKnown(kind: 'flag' | 'counter', name: string, attribute: 'if' | 'set'): boolean {
    const { scenario, isSure } = this.#head
    const flags = scenario.flags
    const counters = scenario.counters.map((counter) => counter.name)
    if ((kind === 'flag' ? flags : counters).includes(name)) return true
    this.isSound = false
    // Where the front matter is at fault, it is told there.
    if (!isSure.names) return false
    const example = kind === 'flag' ? `flags: [${name}]` : `counters: { ${name}: { start: 2, least: 0, most: 4 } }`
    const known = kind === 'flag' ? [...flags, ...counters] : [...counters, ...flags]
    const verb = attribute === 'if' ? 'asks for' : 'sets'
    this.#fault(
      attribute,
      `${this.#who} ${verb} ${name}, and there is no such ${kind}`,
      didYouMean(name, known, `Declare it in the front matter: \`${example}\`.`),
    )
    return false
  }

  #written(attribute: string): string {
    const written = this.#element.props[attribute] ?? ''
    if (written.length <= mostWritten) return written
    this.#fault(attribute, `${attribute} of ${this.#who} is ${written.length} signs long`, 'Write it shorter.')
    return ''
  }

  #fault(attribute: string, says: string, mend: string): void {
    this.isSound = false
    this.#reading.fault(this.#element.lines[attribute] ?? this.#element.line, says, mend)
  }
}

/** "the choice ask of “The phone rings”" */
export function choiceInWords(id: string, title: string): string {
  return id === '' ? `a choice of “${title}”` : `the choice ${id} of “${title}”`
}
