/** The body of a scenario: its scenes, each from a `##` heading to the next. */
import { as, slugPattern, type SceneId } from '../domain/ids.ts'
import { outcomes, type Choice, type Scene, type Turn, type Way } from '../domain/scenario.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import type { Reading } from './reading.ts'
import type { Head } from './scenario-head.ts'
import { readStaging } from './scene-staging.ts'
import { sketchesOf, type Sketch } from './scene-sketches.ts'
import { isBlank, treesOf } from './tree.ts'
import { choiceInWords, SceneIds, WayAttributes } from './way-attributes.ts'

const mostChoices = 6
/** Far more than anybody writes, and few enough that each is checked against the others. */
const mostScenes = 400

/** Where things stand in the file, by which faults of the whole say their lines, and what could be read of it. */
export interface Found {
  readonly scenes: Map<string, number>
  /** The ways out of scenes, by `scene/0` for the first. */
  readonly ways: Map<string, number>
  /** Scenes whose choices could not be read whole. */
  readonly unsound: Set<string>
  /** Speakers who say or write something. */
  readonly spoken: Set<string>
}

export function readScenes(
  body: readonly Draft[],
  source: readonly string[],
  head: Head,
  reading: Reading,
): { readonly scenes: readonly Scene[]; readonly found: Found } {
  const sketches = sketchesOf(body, source, reading)
  const found: Found = { scenes: new Map(), ways: new Map(), unsound: new Set(), spoken: new Set() }
  if (sketches.length > mostScenes) {
    reading.fault(
      sketches[mostScenes]?.line ?? 1,
      `the scenario has ${sketches.length} scenes`,
      `Keep it to ${mostScenes}: 25 are plenty.`,
    )
    return { scenes: [], found: { ...found, unsound: new Set(sketches.map(({ id }) => id)) } }
  }
  const ids = new SceneIds(sketches.map(({ id }) => id))
  const first = new Map<string, Sketch>()
  const read = sketches.flatMap((sketch): Scene[] => {
    const { id, title, line } = sketch
    const before = first.get(id)
    if (before !== undefined) {
      reading.fault(
        line,
        before.title === title
          ? `a second scene “${title}”: the first is in line ${before.line}`
          : `the scenes “${title}” and “${before.title}” of line ${before.line} are both ${id}`,
        'Rename one of the two.',
      )
      found.unsound.add(id)
      return []
    }
    first.set(id, sketch)
    found.scenes.set(id, line)
    return [new SceneReading(sketch, head, ids, found, reading).scene()]
  })
  if (read.length === 0) reading.fault(1, 'the scenario has no scene', 'Begin one with a heading: ## The phone rings.')
  return { scenes: read, found }
}

class SceneReading {
  readonly #sketch: Sketch
  readonly #head: Head
  readonly #scenes: SceneIds
  readonly #found: Found
  readonly #reading: Reading

  constructor(sketch: Sketch, head: Head, scenes: SceneIds, found: Found, reading: Reading) {
    this.#sketch = sketch
    this.#head = head
    this.#scenes = scenes
    this.#found = found
    this.#reading = reading
    if (!sketch.isSound) found.unsound.add(sketch.id)
  }

