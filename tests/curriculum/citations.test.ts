/** What is wrong only when files are read together, and what values may not be. */
import { describe, expect, test } from 'vitest'
import { faultsOf, faultsWhen, parse, soundLibrary, spoiled, without } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const lesson = 'lessons/holding-a-call.mdx'
const quiz = 'quizzes/telephone.mdx'
const programme = 'programmes/telephone-adviser.yaml'
const organisation = 'organisation.yaml'

type Slip = readonly [name: string, file: string, passage: string, instead: string, faults: readonly string[]]

const clauseMend = 'Write the clause in a standard, or cite one that is there.'
const linkMend = 'Begin it with https://, mailto:, / for a page of the portal, or # for a section of this page.'

const citations: readonly Slip[] = [
  [
    'a clause that no standard has, embedded',
    lesson,
    '<Clause id="TEL-05" />',
    '<Clause id="TEL-50" />',
    [`${lesson}:16: no clause TEL-50. Did you mean TEL-05?`],
  ],
  [
    'a clause that no standard has, asked',
    quiz,
    'TEL-04~1',
    'CMP-31~1',
    [`${quiz}:9: no clause CMP-31. ${clauseMend}`],
  ],
  [
    'a clause asked without its revision',
    quiz,
    'TEL-05~1',
    'TEL-05',
    [`${quiz}:16: the question tel-hold cites TEL-05 without its revision. Write TEL-05~1.`],
  ],
  [
    'a clause asked at a revision that is not there yet',
    quiz,
    'TEL-05~1',
    'TEL-05~2',
    [
      'clauses.lock:1: there is no clauses.lock, and the question tel-hold cites revisions that only it can tell. Put the lock back from version control. If there never was one, cite each clause at revision 1.',
    ],
  ],
  [
    'a citation that is no clause',
    quiz,
    'TEL-04~1',
    'TEL4',
    [`${quiz}:9: the question tel-ask cites TEL4, which is not a clause. Write a clause and its revision: TEL-05~1.`],
  ],
  [
    'a critical clause that no question asks',
    quiz,
    '[TEL-05]',
    '[TEL-05, TEL-06]',
    [
      `${quiz}:7: no clause TEL-06. Did you mean TEL-04?`,
      `${quiz}:7: the critical clause TEL-06 is asked by no question of this quiz. Write a question on it, or leave it out of critical.`,
    ],
  ],
  [
    'a lesson that is not there, required',
    programme,
    'lesson: holding-a-call',
    'lesson: holding-a-cal',
    [`${programme}:5: no lesson holding-a-cal. Did you mean holding-a-call?`],
  ],
  [
    'a quiz that is not there, required',
    programme,
    '  - quiz: telephone\n  - ack',
    '  - quiz: tele\n  - ack',
    [`${programme}:6: no quiz tele. Write quizzes/tele.mdx, or cite one that is there.`],
  ],
  [
    'a standard that is not there, acknowledged',
    programme,
    'acknowledgement: telephone',
    'acknowledgement: phone',
    [`${programme}:7: no standard phone. Write standards/phone.mdx, or cite one that is there.`],
  ],
  [
    'a requirement named twice',
    programme,
    '  - quiz: telephone\n  - ack',
    '  - quiz: telephone\n  - quiz: telephone\n  - ack',
    [`${programme}:7: requirements names the quiz telephone twice. Delete one of the two.`],
  ],
  [
    'a requirement of an unknown kind',
    programme,
    '- acknowledgement: telephone',
    '- acknowlegement: telephone',
    [`${programme}:7: there is no field acknowlegement in requirements. Did you mean acknowledgement?`],
  ],
  [
    'a role that nobody has',
    standard,
    'role="adviser"',
    'role="advisor"',
    [`${standard}:21: no role advisor. Did you mean adviser?`],
  ],
  [
    'everyone beside a role',
    standard,
    'role="adviser"',
    'role="everyone, adviser"',
    [`${standard}:21: everyone stands beside other words. Write everyone alone, or leave it out.`],
  ],
  [
    'a channel that is not worked',
    standard,
    'channel="phone" target="none"',
    'channel="telex" target="none"',
    [
      `${standard}:21: no channel telex. Write it into channels of organisation.yaml, or use one that is there: phone or chat.`,
    ],
  ],
  [
    'a branch that is not there',
    programme,
    'channels: [phone] }',
    'branches: [milbrook] }',
    [`${programme}:3: no branch milbrook. Did you mean millbrook?`],
  ],
  [
    'a picture that is not there',
    lesson,
    'images/hold.svg',
    'images/hodl.svg',
    [`${lesson}:12: no picture images/hodl.svg. Did you mean images/hold.svg?`],
  ],
  [
    'a picture of another site',
    lesson,
    'images/hold.svg',
    'https://quay.example/hold.svg',
    [
      `${lesson}:12: the picture https://quay.example/hold.svg is on another site. Put the file into images/ and write src="images/…".`,
    ],
  ],
  [
    'a link to a lesson that is not there',
    lesson,
    'Mrs Hale',
    '[Mrs Hale](/lessons/hale)',
    [`${lesson}:8: no lesson hale. Write lessons/hale.mdx, or cite one that is there.`],
  ],
  [
    'a link to a clause that is not there',
    lesson,
    'Mrs Hale',
    '[Mrs Hale](/clauses/TEL-40)',
    [`${lesson}:8: no clause TEL-40. Did you mean TEL-04?`],
  ],
  [
    'a link to a section that is not there',
    lesson,
    'Mrs Hale',
    '[Mrs Hale](/standards/telephone#holding-a-cal)',
    [`${lesson}:8: no place /standards/telephone#holding-a-cal. Did you mean /standards/telephone#holding-a-call?`],
  ],
  [
    'a link that runs code',
    lesson,
    'Mrs Hale',
    '[Mrs Hale](javascript:alert)',
    [`${lesson}:8: the link javascript:alert leads nowhere. ${linkMend}`],
  ],
  [
    'a link that a browser takes for another site',
    lesson,
    'Mrs Hale',
    '[Mrs Hale](//quay.example)',
    [`${lesson}:8: the link //quay.example leads nowhere. ${linkMend}`],
  ],
  [
    'a link to a file',
    lesson,
    'Mrs Hale',
    '[Mrs Hale](picking-up.mdx)',
    [`${lesson}:8: the link picking-up.mdx leads nowhere. ${linkMend}`],
  ],
]

