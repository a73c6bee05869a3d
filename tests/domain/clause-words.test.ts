import { describe, expect, test } from 'vitest'
import type { Level } from '../../src/domain/curriculum.ts'
import { levelsInWords, numbersInWords } from '../../src/domain/clause-words.ts'
import { as, type ClauseId } from '../../src/domain/ids.ts'

const of = (...levels: Level[]) => levelsInWords(levels.map((level) => ({ level })))

describe('what the clauses of a standard ask', () => {
  test.each<[string, readonly Level[]]>([
    ['Its one clause binds.', ['must']],
    ['Both clauses bind.', ['must', 'must-not']],
    ['All three clauses bind.', ['must', 'must-not', 'must']],
    ['Two clauses bind and one advises.', ['must', 'must', 'should']],
    ['One clause binds, two advise and one allows.', ['must', 'should', 'should', 'may']],
    ['One clause advises.', ['should']],
    ['Two clauses allow.', ['may', 'may']],
    ['It holds no clauses.', []],
  ])('%s', (sentence, levels) => {
    expect(of(...levels)).toBe(sentence)
  })
})

describe('the clauses of a chapter', () => {
  test.each<[readonly string[], readonly string[]]>([
    [
      ['CMP-01', 'CMP-07', 'CMP-11', 'CMP-02'],
      ['01', '07', '11', '02'],
    ],
    [['TEL-01', 'TEL-02', 'TEL-03'], ['01–03']],
    [
      ['QMT-07', 'QMT-09', 'QMT-10'],
      ['07', '09–10'],
    ],
    [
      ['CMP-10', 'CMP-09'],
      ['10', '09'],
    ],
    [['BRN-06'], ['06']],
    [[], []],
  ])('%j stand as %j', (ids, numbers) => {
    expect(numbersInWords(ids.map((id) => as<ClauseId>(id)))).toEqual(numbers)
  })
})
