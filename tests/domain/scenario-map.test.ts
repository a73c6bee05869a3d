/** The drawing of a scenario, over scenarios of every shape. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { as, type ScenarioId, type SceneId } from '../../src/domain/ids.ts'
import { boxSize, mapOf, waysFrom } from '../../src/domain/scenario-map.ts'
import type { Choice, Scenario, Scene } from '../../src/domain/scenario.ts'
import { spread } from '../../src/domain/spread.ts'

const id = (at: number) => as<SceneId>(`scene-${at}`)

/** Of each scene where its choices lead; a scene that leads nowhere is an ending. */
function scenarioOf(ways: readonly (readonly number[])[], title = 'Scene'): Scenario {
  const scenes = ways.map((targets, at): Scene => {
    const choices = targets.map((to, index): Choice => ({
      id: `choice-${index}`,
      to: id(to),
      conditions: [],
      body: ['Words'],
      feedback: ['Why'],
      mood: 0,
      marks: [],
      effects: [],
      fatal: [],
    }))
    const turn: Scene['turn'] =
      choices.length === 0 ? { kind: 'end', outcome: 'kept', body: [] } : { kind: 'decision', choices }
    return { id: id(at), title: `${title} ${at}`, body: [], turn }
  })
  return {
    id: as<ScenarioId>('drawn'),
    title: 'Drawn',
    summary: '',
    minutes: 5,
    channel: 'internal',
    passPercent: 70,
    minima: [],
    clauses: [],
    speakers: [],
    mood: 2,
    flags: [],
    counters: [],
    scenes,
  }
}

/** Ways to anywhere, back and to itself too. */
const anyWays = fc
  .integer({ min: 1, max: 24 })
  .chain((many) => fc.array(fc.array(fc.nat(many - 1), { maxLength: 4 }), { minLength: many, maxLength: many }))

describe('the map of a scenario', () => {
  test('lets no two boxes overlap, and keeps all within its sheet', () => {
    fc.assert(
      fc.property(anyWays, (ways) => {
        const { boxes, width, height } = mapOf(scenarioOf(ways))
        expect(boxes).toHaveLength(ways.length)
        for (const [at, one] of boxes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0)
          expect(one.x + boxSize.width).toBeLessThanOrEqual(width)
          expect(one.y + boxSize.height).toBeLessThanOrEqual(height)
          for (const other of boxes.slice(at + 1)) {
            const beside = Math.abs(one.x - other.x) >= boxSize.width
            expect(beside || Math.abs(one.y - other.y) >= boxSize.height).toBe(true)
          }
        }
      }),
    )
  })

  test('draws every way once, from the edge of its scene to the edge of the one it leads to', () => {
    fc.assert(
      fc.property(anyWays, (ways) => {
        const scenario = scenarioOf(ways)
        const { boxes, lines } = mapOf(scenario)
        const asWritten = scenario.scenes.flatMap((scene) =>
          waysFrom(scene).map(({ to }, way) => `${scene.id} ${way} ${to}`),
        )
        expect(lines.map(({ from, way, to }) => `${from} ${way} ${to}`)).toEqual(asWritten)
        for (const { from, to, points } of lines) {
          for (const [scene, point] of [
            [from, points[0]],
            [to, points.at(-1)],
          ] as const) {
            const box = boxes.find((one) => one.scene === scene)!
            expect(point!.x).toBeGreaterThanOrEqual(box.x)
            expect(point!.x).toBeLessThanOrEqual(box.x + boxSize.width)
            expect(point!.y).toBeGreaterThanOrEqual(box.y)
            expect(point!.y).toBeLessThanOrEqual(box.y + boxSize.height)
          }
        }
      }),
    )
  })

  test('is the same each time, whatever the words are', () => {
    fc.assert(
      fc.property(anyWays, (ways) => {
        expect(mapOf(scenarioOf(ways, 'Another title altogether'))).toEqual(mapOf(scenarioOf(ways)))
      }),
    )
  })

  test('sets a scene below all that lead to it, however long the way', () => {
    const { boxes, lines } = mapOf(scenarioOf([[1, 3], [2], [3], []]))
    expect(boxes.map(({ row }) => row)).toEqual([0, 1, 2, 3])
    expect(lines.every(({ isBack }) => !isBack)).toBe(true)
  })

  test('tells a way that leads back', () => {
    const { lines } = mapOf(scenarioOf([[1, 2], [0, 2], []]))
    expect(lines.filter(({ isBack }) => isBack).map(({ from, to }) => [from, to])).toEqual([[id(1), id(0)]])
  })

  test('crosses no lines where none need to cross', () => {
    // Written so that the second row would cross in the order of the file.
    const { boxes } = mapOf(scenarioOf([[1, 2], [4], [3], [], []]))
    const x = (at: number) => boxes.find(({ scene }) => scene === id(at))!.x
    expect(x(1) < x(2)).toBe(x(4) < x(3))
  })
})

test('things in a row stand as near as may be to where they would like to', () => {
  expect(spread([0, 10, 100], [20, 20])).toEqual([-5, 15, 100])
  expect(spread([50, 0], [10])).toEqual([20, 30])
  expect(spread([], [])).toEqual([])
})
