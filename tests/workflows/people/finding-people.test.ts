import { describe, expect, test } from 'vitest'
import { newId } from '../../../db/new-id.ts'
import { addDays, type Day } from '../../../src/domain/days.ts'
import { as, type PersonId, type TeamId } from '../../../src/domain/ids.ts'
import { readPeopleAsked } from '../../../src/domain/people-found.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { addTeam } from '../../../src/workflows/add-team.ts'
import { findPeople, peopleOnPage } from '../../../src/workflows/find-people.ts'
import type { Scope } from '../../../src/workflows/report-readiness.ts'
import { certificatesOf } from '../../../db/certificates.ts'
import {
  decided,
  decidedSchool,
  certifiedSchool,
  takeBack,
  today,
  type DecidedSchool,
} from '../exceptions/decided-school.ts'
import { must, start } from '../learning/small-school.ts'

interface Asking {
  readonly scope?: Scope
  readonly on?: Day
}

function find({ db }: DecidedSchool, address: string, { scope = 'everybody', on = today }: Asking = {}) {
  const query = new URLSearchParams(address)
  return findPeople(db, { asked: readPeopleAsked(query), scope, page: Number(query.get('page') ?? 1), on })
}

async function namesFound(school: DecidedSchool, address: string, asking: Asking = {}): Promise<readonly string[]> {
  return (await find(school, address, asking)).people.map(({ name }) => name)
}

async function nameOfLearner(school: DecidedSchool): Promise<string> {
  const { people } = await find(school, '')
  return people.find(({ id }) => id === school.learner)?.name ?? 'nobody'
}

async function added(school: DecidedSchool, name: string, team: TeamId | null, from: Day = today): Promise<PersonId> {
  const person = as<PersonId>(newId())
  const email = `${person}@example.com`
  must(
    await addPerson(
      school.db,
      { by: null, person, name, email, from, team, roles: [], manager: null, rights: [] },
      start,
    ),
  )
  return person
}

async function addedTeam(school: DecidedSchool, name: string, parent: TeamId | null): Promise<TeamId> {
  const team = as<TeamId>(newId())
  const opened = { by: null, team, name, purpose: '', parent, branch: null, channels: [], managers: [], from: today }
  must(await addTeam(school.db, opened, start))
  return team
}

const waiver = (from: Day, until: Day) => ({ kind: 'waiver', from, until }) as const

describe('by name', () => {
  test('marks and case of letters make no difference, and every word must be found', async () => {
    const school = await decidedSchool()
    await added(school, 'Łucja Zieliński', null)
    await added(school, 'Zoë Adams', null)
    expect(await namesFound(school, 'search=ZIELINSKI+lucja')).toEqual(['Łucja Zieliński'])
    expect(await namesFound(school, 'search=zoe+zielinski')).toEqual([])
  })

  test('they stand in the order of the alphabet, whatever marks their letters have', async () => {
    const school = await decidedSchool()
    for (const name of ['Zofia Qqq', 'Łucja Qqq', 'maria Qqq', 'Émile Qqq']) await added(school, name, null)
    expect(await namesFound(school, 'search=qqq')).toEqual(['Émile Qqq', 'Łucja Qqq', 'maria Qqq', 'Zofia Qqq'])
  })

  test('somebody added since the last search is found', async () => {
    const school = await decidedSchool()
    expect(await namesFound(school, 'search=newcomer')).toEqual([])
    await added(school, 'The newcomer', null)
    expect(await namesFound(school, 'search=newcomer')).toEqual(['The newcomer'])
  })

  test('who joins later is found among everybody recorded alone', async () => {
    const school = await decidedSchool()
    await added(school, 'Later Qqq', null, addDays(today, 5))
    expect(await namesFound(school, 'search=qqq')).toEqual([])
    const { people } = await find(school, 'search=qqq&who=recorded')
    expect(people).toMatchObject([{ name: 'Later Qqq', place: undefined, joinsOn: addDays(today, 5) }])
  })

  test('a long list comes in pages, and one beyond the last is the last', async () => {
    const school = await decidedSchool()
    for (let number = 0; number <= peopleOnPage; number++) await added(school, `Qqq ${number + 100}`, null)
    const first = await find(school, 'search=qqq')
    expect([first.count, first.people.length, first.pages]).toEqual([peopleOnPage + 1, peopleOnPage, 2])
    const beyond = await find(school, 'search=qqq&page=9')
    expect([beyond.page, beyond.people.map(({ name }) => name)]).toEqual([2, [`Qqq ${peopleOnPage + 100}`]])
  })
})

