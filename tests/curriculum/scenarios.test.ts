/** What is proved of a scenario before it is published, and how a writer is told. */
import { describe, expect, test } from 'vitest'
import { play, markPlay, type Scenario } from '../../src/domain/scenario.ts'
import { curriculumFrom, piecesOf } from '../../src/domain/pieces.ts'
import { faultsOf, parse, soundCurriculum, soundLibrary } from './small-library.ts'

const file = 'scenarios/third-call.mdx'

const head = `---
title: The third call
summary: She has rung twice before.
minutes: 6
channel: phone
pass_percent: 70
minima: { TEL-05: 50 }
clauses: [TEL-04~1, TEL-05~1]
speakers: { quill: "Mrs Quill, customer" }
face: quill
mood: 2
flags: [asked]
counters: { patience: { start: 1, least: 0, most: 2 } }
---
`

const body = `## The phone rings

It is a quarter to nine.

<Say who="quill" mood="1">I have explained this twice.</Say>

<Choice id="ask" to="she-waits" mood="+1" score="TEL-04:3" set="asked">
May I put you on hold while I look at the record?
<Feedback>Asked first, as TEL-04 says.</Feedback>
</Choice>
<Choice id="bear" to="she-waits" mood="-1" score="TEL-04:1" set="patience-1">
Bear with me one moment, I am only going to look.
<Feedback>Told, not asked: TEL-04.</Feedback>
</Choice>
<Choice id="click" to="gone" score="TEL-04:0" fatal="TEL-05">
(You press hold without a word and go to look.)
<Feedback>TEL-04 and TEL-05 both.</Feedback>
</Choice>

## She waits

<Hold seconds="25" />

<Choice id="search-on" to="gone" score="TEL-05:0">
One more minute, and then I shall surely have found it.
<Feedback>TEL-05 ends the silence.</Feedback>
</Choice>
<Choice id="come-back" to="the-record" mood="+1" score="TEL-05:3">
I am still here; the archive takes another half a minute.
<Feedback>Within TEL-05.</Feedback>
</Choice>

## The record

<Go to="kept" if="asked patience>0" />
<Go to="mended" />

## Kept

<End outcome="kept">She writes down your name.</End>

## Mended

<End outcome="mended">She thanks you, a little late.</End>

## Gone

<End outcome="lost">The line is dead.</End>
`

const library = (text = head + body) => ({ ...soundLibrary, [file]: text })
const sound = () => soundCurriculum(library()).scenarios[0] as Scenario
const faults = (passage: string, instead: string) => {
  const text = head + body
  if (!text.includes(passage)) throw new Error(`no "${passage}"`)
  return faultsOf(library(text.replace(passage, () => instead)))
}

describe('a scenario', () => {
  test('is read with its speakers, flags, counters and scenes', () => {
    expect(faultsOf(library())).toEqual([])
    expect(sound()).toMatchObject({
      id: 'third-call',
      channel: 'phone',
      face: 'quill',
      mood: 2,
      speakers: [{ id: 'quill', name: 'Mrs Quill', part: 'customer' }],
      flags: ['asked'],
      counters: [{ name: 'patience', start: 1, least: 0, most: 2 }],
    })
    expect(sound().scenes.map(({ id }) => id)).toEqual([
      'the-phone-rings',
      'she-waits',
      'the-record',
      'kept',
      'mended',
      'gone',
    ])
  })

  test('is stored and read back unchanged', () => {
    const curriculum = soundCurriculum(library())
    expect(curriculumFrom(piecesOf(curriculum)).scenarios).toEqual(curriculum.scenarios)
  })

  test('plays to an ending by what was said, and leads on by what was remembered', () => {
    expect(play(sound(), ['ask', 'come-back'])?.at.position.scene).toBe('kept')
    expect(play(sound(), ['bear', 'come-back'])?.at).toMatchObject({ shown: ['the-record', 'mended'] })
    expect(play(sound(), ['come-back'])).toBeUndefined()
  })

  test('is marked by what was to be had at the decisions met', () => {
    const marksOf = (...said: string[]) => markPlay(sound(), play(sound(), said)?.decisions ?? [])
    expect(marksOf('ask', 'come-back')).toMatchObject({ percent: 100, passed: true })
    expect(marksOf('bear', 'come-back')).toMatchObject({ got: 4, possible: 6, percent: 66, passed: false })
    expect(marksOf('click')).toMatchObject({ broken: ['TEL-05'], passed: false })
  })

  test('fails by a clause under its least percent, whatever the total', () => {
    const lenient = { ...sound(), passPercent: 30 }
    const { decisions } = play(lenient, ['ask', 'search-on']) ?? { decisions: [] }
    expect(markPlay(lenient, decisions)).toMatchObject({ percent: 50, underMinimum: ['TEL-05'], passed: false })
  })
})

