import { describe, expect, test } from 'vitest'
import { adminWarnings } from '../../src/domain/admin-warnings.ts'
import { day } from '../../src/domain/days.ts'
import { type Names, personHappenings, planned } from '../../src/domain/history-words.ts'
import { as, type JobRole, type PersonId, type TeamId } from '../../src/domain/ids.ts'
import type { TeamNode } from '../../src/domain/organisation.ts'
import { type ListedPerson, narrowPeople } from '../../src/domain/people-list.ts'

const voice = as<TeamId>('voice')
const adviser = as<JobRole>('adviser')

function person(name: string, given: Partial<ListedPerson> = {}): ListedPerson {
  return {
    id: as<PersonId>(name),
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}@office.test`,
    state: 'working',
    team: voice,
    roles: [adviser],
    rights: [],
    hasPassword: true,
    joinsOn: undefined,
    leftOn: undefined,
    ...given,
  }
}

function team(id: TeamId, managers: readonly string[]): TeamNode {
  return {
    id,
    open: true,
    parent: null,
    branch: null,
    channels: [],
    managers: managers.map((manager) => as<PersonId>(manager)),
    depth: 0,
    children: [],
  }
}

describe('looking somebody up', () => {
  const list = [
    person('Zofia Zielińska'),
    person('Kit O’Brien', { state: 'left', team: null }),
    person('Ann Lee', { hasPassword: false }),
    person('Old Hand', { state: 'left', leftOn: day('2019-11-12') }),
  ]
  const retention = { years: 7, today: day('2026-11-12') }
  const names = (filter: Partial<Parameters<typeof narrowPeople>[1]>) =>
    narrowPeople(list, { search: '', teams: undefined, state: 'anybody', retention, ...filter }).map(({ name }) => name)

  test('finds every word, without marks, in name or address', () => {
    expect(names({ search: 'ZIELINSKA zofia@' })).toEqual(['Zofia Zielińska'])
  })

  test('shows who is here', () => {
    expect(names({ state: 'here' })).toEqual(['Zofia Zielińska', 'Ann Lee'])
  })

  test('shows who left longer ago than personal data are kept, from the anniversary on', () => {
    expect(names({ state: 'past-retention' })).toEqual(['Old Hand'])
    const eve = { years: 7, today: day('2026-11-11') }
    expect(names({ state: 'past-retention', retention: eve })).toEqual([])
  })

  test('shows who is here and has no password', () => {
    expect(names({ state: 'no-password' })).toEqual(['Ann Lee'])
  })

  test('shows who is in no team', () => {
    expect(names({ teams: 'none' })).toEqual(['Kit O’Brien'])
  })

  test('shows who is in one of some teams', () => {
    expect(names({ teams: new Set([voice]), state: 'working' })).toEqual(['Zofia Zielińska', 'Ann Lee'])
  })
})

describe('what is worth a look', () => {
  const administrators = [person('Ada', { rights: ['administrator'] }), person('Bea', { rights: ['administrator'] })]
  const programmes = [{ audience: { roles: [adviser], channels: undefined, branches: undefined } }]
  const kinds = (people: readonly ListedPerson[], teams = [team(voice, ['Ada'])]) =>
    adminWarnings([...administrators, ...people], teams, programmes).map(({ kind }) => kind)

  test('is nothing while all is well', () => {
    expect(kinds([])).toEqual([])
  })

  test('is somebody in no team', () => {
    expect(kinds([person('Cy', { team: null })])).toEqual(['without-team'])
  })

  test('is nobody who has left', () => {
    expect(kinds([person('Cy', { state: 'left', team: null, hasPassword: false, roles: [] })])).toEqual([])
  })

  test('is somebody in a closed team', () => {
    expect(kinds([person('Cy', { team: as<TeamId>('closed') })])).toEqual(['in-closed-team'])
  })

  test('is a team without a manager', () => {
    expect(kinds([], [team(voice, [])])).toEqual(['team-without-manager'])
  })

  test('is a team whose manager has left', () => {
    expect(kinds([person('Cy', { state: 'left' })], [team(voice, ['Cy'])])).toEqual(['manager-gone'])
  })

  test('is somebody who cannot sign in', () => {
    expect(kinds([person('Cy', { hasPassword: false })])).toEqual(['without-password'])
  })

  test('is a job role that no programme is for', () => {
    expect(kinds([person('Cy', { roles: [as<JobRole>('juggler')] })])).toEqual(['role-without-training'])
  })

  test('is an administrator who is the only one', () => {
    expect(adminWarnings(administrators.slice(1), [team(voice, ['Bea'])], programmes).map(({ kind }) => kind)).toEqual([
      'single-administrator',
    ])
  })
})

describe('a history in words', () => {
  const names: Names = {
    person: (id) => id,
    team: (id) => id,
    role: (code) => code,
    channel: (code) => code,
    branch: (code) => code,
    reasons: new Map(),
  }
  const forever = day('9999-12-31')

  test('tells the newest first, what is planned with it, and nothing that changed nothing', () => {
    const happenings = personHappenings(
      {
        employed: [
          { from: day('2026-01-01'), to: day('2027-01-01'), value: true },
          { from: day('2027-01-01'), to: forever, value: false },
        ],
        away: [{ from: day('2026-01-01'), to: forever, value: false }],
        team: [
          { from: day('2026-01-01'), to: day('2026-03-01'), value: voice },
          { from: day('2026-03-01'), to: day('2026-05-01'), value: voice },
          { from: day('2026-05-01'), to: forever, value: null },
        ],
        roles: [{ from: day('2026-01-01'), to: forever, value: [adviser] }],
        lineManager: [],
      },
      names,
    )
    expect(happenings.map(({ on, says }) => ({ on, says }))).toEqual([
      { on: '2027-01-01', says: 'No longer employed.' },
      { on: '2026-05-01', says: 'Left voice, without a new team.' },
      { on: '2026-01-01', says: 'Joined.' },
      { on: '2026-01-01', says: 'In voice.' },
      { on: '2026-01-01', says: 'Job role: adviser.' },
    ])
  })

  test('has planned what changes after a day', () => {
    const away = [
      { from: day('2026-01-01'), to: day('2026-12-01'), value: false },
      { from: day('2026-12-01'), to: forever, value: true },
    ]
    expect(planned(away, false, day('2026-11-12'))).toMatchObject([{ on: '2026-12-01', value: true }])
  })
})
