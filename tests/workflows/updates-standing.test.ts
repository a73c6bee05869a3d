import { describe, expect, test } from 'vitest'
import { record } from '../../db/ledger.ts'
import { write, type Database } from '../../db/open.ts'
import { deriveStandings, fingerprintOfStandings } from '../../db/projections.ts'
import { countsOn } from '../../db/readiness.ts'
import { storedSpans } from '../../db/spans.ts'
import { standingsOf } from '../../db/standings.ts'
import { countUnsettled } from '../../db/unsettled.ts'
import { dayOf, type Day } from '../../src/domain/days.ts'
import type { Fact } from '../../src/domain/facts.ts'
import { as, evidenceOf, type JobRole, type PersonId, type PinnedClause } from '../../src/domain/ids.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { setJobRoles } from '../../src/workflows/set-job-roles.ts'
import { settle } from '../../src/workflows/settle.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { submitAttempt } from '../../src/workflows/submit-attempt.ts'
import { recordLeave } from '../../src/workflows/record-leave.ts'
import { judged, locked } from '../curriculum/judged.ts'
import { soundCurriculum, type Library } from '../curriculum/small-library.ts'
import {
  acknowledge,
  answer,
  answerTheCheck,
  daysLater,
  factsOfKindBy,
  must,
  openAttempt,
  passQuiz,
  readAll,
  smallSchool,
  type School,
} from './learning/small-school.ts'

const file = 'standards/telephone.mdx'
const begun = locked()
const shorterHold = reworded('value="30"', 'value="20"', 'material')
const tidied = reworded('without coming back', 'without *coming* back at all', 'editorial')

/** The library with other words in TEL-05: in force 14 days after publication, 21 days to update. */
function reworded(passage: string, words: string, verdict: 'material' | 'editorial'): Library {
  const text = begun[file]?.replace(passage, words) ?? ''
  return judged(begun, { [file]: text }, { verdicts: { 'TEL-05': verdict } })
}

/** Publishes and settles nobody: what the portal is in at the very next request. */
async function publishOn(db: Database, days: number, library: Library) {
  const outcome = await publishCurriculum(db, { curriculum: soundCurriculum(library) }, daysLater(days))
  expect(outcome.kind).toBe('published')
}

const dayAfter = (days: number): Day => dayOf(daysLater(days), 'Europe/London')

async function kindAfter({ db }: School, person: PersonId, days: number) {
  const standings = await standingsOf(db, person, dayAfter(days))
  return standings.map(({ kind }) => kind).join()
}

/** People of each kind on a day, by the stored counts. */
async function countedAfter({ db }: School, days: number) {
  const counts = await countsOn(db.reader, dayAfter(days))
  return Object.fromEntries([...counts].map(({ kind, people }) => [kind, people]))
}

async function certifiedSchool(): Promise<School> {
  const school = await smallSchool()
  await answerTheCheck(school, 'right')
  await readAll(school)
  await acknowledge(school)
  await passQuiz(school)
  expect(await kindAfter(school, school.learner, 0)).toBe('certified')
  return school
}

async function settleAll({ db }: School, days: number) {
  await settleEverybody(db, { who: 'marked' }, daysLater(days))
  expect(await countUnsettled(db.reader)).toBe(0)
}

/** Records a fact about the learner and settles, as each deed does in its transaction. */
async function did({ db, learner }: School, fact: Fact, days: number) {
  await write(db, async (tx) => {
    await record(tx, [fact], daysLater(days), learner)
    await settle(tx, db, [learner], daysLater(days))
  })
}

const shownAfter = (person: PersonId, days: number): Fact => ({
  kind: 'clause-updated',
  person,
  clause: evidenceOf(as<PinnedClause>('TEL-05~2'), 2),
  publication: 2,
  by: 'questions',
  on: dayAfter(days),
})