describe('by standing', () => {
  test('whom the programme asks now, in the team or without it', async () => {
    const school = await decidedSchool()
    const name = await nameOfLearner(school)
    expect(await namesFound(school, 'standing=to-do')).toContain(name)
    expect(await namesFound(school, 'standing=to-do&programme=telephone-adviser')).toContain(name)
    expect(await namesFound(school, 'programme=telephone-adviser')).toContain(name)
    expect(await namesFound(school, 'standing=to-do&programme=none-such')).toEqual([])
    expect(await namesFound(school, 'standing=to-do&team=none')).toEqual([])
    expect(await namesFound(school, 'standing=revoked')).toEqual([])
  })

  test('somebody whose certificate was taken back is found as revoked, with the mark', async () => {
    const school = await certifiedSchool()
    const [held] = await certificatesOf(school.db.reader, school.learner)
    const certificate = held?.fact.certificate
    if (certificate === undefined) throw new Error('nothing is held')
    await decided(school, { kind: 'revocation', certificate })
    const { people } = await find(school, 'standing=revoked')
    expect(people).toMatchObject([
      { id: school.learner, standings: [{ programme: 'telephone-adviser', kind: 'revoked' }] },
    ])
    expect(await namesFound(school, 'exception=revocation')).toHaveLength(1)
  })
})

describe('by exception', () => {
  test('one in force is told from one to come, and one withdrawn is gone', async () => {
    const school = await decidedSchool()
    const now = await decided(school, waiver(today, addDays(today, 5)))
    await decided(school, waiver(addDays(today, 20), addDays(today, 30)))
    const inForce = await find(school, 'exception=waiver')
    expect(inForce.people.map(({ id }) => id)).toEqual([school.learner])
    expect(inForce.people[0]?.exceptions.map(({ state }) => state)).toEqual(['in-force', 'to-come'])
    expect(await namesFound(school, 'exception=any&state=to-come')).toHaveLength(1)
    expect(await namesFound(school, 'exception=pause')).toEqual([])
    expect(await namesFound(school, 'exception=any&programme=none-such')).toEqual([])
    await takeBack(school, now)
    expect(await namesFound(school, 'exception=waiver')).toEqual([])
    expect(await namesFound(school, 'exception=waiver', { on: addDays(today, 25) })).toHaveLength(1)
  })

  test('one of its days is over', async () => {
    const school = await decidedSchool()
    await decided(school, waiver(today, addDays(today, 5)))
    expect(await namesFound(school, 'exception=any', { on: addDays(today, 5) })).toHaveLength(1)
    expect(await namesFound(school, 'exception=any', { on: addDays(today, 6) })).toEqual([])
  })
})

describe('whoever leads some teams', () => {
  test('finds nobody elsewhere, whatever is asked', async () => {
    const school = await decidedSchool()
    await decided(school, waiver(today, addDays(today, 5)))
    const mine = await addedTeam(school, 'Letters', null)
    const other = (await find(school, '')).people.find(({ id }) => id === school.learner)?.place?.team
    await added(school, 'Mine Qqq', mine)
    await added(school, 'Nowhere Qqq', null)
    await added(school, 'Later Qqq', mine, addDays(today, 5))
    const scope = new Set([mine])
    expect(await namesFound(school, '', { scope })).toEqual(['Mine Qqq'])
    for (const address of [
      'standing=exempt',
      'exception=any',
      'programme=telephone-adviser',
      'team=none',
      'search=nowhere',
      'search=later&who=recorded',
      `team=${other ?? ''}`,
    ]) {
      expect([address, await namesFound(school, address, { scope })]).toEqual([address, []])
    }
    expect((await find(school, '', { scope })).teams.map(({ name }) => name)).toEqual(['Letters'])
  })

  test('finds those of a team beneath the one chosen', async () => {
    const school = await decidedSchool()
    const above = await addedTeam(school, 'Post', null)
    const beneath = await addedTeam(school, 'Letters', above)
    await added(school, 'Mine Qqq', beneath)
    const scope = new Set([above, beneath])
    expect(await namesFound(school, `team=${above}`, { scope })).toEqual(['Mine Qqq'])
  })
})
