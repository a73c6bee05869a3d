/** The moments between two stops: what stands while a reply is on its way, and how its answer is told. */
import { describe, expect, test } from 'vitest'
import { faceBetween } from '../../src/domain/face-moving.ts'
import { moodStrokes } from '../../src/domain/face-drawing.ts'
import { clocksAfter, dwellMs, moodAfter, spoken, whileSaying } from '../../src/domain/stage-moments.ts'
import type { Beat, Said, StageView } from '../../src/domain/stage-view.ts'

const line = (words: string, more: Partial<Said> = {}): Said => ({
  kind: 'said',
  who: 'other',
  by: 'Mrs Quill',
  words: [words],
  ...more,
})
const now: readonly Beat[] = [
  line('I see.'),
  { kind: 'hold', seconds: 40 },
  line('Nobody asks me.', { mood: 1 }),
  { kind: 'wait', minutes: 30 },
]
const view: StageView = {
  mode: 'assess',
  staging: 'call',
  title: 'The third call',
  heading: 'Decision 2',
  decision: 2,
  progress: { value: 1, max: 5, words: 'Decision 2 of about 5' },
  caller: {
    person: { name: 'Mrs Quill', features: { hair: [], glasses: [], lines: [] } },
    place: 'On the telephone',
    moods: [2, 1],
    felt: 3,
    places: 5,
    isOver: false,
    clocks: { talkingSeconds: 60, holdSeconds: 50, waitedMinutes: 35 },
  },
  earlier: [line('The phone rings.')],
  last: { said: line('May I?', { who: 'you', by: 'You', chosen: true }) },
  now,
  turn: {
    kind: 'replies',
    replies: [
      { value: '1', words: ['One.'] },
      { value: '2', words: ['Two.'] },
    ],
  },
  forms: { say: '?', field: 'reply', about: {} },
}

describe('while a reply is on its way', () => {
  test('it stands at once, and what was heard before is past', () => {
    const saying = whileSaying(view, '2')
    expect(saying.earlier).toEqual([...view.earlier, view.last?.said, ...now])
    expect([saying.last?.said.words, saying.now]).toEqual([['Two.'], []])
  })

  test('nothing moves for a reply that does not stand there', () => {
    expect(whileSaying(view, '9')).toBe(view)
  })
})

describe('while the answer is told', () => {
  test('the face first shows what the reply led to, then what the lines show', () => {
    expect([0, 1, 2, 3, 4].map((told) => moodAfter(view, told))).toEqual([3, 3, 3, 1, 1])
  })

  test('the clocks run with it: a hold counts as it passes, and a wait when it has come', () => {
    expect(clocksAfter(view, 1, 0)).toEqual({ talkingSeconds: 20, holdSeconds: 10, waitedMinutes: 5 })
    expect(clocksAfter(view, 2, 15)).toEqual({ talkingSeconds: 35, holdSeconds: 25, waitedMinutes: 5 })
    expect(clocksAfter(view, 4, Infinity)).toEqual(view.caller.clocks)
  })

  test('40 seconds on hold take four here, and no line keeps anybody waiting for long', () => {
    expect(dwellMs({ kind: 'hold', seconds: 40 })).toBe(4000)
    expect([1, 600].map((seconds) => dwellMs({ kind: 'hold', seconds }))).toEqual([1500, 8000])
    expect(dwellMs(line('Yes.'))).toBeLessThan(1200)
    expect(dwellMs(line('word '.repeat(200)))).toBeLessThanOrEqual(4500)
  })

  test('somebody who listens hears it once and whole, with the mood in words', () => {
    expect(spoken(view)).toBe(
      'Mrs Quill: I see. On hold, 40 s. Mrs Quill: Nobody asks me. 30 minutes later. ' +
        'Mrs Quill: losing patience, brows low, eyes turned away, mouth turned down. Decision 2. Choose a reply.',
    )
  })
})

describe('a face between two moods', () => {
  const moods = moodStrokes.map((_, mood) => mood)

  test('is at either end the face of that mood', () => {
    for (const from of moods)
      for (const to of moods) {
        expect(faceBetween(from, to, 0).mouth).toBe(moodStrokes[from]!.mouth)
        expect(faceBetween(from, to, 1).brows).toBe(moodStrokes[to]!.brows)
      }
  })

  test('begins where it was and ends where it goes, without a leap', () => {
    const start = (path: string) =>
      path
        .match(/-?[\d.]+/g)!
        .slice(0, 2)
        .map(Number)
    for (const from of moods)
      for (const to of moods) {
        if (from === to) continue
        const [near, far] = [faceBetween(from, to, 0.001), faceBetween(from, to, 0.999)]
        expect([start(near.mouth), start(near.brows)]).toEqual([
          start(moodStrokes[from]!.mouth),
          start(moodStrokes[from]!.brows),
        ])
        expect([start(far.mouth), start(far.brows)]).toEqual([
          start(moodStrokes[to]!.mouth),
          start(moodStrokes[to]!.brows),
        ])
        expect(near.mouth).toMatch(/^M[-\d. ]+(?:C[-\d. ]+){4}$/)
      }
  })
})
