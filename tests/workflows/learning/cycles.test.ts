/**
 * The rounds of a certification, driven as people drive them: the case table of the design, and what users of
 * other products complain of. Nothing is ever reset; a new cycle is opened, and the old one stays to be seen.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { certificatesOf } from '../../../db/certificates.ts'
import { attemptsAt } from '../../../db/attempts.ts'
import { factsOf } from '../../../db/ledger.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { spansOf, standingsOf } from '../../../db/standings.ts'
import { newId } from '../../../db/new-id.ts'
import { whatRemains } from '../../../src/domain/certification.ts'
import { wordBecause } from '../../../src/domain/because.ts'
import { addDays, day, dayOf } from '../../../src/domain/days.ts'
import type { ExceptionTerms } from '../../../src/domain/facts.ts'
import { as, type JobRole, type PersonId, type ProgrammeId, type ReasonId } from '../../../src/domain/ids.ts'
import { tasksFrom } from '../../../src/domain/training.ts'
import { windowsNotOpen, wordWindowNotOpen } from '../../../src/domain/window-not-open.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { recordException } from '../../../src/workflows/record-exception.ts'
import { recordLeave } from '../../../src/workflows/record-leave.ts'
import { setJobRoles } from '../../../src/workflows/set-job-roles.ts'
import { soundLibrary, type Library } from '../../curriculum/small-library.ts'
import {
  acknowledge,
  answer,
  answerTheCheck,
  daysLater,
  factsOfKindBy,
  must,
  openAttempt,
  passQuiz,
  publish,
  quiz,
  readAll,
  smallSchool,
  start,
  type School,
} from './small-school.ts'
import { submitAttempt } from '../../../src/workflows/submit-attempt.ts'
import { startAttempt } from '../../../src/workflows/start-attempt.ts'
import { attemptWithId } from '../../../db/attempts.ts'

const telephone = as<ProgrammeId>('telephone-adviser')
const file = 'programmes/telephone-adviser.yaml'
const zone = 'Europe/London'
const startDay = dayOf(start, zone)

/** Certified on 10 March 2026 for twelve months; renewal opens on 9 January 2027, grace ends on 9 April. */
let school: School
beforeEach(async () => {
  school = await smallSchool()
})

const at = (on: string) =>
  Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).toInstant()

async function doAll(now = start, who = school): Promise<void> {
  await readAll(who, now)
  await answerTheCheck(who, 'right', now)
  await passQuiz(who, now)
  await acknowledge(who, now)
}

const grants = (who = school) => factsOfKindBy(who, 'granted')
const lastGrant = async (who = school) => (await grants(who)).at(-1)

async function standing(on: string, who: PersonId = school.learner) {
  return (await standingsOf(school.db, who, day(on))).find(({ programme }) => programme === telephone)
}

async function remains(on: string) {
  const library = (await currentLibrary(school.db))!
  const facts = await factsOf(school.db.reader, school.learner)
  return whatRemains(library, library.programmes.get(telephone)!, facts, day(on))
}

function programmeWith(...lines: readonly string[]): Library {
  return { ...soundLibrary, [file]: `${soundLibrary[file]}${lines.map((line) => `${line}\n`).join('')}` }
}

async function decided(terms: ExceptionTerms, now: Temporal.Instant): Promise<void> {
  const by = as<PersonId>(newId())
  const from = day('2026-03-01')
  const email = `${by}@example.com`
  const given = { by: null, person: by, name: 'Ruth', email, from, team: null, roles: [], manager: null }
  must(await addPerson(school.db, { ...given, rights: ['coordinator'] }, now))
  const about = { by, person: school.learner, programme: telephone, terms }
  must(await recordException(school.db, { ...about, reason: as<ReasonId>('learned-elsewhere'), words: null }, now))
}

async function fail(now = start): Promise<void> {
  const attempt = await openAttempt(school, now)
  const { form } = (await attemptWithId(school.db.reader, attempt))!
  for (const index of form.keys()) must(await answer(school, attempt, index + 1, 'wrong', now))
  must(await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 0 }, now))
}

