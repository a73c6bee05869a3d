import { expect, test } from 'vitest'
import { teamsOn } from '../../../db/organisation.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { day } from '../../../src/domain/days.ts'
import { reportTeam } from '../../../src/workflows/report-team.ts'
import { reportTeamUpdates } from '../../../src/workflows/report-team-updates.ts'
import { changedSchool, tryIt } from './changed-school.ts'
import { played, replaySchool } from './replay-school.ts'

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

test('a manager is told what a member has done of an update, and what is still to be done', async () => {
  const school = await replaySchool()
  const today = day('2026-03-20')
  const halfDone = async () => {
    const teams = (await teamsOn(school.db, today)).map(({ id }) => id)
    const { members } = await reportTeam(school.db, { teams, on: today })
    const library = (await currentLibrary(school.db))!
    return (await reportTeamUpdates(school.db, { members, library, today })).map(({ person, says }) => [person, says])
  }
  expect(await halfDone()).toEqual([])
  await tryIt(school, 'right')
  expect(await halfDone()).toEqual([
    [school.learner, 'TEL-05: Questions answered rightly. Still to do: play “On hold” again, 6 minutes.'],
  ])
  await played(school, ['ask', 'come-back'])
  expect(await halfDone()).toEqual([])
})
