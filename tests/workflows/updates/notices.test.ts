import { expect, test } from 'vitest'
import { as, type NoticeId } from '../../../src/domain/ids.ts'
import { readNotice } from '../../../src/workflows/read-notice.ts'
import { daysLater, factsOfKindBy } from '../learning/small-school.ts'
import { changeDay, changedSchool } from './changed-school.ts'

const notice = as<NoticeId>('a-change')

test('a notice is read once, and the day is kept', async () => {
  const school = await changedSchool()
  const input = { person: school.learner, notice }
  expect(await readNotice(school.db, input, changeDay)).toEqual({ kind: 'read' })
  expect(await readNotice(school.db, input, daysLater(12))).toEqual({ kind: 'known' })
  expect(await factsOfKindBy(school, 'notice-read')).toMatchObject([{ notice, on: '2026-03-20' }])
})

test('a notice that no publication has used cannot be read', async () => {
  const school = await changedSchool()
  const input = { person: school.learner, notice: as<NoticeId>('nowhere') }
  expect(await readNotice(school.db, input, changeDay)).toEqual({ kind: 'refused', reason: 'notice-not-found' })
})
