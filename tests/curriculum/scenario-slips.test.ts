/** Slips of somebody who writes a scenario and is no programmer: each is told with its line, and how to mend it. */
import { describe, expect, test } from 'vitest'
import { rewritten, told } from './small-scenario.ts'

type Slip = readonly [
  name: string,
  edits: readonly (readonly [passage: string, instead: string])[],
  told: readonly string[],
]

describe('in a tag a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'curly quotation marks',
      [
        ['id="ask" to="she-waits"', 'id=“ask” to=“she-waits”'],
        ['<Hold seconds="25" />', '<Hold seconds=„25“ />'],
      ],
      [
        '21: id of <Choice> stands in curly quotation marks. Type straight ones, in all attributes: id="…".',
        '36: seconds of <Hold> stands in curly quotation marks. Type straight ones, in all attributes: seconds="…".',
      ],
    ],
    [
      'no quotation marks',
      [['seconds="25"', 'seconds=25']],
      ['36: seconds of <Hold> has no quotation marks. Write seconds="25".'],
    ],
    [
      'a quotation mark forgotten',
      [['id="ask" to', 'id="ask to']],
      [
        '21: a quotation mark of <Choice> is missing or too many. Write each attribute as name="words", with a mark before and after.',
      ],
    ],
    [
      'a comma between attributes',
      [['id="ask" to', 'id="ask", to']],
      ['21: a comma after id of <Choice>. Put a blank between attributes, and no comma.'],
    ],
    ['a colon for the equals sign', [['id="ask"', 'id: "ask"']], ['21: a colon after id of <Choice>. Write id="…".']],
    [
      'no </Choice>',
      [['TEL-04.</Feedback>\n</Choice>', 'TEL-04.</Feedback>\n']],
      ['25: <Choice> is never closed. Write </Choice> where it ends.'],
    ],
    [
      'no </Feedback>',
      [['says.</Feedback>', 'says.']],
      [
        '23: <Feedback> is not closed before its paragraph ends. Write </Feedback>; when it holds several paragraphs, put <Feedback> and </Feedback> each on a line of its own.',
      ],
    ],
    [
      'no </End>',
      [['name.</End>', 'name.']],
      [
        '54: <End> is not closed before its paragraph ends. Write </End>; when it holds several paragraphs, put <End> and </End> each on a line of its own.',
      ],
    ],
    [
      'no slash in a <Go>',
      [['<Go to="mended" />', '<Go to="mended">']],
      ['50: <Go …> is never closed, and holds nothing. End it with a slash: <Go … />.'],
    ],
    [
      'no slash in a <Hold>',
      [['<Hold seconds="25" />', '<Hold seconds="25">']],
      ['36: <Hold …> is never closed, and holds nothing. End it with a slash: <Hold … />.'],
    ],
    [
      'small letters',
      [
        ['<Choice id="search-on"', '<choice id="search-on"'],
        ['silence.</Feedback>\n</Choice>', 'silence.</Feedback>\n</choice>'],
      ],
      ['38: no component <choice>. Did you mean Choice?'],
    ],
    [
      'another spelling',
      [['<Hold ', '<Holding ']],
      [
        '36: no component <Holding>. The components are Clause, Param, Why, Example, Say, Well, Badly, Try, Note, Figure, Check, Question, Option, Feedback, Hold, Wait, VoiceNote, Mail, Choice, Go and End.',
      ],
    ],
    [
      'the feedback as an attribute',
      [['score="TEL-05:3">', 'score="TEL-05:3" feedback="Well done">']],
      ['42: <Choice> has no attribute feedback. Write it between the tags: <Feedback>…</Feedback>, before </Choice>.'],
    ],
    [
      'an attribute without its words',
      [['fatal="TEL-05"', 'fatal']],
      ['29: fatal of <Choice> is empty. Name the clause that is broken for good: fatal="TEL-05".'],
    ],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('in the text a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'an HTML tag',
      [['a quarter to nine', 'a quarter<br>to nine']],
      ['17: an HTML tag <br>. Write it in Markdown; content holds no HTML.'],
    ],
    [
      'a heading without a letter',
      [['## The phone rings', '## ???']],
      ['15: “???” gives its scene no id, which is made of its letters a to z. Name the scene in words: ## She waits.'],
    ],
    [
      'a < before a digit',
      [['another half a minute', 'another <30 seconds']],
      ['43: a bare < before 30 seconds. Write "under 30 seconds", or &lt; for the sign itself.'],
    ],
    [
      'words after the choices',
      [['## The record', 'She waits on hold.\n\n## The record']],
      [
        '47: words after the choices of “She waits”. Put them before the first choice. If a scene begins here, give it a heading: ## She waits.',
      ],
    ],
    [
      'a line of dashes between scenes',
      [['## The record', '---\n\n## The record']],
      ['47: a line --- between scenes. Delete it: a ## heading begins the next scene.'],
    ],
    [
      'a line of dashes right beneath words',
      [['It is a quarter to nine.', 'It is a quarter to nine.\n---']],
      [
        '17: the line beneath “It is a quarter to nine.” makes a heading of it. Leave an empty line between the words and the line beneath, or delete the line.',
      ],
    ],
    [
      'a heading with three signs',
      [['## She waits', '### She waits']],
      [
        '34: “She waits” is a heading that begins no scene. Write ## She waits, if a scene begins here; a scene has no headings within.',
      ],
    ],
    [
      'a heading without a blank',
      [['## She waits', '##She waits']],
      [
        '34: “She waits” is not read as a heading. Write ## She waits, if a scene begins here; a scene has no headings within.',
      ],
    ],
    [
      'a heading with an id',
      [['## She waits', '## She waits {#she-waits}']],
      ['34: an expression in { }. Delete it: the id of a heading is made of its words.'],
    ],
    [
      'a heading in bold',
      [['## She waits', '**She waits**']],
      [
        '21: the choice ask of “The phone rings” leads to a scene she-waits, which is not there. It can be the-phone-rings, the-record, kept, mended or gone.',
        '25: the choice bear of “The phone rings” leads to a scene she-waits, which is not there. It can be the-phone-rings, the-record, kept, mended or gone.',
        '34: words after the choices of “The phone rings”. Put them before the first choice. If a scene begins here, give it a heading: ## She waits.',
      ],
    ],
    [
      'words before the first heading',
      [['## The phone rings', 'Once upon a time.\n\n## The phone rings']],
      ['15: text before the first scene, which nobody would see. Put it beneath a ## heading, or into the summary.'],
    ],
    [
      'an ending without words',
      [['<End outcome="kept">She writes down your name.</End>', '<End outcome="kept" />']],
      [
        '54: the ending “Kept” has no words. Say what happens then: <End outcome="kept">She writes down your name.</End>',
      ],
    ],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('in a score a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'a blank for the colon',
      [['score="TEL-05:3"', 'score="TEL-05 3"']],
      [
        '42: the score “TEL-05 3” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3".',
      ],
    ],
    [
      'a blank after the colon',
      [['score="TEL-05:3"', 'score="TEL-05: 3"']],
      [
        '42: the score “TEL-05: 3” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3".',
      ],
    ],
    [
      'the revision',
      [['score="TEL-05:3"', 'score="TEL-05~1:3"']],
      [
        '42: the score “TEL-05~1:3” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3".',
      ],
    ],
    [
      'small letters',
      [['score="TEL-05:3"', 'score="tel-05:3"']],
      [
        '42: the score “tel-05:3” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3".',
      ],
    ],
    [
      'half a mark, with a comma',
      [['score="TEL-05:3"', 'score="TEL-05:2,5"']],
      [
        '42: the score “TEL-05:2,5” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3 CMP-03:0".',
      ],
    ],
    [
      'more marks than there are',
      [['score="TEL-05:3"', 'score="TEL-05:4"']],
      [
        '42: the score “TEL-05:4” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3 CMP-03:0".',
      ],
    ],
    [
      'marks without a clause',
      [['score="TEL-05:3"', 'score="3"']],
      [
        '42: the score “3” of the choice come-back of “She waits” cannot be read. Write each clause, a colon and 0, 1, 2 or 3 marks: score="TEL-05:3 CMP-03:0".',
      ],
    ],
    [
      'nothing',
      [['score="TEL-05:3"', 'score=""']],
      ['42: score of <Choice> is empty. Write what it earns on each clause: score="TEL-05:3".'],
    ],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('in what is set a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'a flag that is true',
      [['set="asked"', 'set="asked=true"']],
      ['21: what the choice ask of “The phone rings” sets, “asked=true”, cannot be read. Write set="asked".'],
    ],
    [
      'a flag with a not',
      [['set="asked"', 'set="!asked"']],
      ['21: what the choice ask of “The phone rings” sets, “!asked”, cannot be read. Write set="-asked".'],
    ],
    [
      'blanks around the minus sign',
      [['set="patience-1"', 'set="patience - 1"']],
      ['25: what the choice bear of “The phone rings” sets, “patience - 1”, cannot be read. Write set="patience-1".'],
    ],
    [
      'a blank before the minus sign',
      [['set="patience-1"', 'set="patience -1"']],
      ['25: what the choice bear of “The phone rings” sets, “patience -1”, cannot be read. Write set="patience-1".'],
    ],
    [
      'a counter alone',
      [['set="patience-1"', 'set="patience"']],
      [
        '25: the choice bear of “The phone rings” sets patience, which is a counter. Say by how much: set="patience+1".',
      ],
    ],
    [
      'a counter taken back like a flag',
      [['set="patience-1"', 'set="-patience"']],
      [
        '25: the choice bear of “The phone rings” sets patience, which is a counter. Say by how much: set="patience-1".',
      ],
    ],
    [
      'a counter set to a number',
      [['set="patience-1"', 'set="patience=0"']],
      [
        '25: what the choice bear of “The phone rings” sets, “patience=0”, cannot be read. Write asked for yes, -asked for no, and patience+1 or patience-1 to count, with a space between them.',
      ],
    ],
    [
      'a flag that is counted',
      [['set="asked"', 'set="asked+1"']],
      [
        '21: the choice ask of “The phone rings” counts asked, which is a flag. It is yes or no: write set="asked" or set="-asked".',
      ],
    ],
    [
      'a dash for the minus sign',
      [['set="patience-1"', 'set="patience−1"']],
      ['25: what the choice bear of “The phone rings” sets, “patience−1”, cannot be read. Write set="patience-1".'],
    ],
    [
      'a comma',
      [['set="patience-1"', 'set="patience-1, asked"']],
      [
        '25: what the choice bear of “The phone rings” sets, “patience-1, asked”, cannot be read. Write set="patience-1 asked".',
      ],
    ],
    [
      'yes and no',
      [['set="patience-1"', 'set="asked -asked"']],
      ['25: the choice bear of “The phone rings” sets asked twice. Say once what becomes of it.'],
    ],
    [
      'no step at all',
      [['set="patience-1"', 'set="patience+0"']],
      ['25: patience+0 of the choice bear of “The phone rings” moves nothing. Delete it.'],
    ],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('in a condition a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'blanks around the sign',
      [['if="asked patience>0"', 'if="asked patience > 0"']],
      ['49: the condition “asked patience > 0” of a <Go> of “The record” cannot be read. Write if="asked patience>0".'],
    ],
    [
      'an and',
      [['if="asked patience>0"', 'if="asked and patience>0"']],
      [
        '49: the condition “asked and patience>0” of a <Go> of “The record” cannot be read. Write if="asked patience>0".',
      ],
    ],
    [
      'an or',
      [['if="asked patience>0"', 'if="asked or patience>0"']],
      [
        '49: the condition “asked or patience>0” of a <Go> of “The record” cannot be read. Write flags as asked or !asked and counters as patience>0, with a space between them; all have to hold. For “or”, write it twice, each time with one of them.',
      ],
    ],
    [
      'a flag written with an underscore',
      [
        ['flags: [asked]', 'flags: [told-why]'],
        ['set="asked"', 'set="told_why"'],
        ['if="asked patience>0"', 'if="told_why patience>0"'],
      ],
      [
        '21: what the choice ask of “The phone rings” sets, “told_why”, cannot be read. Write set="told-why".',
        '49: the condition “told_why patience>0” of a <Go> of “The record” cannot be read. Write if="told-why patience>0".',
      ],
    ],
    [
      'a flag named with an underscore',
      [
        ['flags: [asked]', 'flags: [told_why]'],
        ['set="asked"', 'set="told_why"'],
        ['if="asked patience>0"', 'if="told-why patience>0"'],
      ],
      [
        '12: told_why is not a name. Write small letters, digits and hyphens: told-why.',
        '21: what the choice ask of “The phone rings” sets, “told_why”, cannot be read. Write set="told-why".',
      ],
    ],
    [
      'a not',
      [['if="asked patience>0"', 'if="not asked"']],
      ['49: the condition “not asked” of a <Go> of “The record” cannot be read. Write if="!asked".'],
    ],
    [
      'a flag that is true',
      [['if="asked patience>0"', 'if="asked=true"']],
      ['49: the condition “asked=true” of a <Go> of “The record” cannot be read. Write if="asked".'],
    ],
    [
      'a flag that is not true',
      [['if="asked patience>0"', 'if="asked != true"']],
      ['49: the condition “asked != true” of a <Go> of “The record” cannot be read. Write if="!asked".'],
    ],
    [
      'two equals signs',
      [['if="asked patience>0"', 'if="asked patience==1"']],
      ['49: the condition “asked patience==1” of a <Go> of “The record” cannot be read. Write if="asked patience=1".'],
    ],
    [
      'a sign of mathematics',
      [['if="asked patience>0"', 'if="asked patience≥1"']],
      ['49: the condition “asked patience≥1” of a <Go> of “The record” cannot be read. Write if="asked patience>=1".'],
    ],
    [
      'a counter alone',
      [['if="asked patience>0"', 'if="asked patience"']],
      ['49: a <Go> of “The record” asks for patience, which is a counter. Ask how many: if="patience>0".'],
    ],
    [
      'a flag compared',
      [['if="asked patience>0"', 'if="asked>0 patience>0"']],
      ['49: a <Go> of “The record” compares asked, which is a flag. It is yes or no: write if="asked" or if="!asked".'],
    ],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('in a name a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'the heading for the id of a scene',
      [['to="she-waits" mood="+1"', 'to="She waits" mood="+1"']],
      [
        '21: the choice ask of “The phone rings” leads to a scene She waits, which is not there. Did you mean she-waits?',
      ],
    ],
    [
      'the name for the id of a speaker',
      [['who="quill"', 'who="Mrs Quill"']],
      ['19: a <Say> of “The phone rings” is by Mrs Quill, who is not among the speakers. Did you mean quill?'],
    ],
    [
      'the name for the id of the face',
      [['face: quill', 'face: Mrs Quill']],
      ['10: the face is that of Mrs Quill, who is not among the speakers. Did you mean quill?'],
    ],
    [
      'the revision among minima',
      [['{ TEL-05: 50 }', '{ TEL-05~1: 50 }']],
      ['7: minima names TEL-05~1, which is not a clause. Write clause ids without a revision: TEL-05: 60.'],
    ],
    [
      'no revision among clauses',
      [['[TEL-04~1,', '[TEL-04,']],
      ['8: the scenario cites TEL-04 without its revision. Write TEL-04~1.'],
    ],
    [
      'a capital in a flag',
      [['flags: [asked]', 'flags: [Asked]']],
      ['12: Asked is not a name. Write small letters, digits and hyphens: asked.'],
    ],
    [
      'yes for a clause that is broken',
      [['fatal="TEL-05"', 'fatal="yes"']],
      [
        '29: the choice click of “The phone rings” breaks yes, which the scenario does not practise. Name the clause: fatal="TEL-04".',
      ],
    ],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('in the front matter a writer is told of', () => {
  const slips: readonly Slip[] = [
    [
      'flags without brackets',
      [['flags: [asked]', 'flags: asked, blamed']],
      ['12: flags is not a list. Write `flags: [asked, blamed]`.'],
    ],
    [
      'clauses without brackets',
      [['clauses: [TEL-04~1, TEL-05~1]', 'clauses: TEL-04~1, TEL-05~1']],
      ['8: clauses is not a list. Write `clauses: [TEL-04~1, TEL-05~1]`.'],
    ],
    [
      'minima without clauses',
      [['{ TEL-05: 50 }', '50']],
      ['7: minima has no fields of its own. Write `minima: { TEL-05: 50 }`.'],
    ],
    [
      'a decimal comma',
      [['pass_percent: 70', 'pass_percent: 70,5']],
      ['6: pass_percent is 70,5. Give a whole number of per cent from 1 to 100.'],
    ],
    [
      'a sign for per cent',
      [['pass_percent: 70', 'pass_percent: 70%']],
      ['6: pass_percent is 70%. Give a whole number of per cent from 1 to 100.'],
    ],
    [
      'a colon in the title',
      [['title: The third call', 'title: The third call: a start']],
      [
        '2: the value holds a colon that YAML takes for a field. Put the whole value in "quotes", or indent the lines alike.',
      ],
    ],
    [
      'speakers in one line',
      [['speakers: { quill: "Mrs Quill, customer" }', 'speakers: quill: Mrs Quill, customer']],
      [
        '9: the value holds a colon that YAML takes for a field. Put the whole value in "quotes", or indent the lines alike.',
      ],
    ],
    [
      'speakers as a list',
      [['{ quill: "Mrs Quill, customer" }', '[Mrs Quill, Joe]']],
      [
        '9: speakers has no fields of its own. Write each in a line beneath, indented, as `quill: Mrs Quill, customer`.',
      ],
    ],
    [
      'flags with their values',
      [['flags: [asked]', 'flags: { asked: no }']],
      ['12: flags holds something that is not a word. Write `flags: [one, another]`.'],
    ],
    [
      'a counter without bounds',
      [['{ patience: { start: 1, least: 0, most: 2 } }', '{ patience: 1 }']],
      ['13: patience of counters has no fields of its own. Write `patience: { start: 2, least: 0, most: 4 }`.'],
    ],
    [
      'a counter that counts far',
      [['most: 2', 'most: 50']],
      ['13: most of patience is 50. Give a whole number of steps from 0 to 20.'],
    ],
    [
      'a counter that starts out of its bounds',
      [['start: 1', 'start: 3']],
      ['13: patience starts at 3 and runs from 0 to 2. Let it start within its bounds.'],
    ],
    ['a word for the mood', [['mood: 2', 'mood: sad']], ['11: mood is sad. Give a whole number of steps from 0 to 5.']],
    ['no end', [['---\n## The', '## The']], ['1: the front matter has no end. Write a line --- after its last field.']],
  ]
  test.each(slips)('%s', (_, edits, expected) => {
    expect(told(rewritten(...edits))).toEqual(expected)
  })
})

