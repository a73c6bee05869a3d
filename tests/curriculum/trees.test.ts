/** What author text becomes, and the words of it. */
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/curriculum/tree.ts'
import { parse, soundCurriculum, spoiled } from './small-library.ts'
import type { Tree } from '../../src/domain/curriculum.ts'

const lesson = 'lessons/holding-a-call.mdx'
const tip = '<Try>Count to thirty.</Try>'

/** The trees of a passage that stands in a lesson. */
function treesFrom(passage: string): readonly Tree[] {
  const { lessons } = soundCurriculum(spoiled(lesson, tip, passage))
  const body = lessons[0]?.sections[1]?.body ?? []
  return body.slice(body.findIndex((tree) => typeof tree !== 'string' && tree.tag === 'Check') + 1)
}

describe('Markdown becomes trees', () => {
  test.each<[name: string, passage: string, trees: readonly Tree[]]>([
    [
      'emphasis and code',
      'Say *yes*, **no** or `maybe` ~~later~~.',
      [
        {
          tag: 'p',
          kids: [
            'Say ',
            { tag: 'em', kids: ['yes'] },
            ', ',
            { tag: 'strong', kids: ['no'] },
            ' or ',
            { tag: 'code', kids: ['maybe'] },
            ' ',
            { tag: 'del', kids: ['later'] },
            '.',
          ],
        },
      ],
    ],
    [
      'a tight list without paragraphs',
      '- one\n- two',
      [
        {
          tag: 'ul',
          kids: [
            { tag: 'li', kids: ['one'] },
            { tag: 'li', kids: ['two'] },
          ],
        },
      ],
    ],
    [
      'a numbered list that begins later',
      '3. three',
      [{ tag: 'ol', props: { start: '3' }, kids: [{ tag: 'li', kids: ['three'] }] }],
    ],
    [
      'a table',
      '| a | b |\n| :-- | --- |\n| 1 | *2* |',
      [
        {
          tag: 'table',
          kids: [
            {
              tag: 'thead',
              kids: [
                {
                  tag: 'tr',
                  kids: [
                    { tag: 'th', props: { align: 'left' }, kids: ['a'] },
                    { tag: 'th', kids: ['b'] },
                  ],
                },
              ],
            },
            {
              tag: 'tbody',
              kids: [
                {
                  tag: 'tr',
                  kids: [
                    { tag: 'td', props: { align: 'left' }, kids: ['1'] },
                    { tag: 'td', kids: [{ tag: 'em', kids: ['2'] }] },
                  ],
                },
              ],
            },
          ],
        },
      ],
    ],
    [
      'a block of code, as it stands',
      '```\na <5 {x}\n  b\n```',
      [{ tag: 'pre', kids: [{ tag: 'code', kids: ['a <5 {x}\n  b'] }] }],
    ],
    [
      'a link by name',
      '[the lesson][here]\n\n[here]: /lessons/holding-a-call',
      [{ tag: 'p', kids: [{ tag: 'a', props: { href: '/lessons/holding-a-call' }, kids: ['the lesson'] }] }],
    ],
    [
      'a picture',
      '![a clock](images/hold.svg)',
      [{ tag: 'p', kids: [{ tag: 'img', props: { src: 'images/hold.svg', alt: 'a clock' } }] }],
    ],
    [
      'a quotation and a line',
      '> Wait.\n\n---',
      [{ tag: 'blockquote', kids: [{ tag: 'p', kids: ['Wait.'] }] }, { tag: 'hr' }],
    ],
  ])('%s', (_, passage, trees) => {
    expect(treesFrom(passage)).toEqual(trees)
  })
})

describe('a component is the same however its lines are wrapped', () => {
  const note: Tree = { tag: 'Note', kids: [{ tag: 'p', kids: ['Wait ', { tag: 'em', kids: ['here'] }, '.'] }] }

  test.each([
    ['on one line', '<Note>Wait *here*.</Note>'],
    ['on lines of its own', '<Note>\nWait *here*.\n</Note>'],
    ['with empty lines', '<Note>\n\nWait\n*here*.\n\n</Note>'],
    ['with indented words', '<Note>\n  Wait *here*.\n</Note>'],
  ])('%s', (_, passage) => {
    expect(treesFrom(passage)).toEqual([note])
  })

  test('a component inside a paragraph comes out of it', () => {
    expect(treesFrom('Before. <Note>Wait *here*.</Note> After.')).toEqual([
      { tag: 'p', kids: ['Before.'] },
      note,
      { tag: 'p', kids: ['After.'] },
    ])
  })

  test('a component inside an item of a list stays there', () => {
    expect(treesFrom('1. First.\n\n   <Note>Wait *here*.</Note>')).toEqual([
      { tag: 'ol', kids: [{ tag: 'li', kids: [{ tag: 'p', kids: ['First.'] }, note] }] },
    ])
  })
})

