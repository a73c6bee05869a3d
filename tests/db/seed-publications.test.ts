/** That the demo's earlier publications are made of today's content, and each of them is sound by itself. */
import { beforeAll, describe, expect, test } from 'vitest'
import { readPublications, type SeedPublication } from '../../db/seed/publications.ts'
import { whyNoSuccessor } from '../../src/curriculum/clause-changes.ts'
import { compareLocks, isStale, revisionsOf } from '../../src/domain/clause-lock.ts'
import type { Curriculum } from '../../src/domain/curriculum.ts'

let publications: readonly SeedPublication[]
beforeAll(async () => {
  publications = await readPublications('content')
})

const clauseIn = ({ standards }: Curriculum, id: string) =>
  standards.flatMap(({ clauses }) => clauses).find((clause) => clause.id === id)!
const questionsOf = ({ quizzes, lessons }: Curriculum) => [
  ...quizzes.flatMap(({ questions }) => questions),
  ...lessons.flatMap(({ checks }) => checks),
]
const values = (id: string) =>
  publications.map(({ curriculum }) =>
    clauseIn(curriculum, id)
      .params.map(({ value }) => value)
      .join(),
  )

describe('the publications of the demo', () => {
  test('follow each other, each with the lock of the one before and some verdicts more', () => {
    const [first, second, third] = publications.map(({ curriculum }) => curriculum)
    expect([compareLocks(first!.lock, second!.lock), compareLocks(second!.lock, third!.lock)]).toEqual([
      'extends',
      'extends',
    ])
    expect([whyNoSuccessor(first!, second!), whyNoSuccessor(second!, third!)]).toEqual([undefined, undefined])
  })

  test('have each clause in the words of their time', () => {
    expect(values('TEL-05')).toEqual(['45', '30', '30'])
    expect(values('CMP-10')).toEqual(['30', '30', '50'])
    expect(values('DIG-02')).toEqual(['2', '2', '1'])
  })

  test('announce what had changed by then, and nothing that came later', () => {
    expect(publications.map(({ curriculum }) => curriculum.notices.flatMap(({ clauses }) => clauses).length)).toEqual([
      0, 3, 6,
    ])
  })

  test('ask no question that was stale', () => {
    for (const { curriculum } of publications) {
      const revisions = revisionsOf(curriculum.standards)
      expect(questionsOf(curriculum).filter((question) => isStale(question, revisions))).toEqual([])
    }
  })

  test('ask by the numbers of their time', () => {
    const texts = publications.map(({ curriculum }) =>
      JSON.stringify(questionsOf(curriculum).find(({ id }) => id === 'sorry-sum')),
    )
    expect(texts.map((text) => /Up to £\d+: yesterday/.exec(text)?.[0])).toEqual([
      'Up to £30: yesterday',
      'Up to £30: yesterday',
      'Up to £50: yesterday',
    ])
  })

  test('name the days of notices by numbers, so that they count from the day of seeding', () => {
    const notices = publications.flatMap(({ curriculum }) => curriculum.notices)
    expect(notices.filter(({ effective }) => 'on' in effective)).toEqual([])
  })
})
