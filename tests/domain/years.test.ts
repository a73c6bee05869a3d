import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { addDays, type Day } from '../../src/domain/days.ts'
import { courseOf, remainingOf } from '../../src/domain/certification.ts'
import { standingsFrom } from '../../src/domain/derived-standings.ts'
import type { FactOf, Recorded } from '../../src/domain/facts.ts'
import { grantOn, termsOn } from '../../src/domain/grants.ts'
import { grantsEarned } from '../../src/domain/grants-earned.ts'
import { askedDays, isReady, standingAt, type Because, type TeamSpan } from '../../src/domain/standing.ts'
import { readYears } from './plain-years.ts'
import { deeds, groundOf, programmes, someDeeds, Years, type Deed } from './years.ts'

/** Many more by hand, once in a while: `TOUCHSTONE_RUNS=20000`. */
const runs = Number(process.env['TOUCHSTONE_RUNS'] ?? 120)
vi.setConfig({ testTimeout: 60_000 + runs * 200 })
/** Random histories are worth something only if they come to everything, which so many do for certain. */
const enough = 1000

const allCodes: readonly string[] = [
  'asked',
  'away',
  'certified',
  'clauses-changed',
  'grace-over',
  'lapsed',
  'not-required',
  'past-due',
  'returned',
  'revoked',
  'set-aside',
  'update-late',
  'waived',
  'window-open',
]

function told(span: TeamSpan | undefined) {
  if (span === undefined) return undefined
  const { because } = span
  return {
    kind: span.kind,
    code: because.code,
    due: 'due' in because ? because.due : undefined,
    windowOpensOn: 'windowOpensOn' in because ? because.windowOpensOn : undefined,
    expiresOn: 'expiresOn' in because ? because.expiresOn : undefined,
    expiredOn: 'expiredOn' in because ? because.expiredOn : undefined,
    graceEndsOn: 'graceEndsOn' in because ? because.graceEndsOn : undefined,
    exception: 'exception' in because ? because.exception : undefined,
    clauses:
      'clauses' in because ? askedDays(because).map(({ clause, since, due }) => [clause, since, due]) : undefined,
  }
}

/** Every day on which something turns or happens, and the days beside it. */
function daysOfInterest(years: Years, spans: readonly TeamSpan[]): Day[] {
  const turns = spans.flatMap(({ from, to }) => [from, to])
  const happened = years.facts.flatMap(({ fact }) => ('on' in fact ? [fact.on] : 'from' in fact ? [fact.from] : []))
  const near = [...turns, ...happened].flatMap((on) => [addDays(on, -1), on, addDays(on, 1)])
  return [...new Set(near)].filter((on) => on < addDays(years.today, 400)).toSorted()
}

/** Plays everything, telling after each deed what it was. */
function play(played: readonly Deed[], after?: (years: Years, deed: Deed) => void): Years {
  const years = new Years()
  for (const deed of played) {
    years.do(deed)
    if (after === undefined) years.settle()
    else after(years, deed)
  }
  return years
}

const plainly = (years: Years) => readYears(years.facts, (one) => years.programmesOf(one))

