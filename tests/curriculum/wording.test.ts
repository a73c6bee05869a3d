import { describe, expect, test } from 'vitest'
import { wordFault } from '../../src/curriculum/faults.ts'
import { wordCheck, checkFolder } from '../../src/curriculum/report.ts'
import { dutiesOfNobody, isMeasurable, sentencesOf, wordsIn } from '../../src/curriculum/wording.ts'
import { temporaryFolder } from '../db/temporary.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse, soundLibrary, spoiled, type Library } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const lesson = 'lessons/holding-a-call.mdx'
const quiz = 'quizzes/telephone.mdx'

const warningsOf = (library: Library) => {
  const { faults, warnings } = parse(library)
  expect(faults).toEqual([])
  return warnings.map(wordFault)
}
const warningsWhen = (path: string, passage: string, replacement: string) =>
  warningsOf(spoiled(path, passage, replacement))
const words = (number: number) => `${Array.from({ length: number }, (_, index) => `word${index + 1}`).join(' ')}.`

describe('sentences', () => {
  test('end with a stop before a capital, a number or a quotation', () => {
    expect(sentencesOf('Ring back. “Is it you?” asks Ken. 30 seconds pass! He waits…')).toEqual([
      'Ring back.',
      '“Is it you?” asks Ken.',
      '30 seconds pass!',
      'He waits…',
    ])
  })

  test('go on after an abbreviation, a decimal number and a stop within a word', () => {
    const text = 'Mrs. Hale waits, e.g. In the hall, for 4.5 minutes at shop.example and longer.'
    expect(sentencesOf(text)).toEqual([text])
  })

  test('count words, not dashes', () => {
    expect(wordsIn('Alder & Quay – a first-rate firm – waits 30 seconds')).toBe(8)
  })
})

describe('a long sentence', () => {
  test('of 31 words is warned of, in prose, with its file and line', () => {
    expect(warningsWhen(lesson, 'Mrs Hale is *waiting*.', words(31))).toEqual([
      `${lesson}:8: the sentence "word1 word2 word3 word4 word5 word6…" has 31 words. Make two of it: 30 are the most.`,
    ])
  })

  test('of 30 words is not', () => {
    expect(warningsWhen(lesson, 'Mrs Hale is *waiting*.', words(30))).toEqual([])
  })

  test('is warned of in clauses, reasons, questions, feedback, summaries and definitions', () => {
    for (const [path, passage] of [
      [standard, 'You must ask before you put a caller on hold.'],
      [standard, 'Silence feels longer than it is.'],
      [quiz, 'What does the question hold?'],
      [quiz, 'Too late.'],
      [standard, 'What callers may count on.'],
      [lesson, 'Silence and what it does.'],
      [quiz, 'Two questions.'],
      ['programmes/telephone-adviser.yaml', 'Opens the telephone.'],
      ['glossary.yaml', 'A transfer with a word between colleagues.'],
    ] as const) {
      expect(warningsWhen(path, passage, words(31)), passage).toEqual([expect.stringContaining('has 31 words')])
    }
  })

  test('counts the words of numbers and of links', () => {
    const text = `${words(29).slice(0, -1)} [two more](/clauses/TEL-05).`
    expect(warningsWhen(lesson, 'Mrs Hale is *waiting*.', text)).toEqual([expect.stringContaining('has 31 words')])
  })

  test('is not made of two items of a list, nor of a heading and what follows', () => {
    const text = `### ${words(20)}\n\n- ${words(20).slice(0, -1)}\n- ${words(20).slice(0, -1)}`
    expect(warningsWhen(lesson, 'Mrs Hale is *waiting*.', text)).toEqual([])
  })
})

describe('a duty of nobody', () => {
  test.each([
    'The form must be sent.',
    'A reply must not be given late.',
    'It must always be clearly written.',
    'The letter must be answered by Friday.',
    'The letter must be sent by post.',
    'The form must be filled in by the end of the day.',
    'The form must be checked by 5 pm.',
  ])('is "%s"', (sentence) => {
    expect(dutiesOfNobody(sentence)).toHaveLength(1)
  })

  test.each([
    'The form must be sent by the team leader.',
    'It must be answered by Friday by the complaints officer.',
    'You must send the form.',
    'You must be polite.',
    'Every reply must be short, and prepared answers may help.',
    'You must be prepared for tears.',
    'The flag must be red.',
    'You must have the form sent.',
    'The form may be sent.',
  ])('is not "%s"', (sentence) => {
    expect(dutiesOfNobody(sentence)).toEqual([])
  })

  test('is warned of in standards and lessons, and not where somebody speaks or is asked', () => {
    expect(warningsWhen(standard, 'They hear a voice, or they hear nothing.', 'The call must be answered.')).toEqual([
      `${standard}:10: "must be answered" names nobody who does it. Say who: "you must …", or "… by the team leader".`,
    ])
    expect(warningsWhen(lesson, 'May I put you on hold?', 'It must be answered.')).toEqual([])
    expect(warningsWhen(lesson, 'When I am done', 'It must be answered')).toEqual([])
    expect(warningsWhen(quiz, 'A price', 'It must be answered')).toEqual([])
  })
})

