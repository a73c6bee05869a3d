/** A play as it is told: its stops, moods and clocks, and the replies that would have been surer. */
import { describe, expect, test } from 'vitest'
import { featuresOf, moodStrokes, smallStrokes } from '../../src/domain/face-drawing.ts'
import { as, type ClauseId } from '../../src/domain/ids.ts'
import { moodMove, moodWords } from '../../src/domain/mood-words.ts'
import { playStateOf, type StartAndEnd } from '../../src/domain/play-state.ts'
import { clocksOf, decisionsLeft, isSurest, moodAt, stopsOf, surestOf } from '../../src/domain/play-story.ts'
import { marksInWords, reasonsFor } from '../../src/domain/scenario-words.ts'
import {
  beginning,
  highestMood,
  leadOn,
  lowestMood,
  markPlay,
  openChoices,
  play,
  type Scenario,
} from '../../src/domain/scenario.ts'
import { secondsInWords, stagingOf, waitInWords } from '../../src/domain/staging.ts'
import { parse } from '../curriculum/small-library.ts'
import { libraryWithScenario } from '../workflows/scenarios/played-school.ts'

function scenarioWith(change: (text: string) => string = (same) => same): Scenario {
  const [scenario] = parse(libraryWithScenario(change)).curriculum?.scenarios ?? []
  if (scenario === undefined) throw new Error('the scenario has faults')
  return scenario
}

const scenario = scenarioWith()
function played(...choices: string[]) {
  const found = play(scenario, choices)
  if (found === undefined) throw new Error(`${choices.join()} cannot be played`)
  return { ...found, stops: stopsOf(scenario, found.decisions) }
}

describe('the stops of a play', () => {
  test('are one more than its decisions, and the last is where it stands', () => {
    const { stops, at } = played('ask', 'come-back')
    expect(stops.map(({ position }) => position.scene)).toEqual(['the-phone-rings', 'she-waits', 'kept'])
    expect(stops.at(-1)).toEqual(at)
  })

  test('show the mood to which the replies have led, unless a line shows another', () => {
    // She begins at 3, and the first line is said at 1.
    const { stops } = played('ask')
    expect(stops.map((stop) => moodAt(scenario, stop))).toEqual([1, 4])
  })

  test('show the lowest mood as any other', () => {
    const furious = scenarioWith((text) => text.replace('mood="1"', 'mood="0"'))
    expect(moodAt(furious, leadOn(furious, beginning(furious)))).toBe(0)
  })
})

describe('the clocks of a play', () => {
  const held = scenarioWith((text) =>
    text.replace('## She waits\n', '## She waits\n\n<Hold seconds="24" />\n\n<Wait minutes="30" />\n'),
  )

  test('count silence on hold, which is part of the call, and the time until somebody answers', () => {
    const { decisions } = play(held, ['ask'])!
    const clocks = clocksOf(held, stopsOf(held, decisions), decisions)
    // Five words of hers and nine of ours, two and a half a second.
    expect(clocks).toEqual({ holdSeconds: 24, talkingSeconds: 6 + 24, waitedMinutes: 30 })
    expect(clocksOf(held, stopsOf(held, []), []).holdSeconds).toBe(0)
  })

  test('are read out with their units', () => {
    expect([secondsInWords(24), secondsInWords(108), waitInWords(30), waitInWords(350)]).toEqual([
      '24 s',
      '1 min 48 s',
      '30 minutes later',
      '5 hours 50 minutes later',
    ])
  })
})

describe('the surest reply', () => {
  const open = openChoices(scenario, beginning(scenario))
  const [ask, bear, click] = open

  test('is the one that earns most and breaks nothing', () => {
    expect(surestOf(open)?.id).toBe('ask')
    expect(surestOf([click!, bear!])?.id).toBe('bear')
    expect(surestOf([])).toBeUndefined()
    expect([ask, bear, click].map((choice) => isSurest(open, choice!))).toEqual([true, false, false])
  })

  test('tells about how many decisions are left, the present one among them', () => {
    const left = (...choices: string[]) => decisionsLeft(scenario, played(...choices).at.position)
    expect([left(), left('bear'), left('click'), left('ask', 'come-back')]).toEqual([2, 1, 0, 0])
    expect(decisionsLeft(scenario, leadOn(scenario, beginning(scenario)).position)).toBe(2)
  })
})

