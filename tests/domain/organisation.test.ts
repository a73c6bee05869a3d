import { describe, expect, test } from 'vitest'
import { isInAudience, requiredStretches } from '../../src/domain/audience.ts'
import type { Audience, Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, day } from '../../src/domain/days.ts'
import type { Fact, FactOf, Recorded } from '../../src/domain/facts.ts'
import { as, type Branch, type Channel, type JobRole, type PersonId, type TeamId } from '../../src/domain/ids.ts'
import {
  descendantsOf,
  organisationHistory,
  personHistory,
  postingsOf,
  profilesOf,
  teamTree,
  leadersOn,
  type teamFactKinds,
} from '../../src/domain/organisation.ts'

const amina = as<PersonId>('amina')
const priya = as<PersonId>('priya')
const [house, centre, north] = ['house', 'centre', 'north'].map((id) => as<TeamId>(id)) as [TeamId, TeamId, TeamId]
const phone = as<Channel>('phone')
const chat = as<Channel>('chat')
const adviser = as<JobRole>('adviser')
const d = day

function recorded<F extends Fact>(facts: readonly F[]): Recorded<F>[] {
  return facts.map((fact, index) => ({ sequence: index + 1, at: '2026-01-01T00:00:00Z', by: null, fact }))
}

type TeamFact = FactOf<(typeof teamFactKinds)[number]>
const teamFacts: TeamFact[] = [
  { kind: 'team-open', team: house, from: d('2026-01-01'), open: true },
  { kind: 'team-open', team: centre, from: d('2026-01-01'), open: true },
  { kind: 'team-open', team: north, from: d('2026-01-01'), open: true },
  { kind: 'team-parent', team: centre, from: d('2026-01-01'), parent: house },
  { kind: 'team-parent', team: north, from: d('2026-01-01'), parent: centre },
  { kind: 'team-channels', team: north, from: d('2026-01-01'), channels: [phone] },
  { kind: 'team-channels', team: north, from: d('2026-06-01'), channels: [phone, chat] },
  { kind: 'team-managers', team: centre, from: d('2026-03-01'), managers: [priya] },
]
const organisation = organisationHistory(recorded(teamFacts))

describe('the tree of teams', () => {
  test('puts each parent before its children, with depth', () => {
    const tree = teamTree(organisation, d('2026-02-01'))
    expect(tree.map(({ id, depth }) => [id, depth])).toEqual([
      ['house', 0],
      ['centre', 1],
      ['north', 2],
    ])
  })

  test('is empty before the first team opens', () => {
    expect(teamTree(organisation, d('2025-12-31'))).toEqual([])
  })

  test('keeps a team in sight when its parent closes', () => {
    const closed = organisationHistory(
      recorded<TeamFact>([...teamFacts, { kind: 'team-open', team: centre, from: d('2026-08-01'), open: false }]),
    )
    expect(teamTree(closed, d('2026-08-01')).map(({ id, depth }) => [id, depth])).toEqual([
      ['house', 0],
      ['north', 0],
    ])
  })

  test('gives a manager the team and all beneath it, from the day of taking over', () => {
    expect(leadersOn(organisation, d('2026-02-28')).get(priya)).toBeUndefined()
    expect([...(leadersOn(organisation, d('2026-03-01')).get(priya) ?? [])]).toEqual(['centre', 'north'])
    expect(descendantsOf(organisation, house, d('2026-03-01'))).toEqual(['house', 'centre', 'north'])
  })
})

const personFacts: Fact[] = [
  { kind: 'employment', person: amina, from: d('2026-02-01'), employed: true },
  { kind: 'membership', person: amina, from: d('2026-02-01'), team: north },
  { kind: 'job-roles', person: amina, from: d('2026-02-01'), roles: [adviser] },
  { kind: 'leave', person: amina, from: d('2026-04-01'), away: true },
  { kind: 'leave', person: amina, from: d('2026-05-01'), away: false },
  { kind: 'employment', person: amina, from: d('2026-12-01'), employed: false },
]

describe('a working life', () => {
  const postings = postingsOf(personHistory(recorded(personFacts)))

  test('is cut where leave begins and ends, and stops with the employment', () => {
    expect(postings.map(({ from, to, away }) => [from, to, away])).toEqual([
      ['2026-02-01', '2026-04-01', false],
      ['2026-04-01', '2026-05-01', true],
      ['2026-05-01', '2026-12-01', false],
    ])
  })

  test('takes on what the team has on each day', () => {
    const profiles = profilesOf(postings, organisation)
    expect(profiles.map(({ from, channels }) => [from, channels])).toEqual([
      ['2026-02-01', ['phone']],
      ['2026-04-01', ['phone']],
      ['2026-05-01', ['phone']],
      ['2026-06-01', ['phone', 'chat']],
    ])
  })
})

describe('an audience', () => {
  const profile = { roles: [adviser], channels: [phone], branch: null }
  const audience = (change: Partial<Audience>): Audience => ({
    roles: 'everyone',
    channels: undefined,
    branches: undefined,
    ...change,
  })

  test('of everyone takes in somebody without any role', () => {
    expect(isInAudience(audience({}), { ...profile, roles: [] })).toBe(true)
  })

  test('of roles and channels needs one of each', () => {
    expect(isInAudience(audience({ roles: [adviser], channels: [chat, phone] }), profile)).toBe(true)
    expect(isInAudience(audience({ roles: [adviser], channels: [chat] }), profile)).toBe(false)
    expect(isInAudience(audience({ roles: [as<JobRole>('manager')] }), profile)).toBe(false)
  })

  test('of branches leaves out whose team has none', () => {
    expect(isInAudience(audience({ branches: [as<Branch>('millbrook')] }), profile)).toBe(false)
  })

  test('reaches people already in when a rule changes, from the day of the change', () => {
    const only = (channels: Channel[]) => ({ audience: audience({ channels }) }) as Programme
    const rules = [
      { from: d('2026-01-01'), to: d('2026-03-01'), value: only([chat]) },
      { from: d('2026-03-01'), to: FOREVER, value: only([phone]) },
    ]
    const profiles = profilesOf(postingsOf(personHistory(recorded(personFacts))), organisation)
    expect(requiredStretches(profiles, rules)).toEqual([{ from: '2026-03-01', to: '2026-12-01' }])
  })

  test('is not interrupted by leave or by a change that keeps the person in', () => {
    const rules = [
      { from: d('2026-01-01'), to: FOREVER, value: { audience: audience({ channels: [phone] }) } as Programme },
    ]
    const profiles = profilesOf(postingsOf(personHistory(recorded(personFacts))), organisation)
    expect(requiredStretches(profiles, rules)).toEqual([{ from: '2026-02-01', to: '2026-12-01' }])
  })
})
