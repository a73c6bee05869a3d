/** What an author can get wrong in the writing of a file, one by one, as `portal check` words it. */
import { describe, expect, test } from 'vitest'
import { wordFault } from '../../src/curriculum/faults.ts'
import { digestOf } from '../../src/curriculum/digest.ts'
import { parseCurriculum } from '../../src/curriculum/parse.ts'
import { sourceFile } from '../../src/curriculum/read-folder.ts'
import { faultsOf, faultsWhen, parse, soundCurriculum, soundLibrary, spoiled } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const lesson = 'lessons/holding-a-call.mdx'
const programme = 'programmes/telephone-adviser.yaml'
const prose = 'They hear a voice'
const tip = '<Try>Count to thirty.</Try>'

/** What is wrong, a passage and what stands there instead, and every fault that follows. */
type Slip = readonly [name: string, file: string, passage: string, instead: string, faults: readonly string[]]

const slips: readonly Slip[] = [
  [
    'a bare < before a digit',
    standard,
    prose,
    'Within <30 seconds they hear a voice',
    [`${standard}:10: a bare < before 30 seconds. Write "under 30 seconds", or &lt; for the sign itself.`],
  ],
  [
    'two bare < in two lines, told at once',
    standard,
    prose,
    'Within <30 seconds, or <=5%,\nor <7, they hear a voice',
    [
      `${standard}:10: a bare <. Write "under" or "less than", or &lt; for the sign itself.`,
      `${standard}:10: a bare < before 30 seconds. Write "under 30 seconds", or &lt; for the sign itself.`,
      `${standard}:11: a bare < before 7. Write "under 7", or &lt; for the sign itself.`,
    ],
  ],
  [
    'an expression in a line',
    standard,
    prose,
    'They {1 + 1} hear a voice',
    [
      `${standard}:10: an expression in { }. Content holds plain words only: write the words, or \\{ for the sign itself.`,
    ],
  ],
  [
    'an expression on its own line',
    standard,
    prose,
    '{1 + 1}\n\nThey hear a voice',
    [
      `${standard}:10: an expression in { }. Content holds plain words only: write the words, or \\{ for the sign itself.`,
    ],
  ],
  [
    'an expression that is broken',
    standard,
    prose,
    'They {1 + } hear a voice',
    [
      `${standard}:10: an expression in { }. Content holds plain words only: write the words, or \\{ for the sign itself.`,
    ],
  ],
  [
    'a brace that is never closed',
    standard,
    prose,
    'They { hear a voice',
    [`${standard}:10: a { that is never closed. Content holds no expressions: write \\{ for the sign itself.`],
  ],
  [
    'an import',
    standard,
    prose,
    "import x from 'y'\n\nThey hear a voice",
    [
      `${standard}:10: an import. Delete it: the components are known without it. Begin no line of prose with this word.`,
    ],
  ],
  [
    'an export',
    standard,
    prose,
    'export const a = 1\n\nThey hear a voice',
    [
      `${standard}:10: an export. Delete it: the components are known without it. Begin no line of prose with this word.`,
    ],
  ],
  [
    'an HTML comment',
    standard,
    prose,
    '<!-- later --> They hear a voice',
    [`${standard}:10: an HTML comment. Write a comment as {/* … */}, or delete it.`],
  ],
  [
    'an address in angle brackets',
    standard,
    prose,
    '<https://quay.example> They hear a voice',
    [`${standard}:10: an address in < and >. Write [words](address) instead.`],
  ],
  [
    'an HTML tag',
    lesson,
    tip,
    '<div>Count</div>',
    [`${lesson}:29: an HTML tag <div>. Write it in Markdown; content holds no HTML.`],
  ],
  [
    'a component in small letters',
    lesson,
    tip,
    '<try>Count</try>',
    [`${lesson}:29: no component <try>. Did you mean Try?`],
  ],
  [
    'an unknown component',
    lesson,
    tip,
    '<Exampel>Count</Exampel>',
    [`${lesson}:29: no component <Exampel>. Did you mean Example?`],
  ],
  ['an empty tag', lesson, tip, '<>Count</>', [`${lesson}:29: an empty tag <>. Delete it.`]],
  [
    'a component that is never closed',
    lesson,
    tip,
    '<Try>\nCount',
    [`${lesson}:29: <Try> is never closed. Write </Try> where it ends.`],
  ],
  [
    'a component closed as another',
    lesson,
    tip,
    '<Try>Count</Note>',
    [`${lesson}:29: </Note> stands where <Try> of line 29 is still open. Write </Try> before it.`],
  ],
  [
    'a component closed but never opened',
    lesson,
    tip,
    'Count</Try>',
    [`${lesson}:29: </Try> closes what was never opened. Delete it, or write <Try> where it begins.`],
  ],
  [
    'a component of two paragraphs written in one line',
    lesson,
    tip,
    '<Try>Count\n\nagain</Try>',
    [
      `${lesson}:29: <Try> is not closed before its paragraph ends. Write </Try>; when it holds several paragraphs, put <Try> and </Try> each on a line of its own.`,
    ],
  ],
  [
    'an attribute without quotes',
    standard,
    'id="TEL-05"',
    'id=TEL-05',
    [`${standard}:21: id of <Clause> has no quotation marks. Write id="TEL-05".`],
  ],
  [
    'an attribute that is an expression',
    standard,
    'target="none"',
    'target={none}',
    [`${standard}:21: target of <Clause> is an expression in { }. Write target="words".`],
  ],
  [
    'attributes spread from an expression',
    standard,
    '<Clause id="TEL-05"',
    '<Clause {...all} id="TEL-05"',
    [`${standard}:21: <Clause> has an expression in { }. Write each attribute as name="words".`],
  ],
  [
    'an unknown attribute, in the line where it stands',
    standard,
    'channel="phone" target="none"',
    '\n  chanel="phone"\n  target="none"',
    [
      `${standard}:21: <Clause id="TEL-05"> has no channel. Write channel="all", channel="internal", or channels as channel="phone, chat".`,
      `${standard}:22: <Clause> has no attribute chanel. Did you mean channel?`,
    ],
  ],
  [
    'an attribute written twice',
    standard,
    'target="none"',
    'target="none" target="all"',
    [`${standard}:21: <Clause> has target twice. Keep one of the two.`],
  ],
  [
    'an empty attribute',
    standard,
    'target="none"',
    'target=""',
    [`${standard}:21: target of <Clause> is empty. Write target="80% of calls", or target="none".`],
  ],
  [
    'a word that stands alone, with a value',
    'quizzes/telephone.mdx',
    '<Option correct>At',
    '<Option correct="no">At',
    ['quizzes/telephone.mdx:19: correct of <Option> has a value. Write correct alone, or leave it out.'],
  ],
  [
    'words inside a clause that a lesson embeds',
    lesson,
    '<Clause id="TEL-05" />',
    '<Clause id="TEL-05">Be quick.</Clause>',
    [
      `${lesson}:16: a clause embedded in a lesson takes its words from the standard. Write <Clause … /> and nothing inside.`,
    ],
  ],
  [
    'a component where it has no place',
    lesson,
    tip,
    '<Why>Because.</Why>',
    [`${lesson}:29: <Why> stands in a lesson. It belongs in <Clause>.`],
  ],
  [
    'a block inside emphasis',
    lesson,
    tip,
    '*<Note>Count</Note>*',
    [`${lesson}:29: <Note> stands inside emphasis. Put it on a line of its own.`],
  ],
  [
    'a spoken line that nobody says',
    lesson,
    ' who="Sunita"',
    '',
    [`${lesson}:19: a <Say> that nobody says. Write who="a name", or aside="…" for what happens meanwhile.`],
  ],
  [
    'a heading of the first level',
    lesson,
    '## Come back',
    '# Come back',
    [`${lesson}:14: a heading of the first level. Write ## for a section; the title stands in the front matter.`],
  ],
  [
    'a section inside a component',
    lesson,
    tip,
    '<Note>\n## Count\n</Note>',
    [`${lesson}:30: a section begins inside something else. Use ### here, or move the heading out.`],
  ],
  [
    'a footnote',
    lesson,
    'Mrs Hale',
    'Mrs Hale[^1]\n\n[^1]: Her name.\n\nShe',
    [
      `${lesson}:8: a footnote. Write it into the text, or as a <Note>.`,
      `${lesson}:10: a footnote. Write it into the text, or as a <Note>.`,
    ],
  ],
  [
    'a list with tick boxes',
    lesson,
    tip,
    '- [x] counted',
    [`${lesson}:29: a list with tick boxes. Write a plain list, without [ ] and [x].`],
  ],
  [
    'a text nested deeper than anybody can read',
    lesson,
    tip,
    `${'> '.repeat(60)}Count`,
    [`${lesson}:29: the text is nested too deep. Write it flatter.`],
  ],
  [
    'a misspelt field',
    lesson,
    'minutes: 5',
    'minuets: 5',
    [
      `${lesson}:2: minutes is missing. Write \`minutes: …\` here.`,
      `${lesson}:4: there is no field minuets. Did you mean minutes?`,
    ],
  ],
  [
    'an empty field',
    lesson,
    'summary: Silence and what it does.',
    'summary:',
    [`${lesson}:3: summary is empty. Write \`summary: …\`.`],
  ],
  [
    'a colon in a field',
    lesson,
    'title: Half a minute',
    'title: Holding: half a minute',
    [
      `${lesson}:2: the value holds a colon that YAML takes for a field. Put the whole value in "quotes", or indent the lines alike.`,
    ],
  ],
  [
    'a tab in YAML',
    programme,
    '  - quiz: telephone\n  - ack',
    '\t- quiz: telephone\n  - ack',
    [`${programme}:6: the line is indented with a tab. Indent it with spaces.`],
  ],
  [
    'a field written twice',
    programme,
    'grace_days: 30',
    'grace_days: 30\ngrace_days: 31',
    [`${programme}:14: the field is written twice. Keep one of the two.`],
  ],
  [
    'a bracket left open in YAML',
    programme,
    'opens_channels: [phone]',
    'opens_channels: [phone',
    [
      `${programme}:14: a bracket is not closed in or above this line. Close it with ] or }, on the same line where you can.`,
    ],
  ],
]

