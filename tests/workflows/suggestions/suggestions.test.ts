import { describe, expect, test } from 'vitest'
import { headOfLedger, factsAbout, verifyLedger } from '../../../db/ledger.ts'
import { newId } from '../../../db/new-id.ts'
import {
  answersSince,
  countSuggestions,
  listSuggestions,
  suggestionById,
  suggestionsAt,
  suggestionsWaiting,
} from '../../../db/suggestions.ts'
import { as, type ClauseId, type SuggestionId } from '../../../src/domain/ids.ts'
import { longestSuggestion, type SuggestionPlace } from '../../../src/domain/suggestions.ts'
import { answerSuggestion } from '../../../src/workflows/answer-suggestion.ts'
import { makeSuggestion, type MakeSuggestion } from '../../../src/workflows/make-suggestion.ts'
import { askFirst, daysLater, lesson, smallSchool, start, type School } from '../learning/small-school.ts'

const clause: SuggestionPlace = { kind: 'clause', clause: as<ClauseId>('TEL-05') }
const part: SuggestionPlace = { kind: 'lesson', lesson, section: askFirst }
const newSuggestion = () => as<SuggestionId>(newId())

function suggestion(school: School, given: Partial<MakeSuggestion> = {}): MakeSuggestion {
  return {
    person: school.learner,
    suggestion: newSuggestion(),
    place: clause,
    text: 'Thirty seconds is long.',
    ...given,
  }
}
const factCount = async ({ db }: School) => (await headOfLedger(db.reader)).sequence
const answered = { verdict: 'accepted', words: 'It becomes twenty.' }

