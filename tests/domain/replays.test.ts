/** Which scenario is played again for a changed clause, and what programmes say of it. */
import { describe, expect, test } from 'vitest'
import type { Curriculum, Programme } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import type { FactOf, Recorded } from '../../src/domain/facts.ts'
import { as, type ClauseId, type PersonId, type PlayId, type ScenarioId } from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import { programmeTerms } from '../../src/domain/programme-changes.ts'
import { replaysOfProgramme } from '../../src/domain/replay-words.ts'
import { replayed, replayOf } from '../../src/domain/replays.ts'
import type { Scenario } from '../../src/domain/scenario.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'
import { libraryWithScenario } from '../workflows/scenarios/played-school.ts'

const sound = soundCurriculum(libraryWithScenario())
const [first] = sound.scenarios as [Scenario]
const [plain] = sound.programmes as [Programme]
const named = (id: string, title: string, more: Partial<Scenario> = {}): Scenario => ({
  ...first,
  id: as<ScenarioId>(id),
  title,
  ...more,
})
const libraryWith = (...scenarios: readonly Scenario[]) => {
  const curriculum: Curriculum = { ...sound, scenarios }
  return libraryOf(curriculum, { publication: 2, publishedOn: day('2026-03-20'), digest: '', hashes: new Map() })
}
const replaying = (...ids: readonly string[]): Programme => ({ ...plain, replays: ids.map((id) => as<ScenarioId>(id)) })
const hold = { id: as<ClauseId>('TEL-05'), revision: 1 }
const [call, queue] = [named('call', 'The call'), named('queue', 'The queue')]

describe('the scenario that is played again for a clause', () => {
  test('is the first that a programme which asks for it names', () => {
    const library = libraryWith(call, queue)
    expect(replayOf(library, hold, [plain, replaying('queue', 'call')])?.id).toBe('queue')
    expect(replayOf(library, hold, [plain])).toBeUndefined()
  })

  test('practises the clause as it stands', () => {
    const elsewhere = named('elsewhere', 'Elsewhere', { clauses: [as('TEL-04~1')] })
    expect(replayOf(libraryWith(elsewhere, call), hold, [replaying('elsewhere', 'call')])?.id).toBe('call')
    expect(replayOf(libraryWith(call), { ...hold, revision: 2 }, [replaying('call')])).toBeUndefined()
  })

  test('is not stale: then the next one is asked for, or none', () => {
    const stale = named('stale', 'Stale', { clauses: [as('TEL-04~7'), as('TEL-05~1')] })
    expect(replayOf(libraryWith(stale, call), hold, [replaying('stale', 'call')])?.id).toBe('call')
    expect(replayOf(libraryWith(stale), hold, [replaying('stale')])).toBeUndefined()
  })
})

describe('what became of playing it', () => {
  const closed = (id: string, more: Partial<FactOf<'scenario-closed'>> = {}): Recorded => ({
    sequence: 1,
    at: '2026-03-21T09:00:00Z',
    by: null,
    fact: {
      kind: 'scenario-closed',
      person: as<PersonId>('maya'),
      play: as<PlayId>('p'),
      scenario: as<ScenarioId>(id),
      publication: 2,
      ending: as<never>('kept'),
      passed: true,
      percent: 100,
      clauses: [{ clause: as<never>('TEL-05~1@2'), got: 3, possible: 3 }],
      brokenCritical: [],
      on: day('2026-03-21'),
      ...more,
    },
  })
  const marked = (got: number, possible = 3) => ({ clauses: [{ clause: as<never>('TEL-05~1@2'), got, possible }] })
  const both = libraryWith(call, queue)
  const became = (fact: Recorded, asking: readonly string[], library = both) =>
    replayed(library, [fact], hold, [replaying(...asking)], [])

  test('counts of any scenario that the asking programmes play again, and of no other', () => {
    expect(became(closed('queue'), ['call', 'queue'])).toMatchObject({
      kind: 'counts',
      scenario: { title: 'The queue' },
    })
    expect(became(closed('queue'), ['call']).kind).toBe('not-played')
  })

  test('is told of the scenario that is asked for, and of no other', () => {
    const elsewhere = closed('queue', { clauses: [] })
    expect(became(elsewhere, ['call', 'queue']).kind).toBe('not-played')
    expect(became(elsewhere, ['queue', 'call'])).toMatchObject({ kind: 'other-way', scenario: { title: 'The queue' } })
  })

  test('counts by the share on the clause: what its minimum asks, or its pass mark where it sets none', () => {
    const strict = libraryWith(named('call', 'The call', { passPercent: 70 }))
    const lenient = libraryWith(
      named('call', 'The call', { passPercent: 70, minima: [{ clause: hold.id, percent: 30 }] }),
    )
    expect(became(closed('call', marked(2)), ['call'], strict)).toMatchObject({
      kind: 'not-shown',
      percent: 66,
      needed: 70,
    })
    expect(became(closed('call', marked(7, 10)), ['call'], strict).kind).toBe('counts')
    expect(became(closed('call', marked(1)), ['call'], lenient).kind).toBe('counts')
    expect(became(closed('call', marked(0)), ['call'], lenient)).toMatchObject({ percent: 0, needed: 30 })
  })

  test('is nothing to the clause where no marks were to be had on it', () => {
    expect(became(closed('call', marked(0, 0)), ['call']).kind).toBe('other-way')
  })
})

describe('a programme', () => {
  const library = libraryWith(call, queue)

  test('says which scenarios are played again', () => {
    expect(
      [plain, replaying('call'), replaying('call', 'queue')].map((one) => replaysOfProgramme(one, library)),
    ).toEqual([
      undefined,
      'When a clause changes that “The call” practises, you play it again for the update.',
      'When a clause changes, you play again for the update the first of these that practises it: “The call”, “The queue”.',
    ])
  })

  test('that plays one again from now on asks by another rule', () => {
    expect(programmeTerms(plain, replaying('call'), { was: library, is: library })).toEqual([
      { what: 'Played again in updates', was: 'nothing', is: '“The call”' },
    ])
  })
})
