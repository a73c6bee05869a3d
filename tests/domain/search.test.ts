import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { correctedText, perhapsMeant } from '../../src/domain/correction.ts'
import { clauseIdMeant } from '../../src/domain/named-texts.ts'
import {
  expressionsFor,
  isMarked,
  longestQuery,
  markedText,
  readQuery,
  type SearchQuery,
} from '../../src/domain/search.ts'
import { rootOf, slipBetween, surelyMeant, vocabularyOf } from '../../src/domain/vocabulary.ts'

const vocabulary = vocabularyOf([
  ['complaint', 9],
  ['complaints', 4],
  ['e', 3],
  ['mail', 3],
  ['greeting', 2],
  ['hold', 30],
  ['łodz', 1],
  ['telephone', 12],
  ['caller', 40],
  ['five', 8],
  ['fire', 1],
  ['great', 3],
  ['protection', 6],
  ['side', 4],
  ['sink', 2],
  ['slice', 1],
  ['supervision', 5],
  ['window', 7],
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
        for (const expression of expressionsFor(query, vocabulary)) {
          expect(expression.replaceAll(/"[^"\0]*"\*?/g, 'p')).toMatch(/^\(p(?: OR p)*\)$/)
        }
      }),
    )
  })

  test('takes no more than the first 200 characters and twelve words', () => {
    const query = readQuery('word '.repeat(1000))
    expect([query.text.length <= longestQuery, query.terms.length]).toEqual([true, 12])
  })

  test.each([
    ['How long may I put a caller on hold?', ['put', 'caller', 'hold']],
    ['how is it', ['how', 'is', 'it']],
    ['the customer’s e-mail', ['customer', 'e mail']],
    ['“on hold” caller', ['on hold', 'caller']],
    ['one " alone', ['one', 'alone']],
    ['dont blame', ['blame']],
    ['don’t blame', ['blame']],
    ['dont', ['dont']],
    ['must', ['must']],
    ['must not', ['must not']],
    ['What must I not say?', ['say']],
    ['<b>hold</b>', ['hold']],
    ['title:hold', ['hold']],
    ['hold,caller/agent', ['hold', 'caller', 'agent']],
    ['<script>', ['script']],
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
    const asked = (typed: string) => expressionsFor(readQuery(typed), vocabulary).join(' ')
    expect(asked('complaints about')).toBe('("complaints" OR "complaint")')
    expect(asked('email')).toContain('"e mail"')
    expect(asked('dont')).toContain('"don t"')
    expect(asked('Lodz')).toContain('"łodz"')
  })
})

describe('the id of a clause in an address', () => {
  test.each(['cha-02', 'CHA-2', 'Cha2', 'CHA-02'])('is read in %s', (typed) => {
    expect(clauseIdMeant(typed)).toBe('CHA-02')
  })

  test.each(['', 'cha', 'charter-2', 'CHA-02-03', 'CHA-02~1', '02'])('is not in “%s”', (typed) => {
    expect(clauseIdMeant(typed)).toBeUndefined()
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
    ['vulnerable', 'vulnerability'],
    ['possible', 'possibilities'],
    ['certify', 'certification'],
    ['escalated', 'escalation'],
    ['acknowledge', 'acknowledgements'],
    ['agree', 'agreement'],
    ['polite', 'politely'],
    ['kind', 'kindness'],
    ['complaining', 'complaint'],
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

  test('a slip is the same from either side, and there is none between equals', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(slipBetween(other, one)).toBe(slipBetween(one, other))
        if (one === other) expect(slipBetween(one, other)).toBeUndefined()
      }),
    )
  })

  test.each([
    ['complant', 'complaint'],
    ['telphone', 'telephone'],
    ['gretting', 'greeting'],
    ['telephnoe', 'telephone'],
    ['hodl', 'hold'],
    ['holld', 'hold'],
    ['calller', 'caller'],
  ])('%s was meant to be %s', (typed, meant) => {
    expect(surelyMeant(typed, vocabulary)).toBe(meant)
  })

  test.each(['sick', 'müller', 'supervisor', 'suicide', 'fives', 'probation', 'widow', 'held', 'complainx'])(
    '%s may well be a word of its own',
    (typed) => {
      expect(surelyMeant(typed, vocabulary)).toBeUndefined()
    },
  )
})

describe('putting right', () => {
  test('changes what no text has and leaves the rest as it was typed', () => {
    expect(correctedText(readQuery('A  Complant, on Hold?'), vocabulary)).toBe('A complaint, on Hold?')
  })

  test.each(['complaints', 'complai', '"complant"', 'tel5', 'zzzzzz', 'fire', 'dont', 'greating'])(
    'leaves “%s” alone',
    (typed) => {
      expect(correctedText(readQuery(typed), vocabulary)).toBeUndefined()
    },
  )

  test('asks whether another vowel was meant in a word that is known by its root alone', () => {
    expect(perhapsMeant(readQuery('greating'), vocabulary)).toBe('greeting')
    expect(perhapsMeant(readQuery('greeting'), vocabulary)).toBeUndefined()
  })

  test('proposes words of the vocabulary only, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const meant = surelyMeant(typed, vocabulary)
        expect(meant === undefined || vocabulary.words.has(meant)).toBe(true)
        correctedText(readQuery(typed), vocabulary)
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
