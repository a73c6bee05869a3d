import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { historiesWith, programmesTouched, rulesWith } from '../../src/domain/coming-publication.ts'
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, holds, type Day } from '../../src/domain/days.ts'
import { standingsFrom, type Ground } from '../../src/domain/derived-standings.ts'
import type { ClauseChange, Fact, Recorded } from '../../src/domain/facts.ts'
import { as, type PersonId, type TeamId } from '../../src/domain/ids.ts'
import { dueOfChange, impactOn, keyDaysOf, lastDay, progressOf, type TwoFutures } from '../../src/domain/impact.ts'
import {
  emptyTally,
  impactByTeam,
  isTouched,
  noteStandings,
  pointsLost,
  type TimedImpact,
} from '../../src/domain/impact-by-team.ts'
import { minutesEach, wordFall, wordPeople } from '../../src/domain/impact-words.ts'
import { organisationHistory, teamTree } from '../../src/domain/organisation.ts'
import { isCounted, isReady, standingAt, type TeamSpan } from '../../src/domain/standing.ts'
import { clauseHistories } from '../../src/domain/updates.ts'
import {
  adviser,
  certified,
  change,
  clerk,
  hold,
  phone,
  post,
  published,
  rules,
  showed,
  silence,
  telephone,
} from './changing.ts'

const [voice, written, above] = ['voice', 'written', 'above'].map((id) => as<TeamId>(id)) as [TeamId, TeamId, TeamId]
const publishedOn = day('2026-11-01')
const founded = day('2026-01-01')

function recorded<F extends Fact>(fact: F): Recorded<F> {
  return { sequence: 1, at: '2026-01-01T09:00:00Z', by: null, fact }
}

const organisation = organisationHistory([
  ...[voice, written, above].map((team) => recorded({ kind: 'team-open', team, from: founded, open: true })),
  ...[voice, written].map((team) => recorded({ kind: 'team-parent', team, from: founded, parent: above })),
  recorded({ kind: 'team-channels', team: voice, from: founded, channels: [phone] }),
  recorded({ kind: 'team-channels', team: written, from: founded, channels: [post] }),
])
const tree = teamTree(organisation, publishedOn)

const shorter = change({ clause: hold, effectiveOn: day('2026-11-15') }) as ClauseChange
const now: Ground = {
  organisation,
  rules: new Map([[telephone, [{ from: founded, to: FOREVER, value: rules }]]]),
  histories: clauseHistories([]),
}
const then = (changes: readonly ClauseChange[], programmes: readonly Programme[] = [rules], ground = now): Ground => ({
  organisation,
  rules: rulesWith(ground.rules, programmes, publishedOn),
  histories: historiesWith(ground.histories, changes, { publication: 9, on: publishedOn }),
})

function life(person: string, team: TeamId | null, ...did: readonly Recorded[]): readonly Recorded[] {
  const id = as<PersonId>(person)
  return [
    recorded({ kind: 'employment', person: id, from: founded, employed: true }),
    recorded({ kind: 'membership', person: id, from: founded, team }),
    recorded({ kind: 'job-roles', person: id, from: founded, roles: [adviser] }),
    ...did,
  ]
}
const leave = (from: string, to?: string) => {
  const person = as<PersonId>('maya')
  return [
    recorded({ kind: 'leave', person, from: day(from), away: true }),
    ...(to === undefined ? [] : [recorded({ kind: 'leave', person, from: day(to), away: false })]),
  ]
}

function futures(facts: readonly Recorded[], after: Ground, before = now): TwoFutures {
  return {
    person: as<PersonId>('maya'),
    without: standingsFrom(facts, before).spans,
    with: standingsFrom(facts, after).spans,
  }
}

const impactOf = (facts: readonly Recorded[], after: Ground) => impactOn(futures(facts, after), publishedOn)