describe('a slip in the writing is told with its line and how to mend it:', () => {
  test.each(slips)('%s', (_, file, passage, instead, faults) => {
    expect(faultsWhen(file, passage, instead)).toEqual(faults)
  })
})

describe('a file that is no text to parse', () => {
  test('an empty file is told', () => {
    expect(faultsOf({ ...soundLibrary, [standard]: '\n \n' })).toEqual([
      `${standard}:1: the file is empty. Write it, or delete it.`,
    ])
  })

  test('a merge conflict is told before anything is parsed', () => {
    const text = `<<<<<<< HEAD\n${prose}\n=======\nThey <5 hear\n>>>>>>> other`
    expect(faultsWhen(standard, prose, text)).toEqual([
      `${standard}:10: a merge conflict stands here. Decide between the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.`,
    ])
  })

  test('a merge conflict in YAML is told', () => {
    const [fault] = faultsWhen(
      programme,
      'grace_days: 30',
      '<<<<<<< HEAD\ngrace_days: 30\n=======\ngrace_days: 31\n>>>>>>> other',
    )
    expect(fault).toMatch(/^programmes\/telephone-adviser\.yaml:13: a merge conflict stands here\./)
  })

  test('a line of equals signs under a heading is no merge conflict', () => {
    expect(faultsWhen(lesson, '## Come back', 'Come back\n---------')).toEqual([])
  })

  test('bytes that are not UTF-8 are told with their line', () => {
    const files = Object.entries(soundLibrary).map(([path, text]) => sourceFile(path, text))
    const latin = new Uint8Array([...new TextEncoder().encode('name: x\n'), 0xe9, 0x0a])
    const { faults } = parseCurriculum([
      ...files.filter(({ path }) => path !== 'organisation.yaml'),
      { path: 'organisation.yaml', bytes: latin },
    ])
    expect(faults.map(wordFault)).toEqual(['organisation.yaml:2: the file is not UTF-8 text. Save it as UTF-8.'])
  })

  test('UTF-16 is told by its name', () => {
    const { faults } = parseCurriculum([{ path: 'organisation.yaml', bytes: new Uint8Array([0xff, 0xfe, 0x61, 0x00]) }])
    expect(faults.map(wordFault)).toContain('organisation.yaml:1: the file is saved as UTF-16. Save it as UTF-8.')
  })

  test('an invisible control character is told with its line', () => {
    expect(faultsWhen(lesson, 'Mrs Hale', 'Mrs\0Hale')).toContain(
      `${lesson}:8: the line holds an invisible control character. Delete it, or type the line again.`,
    )
  })

  test('a missing front matter is told', () => {
    expect(faultsOf({ ...soundLibrary, [lesson]: '## Ask first\n\nHello.' })).toContain(
      `${lesson}:1: there is no front matter. Begin the file with a line ---, then \`title: …\` and the other fields, then a line ---.`,
    )
  })

  test('a front matter without an end is told alone', () => {
    expect(faultsOf({ ...soundLibrary, [lesson]: '---\ntitle: x\n\n## Ask first\n\nHello.' })).toEqual([
      `${lesson}:1: the front matter has no end. Write a line --- after its last field.`,
    ])
  })
})

