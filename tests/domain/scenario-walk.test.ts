/** What is said of all plays of a scenario, held against playing them one by one. */
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { as, type ClauseId, type PinnedClause, type ScenarioId, type SceneId } from '../../src/domain/ids.ts'
import {
  after,
  beginning,
  goodOutcomes,
  holdsFor,
  leadOn,
  markPlay,
  openChoices,
  outcomes,
  percentOf,
  play,
  sceneOf,
  wayOn,
  type Choice,
  type Condition,
  type Decision,
  type Effect,
  type Outcome,
  type PlayMarks,
  type Position,
  type Scenario,
  type Scene,
} from '../../src/domain/scenario.ts'
import type { Path } from '../../src/domain/scenario-places.ts'
import { walk, type Walked } from '../../src/domain/scenario-walk.ts'

const clauses = ['TEL-04', 'TEL-05', 'TEL-06'].map((id) => as<ClauseId>(id))
const flags = ['asked', 'blamed']
const counters = [
  { name: 'patience', start: 1, least: 0, most: 2 },
  { name: 'time', start: 3, least: 2, most: 5 },
]

interface WaySketch {
  readonly to: number
  readonly conditions: readonly Condition[]
}
interface ChoiceSketch extends WaySketch {
  readonly marks: readonly number[]
  readonly effects: readonly Effect[]
  readonly fatal: readonly number[]
}
interface SceneSketch {
  readonly kind: 'decision' | 'leads-on' | 'end'
  readonly outcome: Outcome
  readonly choices: readonly ChoiceSketch[]
  /** Clauses that the scene scores, by their places. */
  readonly scored: readonly number[]
}

const counter = fc.constantFrom(...counters.map(({ name }) => name))
const condition = fc.oneof(
  fc.record({ kind: fc.constant('flag' as const), flag: fc.constantFrom(...flags), is: fc.boolean() }),
  fc.record({
    kind: fc.constant('counter' as const),
    counter,
    compared: fc.constantFrom('<' as const, '<=' as const, '=' as const, '>=' as const, '>' as const),
    to: fc.nat(5),
  }),
)
const effect = fc.oneof(
  fc.record({ kind: fc.constant('flag' as const), flag: fc.constantFrom(...flags), to: fc.boolean() }),
  fc.record({ kind: fc.constant('counter' as const), counter, by: fc.integer({ min: -3, max: 3 }) }),
)
const someOf = fc.subarray(clauses.map((_, at) => at))
const choice = fc.record({
  to: fc.nat(3),
  conditions: fc.array(condition, { maxLength: 2 }),
  marks: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
  effects: fc.array(effect, { maxLength: 3 }),
  fatal: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someOf }),
})
const scene = fc.record({
  kind: fc.constantFrom(
    'decision' as const,
    'decision' as const,
    'decision' as const,
    'leads-on' as const,
    'end' as const,
  ),
  outcome: fc.constantFrom(...outcomes),
  choices: fc.array(choice, { minLength: 2, maxLength: 4 }),
  scored: someOf,
})

