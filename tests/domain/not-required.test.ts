import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requiredStretches, type RuleHistory } from '../../src/domain/audience.ts'
import type { Audience, Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, day, overlap, timelineOf, type Stretch } from '../../src/domain/days.ts'
import type { Names } from '../../src/domain/history-words.ts'
import { as, type Branch, type Channel, type JobRole, type ProgrammeId, type TeamId } from '../../src/domain/ids.ts'
import { BEGINNING, notRequired, type Asking } from '../../src/domain/not-required.ts'
import { wordReason, wordReasonToCome } from '../../src/domain/not-required-words.ts'
import { postingsOf, profilesOf, type PersonHistory, type TeamHistory } from '../../src/domain/organisation.ts'

const [voice, written] = ['voice', 'written'].map((id) => as<TeamId>(id)) as [TeamId, TeamId]
const [phone, chat] = ['phone', 'chat'].map((id) => as<Channel>(id)) as [Channel, Channel]
const [adviser, leader, officer] = ['adviser', 'leader', 'officer'].map((id) => as<JobRole>(id)) as [
  JobRole,
  JobRole,
  JobRole,
]
const [quay, hill] = ['quay', 'hill'].map((id) => as<Branch>(id)) as [Branch, Branch]

const names: Names = {
  person: (id) => id,
  team: (id) => (id === voice ? 'Voice' : 'Written'),
  role: (code) => code.charAt(0).toUpperCase() + code.slice(1),
  channel: (code) => (code === phone ? 'Telephone' : 'Chat'),
  branch: (code) => (code === quay ? 'Quay' : 'Hill'),
  reasons: new Map(),
}

type Said<T> = readonly (readonly [string, T])[]
function told<T>(said: Said<T>) {
  return timelineOf(said.map(([from, value]) => ({ from: day(from), value })))
}

interface Life {
  readonly employed?: Said<boolean>
  readonly team?: Said<TeamId | null>
  readonly roles?: Said<readonly JobRole[]>
}

function lifeOf({ employed = [], team = [], roles = [] }: Life): PersonHistory {
  return {
    employed: told(employed),
    team: told(team),
    roles: told(roles),
    away: [],
    lineManager: [],
  }
}

function teamOf(id: TeamId, channels: Said<readonly Channel[]>, branch: Said<Branch | null> = []): TeamHistory {
  return { id, open: [], parent: [], managers: [], channels: told(channels), branch: told(branch) }
}

const forTelephone: Audience = { roles: [adviser, leader], channels: [phone], branches: undefined }

function programme(audience: Audience): Programme {
  return {
    id: as<ProgrammeId>('telephone'),
    title: 'Telephone',
    summary: '',
    audience,
    requirements: [],
    renewal: [],
    completeWithinDays: 14,
    validForMonths: 12,
    renewalWindowDays: 60,
    graceDays: 30,
    opensChannels: [],
  }
}

function ruled(...stated: readonly (readonly [string, string, Audience])[]): RuleHistory {
  return stated.map(([from, to, audience]) => ({ from: day(from), to: day(to), value: programme(audience) }))
}

const organisation = new Map([
  [voice, teamOf(voice, [['2020-01-01', [phone]]])],
  [written, teamOf(written, [['2020-01-01', [chat]]])],
])
const anAdviser: Life = {
  employed: [['2024-03-01', true]],
  team: [['2024-03-01', voice]],
  roles: [['2024-03-01', [adviser]]],
}

function asking(life: Life, given: Partial<Asking> = {}): Asking {
  return { history: lifeOf(life), organisation, rules: ruled(['2021-01-01', FOREVER, forTelephone]), ...given }
}

const always: Stretch = { from: BEGINNING, to: FOREVER }
const says = (of: Asking, whom: Parameters<typeof wordReason>[2] = { name: 'Peter' }) =>
  notRequired(always, of).map(({ from, to, because }) => [
    from === BEGINNING ? null : from,
    to === FOREVER ? null : to,
    wordReason(because, names, whom),
  ])