  scene(): Scene {
    const { id, title, drafts } = this.#sketch
    const isTurn = (draft: Draft) => isElement(draft) && ['Choice', 'Go', 'End'].includes(draft.tag)
    for (const speaker of readStaging(drafts, title, this.#head, this.#reading)) this.#found.spoken.add(speaker)
    const first = drafts.findIndex(isTurn)
    const late = first === -1 ? undefined : drafts.slice(first).find((draft) => !isTurn(draft))
    if (late !== undefined) {
      this.#unsound(
        isElement(late) ? late.line : this.#sketch.line,
        `words after the choices of “${title}”`,
        'Put them before the first choice. If a scene begins here, give it a heading: ## She waits.',
      )
    }
    return {
      id: as<SceneId>(id),
      title,
      body: treesOf(drafts.filter((draft) => !isTurn(draft))),
      turn: this.#turn(drafts.filter((draft): draft is DraftElement => isElement(draft) && isTurn(draft))),
    }
  }

  #turn(elements: readonly DraftElement[]): Turn {
    const { title, line } = this.#sketch
    const [first] = elements
    const kinds = [...new Set(elements.map(({ tag }) => tag))]
    if (first === undefined) {
      this.#unsound(
        line,
        `the scene “${title}” leads nowhere`,
        'End it with choices, with <Go to="…" />, or with <End outcome="kept">.',
      )
      return { kind: 'leads-on', ways: [] }
    }
    if (kinds.length > 1) {
      const other = elements.find(({ tag }) => tag !== first.tag) ?? first
      const names = kinds.map((kind) => `<${kind}>`).join(' and ')
      this.#unsound(other.line, `the scene “${title}” holds ${names}`, 'Keep one of the kinds.')
    }
    if (first.tag === 'End') return this.#end(elements.filter(({ tag }) => tag === 'End'))
    if (first.tag === 'Go') return { kind: 'leads-on', ways: this.#ways(elements.filter(({ tag }) => tag === 'Go')) }
    return { kind: 'decision', choices: this.#choices(elements.filter(({ tag }) => tag === 'Choice')) }
  }

  #end(elements: readonly DraftElement[]): Turn {
    const { title, line } = this.#sketch
    const [first, second] = elements
    if (second !== undefined)
      this.#unsound(second.line, `the scene “${title}” has two endings`, 'Give each a scene of its own.')
    const written = first?.props['outcome'] ?? ''
    const outcome = outcomes.find((one) => one === written)
    if (outcome === undefined)
      // One that is missing or empty is told with its tag.
      this.#unsound(
        first?.lines['outcome'] ?? line,
        written === '' ? undefined : `the outcome ${written} of “${title}” is not known`,
        didYouMean(written, outcomes, oneOfWords(outcomes)),
      )
    const body = treesOf(first?.kids ?? [])
    if (isBlank(body))
      this.#reading.fault(
        first?.line ?? line,
        `the ending “${title}” has no words`,
        'Say what happens then: <End outcome="kept">She writes down your name.</End>',
      )
    return { kind: 'end', outcome: outcome ?? 'stopped', body }
  }

  #ways(elements: readonly DraftElement[]): readonly Way[] {
    const { id, title } = this.#sketch
    const ways = elements.map((element, at) => {
      this.#found.ways.set(`${id}/${at}`, element.line)
      const attributes = new WayAttributes(element, `a <Go> of “${title}”`, this.#head, this.#scenes, this.#reading)
      const way = { to: attributes.target(), conditions: attributes.conditions() }
      if (!attributes.isSound) this.#found.unsound.add(id)
      return way
    })
    const last = elements.at(-1)
    if (last !== undefined && last.props['if'] !== undefined)
      this.#unsound(
        last.lines['if'] ?? last.line,
        `the last <Go> of “${title}” has a condition`,
        'Write one more without if="…", so that the story always goes on.',
      )
    return ways
  }

  #choices(elements: readonly DraftElement[]): readonly Choice[] {
    const { title, line } = this.#sketch
    const first = new Map<string, number>()
    const choices = elements.map((element, at) => {
      const id = element.props['id'] ?? ''
      const before = first.get(id)
      if (before !== undefined)
        this.#unsound(
          element.lines['id'] ?? element.line,
          `a second choice ${id} of “${title}”: the first is in line ${before}`,
          'Rename one of the two.',
        )
      else if (id !== '') first.set(id, element.lines['id'] ?? element.line)
      return this.#choice(element, at)
    })
    if (choices.length < 2 || choices.length > mostChoices)
      this.#unsound(
        line,
        `the scene “${title}” has ${choices.length === 1 ? 'one choice' : `${choices.length} choices`}`,
        'Write two to four; with one, lead on by <Go to="…" />.',
      )
    return choices
  }

  #choice(element: DraftElement, at: number): Choice {
    const { id: scene, title } = this.#sketch
    const id = element.props['id'] ?? ''
    const who = choiceInWords(id, title)
    this.#found.ways.set(`${scene}/${at}`, element.line)
    if (!slugPattern.test(id))
      this.#unsound(
        element.lines['id'] ?? element.line,
        id === '' ? undefined : `${id} is not the id of a choice`,
        'Write small letters, digits and hyphens: id="read-first".',
      )
    const feedbacks = element.kids.filter((kid) => isElement(kid, 'Feedback'))
    const body = treesOf(element.kids.filter((kid) => !isElement(kid, 'Feedback')))
    const feedback = feedbacks.flatMap((one) => treesOf(isElement(one) ? one.kids : []))
    if (isBlank(body)) this.#reading.fault(element.line, `${who} has no words`, 'Write what the learner says or does.')
    if (isBlank(feedback))
      this.#reading.fault(
        element.line,
        `${who} has no feedback`,
        'Say why it serves or not, before </Choice>: <Feedback>…</Feedback>.',
      )
    const attributes = new WayAttributes(element, who, this.#head, this.#scenes, this.#reading)
    const choice: Choice = {
      id,
      to: attributes.target(),
      conditions: attributes.conditions(),
      body,
      feedback,
      mood: attributes.mood(),
      marks: attributes.marks(),
      effects: attributes.effects(),
      fatal: attributes.fatal(),
    }
    if (!attributes.isSound) this.#found.unsound.add(scene)
    if (element.props['mood'] !== undefined && this.#head.scenario.face === undefined && this.#head.isSure.speakers)
      this.#reading.fault(
        element.lines['mood'] ?? element.line,
        `${who} moves a mood, and there is no face to show it`,
        'Write `face: …` with a speaker into the front matter, or delete mood="…".',
      )
    return choice
  }

  /** Something because of which the plays cannot be walked; without words where it is told elsewhere. */
  #unsound(line: number, says: string | undefined, mend: string): void {
    this.#found.unsound.add(this.#sketch.id)
    if (says !== undefined) this.#reading.fault(line, says, mend)
  }
}