describe('renewing', () => {
  beforeEach(() => doAll())

  test('in the window asks the shorter path and loses no day (complaint 7)', async () => {
    expect(await remains('2027-01-09')).toMatchObject({ kind: 'open', path: 'renewal', minutesLeft: 10 })
    await passQuiz(school, at('2027-01-20'))
    expect(await grants()).toHaveLength(2)
    expect(await lastGrant()).toMatchObject({
      path: 'renewal',
      on: '2027-01-20',
      countsFrom: '2027-03-10',
      expiresOn: '2028-03-10',
    })
  })

  test('before the window is refused as window-not-open, and says from when it counts', async () => {
    const today = day('2027-01-08')
    expect(await remains(today)).toMatchObject({ kind: 'held' })
    await passQuiz(school, at(today))
    expect(await grants()).toHaveLength(1)
    const library = (await currentLibrary(school.db))!
    const facts = await factsOf(school.db.reader, school.learner)
    const early = windowsNotOpen(library, [telephone], facts, { kind: 'quiz', quiz }, today)
    expect(early).toMatchObject([{ reason: 'window-not-open', opensOn: '2027-01-09', expiresOn: '2027-03-10' }])
    expect(early.map(wordWindowNotOpen)).toEqual([
      'You are certified in Telephone adviser until 10 March 2027. Its renewal opens on 9 January 2027: what you do for it before then is practice, and counts for nothing.',
    ])
    expect(windowsNotOpen(library, [telephone], facts, { kind: 'quiz', quiz }, addDays(today, 1))).toEqual([])
  })

  test('leaves what was done before the window to be seen, and asks it again once the window is open (complaint 10)', async () => {
    await passQuiz(school, at('2027-01-08'))
    expect(await attemptsAt(school.db.reader, school.learner, quiz)).toHaveLength(2)
    expect(await remains('2027-01-09')).toMatchObject({ kind: 'open', requirements: [{ met: undefined }] })
    await passQuiz(school, at('2027-01-09'))
    expect(await lastGrant()).toMatchObject({ path: 'renewal', expiresOn: '2028-03-10' })
  })

  test('in grace is expired and not ready, on the shorter path, and counts from the day (complaint 12)', async () => {
    expect((await standing('2027-03-11'))?.kind).toBe('expired')
    expect((await standing('2027-04-09'))?.because).toMatchObject({ code: 'lapsed', graceEndsOn: '2027-04-09' })
    expect(await remains('2027-04-09')).toMatchObject({ path: 'renewal' })
    await passQuiz(school, at('2027-04-09'))
    expect(await lastGrant()).toMatchObject({ path: 'renewal', expiresOn: '2028-04-09' })
  })

  test('after grace asks the whole path anew', async () => {
    expect(await remains('2027-04-10')).toMatchObject({ path: 'initial', minutesLeft: 16 })
    await passQuiz(school, at('2027-04-10'))
    expect(await grants()).toHaveLength(1)
    await doAll(at('2027-04-11'))
    expect(await lastGrant()).toMatchObject({ path: 'initial', expiresOn: '2028-04-11' })
  })

  test('never hides the earlier certificate: both are there, and each day says which held (complaint 1)', async () => {
    const [first] = await grants()
    await passQuiz(school, at('2027-01-20'))
    const all = await certificatesOf(school.db.reader, school.learner)
    expect(all.map(({ fact }) => fact.on).toSorted()).toEqual(['2026-03-10', '2027-01-20'])
    expect((await standing('2026-12-01'))?.because).toMatchObject({ certificate: first?.certificate })
  })

  test('left undone resets nothing: no fact is written by time alone (complaint 2)', async () => {
    const before = await factsOf(school.db.reader, school.learner)
    const kinds = await Promise.all(['2026-06-01', '2027-02-01', '2027-03-20', '2027-06-01'].map((on) => standing(on)))
    expect(kinds.map((one) => one?.kind)).toEqual(['certified', 'renewal-due', 'expired', 'expired'])
    expect(await factsOf(school.db.reader, school.learner)).toEqual(before)
    expect(await attemptsAt(school.db.reader, school.learner, quiz)).toHaveLength(1)
  })

  test('is never paid for by the cycle before: what granted it grants nothing more (complaint 4)', async () => {
    expect(await remains('2027-01-09')).toMatchObject({ requirements: [{ met: undefined }] })
    // Asked anew by a move away and back, nothing completes by itself.
    const { db, learner } = school
    must(await setJobRoles(db, { by: null, person: learner, roles: [], from: day('2027-01-10') }, at('2027-01-10')))
    const roles = [as<JobRole>('adviser')]
    must(await setJobRoles(db, { by: null, person: learner, roles, from: day('2027-06-01') }, at('2027-06-01')))
    expect(await grants()).toHaveLength(1)
    expect((await standing('2027-06-01'))?.because).toMatchObject({ code: 'returned', expiredOn: '2027-03-10' })
  })

  test('says of every day why, and what comes next', async () => {
    const said = async (on: string) => wordBecause((await standing(on))!.because)
    expect(await said('2027-01-09')).toContain('Renewal has been open since 9 January 2027')
    expect(await said('2027-03-11')).toContain('Until 9 April 2027 the shorter renewal is enough.')
    expect(await said('2027-04-10')).toContain('The whole programme is asked again.')
  })
})