describe('what became of a play', () => {
  test('is worded by clause', () => {
    expect(
      [marksInWords(3, 3), marksInWords(2, 3), marksInWords(1, 3), marksInWords(0, 3)].map(({ word }) => word),
    ).toEqual(['all 3 marks', '2 of 3 marks', '1 of 3 marks', 'none of 3 marks'])
    expect(marksInWords(1, 1).word).toBe('the 1 mark')
    expect(marksInWords(3, 3, true)).toEqual({ verdict: 'wrong', word: 'broken' })
  })

  test('says each reason for which it did not pass, and none of one that did', () => {
    const asked: Scenario = {
      ...scenario,
      minima: [{ clause: as<ClauseId>('TEL-05'), percent: 50 }],
    }
    const reasons = (...choices: string[]) => reasonsFor(asked, markPlay(asked, played(...choices).decisions))
    expect(reasons('ask', 'come-back')).toEqual([])
    expect(reasons('ask', 'search-on')).toEqual([
      'TEL-05 asks for 50% by itself, and had 0%.',
      '70% passes, and it came to 50%.',
    ])
    expect(reasons('click')[0]).toBe('TEL-05 was broken, which fails it whatever the total.')
  })
})

describe('what a scenario is to somebody', () => {
  const one = (on: string, closed?: { passed: boolean; percent: number }) =>
    ({ started: { fact: { on } }, closed: closed && { fact: { ...closed, on } } }) as unknown as StartAndEnd
  test.each([
    [[], { kind: 'not-played' }],
    [[one('2026-03-01')], { kind: 'begun', on: '2026-03-01' }],
    [[one('2026-03-01', { passed: false, percent: 40 })], { kind: 'not-passed', on: '2026-03-01', percent: 40 }],
    [[one('2026-03-01', { passed: false, percent: 40 }), one('2026-03-02')], { kind: 'begun', on: '2026-03-02' }],
    [
      [one('2026-03-01', { passed: true, percent: 90 }), one('2026-03-02', { passed: false, percent: 40 })],
      { kind: 'passed', on: '2026-03-01', percent: 90 },
    ],
  ])('%#', (plays, state) => {
    expect(playStateOf(plays)).toEqual(state)
  })
})

describe('a drawn face', () => {
  test('is the same person on every page, and another is another', () => {
    const quill = { id: 'quill', name: 'Mrs Quill' }
    expect(featuresOf(quill)).toEqual(featuresOf({ ...quill }))
    const looks = ['quill', 'joe', 'wren', 'roche', 'vaughan', 'brandt'].map((id) =>
      JSON.stringify(featuresOf({ id, name: id })),
    )
    expect(new Set(looks).size).toBeGreaterThan(3)
  })

  test('has a drawing and words for every mood', () => {
    const moods = Array.from({ length: highestMood - lowestMood + 1 }, (_, index) => lowestMood + index)
    expect([moodStrokes.length, smallStrokes.length]).toEqual([moods.length, moods.length])
    expect(new Set(moods.map((mood) => moodWords(mood).word)).size).toBe(moods.length)
    expect(() => moodWords(highestMood + 1)).toThrow(RangeError)
  })

  test('moves in words that are no score', () => {
    expect(moodMove(2, 2, 'Mrs Quill')).toBeUndefined()
    expect(moodMove(2, 3, 'Mrs Quill')).toBe('Mrs Quill eases a little.')
    expect(moodMove(3, 0, 'Mrs Quill')).toBe('Mrs Quill hardens.')
  })
})

describe('the staging', () => {
  test('follows from the channel, and a channel of its own is told as people in a room', () => {
    expect(stagingOf(scenario)).toBe('call')
    expect(stagingOf({ channel: 'internal' })).toBe('room')
    expect(stagingOf({ channel: 'carrier-pigeon' as Scenario['channel'] })).toBe('room')
  })
})