/** Scenes that lead only to later ones, so that every play ends; the last is an ending. */
function scenarioFrom(
  sketches: readonly SceneSketch[],
  minima: readonly (number | undefined)[] = [],
  passPercent = 70,
  isAlwaysOpen = true,
): Scenario {
  const id = (at: number) => as<SceneId>(`scene-${at}`)
  const last = sketches.length
  const target = (at: number, { to }: WaySketch) => id(Math.min(last, at + 1 + to))
  const scenes = sketches.map(({ kind, outcome, choices, scored }, at): Scene => {
    const head = { id: id(at), title: `Scene ${at}`, body: [] }
    if (kind === 'end') return { ...head, turn: { kind, outcome, body: ['Done.'] } }
    if (kind === 'leads-on') {
      const ways = choices.map((one) => ({ to: target(at, one), conditions: one.conditions }))
      return { ...head, turn: { kind, ways: [...ways, { to: id(at + 1), conditions: [] }] } }
    }
    return {
      ...head,
      turn: {
        kind,
        choices: choices.map((one, index): Choice => ({
          id: `choice-${index}`,
          to: target(at, one),
          conditions: index === 0 && isAlwaysOpen ? [] : one.conditions,
          body: ['Words'],
          feedback: ['Why'],
          mood: 0,
          marks: scored.flatMap((place) => {
            const clause = clauses[place]
            return clause === undefined ? [] : [{ clause, marks: one.marks[place] ?? 0 }]
          }),
          effects: one.effects,
          fatal: one.fatal.flatMap((place) => clauses[place] ?? []),
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
    passPercent,
    minima: clauses.flatMap((clause, place) => {
      const percent = minima[place]
      return percent === undefined ? [] : [{ clause, percent }]
    }),
    clauses: clauses.map((clause) => as<PinnedClause>(`${clause}~1`)),
    speakers: [],
    mood: 3,
    flags,
    counters,
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

/** Every position that some play comes to, scenes that lead on among them. */
function positionsMet(scenario: Scenario): readonly Position[] {
  const met = new Map<string, Position>()
  const go = (position: Position) => {
    const key = JSON.stringify([position.scene, position.values])
    if (met.has(key)) return
    met.set(key, position)
    for (const one of openChoices(scenario, position)) go(after(scenario, position, one))
    const way = wayOn(scenario, position)
    if (way !== undefined) go({ ...position, scene: way.to })
  }
  go(beginning(scenario))
  return [...met.values()]
}

const said = (path: Path) => path.flatMap(({ choice: one }) => one ?? [])
const minima = fc.array(fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }), { maxLength: clauses.length })
const passPercent = fc.integer({ min: 1, max: 100 })
const drawnWith = (isAlwaysOpen: boolean) =>
  fc
    .tuple(fc.array(scene, { minLength: 1, maxLength: 7 }), minima, passPercent)
    .map(([scenes, least, pass]) => scenarioFrom(scenes, least, pass, isAlwaysOpen))
const drawn = drawnWith(true)
/** As many as are tried of each: `TOUCHSTONE_RUNS=20000` for a long run. */
const numRuns = Number(process.env['TOUCHSTONE_RUNS'] ?? 400)
vi.setConfig({ testTimeout: Math.max(30_000, numRuns * 20) })

function walkedOf(scenario: Scenario): Walked {
  const walked = walk(scenario)
  if (walked.kind !== 'walked') throw new Error('too large')
  return walked
}

function marksAlong(scenario: Scenario, path: Path): PlayMarks {
  const played = play(scenario, said(path))
  expect(played?.at.position.scene).toBe(path.at(-1)?.scene)
  return markPlay(scenario, played?.decisions ?? [])
}

const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)
const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)

describe('of all plays of a scenario', () => {
  test('the worst share, and the best of those that break nothing, are what playing each of them gives', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { total, plays } = walkedOf(scenario)
        const marked = everyPlay(scenario).map(({ decisions }) => markPlay(scenario, decisions))
        const unbroken = marked.filter(({ broken }) => broken.length === 0)
        expect(plays).toBe(marked.length)
        expect(total?.least).toBe(least(marked.map(({ percent }) => percent)))
        expect(total?.most).toBe(most((unbroken.length === 0 ? marked : unbroken).map(({ percent }) => percent)))
      }),
      { numRuns },
    )
  })

  test('so they are on each clause', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { clauses: ranges } = walkedOf(scenario)
        const marked = everyPlay(scenario).map(({ decisions }) => markPlay(scenario, decisions))
        const unbroken = marked.filter(({ broken }) => broken.length === 0)
        for (const [clause, range] of ranges) {
          const shareOn = (marks: PlayMarks) => {
            const own = marks.clauses.find((one) => one.clause === clause)
            return own === undefined ? 100 : percentOf(own.got, own.possible)
          }
          expect(range.least).toBe(least(marked.map(shareOn)))
          expect(range.most).toBe(most((unbroken.length === 0 ? marked : unbroken).map(shareOn)))
          expect(shareOn(marksAlong(scenario, range.worst))).toBe(range.least)
          expect(shareOn(marksAlong(scenario, range.best))).toBe(range.most)
        }
      }),
      { numRuns },
    )
  })

  test('the best and the worst are told with plays that earn just that', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { total } = walkedOf(scenario)
        if (total === undefined) throw new Error('no play ends')
        expect(marksAlong(scenario, total.worst).percent).toBe(total.least)
        expect(marksAlong(scenario, total.best).percent).toBe(total.most)
      }),
      { numRuns },
    )
  })

  test('the weakest of those that break nothing critical and keep every minimum is found, with a play that earns just that', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { weakest } = walkedOf(scenario)
        const keeping = everyPlay(scenario)
          .map(({ decisions }) => markPlay(scenario, decisions))
          .filter(({ broken, underMinimum }) => broken.length === 0 && underMinimum.length === 0)
        expect(weakest?.percent ?? Infinity).toBe(least(keeping.map(({ percent }) => percent)))
        if (weakest === undefined) return
        const marks = marksAlong(scenario, weakest.path)
        expect(marks).toMatchObject({ percent: weakest.percent, broken: [], underMinimum: [] })
      }),
      { numRuns },
    )
  })

  test('one that passes is found whenever there is one', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { passing } = walkedOf(scenario)
        const passes = everyPlay(scenario).some(({ decisions }) => markPlay(scenario, decisions).passed)
        expect(passing !== undefined).toBe(passes)
        if (passing === undefined) return
        expect(marksAlong(scenario, passing.path)).toMatchObject({ percent: passing.percent, passed: true })
      }),
      { numRuns },
    )
  })

  test('the lengths and the endings are those of the plays', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const walked = walkedOf(scenario)
        const lengths = everyPlay(scenario).map(({ decisions }) => decisions.length)
        expect(walked.decisions).toEqual({ fewest: least(lengths), most: most(lengths) })
        expect(walked.stuck).toBeUndefined()
        expect(walked.undecided !== undefined).toBe(lengths.includes(0))
      }),
      { numRuns },
    )
  })

  test('what is never open, what always is, and where a play is left alone, are those of the plays', () => {
    fc.assert(
      fc.property(drawnWith(false), (scenario) => {
        const walked = walkedOf(scenario)
        const met = positionsMet(scenario)
        for (const { id, turn } of scenario.scenes) {
          if (turn.kind !== 'decision') continue
          const here = met.filter(({ scene: at }) => at === id)
          for (const [way, one] of turn.choices.entries()) {
            const opened = here.filter(({ values }) => holdsFor(scenario, values, one)).length
            const isListed = (list: Walked['neverOpen']) =>
              list.some((other) => other.scene === id && other.way === way)
            expect(isListed(walked.neverOpen)).toBe(here.length > 0 && opened === 0)
            expect(isListed(walked.alwaysOpen)).toBe(
              one.conditions.length > 0 && here.length > 0 && opened === here.length,
            )
          }
        }
        const open = met
          .filter(({ scene: at }) => sceneOf(scenario, at).turn.kind === 'decision')
          .map((position) => openChoices(scenario, position))
        expect(walked.alone !== undefined).toBe(open.some((choices) => choices.length === 1))
        expect(walked.stuck !== undefined).toBe(open.some((choices) => choices.length === 0))
        const isEvery = (holds: (one: Choice) => boolean) =>
          open.some((choices) => choices.length > 0 && choices.every(holds))
        expect(walked.doomed !== undefined).toBe(isEvery(({ fatal }) => fatal.length > 0))
        expect(walked.barren !== undefined).toBe(isEvery(({ marks }) => marks.every((one) => one.marks === 0)))
      }),
      { numRuns },
    )
  })

  test('one that breaks something critical and ends well is found whenever there is one', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { fatalEndsWell } = walkedOf(scenario)
        const isFatal = (decisions: readonly Decision[]) => decisions.some(({ choice: one }) => one.fatal.length > 0)
        const there = everyPlay(scenario).some(
          ({ decisions, outcome }) => isFatal(decisions) && goodOutcomes.has(outcome),
        )
        expect(fatalEndsWell !== undefined).toBe(there)
        if (fatalEndsWell === undefined) return
        const shown = play(scenario, said(fatalEndsWell))
        expect(isFatal(shown?.decisions ?? [])).toBe(true)
      }),
      { numRuns },
    )
  })
})

