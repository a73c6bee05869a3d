import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { correctedText, wordsNearby } from '../../src/domain/correction.ts'
import { as, type ClauseId } from '../../src/domain/ids.ts'
import {
  clauseNamed,
  expressionFor,
  isMarked,
  longestQuery,
  markedText,
  readQuery,
  type SearchQuery,
} from '../../src/domain/search.ts'
import { nearestWords, rootOf, slipsBetween, vocabularyOf } from '../../src/domain/vocabulary.ts'

const clauses = ['TEL-05', 'TEL-10', 'CMP-05', 'LONGS-1234'].map((id) => as<ClauseId>(id))
const vocabulary = vocabularyOf([
  ['complaint', 9],
  ['complaints', 4],
  ['e', 3],
  ['mail', 3],
  ['greeting', 2],
  ['hold', 30],
  ['łodz', 1],
  ['telephone', 12],
])
const wordsOf = (query: SearchQuery) => query.terms.map(({ pieces }) => pieces.map(({ text }) => text).join(' '))
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('"', "'", '“', '”', '*', '(', ')', ':', '^', '-', '+', 'N', 'O', 'T', ' ', 'a', '\0', '5'),
  }),
)

describe('reading a query', () => {
  test('never throws, and keeps every piece where it stands in the text', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const query = readQuery(typed)
        for (const { pieces } of query.terms) {
          for (const { text, at } of pieces) expect(query.text.slice(at, at + text.length)).toBe(text)
        }
      }),
    )
  })

  test('gives the index nothing but phrases in quotation marks between its own operators', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const query = readQuery(typed)
        for (const how of ['all', 'any'] as const) {
          const bare = (expressionFor(query, vocabulary, how) ?? '').replaceAll(/"[^"\0]*"\*?/g, 'p')
          expect(bare).toMatch(/^$|^(?:\(p(?: OR p)*\))(?: (?:AND|OR) \(p(?: OR p)*\))*$/)
        }
      }),
    )
  })

  test('takes no more than the first 200 characters and twelve words', () => {
    const query = readQuery('word '.repeat(1000))
    expect([query.text.length <= longestQuery, query.terms.length]).toEqual([true, 12])
  })

  test.each([
    ['How long may I put a caller on hold?', ['long', 'may', 'put', 'caller', 'hold']],
    ['how is it', ['how', 'is', 'it']],
    ['the customer’s e-mail', ['customer', 'e mail']],
    ['“on hold” caller', ['on hold', 'caller']],
    ['one " alone', ['one', 'alone']],
    ['!!! … —', []],
    ['', []],
  ])('%s is looked for by what tells', (typed, words) => {
    expect(wordsOf(readQuery(typed))).toEqual(words)
  })

  test('the last word may be the beginning of one, unless it is quoted or left out', () => {
    expect(['comp', 'on hold', '"hold"', 'hold the'].map((typed) => readQuery(typed).open)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('a word is looked for in all its forms', () => {
    expect(expressionFor(readQuery('complaints about'), vocabulary, 'all')).toBe('("complaints" OR "complaint")')
    expect(expressionFor(readQuery('email'), vocabulary, 'all')).toContain('"e mail"')
    expect(expressionFor(readQuery('Lodz'), vocabulary, 'all')).toContain('"łodz"')
  })
})

describe('the id of a clause', () => {
  test.each([
    'tel 5',
    'TEL-05',
    'tel05',
    'Tel.5',
    'TEL–5',
    '(tel-005)',
    ' tel  05 ',
    'TEL-05~2',
    'TEL-05~2@14',
    '§ TEL 5.',
  ])('is read in “%s”', (typed) => {
    expect(clauseNamed(readQuery(typed).text, clauses)).toBe('TEL-05')
  })

  test.each(['tel', '5', 'tel 6', 'tel 5 hold', 'telephone 5', 'tel 5 5', 'xtel 5', ''])('is not in “%s”', (typed) => {
    expect(clauseNamed(readQuery(typed).text, clauses)).toBeUndefined()
  })
})

describe('words', () => {
  test.each([
    ['complaint', 'complaints'],
    ['policy', 'policies'],
    ['apologise', 'apologizing'],
    ['stop', 'stopped'],
    ['handle', 'handling'],
    ['address', 'addresses'],
    ['reply', 'replied'],
  ])('%s and %s are one', (one, other) => {
    expect(rootOf(one)).toBe(rootOf(other))
  })

  test.each([
    ['thing', 'th'],
    ['must', 'mu'],
    ['process', 'proces'],
    ['string', 'str'],
  ])('%s is not cut to %s', (word, cut) => {
    expect(rootOf(word)).not.toBe(cut)
  })

  test('slips are counted alike from either side, and are none only between equals', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        const slips = slipsBetween(one, other, 20)
        expect(slipsBetween(other, one, 20)).toBe(slips)
        expect(slips === 0).toBe(one === other)
        expect(slips).toBeLessThanOrEqual(Math.max(one.length, other.length))
      }),
    )
  })

  test('a limit of slips never changes whether a word is within it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, fc.nat(3), (one, other, most) => {
        expect(slipsBetween(one, other, most) <= most).toBe(slipsBetween(one, other, 20) <= most)
      }),
    )
  })

  test.each([
    ['complant', 'complaint'],
    ['telphone', 'telephone'],
    ['gretting', 'greeting'],
    ['telephnoe', 'telephone'],
    ['hodl', 'hold'],
  ])('%s was meant to be %s', (typed, meant) => {
    expect(nearestWords(typed, vocabulary, { most: 1 })).toEqual([meant])
  })
})

describe('putting right', () => {
  test('changes what no text has and leaves the rest as it was typed', () => {
    expect(correctedText(readQuery('A  Complant, on Hold?'), vocabulary)).toBe('A complaint, on Hold?')
  })

  test.each(['complaints', 'complai', '"complant"', 'tel5', 'zzzzzz'])('leaves “%s” alone', (typed) => {
    expect(correctedText(readQuery(typed), vocabulary)).toBeUndefined()
  })

  test('proposes words of the vocabulary only, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const query = readQuery(typed)
        expect(wordsNearby(query, vocabulary).filter((word) => !vocabulary.words.has(word))).toEqual([])
        correctedText(query, vocabulary)
      }),
    )
  })
})

describe('marks', () => {
  test('cut a text into what was looked for and the rest, losing nothing', () => {
    expect(markedText('a \u0002b\u0003 <c>')).toEqual([
      { text: 'a ', marked: false },
      { text: 'b', marked: true },
      { text: ' <c>', marked: false },
    ])
    expect(isMarked(markedText('plain'))).toBe(false)
  })
})
