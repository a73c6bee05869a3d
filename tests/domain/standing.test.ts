import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, daysBetween, holds, type Day, type Stretch } from '../../src/domain/days.ts'
import { as, type CertificateId, type ClauseId, type ProgrammeId } from '../../src/domain/ids.ts'
import { dueDay } from '../../src/domain/audience.ts'
import type { Grant } from '../../src/domain/grants.ts'
import { standingAt, standingTimeline, type StandingFacts } from '../../src/domain/standing.ts'
import type { StandingKind } from '../../src/domain/standing-words.ts'
import type { Duty } from '../../src/domain/updates.ts'

const programme: Programme = {
  id: as<ProgrammeId>('telephone'),
  title: 'Telephone',
  summary: '',
  audience: { roles: 'everyone', channels: undefined, branches: undefined },
  requirements: [],
  renewal: [],
  completeWithinDays: 14,
  validForMonths: 12,
  renewalWindowDays: 60,
  graceDays: 30,
  opensChannels: [],
}

const asked = day('2026-01-10')
const open: Stretch = { from: asked, to: FOREVER }

function factsWith(change: Partial<StandingFacts> = {}): StandingFacts {
  return {
    required: [open],
    absences: [],
    grants: [],
    duties: [],
    rules: [{ from: day('2026-01-01'), to: FOREVER, value: programme }],
    ...change,
  }
}

function grant(on: string, expiresOn = addMonths(day(on), 12) as string): Grant {
  return {
    certificate: as<CertificateId>(on),
    publication: 1,
    on: day(on),
    windowOpensOn: addDays(day(expiresOn), -60),
    expiresOn: day(expiresOn),
  }
}

function kindOn(facts: StandingFacts, on: string): StandingKind | undefined {
  return standingAt(standingTimeline(facts), day(on))?.kind
}

describe('a standing', () => {
  test('is to do from the day of asking and overdue from the day after the deadline', () => {
    const facts = factsWith()
    expect(kindOn(facts, '2026-01-09')).toBeUndefined()
    expect(kindOn(facts, '2026-01-10')).toBe('to-do')
    expect(kindOn(facts, '2026-01-24')).toBe('to-do')
    expect(kindOn(facts, '2026-01-25')).toBe('overdue')
  })

  test('is certified from the day of the grant, with the future told in advance', () => {
    const facts = factsWith({ grants: [grant('2026-01-20')] })
    expect(kindOn(facts, '2026-01-20')).toBe('certified')
    expect(kindOn(facts, '2026-11-20')).toBe('certified')
    expect(kindOn(facts, '2026-11-21')).toBe('renewal-due')
    expect(kindOn(facts, '2027-01-20')).toBe('renewal-due')
    expect(kindOn(facts, '2027-01-21')).toBe('expired')
    expect(kindOn(facts, '2030-01-01')).toBe('expired')
  })

  test('stays expired after grace, but says that the short renewal is over', () => {
    const timeline = standingTimeline(factsWith({ grants: [grant('2026-01-20')] }))
    expect(standingAt(timeline, day('2027-02-19'))?.because.code).toBe('lapsed')
    expect(standingAt(timeline, day('2027-02-20'))?.because.code).toBe('grace-over')
  })

  test('is paused on leave, which moves the deadline by the days away', () => {
    const facts = factsWith({ absences: [{ from: day('2026-01-20'), to: day('2026-01-30') }] })
    expect(kindOn(facts, '2026-01-20')).toBe('paused')
    expect(kindOn(facts, '2026-01-30')).toBe('to-do')
    expect(kindOn(facts, '2026-02-03')).toBe('to-do')
    expect(kindOn(facts, '2026-02-04')).toBe('overdue')
  })

  test('keeps its expiry through leave', () => {
    const absences = [{ from: day('2026-12-01'), to: day('2027-03-01') }]
    const facts = factsWith({ grants: [grant('2026-01-20')], absences })
    expect(kindOn(facts, '2027-03-01')).toBe('expired')
  })

  test('falls due on no day while somebody is away without a known return', () => {
    const absences = [{ from: day('2026-01-15'), to: FOREVER }]
    expect(dueDay(asked, 14, absences)).toBe(FOREVER)
    expect(kindOn(factsWith({ absences }), '2029-01-01')).toBe('paused')
  })

  test('is not required outside the audience, and as it was on return before the expiry', () => {
    const required = [
      { from: asked, to: day('2026-06-01') },
      { from: day('2026-09-01'), to: FOREVER },
    ]
    const facts = factsWith({ required, grants: [grant('2026-01-20')] })
    expect(kindOn(facts, '2026-07-01')).toBeUndefined()
    expect(kindOn(facts, '2026-09-01')).toBe('certified')
  })

  test('is to do on return after the expiry, with the full time to complete', () => {
    const required = [
      { from: asked, to: day('2026-06-01') },
      { from: day('2027-06-01'), to: FOREVER },
    ]
    const facts = factsWith({ required, grants: [grant('2026-01-20')] })
    expect(kindOn(facts, '2027-06-01')).toBe('to-do')
    expect(kindOn(facts, '2027-06-16')).toBe('overdue')
  })

  test('follows the newer grant from its day on', () => {
    const facts = factsWith({ grants: [grant('2026-01-20'), grant('2026-12-10', '2028-01-20')] })
    expect(kindOn(facts, '2026-12-09')).toBe('renewal-due')
    expect(kindOn(facts, '2026-12-10')).toBe('certified')
    expect(kindOn(facts, '2027-01-21')).toBe('certified')
  })

  test('keeps the deadline it was asked with when the programme later gives fewer days', () => {
    const stricter = { ...programme, completeWithinDays: 3 }
    const rules = [
      { from: day('2026-01-01'), to: day('2026-01-12'), value: programme },
      { from: day('2026-01-12'), to: FOREVER, value: stricter },
    ]
    expect(kindOn(factsWith({ rules }), '2026-01-24')).toBe('to-do')
  })
})

