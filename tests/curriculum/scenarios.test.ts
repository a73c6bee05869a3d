/** What is proved of a scenario before it is published. */
import { describe, expect, test } from 'vitest'
import { play, markPlay, type Scenario } from '../../src/domain/scenario.ts'
import { curriculumFrom, piecesOf } from '../../src/domain/pieces.ts'
import { adopted, changed, clauses, judged } from './locked-library.ts'
import { parse, soundCurriculum } from './small-library.ts'
import { head, libraryWith, rewritten, scenarioFile, scenarioText, told } from './small-scenario.ts'

const sound = () => soundCurriculum(libraryWith()).scenarios[0] as Scenario

describe('a scenario', () => {
  test('is read with its speakers, flags, counters and scenes', () => {
    expect(told(scenarioText)).toEqual([])
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
    const curriculum = soundCurriculum(libraryWith())
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

type Edit = readonly [passage: string, instead: string]

/** A third decision between the two, so that there are enough to follow a rule. */
const third = (firstMarks: number, lastMarks: number, lastWords = 'I have your number here.'): readonly Edit[] => [
  ['to="the-record" mood="+1"', 'to="her-number" mood="+1"'],
  [
    '## The record\n',
    `## Her number

<Choice id="ask-number" to="the-record" score="TEL-04:${firstMarks}">
What was your number again, just so that I can be sure of it?
<Feedback>TEL-04.</Feedback>
</Choice>
<Choice id="read-number" to="the-record" score="TEL-04:${lastMarks}">
${lastWords}
<Feedback>TEL-04.</Feedback>
</Choice>

## The record
`,
  ],
]

describe('it is a fault', () => {
  const faults: readonly (readonly [name: string, edits: readonly Edit[], expected: readonly string[]])[] = [
    [
      'that a choice leads to a scene that is not there',
      [['to="she-waits" mood="+1"', 'to="she-wait" mood="+1"']],
      [
        '21: the choice ask of “The phone rings” leads to a scene she-wait, which is not there. Did you mean she-waits?',
      ],
    ],
    [
      'that a <Go> leads to a scene that is not there',
      [['<Go to="mended" />', '<Go to="forgiven" />']],
      [
        '50: a <Go> of “The record” leads to a scene forgiven, which is not there. It can be the-phone-rings, she-waits, the-record, kept, mended or gone.',
      ],
    ],
    [
      'that two scenes have one name',
      [
        ['## Gone', '## Mended'],
        ['to="gone" score="TEL-04', 'to="mended" score="TEL-04'],
        ['to="gone" score="TEL-05', 'to="mended" score="TEL-05'],
      ],
      ['60: a second scene “Mended”: the first is in line 56. Rename one of the two.'],
    ],
    [
      'that two headings give one id',
      [['## Gone', '## Mended!']],
      [
        '29: the choice click of “The phone rings” leads to a scene gone, which is not there. It can be the-phone-rings, she-waits, the-record, kept or mended.',
        '38: the choice search-on of “She waits” leads to a scene gone, which is not there. It can be the-phone-rings, she-waits, the-record, kept or mended.',
        '60: the scenes “Mended!” and “Mended” of line 56 are both mended. Rename one of the two.',
      ],
    ],
    [
      'that two choices of a scene have one id',
      [['id="bear"', 'id="ask"']],
      ['25: a second choice ask of “The phone rings”: the first is in line 21. Rename one of the two.'],
    ],
    [
      'that no play comes to a scene',
      [['<Go to="mended" />', '<Go to="gone" />']],
      ['56: no play comes to the scene “Mended”. Lead to it from another scene, or delete it.'],
    ],
    [
      'that no play comes to an end',
      [
        ['<End outcome="kept">She writes down your name.</End>', '<Go to="gone" />'],
        ['<End outcome="mended">She thanks you, a little late.</End>', '<Go to="gone" />'],
        ['<End outcome="lost">The line is dead.</End>', '<Go to="gone" />'],
      ],
      [
        '60: a play can go round for ever: gone to gone. Bound it by a counter: set="patience-1" on the way, and if="patience>0" where it turns back.',
      ],
    ],
    [
      'that a scene leads nowhere',
      [['<End outcome="lost">The line is dead.</End>', 'The line is dead.']],
      ['60: the scene “Gone” leads nowhere. End it with choices, with <Go to="…" />, or with <End outcome="kept">.'],
    ],
    [
      'that a way round has no bound',
      [
        ['<Go to="mended" />', '<Go to="she-waits" />'],
        ['to="gone" score="TEL-05:0"', 'to="mended" score="TEL-05:0"'],
      ],
      [
        '34: a play can go round for ever: she-waits (come-back) to the-record to she-waits. Bound it by a counter: set="patience-1" on the way, and if="patience>0" where it turns back.',
      ],
    ],
    [
      'that a choice leads to its own scene without a counter',
      [['to="gone" score="TEL-05:0"', 'to="she-waits" score="TEL-05:0"']],
      [
        '34: a play can go round for ever: she-waits (search-on) to she-waits. Bound it by a counter: set="patience-1" on the way, and if="patience>0" where it turns back.',
      ],
    ],
    [
      'that a choice sets a flag that is not declared',
      [['set="asked"', 'set="askd"']],
      ['21: the choice ask of “The phone rings” sets askd, and there is no such flag. Did you mean asked?'],
    ],
    [
      'that a <Go> asks for a counter that is not declared',
      [['if="asked patience>0"', 'if="asked calm>0"']],
      [
        '49: a <Go> of “The record” asks for calm, and there is no such counter. Declare it in the front matter: `counters: { calm: { start: 2, least: 0, most: 4 } }`.',
      ],
    ],
    [
      'that a flag is set and never asked for',
      [['if="asked patience>0"', 'if="patience>0"']],
      ['12: nothing depends on the flag asked. Ask for it somewhere with if="asked", or delete it.'],
    ],
    [
      'that a flag is asked for and never set',
      [[' set="asked"', '']],
      [
        '12: the flag asked never becomes yes. Let a choice do it with set="asked", or delete it and what asks for it.',
        '49: no play goes the <Go> of “The record” to kept. Whenever it is met, its if="…" does not hold: mend that, or delete it.',
      ],
    ],
    [
      'that a flag is neither set nor asked for',
      [['flags: [asked]', 'flags: [asked, blamed]']],
      ['12: nothing uses the flag blamed. Delete it.'],
    ],
    [
      'that a counter is asked for and never counts',
      [[' set="patience-1"', '']],
      ['13: nothing counts patience. Let a choice do it with set="patience-1", or delete it and what asks for it.'],
    ],
    [
      'that a counter counts and is never asked for',
      [['if="asked patience>0"', 'if="asked"']],
      ['13: nothing depends on the counter patience. Ask for it somewhere with if="patience>0", or delete it.'],
    ],
    [
      'that a counter is asked for a number that it never has',
      [['patience>0', 'patience>2']],
      ['49: patience>2 of a <Go> of “The record” never holds: patience runs from 0 to 2. Ask for a number within.'],
    ],
    [
      'that a counter is asked for what it always is',
      [['patience>0', 'patience>=0']],
      [
        '49: patience>=0 of a <Go> of “The record” always holds: patience runs from 0 to 2. Delete it, or ask for a number within.',
      ],
    ],
    [
      'that a condition asks for yes and no at once',
      [['if="asked patience>0"', 'if="asked !asked patience>0"']],
      ['49: a <Go> of “The record” asks twice for asked. It cannot be yes and no: keep one of the two.'],
    ],
    [
      'that an effect goes beyond the bounds of its counter',
      [['set="patience-1"', 'set="patience-3"']],
      [
        '25: patience-3 of the choice bear of “The phone rings” goes beyond its bounds: patience runs from 0 to 2. From end to end it is patience-2.',
      ],
    ],
    [
      'that no play opens a choice',
      [
        [
          '<Choice id="search-on" to="gone" score="TEL-05:0">',
          '<Choice id="hang-up" to="gone" score="TEL-05:0" if="patience>1">\nGoodbye.\n<Feedback>TEL-05.</Feedback>\n</Choice>\n<Choice id="search-on" to="gone" score="TEL-05:0">',
        ],
      ],
      [
        '38: no play opens the choice hang-up of “She waits”. Whenever it is met, its if="…" does not hold: mend that, or delete it.',
      ],
    ],
    [
      'that no play goes a way, because one before it is always open',
      [['<Go to="mended" />', '<Go to="mended" />\n<Go to="gone" />']],
      [
        '51: no play goes the <Go> of “The record” to gone. One of those before it is always open: delete it, or ask more of them.',
      ],
    ],
    [
      'that a play comes to a decision with a single choice open',
      [['score="TEL-05:0">', 'score="TEL-05:0" if="asked">']],
      [
        '34: a play comes to “She waits” with a single choice open: the-phone-rings (bear) to she-waits. Open a second choice in that state, or lead on by <Go>.',
      ],
    ],
    [
      'that a play comes to a decision with none open',
      [
        ['score="TEL-05:0">', 'score="TEL-05:0" if="asked">'],
        ['mood="+1" score="TEL-05:3">', 'mood="+1" score="TEL-05:3" if="asked">'],
      ],
      [
        '34: a play stands still at “She waits”, where no choice is open: the-phone-rings (bear) to she-waits. Leave a choice without a condition.',
      ],
    ],
    [
      'that a choice scores a clause that the scenario does not practise',
      [['score="TEL-04:1"', 'score="TEL-06:1"']],
      [
        '25: the choice bear of “The phone rings” scores TEL-06, which the scenario does not practise. Did you mean TEL-04?',
      ],
    ],
    [
      'that no choice scores a clause that the scenario practises',
      [
        ['score="TEL-05:0"', 'score="TEL-04:0"'],
        ['score="TEL-05:3"', 'score="TEL-04:3"'],
        ['minima: { TEL-05: 50 }', 'minima: { TEL-04: 50 }'],
      ],
      ['8: no choice scores TEL-05. Score it where it is practised, or leave it out of clauses.'],
    ],
    [
      'that choices of one scene score different clauses',
      [['score="TEL-04:1"', 'score="TEL-05:1"']],
      [
        '6: the best play earns 85%: the-phone-rings (ask) to she-waits (come-back) to the-record to kept. Let one way earn everything that is to be had on it.',
        '21: the choice ask of “The phone rings” says nothing on TEL-05, which another choice of the scene scores. Score the same clauses in each, 0 where it does not serve, so that nobody wins by avoiding one: TEL-05:0.',
        '25: the choice bear of “The phone rings” says nothing on TEL-04, which another choice of the scene scores. Score the same clauses in each, 0 where it does not serve, so that nobody wins by avoiding one: TEL-04:0.',
        '29: the choice click of “The phone rings” says nothing on TEL-05, which another choice of the scene scores. Score the same clauses in each, 0 where it does not serve, so that nobody wins by avoiding one: TEL-05:0.',
      ],
    ],
    [
      'that the best play earns less than everything',
      [
        ['score="TEL-04:3" set', 'score="TEL-04:3 TEL-05:1" set'],
        ['score="TEL-04:1" set', 'score="TEL-04:1 TEL-05:3" set'],
        ['score="TEL-04:0"', 'score="TEL-04:0 TEL-05:0"'],
      ],
      [
        '6: the best play earns 77%: the-phone-rings (ask) to she-waits (come-back) to the-record to kept. Let one way earn everything that is to be had on it.',
      ],
    ],
    [
      'that a least percent cannot be reached',
      [
        ['score="TEL-04:3" set', 'score="TEL-04:3 TEL-05:0" set'],
        ['score="TEL-04:1" set', 'score="TEL-04:1 TEL-05:1" set'],
        ['score="TEL-04:0"', 'score="TEL-04:0 TEL-05:3"'],
        ['minima: { TEL-05: 50 }', 'minima: { TEL-05: 70 }'],
      ],
      [
        '6: the best play earns 66%: the-phone-rings (ask) to she-waits (come-back) to the-record to kept. Let one way earn everything that is to be had on it.',
        '7: 70% on TEL-05 cannot be reached: the best play earns 66%, the-phone-rings (bear) to she-waits (come-back) to the-record to mended. Ask for less, or give its best choices more marks.',
      ],
    ],
    [
      'that the worst play that breaks nothing critical and reaches its minima passes, though another breaks something',
      [['pass_percent: 70', 'pass_percent: 60']],
      [
        '6: the worst play that breaks nothing critical and reaches its minima earns 66% and passes: the-phone-rings (bear) to she-waits (come-back) to the-record to mended. Ask for more per cent, or give weak choices fewer marks.',
      ],
    ],
    [
      'that the worst play that breaks nothing critical passes, where there are no minima',
      [
        ['minima: { TEL-05: 50 }\n', ''],
        ['pass_percent: 70', 'pass_percent: 16'],
      ],
      [
        '6: the worst play that breaks nothing critical earns 16% and passes: the-phone-rings (bear) to she-waits (search-on) to gone. Ask for more per cent, or give weak choices fewer marks.',
      ],
    ],
    [
      'that a play breaks a critical clause and ends well',
      [['to="gone" score="TEL-04:0" fatal', 'to="mended" score="TEL-04:0" fatal']],
      [
        '56: a play breaks a critical clause and ends well at “Mended”: the-phone-rings (click) to mended. Let it end as lost, harmed or stopped.',
      ],
    ],
    [
      'that every way through breaks something critical',
      [
        ['score="TEL-05:0">', 'score="TEL-05:0" fatal="TEL-05">'],
        ['mood="+1" score="TEL-05:3">', 'mood="+1" score="TEL-05:3" fatal="TEL-05">'],
        ['outcome="kept"', 'outcome="lost"'],
        ['outcome="mended"', 'outcome="lost"'],
      ],
      [
        '7: no play breaks nothing critical and reaches the least percent on every clause. Let one way to an end keep everything that is critical.',
        '34: a play comes to “She waits” where each open choice is fatal: the-phone-rings (ask) to she-waits. Leave a way out: open a choice that breaks nothing critical.',
      ],
    ],
    [
      'that a decision has nothing to earn in some state',
      [
        [
          '<Choice id="search-on" to="gone" score="TEL-05:0">',
          '<Choice id="hum" to="the-record" score="TEL-05:0">\nYou hum.\n<Feedback>TEL-05.</Feedback>\n</Choice>\n<Choice id="search-on" to="gone" score="TEL-05:0">',
        ],
        ['mood="+1" score="TEL-05:3">', 'mood="+1" score="TEL-05:3" if="asked">'],
        ['minima: { TEL-05: 50 }\n', ''],
      ],
      [
        '33: a play comes to “She waits” where no open choice earns anything: the-phone-rings (bear) to she-waits. Open a choice there that earns marks, or lead on by <Go>.',
      ],
    ],
    [
      'that a play ends before anything is decided',
      [['## The phone rings', '## Before\n\n<Go to="kept" />\n\n## The phone rings']],
      [
        '19: no play comes to the scene “The phone rings”. Lead to it from another scene, or delete it.',
        '56: a play ends before anything is decided: before to kept. Put a decision before the ending.',
      ],
    ],
    [
      'that a choice is fatal on a clause that the scenario does not practise',
      [['fatal="TEL-05"', 'fatal="TEL-06"']],
      [
        '29: the choice click of “The phone rings” breaks TEL-06, which the scenario does not practise. Did you mean TEL-04?',
      ],
    ],
    [
      'that the best choice is always the first',
      [
        ['score="TEL-05:0"', 'score="TEL-05:3"'],
        ['mood="+1" score="TEL-05:3"', 'mood="+1" score="TEL-05:0"'],
        ...third(3, 1),
      ],
      ['21: the best choice is always the first, as is the choice ask of “The phone rings”. Move it about.'],
    ],
    [
      'that the best choice is always the last',
      [
        ['score="TEL-04:3"', 'score="TEL-04:0"'],
        ['score="TEL-04:0" fatal="TEL-05"', 'score="TEL-04:3"'],
        ...third(1, 3),
      ],
      ['29: the best choice is always the last, as is the choice click of “The phone rings”. Move it about.'],
    ],
    [
      'that the best choice is always the longest',
      [...third(1, 3, 'I wrote your number down when you rang the first time, and I have it here.')],
      ['21: the best choice is always the longest, as is the choice ask of “The phone rings”. Let others be as long.'],
    ],
    [
      'that the best choice is always the shortest',
      [
        ['score="TEL-04:3"', 'score="TEL-04:0"'],
        ['score="TEL-04:0" fatal="TEL-05"', 'score="TEL-04:3"'],
        ['One more minute,', 'One more minute, if you please,'],
        ...third(3, 1, 'I wrote your number down when you rang the first time, and I have it here.'),
      ],
      [
        '29: the best choice is always the shortest, as is the choice click of “The phone rings”. Let others be as short.',
      ],
    ],
    [
      'that somebody is among the speakers and says nothing',
      [['{ quill: "Mrs Quill, customer" }', '{ quill: "Mrs Quill, customer", joe: "Joe, stores" }']],
      ['9: joe is among the speakers and says nothing. Give joe a line, as <Say who="joe">…</Say>, or take them out.'],
    ],
    [
      'that somebody speaks and is not among the speakers',
      [['who="quill" mood="1"', 'who="quil" mood="1"']],
      ['19: a <Say> of “The phone rings” is by quil, who is not among the speakers. Did you mean quill?'],
    ],
    [
      'that somebody speaks in an ending and is not among the speakers',
      [['The line is dead.', 'The line is dead.\n<Say who="joe">Hello?</Say>']],
      ['63: a <Say> of “Gone” is by joe, who is not among the speakers. It can be you or quill.'],
    ],
    [
      'that the face is nobody’s',
      [['face: quill', 'face: joe']],
      ['10: the face is that of joe, who is not among the speakers. It can be quill.'],
    ],
    [
      'that moods are told where there is no face',
      [['face: quill\n', '']],
      [
        '10: there is a mood, and no face to show it. Write `face: …` with a speaker.',
        '18: a <Say> of “The phone rings” shows the mood of quill, who has no face. Write `face: …` with a speaker into the front matter, or delete mood="…".',
        '20: the choice ask of “The phone rings” moves a mood, and there is no face to show it. Write `face: …` with a speaker into the front matter, or delete mood="…".',
        '24: the choice bear of “The phone rings” moves a mood, and there is no face to show it. Write `face: …` with a speaker into the front matter, or delete mood="…".',
        '41: the choice come-back of “She waits” moves a mood, and there is no face to show it. Write `face: …` with a speaker into the front matter, or delete mood="…".',
      ],
    ],
    [
      'that the mood at the start is out of range',
      [['mood: 2', 'mood: 6']],
      ['11: mood is 6. Give a whole number of steps from 0 to 5.'],
    ],
    [
      'that the mood of a line is out of range',
      [['who="quill" mood="1"', 'who="quill" mood="6"']],
      ['19: the mood 6 of a <Say> of “The phone rings” is none. Write a number from 0, furious, to 5, delighted.'],
    ],
    [
      'that a choice moves the mood out of range',
      [['mood="-1"', 'mood="-6"']],
      [
        '25: the mood -6 of the choice bear of “The phone rings” moves further than from one end to the other. Write how it moves, as mood="+1" or mood="-2".',
      ],
    ],
    [
      'that an ending is of no known kind',
      [['outcome="kept"', 'outcome="won"']],
      ['54: the outcome won of “Kept” is not known. It can be kept, mended, lost, harmed or stopped.'],
    ],
    [
      'that a clause is scored twice by one choice',
      [['score="TEL-05:3"', 'score="TEL-05:3 TEL-05:1"']],
      ['42: the choice come-back of “She waits” scores TEL-05 twice. Keep one of the two.'],
    ],
  ]
  test.each(faults)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('it is a fault as well', () => {
  test('that a choice is fatal on a clause that only advises', () => {
    const advising = changed(
      libraryWith(),
      'standards/telephone.mdx',
      'level="must" role="adviser, team-leader" channel="phone" target="95% of calls">\nYou must ask',
      'level="should" role="adviser, team-leader" channel="phone" target="95% of calls">\nYou should ask',
    )
    expect(told(rewritten(['fatal="TEL-05"', 'fatal="TEL-04"']), advising)).toEqual([
      '29: the choice click of “The phone rings” breaks TEL-04 for good, and TEL-04 is a should, which binds nobody. Only a must or a must-not can fail a play whatever the total: leave out fatal="TEL-04", and score it with 0.',
    ])
  })

  test('that it has more places than can be walked', () => {
    const names = Array.from({ length: 18 }, (_, at) => `flag-${at}`)
    const scenes = names.map((name, at) => {
      const to = at === 17 ? 'kept' : `scene-${at + 1}`
      const reply = (id: string, attributes: string) =>
        `<Choice id="${id}" to="${to}" ${attributes}>\n${id}\n<Feedback>Well.</Feedback>\n</Choice>`
      return `## Scene ${at}\n\n<Say who="quill">Well?</Say>\n\n${reply('yes', `score="TEL-04:3" set="${name}"`)}\n${reply('no', 'score="TEL-04:0"')}\n`
    })
    const end = names.map((name, at) => `<Go to="end-${at % 2}" if="${name}" />`).join('\n')
    const large = `${head
      .replace('flags: [asked]', `flags: [${names.join(', ')}]`)
      .replace('clauses: [TEL-04~1, TEL-05~1]', 'clauses: [TEL-04~1]')
      .replace('minima: { TEL-05: 50 }\n', '')
      .replace(
        /counters: .*\n/,
        '',
      )}${scenes.join('\n')}\n## Kept\n\n${end}\n<Go to="end-0" />\n\n## End 0\n\n<End outcome="kept">Done.</End>\n\n## End 1\n\n<End outcome="kept">Done.</End>\n`
    expect(told(large)).toContain(
      '1: the scenario has more than 20,000 places that a play can come to. Use fewer flags and counters, or let them count less.',
    )
  })

  test('that it keeps more flags and counters than anybody remembers', () => {
    const names = Array.from({ length: 24 }, (_, at) => `flag-${at}`)
    expect(told(rewritten(['flags: [asked]', `flags: [asked, ${names.join(', ')}]`]))).toEqual([
      '12: the scenario keeps 26 flags and counters. Keep it to 24: nobody remembers more, and the plays cannot be walked.',
    ])
  })

  test('that it asks for a least percent on more clauses, or has more speakers, than can be kept in mind', () => {
    const minima = Array.from({ length: 7 }, (_, at) => `TEL-0${at + 1}: 50`).join(', ')
    expect(told(rewritten(['{ TEL-05: 50 }', `{ ${minima} }`]))).toEqual([
      '7: minima asks for a least percent on 7 clauses. Keep it to 6: one or two are what the scenario was written for.',
    ])
    const speakers = Array.from({ length: 25 }, (_, at) => `joe-${at}: Joe`).join(', ')
    expect(told(rewritten(['{ quill: "Mrs Quill, customer" }', `{ ${speakers} }`]))).toEqual([
      '9: the scenario has 25 speakers. Keep it to 24: four are a crowd.',
    ])
  })

  test('that nobody wrote its file by hand', () => {
    expect(told(scenarioText + 'x'.repeat(5_000_000))).toEqual([
      '1: the file is longer than a scenario can be. Keep it under 400,000 signs: 25 scenes are plenty.',
    ])
  })
})

describe('it is worth a warning', () => {
  const warnings: readonly (readonly [name: string, edits: readonly Edit[], expected: readonly string[]])[] = [
    [
      'that a choice is open in every play, in spite of its condition',
      [['score="TEL-05:3">', 'score="TEL-05:3" if="patience<2">']],
      [
        'warning: 42: the choice come-back of “She waits” is open in every play, in spite of its condition. Delete the if="…", or ask for something that can be otherwise.',
      ],
    ],
    [
      'that an effect changes nothing in any play',
      [['fatal="TEL-05"', 'fatal="TEL-05" set="-asked"']],
      [
        'warning: 29: -asked of the choice click of “The phone rings” changes nothing in any play. Delete it: it is so already whenever this is chosen.',
      ],
    ],
    [
      'that no play comes under a least percent',
      [
        ['minima: { TEL-05: 50 }', 'minima: { TEL-05: 33 }'],
        ['score="TEL-05:0"', 'score="TEL-05:1"'],
      ],
      ['warning: 7: no play comes under 33% on TEL-05: the worst earns 33%. Ask for more, or leave it out of minima.'],
    ],
    [
      'that somebody is on hold where nobody telephones',
      [['channel: phone', 'channel: chat']],
      [
        'warning: 36: a <Hold> of “She waits”, and the scenario does not take place on the telephone. Let time pass by <Wait minutes="5" />, or leave it where somebody telephones in between.',
      ],
    ],
  ]
  test.each(warnings)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })

  test('that a channel is none of the organisation, and nothing that would follow from it', () => {
    expect(told(rewritten(['channel: phone', 'channel: telephone']))).toEqual([
      '5: no channel telephone. Write it into channels of organisation.yaml, or use one that is there: phone or chat.',
    ])
  })

  test('that a clause has moved on, so that nobody is asked to play it any more', () => {
    const moved = changed(adopted(libraryWith()), 'standards/telephone.mdx', 'value="30"', 'value="20"')
    const bumped = judged(moved, { kind: 'bump', clauses: clauses('TEL-05') })
    expect(told(scenarioText, bumped)).toContain(
      'warning: 8: the scenario is stale: it practises TEL-05~1, and the clause is at revision 2. Nobody is asked to play it any more. Read it beside the new words, mend it, and write TEL-05~2.',
    )
  })

  test('that a play is over after two decisions, or never seems to be', () => {
    expect(parse(libraryWith()).warnings).toContainEqual({
      file: scenarioFile,
      line: 1,
      says: 'a play takes 1 to 2 decisions',
      mend: 'Five to nine are what people can follow and learn from.',
    })
  })
})

describe('it is sound', () => {
  test('though its names are those of things that every object has', () => {
    const named = rewritten(
      ['## She waits', '## Constructor'],
      ['to="she-waits" mood="+1"', 'to="constructor" mood="+1"'],
      ['to="she-waits" mood="-1"', 'to="constructor" mood="-1"'],
      ['flags: [asked]', 'flags: [constructor]'],
      ['set="asked"', 'set="constructor"'],
      ['if="asked', 'if="constructor'],
      ['id="ask"', 'id="constructor"'],
      ['{ quill:', '{ constructor:'],
      ['face: quill', 'face: constructor'],
      ['who="quill"', 'who="constructor"'],
    )
    expect(told(named)).toEqual([])
    const [scenario] = soundCurriculum(libraryWith(named)).scenarios
    expect(play(scenario!, ['constructor', 'come-back'])?.at.position.scene).toBe('kept')
  })

  test('when a way leads back and a counter bounds it', () => {
    const bounded = rewritten(
      ['<Go to="mended" />', '<Go to="she-waits" if="patience>0" />\n<Go to="mended" />'],
      ['to="the-record" mood="+1" score="TEL-05:3"', 'to="the-record" mood="+1" score="TEL-05:3" set="patience-1"'],
    )
    expect(told(bounded).filter((one) => one.includes('round'))).toEqual([])
  })
})
