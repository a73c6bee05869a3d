import { describe, expect, test } from 'vitest'
import type { Level } from '../../src/domain/curriculum.ts'
import { levelsInWords } from '../../src/domain/clause-words.ts'

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
