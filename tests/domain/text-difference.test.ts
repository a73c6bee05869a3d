import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  differenceBetween,
  sideOf,
  type DifferenceLine,
  type LineKind,
  type TextDifference,
  type TextLine,
} from '../../src/domain/text-difference.ts'

const lines = (as: LineKind, ...texts: string[]): TextLine[] => texts.map((text) => ({ as, text }))
const between = (before: string, after: string) =>
  differenceBetween(lines('paragraph', before), lines('paragraph', after))

/** As it is read: `[-taken out-]`, `{+put in+}`. */
const marked = (runs: DifferenceLine['runs']) =>
  runs.map(({ kind, text }) => ({ same: text, out: `[-${text}-]`, in: `{+${text}+}` })[kind]).join('')
const written = (difference: TextDifference) =>
  difference.lines.map(({ as, number, runs }) => `${as === 'paragraph' ? '' : `${number ?? '·'} `}${marked(runs)}`)

describe('a marked difference', () => {
  test.each([
    [
      'a number is marked together with its unit',
      'You must not leave a caller on hold for more than 60 seconds without coming back.',
      'You must not leave a caller on hold for more than 30 seconds without coming back.',
      'You must not leave a caller on hold for more than [-60 seconds-] {+30 seconds+} without coming back.',
    ],
    [
      'a unit alone is marked together with its number',
      'Come back within 2 minutes.',
      'Come back within 2 hours.',
      'Come back within [-2 minutes-] {+2 hours+}.',
    ],
    ['a percentage keeps its sign', 'Stay at 5% or fewer.', 'Stay at 4% or fewer.', 'Stay at [-5%-] {+4%+} or fewer.'],
    [
      'a word is marked whole',
      'Agree a call-back with them.',
      'Agree a call-back time with them.',
      'Agree a call-back {+time+} with them.',
    ],
    [
      'a sentence put in is marked from its beginning to its stop',
      'You must ask. You must wait.',
      'You must ask. You must say why. You must wait.',
      'You must ask. {+You must say why.+} You must wait.',
    ],
    ['a stop that changed is shown with its word', 'Come back.', 'Come back!', 'Come [-back.-] {+back!+}'],
    [
      'a comma that became a word takes its word along',
      'Ask, then wait for the yes.',
      'Ask and then wait for the yes.',
      '[-Ask,-] {+Ask and+} then wait for the yes.',
    ],
    [
      'quotation marks that were added go with their word',
      'Say hello to every caller.',
      'Say “hello” to every caller.',
      'Say [-hello-] {+“hello”+} to every caller.',
    ],
    [
      'a short word between two replaced stretches is no island',
      'You must put a caller on hold and wait.',
      'You must place the caller into hold and wait.',
      'You must [-put a caller on-] {+place the caller into+} hold and wait.',
    ],
    [
      'words that stay between two additions stay unmarked',
      'You must ask the caller.',
      'You must always ask the caller politely.',
      'You must {+always+} ask the caller {+politely+}.',
    ],
  ])('%s', (_, before, after, expected) => {
    expect(written(between(before, after))).toEqual([expected])
  })

  test('quotes and dashes of another style are no difference', () => {
    expect(between('Say “hello” – and wait for the caller’s yes…', `Say 'hello' - and wait for the caller's yes...`).kind)
      .toBe('same') // prettier-ignore
  })

  test('a step put in leaves the others as they were, and numbers them anew', () => {
    const before = lines('step', 'Ask the name.', 'Write it down.')
    const after = lines('step', 'Greet the caller.', 'Ask the name.', 'Write it down.')
    expect(written(differenceBetween(before, after))).toEqual([
      '1 {+Greet the caller.+}',
      '2 Ask the name.',
      '3 Write it down.',
    ])
  })

  test('a step taken out has no number any more', () => {
    const before = lines('step', 'Greet the caller.', 'Ask the name.', 'Write it down.')
    const after = lines('step', 'Greet the caller.', 'Write it down.')
    expect(written(differenceBetween(before, after))).toEqual([
      '1 Greet the caller.',
      '· [-Ask the name.-]',
      '2 Write it down.',
    ])
  })

  test('steps that changed places are marked line by line', () => {
    const difference = differenceBetween(
      lines('step', 'Greet the caller.', 'Ask the name.', 'Write it down.'),
      lines('step', 'Greet the caller.', 'Write it down.', 'Ask the name.'),
    )
    expect(difference.kind).toBe('marked')
    expect(difference.lines.every(({ runs }) => runs.length < 5)).toBe(true)
  })

  test('a paragraph that became a list with the same words is rearranged', () => {
    const before = lines('paragraph', 'Ask the name. Write it down.')
    const after = lines('step', 'Ask the name.', 'Write it down.')
    expect(differenceBetween(before, after)).toMatchObject({
      kind: 'rearranged',
      lines: [{ as: 'step' }, { number: 2 }],
    })
  })

  test('a text of which little stayed stands whole, the old before the new', () => {
    const before = 'Ring at the agreed time even when the answer is still on its way.'
    const after = 'Call back when you said you would, whatever you have found.'
    const difference = between(before, after)
    expect(difference.kind).toBe('rewritten')
    expect(written(difference)).toEqual([`[-${before}-]`, `{+${after}+}`])
  })
})

describe('every difference', () => {
  const word = fc.constantFrom('you', 'must', 'not', 'hold', 'the', 'line', '30 seconds', '“yes”', 'call-back', 'a')
  const text = fc
    .array(fc.tuple(word, fc.constantFrom('', '', '', ',', '.')), { minLength: 1, maxLength: 14 })
    .map((words) => words.map(([one, mark]) => one + mark).join(' '))
  const body = fc.array(
    fc.record({ as: fc.constantFrom<LineKind>('paragraph', 'point', 'step'), text }),
    { minLength: 1, maxLength: 4 },
  ) // prettier-ignore
  const bare = (texts: readonly string[]) => texts.join('').replaceAll(' ', '')
  const side = (difference: TextDifference, which: 'before' | 'after') =>
    bare(sideOf(difference, which).flatMap(({ runs }) => runs.map((run) => run.text)))

  test('holds the whole old text and the whole new one', () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        const difference = differenceBetween(before, after)
        if (difference.kind !== 'rearranged')
          expect(side(difference, 'before')).toBe(bare(before.map((line) => line.text)))
        expect(side(difference, 'after')).toBe(bare(after.map((line) => line.text)))
      }),
    )
  })

  test('of a text with itself marks nothing', () => {
    fc.assert(
      fc.property(body, (same) => {
        const difference = differenceBetween(same, same)
        expect(difference.kind).toBe('same')
        expect(difference.lines.every(({ runs }) => runs.every(({ kind }) => kind === 'same'))).toBe(true)
      }),
    )
  })

  test('marks no text that begins or ends within a word or at a space', () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        for (const { runs } of differenceBetween(before, after).lines)
          for (const { kind, text: marks } of runs) if (kind !== 'same') expect(marks).toBe(marks.trim())
      }),
    )
  })
})