describe('a target', () => {
  test.each([
    '95% of calls',
    'no breach',
    'every reviewed call',
    'once a year',
    'all teams',
    'one offer',
    'half of them',
  ])('is measurable when it says "%s"', (target) => {
    expect(isMeasurable(target)).toBe(true)
  })

  test.each(['good quality', 'as soon as possible', 'nobly done', 'someone', 'calls'])(
    'is not measurable when it says "%s"',
    (target) => {
      expect(isMeasurable(target)).toBe(false)
    },
  )

  test('that counts nothing is warned of; "none" is a decision', () => {
    expect(warningsWhen(standard, 'target="95% of calls"', 'target="prompt and friendly"')).toEqual([
      `${standard}:16: the target of TEL-04, "prompt and friendly", counts nothing. Say how many, how often or of what share ("95% of calls", "no breach"), or write target="none".`,
    ])
    expect(warningsWhen(standard, 'target="95% of calls"', 'target="none"')).toEqual([])
  })
})

describe('a term that a text explains', () => {
  const listed = (heading: string, item: string) =>
    warningsWhen(standard, '## Holding a call', `## ${heading}\n\n${item}\n\n## Holding a call`)

  test('and the glossary lacks is warned of where it stands', () => {
    expect(listed('What the words mean', '- **Hold**: silence.\n- **Cold transfer**: without a word.')).toEqual([
      `${standard}:14: "Hold" is explained here and is no term of the glossary. Write it into glossary.yaml, or among the aliases of a term that means the same.`,
      `${standard}:15: "Cold transfer" is explained here and is no term of the glossary. Write it into glossary.yaml, or among the aliases of a term that means the same.`,
    ])
  })

  test('is in the glossary by its term, an alias or a plural, in any case', () => {
    expect(listed('Definitions', '- **Warm transfer**: with a word.\n- **WARM TRANSFERS:** the same.')).toEqual([])
  })

  test('is told from bold words that are only stressed', () => {
    expect(
      listed('What the words mean', '- **Must** and **must not** bind.\n\n**Hold**: a paragraph, not an item.'),
    ).toEqual([])
    expect(listed('Where it holds', '- **In the branch**: at the counter.')).toEqual([])
  })

  test('is not told while the glossary cannot be read', () => {
    const library = spoiled(standard, '## Holding a call', '## Terms\n\n- **Hold**: silence.\n\n## Holding a call')
    expect(parse({ ...library, 'glossary.yaml': 'warm: [' }).warnings).toEqual([])
  })
})

test('warnings are printed with file and line, handed on as data, and are no faults', async () => {
  const dir = temporaryFolder()
  const library = spoiled(standard, 'They hear a voice, or they hear nothing.', 'The call must be answered.')
  for (const [path, text] of Object.entries({ ...soundLibrary, ...library })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const result = await checkFolder(dir)
  expect([result.ok, result.faults]).toEqual([true, []])
  expect(result.warnings).toMatchObject([{ file: 'clauses.lock' }, { file: standard, line: 10 }])
  expect(wordCheck(result)).toContain(`warning: ${standard}:10: "must be answered" names nobody who does it.`)
})

test('in_text: no keeps a term out of the texts, and anything else but yes is a fault', () => {
  const glossary = 'glossary.yaml'
  const definition = '  definition: A transfer with a word between colleagues.'
  const termWhen = (line: string) => parse(spoiled(glossary, definition, `${definition}\n  in_text: ${line}`))
  expect(termWhen('no').curriculum?.glossary[0]?.inText).toBe(false)
  expect(termWhen('yes').curriculum?.glossary[0]).not.toHaveProperty('inText')
  expect(termWhen('never').faults.map(({ says }) => says)).toEqual(['in_text of warm-transfer is never'])
})
