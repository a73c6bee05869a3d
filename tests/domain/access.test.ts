import { describe, expect, test } from 'vitest'
import { allows, mayRead, type Viewer } from '../../src/domain/access.ts'
import type { Right } from '../../src/domain/facts.ts'
import { as, type JobRole, type PersonId, type TeamId } from '../../src/domain/ids.ts'

const team = (name: string) => as<TeamId>(name)

function viewer(given: { rights?: Right[]; roles?: string[]; leads?: string[] } = {}): Viewer {
  return {
    id: as<PersonId>('me'),
    name: 'Me',
    email: 'me@example.com',
    rights: new Set(given.rights),
    roles: new Set(given.roles?.map((role) => as<JobRole>(role))),
    leads: new Set(given.leads?.map(team)),
  }
}

describe('who leads', () => {
  const aboutPerson = { may: ['leads'], subject: 'person' } as const

  test('is let in to people of teams led', () => {
    expect(allows(aboutPerson, viewer({ leads: ['north'] }), { team: team('north') })).toBe(true)
  })

  test('is refused for people of other teams, and for people without a team', () => {
    expect(allows(aboutPerson, viewer({ leads: ['north'] }), { team: team('south') })).toBe(false)
    expect(allows(aboutPerson, viewer({ leads: ['north'] }), { team: null })).toBe(false)
  })

  test('is refused where a subject was not looked up', () => {
    expect(allows(aboutPerson, viewer({ leads: ['north'] }))).toBe(false)
  })

  test('is let in to what is about no team in particular', () => {
    expect(allows({ may: ['leads'] }, viewer({ leads: ['north'] }))).toBe(true)
    expect(allows({ may: ['leads'] }, viewer())).toBe(false)
  })
})

describe('a text that names its readers', () => {
  const text = { readers: ['manager', 'adviser', 'coordinator'] }

  test.each([
    ['somebody of a job role named', viewer({ roles: ['adviser'] }), true],
    ['somebody with a right named', viewer({ rights: ['coordinator'] }), true],
    ['whoever leads a team, by the word manager', viewer({ leads: ['north'] }), true],
    ['the steward, who keeps it', viewer({ rights: ['steward'] }), true],
    ['the auditor, who reads it as evidence', viewer({ rights: ['auditor'] }), true],
    ['the administrator, who is not named', viewer({ rights: ['administrator'] }), false],
    ['somebody of another job role', viewer({ roles: ['cx-specialist'] }), false],
  ])('is read by %s: %3$s', (_who, asker, reads) => {
    expect(mayRead(asker, text)).toBe(reads)
  })

  test('is read by everybody when it names none', () => {
    expect(mayRead(viewer(), { readers: undefined })).toBe(true)
  })
})

test('nobody who has not signed in is let in by any other ground', () => {
  const rule = { may: ['signed-in', 'own', 'leads', 'reader', 'auditor'] } as const
  expect(allows(rule, null, { person: as<PersonId>('me') })).toBe(false)
})
