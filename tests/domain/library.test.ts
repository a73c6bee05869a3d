/** What a publication's library holds ready, and what it leaves out. */
import { describe, expect, test } from 'vitest'
import { day } from '../../src/domain/days.ts'
import { as, type ClauseId, type QuizId } from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import { judged, locked } from '../curriculum/judged.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const begun = locked()
const standard = 'standards/telephone.mdx'
const changed = judged(
  begun,
  { [standard]: begun[standard]?.replace('value="30"', 'value="20"') ?? '' },
  {
    verdicts: { 'TEL-05': 'material' },
  },
)
const library = libraryOf(soundCurriculum(changed), {
  publication: 2,
  publishedOn: day('2026-04-09'),
  digest: '',
  hashes: new Map(),
})

describe('a question that cites an older revision', () => {
  test('stands in no quiz', () => {
    const quiz = library.quizzes.get(as<QuizId>('telephone'))
    expect(quiz?.questions.map(({ id }) => id)).toEqual(['tel-ask'])
  })

  test('is no longer counted among what asks the clause', () => {
    expect(library.citing.get(as<ClauseId>('TEL-05'))?.quizzes).toEqual([])
  })

  test('stands in no lesson, whose section goes on without it', () => {
    const [lesson] = library.lessons.values()
    expect(lesson?.checks).toEqual([])
    expect(JSON.stringify(lesson?.sections)).not.toContain('holding-check')
    expect(JSON.stringify(lesson?.sections)).toContain('Count to thirty.')
  })

  test('stands in the curriculum as it is written, for its author', () => {
    const [quiz] = library.curriculum.quizzes
    expect(quiz?.questions.map(({ id }) => id)).toContain('tel-hold')
  })
})