describe('a citation that does not resolve is told where it stands:', () => {
  test.each(citations)('%s', (_, file, passage, instead, faults) => {
    expect(faultsWhen(file, passage, instead)).toEqual(faults)
  })

  test('links to the web, to mail and to other pages of the portal are left alone', () => {
    const links = '[a](https://quay.example/x) [b](mailto:desk@quay.example) [c](/help) [d](/glossary#warm-transfer)'
    expect(faultsWhen(lesson, 'Mrs Hale', links)).toEqual([])
  })
})

describe('an id is used once:', () => {
  test('a clause id', () => {
    expect(faultsWhen(standard, 'id="TEL-05"', 'id="TEL-04"')).toContain(
      `${standard}:21: the clause id TEL-04 is taken by line 16. Give this clause the next free number.`,
    )
  })

  test('a question id, also between a quiz and a lesson', () => {
    expect(faultsWhen(quiz, 'id="tel-ask"', 'id="holding-check"')).toEqual([
      `${quiz}:9: the question id holding-check is taken by ${lesson}:23. Give this question another id.`,
    ])
  })

  test('the prefix of a standard', () => {
    const text = (soundLibrary[standard] ?? '').replaceAll('TEL-04', 'TEL-06').replaceAll('TEL-05', 'TEL-07')
    expect(faultsOf({ ...soundLibrary, 'standards/phone.mdx': text })).toEqual([
      `${standard}:4: the prefix TEL is taken by standards/phone.mdx:4. Give this standard another prefix.`,
    ])
  })

  test('a file name, whatever its capital letters', () => {
    expect(faultsOf({ ...soundLibrary, 'images/Hold.svg': soundLibrary['images/hold.svg'] ?? '' })).toEqual([
      'images/hold.svg:1: the file name differs from images/Hold.svg only in capital letters. Rename one: some machines take them for the same file.',
    ])
  })
})

