import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { as, type ClauseId, type LessonId, type SectionId, type StandardId } from '../../src/domain/ids.ts'
import {
  longestSuggestion,
  placeFrom,
  placeIn,
  placeKey,
  readWords,
  type SuggestionPlace,
} from '../../src/domain/suggestions.ts'
import { libraryOf } from '../../src/domain/library.ts'
import { day } from '../../src/domain/days.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const library = libraryOf(soundCurriculum(), {
  publication: 1,
  publishedOn: day('2026-03-01'),
  digest: '',
  hashes: new Map([['media:images/hold.svg', '0']]),
})
const standard = as<StandardId>('telephone')
const lesson = as<LessonId>('holding-a-call')

describe('the words of a suggestion', () => {
  test('keep their lines, in one form', () => {
    expect(readWords('  Two\r\nlines \r\n\r\n\r\n\r\nand a third\u202e.\u0000 ')).toEqual({
      kind: 'words',
      words: 'Two\nlines\n\nand a third.',
    })
  })

  test.each(['', '   \n', '…!?', '\u202e'])('are missing in %j', (typed) => {
    expect(readWords(typed)).toEqual({ kind: 'refused', reason: 'words-missing' })
  })

  test('may fill the whole length, and no more', () => {
    expect(readWords('é'.repeat(longestSuggestion)).kind).toBe('words')
    expect(readWords('🖋'.repeat(longestSuggestion - 1) + 'a').kind).toBe('words')
    expect(readWords('é'.repeat(longestSuggestion + 1))).toEqual({ kind: 'refused', reason: 'words-too-long' })
  })

  test('read again are the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const read = readWords(typed)
        if (read.kind === 'words') expect(readWords(read.words)).toEqual(read)
      }),
    )
  })
})

describe('a place', () => {
  test('is known by a word of its own', () => {
    expect(placeKey({ kind: 'clause', clause: as<ClauseId>('TEL-05') })).toBe('clause:TEL-05')
    expect(placeKey({ kind: 'lesson', lesson, section: as<SectionId>('ask-first') })).toBe(
      'lesson:holding-a-call/ask-first',
    )
  })

  test.each<SuggestionPlace>([
    { kind: 'clause', clause: as<ClauseId>('TEL-05') },
    { kind: 'standard', standard },
    { kind: 'lesson', lesson, section: as<SectionId>('ask-first') },
  ])('is the same when its word is read again: $kind', (place) => {
    expect(placeFrom(placeKey(place))).toEqual(place)
  })

  test('may be a standard, for the words around its clauses', () => {
    expect(placeKey({ kind: 'standard', standard })).toBe('standard:telephone')
    expect(placeIn(library, { kind: 'standard', standard })).toMatchObject({ standard: 'telephone' })
    expect(placeIn(library, { kind: 'standard', standard: as<StandardId>('gone') })).toBeUndefined()
  })

  test('is found in the library, with who may read it', () => {
    expect(placeIn(library, { kind: 'clause', clause: as<ClauseId>('TEL-05') })).toMatchObject({
      label: 'TEL-05',
      standard: 'telephone',
    })
    expect(placeIn(library, { kind: 'lesson', lesson, section: as<SectionId>('ask-first') })?.label).toBe(
      'Half a minute: Ask first',
    )
  })

  test('that is gone is found nowhere', () => {
    expect(placeIn(library, { kind: 'clause', clause: as<ClauseId>('TEL-99') })).toBeUndefined()
    expect(placeIn(library, { kind: 'lesson', lesson, section: as<SectionId>('gone') })).toBeUndefined()
  })
})