describe('a person', () => {
  const holder = life('maya', voice, certified('2026-03-10'))

  test('who is certified would have to show a changed clause until U', () => {
    expect(impactOf(holder, then([shorter]))).toEqual({
      person: 'maya',
      team: voice,
      clauses: [{ clause: 'TEL-05~2', programmes: [telephone] }],
      from: '2026-11-01',
      due: '2026-11-22',
      entering: [],
      released: [],
      backOn: '2026-11-22',
    })
  })

  test('who has not been certified yet is not touched', () => {
    expect(impactOf(life('maya', voice), then([shorter]))).toBeUndefined()
  })

  test('whom the clause does not reach is not touched', () => {
    expect(
      impactOf(life('maya', written, certified('2026-03-10')), then([{ ...shorter, channels: [phone] }])),
    ).toBeUndefined()
  })

  test('whom the notice only tells is not touched', () => {
    expect(impactOf(holder, then([{ ...shorter, asks: false }]))).toBeUndefined()
  })

  test('who is away is asked on the return', () => {
    expect(impactOf([...holder, ...leave('2026-10-20', '2026-11-10')], then([shorter]))).toMatchObject({
      from: '2026-11-10',
      clauses: [{ clause: 'TEL-05~2' }],
    })
  })

  test('who owes an update already owes this one beside it', () => {
    const owing: Ground = {
      ...now,
      histories: clauseHistories([published(2, '2026-10-20', change({ clause: silence }))]),
    }
    const two = futures(holder, then([shorter], [rules], owing), owing)
    expect(impactOn(two, publishedOn)?.clauses).toEqual([{ clause: 'TEL-05~2', programmes: [telephone] }])
  })

  test('whom a new programme asks enters it, and is due by its deadline', () => {
    const letters: Programme = { ...rules, id: as('letters'), completeWithinDays: 10 }
    expect(impactOf(holder, then([], [rules, letters]))).toMatchObject({
      clauses: [],
      entering: ['letters'],
      released: [],
      backOn: '2026-11-11',
    })
  })

  test('whom a narrower programme asks no more is released', () => {
    const narrow: Programme = { ...rules, audience: { ...rules.audience, roles: [clerk] } }
    expect(impactOf(holder, then([], [narrow]))).toMatchObject({ entering: [], released: [telephone], team: voice })
  })

  test('of a programme that is left out is released', () => {
    expect(impactOf(holder, then([], []))).toMatchObject({ released: [telephone] })
  })
})

describe('rules with a publication to come', () => {
  test('are what they were where it states the same', () => {
    expect(rulesWith(now.rules, [{ ...rules }], publishedOn)).toEqual(now.rules)
  })

  test('replace what an earlier publication of the same day stated', () => {
    const [today, other] = [
      { ...rules, graceDays: 1 },
      { ...rules, graceDays: 2 },
    ]
    const stated = rulesWith(rulesWith(now.rules, [today], publishedOn), [other], publishedOn)
    expect(stated.get(telephone)).toEqual([
      { from: founded, to: publishedOn, value: rules },
      { from: publishedOn, to: FOREVER, value: other },
    ])
  })
})

describe('the days that count', () => {
  test('are P, E, U and the day after', () => {
    expect(keyDaysOf(publishedOn, [shorter])).toEqual([
      { on: '2026-11-01', means: ['published'] },
      { on: '2026-11-15', means: ['in-force'] },
      { on: '2026-11-22', means: ['due'] },
      { on: '2026-11-23', means: ['late'] },
    ])
  })

  test('say by one day what comes on one day', () => {
    const atOnce = { ...shorter, effectiveOn: publishedOn }
    expect(keyDaysOf(publishedOn, [atOnce])[0]).toEqual({ on: '2026-11-01', means: ['published', 'in-force'] })
  })

  test('of several notices are all of theirs, and the last of each counts for teams', () => {
    const slower = { ...shorter, effectiveOn: day('2026-12-01'), updateWithinDays: 60 }
    const days = keyDaysOf(publishedOn, [shorter, slower])
    expect([lastDay(days, 'in-force'), lastDay(days, 'due'), lastDay(days, 'late')]).toEqual([
      '2026-12-01',
      '2026-12-31',
      '2027-01-01',
    ])
  })

  test('are that of publication alone where nobody is asked', () => {
    expect(keyDaysOf(publishedOn, [{ ...shorter, asks: false }])).toEqual([{ on: '2026-11-01', means: ['published'] }])
  })
})

// ---- people made at random --------------------------------------------------------------------------

const someDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays(founded, days))
const somePerson = fc
  .record({
    team: fc.constantFrom(voice, written, null),
    grants: fc.array(fc.record({ on: someDay, months: fc.integer({ min: 3, max: 18 }) }), { maxLength: 3 }),
    shown: fc.array(fc.record({ pinned: fc.constantFrom('TEL-05~2', 'TEL-09~2'), on: someDay }), { maxLength: 2 }),
    away: fc.option(fc.tuple(someDay, fc.integer({ min: 1, max: 90 })), { nil: undefined }),
    movesOn: fc.option(someDay, { nil: undefined }),
  })
  .map(({ team, grants, shown, away, movesOn }) =>
    life(
      'maya',
      team,
      ...grants.map(({ on, months }) => certified(on, { expiresOn: addMonths(on, months) })),
      ...shown.map(({ pinned, on }) => showed(pinned, on)),
      ...(away === undefined ? [] : leave(away[0], addDays(away[0], away[1]))),
      ...(movesOn === undefined
        ? []
        : [recorded({ kind: 'membership', person: as<PersonId>('maya'), from: movesOn, team: written })]),
    ),
  )