const values: readonly Slip[] = [
  [
    'a clause id without a number',
    standard,
    'id="TEL-05"',
    'id="TEL-x"',
    [`${standard}:21: TEL-x is not a clause id. Write a prefix and a number: TEL-05.`],
  ],
  [
    'a clause of another prefix',
    standard,
    'id="TEL-05"',
    'id="TLE-05"',
    [
      `${standard}:21: the clause TLE-05 does not begin with the prefix TEL of its standard. Write TEL-05, or move the clause.`,
    ],
  ],
  [
    'an unknown level of a clause',
    standard,
    'level="must-not"',
    'level="mustnot"',
    [`${standard}:21: the level of TEL-05 is mustnot. Did you mean must-not?`],
  ],
  [
    'an unknown kind of standard',
    standard,
    'kind: standard',
    'kind: rule',
    [`${standard}:3: kind is rule. It can be standard, policy, procedure, memo or quick-reply.`],
  ],
  [
    'a prefix in small letters',
    standard,
    'prefix: TEL',
    'prefix: tel',
    [`${standard}:4: the prefix tel is not two to five capital letters. Write it as TEL.`],
  ],
  [
    'a day that the calendar does not have',
    standard,
    '2027-09-01',
    '2027-02-30',
    [`${standard}:8: review_by is 2027-02-30. Write a day of the calendar as 2027-03-31.`],
  ],
  [
    'a parameter that is no number',
    standard,
    'value="30"',
    'value="thirty"',
    [
      `${standard}:22: the value thirty of the parameter hold is not a number. Write digits only: value="30"; the unit stands in unit="s".`,
    ],
  ],
  [
    'a unit that nobody knows',
    standard,
    'unit="s"',
    'unit="sec"',
    [`${standard}:22: no unit sec. It can be s, min, h, d, working-days, % or GBP.`],
  ],
  [
    'two parameters of one name',
    standard,
    'without coming',
    'or <Param name="hold" value="1" unit="min" /> without coming',
    [`${standard}:22: the clause has two parameters hold. Give each its own name.`],
  ],
  [
    'a clause with a reason and no words',
    standard,
    'You must ask before you put a caller on hold.\n',
    '',
    [`${standard}:16: the clause TEL-04 has no words. Write what people must do, before <Why>.`],
  ],
  [
    'a single question with two right answers',
    quiz,
    'type="multiple"',
    'type="single"',
    [
      `${quiz}:9: the question tel-ask is single and has 2 correct options. Write <Option correct> for exactly one, or type="multiple".`,
    ],
  ],
  [
    'a single question with no right answer',
    quiz,
    '<Option correct>At',
    '<Option>At',
    [
      `${quiz}:16: the question tel-hold is single and has no correct option. Write <Option correct> for exactly one, or type="multiple".`,
    ],
  ],
  [
    'a multiple question with one right answer',
    quiz,
    'type="single"',
    'type="multiple"',
    [
      `${quiz}:16: the question tel-hold is multiple and has one correct option. Write <Option correct> for two or more, or type="single".`,
    ],
  ],
  [
    'a multiple question with nothing wrong',
    quiz,
    '<Option>A price',
    '<Option correct>A price',
    [`${quiz}:9: the question tel-ask is multiple and has no wrong option. Write at least one that is wrong.`],
  ],
  [
    'a question with one option',
    quiz,
    '<Option>At 10:05:00 <Feedback>Too late.</Feedback></Option>\n',
    '',
    [`${quiz}:16: the question tel-hold has one option. Write at least two; three good ones are enough.`],
  ],
  [
    'an option without feedback',
    quiz,
    ' <Feedback>Too late.</Feedback>',
    '',
    [
      `${quiz}:18: option a of the question tel-hold has no feedback. Say why it is right or wrong in <Feedback>…</Feedback>.`,
    ],
  ],
  [
    'an option without words',
    quiz,
    'At 10:05:00 <Feedback>',
    '<Feedback>',
    [`${quiz}:18: option a of the question tel-hold has no words. Write them before its <Feedback>.`],
  ],
  [
    'two options that read alike',
    quiz,
    'At 10:05:00',
    'at 10:04:30',
    [`${quiz}:19: options a and b of the question tel-hold are the same. Change or delete one.`],
  ],
  [
    'a question that asks nothing',
    quiz,
    'What does the question hold?\n',
    '',
    [`${quiz}:9: the question tel-ask asks nothing. Write the question before its first <Option>.`],
  ],
  [
    'words after the options',
    quiz,
    '</Option>\n</Question>\n\n<Question',
    '</Option>\n\nThink twice.\n</Question>\n\n<Question',
    [
      `${quiz}:15: the question tel-ask has text between or after its options. Put it before the first <Option>, or into one.`,
    ],
  ],
  [
    'words between the questions of a quiz',
    quiz,
    '</Question>\n\n<Question',
    '</Question>\n\nNow listen.\n\n<Question',
    [
      `${quiz}:16: text outside a question, which nobody would see. Put it into a <Question>, into the summary, or into a comment {/* … */}.`,
    ],
  ],
  [
    'an unknown type of question',
    quiz,
    'type="single"',
    'type="singel"',
    [`${quiz}:16: the type of the question tel-hold is singel. Did you mean single?`],
  ],
  [
    'an unknown level of question',
    quiz,
    'level="apply"',
    'level="aply"',
    [`${quiz}:16: the level of the question tel-hold is aply. Did you mean apply?`],
  ],
  [
    'a question id in capitals',
    quiz,
    'id="tel-ask"',
    'id="Tel Ask"',
    [`${quiz}:9: Tel Ask is not a question id. Write small letters, digits and hyphens: id="tel-hold-latest".`],
  ],
  [
    'more questions drawn than the bank holds',
    quiz,
    'questions_per_clause: 1',
    'questions_per_clause: 2',
    [
      `${quiz}:6: questions_per_clause is 2, but the bank holds 1 question on TEL-04. Write 1 more question on it, or ask for fewer.`,
      `${quiz}:6: questions_per_clause is 2, but the bank holds 1 question on TEL-05. Write 1 more question on it, or ask for fewer.`,
    ],
  ],
  [
    'a pass mark above everything',
    quiz,
    'pass_percent: 80',
    'pass_percent: 101',
    [`${quiz}:5: pass_percent is 101. Give a whole number of per cent from 1 to 100.`],
  ],
  [
    'a pass mark of nothing',
    quiz,
    'pass_percent: 80',
    'pass_percent: 0',
    [`${quiz}:5: pass_percent is 0. Give a whole number of per cent from 1 to 100.`],
  ],
  [
    'a validity of no months',
    programme,
    'valid_for_months: 12',
    'valid_for_months: 0',
    [`${programme}:11: valid_for_months is 0. Give a whole number of months from 1 to 120.`],
  ],
  [
    'a renewal window as long as the validity',
    programme,
    'valid_for_months: 12',
    'valid_for_months: 2',
    [
      `${programme}:12: the renewal window of 60 days is as long as the 2 months of validity. Make it shorter than the validity.`,
    ],
  ],
  [
    'an audience without roles',
    programme,
    'roles: [adviser, team-leader], ',
    '',
    [`${programme}:3: the audience has no roles. Write \`roles: everyone\`, or job roles as \`roles: [adviser]\`.`],
  ],
  [
    'a time zone that is not there',
    organisation,
    'Europe/London',
    'Europe/Londn',
    [
      `${organisation}:2: no time zone Europe/Londn. Write it as Europe/London: the part of the world, a stroke, the city.`,
    ],
  ],
  [
    'a role called everyone',
    organisation,
    'roles: { adviser',
    'roles: { everyone: All, adviser',
    [`${organisation}:5: everyone cannot be the id of a role, because it stands for more than one. Choose another id.`],
  ],
  [
    'a lesson that begins without a heading',
    lesson,
    '## Ask first\n',
    '',
    [
      `${lesson}:7: the lesson begins without a heading. Write a ## heading before the first words; each section is a page of its own.`,
    ],
  ],
  [
    'a term that means two things',
    'glossary.yaml',
    'aliases: [warm transfers]',
    'aliases: [Warm transfer]',
    ['glossary.yaml:1: "Warm transfer" is a word of warm-transfer twice. Keep it in one place.'],
  ],
  [
    'readers that are neither a right nor a role',
    lesson,
    'minutes: 5',
    'minutes: 5\nreaders: [steward, advisor]',
    [`${lesson}:5: no role advisor. Did you mean adviser?`],
  ],
]