describe('what nobody wrote by hand is refused at once:', () => {
  const scene = '## The phone rings\n'
  const bulk: readonly (readonly [name: string, text: string, told: string])[] = [
    [
      'quotations within quotations',
      rewritten([scene, `${scene}\n${'> '.repeat(100_000)}\n`]),
      '17: more than 20,000 signs without an empty line. Make paragraphs of it, with an empty line between them.',
    ],
    [
      'an attribute without end',
      rewritten(['score="TEL-05:3"', `score="${'A'.repeat(15_000)}"`]),
      '42: score of the choice come-back of “She waits” is 15000 signs long. Write it shorter.',
    ],
    [
      'a front matter of thousands of flags',
      rewritten(['[asked]', `[${Array.from({ length: 50_000 }, (_, at) => `f${at}`).join(', ')}]`]),
      '1: the front matter is longer than that of a scenario can be. Keep it under 20,000 signs.',
    ],
    [
      'thousands of scenes',
      rewritten([
        scene,
        Array.from({ length: 2000 }, (_, at) => `## Scene ${at}\n\n<Go to="gone" />\n\n`).join('') + scene,
      ]),
      '1615: the scenario has 2006 scenes. Keep it to 400: 25 are plenty.',
    ],
  ]
  test.each(bulk)('%s', (_, text, expected) => {
    expect(told(text)).toEqual([expected])
  })
})
