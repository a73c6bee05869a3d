import { describe, expect, test } from 'vitest'
import { teamsOn } from '../../../db/organisation.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { noAttemptsLeftInWords } from '../../../src/domain/quiz-words.ts'
import { recordException } from '../../../src/workflows/record-exception.ts'
import { reportRecord } from '../../../src/workflows/report-record.ts'
import { reportTeam } from '../../../src/workflows/report-team.ts'
import { reportTeamUsedUp } from '../../../src/workflows/report-team-used-up.ts'
import { reportUsedUp } from '../../../src/workflows/report-used-up.ts'
import { whoGivesAttempts } from '../../../src/workflows/who-gives-attempts.ts'
import { submitAttempt } from '../../../src/workflows/submit-attempt.ts'
import { must, openAttempt, quiz, start } from '../learning/small-school.ts'
import { decided, decidedSchool, deciding, today, type DecidedSchool } from './decided-school.ts'

const further = { kind: 'more-attempts', quiz, attempts: 1 } as const

async function fail(school: DecidedSchool): Promise<void> {
  const attempt = await openAttempt(school)
  must(await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 2 }, start))
}

async function libraryOf({ db }: DecidedSchool) {
  const library = await currentLibrary(db)
  if (library === undefined) throw new Error('nothing is published')
  return library
}

async function usedUp(school: DecidedSchool): Promise<readonly string[]> {
  const asked = { person: school.learner, library: await libraryOf(school), today }
  return (await reportUsedUp(school.db, asked)).map(({ quiz: { id }, programmes }) => `${id} of ${programmes.length}`)
}

async function told(school: DecidedSchool) {
  const teams = (await teamsOn(school.db, today)).map(({ id }) => id)
  const { members } = await reportTeam(school.db, { teams, on: today })
  return await reportTeamUsedUp(school.db, { members, library: await libraryOf(school), today })
}

describe('a quiz is used up', () => {
  test('once the last attempt of the cycle is submitted, and not while it is open', async () => {
    const school = await decidedSchool()
    await fail(school)
    expect(await usedUp(school)).toEqual([])
    const attempt = await openAttempt(school)
    expect(await usedUp(school)).toEqual([])
    must(await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 2 }, start))
    expect(await usedUp(school)).toEqual([`${quiz} of 1`])
  })

  test('until more attempts are given', async () => {
    const school = await decidedSchool()
    await fail(school)
    await fail(school)
    await decided(school, further)
    expect(await usedUp(school)).toEqual([])
  })

  test('and the team page tells of it until then', async () => {
    const school = await decidedSchool()
    await fail(school)
    expect(await told(school)).toEqual([])
    await fail(school)
    expect(await told(school)).toMatchObject([{ person: school.learner, quizzes: [{ quiz: { id: quiz } }] }])
    await decided(school, further)
    expect(await told(school)).toEqual([])
  })
})

describe('whom to ask for attempts', () => {
  test('is every coordinator but oneself, and an administrator where there is no other', async () => {
    const { db, learner, coordinator, administrator } = await decidedSchool()
    const ids = async (person: typeof learner) => (await whoGivesAttempts(db.reader, person, today)).map(({ id }) => id)
    expect(await ids(learner)).toEqual([coordinator])
    expect(await ids(coordinator)).toContain(administrator)
  })

  test('is said in one sentence', () => {
    const named = (...names: string[]) => noAttemptsLeftInWords(names.map((name) => ({ name })))
    expect(named('Ruth Bergmann')).toBe('No attempts left: ask Ruth Bergmann.')
    expect(named('A', 'B', 'C', 'D')).toBe('No attempts left: ask A, B or C.')
    expect(named()).toBe('No attempts left: ask a training coordinator.')
  })
})

test('the record holds the words beside a decision for the person and for whoever oversees, and for nobody else', async () => {
  const school = await decidedSchool()
  await fail(school)
  await fail(school)
  must(await recordException(school.db, { ...deciding(school, further), words: 'Read it twice with her.' }, start))
  const library = await libraryOf(school)
  const words = async (id: typeof school.learner, ...rights: ('coordinator' | 'steward')[]) => {
    const viewer = {
      id,
      name: '',
      email: '',
      rights: new Set(rights),
      roles: new Set<never>(),
      leads: new Set<never>(),
    }
    const record = await reportRecord(school.db, { person: school.learner, viewer, library, today })
    return record?.exceptions.map((one) => one.words)
  }
  const said = ['Read it twice with her.']
  expect(await words(school.learner)).toEqual(said)
  expect(await words(school.coordinator, 'coordinator')).toEqual(said)
  expect(await words(school.administrator, 'steward')).toEqual([null])
})