describe('what an editor does to a file changes nothing', () => {
  const digest = digestOf(soundCurriculum())
  const everyFile = (change: (text: string) => string) =>
    Object.fromEntries(Object.entries(soundLibrary).map(([path, text]) => [path, change(text)]))

  test('a byte order mark is not seen', () => {
    expect(digestOf(soundCurriculum(everyFile((text) => `\ufeff${text}`)))).toBe(digest)
  })

  test('Windows line ends are not seen', () => {
    expect(digestOf(soundCurriculum(everyFile((text) => text.replaceAll('\n', '\r\n'))))).toBe(digest)
  })

  test('lines keep their numbers under Windows line ends', () => {
    const library = spoiled(standard, prose, 'Within <30 seconds they hear a voice')
    expect(
      faultsOf(
        Object.fromEntries(Object.entries(library).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')])),
      ),
    ).toEqual(faultsOf(library))
  })
})

describe('all faults are told at once', () => {
  test('a syntax fault in one file hides no fault of another', () => {
    const files = { ...spoiled(lesson, tip, '<Try>'), [programme]: soundLibrary[programme]!.replace('14', 'soon') }
    expect(parse(files).faults.map(({ file }) => file)).toEqual([lesson, programme])
  })

  test('a syntax fault in the body hides no fault of the front matter', () => {
    expect(
      faultsOf({
        ...soundLibrary,
        [lesson]: spoiled(lesson, tip, 'a <5')[lesson]!.replace('minutes: 5', 'minutes: 0'),
      }),
    ).toHaveLength(2)
  })

  test('a standard that cannot be parsed does not make its clauses unknown', () => {
    expect(faultsWhen(standard, prose, '<b hear')).toHaveLength(1)
  })

  test('what could be read in spite of a fault is kept for the preview', () => {
    const { curriculum, partial } = parse(spoiled(lesson, 'minutes: 5', 'minutes: 0'))
    expect([curriculum, partial.lessons[0]?.sections.length]).toEqual([undefined, 2])
  })
})

describe('comments', () => {
  test('a comment in braces is left out', () => {
    expect(soundCurriculum(spoiled(lesson, tip, `{/* later */}\n\n${tip}`))).toEqual(soundCurriculum())
  })

  test('a brace with a backslash is a brace', () => {
    const { lessons } = soundCurriculum(spoiled(lesson, 'Mrs Hale', '\\{Mrs Hale}'))
    expect(JSON.stringify(lessons[0]?.sections[0])).toContain('{Mrs Hale}')
  })
})