describe('limits of attempts', () => {
  const limited = {
    ...soundLibrary,
    'quizzes/telephone.mdx': soundLibrary['quizzes/telephone.mdx']!.replace('minutes: 10', 'minutes: 10\nattempts: 2'),
  }

  test('belong to a cycle: whoever used them up once may try in the next (complaint 3)', async () => {
    await publish(school.db, limited)
    await fail()
    await doAll()
    const window = at('2027-01-10')
    await fail(window)
    await fail(window)
    expect(await startAttempt(school.db, { person: school.learner, quiz }, window)).toMatchObject({
      kind: 'refused',
      reason: 'attempts-used-up',
    })
    expect(await attemptsAt(school.db.reader, school.learner, quiz)).toHaveLength(4)
  })

  test('end with the grace of a certificate, because the path is then another', async () => {
    await publish(school.db, limited)
    await doAll()
    await fail(at('2027-01-10'))
    expect((await startAttempt(school.db, { person: school.learner, quiz }, at('2027-01-11'))).kind).toBe('started')
  })
})

describe('the next end', () => {
  test('counts from the day of completion where the programme says so, and never ends before the old one', async () => {
    await publish(school.db, programmeWith('renews_from: completion'))
    await doAll()
    await passQuiz(school, at('2027-01-20'))
    expect(await lastGrant()).toMatchObject({ countsFrom: '2027-01-20', expiresOn: '2028-01-20' })
  })

  test('is a fixed date for everybody, new hires among them (complaint 8)', async () => {
    await publish(school.db, programmeWith('renews_from: fixed-date', 'fixed_expiry: 2026-09-30'))
    await doAll()
    const newcomer = { ...school, learner: school.other }
    await doAll(at('2026-08-20'), newcomer)
    expect([(await lastGrant())?.expiresOn, (await lastGrant(newcomer))?.expiresOn]).toEqual([
      '2026-09-30',
      '2026-09-30',
    ])
    await passQuiz(school, at('2026-09-01'))
    expect((await lastGrant())?.expiresOn).toBe('2027-09-30')
  })

  test('with a least active period gives the right year, on both sides of it (complaint 9)', async () => {
    await publish(
      school.db,
      programmeWith('renews_from: fixed-date', 'fixed_expiry: 2026-09-30', 'least_active_days: 90'),
    )
    const newcomer = { ...school, learner: school.other }
    await doAll(at('2026-07-02'))
    await doAll(at('2026-07-03'), newcomer)
    // 90 days before 30 September is 2 July.
    expect([(await lastGrant())?.expiresOn, (await lastGrant(newcomer))?.expiresOn]).toEqual([
      '2026-09-30',
      '2027-09-30',
    ])
  })

  test('of a completion recorded by hand is the later of both', async () => {
    await doAll()
    await decided({ kind: 'manual-grant', completedOn: day('2026-02-01') }, daysLater(5))
    expect(await lastGrant()).toMatchObject({ path: 'manual', expiresOn: '2027-03-10' })
    await decided({ kind: 'manual-grant', completedOn: day('2026-05-01') }, at('2026-05-02'))
    expect(await lastGrant()).toMatchObject({ path: 'manual', expiresOn: '2027-05-01' })
  })

  test('of certificates granted before stays when the rule changes (complaint 6; notices: recounts.test.ts)', async () => {
    await doAll()
    await publish(school.db, programmeWith('renews_from: fixed-date', 'fixed_expiry: 2026-09-30'), daysLater(10))
    expect((await standing('2027-03-10'))?.because).toMatchObject({ expiresOn: '2027-03-10' })
    expect((await standing('2027-03-11'))?.kind).toBe('expired')
  })
})

