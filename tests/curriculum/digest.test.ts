import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/curriculum/digest.ts'
import { parse, soundCurriculum, soundLibrary, spoiled } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const digest = digestOf(soundCurriculum())

describe('the digest', () => {
  test.each([
    ['a word', standard, 'hear a voice', 'hear a person'],
    ['emphasis', standard, '*ask*', 'ask'],
    ['the number of a clause', standard, 'value="30"', 'value="31"'],
    ['a reason', standard, 'Silence feels longer', 'Silence seems longer'],
    [
      'which option is correct',
      'quizzes/telephone.mdx',
      '<Option>A price',
      '<Option correct>A price <Feedback>Yes.</Feedback></Option>\n<Option>A price tag',
    ],
    ['the order of an option', 'quizzes/telephone.mdx', ' fixed>', '>'],
    ['a deadline', 'programmes/telephone-adviser.yaml', 'complete_within_days: 14', 'complete_within_days: 15'],
    ['the name of a role', 'organisation.yaml', 'Team leader', 'Team lead'],
    ['what a term means', 'glossary.yaml', 'between colleagues', 'among colleagues'],
    ['a picture', 'images/hold.svg', 'r="4"', 'r="3"'],
  ])('changes with %s', (_, file, passage, instead) => {
    expect(digestOf(soundCurriculum(spoiled(file, passage, instead)))).not.toBe(digest)
  })

  test('does not depend on the order in which files are found', () => {
    const reversed = Object.fromEntries(Object.entries(soundLibrary).toReversed())
    expect(digestOf(soundCurriculum(reversed))).toBe(digest)
  })

  test('does not change when YAML is laid out another way', () => {
    const library = spoiled('programmes/telephone-adviser.yaml', '[phone]\n', '\n  - "phone" # for a year\n')
    expect(digestOf(soundCurriculum(library))).toBe(digest)
  })
})

/** A clause whose words are parted by any white space that leaves it one paragraph. */
const words =
  'You must *always ask* before you put **a caller** on hold, wait <Param name="wait" value="2" unit="min" /> and say `why` to [the caller](/standards/telephone) first.'
const gaps = words.split(' ').length - 1

describe('properties', () => {
  test('wrapping a clause anew keeps the digest', () => {
    const passage = 'You must ask before you put a caller on hold.'
    const expected = digestOf(soundCurriculum(spoiled(standard, passage, words)))
    const gap = fc.constantFrom(' ', ' ', '\n', '  ')
    fc.assert(
      fc.property(fc.array(gap, { minLength: gaps, maxLength: gaps }), (chosen) => {
        const wrapped = words.split(' ').reduce((text, word, index) => {
          // Two blanks at the end of a line are a break in Markdown, and inside a tag are none of ours.
          return text + (chosen[index - 1] ?? ' ') + word
        })
        expect(digestOf(soundCurriculum(spoiled(standard, passage, wrapped)))).toBe(expected)
      }),
    )
  })

  test('a byte order mark and any mixture of line ends keep the digest', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.infiniteStream(fc.boolean()), (mark, windows) => {
        const library = Object.fromEntries(
          Object.entries(soundLibrary).map(([path, text]) => [
            path,
            (mark ? '\ufeff' : '') + text.replaceAll('\n', () => (windows.next().value === true ? '\r\n' : '\n')),
          ]),
        )
        expect(digestOf(soundCurriculum(library))).toBe(digest)
      }),
    )
  })

  test('no text makes the parser throw', () => {
    const path = fc.constantFrom(...Object.keys(soundLibrary))
    const scrap = fc.constantFrom(
      '<',
      '>',
      '{',
      '}',
      '</',
      '/>',
      '<Clause id="',
      '<Param',
      '">',
      '---\n',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '`',
      '*',
      '_',
      '~~',
      '[',
      '](',
      ')',
      '|',
      '|--|',
      '&',
      '&#0;',
      '\\',
      ':',
      '!!',
      '*a',
      '&a',
      '? ',
      'title: x',
      '<Option>',
      '<Feedback>',
      '## ',
      '![',
      '"',
      "'",
      '\t',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(scrap, fc.string()), { maxLength: 30 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(path, text, fc.nat(), (file, added, place) => {
        const sound = soundLibrary[file]!
        const at = place % sound.length
        for (const spoilt of [added, sound.slice(0, at) + added + sound.slice(at)]) {
          const { faults } = parse({ ...soundLibrary, [file]: spoilt })
          for (const { line, says, mend } of faults) {
            expect(line).toBeGreaterThanOrEqual(1)
            expect(says + mend).not.toMatch(/undefined|\[object|NaN/)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('no line of a fault lies beyond its file', () => {
    const path = fc.constantFrom(...Object.keys(soundLibrary))
    fc.assert(
      fc.property(path, fc.nat(), fc.nat({ max: 40 }), (file, place, length) => {
        const sound = soundLibrary[file]!
        const at = place % sound.length
        const spoilt = sound.slice(0, at) + sound.slice(at + length)
        const own = parse({ ...soundLibrary, [file]: spoilt }).faults.filter((fault) => fault.file === file)
        for (const { line } of own) expect(line).toBeLessThanOrEqual(spoilt.split('\n').length)
      }),
      { numRuns: 300 },
    )
  })
})
