/** How the changes of a publication are told. */
import { describe, expect, test } from 'vitest'
import { commandLine } from '../../src/domain/command-line.ts'
import { wordChanges, wordLosses, type PublicationChanges } from '../../src/domain/publication-changes.ts'

const none = { added: [], changed: [], removed: [] }
const nothing: PublicationChanges = {
  standards: none,
  lessons: none,
  quizzes: none,
  scenarios: none,
  programmes: none,
  others: [],
}
const piece = (title: string) => ({ id: title.toLowerCase(), title })
const much: PublicationChanges = {
  ...nothing,
  standards: { ...none, changed: [piece('Telephone')] },
  lessons: { added: [piece('Hold'), piece('Tone')], changed: [], removed: [piece('Silence')] },
  programmes: { ...none, removed: [piece('Adviser'), piece('Leader')] },
  others: ['organisation', 'glossary'],
}

describe('changes in words', () => {
  test('are counts and names, a line for each kind that changed', () => {
    expect(wordChanges(much, { names: true })).toEqual([
      'Standards: 1 changed (Telephone).',
      'Lessons: 2 added (Hold; Tone), 1 removed (Silence).',
      'Programmes: 2 removed (Adviser; Leader).',
      'Changed as well: the organisation, the glossary.',
    ])
  })

  test('of a first publication are counts alone', () => {
    expect(wordChanges(much, { names: false })[1]).toBe('Lessons: 2 added, 1 removed.')
  })

  test('name what is taken away from people', () => {
    expect(wordLosses(much)).toBe('2 programmes are there no more')
    expect(wordLosses({ ...nothing, standards: { ...none, removed: [piece('Chat')] } })).toBe(
      '1 standard is there no more',
    )
  })

  test('that take nothing away name no loss', () => {
    expect(wordLosses({ ...nothing, standards: { ...none, changed: [piece('Chat')] } })).toBeUndefined()
  })
})

describe('a command in a sentence', () => {
  test('can be copied as it stands, also with a blank in a path', () => {
    expect(commandLine('publish', '--content', '/my library', '--again')).toBe(
      'npm run -s portal -- publish --content "/my library" --again',
    )
  })
})