describe('one kind holds a day', () => {
  const duty: Duty = {
    clause: as<ClauseId>('TEL-05'),
    revision: 2,
    from: day('2026-12-01'),
    to: FOREVER,
    since: day('2026-12-01'),
    due: day('2026-12-22'),
  }
  // Renewal opens on 21 November 2026; the certificate runs out after 20 January 2027.
  const facts = factsWith({ grants: [grant('2026-01-20')], duties: [duty] })

  test('update-due before renewal-due', () => {
    expect([kindOn(facts, '2026-11-30'), kindOn(facts, '2026-12-01')]).toEqual(['renewal-due', 'update-due'])
  })

  test('overdue before update-due, when one of two updates is late', () => {
    const soon = { ...duty, clause: as<ClauseId>('TEL-09'), due: day('2026-12-05') }
    const both = { ...facts, duties: [duty, soon] }
    expect([kindOn(both, '2026-12-05'), kindOn(both, '2026-12-06')]).toEqual(['update-due', 'overdue'])
  })

  test('overdue before renewal-due, when an update is late in the renewal window', () => {
    expect([kindOn(facts, '2026-12-22'), kindOn(facts, '2026-12-23')]).toEqual(['update-due', 'overdue'])
  })

  test('expired before overdue, when an update is late and the certificate runs out', () => {
    expect([kindOn(facts, '2027-01-20'), kindOn(facts, '2027-01-21')]).toEqual(['overdue', 'expired'])
  })

  test('paused before all of them', () => {
    const absences = [{ from: day('2026-11-01'), to: day('2027-06-01') }]
    const away = { ...facts, absences }
    expect(['2026-11-25', '2026-12-10', '2026-12-30', '2027-02-01'].map((on) => kindOn(away, on))).toEqual(
      Array(4).fill('paused'),
    )
  })

  test('renewal-due again from the day on which the update is done', () => {
    const done = { ...facts, duties: [{ ...duty, to: day('2026-12-10') }] }
    expect([kindOn(done, '2026-12-09'), kindOn(done, '2026-12-10')]).toEqual(['update-due', 'renewal-due'])
  })
})

// ---- properties ------------------------------------------------------------------------------

const someDay = fc.integer({ min: 0, max: 1200 }).map((days) => addDays(day('2025-06-01'), days))

function stretches(max: number) {
  return fc.array(someDay, { maxLength: max * 2 }).map((days): Stretch[] => {
    const edges = [...new Set(days)].toSorted()
    const pairs = Array.from({ length: Math.floor(edges.length / 2) }, (_, index) => ({
      from: edges[index * 2] as Day,
      to: edges[index * 2 + 1] as Day,
    }))
    return pairs
  })
}

const anyGrants = fc
  .array(fc.record({ on: someDay, months: fc.integer({ min: 1, max: 24 }) }), { maxLength: 4 })
  .map((list) =>
    list.map(({ on, months }, index): Grant => {
      const expiresOn = addMonths(on, months)
      return {
        certificate: as<CertificateId>(String(index)),
        publication: 1,
        on,
        expiresOn,
        windowOpensOn: addDays(expiresOn, -20),
      }
    }),
  )

const anyFacts = fc
  .record({ required: stretches(3), absences: stretches(3), grants: anyGrants })
  .map((some) => factsWith(some))

/** The rules read one day at a time, as slowly and plainly as they are written in the design. */
function plainReading(facts: StandingFacts, on: Day): StandingKind | undefined {
  const required = facts.required.find((stretch) => holds(stretch, on))
  if (required === undefined) return undefined
  if (facts.absences.some((absence) => holds(absence, on))) return 'paused'
  let governing: Grant | undefined
  for (const candidate of facts.grants) {
    if (candidate.on <= on && (governing === undefined || candidate.on >= governing.on)) governing = candidate
  }
  if (governing !== undefined && on <= governing.expiresOn)
    return on >= governing.windowOpensOn ? 'renewal-due' : 'certified'
  if (governing !== undefined && governing.expiresOn >= required.from) return 'expired'
  let daysHad = 0
  for (let past = addDays(required.from, 1); past <= on; past = addDays(past, 1)) {
    if (!facts.absences.some((absence) => holds(absence, addDays(past, -1)))) daysHad += 1
  }
  return daysHad > programme.completeWithinDays ? 'overdue' : 'to-do'
}

describe('the timeline', () => {
  test('says on every day what the plain reading of the rules says', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(someDay, { minLength: 20, maxLength: 20 }), (facts, days) => {
        const timeline = standingTimeline(facts)
        for (const on of days) expect([on, standingAt(timeline, on)?.kind]).toEqual([on, plainReading(facts, on)])
      }),
      { numRuns: 150 },
    )
  })

  test('covers exactly the required days, in order, without overlap', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const timeline = standingTimeline(facts)
        for (const [index, span] of timeline.entries()) {
          expect(span.from < span.to).toBe(true)
          const next = timeline[index + 1]
          if (next !== undefined) expect(span.to <= next.from).toBe(true)
        }
        const length = (list: readonly Stretch[]) => list.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0)
        expect(length(timeline)).toBe(length(facts.required))
      }),
    )
  })

  test('has no two neighbours that say the same', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const timeline = standingTimeline(facts)
        for (const [index, span] of timeline.entries()) {
          const next = timeline[index + 1]
          if (next?.from !== span.to) continue
          expect(JSON.stringify([next.kind, next.because])).not.toBe(JSON.stringify([span.kind, span.because]))
        }
      }),
    )
  })
})