const someChange = fc
  .record({
    clause: fc.constantFrom(hold, silence),
    roles: fc.constantFrom('everyone' as const, 'everyone' as const, [adviser], [clerk]),
    channels: fc.constantFrom('all' as const, 'all' as const, [phone], [post]),
    asks: fc.constantFrom(true, true, true, false),
    inDays: fc.integer({ min: 0, max: 30 }),
    updateWithinDays: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ inDays, ...given }) => change({ ...given, effectiveOn: addDays(publishedOn, inDays) }) as ClauseChange)
const someChanges = fc.uniqueArray(someChange, { minLength: 1, maxLength: 2, selector: ({ clause }) => clause })
const somePrevious = fc
  .option(fc.tuple(fc.integer({ min: 1, max: 200 }), someChange), { nil: undefined })
  .map((given) =>
    given === undefined
      ? clauseHistories([])
      : clauseHistories([published(2, addDays(publishedOn, -given[0]), { ...given[1], revision: 2, clause: silence })]),
  )
const comingAfter = (changes: readonly ClauseChange[], before: Ground) =>
  changes.filter(({ clause }) => !before.histories.has(clause))

const standing = (spans: readonly TeamSpan[], on: Day) => standingAt(spans, on)
const asks = (spans: readonly TeamSpan[], on: Day): readonly string[] => {
  const because = standing(spans, on)?.because
  return because?.code === 'clauses-changed' || because?.code === 'update-late' ? because.clauses : []
}

describe('the impact', () => {
  test('of a publication without changes is nothing', () => {
    fc.assert(
      fc.property(somePerson, somePrevious, (facts, histories) => {
        const before = { ...now, histories }
        const two = futures(facts, then([], [rules], before), before)
        expect(two.with).toEqual(two.without)
        expect(impactOn(two, publishedOn)).toBeUndefined()
        const tallies = { on: publishedOn, without: emptyTally(), with: emptyTally() }
        noteStandings(tallies.without, two.without, publishedOn)
        noteStandings(tallies.with, two.with, publishedOn)
        const { teams, outside, whole } = impactByTeam(tree, [], [tallies], publishedOn)
        expect([teams, isTouched(outside), isTouched(whole)]).toEqual([[], false, false])
      }),
    )
  })

  test('touches at P exactly those whose standing becomes update-due, or asks for more, at P', () => {
    const seen = { touched: 0, untouched: 0 }
    fc.assert(
      fc.property(somePerson, somePrevious, someChanges, (facts, histories, changes) => {
        const before = { ...now, histories }
        const two = futures(facts, then(comingAfter(changes, before), [rules], before), before)
        const impact = impactOn(two, publishedOn)
        const isTouchedNow = impact !== undefined && impact.clauses.length > 0 && impact.from === publishedOn
        const owedAlready = asks(two.without, publishedOn)
        const news = asks(two.with, publishedOn).filter((pinned) => !owedAlready.includes(pinned))
        expect(impact?.from === publishedOn ? impact.clauses.map(({ clause }) => clause) : []).toEqual(news)
        if (owedAlready.length === 0) {
          expect(isTouchedNow).toBe(standing(two.with, publishedOn)?.kind === 'update-due')
        }
        seen[isTouchedNow ? 'touched' : 'untouched'] += 1
      }),
      { numRuns: 400 },
    )
    expect(Math.min(seen.touched, seen.untouched)).toBeGreaterThan(5)
  })

  test('never moves readiness before U, by what clauses ask alone', () => {
    fc.assert(
      fc.property(somePerson, fc.array(someChange, { minLength: 1, maxLength: 1 }), (facts, changes) => {
        const two = futures(facts, then(changes))
        for (const on of [publishedOn, dueOfChange(changes[0]!, publishedOn)]) {
          expect(isReadyOn(two.with, on)).toBe(isReadyOn(two.without, on))
        }
      }),
    )
  })

  test('by team adds up to the whole, and to each person counted by hand', () => {
    fc.assert(
      fc.property(fc.array(somePerson, { minLength: 1, maxLength: 8 }), someChanges, (people, changes) => {
        const all = people.map((facts) => futures(facts, then(changes)))
        const days = keyDaysOf(publishedOn, changes).map(({ on }) => ({
          on,
          without: emptyTally(),
          with: emptyTally(),
        }))
        for (const tally of days) {
          for (const two of all) {
            noteStandings(tally.without, two.without, tally.on)
            noteStandings(tally.with, two.with, tally.on)
          }
        }
        const impacts = all.flatMap((two): TimedImpact[] => {
          const impact = impactOn(two, publishedOn)
          return impact === undefined ? [] : [{ ...impact, minutes: 3 }]
        })
        const { teams, outside, whole } = impactByTeam(tree, impacts, days, publishedOn)
        const top = teams.find(({ team }) => team.id === above)
        expect((top?.people ?? 0) + outside.people).toBe(impacts.filter(({ clauses }) => clauses.length > 0).length)
        expect(whole.minutes.total).toBe(3 * whole.people)
        for (const [index, { on }] of days.entries()) {
          const spans = all.flatMap((two) => two.with.filter((span) => holds(span, on) && isCounted(span.kind)))
          const ready = spans.filter(({ kind }) => isReady(kind)).length
          expect(whole.days[index]?.with).toEqual({ ready, required: spans.length })
        }
      }),
    )
  })

  function isReadyOn(spans: readonly TeamSpan[], on: Day): boolean {
    const span = standing(spans, on)
    return span !== undefined && isReady(span.kind)
  }
})

