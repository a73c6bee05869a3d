import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase, write, type Database } from '../../db/open.ts'
import { keepInvitation, keepPassword, keepSession, prolongSession, sessionsOf } from '../../db/sessions.ts'
import { day } from '../../src/domain/days.ts'
import { as, type PersonId } from '../../src/domain/ids.ts'
import { openSignInLimits } from '../../src/server/sign-in-limits.ts'
import { siteRelative } from '../../src/server/site-relative.ts'
import { openSessions, sha256 } from '../../src/session.ts'
import { acceptInvitation, hashOfToken } from '../../src/workflows/accept-invitation.ts'
import { addPerson } from '../../src/workflows/add-person.ts'
import { changePassword } from '../../src/workflows/change-password.ts'
import { createFirstAdministrator, inviteFirstAdministrator } from '../../src/workflows/first-administrator.ts'
import { hashPassword } from '../../src/workflows/passwords.ts'
import { signIn } from '../../src/workflows/sign-in.ts'

const amina = as<PersonId>('amina')
const email = 'amina@example.com'
const password = 'stone river lamp hat'
const start = Temporal.Instant.from('2026-11-12T09:00:00Z')
const at = (minutes: number) => start.add({ seconds: minutes * 60 })

let folder: string
let db: Database
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-sign-in-'))
  db = await openDatabase(`file:${join(folder, 'portal.db')}`)
  const person = { by: null, person: amina, name: 'Amina Okafor', email, from: day('2026-01-05') }
  await addPerson(db, { ...person, team: null, roles: [], manager: null, rights: [] }, start)
  const hash = await hashPassword(password)
  await write(db, (tx) => keepPassword(tx, amina, hash))
})
afterEach(async () => {
  await closeDatabase(db)
  await rm(folder, { recursive: true, force: true })
})

const tryWith = (typed: string, minutes = 0, who = email) => signIn(db, { email: who, password: typed }, at(minutes))

describe('signing in', () => {
  test('takes the right password, however the address is written', async () => {
    expect(await tryWith(password, 0, ' Amina@Example.com ')).toEqual({ kind: 'signed-in', person: amina })
  })

  test('says the same of a wrong password and of an unknown address', async () => {
    expect(await tryWith('something else')).toEqual(await tryWith('something else', 0, 'nobody@example.com'))
  })

  test.each([email, 'nobody@example.com'])(
    'locks %s for a minute, then five, then fifteen, and never longer',
    async (who) => {
      const lockedFor: number[] = []
      let minutes = 0
      for (let guess = 1; guess <= 25; guess++) {
        const outcome = await tryWith('a wrong guess', minutes, who)
        if (outcome.kind !== 'refused' || outcome.reason !== 'locked') continue
        lockedFor.push(outcome.minutesLeft)
        minutes += outcome.minutesLeft
      }
      expect(lockedFor).toEqual([1, 5, 15, 15, 15])
    },
  )

  test('refuses also the right password while locked, and takes it afterwards', async () => {
    for (let guess = 0; guess < 5; guess++) await tryWith('a wrong guess')
    expect(await tryWith(password, 0.5)).toMatchObject({ reason: 'locked' })
    expect(await tryWith(password, 1)).toMatchObject({ kind: 'signed-in' })
  })

  test('forgets wrong guesses once the right password came', async () => {
    for (let guess = 0; guess < 4; guess++) await tryWith('a wrong guess')
    await tryWith(password)
    for (let guess = 0; guess < 4; guess++) expect(await tryWith('a wrong guess')).toMatchObject({ reason: 'wrong' })
  })
})

describe('a session', () => {
  const sessions = () => openSessions(db, { secure: false })

  test('is known by a token that the database does not hold', async () => {
    const { value } = await sessions().start(amina, undefined)
    expect(await sessions().personOf(value)).toBe(amina)
    const [stored] = await sessionsOf(db.reader, amina)
    expect(stored?.id).toBe(sha256(value))
    expect(await sessions().personOf(stored?.id ?? '')).toBeUndefined()
  })

  test('from before signing in is worth nothing after', async () => {
    const before = await sessions().start(amina, undefined)
    await sessions().start(amina, before.value)
    expect(await sessions().personOf(before.value)).toBeUndefined()
  })

  test('ends after twelve idle hours', async () => {
    const { value } = await sessions().start(amina, undefined)
    await write(db, (tx) => prolongSession(tx, sha256(value), Date.now() - 1))
    expect(await sessions().personOf(value)).toBeUndefined()
    expect(await sessionsOf(db.reader, amina)).toEqual([])
  })

  test('is prolonged only when half of its idle time has passed', async () => {
    const { value } = await sessions().start(amina, undefined)
    const ends = async () => (await sessionsOf(db.reader, amina))[0]?.expiresAt ?? 0
    const atFirst = await ends()
    await sessions().personOf(value)
    expect(await ends()).toBe(atFirst)
    const soon = Date.now() + 5 * 3_600_000
    await write(db, (tx) => prolongSession(tx, sha256(value), soon))
    await sessions().personOf(value)
    expect(await ends()).toBeGreaterThan(soon)
  })

  test('ends on its last day, however busy it was', async () => {
    const ended = { id: sha256('token'), person: amina, expiresAt: Date.now() + 3_600_000, endsAt: Date.now() - 1 }
    await write(db, (tx) => keepSession(tx, ended))
    expect(await sessions().personOf('token')).toBeUndefined()
  })
})

