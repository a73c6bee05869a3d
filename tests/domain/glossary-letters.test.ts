import { expect, test } from 'vitest'
import type { GlossaryTerm } from '../../src/domain/curriculum.ts'
import { lettersOf } from '../../src/domain/glossary-letters.ts'
import { otherNames } from '../../src/domain/terms.ts'

const term = (words: string, ...aliases: readonly string[]): GlossaryTerm => ({
  id: words.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
  term: words,
  aliases,
  definition: 'It means something.',
})

test('terms stand by letter, whatever their case and accents, and numbers first', () => {
  const letters = lettersOf(
    ['warm transfer', 'Écoute', 'call', '24-hour line', 'CRM', 'empathy'].map((one) => term(one)),
  )
  expect(letters.map(({ letter, id, terms }) => [letter, id, terms.map((one) => one.term)])).toEqual([
    ['#', 'letter-other', ['24-hour line']],
    ['C', 'letter-c', ['call', 'CRM']],
    ['E', 'letter-e', ['Écoute', 'empathy']],
    ['W', 'letter-w', ['warm transfer']],
  ])
  expect(lettersOf([])).toEqual([])
})

test('other names leave out the plain plurals', () => {
  expect(otherNames(term('call-back', 'call-backs', 'callback', 'callbacks', 'return call'))).toEqual([
    'callback',
    'return call',
  ])
})
