import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../db/ledger.ts'
import { newId } from '../../../db/new-id.ts'
import { personByEmail, postingOn } from '../../../db/people.ts'
import { people } from '../../../db/schema.ts'
import { canonicalJson } from '../../../src/domain/canonical.ts'
import { day } from '../../../src/domain/days.ts'
import { isKind } from '../../../src/domain/facts.ts'
import { as, type JobRole, type PersonId } from '../../../src/domain/ids.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { editPerson } from '../../../src/workflows/edit-person.ts'
import { adviser, founded, now, nowhere, openOffice, phone, refused, somebody, stranger, today } from './office.ts'

describe('adding a person', () => {
  test('records all that holds from the first day', async () => {
    const office = await openOffice()
    const team = await office.team({ channels: [phone] })
    const manager = await office.person()
    const person = await office.person({ team, roles: [adviser], manager, rights: ['coordinator'] })
    const facts = (await factsOf(office.db.reader, person)).map(({ fact }) => fact)
    expect(facts).toEqual(
      expect.arrayContaining([
        { kind: 'employment', person, from: founded, employed: true },
        { kind: 'membership', person, from: founded, team },
        { kind: 'job-roles', person, from: founded, roles: [adviser] },
        { kind: 'line-manager', person, from: founded, manager },
        { kind: 'access', person, rights: ['coordinator'] },
      ]),
    )
  })

  test('puts them where they work at once', async () => {
    const office = await openOffice()
    const team = await office.team()
    const person = await office.person({ team, roles: [adviser] })
    expect(await postingOn(office.db.reader, person, today)).toEqual({ person, team, roles: [adviser], away: false })
  })

  test('keeps the name out of the ledger, but for its salted hash', async () => {
    const office = await openOffice()
    const person = await office.person({ name: 'Zofia Zielińska', email: 'zofia@office.test' })
    const facts = await factsOf(office.db.reader, person)
    const [row] = await office.db.reader.select().from(people).where(eq(people.id, person))
    const words = canonicalJson({ name: 'Zofia Zielińska', email: 'zofia@office.test' })
    const recorded = facts.find((one) => isKind(one, 'person-recorded'))
    expect(JSON.stringify(facts)).not.toContain('zofia')
    expect(recorded?.fact).toEqual({
      kind: 'person-recorded',
      person,
      personal: createHash('sha256').update(`${row?.salt}${words}`).digest('hex'),
    })
  })

  test('sent twice adds one person', async () => {
    const office = await openOffice()
    const input = somebody()
    await addPerson(office.db, input, now)
    const before = await office.facts()
    expect(await addPerson(office.db, input, now)).toEqual({ kind: 'same', person: input.person })
    expect(await office.facts()).toBe(before)
  })

  test('takes a name of any script, in one form', async () => {
    const office = await openOffice()
    const person = await office.person({ name: '  Zoe\u0308   山田\u202e\t太郎 ', email: 'yamada@office.test' })
    expect(await personByEmail(office.db.reader, 'yamada@office.test')).toMatchObject({
      id: person,
      name: 'Zoë 山田 太郎',
    })
  })

  test('keeps the address in lower case', async () => {
    const office = await openOffice()
    const person = await office.person({ email: ' Kit.OBrien@Office.TEST ' })
    expect((await personByEmail(office.db.reader, 'kit.obrien@office.test'))?.id).toBe(person)
  })

  test('may plan somebody who joins later', async () => {
    const office = await openOffice()
    const person = await office.person({ from: day('2027-02-01') })
    expect(await postingOn(office.db.reader, person, today)).toBeUndefined()
    expect(await postingOn(office.db.reader, person, day('2027-02-01'))).toMatchObject({ person })
  })

  const wrong = [
    ['without a letter in the name', { name: ' – ' }, 'name-missing'],
    ['with an address that is none', { email: 'kit at office' }, 'email-invalid'],
    ['with an address without a domain', { email: 'kit@office' }, 'email-invalid'],
    ['with an address of two lines', { email: 'kit@office.test\nbcc: all@office.test' }, 'email-invalid'],
    ['in a team that nobody knows', { team: nowhere }, 'unknown-team'],
    ['with a job role that content does not name', { roles: [as<JobRole>('juggler')] }, 'unknown-role'],
    ['under somebody unknown', { manager: stranger }, 'unknown-manager'],
  ] as const
  for (const [what, given, reason] of wrong) {
    test(`is refused ${what}, and records nothing`, async () => {
      const office = await openOffice()
      const before = await office.facts()
      expect(await addPerson(office.db, { ...somebody(), ...given }, now)).toEqual(refused(reason))
      expect(await office.facts()).toBe(before)
    })
  }

  test('is refused with an address that somebody has, whatever the case', async () => {
    const office = await openOffice()
    await office.person({ email: 'kit@office.test' })
    expect(await addPerson(office.db, { ...somebody(), email: 'KIT@office.test' }, now)).toEqual(refused('email-taken'))
  })

  test('is refused in a team on a day before it opens', async () => {
    const office = await openOffice()
    const team = await office.team({ from: day('2026-06-01') })
    expect(await addPerson(office.db, { ...somebody(), team }, now)).toEqual(refused('team-closed'))
  })

  test('is refused under oneself', async () => {
    const office = await openOffice()
    const person = as<PersonId>(newId())
    expect(await addPerson(office.db, { ...somebody(person), manager: person }, now)).toEqual(
      refused('manager-of-self'),
    )
  })

  test('is refused under somebody who has not joined by then', async () => {
    const office = await openOffice()
    const manager = await office.person({ from: day('2026-06-01') })
    expect(await addPerson(office.db, { ...somebody(), manager }, now)).toEqual(refused('manager-not-employed'))
  })
})

describe('correcting a person', () => {
  test('changes the name and records a new hash', async () => {
    const office = await openOffice()
    const person = await office.person({ name: 'Kit', email: 'kit@office.test' })
    const input = { by: office.administrator, person, name: 'Kit O’Brien', email: 'kit@office.test' }
    const before = await office.facts()
    expect(await editPerson(office.db, input, now)).toEqual({ kind: 'recorded' })
    expect(await personByEmail(office.db.reader, 'kit@office.test')).toMatchObject({ name: 'Kit O’Brien' })
    expect(await office.facts()).toBe(before + 1)
  })

  test('to what is kept already records nothing', async () => {
    const office = await openOffice()
    const person = await office.person({ name: 'Kit', email: 'kit@office.test' })
    const before = await office.facts()
    const input = { by: office.administrator, person, name: ' Kit ', email: 'KIT@office.test' }
    expect(await editPerson(office.db, input, now)).toEqual({ kind: 'same' })
    expect(await office.facts()).toBe(before)
  })

  test('is refused with the address of somebody else', async () => {
    const office = await openOffice()
    await office.person({ email: 'kit@office.test' })
    const person = await office.person()
    const input = { by: office.administrator, person, name: 'Kim', email: 'Kit@office.test' }
    expect(await editPerson(office.db, input, now)).toEqual(refused('email-taken'))
  })

  test('is refused for somebody unknown', async () => {
    const office = await openOffice()
    const input = { by: office.administrator, person: stranger, name: 'Kim', email: 'kim@office.test' }
    expect(await editPerson(office.db, input, now)).toEqual(refused('unknown-person'))
  })
})