describe('a changed password', () => {
  const change = (current: string, next: string) => changePassword(db, { person: amina, current, next }, start)

  test('ends every session of the person', async () => {
    const sessions = openSessions(db, { secure: false })
    const { value } = await sessions.start(amina, undefined)
    expect(await change(password, 'another long phrase')).toEqual({ kind: 'changed' })
    expect(await sessions.personOf(value)).toBeUndefined()
    expect(await tryWith('another long phrase')).toMatchObject({ kind: 'signed-in' })
  })

  test.each([
    ['not my password', 'another long phrase', 'wrong-password'],
    [password, password, 'same-password'],
    [password, 'short', 'too-short'],
  ])('from “%s” to “%s” is refused as %s', async (current, next, reason) => {
    expect(await change(current, next)).toEqual({ kind: 'refused', reason })
  })
})

describe('a one-time link', () => {
  const keep = (token: string, expiresAt: Temporal.Instant) =>
    write(db, (tx) =>
      keepInvitation(tx, { id: hashOfToken(token), person: amina, expiresAt: expiresAt.epochMilliseconds }),
    )
  const accept = (token: string, now = start) => acceptInvitation(db, { token, password: 'another long phrase' }, now)

  test('works once', async () => {
    await keep('token', at(60))
    expect(await accept('token')).toEqual({ kind: 'accepted', person: amina })
    expect(await accept('token')).toEqual({ kind: 'refused', reason: 'link-used-or-old' })
  })

  test('works for one of two who use it at the same moment', async () => {
    await keep('token', at(60))
    const outcomes = await Promise.all([accept('token'), accept('token')])
    expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual(['accepted', 'refused'])
  })

  test('runs out, and a newer one ends it', async () => {
    await keep('old', at(60))
    expect(await accept('old', at(60))).toMatchObject({ kind: 'refused' })
    await keep('old', at(60))
    await keep('new', at(60))
    expect(await accept('old')).toMatchObject({ kind: 'refused' })
  })
})

describe('the first administrator', () => {
  const ada = {
    name: 'Ada First',
    email: 'ada@example.com',
    password: 'four words to picture',
    today: day('2026-11-12'),
  }

  test('comes in by a link that a later start replaces', async () => {
    const first = await inviteFirstAdministrator(db, start)
    const second = await inviteFirstAdministrator(db, start)
    const come = (token = '') => createFirstAdministrator(db, { token, ...ada }, start)
    expect(await come(first?.token)).toEqual({ kind: 'refused', reason: 'link-used-or-old' })
    expect(await come(second?.token)).toMatchObject({ kind: 'created' })
    expect(await inviteFirstAdministrator(db, start)).toBeUndefined()
  })
})

describe('limits in memory', () => {
  test('let ten tries a minute through for one address, and count others apart', () => {
    let now = 0
    const limits = openSignInLimits(() => now)
    const waits = Array.from({ length: 11 }, () => limits.wait('10.0.0.1', email))
    expect(waits).toEqual([...Array.from({ length: 10 }, () => 0), 60])
    expect(limits.wait('10.0.0.1', 'other@example.com')).toBe(0)
    expect(limits.wait('10.0.0.2', email)).toBe(0)
    now = 60_000
    expect(limits.wait('10.0.0.1', email)).toBe(0)
  })
})

test.each([
  ['/account', '/account'],
  ['/people/a?on=2026-01-01#b', '/people/a?on=2026-01-01#b'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['/.//evil.example', undefined],
  ['/a\n/b', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['', undefined],
])('the way back %j leads to %j', (to, leads) => {
  expect(siteRelative(to)).toBe(leads)
})