describe('leaving and coming back', () => {
  beforeEach(() => doAll())
  const adviser = [as<JobRole>('adviser')]
  const leave = (on: string) =>
    setJobRoles(school.db, { by: null, person: school.learner, roles: [], from: day(on) }, at(on))
  const comeBack = (on: string) =>
    setJobRoles(school.db, { by: null, person: school.learner, roles: adviser, from: day(on) }, at(on))

  test('by one slip wipes nothing: back on the next day all is as it was (complaint 11)', async () => {
    const before = await standing('2026-05-01')
    must(await leave('2026-05-02'))
    expect(await standing('2026-05-02')).toBeUndefined()
    expect(await certificatesOf(school.db.reader, school.learner)).toHaveLength(1)
    must(await comeBack('2026-05-03'))
    expect((await standing('2026-05-03'))?.because).toEqual(before?.because)
  })

  test('before the expiry leaves it as it was; later it is to do again', async () => {
    must(await leave('2026-05-02'))
    must(await comeBack('2027-06-01'))
    expect(await standing('2027-06-01')).toMatchObject({
      kind: 'to-do',
      because: { code: 'returned', due: '2027-06-15' },
    })
    expect(await remains('2027-06-01')).toMatchObject({ path: 'initial' })
  })

  test('a leave pauses and moves what is to do by its days, never an expiry (complaint 21)', async () => {
    const { db, other } = school
    must(await recordLeave(db, { by: null, person: other, away: true, from: day('2026-03-12') }, at('2026-03-12')))
    expect((await standing('2026-03-20', other))?.kind).toBe('paused')
    must(await recordLeave(db, { by: null, person: other, away: false, from: day('2026-04-01') }, at('2026-04-01')))
    expect((await standing('2026-04-01', other))?.because).toMatchObject({
      code: 'asked',
      due: day('2026-04-13'),
    })
    const { learner } = school
    must(await recordLeave(db, { by: null, person: learner, away: true, from: day('2027-02-01') }, at('2027-02-01')))
    must(await recordLeave(db, { by: null, person: learner, away: false, from: day('2027-04-01') }, at('2027-04-01')))
    expect((await standing('2027-04-01'))?.because).toMatchObject({ code: 'lapsed', expiredOn: '2027-03-10' })
  })
})

describe('what is asked', () => {
  test('reaches those already in, when the programme or the work changes (complaint 20)', async () => {
    await doAll()
    const { db, learner } = school
    const wider = {
      ...soundLibrary,
      'programmes/second.yaml': soundLibrary[file]!.replace('Telephone adviser', 'Second'),
    }
    await publish(db, wider, daysLater(5))
    const second = as<ProgrammeId>('second')
    const on = dayOf(daysLater(5), zone)
    const asked = (await standingsOf(db, learner, on)).find(({ programme }) => programme === second)
    // What was shown for the one counts for the other, and asks nothing twice.
    expect(asked?.kind).toBe('certified')
    expect((await standingsOf(db, school.other, on)).map(({ programme }) => programme)).toContain(second)
  })

  test('one activity in two programmes is asked once and counts for both; alone it renews nothing', async () => {
    const both = {
      ...soundLibrary,
      'programmes/second.yaml': soundLibrary[file]!.replace('Telephone adviser', 'Second').replace(
        'renewal:\n  - quiz: telephone',
        'renewal:\n  - quiz: telephone\n  - acknowledgement: telephone',
      ),
    }
    await publish(school.db, both)
    await doAll()
    expect((await grants()).map(({ programme }) => programme).toSorted()).toEqual(['second', telephone])
    const now = at('2027-01-20')
    const library = (await currentLibrary(school.db))!
    const facts = await factsOf(school.db.reader, school.learner)
    const tasks = tasksFrom(
      library,
      await standingsOf(school.db, school.learner, day('2027-01-20')),
      facts,
      day('2027-01-20'),
    )
    expect(
      tasks.flatMap(({ parts }) => parts.filter(({ askedFor }) => askedFor)).map(({ requirement }) => requirement.kind),
    ).toEqual(['quiz'])
    await passQuiz(school, now)
    expect((await grants()).slice(2).map(({ programme }) => programme)).toEqual([telephone])
  })

  test('of two paths that end at once opens exactly one cycle', async () => {
    await doAll()
    await Promise.all([passQuiz(school, at('2027-01-20')), acknowledge(school, at('2027-01-20'))])
    expect(await grants()).toHaveLength(2)
  })
})

describe('what is remembered', () => {
  test('an attempt keeps its questions and their order when it is taken up again (complaint 16)', async () => {
    const attempt = await openAttempt(school)
    const before = (await attemptWithId(school.db.reader, attempt))!.form
    expect(await openAttempt(school, daysLater(2))).toBe(attempt)
    expect((await attemptWithId(school.db.reader, attempt))!.form).toEqual(before)
  })

  test('a certificate names the revision of each clause it rests on (complaint 22)', async () => {
    await doAll()
    expect((await lastGrant())?.clauses).toEqual(['TEL-04~1@1', 'TEL-05~1@1'])
  })

  test('spans of a renewed certificate leave no gap and no overlap', async () => {
    await doAll()
    await passQuiz(school, at('2027-01-20'))
    const spans = (await spansOf(school.db, school.learner)).get(telephone) ?? []
    for (const [index, span] of spans.entries()) {
      const next = spans[index + 1]
      if (next !== undefined) expect(next.from).toBe(span.to)
    }
    expect(spans[0]?.from).toBe(startDay)
  })
})
