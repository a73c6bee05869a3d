/** The body of a scenario: its scenes, each from a `##` heading to the next. */
import { as, clauseIdPattern, slugPattern, type ClauseId, type SceneId } from '../domain/ids.ts'
import {
  highestMood,
  mostMarks,
  outcomes,
  type Choice,
  type Comparison,
  type Condition,
  type Effect,
  type Scenario,
  type Scene,
  type Turn,
  type Way,
} from '../domain/scenario.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import type { Reading } from './reading.ts'
import { slugOf } from './sections.ts'
import { isBlank, textOf, treesOf } from './tree.ts'

const mostChoices = 6
const longestTime = 600

/** The lines of scenes and of their choices, by which faults of the whole say where they stand. */
export interface SceneLines {
  readonly scenes: ReadonlyMap<string, number>
  /** By `scene/choice`. */
  readonly choices: ReadonlyMap<string, number>
}

interface Sketch {
  readonly id: string
  readonly title: string
  readonly line: number
  readonly drafts: Draft[]
}

export function readScenes(
  body: readonly Draft[],
  head: Scenario,
  reading: Reading,
): { readonly scenes: readonly Scene[]; readonly lines: SceneLines } {
  const sketches = sketchesOf(body, reading)
  const ids = new Set(sketches.map(({ id }) => id))
  const scenes = new Map<string, number>()
  const choices = new Map<string, number>()
  const read = sketches.flatMap((sketch): Scene[] => {
    const before = scenes.get(sketch.id)
    if (before !== undefined) {
      reading.fault(
        sketch.line,
        `a second scene “${sketch.title}”: the first is in line ${before}`,
        'Rename one of the two.',
      )
      return []
    }
    scenes.set(sketch.id, sketch.line)
    return [new SceneReading(sketch, head, ids, choices, reading).scene()]
  })
  if (read.length === 0) reading.fault(1, 'the scenario has no scene', 'Begin one with a heading: ## The phone rings.')
  return { scenes: read, lines: { scenes, choices } }
}

function sketchesOf(body: readonly Draft[], reading: Reading): readonly Sketch[] {
  const sketches: Sketch[] = []
  for (const draft of body) {
    if (isElement(draft, 'h2')) {
      const title = textOf(treesOf(draft.kids))
      sketches.push({ id: slugOf(title), title, line: draft.line, drafts: [] })
      continue
    }
    const sketch = sketches.at(-1)
    if (sketch !== undefined) sketch.drafts.push(draft)
    else
      reading.fault(
        isElement(draft) ? draft.line : 1,
        'text before the first scene, which nobody would see',
        'Put it beneath a ## heading, or into the summary.',
      )
  }
  return sketches
}

class SceneReading {
  readonly #sketch: Sketch
  readonly #head: Scenario
  readonly #scenes: ReadonlySet<string>
  readonly #choiceLines: Map<string, number>
  readonly #reading: Reading

  constructor(
    sketch: Sketch,
    head: Scenario,
    scenes: ReadonlySet<string>,
    choiceLines: Map<string, number>,
    reading: Reading,
  ) {
    this.#sketch = sketch
    this.#head = head
    this.#scenes = scenes
    this.#choiceLines = choiceLines
    this.#reading = reading
  }

  scene(): Scene {
    const { id, title, drafts } = this.#sketch
    const isTurn = (draft: Draft) => isElement(draft) && ['Choice', 'Go', 'End'].includes(draft.tag)
    for (const draft of drafts) if (isElement(draft)) this.#checkStaging(draft)
    const first = drafts.findIndex(isTurn)
    if (first !== -1) {
      for (const draft of drafts.slice(first).filter((one) => !isTurn(one)))
        this.#fault(draft, 'words after the choices', 'Put them before the first choice, or into a scene of their own.')
    }
    return {
      id: as<SceneId>(id),
      title,
      body: treesOf(drafts.filter((draft) => !isTurn(draft))),
      turn: this.#turn(drafts.filter((draft): draft is DraftElement => isElement(draft) && isTurn(draft))),
    }
  }

