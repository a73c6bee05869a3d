/** What stands on a stage: all that may be read, and of replies that were not chosen their words and places alone. */
import fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { plainText } from '../../src/domain/drawn-tree.ts'
import { repliesAt } from '../../src/domain/plays.ts'
import { stopsOf, treesOfScene } from '../../src/domain/play-story.ts'
import {
  after,
  beginning,
  leadOn,
  openChoices,
  type Choice,
  type Decision,
  type Scenario,
} from '../../src/domain/scenario.ts'
import { assessedStage, beatsOf, coachedStage, type StageView } from '../../src/domain/stage-view.ts'
import type { ClauseShelf } from '../../src/domain/coach-note.ts'

const { curriculum } = await readCurriculum(fileURLToPath(new URL('../../content', import.meta.url)))
const scenarios = curriculum?.scenarios ?? []
const mediaUrl = (path: string) => `/media/${path}`
const shelf: ClauseShelf = {
  mediaUrl,
  href: (id) => `/clauses/${id}`,
  clause: (id) => curriculum?.standards.flatMap(({ clauses }) => clauses).find((clause) => clause.id === id),
  taughtIn: () => [],
}

/** Plays by the places of replies, as far as there is something to decide. */
function decisionsBy(scenario: Scenario, places: readonly number[]): readonly Decision[] {
  const decisions: Decision[] = []
  let { position } = leadOn(scenario, beginning(scenario))
  for (const place of places) {
    const open = openChoices(scenario, position)
    const choice = open[place % Math.max(1, open.length)]
    if (choice === undefined) return decisions
    const next = leadOn(scenario, after(scenario, position, choice)).position
    // A play that is over stands on no stage that counts.
    if (openChoices(scenario, next).length === 0) return decisions
    decisions.push({ position, choice })
    position = next
  }
  return decisions
}

function assessed(scenario: Scenario, decisions: readonly Decision[]): StageView {
  const stops = stopsOf(scenario, decisions)
  return assessedStage({
    scenario,
    decisions,
    stops,
    mediaUrl,
    replies: repliesAt(scenario, stops.at(-1)!, 7).map(({ body }) => body),
    forms: { say: '?_action=scenarios.reply', field: 'reply', about: { scenario: scenario.id, play: 'p' } },
  })
}

function coached(scenario: Scenario, decisions: readonly Decision[]): StageView {
  const forms = { say: '?_action=scenarios.rehearse', field: 'choice', about: { scenario: scenario.id } }
  return coachedStage({ scenario, decisions, stops: stopsOf(scenario, decisions), mediaUrl, forms, shelf })
}

const anyPlay = fc
  .record({ scenario: fc.constantFrom(...scenarios), places: fc.array(fc.nat(5), { maxLength: 12 }) })
  .map(({ scenario, places }) => ({ scenario, decisions: decisionsBy(scenario, places) }))

const choicesOf = ({ scenes }: Scenario) => scenes.flatMap(({ turn }) => (turn.kind === 'decision' ? turn.choices : []))

/** Every text and every name of a field in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, held]) => [name, ...textsIn(held)])
}

describe('a stage that counts', () => {
  beforeAll(() => expect(scenarios.length).toBe(9))

  test('holds no id, target or feedback of any reply', () => {
    fc.assert(
      fc.property(anyPlay, ({ scenario, decisions }) => {
        const { forms, ...view } = assessed(scenario, decisions)
        const texts = new Set(textsIn(view))
        const whole = JSON.stringify(view)
        for (const { id, to, feedback } of choicesOf(scenario)) {
          expect([...texts].filter((text) => text === id || text === to)).toEqual([])
          expect(whole).not.toContain(JSON.stringify(plainText(feedback).trim().slice(0, 60)).slice(1, -1))
        }
        expect(Object.keys(forms.about)).toEqual(['scenario', 'play'])
      }),
    )
  })

  test('holds of each reply a place and words, and nothing else', () => {
    fc.assert(
      fc.property(anyPlay, ({ scenario, decisions }) => {
        const { turn } = assessed(scenario, decisions)
        const replies = turn.kind === 'replies' ? turn.replies : []
        expect(replies.length).toBeGreaterThan(1)
        expect(replies.map(({ value, words, ...rest }) => [value, words.length > 0, rest])).toEqual(
          replies.map((_, place) => [String(place + 1), true, {}]),
        )
      }),
    )
  })

  test('is the same whatever the author thinks of the replies that were not chosen', () => {
    fc.assert(
      fc.property(anyPlay, ({ scenario, decisions }) => {
        const chosen = new Set(decisions.map(({ choice }) => choice))
        const otherwise = (choice: Choice): Choice =>
          chosen.has(choice)
            ? choice
            : { ...choice, id: `x-${choice.id}`, feedback: ['Other words.'], mood: 5 - choice.mood }
        const other: Scenario = {
          ...scenario,
          scenes: scenario.scenes.map((scene) =>
            scene.turn.kind === 'decision'
              ? { ...scene, turn: { ...scene.turn, choices: scene.turn.choices.map(otherwise) } }
              : scene,
          ),
        }
        expect(assessed(other, decisions)).toEqual(assessed(scenario, decisions))
      }),
    )
  })

  test('travels as JSON and comes out as it went in', () => {
    fc.assert(
      fc.property(anyPlay, ({ scenario, decisions }) => {
        for (const view of [assessed(scenario, decisions), coached(scenario, decisions)])
          expect(JSON.parse(JSON.stringify(view))).toEqual(view)
      }),
    )
  })
})

describe('a stage with a coach', () => {
  const scenario = scenarios.find(({ id }) => id === 'the-third-call')!

  test('tells what the coach says to the last reply, and of the others their words', () => {
    const [first] = openChoices(scenario, leadOn(scenario, beginning(scenario)).position)
    const view = coached(scenario, decisionsBy(scenario, [0]))
    expect(plainText(view.last?.coach?.says ?? [])).toBe(plainText(first!.feedback))
    expect(view.last?.coach?.marked.map(({ id }) => id)).toEqual(first!.marks.map(({ clause }) => clause))
    const { turn } = view
    const others = turn.kind === 'replies' ? turn.replies : []
    expect(others.every((reply) => Object.keys(reply).join() === 'value,words')).toBe(true)
  })

  test('says at the end what it would have come to', () => {
    const decisions = [...playedToTheEnd(scenario)]
    const view = coached(scenario, decisions)
    expect(view.turn).toMatchObject({
      kind: 'end',
      says: expect.stringMatching(/Played for your certificate, this would/),
    })
    expect(view.progress).toMatchObject({ value: decisions.length, max: decisions.length })
  })
})

function* playedToTheEnd(scenario: Scenario): Generator<Decision> {
  let { position } = leadOn(scenario, beginning(scenario))
  for (
    let [choice] = openChoices(scenario, position);
    choice !== undefined;
    [choice] = openChoices(scenario, position)
  ) {
    yield { position, choice }
    position = leadOn(scenario, after(scenario, position, choice)).position
  }
}

describe('a scene taken apart', () => {
  test('loses no word of any scenario', () => {
    for (const scenario of scenarios) {
      for (const { id } of scenario.scenes) {
        const trees = treesOfScene(scenario, id)
        const told = beatsOf(trees, scenario, mediaUrl).map((beat) => ('words' in beat ? plainText(beat.words) : ''))
        expect(squeezed(told.join(''))).toBe(squeezed(plainText(trees)))
      }
    }
  })
})

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
