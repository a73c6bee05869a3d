import { describe, expect, test } from 'vitest'
import { bookmarkOf } from '../../../db/bookmarks.ts'
import { answerCheck } from '../../../src/workflows/answer-check.ts'
import { readSection } from '../../../src/workflows/read-section.ts'
import { as, type LessonId, type QuestionId, type SectionId } from '../../../src/domain/ids.ts'
import { spoiled } from '../../curriculum/small-library.ts'
import {
  answerTheCheck,
  askFirst,
  check,
  comeBack,
  daysLater,
  factsOfKindBy,
  lesson,
  publish,
  readAll,
  smallSchool,
  start,
} from './small-school.ts'

describe('reading a lesson', () => {
  test('a section once read is remembered', async () => {
    const { db, learner } = await smallSchool()
    await readSection(db, { person: learner, lesson, section: askFirst }, start)
    expect([...(await bookmarkOf(db.reader, learner, lesson))!.read]).toEqual([askFirst])
  })

  test('it is not completed while a check waits for the right answer', async () => {
    const school = await smallSchool()
    expect((await readAll(school)).left.checks).toEqual([check])
    expect(await factsOfKindBy(school, 'lesson-completed')).toEqual([])
  })

  test('a wrong answer to a check completes nothing', async () => {
    const school = await smallSchool()
    await readAll(school)
    expect(await answerTheCheck(school, 'wrong')).toMatchObject({ right: false, left: { checks: [check] } })
  })

  test('the right answer after a wrong one completes it', async () => {
    const school = await smallSchool()
    await readAll(school)
    await answerTheCheck(school, 'wrong')
    await answerTheCheck(school, 'right')
    expect(await factsOfKindBy(school, 'lesson-completed')).toMatchObject([
      { lesson, publication: 1, on: '2026-03-10', clauses: ['TEL-04~1@1', 'TEL-05~1@1'] },
    ])
  })

  test('a check answered right stays right when it is answered wrong afterwards', async () => {
    const school = await smallSchool()
    await answerTheCheck(school, 'right')
    await answerTheCheck(school, 'wrong')
    await readAll(school)
    expect(await factsOfKindBy(school, 'lesson-completed')).toHaveLength(1)
  })

  test('the last step sent twice at once is one fact', async () => {
    const school = await smallSchool()
    await answerTheCheck(school, 'right')
    await readSection(school.db, { person: school.learner, lesson, section: askFirst }, start)
    const last = { person: school.learner, lesson, section: comeBack }
    await Promise.all([readSection(school.db, last, start), readSection(school.db, last, start)])
    expect(await factsOfKindBy(school, 'lesson-completed')).toHaveLength(1)
  })

  test('on a later day its first section begins it anew, and it counts again once it is done again', async () => {
    const school = await smallSchool()
    await answerTheCheck(school, 'right')
    await readAll(school)
    const again = daysLater(300)
    const first = await readSection(school.db, { person: school.learner, lesson, section: askFirst }, again)
    expect(first).toMatchObject({ left: { sections: [comeBack], checks: [check] } })
    await readSection(school.db, { person: school.learner, lesson, section: comeBack }, again)
    await answerTheCheck(school, 'right', again)
    expect((await factsOfKindBy(school, 'lesson-completed')).map(({ on }) => on)).toEqual(['2026-03-10', '2027-01-04'])
  })

  test('a new text keeps what was read of it and still exists', async () => {
    const school = await smallSchool()
    await readSection(school.db, { person: school.learner, lesson, section: askFirst }, start)
    await answerTheCheck(school, 'right')
    await publish(school.db, spoiled('lessons/holding-a-call.mdx', '## Come back', '## Return'), daysLater(1))
    const gone = await readSection(school.db, { person: school.learner, lesson, section: comeBack }, daysLater(1))
    expect(gone).toEqual({ kind: 'refused', reason: 'section-not-found' })
    const section = as<SectionId>('return')
    const last = await readSection(school.db, { person: school.learner, lesson, section }, daysLater(1))
    expect(last).toMatchObject({ kind: 'read', left: { sections: [], checks: [] } })
  })

  test.each([
    ['an unknown lesson', 'no-such-lesson', askFirst, 'lesson-not-found'],
    ['an unknown section', lesson, 'no-such-section', 'section-not-found'],
  ])('%s is refused', async (_what, named, section, reason) => {
    const { db, learner } = await smallSchool()
    const input = { person: learner, lesson: as<LessonId>(named), section: as<SectionId>(section) }
    expect(await readSection(db, input, start)).toEqual({ kind: 'refused', reason })
  })
})

describe('answering a check', () => {
  test.each([
    ['of another lesson', 'tel-hold', [1], 'check-not-found'],
    ['without a choice', check, [], 'nothing-chosen'],
    ['with two choices where one is right', check, [1, 2], 'one-only'],
    ['with a choice that is not shown', check, [3], 'no-such-option'],
    ['with a place before the first', check, [0], 'no-such-option'],
  ])('%s is refused', async (_what, question, places, reason) => {
    const { db, learner } = await smallSchool()
    const input = { person: learner, lesson, question: as<QuestionId>(question), places }
    expect(await answerCheck(db, input, start)).toEqual({ kind: 'refused', reason })
  })
})