describe('a suggestion', () => {
  test('is kept with its place, its publication and its words', async () => {
    const school = await smallSchool()
    const input = suggestion(school, { place: part, text: ' Two\r\nlines ' })
    expect(await makeSuggestion(school.db, input, start)).toEqual({ kind: 'recorded', suggestion: input.suggestion })
    expect(await suggestionById(school.db.reader, input.suggestion)).toEqual({
      id: input.suggestion,
      person: school.learner,
      place: part,
      publication: 1,
      text: 'Two\nlines',
      at: start,
      answer: undefined,
    })
  })

  test('stands in the ledger by ids, codes and a salted hash, without a word of it', async () => {
    const school = await smallSchool()
    const input = suggestion(school)
    await makeSuggestion(school.db, input, start)
    await answerSuggestion(school.db, { by: school.other, suggestion: input.suggestion, ...answered }, start)
    const facts = await factsAbout(school.db.reader, input.suggestion)
    expect(facts.map(({ by, fact }) => ({ by, ...fact }))).toEqual([
      {
        by: school.learner,
        kind: 'suggested',
        person: school.learner,
        suggestion: input.suggestion,
        place: clause,
        publication: 1,
        words: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      {
        by: school.other,
        kind: 'suggestion-answered',
        suggestion: input.suggestion,
        verdict: 'accepted',
        words: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
    expect(JSON.stringify(facts)).not.toMatch(/Thirty|twenty/)
    expect((await verifyLedger(school.db.reader)).faults).toEqual([])
  })

  test('has another hash than the same words of somebody else', async () => {
    const school = await smallSchool()
    const hashes = []
    for (const person of [school.learner, school.other]) {
      const input = suggestion(school, { person })
      await makeSuggestion(school.db, input, start)
      const [recorded] = await factsAbout(school.db.reader, input.suggestion)
      hashes.push(recorded?.fact.kind === 'suggested' && recorded.fact.words)
    }
    expect(new Set(hashes).size).toBe(2)
  })

  test('sent twice is recorded once, also at the same moment', async () => {
    const school = await smallSchool()
    const input = suggestion(school)
    const before = await factCount(school)
    const outcomes = await Promise.all([1, 2, 3].map(() => makeSuggestion(school.db, input, start)))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['recorded', 'same', 'same'])
    expect(await factCount(school)).toBe(before + 1)
    expect(await countSuggestions(school.db.reader, undefined)).toEqual({ all: 1, open: 1 })
  })

  test('typed again word for word, while it waits, is the same one', async () => {
    const school = await smallSchool()
    const first = suggestion(school)
    await makeSuggestion(school.db, first, start)
    expect(await makeSuggestion(school.db, suggestion(school), start)).toEqual({
      kind: 'same',
      suggestion: first.suggestion,
    })
    expect((await makeSuggestion(school.db, suggestion(school, { place: part }), start)).kind).toBe('recorded')
    expect((await makeSuggestion(school.db, suggestion(school, { text: 'Other words.' }), start)).kind).toBe('recorded')
    await answerSuggestion(school.db, { by: school.other, suggestion: first.suggestion, ...answered }, start)
    expect((await makeSuggestion(school.db, suggestion(school), start)).kind).toBe('recorded')
  })

  test('never takes the place of another', async () => {
    const school = await smallSchool()
    const first = suggestion(school)
    await makeSuggestion(school.db, first, start)
    for (const other of [
      { ...first, person: school.other },
      { ...first, text: 'Other words.' },
    ]) {
      expect(await makeSuggestion(school.db, other, start)).toEqual({ kind: 'refused', reason: 'suggestion-taken' })
    }
    expect((await suggestionById(school.db.reader, first.suggestion))?.text).toBe(first.text)
  })

  test.each([
    ['words-missing', { text: ' \n ' }],
    ['words-too-long', { text: 'a'.repeat(longestSuggestion + 1) }],
    ['place-gone', { place: { kind: 'clause', clause: as<ClauseId>('TEL-99') } }],
  ] as const)('is refused as %s, and nothing is kept', async (reason, given) => {
    const school = await smallSchool()
    const before = await factCount(school)
    expect(await makeSuggestion(school.db, suggestion(school, given), start)).toEqual({ kind: 'refused', reason })
    expect([await factCount(school), await suggestionsWaiting(school.db.reader)]).toEqual([before, 0])
  })
})

describe('an answer', () => {
  test('stands with the suggestion, for the person who made it', async () => {
    const school = await smallSchool()
    const input = suggestion(school)
    await makeSuggestion(school.db, input, start)
    expect(await suggestionsWaiting(school.db.reader)).toBe(1)
    const by = school.other
    expect(await answerSuggestion(school.db, { by, suggestion: input.suggestion, ...answered }, daysLater(1))).toEqual({
      kind: 'recorded',
    })
    const [own] = await suggestionsAt(school.db.reader, school.learner, clause)
    expect(own?.answer).toEqual({ ...answered, at: daysLater(1), by })
    expect(await suggestionsAt(school.db.reader, school.other, clause)).toEqual([])
    expect(await suggestionsWaiting(school.db.reader)).toBe(0)
    expect(await answersSince(school.db.reader, school.learner, daysLater(1))).toHaveLength(1)
    expect(await answersSince(school.db.reader, school.learner, daysLater(2))).toEqual([])
  })

  test('sent twice is recorded once', async () => {
    const school = await smallSchool()
    const input = suggestion(school)
    await makeSuggestion(school.db, input, start)
    const answer = { by: school.other, suggestion: input.suggestion, ...answered }
    const outcomes = await Promise.all([1, 2].map(() => answerSuggestion(school.db, answer, start)))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['recorded', 'same'])
    expect(await factsAbout(school.db.reader, input.suggestion)).toHaveLength(2)
  })

  test('is the first of two different ones', async () => {
    const school = await smallSchool()
    const input = suggestion(school)
    await makeSuggestion(school.db, input, start)
    const answer = { by: school.other, suggestion: input.suggestion, ...answered }
    await answerSuggestion(school.db, answer, start)
    expect(await answerSuggestion(school.db, { ...answer, verdict: 'declined' }, start)).toEqual({
      kind: 'refused',
      reason: 'already-answered',
    })
    expect((await suggestionById(school.db.reader, input.suggestion))?.answer?.verdict).toBe('accepted')
  })

  test.each([
    ['verdict-missing', { verdict: '' }],
    ['verdict-missing', { verdict: 'perhaps' }],
    ['words-missing', { words: ' ' }],
    ['words-too-long', { words: 'a'.repeat(longestSuggestion + 1) }],
    ['unknown-suggestion', { suggestion: as<SuggestionId>('none') }],
  ] as const)('is refused as %s', async (reason, given) => {
    const school = await smallSchool()
    const input = suggestion(school)
    await makeSuggestion(school.db, input, start)
    const answer = { by: school.other, suggestion: input.suggestion, ...answered, ...given }
    expect(await answerSuggestion(school.db, answer, start)).toEqual({ kind: 'refused', reason })
    expect(await suggestionsWaiting(school.db.reader)).toBe(1)
  })
})

test('what waits stands first, the longest waiting at the head; then the last answers', async () => {
  const school = await smallSchool()
  const ids = []
  for (const [index, text] of ['a1', 'b2', 'c3', 'd4', 'e5'].entries()) {
    const input = suggestion(school, { text, person: index === 4 ? school.other : school.learner })
    await makeSuggestion(school.db, input, daysLater(index))
    ids.push(input.suggestion)
  }
  for (const [index, day] of [
    [0, 6],
    [2, 7],
  ] as const)
    await answerSuggestion(school.db, { by: school.other, suggestion: ids[index]!, ...answered }, daysLater(day))
  const texts = async (whose: typeof school.learner | undefined, page = 1, each = 10) =>
    (await listSuggestions(school.db.reader, whose, { page, each })).map(({ text }) => text)
  expect(await texts(undefined)).toEqual(['b2', 'd4', 'e5', 'c3', 'a1'])
  expect(await texts(school.learner)).toEqual(['b2', 'd4', 'c3', 'a1'])
  expect([await texts(undefined, 1, 2), await texts(undefined, 2, 2), await texts(undefined, 3, 2)]).toEqual([
    ['b2', 'd4'],
    ['e5', 'c3'],
    ['a1'],
  ])
  expect(await countSuggestions(school.db.reader, school.learner)).toEqual({ all: 4, open: 2 })
})
