import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { rightsOf } from '../../../db/admin.ts'
import { write } from '../../../db/open.ts'
import { viewerOf } from '../../../db/people.ts'
import { invitationById, keepPassword } from '../../../db/sessions.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { day } from '../../../src/domain/days.ts'
import { acceptInvitation } from '../../../src/workflows/accept-invitation.ts'
import { invitePerson } from '../../../src/workflows/invite-person.ts'
import { recordEmployment } from '../../../src/workflows/record-employment.ts'
import { hashPassword } from '../../../src/workflows/passwords.ts'
import { signIn } from '../../../src/workflows/sign-in.ts'
import { setAccess } from '../../../src/workflows/set-access.ts'
import { adviser, now, openOffice, refused, somebody, stranger, today } from './office.ts'

const nextMonth = day('2026-12-12')
const inSpring = day('2027-03-01')

describe('rights', () => {
  test('are those named, from now on', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ rights: ['steward'] })
    expect(await setAccess(db, { by, person, rights: ['auditor', 'coordinator'] }, now)).toEqual({ kind: 'recorded' })
    expect(new Set(await rightsOf(db.reader, person))).toEqual(new Set(['auditor', 'coordinator']))
  })

  test('in another order are the same', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ rights: ['steward', 'auditor'] })
    const before = await office.facts()
    expect(await setAccess(db, { by, person, rights: ['auditor', 'steward'] }, now)).toEqual({ kind: 'same' })
    expect(await office.facts()).toBe(before)
  })

  test('are refused to somebody unknown', async () => {
    const { db, administrator: by } = await openOffice()
    expect(await setAccess(db, { by, person: stranger, rights: [] }, now)).toEqual(refused('unknown-person'))
  })
})

describe('the last administrator', () => {
  test('cannot lose the right', async () => {
    const { db, administrator } = await openOffice()
    const input = { by: administrator, person: administrator, rights: [] }
    expect(await setAccess(db, input, now)).toEqual(refused('last-administrator'))
    expect(await rightsOf(db.reader, administrator)).toEqual(['administrator'])
  })

  test('cannot leave', async () => {
    const { db, administrator } = await openOffice()
    const input = { by: administrator, person: administrator, employed: false, from: inSpring }
    expect(await recordEmployment(db, input, now)).toEqual(refused('last-administrator'))
  })

  test('may hand the right on', async () => {
    const { db, administrator, ...office } = await openOffice()
    await office.person({ rights: ['administrator'] })
    const input = { by: administrator, person: administrator, rights: [] }
    expect(await setAccess(db, input, now)).toEqual({ kind: 'recorded' })
  })

  test('cannot hand it on to somebody who has chosen no password yet', async () => {
    const { db, administrator } = await openOffice()
    await addPerson(db, { ...somebody(), rights: ['administrator'] }, now)
    const input = { by: administrator, person: administrator, rights: [] }
    expect(await setAccess(db, input, now)).toEqual(refused('last-administrator'))
  })

  test('is also who remains once the other one leaves, as planned', async () => {
    const { db, administrator, ...office } = await openOffice()
    const other = await office.person({ rights: ['administrator'] })
    await recordEmployment(db, { by: administrator, person: other, employed: false, from: nextMonth }, now)
    const input = { by: administrator, person: administrator, employed: false, from: inSpring }
    expect(await recordEmployment(db, input, now)).toEqual(refused('last-administrator'))
  })

  test('is also whoever is alone until the other one joins', async () => {
    const { db, administrator, ...office } = await openOffice()
    await office.person({ rights: ['administrator'], from: nextMonth })
    const input = { by: administrator, person: administrator, employed: false, from: today }
    expect(await recordEmployment(db, input, now)).toEqual(refused('last-administrator'))
    expect(await recordEmployment(db, { ...input, from: nextMonth }, now)).toEqual({ kind: 'recorded' })
  })

  test('is asked for again in each of two deeds at once', async () => {
    const { db, administrator, ...office } = await openOffice()
    const other = await office.person({ rights: ['administrator'] })
    const outcomes = await Promise.all([
      setAccess(db, { by: administrator, person: administrator, rights: [] }, now),
      setAccess(db, { by: other, person: other, rights: [] }, now),
    ])
    expect(outcomes).toEqual([{ kind: 'recorded' }, refused('last-administrator')])
  })
})