describe('a writer is told', () => {
  const slips: readonly [string, string, string, readonly string[]][] = [
    [
      'of a scene that is not there',
      'to="she-waits" mood="+1"',
      'to="she-wait" mood="+1"',
      [`${file}:21: there is no scene she-wait. Did you mean she-waits?`],
    ],
    [
      'of a second scene of one name',
      '## Mended',
      '## Kept',
      [
        `${file}:50: there is no scene mended. It can be the-phone-rings, she-waits, the-record, kept or gone.`,
        `${file}:56: a second scene “Kept”: the first is in line 52. Rename one of the two.`,
      ],
    ],
    [
      'of a second choice of one name in a scene',
      'id="bear"',
      'id="ask"',
      [`${file}:25: a second choice ask in one scene: the first is in line 21. Rename one of the two.`],
    ],
    [
      'of a scene that no play comes to',
      '<Go to="mended" />',
      '<Go to="gone" />',
      [`${file}:56: no play comes to the scene “Mended”. Lead to it from another scene, or delete it.`],
    ],
    [
      'of a flag that is not declared',
      'set="asked"',
      'set="askd"',
      [
        `${file}:21: there is no flag askd. Did you mean asked?`,
        `${file}:52: no play comes to the scene “Kept”. Lead to it from another scene, or delete it.`,
      ],
    ],
    [
      'of a flag that nothing depends on',
      'if="asked patience>0"',
      'if="patience>0"',
      [`${file}:12: nothing depends on the flag asked. Ask for it somewhere with if="asked", or delete it.`],
    ],
    [
      'of a score on a clause that is not practised',
      'score="TEL-04:1"',
      'score="TEL-06:1"',
      [
        `${file}:25: score names TEL-06, which the scenario does not practise. Did you mean TEL-04?`,
        `${file}:25: the choice bear says nothing on TEL-04, which another choice of the scene scores. Score the same clauses in each, 0 where it does not serve, so that nobody wins by avoiding one.`,
      ],
    ],
    [
      'of a critical clause broken on the way to a good end',
      'to="gone" score="TEL-04:0" fatal',
      'to="mended" score="TEL-04:0" fatal',
      [
        `${file}:56: a play breaks a critical clause and ends well: the-phone-rings (click) to mended. Let it end as lost, harmed or stopped.`,
      ],
    ],
    [
      'of a best play that cannot earn everything',
      'mood="+1" score="TEL-04:3" set="asked"',
      'mood="+1" score="TEL-04:3" set="asked" fatal="TEL-05"',
      [
        `${file}:6: the best play earns 66%: the-phone-rings (bear) to she-waits (come-back) to the-record to mended. Let one way earn everything that is to be had on it.`,
        `${file}:52: a play breaks a critical clause and ends well: the-phone-rings (ask) to she-waits (come-back) to the-record to kept. Let it end as lost, harmed or stopped.`,
      ],
    ],
    [
      'of a decision with a single choice in some state',
      '<Choice id="come-back" to="the-record" mood="+1" score="TEL-05:3">',
      '<Choice id="come-back" to="the-record" mood="+1" score="TEL-05:3" if="!asked">',
      [
        `${file}:34: a play meets a decision with a single choice: the-phone-rings (ask) to she-waits. Open a second choice in that state, or lead on by <Go>.`,
        `${file}:52: no play comes to the scene “Kept”. Lead to it from another scene, or delete it.`,
      ],
    ],
    [
      'of an ending that is not known',
      'outcome="kept"',
      'outcome="won"',
      [`${file}:54: the outcome won is not known. It can be kept, mended, lost, harmed or stopped.`],
    ],
    [
      'of somebody who speaks and is not among the speakers',
      'who="quill" mood="1"',
      'who="quil" mood="1"',
      [`${file}:19: quil is not among the speakers. Did you mean quill?`],
    ],
  ]
  test.each(slips)('%s', (_, passage, instead, expected) => {
    expect(faults(passage, instead)).toEqual(expected)
  })

  test('of a way round without a bound, with a play that goes it', () => {
    expect(faults('<Go to="mended" />', '<Go to="she-waits" />')).toContain(
      `${file}:34: a play can go round for ever: she-waits (come-back) to the-record to she-waits. Bound it by a counter: set="patience-1" on the way, and if="patience>0" where it turns back.`,
    )
  })

  test('of the worst play passing', () => {
    const lenient = (head + body)
      .replace('pass_percent: 70', 'pass_percent: 1')
      .replace(' fatal="TEL-05"', '')
      .replace('score="TEL-04:0"', 'score="TEL-04:1"')
    expect(faultsOf(library(lenient))).toContain(
      `${file}:6: the worst play earns 16% and passes: the-phone-rings (bear) to she-waits (search-on) to gone. Ask for more per cent, or give weak choices fewer marks.`,
    )
  })

  test('of a scenario with more places than can be walked, within two seconds', () => {
    const names = Array.from({ length: 18 }, (_, at) => `flag-${at}`)
    const scenes = names.map(
      (name, at) => `## Scene ${at}
<Choice id="yes" to="${at === 17 ? 'kept' : `scene-${at + 1}`}" score="TEL-04:3" set="${name}">
Yes
<Feedback>Well.</Feedback>
</Choice>
<Choice id="no" to="${at === 17 ? 'kept' : `scene-${at + 1}`}" score="TEL-04:0" if="!${name}">
No
<Feedback>Well.</Feedback>
</Choice>
`,
    )
    const large = head
      .replace('flags: [asked]', `flags: [${names.join(', ')}]`)
      .replace('clauses: [TEL-04~1, TEL-05~1]', 'clauses: [TEL-04~1]')
      .replace('minima: { TEL-05: 50 }\n', '')
      .replace(/counters: .*\n/, '')
    const began = performance.now()
    const told = faultsOf(library(`${large}${scenes.join('\n')}\n## Kept\n\n<End outcome="kept">Done.</End>\n`))
    expect(told).toContain(
      `${file}:1: the scenario has more than 40,000 places that a play can come to. Use fewer flags and counters, or let them count less.`,
    )
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  test('of a file that nobody wrote by hand', () => {
    expect(faultsOf(library(head + body + 'x'.repeat(5_000_000)))).toEqual([
      `${file}:1: the file is longer than a scenario can be. Keep it under 400,000 signs: 25 scenes are plenty.`,
    ])
  })

  test('of a warning when a clause has moved on, so that nobody is asked to play it', () => {
    expect(parse(library()).warnings.filter((warning) => warning.file === file)).toEqual([
      {
        file,
        line: 1,
        says: 'a play takes 1 to 2 decisions',
        mend: 'Five to nine are what people can follow and learn from.',
      },
    ])
  })
})
