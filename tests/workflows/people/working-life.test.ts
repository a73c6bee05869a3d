import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../db/ledger.ts'
import { write } from '../../../db/open.ts'
import { postingOn } from '../../../db/people.ts'
import { keepSession, sessionsOf } from '../../../db/sessions.ts'
import { standingsOf } from '../../../db/standings.ts'
import { addDays, day } from '../../../src/domain/days.ts'
import { as, type JobRole } from '../../../src/domain/ids.ts'
import { movePerson } from '../../../src/workflows/move-person.ts'
import { recordEmployment } from '../../../src/workflows/record-employment.ts'
import { recordLeave } from '../../../src/workflows/record-leave.ts'
import { setJobRoles } from '../../../src/workflows/set-job-roles.ts'
import { setReportingLine } from '../../../src/workflows/set-reporting-line.ts'
import { adviser, clerk, founded, letter, now, nowhere, openOffice, phone, refused, stranger, today } from './office.ts'

const tomorrow = addDays(today, 1)
const nextMonth = day('2026-12-12')
const inSpring = day('2027-03-01')

describe('moving a person', () => {
  test('holds from its day on and not before', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [north, south] = [await office.team(), await office.team()]
    const person = await office.person({ team: north })
    expect(await movePerson(db, { by, person, team: south, from: tomorrow }, now)).toEqual({ kind: 'recorded' })
    expect((await postingOn(db.reader, person, today))?.team).toBe(north)
    expect((await postingOn(db.reader, person, tomorrow))?.team).toBe(south)
  })

  test('decides at once what they must learn', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [voice, post] = [await office.team({ channels: [phone] }), await office.team({ channels: [letter] })]
    const person = await office.person({ team: post, roles: [adviser] })
    expect(await standingsOf(db, person, today)).toEqual([])
    await movePerson(db, { by, person, team: voice, from: today }, now)
    expect((await standingsOf(db, person, today)).map(({ kind }) => kind)).toEqual(['to-do'])
  })

  test('twice records it once', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const person = await office.person()
    await movePerson(db, { by, person, team, from: today }, now)
    const before = await office.facts()
    expect(await movePerson(db, { by, person, team, from: today }, now)).toEqual({ kind: 'same' })
    expect(await office.facts()).toBe(before)
  })

  test('to the same team from a later day records nothing', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const person = await office.person({ team })
    expect(await movePerson(db, { by, person, team, from: today }, now)).toEqual({ kind: 'same' })
  })

  test('to the same team takes back a move that was planned', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [north, south] = [await office.team(), await office.team()]
    const person = await office.person({ team: north })
    await movePerson(db, { by, person, team: south, from: nextMonth }, now)
    expect(await movePerson(db, { by, person, team: north, from: today }, now)).toEqual({ kind: 'recorded' })
    expect((await postingOn(db.reader, person, nextMonth))?.team).toBe(north)
  })

  test('as a correction of the past replaces what was said about later days', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [north, south] = [await office.team(), await office.team()]
    const person = await office.person({ team: north })
    await movePerson(db, { by, person, team: south, from: day('2026-08-01') }, now)
    await movePerson(db, { by, person, team: null, from: day('2026-05-01') }, now)
    expect((await postingOn(db.reader, person, day('2026-09-01')))?.team).toBeNull()
  })

  test('says who did it', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const person = await office.person()
    await movePerson(db, { by, person, team, from: today }, now)
    const facts = await factsOf(db.reader, person)
    expect(facts.findLast(({ fact }) => fact.kind === 'membership')?.by).toBe(by)
  })

  test('is refused before the first day employed', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team({ from: day('2020-01-01') })
    const person = await office.person()
    const from = day('2025-12-31')
    expect(await movePerson(db, { by, person, team, from }, now)).toEqual(refused('before-employment'))
  })

  test('is refused into a team that nobody knows', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    expect(await movePerson(db, { by, person, team: nowhere, from: today }, now)).toEqual(refused('unknown-team'))
  })

  test('is refused into a team that is not open that day', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team({ from: nextMonth })
    const person = await office.person()
    expect(await movePerson(db, { by, person, team, from: today }, now)).toEqual(refused('team-closed'))
  })

  test('is refused for somebody unknown', async () => {
    const { db, administrator: by } = await openOffice()
    expect(await movePerson(db, { by, person: stranger, team: null, from: today }, now)).toEqual(
      refused('unknown-person'),
    )
  })
})