describe('the years of a person', () => {
  test('hold at every moment the certificates, and no others, that a plain reading of the rules grants', () => {
    const paths = new Set<string>()
    fc.assert(
      fc.property(someDeeds, (played) => {
        play(played, (years) => {
          const plain = plainly(years)
          const expected = years.library.curriculum.programmes.flatMap((rule) => {
            const earned = plain.earned(rule, years.today)
            return earned === undefined ? [] : [{ programme: rule.id, ...earned }]
          })
          const granted = years.settle().map(({ fact }) => {
            paths.add(fact.path)
            const { programme, path, on, expiresOn, windowOpensOn, evidence } = fact
            return { programme, path, on, expiresOn, windowOpensOn, evidence }
          })
          expect(granted).toEqual(expected)
        })
      }),
      { numRuns: runs },
    )
    if (runs >= enough) expect([...paths].toSorted()).toEqual(['initial', 'manual', 'renewal', 'test-out'])
  })

  test('are, on every turning day and beside it, what a plain reading of the rules says', () => {
    expect(Object.keys(deeds).length).toBeGreaterThanOrEqual(30)
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(someDeeds, (played) => {
        const years = play(played)
        const plain = plainly(years)
        const { spans } = years.standings()
        for (const programme of programmes) {
          const own = spans.filter((span) => span.programme === programme)
          for (const on of daysOfInterest(years, own)) {
            const span = standingAt(own, on) as TeamSpan | undefined
            expect([programme, on, told(span)]).toEqual([programme, on, plain.standing(programme, on)])
            seen.set(span?.because.code ?? 'not-required', (seen.get(span?.because.code ?? 'not-required') ?? 0) + 1)
          }
        }
      }),
      { numRuns: runs },
    )
    if (runs >= enough) expect([...seen.keys()].toSorted()).toEqual(allCodes)
  })

  test('are told by spans that never overlap and leave no gap: only not-required is left out', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        const years = play(played)
        const plain = plainly(years)
        const { spans } = years.standings()
        for (const programme of programmes) {
          const own = spans.filter((span) => span.programme === programme)
          for (const [index, span] of own.entries()) {
            const next = own[index + 1]
            expect(span.from < span.to && (next === undefined || span.to <= next.from)).toBe(true)
            if (next?.from === span.to)
              expect([next.kind, next.because, next.team]).not.toEqual([span.kind, span.because, span.team])
          }
          for (const on of daysOfInterest(years, own))
            expect([on, standingAt(own, on) !== undefined]).toEqual([on, plain.isRequired(programme, on)])
        }
      }),
      { numRuns: runs },
    )
  })

  test('give one certificate for one cycle, and never a shorter one than is held', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        play(played, (years) => {
          const held = programmes.map((programme) => {
            const course = courseOf(years.facts, programme, years.ground().recounts?.get(programme))
            const grant = grantOn(course.grants, years.today)
            const terms = grant && termsOn(grant, years.today)
            return [programme, terms?.state === 'as-granted' ? terms.expiresOn : undefined] as const
          })
          const granted = years.settle()
          expect(new Set(granted.map(({ fact }) => fact.programme)).size).toBe(granted.length)
          for (const { fact } of granted) {
            const before = held.find(([programme]) => programme === fact.programme)?.[1]
            expect(before === undefined || fact.expiresOn >= before).toBe(true)
            expect(new Set(fact.evidence).size > 0 && fact.windowOpensOn <= fact.expiresOn).toBe(true)
          }
          expect(years.settle()).toEqual([])
        })
      }),
      { numRuns: runs },
    )
  })

  test('stay as they are when a publication changes no rule and no clause but in its words', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        const years = play(played)
        const before = years.standings()
        years.do({ kind: 'an editorial publication', after: 0, a: 0, b: 0 })
        expect(years.settle()).toEqual([])
        expect(years.standings()).toEqual(before)
      }),
      { numRuns: runs },
    )
  })

  test('follow again from the facts alone, replayed in the order recorded', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        const years = play(played)
        const facts = JSON.parse(JSON.stringify(years.facts)) as readonly Recorded[]
        const programmesOf = (publication: number) => years.programmesOf(publication)
        expect(standingsFrom(facts, groundOf(facts, programmesOf))).toEqual(years.standings())
        for (const [index, { fact }] of facts.entries()) {
          if (fact.kind !== 'granted' || facts[index - 1]?.fact.kind === 'granted') continue
          const before = facts.slice(0, index)
          const published = before.findLast((one) => one.fact.kind === 'published')?.fact as FactOf<'published'>
          const library = years.libraries[published.publication - 1]!
          const earned = grantsEarned(library, fact.person, before, groundOf(before, programmesOf), fact.on)
          const { certificate: _name, ...granted } = fact
          expect(earned[0]).toEqual(granted)
        }
      }),
      { numRuns: runs },
    )
  })

  test('as they were known at any moment never change when later facts arrive', () => {
    fc.assert(
      fc.property(someDeeds, fc.integer({ min: 0, max: 29 }), (played, moment) => {
        let known: { upTo: number; derived: string } | undefined
        let at = 0
        const years = play(played, (now) => {
          now.settle()
          if (at++ === moment) known = { upTo: now.facts.length, derived: JSON.stringify(now.standings()) }
        })
        if (known === undefined) return
        const facts = years.facts.slice(0, known.upTo)
        const then = standingsFrom(
          facts,
          groundOf(facts, (one) => years.programmesOf(one)),
        )
        expect(JSON.stringify(then)).toBe(known.derived)
      }),
      { numRuns: runs },
    )
  })

  test('of the days before today are told no otherwise by anything but a word about those days', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        const kindsBefore = (years: Years, today: Day) =>
          years
            .standings()
            .spans.filter(({ from }) => from < today)
            .map(({ programme, from, to, kind }) => [programme, from, to < today ? to : today, kind])
            .reduce<(string | undefined)[][]>((all, one) => {
              const last = all.at(-1)
              if (last !== undefined && last[0] === one[0] && last[2] === one[1] && last[3] === one[3]) last[2] = one[2]
              else all.push(one)
              return all
            }, [])
        const years = new Years()
        for (const deed of played) {
          const today = addDays(years.today, deed.after)
          const before = kindsBefore(years, today)
          const { length } = years.facts
          years.do(deed)
          years.settle()
          const isLate = years.facts.slice(length).some(({ fact }) => {
            const from = 'terms' in fact && 'from' in fact.terms ? fact.terms.from : 'from' in fact ? fact.from : today
            return from < today
          })
          if (!isLate) expect(kindsBefore(years, today)).toEqual(before)
        }
      }),
      { numRuns: Math.ceil(runs / 3) },
    )
  })

  test('become ready only by evidence, a waiver, more time, a grant, something taken back, a publication, or other work', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        const years = play(played)
        const { spans } = years.standings()
        for (const programme of programmes) {
          let last: TeamSpan | undefined
          for (const span of spans.filter((one) => one.programme === programme)) {
            const isNews = last !== undefined && isReady(span.kind) && !isReady(last.kind)
            if (last !== undefined && isNews && isRequiredThroughout(spans, programme, last, span))
              expect([programme, span.from, span.kind, whyReady(years, last, span)]).not.toContain(undefined)
            if (span.kind !== 'paused') last = span
          }
        }
      }),
      { numRuns: runs },
    )
  })

  test('say of a certificate what the path says: lapsed leads to renewal, after grace to the whole, held to nothing', () => {
    fc.assert(
      fc.property(someDeeds, (played) => {
        play(played, (years) => {
          years.settle()
          const { spans } = years.standings()
          for (const rule of years.library.curriculum.programmes) {
            const own = spans.filter(({ programme }) => programme === rule.id)
            const code = standingAt(own, years.today)?.because.code
            const course = courseOf(years.facts, rule.id, years.ground().recounts?.get(rule.id))
            const remaining = remainingOf(rule, course, years.today)
            const path = remaining.kind === 'held' ? 'held' : remaining.path
            if (code === undefined || path === 'test-out') continue
            const expected = pathsOf[code]
            expect([code, path, expected?.includes(path) ?? true]).toEqual([code, path, true])
          }
        })
      }),
      { numRuns: Math.ceil(runs / 2) },
    )
  })
})

