/** What time does to standings: zones, clock changes, leap days, years' ends, and a clock that goes back. */
import { describe, expect, test } from 'vitest'
import { factsOf, verifyLedger } from '../../db/ledger.ts'
import { fingerprintOfStandings } from '../../db/projections.ts'
import { standingsOf } from '../../db/standings.ts'
import { addDays, day, dayOf, type Day } from '../../src/domain/days.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { soundLibrary, spoiled, type Library } from '../curriculum/small-library.ts'
import { firstLibrary, libraries } from './updates/changed-school.ts'
import {
  acknowledge,
  answerTheCheck,
  factsOfKindBy,
  must,
  passQuiz,
  publish,
  readAll,
  smallSchool,
  type School,
} from './learning/small-school.ts'

const zones = ['Europe/London', 'Pacific/Auckland', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'] as const

const file = 'programmes/telephone-adviser.yaml'
const inZone = (zone: string): Library => spoiled('organisation.yaml', 'Europe/London', zone)

/** So many seconds after midnight begins a day there; midnight itself may be an hour that does not exist. */
const begins = (on: Day, zone: string) => Temporal.PlainDate.from(on).toZonedDateTime(zone).toInstant()
const endOf = (on: Day, zone: string) => begins(addDays(on, 1), zone).subtract({ seconds: 1 })

async function schoolIn(zone: string): Promise<School> {
  const school = await smallSchool()
  // The zone of a folder holds from the next day on that has begun in both.
  await publish(school.db, inZone(zone), Temporal.Instant.from('2026-03-12T12:00:00Z'))
  return school
}

async function certify(school: School, now: Temporal.Instant): Promise<void> {
  await readAll(school, now)
  await answerTheCheck(school, 'right', now)
  await passQuiz(school, now)
  must(await acknowledge(school, now))
}

async function kindOn({ db, learner }: School, on: string): Promise<string | undefined> {
  return (await standingsOf(db, learner, day(on)))[0]?.kind
}

async function expectSound({ db }: School, now: Temporal.Instant): Promise<void> {
  expect((await verifyLedger(db.reader)).faults).toEqual([])
  await settleEverybody(db, { who: 'everybody' }, now)
  const before = await fingerprintOfStandings(db.reader)
  expect(await rebuild(db)).toMatchObject({ changed: false })
  expect(await fingerprintOfStandings(db.reader)).toBe(before)
}

describe('a civil day', () => {
  test.each([
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['Pacific/Auckland', '2026-09-27', 23],
    ['Pacific/Auckland', '2027-04-04', 25],
    ['America/St_Johns', '2026-03-08', 23],
    ['America/St_Johns', '2026-11-01', 25],
    ['Asia/Kathmandu', '2026-03-29', 24],
    ['Pacific/Apia', '2026-03-29', 24],
  ])('in %s holds from its first second to its last: %s has %i hours', (zone, date, hours) => {
    const [first, last] = [begins(day(date), zone), endOf(day(date), zone)]
    expect(last.since(first).total('seconds') + 1).toBe(hours * 3600)
    expect(
      [first.subtract({ seconds: 1 }), first, last, last.add({ seconds: 1 })].map((at) => dayOf(at, zone)),
    ).toEqual([addDays(day(date), -1), date, date, addDays(day(date), 1)])
  })

  test('that a place left out has a place in the calendar all the same', () => {
    // Samoa went over the date line: after 29 December 2011 came the 31st.
    expect(dayOf(begins(day('2011-12-31'), 'Pacific/Apia').subtract({ seconds: 1 }), 'Pacific/Apia')).toBe('2011-12-29')
    expect(addDays(day('2011-12-29'), 1)).toBe('2011-12-30')
  })
})

describe.each(zones)('in %s', (zone) => {
  test('the last second of the last day is in time, and the first of the next is late', async () => {
    const school = await schoolIn(zone)
    expect([await kindOn(school, '2026-03-24'), await kindOn(school, '2026-03-25')]).toEqual(['to-do', 'overdue'])
    await certify(school, endOf(day('2026-03-24'), zone))
    const [granted] = await factsOfKindBy(school, 'granted')
    expect(granted).toMatchObject({ on: '2026-03-24', expiresOn: '2027-03-24' })
    expect([await kindOn(school, '2026-03-23'), await kindOn(school, '2026-03-24')]).toEqual(['to-do', 'certified'])
  })

  test('a day later by one second is another day, also through the change of the clocks', async () => {
    const school = await schoolIn(zone)
    await certify(school, begins(day('2026-03-29'), zone))
    const [granted] = await factsOfKindBy(school, 'granted')
    expect(granted?.on).toBe('2026-03-29')
    await expectSound(school, begins(day('2026-03-29'), zone))
  })

  test('a year that ends at midnight there ends in the ledger as well', async () => {
    const school = await schoolIn(zone)
    await certify(school, endOf(day('2026-12-31'), zone))
    const [granted] = await factsOfKindBy(school, 'granted')
    expect(granted).toMatchObject({ on: '2026-12-31', expiresOn: '2027-12-31', windowOpensOn: '2027-11-01' })
    await passQuiz(school, endOf(day('2027-12-31'), zone))
    const [, renewed] = await factsOfKindBy(school, 'granted')
    expect(renewed).toMatchObject({ on: '2027-12-31', expiresOn: '2028-12-31' })
  })
})

test('who is certified on leap day holds to 28 February, and renewing in time never loses a day', async () => {
  const school = await smallSchool()
  const at = (on: string) => Temporal.Instant.from(`${on}T12:00:00Z`)
  await certify(school, at('2028-02-29'))
  for (const on of ['2029-02-28', '2030-02-20', '2031-02-28', '2032-02-10']) await passQuiz(school, at(on))
  const granted = await factsOfKindBy(school, 'granted')
  expect(granted.map(({ expiresOn }) => expiresOn)).toEqual([
    '2029-02-28',
    '2030-02-28',
    '2031-02-28',
    '2032-02-28',
    '2033-02-28',
  ])
  expect([await kindOn(school, '2032-02-29'), await kindOn(school, '2033-03-01')]).toEqual(['certified', 'expired'])
})

describe('a server whose clock jumps back an hour', () => {
  test('in the middle of a day records everything in the order in which it was done', async () => {
    const school = await smallSchool()
    const [ten, nine] = ['2026-03-20T10:00:00Z', '2026-03-20T09:00:00Z'].map((at) => Temporal.Instant.from(at))
    await readAll(school, ten)
    await answerTheCheck(school, 'right', ten)
    await passQuiz(school, nine!)
    must(await acknowledge(school, nine!))
    const own = await factsOf(school.db.reader, school.learner)
    expect(own.map(({ sequence }) => sequence)).toEqual(own.map(({ sequence }) => sequence).toSorted((a, b) => a - b))
    expect(own.at(-1)).toMatchObject({ at: '2026-03-20T09:00:00.000Z', fact: { kind: 'granted', on: '2026-03-20' } })
    expect(await kindOn(school, '2026-03-20')).toBe('certified')
    await expectSound(school, nine!)
  })

  test('over midnight loses nothing that was done before it: the certificate is granted at once', async () => {
    const school = await smallSchool()
    const [after, before] = ['2026-03-21T00:10:00Z', '2026-03-20T23:40:00Z'].map((at) => Temporal.Instant.from(at))
    await readAll(school, after)
    await answerTheCheck(school, 'right', after)
    await passQuiz(school, before!)
    must(await acknowledge(school, before!))
    const [granted, ...more] = await factsOfKindBy(school, 'granted')
    expect([granted?.evidence.length, more.length]).toEqual([3, 0])
    expect(await kindOn(school, '2026-03-21')).toBe('certified')
    await expectSound(school, before!)
  })

  test('over midnight grants no second certificate for what was renewed already', async () => {
    const school = await smallSchool()
    await certify(school, Temporal.Instant.from('2026-03-20T12:00:00Z'))
    await passQuiz(school, Temporal.Instant.from('2027-02-11T00:10:00Z'))
    await passQuiz(school, Temporal.Instant.from('2027-02-10T23:40:00Z')).catch(() => undefined)
    expect((await factsOfKindBy(school, 'granted')).map(({ on }) => on)).toEqual(['2026-03-20', '2027-02-11'])
    expect(await kindOn(school, '2027-02-11')).toBe('certified')
    await expectSound(school, Temporal.Instant.from('2027-02-10T23:45:00Z'))
  })

  test('over midnight between two publications keeps their order, and every day has one rule', async () => {
    const school = await smallSchool()
    const shorter = { ...soundLibrary, [file]: soundLibrary[file]!.replace('grace_days: 30', 'grace_days: 5') }
    const longer = { ...soundLibrary, [file]: soundLibrary[file]!.replace('grace_days: 30', 'grace_days: 50') }
    await publish(school.db, shorter, Temporal.Instant.from('2026-03-21T00:10:00Z'))
    await publish(school.db, longer, Temporal.Instant.from('2026-03-20T23:40:00Z'))
    await certify(school, Temporal.Instant.from('2026-03-22T12:00:00Z'))
    const days = await Promise.all(
      ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22'].map((on) =>
        standingsOf(school.db, school.learner, day(on)),
      ),
    )
    expect(days.map((own) => own.map(({ kind }) => kind))).toEqual([['to-do'], ['to-do'], ['to-do'], ['certified']])
    const { because } = (await standingsOf(school.db, school.learner, day('2027-04-01')))[0]!
    expect(because).toMatchObject({ code: 'lapsed', graceEndsOn: '2027-05-11' })
    await expectSound(school, Temporal.Instant.from('2026-03-22T12:00:00Z'))
  })

  test('over midnight after a clause changed asks everybody still, and what was shown counts', async () => {
    const school = await smallSchool()
    await publish(school.db, firstLibrary)
    await certify(school, Temporal.Instant.from('2026-03-15T12:00:00Z'))
    await publish(school.db, libraries.one, Temporal.Instant.from('2026-03-21T00:10:00Z'))
    await settleEverybody(school.db, { who: 'everybody' }, Temporal.Instant.from('2026-03-20T23:30:00Z'))
    expect([await kindOn(school, '2026-03-20'), await kindOn(school, '2026-03-21')]).toEqual([
      'certified',
      'update-due',
    ])
    await expectSound(school, Temporal.Instant.from('2026-03-20T23:40:00Z'))
  })
})