describe('a walk', () => {
  const chain = (scenes: number, choices: number, scored: readonly number[]): SceneSketch[] =>
    Array.from({ length: scenes }, (_, at) => ({
      kind: 'decision',
      outcome: 'kept',
      scored,
      choices: Array.from({ length: choices }, (_unused, index) => ({
        to: index % 3,
        conditions: [],
        marks: [(at + index) % 4, (at * index + 1) % 4, (at + 2 * index) % 4],
        effects: index === 1 ? [{ kind: 'counter' as const, counter: 'patience', by: (at % 3) - 1 }] : [],
        fatal: [],
      })),
    }))

  test('of 200 scenes is whole', () => {
    const scenario = scenarioFrom(chain(200, 3, [0, 1, 2]), [50, undefined, 50])
    expect(walk(scenario)).toMatchObject({ kind: 'walked', stuck: undefined, round: undefined })
  })

  test('finds a play that fails by the pass mark alone also where there are too many to be sure of the weakest', () => {
    const scenario = scenarioFrom(chain(60, 6, [0, 1, 2]), [50, 50, 50], 70)
    const { weakest } = walkedOf(scenario)
    expect(weakest).toMatchObject({ isExact: false })
    expect(weakest?.percent).toBeLessThan(70)
    expect(marksAlong(scenario, weakest?.path ?? [])).toMatchObject({
      percent: weakest?.percent,
      broken: [],
      underMinimum: [],
    })
  })

  test('is given up where flags branch too far', () => {
    const names = Array.from({ length: 20 }, (_, at) => `flag-${at}`)
    const branching = chain(60, 6, [0]).map((one, at) => ({
      ...one,
      choices: one.choices.map((reply, index) => ({
        ...reply,
        effects: [{ kind: 'flag' as const, flag: names[(at + index) % 20] ?? '', to: index % 2 === 0 }],
      })),
    }))
    const forgetful = { ...scenarioFrom(branching), flags: names }
    expect(walk(forgetful)).toEqual({ kind: 'too-large', what: 'places' })
  })
})