/** Which path is open under a standing; `held`: none is. */
const pathsOf: Readonly<Partial<Record<Because['code'], readonly string[]>>> = {
  asked: ['initial'],
  certified: ['held'],
  'window-open': ['renewal'],
  lapsed: ['renewal'],
  'grace-over': ['initial'],
  revoked: ['initial'],
  'clauses-changed': ['held', 'renewal'],
  'update-late': ['held', 'renewal'],
}

/** Whether the programme asked on every day between two spans; days of leave and pause are asked days. */
function isRequiredThroughout(spans: readonly TeamSpan[], programme: string, from: TeamSpan, to: TeamSpan): boolean {
  const between = spans.filter((one) => one.programme === programme && one.from >= from.from && one.from <= to.from)
  return between.every((one, index) => index === 0 || between[index - 1]?.to === one.from)
}

/** What made somebody ready who was not, on a day after the one before; undefined where nothing did. */
function whyReady(years: Years, before: TeamSpan, after: TeamSpan): string | undefined {
  if (after.kind === 'exempt') return 'waiver'
  const isBetween = (on: Day) => on >= before.to && on <= after.from
  for (const { fact } of years.facts) {
    if (fact.kind === 'granted' && isBetween(fact.on)) return 'grant'
    if (fact.kind === 'clause-updated' && isBetween(fact.on)) return 'evidence'
    if (fact.kind === 'exception-withdrawn' && isBetween(fact.on)) return 'restored'
    if (fact.kind === 'exception' && fact.terms.kind === 'extension' && isBetween(fact.on)) return 'more time'
    if (fact.kind === 'published' && [fact.on, ...(fact.recounts ?? []).map(({ from }) => from)].some(isBetween))
      return 'publication'
    // A changed clause asks no more of somebody whose work it is no longer.
    const isWork = fact.kind === 'job-roles' || fact.kind === 'membership' || fact.kind === 'team-channels'
    if (isWork && isBetween(fact.from) && before.because.code === 'update-late') return 'other work'
  }
  return undefined
}
