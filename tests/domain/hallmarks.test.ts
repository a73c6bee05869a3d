import { expect, test } from 'vitest'
import { day } from '../../src/domain/days.ts'
import { hallmarksOf } from '../../src/domain/hallmarks.ts'
import { as, type PinnedClause } from '../../src/domain/ids.ts'

const certificate = {
  organisationName: 'Alder & Quay',
  programmeTitle: 'Telephone adviser',
  publication: 1,
  grantedOn: day('2026-08-15'),
  clauses: [as<PinnedClause>('TEL-01~1')],
}

test('every mark on a certificate has a meaning in words', () => {
  expect(hallmarksOf(certificate).map(({ mark, means }) => `${mark}: ${means}`)).toEqual([
    'A&Q: Organisation: Alder & Quay',
    'TEL: Programme: Telephone adviser, by the first letters of its clauses',
    '1: Publication 1: the texts on which it was granted',
    'b: Year letter: 2026',
  ])
})

test('a programme without clauses is struck by its own name', () => {
  expect(hallmarksOf({ ...certificate, clauses: [] })[1]?.mark).toBe('TEL')
  expect(hallmarksOf({ ...certificate, programmeTitle: 'First week', clauses: [] })[1]?.mark).toBe('FIR')
})

test('the year letter begins with a in 2025 and begins again after z', () => {
  const letterOf = (year: number) => hallmarksOf({ ...certificate, grantedOn: day(`${year}-01-01`) })[3]?.mark
  expect([2025, 2026, 2050, 2051].map(letterOf)).toEqual(['a', 'b', 'z', 'a'])
})
