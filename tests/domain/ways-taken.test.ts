/** Which ways plays took: what the map counts, and what a debrief draws. */
import { describe, expect, test } from 'vitest'
import { as, type SceneId } from '../../src/domain/ids.ts'
import { repliesAt } from '../../src/domain/plays.ts'
import { replayedDecision } from '../../src/domain/replayed-ways.ts'
import { beginning, leadOn, play, type Scenario } from '../../src/domain/scenario.ts'
import { trafficOf, waysOfLast, waysTaken } from '../../src/domain/ways-taken.ts'
import { parse } from '../curriculum/small-library.ts'
import { libraryWithScenario } from '../workflows/scenarios/played-school.ts'

function scenarioWith(change: (text: string) => string = (same) => same): Scenario {
  const [scenario] = parse(libraryWithScenario(change)).curriculum?.scenarios ?? []
  if (scenario === undefined) throw new Error('the scenario has faults')
  return scenario
}

const scenario = scenarioWith()
const scene = (id: string) => as<SceneId>(id)

describe('the ways that a play took', () => {
  test('are its replies, and the ways by which scenes lead on', () => {
    const led = scenarioWith(
      (text) =>
        `${text.replace('id="ask" to="she-waits"', 'id="ask" to="a-pause"')}\n\n## A pause\n\nA clock.\n\n<Go to="she-waits" />\n`,
    )
    expect(waysTaken(led, ['ask'])?.map(({ scene: id }) => id)).toEqual(['the-phone-rings', 'a-pause'])
    expect(waysTaken(scenario, ['ask', 'come-back'])).toEqual([
      { scene: 'the-phone-rings', way: 0 },
      { scene: 'she-waits', way: expect.any(Number) },
    ])
  })

  test('come step by step to the same, the way to the first decision with the first reply', () => {
    const led = scenarioWith((text) =>
      text.replace(
        '## The phone rings',
        '## A clock\n\nIt ticks.\n\n<Go to="the-phone-rings" />\n\n## The phone rings',
      ),
    )
    const [first, second] = [waysOfLast(led, ['bear']), waysOfLast(led, ['bear', 'search-on'])]
    expect(first.map(({ scene: id }) => id)).toEqual(['a-clock', 'the-phone-rings'])
    expect([...first, ...second]).toEqual(waysTaken(led, ['bear', 'search-on']))
    expect(waysOfLast(led, ['of other words'])).toEqual([])
  })

  test('are none where something was said that is not offered', () => {
    expect(waysTaken(scenario, ['come-back'])).toBeUndefined()
    expect(waysTaken(scenario, ['ask', 'ask'])).toBeUndefined()
  })

  test('are counted over all plays, with those that came to an end', () => {
    const plays = [
      { choices: ['ask', 'come-back'], times: 3 },
      { choices: ['ask'], times: 2 },
      { choices: ['of other words'], times: 9 },
    ]
    const counts = plays.flatMap(({ choices, times }) =>
      (waysTaken(scenario, choices) ?? []).map((way) => ({ ...way, times })),
    )
    const traffic = trafficOf(scenario, counts)
    expect(traffic.times({ scene: scene('the-phone-rings'), way: 0 })).toBe(5)
    expect(['the-phone-rings', 'she-waits', 'kept'].map((id) => traffic.came(scene(id)))).toEqual([5, 3, 3])
    expect(traffic.most).toBe(5)
  })
})

test('a reply stands among those that were open by what it earned, one that breaks something last', () => {
  const stop = leadOn(scenario, beginning(scenario))
  const order = repliesAt(scenario, stop, 1)
  const drawn = order.map((choice) => replayedDecision({ order, choice }))
  const surest = play(scenario, ['ask'])?.decisions[0]?.choice
  expect(drawn[order.findIndex(({ id }) => id === surest?.id)]).toMatchObject({ rank: 0, isSurest: true })
  for (const { rank, open, isFatal } of drawn) {
    expect(rank).toBeLessThan(open)
    if (isFatal) expect(rank).toBe(open - 1)
  }
})