describe('the words of a clause', () => {
  const clauseFrom = (words: string) => {
    const library = spoiled('standards/telephone.mdx', 'You must ask before you put a caller on hold.', words)
    const [clause] = soundCurriculum(library).standards[0]?.clauses ?? []
    if (clause === undefined) throw new Error('no clause')
    return clause
  }

  test('a number reads with its unit', () => {
    expect(clauseFrom('Wait <Param name="a" value="20" unit="min" /> at most.').text).toBe('Wait 20 minutes at most.')
  })

  test('one of a unit is singular', () => {
    expect(clauseFrom('Wait <Param name="a" value="1" unit="working-days" />.').text).toBe('Wait 1 working day.')
  })

  test('per cent and pounds are written as signs', () => {
    const text = 'Take <Param name="a" value="5" unit="%" /> of <Param name="b" value="30" unit="GBP" />.'
    expect(clauseFrom(text).text).toBe('Take 5% of £30.')
  })

  test.each([
    ['alone on the first line', '<Param name="a" value="20" unit="s" />\nis the most.', '20 seconds is the most.'],
    [
      'alone on a middle line',
      'Wait\n<Param name="a" value="20" unit="s" />\nand speak.',
      'Wait 20 seconds and speak.',
    ],
    ['alone on the last line', 'Wait for\n<Param name="a" value="20" unit="s" />', 'Wait for 20 seconds'],
  ])('a number that stands %s belongs to its sentence', (_, words, text) => {
    const clause = clauseFrom(words)
    expect([clause.text, clause.body.length]).toEqual([text, 1])
  })

  test('reasons and examples are no part of them', () => {
    expect(clauseFrom('Ask first. <Example>May I?</Example> Then wait.').text).toBe('Ask first. Then wait.')
  })

  test('steps of a list are parted by spaces', () => {
    expect(clauseFrom('You must:\n\n- ask\n- wait\n').text).toBe('You must: ask wait')
  })

  test('a reason right beneath a list is no part of them', () => {
    const clause = clauseFrom('You must:\n\n- ask\n- wait')
    expect([clause.text, textOf(clause.why)]).toEqual(['You must: ask wait', 'Hold is something you ask.'])
  })

  test('an option right beneath a list is an option', () => {
    const library = spoiled(
      'quizzes/telephone.mdx',
      'What does the question hold?',
      'What of these?\n\n- a reason\n- a choice',
    )
    expect(soundCurriculum(library).quizzes[0]?.questions[0]?.options).toHaveLength(3)
  })

  test('letters are composed', () => {
    expect(clauseFrom('Zoe\u0308 asks.').text).toBe('Zo\u00eb asks.')
  })

  test('its numbers are listed in order', () => {
    const text = 'Wait <Param name="a" value="1" unit="s" />, then <Param name="b" value="2" unit="s" />.'
    expect(clauseFrom(text).params.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})

describe('the words of a tree', () => {
  test('what a picture shows counts as words', () => {
    expect(
      textOf([
        { tag: 'Figure', props: { src: 'a.svg', alt: 'A clock', caption: 'Ten' } },
        { tag: 'p', kids: ['x'] },
      ]),
    ).toBe('A clock Ten x')
  })
})

describe('sections', () => {
  test('each has an id made of its title', () => {
    expect(soundCurriculum().lessons[0]?.sections.map(({ id }) => id)).toEqual(['ask-first', 'come-back'])
  })

  test('two of one title have two ids', () => {
    const [first] = soundCurriculum(spoiled(lesson, '## Come back', '## Ask first')).lessons
    expect(first?.sections.map(({ id }) => id)).toEqual(['ask-first', 'ask-first-2'])
  })

  test('what stands before the first heading of a standard has no title', () => {
    expect(soundCurriculum().standards[0]?.sections.map(({ title }) => title)).toEqual([undefined, 'Holding a call'])
  })
})

describe('the preview of a faulty text', () => {
  test('holds no link that runs code', () => {
    const { partial } = parse(spoiled(lesson, tip, '[Count](javascript:alert)'))
    expect(JSON.stringify(partial.lessons)).not.toContain('javascript')
  })
})
