/** What is said of all plays of a scenario, held against playing them one by one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { as, type ClauseId, type PinnedClause, type ScenarioId, type SceneId } from '../../src/domain/ids.ts'
import {
  after,
  beginning,
  goodOutcomes,
  leadOn,
  markPlay,
  openChoices,
  play,
  sceneOf,
  type Choice,
  type Decision,
  type Outcome,
  type Scenario,
  type Scene,
} from '../../src/domain/scenario.ts'
import { walk, type Path } from '../../src/domain/scenario-walk.ts'

const clauses = ['TEL-04', 'TEL-05'].map((id) => as<ClauseId>(id))

interface ChoiceSketch {
  readonly to: number
  readonly marks: readonly [number, number]
  readonly flag: 'set' | 'unset' | 'none'
  readonly patience: number
  readonly asks: 'flag' | 'no-flag' | 'patience' | 'nothing'
  readonly fatal: boolean
}
interface SceneSketch {
  readonly kind: 'decision' | 'leads-on' | 'end'
  readonly outcome: Outcome
  readonly choices: readonly ChoiceSketch[]
}

const choice = fc.record<ChoiceSketch>({
  to: fc.nat(6),
  marks: fc.tuple(fc.nat(3), fc.nat(3)),
  flag: fc.constantFrom('set', 'unset', 'none'),
  patience: fc.integer({ min: -1, max: 1 }),
  asks: fc.constantFrom('flag', 'no-flag', 'patience', 'nothing', 'nothing'),
  fatal: fc.boolean(),
})
const scene = fc.record<SceneSketch>({
  kind: fc.constantFrom('decision', 'decision', 'decision', 'leads-on', 'end'),
  outcome: fc.constantFrom('kept', 'mended', 'lost'),
  choices: fc.array(choice, { minLength: 2, maxLength: 3 }),
})

/** Scenes that lead only to later ones, so that every play ends; the last is an ending. */
function scenarioFrom(sketches: readonly SceneSketch[]): Scenario {
  const id = (at: number) => as<SceneId>(`scene-${at}`)
  const last = sketches.length
  const conditionsOf = ({ asks }: ChoiceSketch): Choice['conditions'] => {
    if (asks === 'nothing') return []
    if (asks === 'patience') return [{ kind: 'counter', counter: 'patience', compared: '>', to: 0 }]
    return [{ kind: 'flag', flag: 'asked', is: asks === 'flag' }]
  }
  const target = (at: number, { to }: ChoiceSketch) => id(Math.min(last, at + 1 + to))
  const scenes = sketches.map(({ kind, outcome, choices }, at): Scene => {
    const head = { id: id(at), title: `Scene ${at}`, body: [] }
    if (kind === 'end') return { ...head, turn: { kind, outcome, body: ['Done.'] } }
    if (kind === 'leads-on') {
      const ways = choices.map((one) => ({ to: target(at, one), conditions: conditionsOf(one) }))
      return { ...head, turn: { kind, ways: [...ways, { to: id(at + 1), conditions: [] }] } }
    }
    return {
      ...head,
      turn: {
        kind,
        choices: choices.map((one, index): Choice => ({
          id: `choice-${index}`,
          to: target(at, one),
          conditions: index === 0 ? [] : conditionsOf(one),
          body: ['Words'],
          feedback: ['Why'],
          mood: 0,
          marks: clauses.map((clause, place) => ({ clause, marks: one.marks[place] ?? 0 })),
          effects: [
            ...(one.flag === 'none' ? [] : [{ kind: 'flag' as const, flag: 'asked', to: one.flag === 'set' }]),
            { kind: 'counter', counter: 'patience', by: one.patience },
          ],
          fatal: one.fatal ? clauses.slice(0, 1) : [],
        })),
      },
    }
  })
  return {
    id: as<ScenarioId>('drawn'),
    title: 'Drawn',
    summary: 'By chance.',
    minutes: 5,
    channel: 'internal',
    passPercent: 70,
    minima: [],
    clauses: clauses.map((clause) => as<PinnedClause>(`${clause}~1`)),
    speakers: [],
    mood: 3,
    flags: ['asked'],
    counters: [{ name: 'patience', start: 1, least: 0, most: 2 }],
    scenes: [
      ...scenes,
      { id: id(last), title: 'Last', body: [], turn: { kind: 'end', outcome: 'lost', body: ['Over.'] } },
    ],
  }
}