describe('a publication that changes a clause', () => {
  test('is in the standing of whom it touches at the very next read, settled or not', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    expect(await countUnsettled(school.db.reader)).toBe(2)
    const kinds = () => Promise.all([29, 30, 44, 51, 52].map((days) => kindAfter(school, school.learner, days)))
    const unsettled = await kinds()
    expect(unsettled).toEqual(['certified', 'update-due', 'update-due', 'update-due', 'overdue'])
    await settleAll(school, 30)
    expect(await kinds()).toEqual(unsettled)
  })

  test('leaves alone whoever was never certified', async () => {
    const school = await certifiedSchool()
    const before = await standingsOf(school.db, school.other, dayAfter(40))
    await publishOn(school.db, 30, shorterHold)
    expect(await standingsOf(school.db, school.other, dayAfter(40))).toEqual(before)
  })

  test('is in the counts of readiness from its day on, with what comes if nobody acts', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    await settleAll(school, 30)
    expect(await countedAfter(school, 29)).toEqual({ certified: 1, overdue: 1 })
    expect(await countedAfter(school, 30)).toEqual({ 'update-due': 1, overdue: 1 })
    expect(await countedAfter(school, 52)).toEqual({ overdue: 2 })
  })

  test('is settled as a rebuild would, which changes nothing', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    await settleAll(school, 30)
    const before = await fingerprintOfStandings(school.db.reader)
    expect(await rebuild(school.db)).toMatchObject({ changed: false })
    expect(await fingerprintOfStandings(school.db.reader)).toBe(before)
  })

  test('that is editorial alters no standing, settled or derived', async () => {
    const school = await certifiedSchool()
    const [before, spans] = [await fingerprintOfStandings(school.db.reader), await learnersSpans(school)]
    await publishOn(school.db, 30, tidied)
    expect((await deriveStandings(school.db, school.db.reader, school.learner)).spans).toEqual(spans)
    await settleEverybody(school.db, { who: 'everybody' }, daysLater(30))
    expect(await fingerprintOfStandings(school.db.reader)).toBe(before)
  })
})

function learnersSpans({ db, learner }: School) {
  return storedSpans(db.reader, learner)
}

describe('an update', () => {
  test('is gone from the standing and the counts in the transaction in which it is shown', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    await settleAll(school, 30)
    await did(school, shownAfter(school.learner, 40), 40)
    expect(await kindAfter(school, school.learner, 39)).toBe('update-due')
    expect(await kindAfter(school, school.learner, 40)).toBe('certified')
    expect(await countedAfter(school, 52)).toEqual({ certified: 1, overdue: 1 })
    expect(await rebuild(school.db)).toMatchObject({ changed: false })
  })

  test('that is shown while the person waits for the turn is not lost by it', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    await did(school, shownAfter(school.learner, 31), 31)
    expect(await kindAfter(school, school.learner, 31)).toBe('certified')
    await settleAll(school, 31)
    expect(await kindAfter(school, school.learner, 31)).toBe('certified')
  })

  test('shown keeps the expiry of the certificate', async () => {
    const school = await certifiedSchool()
    const expiries = async () =>
      (await learnersSpans(school)).map(({ because }) => 'expiredOn' in because && because.expiredOn).at(-1)
    const before = await expiries()
    await publishOn(school.db, 30, shorterHold)
    await did(school, shownAfter(school.learner, 31), 31)
    expect(await expiries()).toBe(before)
    expect(before).toBe('2027-03-10')
  })

  test('waits for somebody on leave by the days away', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    const leave = { by: null, person: school.learner, away: true, from: dayAfter(40), backOn: dayAfter(50) }
    must(await recordLeave(school.db, leave, daysLater(35)))
    const kinds = await Promise.all([39, 40, 50, 61, 62].map((days) => kindAfter(school, school.learner, days)))
    expect(kinds).toEqual(['update-due', 'paused', 'update-due', 'update-due', 'overdue'])
  })

  test('is owed no more in a job role that the clause does not reach', async () => {
    const school = await certifiedSchool()
    await publishOn(school.db, 30, shorterHold)
    const roles = [as<JobRole>('team-leader')]
    must(await setJobRoles(school.db, { by: null, person: school.learner, from: dayAfter(40), roles }, daysLater(35)))
    expect(await kindAfter(school, school.learner, 39)).toBe('update-due')
    expect(await kindAfter(school, school.learner, 40)).toBe('certified')
  })
})

describe('an attempt that was open when the clause changed', () => {
  test('certifies through its own publication, and the update follows at once', async () => {
    const school = await smallSchool()
    await answerTheCheck(school, 'right')
    await readAll(school)
    await acknowledge(school)
    const attempt = await openAttempt(school)
    await publishOn(school.db, 1, shorterHold)
    for (const place of [1, 2]) must(await answer(school, attempt, place, 'right', daysLater(2)))
    must(await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 0 }, daysLater(2)))
    expect(await factsOfKindBy(school, 'granted')).toMatchObject([
      { publication: 1, clauses: ['TEL-04~1@1', 'TEL-05~1@1'] },
    ])
    const [standing] = await standingsOf(school.db, school.learner, dayAfter(2))
    expect(standing).toMatchObject({
      kind: 'update-due',
      because: { since: dayAfter(2), due: dayAfter(23), clauses: ['TEL-05~2'] },
    })
  })
})