describe('a value that cannot be meant is told where it stands:', () => {
  test.each(values)('%s', (_, file, passage, instead, faults) => {
    const told = faultsWhen(file, passage, instead)
    // What cites a clause whose id is spoiled is told as well; the first cause is what counts here.
    expect(told.filter((fault) => faults.includes(fault) || !/: no (?:clause|place) /.test(fault))).toEqual(faults)
  })
})

describe('files that nobody would read', () => {
  test('a missing organisation.yaml is told once, without every role', () => {
    expect(faultsOf(without(organisation))).toEqual([
      'organisation.yaml:1: there is no organisation.yaml. Write one with name, time_zone, language, readiness_target_percent, roles, channels and branches.',
    ])
  })

  test.each([
    ['lesson/holding.mdx', 'lesson/holding.mdx:1: no content is read from the folder lesson/. Did you mean lessons?'],
    [
      'lessons/holding.md',
      'lessons/holding.md:1: the name of a file of lessons/ ends with .mdx. Rename it to lessons/holding.mdx.',
    ],
    [
      'lessons/a/holding.mdx',
      'lessons/a/holding.mdx:1: files of lessons/ stand in no folder of their own. Move it to lessons/holding.mdx.',
    ],
    [
      'organization.yaml',
      'organization.yaml:1: no content is read from organization.yaml. Did you mean organisation.yaml?',
    ],
  ])('%s is told', (path, fault) => {
    expect(faultsOf({ ...soundLibrary, [path]: 'title: x\n' })).toEqual([fault])
  })

  test('a file name that is no id is told', () => {
    expect(faultsOf({ ...soundLibrary, 'programmes/First Week.yaml': soundLibrary[programme] ?? '' })).toEqual([
      'programmes/First Week.yaml:1: the file name First Week.yaml is not an id. Write small letters, digits and hyphens: programmes/picking-up.yaml.',
    ])
  })

  test('a file of another kind is only warned about', () => {
    const { faults, warnings } = parse({ ...soundLibrary, 'lessons/notes.txt': 'Ask Sunita.' })
    expect([faults.length, warnings.map(({ file }) => file)]).toEqual([0, ['lessons/notes.txt']])
  })

  test('a picture that no text shows is only warned about', () => {
    const { warnings } = parse({ ...soundLibrary, 'images/other.svg': soundLibrary['images/hold.svg'] ?? '' })
    expect(warnings.map(({ says }) => says)).toEqual(['no text shows this picture'])
  })

  test('a lesson that no programme requires is only warned about', () => {
    const { faults, warnings } = parse(spoiled(programme, '  - lesson: holding-a-call\n', ''))
    expect([faults.length, warnings.map(({ says }) => says)]).toEqual([0, ['no programme requires this lesson']])
  })
})
