import { expect, test } from 'vitest'
import { teamsOn } from '../../../db/organisation.ts'
import { day } from '../../../src/domain/days.ts'
import { reportTeam } from '../../../src/workflows/report-team.ts'
import { changedSchool, tryIt } from './changed-school.ts'

test('a manager is told who lapses by an update, on its day, until it is done', async () => {
  const school = await changedSchool()
  const on = day('2026-03-20')
  const lapses = async () => {
    const teams = (await teamsOn(school.db, on)).map(({ id }) => id)
    return (await reportTeam(school.db, { teams, on })).lapses
  }
  expect(await lapses()).toMatchObject([{ person: school.learner, because: 'update', lastReadyDay: '2026-04-10' }])
  await tryIt(school, 'right')
  expect(await lapses()).toEqual([])
})