  #turn(elements: readonly DraftElement[]): Turn {
    const [first] = elements
    const kinds = [...new Set(elements.map(({ tag }) => tag))]
    if (first === undefined) {
      this.#reading.fault(
        this.#sketch.line,
        `the scene “${this.#sketch.title}” leads nowhere`,
        'End it with choices, with <Go to="…" />, or with <End outcome="kept">.',
      )
      return { kind: 'leads-on', ways: [] }
    }
    if (kinds.length > 1)
      this.#fault(first, `the scene “${this.#sketch.title}” holds ${kinds.join(' and ')}`, 'Keep one of the kinds.')
    if (first.tag === 'End') return this.#end(elements.filter(({ tag }) => tag === 'End'))
    if (first.tag === 'Go') return { kind: 'leads-on', ways: this.#ways(elements.filter(({ tag }) => tag === 'Go')) }
    const choices = elements.filter(({ tag }) => tag === 'Choice').map((one) => this.#choice(one))
    if (choices.length < 2 || choices.length > mostChoices)
      this.#reading.fault(
        this.#sketch.line,
        `the scene “${this.#sketch.title}” has ${choices.length === 1 ? 'one choice' : `${choices.length} choices`}`,
        'Write two to four; with one, lead on by <Go to="…" />.',
      )
    return { kind: 'decision', choices }
  }

  #end(elements: readonly DraftElement[]): Turn {
    const [first, second] = elements
    if (second !== undefined) this.#fault(second, 'a scene with two endings', 'Give each a scene of its own.')
    const written = first?.props['outcome'] ?? ''
    const outcome = outcomes.find((one) => one === written)
    if (outcome === undefined && written !== '')
      this.#fault(
        first,
        `the outcome ${written} is not known`,
        didYouMean(written, outcomes, oneOfWords(outcomes)),
        'outcome',
      )
    const body = treesOf(first?.kids ?? [])
    if (isBlank(body)) this.#fault(first, 'an ending without words', 'Say what happens then.')
    return { kind: 'end', outcome: outcome ?? 'stopped', body }
  }

  #ways(elements: readonly DraftElement[]): readonly Way[] {
    const ways = elements.map((element) => ({ to: this.#target(element), conditions: this.#conditions(element) }))
    const last = elements.at(-1)
    if (last !== undefined && last.props['if'] !== undefined)
      this.#fault(
        last,
        'the last <Go> has a condition',
        'Write one more without if="…", so that the story always goes on.',
      )
    return ways
  }

  #choice(element: DraftElement): Choice {
    const { props, lines, line } = element
    const id = props['id'] ?? ''
    if (id !== '' && !slugPattern.test(id))
      this.#fault(
        element,
        `${id} is not the id of a choice`,
        'Write small letters, digits and hyphens: id="read-first".',
        'id',
      )
    const key = `${this.#sketch.id}/${id}`
    const before = this.#choiceLines.get(key)
    if (before !== undefined)
      this.#fault(
        element,
        `a second choice ${id} in one scene: the first is in line ${before}`,
        'Rename one of the two.',
        'id',
      )
    else this.#choiceLines.set(key, lines['id'] ?? line)
    const feedbacks = element.kids.filter((kid) => isElement(kid, 'Feedback'))
    const body = treesOf(element.kids.filter((kid) => !isElement(kid, 'Feedback')))
    const feedback = feedbacks.flatMap((one) => treesOf(isElement(one) ? one.kids : []))
    if (isBlank(body)) this.#fault(element, `the choice ${id} has no words`, 'Write what the learner says or does.')
    if (isBlank(feedback))
      this.#fault(element, `the choice ${id} has no feedback`, 'Say in <Feedback>…</Feedback> why it serves or not.')
    return {
      id,
      to: this.#target(element),
      conditions: this.#conditions(element),
      body,
      feedback,
      mood: this.#mood(element),
      marks: this.#marks(element),
      effects: this.#effects(element),
      fatal: (props['fatal'] ?? '').split(/[\s,]+/).flatMap((text) => this.#practised(text, element, 'fatal')),
    }
  }

  #target(element: DraftElement): SceneId {
    const to = element.props['to'] ?? ''
    if (to !== '' && !this.#scenes.has(to))
      this.#fault(element, `there is no scene ${to}`, didYouMean(to, this.#scenes, oneOfWords([...this.#scenes])), 'to')
    return as<SceneId>(to)
  }

  #mood(element: DraftElement): number {
    const written = element.props['mood']
    if (written === undefined) return 0
    const mood = /^[+-]?\d$/.test(written) ? Number(written) : Number.NaN
    if (Math.abs(mood) <= highestMood) return mood
    this.#fault(element, `the mood ${written} is no step`, 'Write how it moves, as mood="+1" or mood="-2".', 'mood')
    return 0
  }

  /** `TEL-05:3 CMP-03:0`. */
  #marks(element: DraftElement): Choice['marks'] {
    return (element.props['score'] ?? '').split(/[\s,]+/).flatMap((part) => {
      if (part === '') return []
      const [, name = '', written = ''] = /^([^:]+):(\d+)$/.exec(part) ?? []
      const marks = Number(written)
      if (name === '' || marks > mostMarks) {
        this.#fault(
          element,
          `the score ${part} cannot be read`,
          `Write a clause and 0 to ${mostMarks} marks: TEL-05:3.`,
          'score',
        )
        return []
      }
      return this.#practised(name, element, 'score').map((clause) => ({ clause, marks }))
    })
  }

  #practised(text: string, element: DraftElement, attribute: string): readonly ClauseId[] {
    if (text === '') return []
    const isPractised = this.#head.clauses.some((pinned) => pinned.startsWith(`${text}~`))
    if (clauseIdPattern.test(text) && isPractised) return [as<ClauseId>(text)]
    const known = this.#head.clauses.map((pinned) => pinned.slice(0, pinned.indexOf('~')))
    const otherwise = `Write it into the clauses of the front matter, with its revision.`
    this.#fault(
      element,
      `${attribute} names ${text}, which the scenario does not practise`,
      didYouMean(text, known, otherwise),
      attribute,
    )
    return []
  }

  /** `apologised !blamed patience>0`: all have to hold. */
  #conditions(element: DraftElement): readonly Condition[] {
    return (element.props['if'] ?? '').split(/\s+/).flatMap((part): Condition[] => {
      if (part === '') return []
      const [, no, name = '', compared, to] = /^(!?)([a-z][a-z0-9-]*)(?:(<=|>=|<|>|=)(\d+))?$/.exec(part) ?? []
      const isCounter = compared !== undefined && no === ''
      if (!this.#isKnown(name, isCounter ? 'counter' : 'flag', part, element, 'if')) return []
      return isCounter
        ? [{ kind: 'counter', counter: name, compared: compared as Comparison, to: Number(to) }]
        : [{ kind: 'flag', flag: name, is: no === '' }]
    })
  }

  /** `apologised -blamed patience-1`. */
  #effects(element: DraftElement): readonly Effect[] {
    return (element.props['set'] ?? '').split(/\s+/).flatMap((part): Effect[] => {
      if (part === '') return []
      // `question-2` is a flag where one is called so, and else two steps off a counter.
      const counted = this.#head.flags.includes(part) ? null : /^([a-z][a-z0-9-]*?)([+-]\d+)$/.exec(part)
      if (counted !== null) {
        const [, name = '', by = '0'] = counted
        return this.#isKnown(name, 'counter', part, element, 'set')
          ? [{ kind: 'counter', counter: name, by: Number(by) }]
          : []
      }
      const [, no, name = ''] = /^(-?)([a-z][a-z0-9-]*)$/.exec(part) ?? []
      return this.#isKnown(name, 'flag', part, element, 'set') ? [{ kind: 'flag', flag: name, to: no === '' }] : []
    })
  }

  #isKnown(name: string, kind: 'flag' | 'counter', part: string, element: DraftElement, attribute: string): boolean {
    const names = kind === 'flag' ? this.#head.flags : this.#head.counters.map((counter) => counter.name)
    if (names.includes(name)) return true
    const field = kind === 'flag' ? 'flags: [apologised]' : 'counters: { patience: { start: 3, least: 0, most: 4 } }'
    this.#fault(
      element,
      name === '' ? `${attribute} holds ${part}, which cannot be read` : `there is no ${kind} ${name}`,
      didYouMean(name, names, `Declare it in the front matter: \`${field}\`.`),
      attribute,
    )
    return false
  }

  /** Who speaks, and how long something takes. */
  #checkStaging(element: DraftElement): void {
    for (const [attribute, value] of Object.entries(element.props)) {
      if (attribute === 'seconds' || attribute === 'minutes') {
        if (!/^\d{1,4}$/.test(value) || Number(value) < 1 || Number(value) > longestTime)
          this.#fault(element, `${attribute} is ${value}`, `Write a whole number from 1 to ${longestTime}.`, attribute)
      } else if ((attribute === 'who' || attribute === 'from') && value !== 'you') {
        const ids = this.#head.speakers.map(({ id }) => id)
        if (!ids.includes(value))
          this.#fault(
            element,
            `${value} is not among the speakers`,
            didYouMean(value, ids, oneOfWords(['you', ...ids])),
            attribute,
          )
      } else if (attribute === 'mood' && element.tag === 'Say' && !/^[0-5]$/.test(value)) {
        this.#fault(element, `the mood ${value} is none`, `Write 0 to ${highestMood}.`, attribute)
      }
    }
  }

  #fault(draft: Draft | undefined, says: string, mend: string, attribute?: string): void {
    const element = draft !== undefined && isElement(draft) ? draft : undefined
    const line = (attribute === undefined ? undefined : element?.lines[attribute]) ?? element?.line ?? this.#sketch.line
    this.#reading.fault(line, says, mend)
  }
}