describe('the programmes that a publication touches', () => {
  const other: Programme = { ...rules, id: as('letters') }
  const histories = clauseHistories([published(2, '2026-10-01', change({ clause: silence, programmes: [other.id] }))])

  test('are those that rest on what changes, or rested on it', () => {
    const retired = { ...shorter, clause: silence, verdict: 'retired', programmes: [] } as ClauseChange
    expect([...programmesTouched(histories, [shorter, retired], [rules, other], [rules, other])].toSorted()).toEqual([
      'letters',
      'telephone',
    ])
  })

  test('are those whose rules are others', () => {
    expect([...programmesTouched(histories, [], [rules, other], [rules, { ...other, graceDays: 3 }])]).toEqual([
      'letters',
    ])
  })

  test('are none where nothing differs', () => {
    expect(programmesTouched(histories, [], [rules, other], [rules, other]).size).toBe(0)
  })
})

describe('how far somebody has come with a publication', () => {
  const changed: Ground = { ...now, histories: clauseHistories([published(2, '2026-10-01', change())]) }
  const pins = new Set(['TEL-05~2' as never])
  const progress = (facts: readonly Recorded[], on: string, hasShown = false) =>
    progressOf(standingsFrom(facts, changed).spans, pins, day(on), { updated: [], hasShown: () => hasShown })
  const holder = life('maya', voice, certified('2026-03-10'))

  test.each([
    ['open', holder, '2026-10-05', false],
    ['late', holder, '2026-12-05', false],
    ['shown', [...holder, showed('TEL-05~2', '2026-10-03')], '2026-10-05', true],
    ['away', [...holder, ...leave('2026-10-04')], '2026-10-05', false],
    ['asked-no-more', holder, '2027-05-01', false],
    [undefined, life('maya', voice), '2026-10-05', false],
  ] as const)('is %s', (kind, facts, on, hasShown) => {
    expect(progress(facts, on, hasShown)).toBe(kind)
  })

  test('is shown also by whoever did so on the very day, and so never owed it', () => {
    const updated = ['TEL-05~2' as never]
    expect(progressOf([], pins, day('2026-10-05'), { updated, hasShown: () => true })).toBe('shown')
  })
})

describe('in words', () => {
  const on = (ready: number) => ({ ready, required: 10 })
  const group = {
    people: 4,
    later: 1,
    entering: 0,
    released: 0,
    minutes: { least: 2, most: 3, total: 10 },
    days: [
      { on: publishedOn, without: on(9), with: on(9) },
      { on: day('2026-11-23'), without: on(8), with: on(4) },
    ],
    backOn: day('2026-11-22'),
  }

  test('it says who is asked, for how long, and who later', () => {
    expect(wordPeople(group, 2)).toBe(
      'It asks 4 people in 2 teams for 2 to 3 minutes each, 10 minutes in all. One of them is asked later, on coming back or moving.',
    )
  })

  test('it says how far readiness falls, and what would be without it', () => {
    expect(wordFall(group, keyDaysOf(publishedOn, [shorter]), ['Telephone'])).toBe(
      'Readiness in Telephone is 90% today. If nobody acts, it is 40% on 23 November 2026, where it would be 80% without it. All of it is due by 22 November 2026.',
    )
    expect(pointsLost(group.days[1]!)).toBe(40)
  })

  test('the same minutes for everybody are said once', () => {
    expect(minutesEach({ least: 3, most: 3, total: 9 })).toBe('3 minutes each')
  })

  test('nobody is nobody', () => {
    const none = { ...group, people: 0, later: 0, days: [group.days[0]!] }
    expect([wordPeople(none, 0), wordFall(none, keyDaysOf(publishedOn, []), [])]).toEqual([
      'It asks nobody for an update.',
      'It moves nobody’s readiness.',
    ])
  })
})