describe('a programme asks nothing', () => {
  test('before the first day of work, and after the last, until the return', () => {
    const employed = [...anAdviser.employed!, ['2026-01-25', false], ['2026-11-14', true]] as const
    expect(says(asking({ ...anAdviser, employed }))).toEqual([
      [null, '2024-03-01', 'Not asked before 1 March 2024, the first day of work.'],
      ['2026-01-25', '2026-11-14', 'Not asked since 25 January 2026: no longer employed.'],
    ])
  })

  test('of somebody who moved to a team that it does not ask', () => {
    const moved = asking({ ...anAdviser, team: [...anAdviser.team!, ['2026-09-12', written]] })
    expect(says(moved).at(-1)).toEqual([
      '2026-09-12',
      null,
      'Not asked since 12 September 2026: moved to Written, which does not have telephone among its channels.',
    ])
    expect(says(moved, 'you').at(-1)?.[2]).toContain('you moved to Written')
    const to = notRequired(always, moved).at(-1)!
    expect(wordReasonToCome(to.because, names, { name: 'Peter' })).toBe(
      'Not asked from 12 September 2026: moves to Written, which does not have telephone among its channels.',
    )
  })

  test('of somebody who began in such a team', () => {
    expect(says(asking({ ...anAdviser, team: [['2024-03-01', written]] })).at(-1)?.[2]).toBe(
      'Not asked since 1 March 2024: in Written, which does not have telephone among its channels.',
    )
  })

  test('of somebody without a team, where it asks by what the team serves', () => {
    const left = asking({ ...anAdviser, team: [...anAdviser.team!, ['2026-09-12', null]] })
    expect(says(left).at(-1)?.[2]).toBe(
      'Not asked since 12 September 2026: no longer in a team, and it is for teams that have telephone among their channels.',
    )
  })

  test('of somebody whose job role it does not ask, and tells a move on the same day only where it matters', () => {
    const promoted = asking({
      ...anAdviser,
      roles: [...anAdviser.roles!, ['2026-09-12', [officer]]],
    })
    expect(says(promoted).at(-1)?.[2]).toBe(
      'Not asked since 12 September 2026: now works as officer, not as adviser or leader.',
    )
    const both = asking({
      ...anAdviser,
      team: [...anAdviser.team!, ['2026-09-12', written]],
      roles: [...anAdviser.roles!, ['2026-09-12', [officer]]],
    })
    expect(says(both, 'you').at(-1)?.[2]).toBe(
      'Not asked since 12 September 2026: you moved to Written, which does not have telephone among its channels; you now work as officer, not as adviser or leader.',
    )
  })

  test('of somebody without a job role', () => {
    expect(says(asking({ ...anAdviser, roles: [] })).at(-1)?.[2]).toBe(
      'Not asked since 1 March 2024: has no job role, and it is for whoever works as adviser or leader.',
    )
  })

  test('of a team that serves the channel no longer, or is no longer at the branch', () => {
    const changed = new Map(organisation).set(
      voice,
      teamOf(
        voice,
        [
          ['2020-01-01', [phone]],
          ['2026-05-01', [chat]],
        ],
        [
          ['2020-01-01', quay],
          ['2026-07-01', hill],
        ],
      ),
    )
    expect(says(asking(anAdviser, { organisation: changed })).at(-1)).toEqual([
      '2026-05-01',
      null,
      'Not asked since 1 May 2026: Voice no longer has telephone among its channels.',
    ])
    const atQuay = ruled(['2021-01-01', FOREVER, { roles: 'everyone', channels: undefined, branches: [quay] }])
    expect(says(asking(anAdviser, { organisation: changed, rules: atQuay })).at(-1)?.[2]).toBe(
      'Not asked since 1 July 2026: Voice is no longer at Quay.',
    )
  })

  test('before it is published, and after it is withdrawn', () => {
    const rules = ruled(['2025-08-09', '2026-05-01', forTelephone])
    expect(says(asking(anAdviser, { rules }))).toEqual([
      [null, '2024-03-01', 'Not asked before 1 March 2024, the first day of work.'],
      ['2024-03-01', '2025-08-09', 'Not asked before 9 August 2025, when the programme was published.'],
      ['2026-05-01', null, 'Not asked since 1 May 2026: the programme was withdrawn.'],
    ])
  })

  test('when a publication narrows whom it asks', () => {
    const rules = ruled(
      ['2021-01-01', '2026-05-01', forTelephone],
      ['2026-05-01', FOREVER, { ...forTelephone, roles: [leader] }],
    )
    expect(says(asking(anAdviser, { rules })).at(-1)?.[2]).toBe(
      'Not asked since 1 May 2026: the programme changed whom it asks; works as adviser, not as leader.',
    )
  })

  test('for one reason in one entry, whatever else about the work changes', () => {
    const writes = asking({
      ...anAdviser,
      team: [['2024-03-01', written]],
      roles: [...anAdviser.roles!, ['2025-01-01', [leader]], ['2026-01-01', [adviser, leader]]],
    })
    expect(notRequired(always, writes)).toHaveLength(2)
  })

  test('and the reason keeps its days when less is asked about', () => {
    const window = { from: day('2026-10-01'), to: day('2026-11-01') }
    const moved = asking({ ...anAdviser, team: [...anAdviser.team!, ['2026-09-12', written]] })
    expect(notRequired(window, moved)).toMatchObject([{ ...window, because: { on: '2026-09-12' } }])
  })
})

