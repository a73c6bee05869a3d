/** By which rules a programme asks otherwise, as a publication's preview tells it. */
import { describe, expect, test } from 'vitest'
import { libraryOf, type Library as Published } from '../../src/domain/library.ts'
import { day } from '../../src/domain/days.ts'
import { programmeTerms } from '../../src/domain/programme-changes.ts'
import { soundCurriculum, soundLibrary, type Library } from '../curriculum/small-library.ts'

const file = 'programmes/telephone-adviser.yaml'

function published(files: Library): Published {
  const made = { publication: 1, publishedOn: day('2026-03-10'), digest: '', hashes: new Map() }
  return libraryOf(soundCurriculum(files), made)
}

function told(files: Library) {
  const [was, is] = [published(soundLibrary), published(files)]
  return programmeTerms(was.curriculum.programmes[0]!, is.curriculum.programmes[0]!, { was, is })
}

const withLines = (...lines: readonly string[]) => ({
  ...soundLibrary,
  [file]: `${soundLibrary[file]}${lines.map((line) => `${line}\n`).join('')}`,
})

describe('a change of the rules is told in words', () => {
  test('of the end from which the next is counted', () => {
    expect(told(withLines('renews_from: completion'))).toEqual([
      { what: 'The next end counts', was: 'from the old end', is: 'from the day of renewing' },
    ])
  })

  test('of a fixed date and the least number of days', () => {
    expect(told(withLines('renews_from: fixed-date', 'fixed_expiry: 2027-03-31', 'least_active_days: 90'))).toEqual([
      { what: 'The next end counts', was: 'from the old end', is: 'to the next 31 March' },
      { what: 'Holds at least', was: 'any number of days', is: '90 days' },
    ])
  })

  test('of prior learning', () => {
    expect(told(withLines('prior_learning_months: 24'))).toEqual([
      { what: 'Learned elsewhere', was: 'does not count', is: 'counts for 24 months' },
    ])
  })

  test('of the attempts at a quiz that it asks', () => {
    const quiz = soundLibrary['quizzes/telephone.mdx']!.replace('minutes: 10', 'minutes: 10\nattempts: 3')
    expect(told({ ...soundLibrary, 'quizzes/telephone.mdx': quiz })).toEqual([
      { what: 'Attempts at “Telephone quiz”', was: 'any number', is: '3 in a cycle' },
    ])
  })

  test('and none where nothing changed', () => {
    expect(told(withLines('renews_from: old-expiry'))).toEqual([])
  })
})