/** Every play, one by one. */
function everyPlay(
  scenario: Scenario,
): readonly { readonly decisions: readonly Decision[]; readonly outcome: Outcome }[] {
  const plays: { decisions: readonly Decision[]; outcome: Outcome }[] = []
  const go = (decisions: readonly Decision[], from: ReturnType<typeof beginning>) => {
    const { position } = leadOn(scenario, from)
    const { turn } = sceneOf(scenario, position.scene)
    if (turn.kind === 'end') plays.push({ decisions, outcome: turn.outcome })
    for (const choice of openChoices(scenario, position))
      go([...decisions, { position, choice }], after(scenario, position, choice))
  }
  go([], beginning(scenario))
  return plays
}

const said = (path: Path) => path.flatMap(({ choice: one }) => one ?? [])
const drawn = fc.array(scene, { minLength: 1, maxLength: 6 }).map(scenarioFrom)

describe('of all plays of a scenario', () => {
  test('the worst share, and the best of those that break nothing, are what playing each of them gives', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const walked = walk(scenario)
        if (walked.kind !== 'walked') throw new Error('too large')
        const marked = everyPlay(scenario).map(({ decisions }) => markPlay(scenario, decisions))
        const unbroken = marked.filter(({ broken }) => broken.length === 0)
        expect(walked.total?.least).toBe(Math.min(...marked.map(({ percent }) => percent)))
        expect(walked.total?.most).toBe(
          Math.max(...(unbroken.length === 0 ? marked : unbroken).map(({ percent }) => percent)),
        )
      }),
      { numRuns: 400 },
    )
  })

  test('the best and the worst are told with plays that earn just that', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const walked = walk(scenario)
        if (walked.kind !== 'walked' || walked.total === undefined) throw new Error('no play ends')
        const percentOf = (path: Path) => markPlay(scenario, play(scenario, said(path))?.decisions ?? []).percent
        expect(percentOf(walked.total.worst)).toBe(walked.total.least)
        expect(percentOf(walked.total.best)).toBe(walked.total.most)
      }),
      { numRuns: 400 },
    )
  })

  test('the lengths and the endings are those of the plays', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const walked = walk(scenario)
        if (walked.kind !== 'walked') throw new Error('too large')
        const lengths = everyPlay(scenario).map(({ decisions }) => decisions.length)
        expect(walked.decisions).toEqual({ fewest: Math.min(...lengths), most: Math.max(...lengths) })
        expect(walked.stuck).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })

  test('one that breaks something critical and ends well is found whenever there is one', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const walked = walk(scenario)
        if (walked.kind !== 'walked') throw new Error('too large')
        const isFatal = (decisions: readonly Decision[]) => decisions.some(({ choice: one }) => one.fatal.length > 0)
        const there = everyPlay(scenario).some(
          ({ decisions, outcome }) => isFatal(decisions) && goodOutcomes.has(outcome),
        )
        expect(walked.fatalEndsWell !== undefined).toBe(there)
        if (walked.fatalEndsWell === undefined) return
        const shown = play(scenario, said(walked.fatalEndsWell))
        expect(isFatal(shown?.decisions ?? [])).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  test('200 scenes are walked to the end', () => {
    const scenes = Array.from({ length: 200 }, (_, at): SceneSketch => ({
      kind: 'decision',
      outcome: 'kept',
      choices: [0, 1, 2].map((to) => ({
        to,
        marks: [to, 3 - to] as const,
        flag: at % 7 === to ? 'set' : 'none',
        patience: to - 1,
        asks: to === 2 ? 'patience' : 'nothing',
        fatal: false,
      })),
    }))
    const walked = walk(scenarioFrom(scenes))
    expect(walked).toMatchObject({ kind: 'walked', stuck: undefined, round: undefined })
  })
})