describe('required stretches and the days between them', () => {
  const start = day('2026-01-01')
  const someDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays(start, days))
  const words = <T>(value: fc.Arbitrary<T>) =>
    fc.array(fc.tuple(someDay, value), { maxLength: 5 }).map((said) => said as Said<T>)
  const someRoles = fc.subarray([adviser, leader, officer])
  const someChannels = fc.subarray([phone, chat])
  const someAudience: fc.Arbitrary<Audience> = fc.record({
    roles: fc.oneof(fc.constant('everyone' as const), fc.subarray([adviser, leader], { minLength: 1 })),
    channels: fc.option(fc.subarray([phone, chat], { minLength: 1 }), { nil: undefined }),
    branches: fc.option(fc.subarray([quay, hill], { minLength: 1 }), { nil: undefined }),
  })
  /** Rules that follow on each other, and rules with days between them. */
  const someRules = fc
    .tuple(fc.uniqueArray(someDay, { maxLength: 6 }), fc.array(someAudience, { maxLength: 3 }), fc.constantFrom(1, 2))
    .map(([days, audiences, step]): RuleHistory => {
      const edges = days.toSorted()
      return audiences.flatMap((audience, index) => {
        const [from, to] = [edges[step * index], edges[step * index + 1]]
        return from === undefined || to === undefined ? [] : [{ from, to, value: programme(audience) }]
      })
    })
  const someAsking: fc.Arbitrary<Asking> = fc
    .record({
      employed: words(fc.boolean()),
      team: words(fc.constantFrom(null, voice, written)),
      roles: words(someRoles),
      voice: fc.tuple(words(someChannels), words(fc.constantFrom(null, quay, hill))),
      written: fc.tuple(words(someChannels), words(fc.constantFrom(null, quay, hill))),
      rules: someRules,
    })
    .map(({ employed, team, roles, rules, ...places }) => ({
      history: lifeOf({ employed, team, roles }),
      organisation: new Map([
        [voice, teamOf(voice, ...places.voice)],
        [written, teamOf(written, ...places.written)],
      ]),
      rules,
    }))
  const someWindow = fc
    .tuple(someDay, fc.integer({ min: 1, max: 500 }))
    .map(([from, days]): Stretch => ({ from, to: addDays(from, days) }))

  test('cover the window without a hole and without an overlap', () => {
    fc.assert(
      fc.property(someAsking, fc.oneof(someWindow, fc.constant(always)), (of, window) => {
        const profiles = profilesOf(postingsOf(of.history), of.organisation)
        const required = requiredStretches(profiles, of.rules).flatMap((stretch) => overlap(stretch, window) ?? [])
        const all = [...required, ...notRequired(window, of)].toSorted((a, b) => (a.from < b.from ? -1 : 1))
        expect(all[0]?.from).toBe(window.from)
        expect(all.at(-1)?.to).toBe(window.to)
        expect(all.slice(1).map(({ from }) => from)).toEqual(all.slice(0, -1).map(({ to }) => to))
        expect(all.every(({ from, to }) => from < to)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('have words with a reason on every day', () => {
    fc.assert(
      fc.property(someAsking, (of) => {
        for (const gap of notRequired(always, of)) {
          const sentence = wordReason(gap.because, names, { name: 'Peter' })
          expect(sentence).toMatch(/^Not asked[^:]*(?:: \S.*|, \S.*)\.$/)
          expect(sentence).not.toMatch(/undefined|no end|\b0001\b|: [.;]|; ;|: \./)
        }
      }),
    )
  })
})