describe('leave', () => {
  test('with a known end is leave and return at once', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await recordLeave(db, { by, person, away: true, from: tomorrow, backOn: nextMonth }, now)
    expect((await postingOn(db.reader, person, today))?.away).toBe(false)
    expect((await postingOn(db.reader, person, tomorrow))?.away).toBe(true)
    expect((await postingOn(db.reader, person, nextMonth))?.away).toBe(false)
  })

  test('sent twice records two facts in all', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const before = await office.facts()
    const input = { by, person, away: true, from: tomorrow, backOn: nextMonth } as const
    await recordLeave(db, input, now)
    await recordLeave(db, input, now)
    expect(await office.facts()).toBe(before + 2)
  })

  test('pauses what they must learn', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ team: await office.team({ channels: [phone] }), roles: [adviser] })
    await recordLeave(db, { by, person, away: true, from: today }, now)
    expect((await standingsOf(db, person, today)).map(({ kind }) => kind)).toEqual(['paused'])
  })

  test('is refused when they are back before they go', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const input = { by, person, away: true, from: nextMonth, backOn: today } as const
    expect(await recordLeave(db, input, now)).toEqual(refused('back-before-leave'))
  })

  test('is refused before the first day employed', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ from: inSpring })
    expect(await recordLeave(db, { by, person, away: true, from: today }, now)).toEqual(refused('before-employment'))
  })
})

describe('job roles', () => {
  test('hold as a whole from their day on', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ roles: [adviser] })
    await setJobRoles(db, { by, person, roles: [clerk], from: today }, now)
    expect((await postingOn(db.reader, person, today))?.roles).toEqual([clerk])
  })

  test('in another order are the same', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ roles: [adviser, clerk] })
    expect(await setJobRoles(db, { by, person, roles: [clerk, adviser, clerk], from: today }, now)).toEqual({
      kind: 'same',
    })
  })

  test('that content does not name are refused', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const input = { by, person, roles: [as<JobRole>('juggler')], from: today }
    expect(await setJobRoles(db, input, now)).toEqual(refused('unknown-role'))
  })
})

describe('the line manager', () => {
  test('is never oneself', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    expect(await setReportingLine(db, { by, person, manager: person, from: today }, now)).toEqual(
      refused('manager-of-self'),
    )
  })

  test('is never somebody who reports to oneself, also by way of others, also only later', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [top, middle, low] = [await office.person(), await office.person(), await office.person()]
    await setReportingLine(db, { by, person: middle, manager: top, from: today }, now)
    await setReportingLine(db, { by, person: low, manager: middle, from: nextMonth }, now)
    expect(await setReportingLine(db, { by, person: top, manager: low, from: today }, now)).toEqual(
      refused('manager-cycle'),
    )
  })

  test('must be employed on that day', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [person, manager] = [await office.person(), await office.person()]
    await recordEmployment(db, { by, person: manager, employed: false, from: nextMonth }, now)
    expect(await setReportingLine(db, { by, person, manager, from: nextMonth }, now)).toEqual(
      refused('manager-not-employed'),
    )
  })
})

describe('employment', () => {
  test('ends on its day: they work until the day before', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await recordEmployment(db, { by, person, employed: false, from: nextMonth }, now)
    expect(await postingOn(db.reader, person, addDays(nextMonth, -1))).toBeDefined()
    expect(await postingOn(db.reader, person, nextMonth)).toBeUndefined()
  })

  test('may begin again', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await recordEmployment(db, { by, person, employed: false, from: today }, now)
    await recordEmployment(db, { by, person, employed: true, from: inSpring }, now)
    expect(await postingOn(db.reader, person, nextMonth)).toBeUndefined()
    expect(await postingOn(db.reader, person, inSpring)).toBeDefined()
  })

  test('that has ended signs them out', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await write(db, (tx) => keepSession(tx, { id: 'a', person, expiresAt: 9e12, endsAt: 9e12 }))
    await recordEmployment(db, { by, person, employed: false, from: today }, now)
    expect(await sessionsOf(db.reader, person)).toEqual([])
  })

  test('that ends later leaves them signed in', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await write(db, (tx) => keepSession(tx, { id: 'a', person, expiresAt: 9e12, endsAt: 9e12 }))
    await recordEmployment(db, { by, person, employed: false, from: tomorrow }, now)
    expect(await sessionsOf(db.reader, person)).toHaveLength(1)
  })

  test('cannot end before it began', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const from = addDays(founded, -1)
    expect(await recordEmployment(db, { by, person, employed: false, from }, now)).toEqual(refused('before-employment'))
  })
})