describe('coming in', () => {
  async function withPassword(given: Partial<ReturnType<typeof somebody>> = {}) {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ email: 'kit@office.test', ...given })
    const password = 'paper lantern over water'
    const passwordHash = await hashPassword(password)
    await write(db, (tx) => keepPassword(tx, person, passwordHash))
    return { db, by, person, credentials: { email: 'Kit@office.test', password } }
  }

  test('ends with the employment, also when that was planned', async () => {
    const { db, by, person, credentials } = await withPassword()
    await recordEmployment(db, { by, person, employed: false, from: nextMonth }, now)
    expect(await signIn(db, credentials, now)).toEqual({ kind: 'signed-in', person })
    const then = Temporal.Instant.from('2026-12-12T00:00:00Z')
    expect(await signIn(db, credentials, then)).toEqual(refused('has-left'))
  })

  test('ends for those who are signed in as well', async () => {
    const { db, by, person } = await withPassword()
    await recordEmployment(db, { by, person, employed: false, from: nextMonth }, now)
    expect(await viewerOf(db, person, today)).toMatchObject({ id: person })
    expect(await viewerOf(db, person, nextMonth)).toBeUndefined()
  })

  test('is open before the first day, without the job roles to come', async () => {
    const { db, person, credentials } = await withPassword({ from: inSpring, roles: [adviser] })
    expect(await signIn(db, credentials, now)).toEqual({ kind: 'signed-in', person })
    expect((await viewerOf(db, person, today))?.roles).toEqual(new Set())
  })
})

describe('an invitation', () => {
  test('is kept by its hash alone', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const outcome = await invitePerson(db, { by, person }, now)
    const token = outcome.kind === 'invited' ? outcome.token : ''
    const id = createHash('sha256').update(token).digest('hex')
    expect(await invitationById(db.reader, id, now.epochMilliseconds)).toMatchObject({ id, person })
  })

  test('lets the person choose a password once', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const outcome = await invitePerson(db, { by, person }, now)
    const input = { token: outcome.kind === 'invited' ? outcome.token : '', password: 'paper lantern over water' }
    expect(await acceptInvitation(db, input, now)).toEqual({ kind: 'accepted', person })
    expect(await acceptInvitation(db, input, now)).toEqual(refused('link-used-or-old'))
  })

  test('ends the one before', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const first = await invitePerson(db, { by, person }, now)
    await invitePerson(db, { by, person }, now)
    const input = { token: first.kind === 'invited' ? first.token : '', password: 'paper lantern over water' }
    expect(await acceptInvitation(db, input, now)).toEqual(refused('link-used-or-old'))
  })

  test('runs out after 14 days', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const outcome = await invitePerson(db, { by, person: await office.person() }, now)
    expect(outcome).toMatchObject({ kind: 'invited', expiresAt: now.add({ hours: 14 * 24 }) })
  })

  test('may be made for somebody who joins later', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person({ from: inSpring })
    expect(await invitePerson(db, { by, person }, now)).toMatchObject({ kind: 'invited' })
  })

  test('is refused for somebody who has left', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await recordEmployment(db, { by, person, employed: false, from: today }, now)
    expect(await invitePerson(db, { by, person }, now)).toEqual(refused('has-left'))
  })

  test('ends when they leave', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    const outcome = await invitePerson(db, { by, person }, now)
    await recordEmployment(db, { by, person, employed: false, from: today }, now)
    const input = { token: outcome.kind === 'invited' ? outcome.token : '', password: 'paper lantern over water' }
    expect(await acceptInvitation(db, input, now)).toEqual(refused('link-used-or-old'))
  })

  test('leaves a password as it is until it is used', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const person = await office.person()
    await write(db, (tx) => keepPassword(tx, person, 'another hash'))
    const before = await office.facts()
    await invitePerson(db, { by, person }, now)
    expect(await office.facts()).toBe(before)
  })
})
