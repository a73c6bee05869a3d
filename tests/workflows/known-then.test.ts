/** What was known on an earlier day, in a small school; and that it never changes, whatever comes after. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf, headOfLedger, record } from '../../db/ledger.ts'
import { write, type Database } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { currentLibrary, publishedChanges, ruleHistories } from '../../db/publications.ts'
import { newId } from '../../db/new-id.ts'
import { addDays, day, dayOf, holds, type Day } from '../../src/domain/days.ts'
import type { Fact } from '../../src/domain/facts.ts'
import {
  as,
  evidenceOf,
  pin,
  type CertificateId,
  type ClauseId,
  type ExceptionId,
  type PersonId,
} from '../../src/domain/ids.ts'
import { knownThen } from '../../src/workflows/known-then.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { recordLeave } from '../../src/workflows/record-leave.ts'
import { reportPerson } from '../../src/workflows/report-person.ts'
import { reportStandingThen } from '../../src/workflows/report-standing-then.ts'
import { settle } from '../../src/workflows/settle.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'
import { certify, changedSchool, firstLibrary, libraries } from './updates/changed-school.ts'
import { daysLater, must, publish, smallSchool, start, type School } from './learning/small-school.ts'

const today = day('2026-03-10')
const after = (days: number): Day => addDays(today, days)
const programme = 'telephone-adviser'

async function known(db: Database, person: PersonId, until: Day | number, now = daysLater(400)) {
  const then = await knownThen(db, { person, until }, now)
  if (then.kind === 'refused') throw new Error(`refused: ${then.reason}`)
  return then
}

async function standingThen({ db, learner }: School, on: Day, asKnownOn: Day, now = daysLater(400)) {
  const report = await reportStandingThen(db, { person: learner, on, asKnownOn }, now)
  if (report.kind === 'refused') throw new Error(`refused: ${report.reason}`)
  return report
}

const kindsOf = async (school: School, on: Day, asKnownOn: Day) =>
  (await standingThen(school, on, asKnownOn)).standings.map(({ kind, now }) => [kind, now?.kind ?? kind])

describe('what was known on a day', () => {
  test('leaves out what was recorded later about that day, and says what it turned', async () => {
    const school = await smallSchool()
    const { db, learner, other } = school
    must(
      await recordLeave(
        db,
        { by: other, person: learner, away: true, from: after(5), backOn: after(20) },
        daysLater(30),
      ),
    )
    const report = await standingThen(school, after(10), after(12))
    expect(report.standings).toMatchObject([
      {
        programme,
        kind: 'to-do',
        now: {
          kind: 'paused',
          recordedSince: [{ says: 'On leave from 15 March 2026.' }, { says: 'Back at work from 30 March 2026.' }].map(
            (fact) => ({ ...fact, kind: 'leave', recordedOn: after(30), by: { name: 'Omar Haddad' } }),
          ),
        },
      },
    ])
    expect(await kindsOf(school, after(10), after(30))).toEqual([['paused', 'paused']])
  })

  test('holds what was recorded in its last minute, and nothing of the next day', async () => {
    const { db, learner } = await smallSchool()
    const leave = (at: string) =>
      write(db, (tx) => record(tx, [away(learner, after(1))], Temporal.Instant.from(at), null))
    await leave('2026-03-31T22:59:59.999Z')
    const last = (await headOfLedger(db.reader)).sequence
    await leave('2026-03-31T23:00:00Z')
    // In London the clocks went forward two days before: that day ended at 23:00 UTC.
    expect((await known(db, learner, day('2026-03-31'))).upTo).toBe(last)
    expect((await known(db, learner, day('2026-04-01'))).upTo).toBe(last + 1)
  })

  test('goes by the order of the ledger where the clock jumped back', async () => {
    const { db, learner } = await smallSchool()
    const leave = (at: string) =>
      write(db, (tx) => record(tx, [away(learner, after(1))], Temporal.Instant.from(at), null))
    await leave('2026-05-02T00:30:00Z')
    await leave('2026-05-01T20:30:00Z')
    const jumped = (await headOfLedger(db.reader)).sequence
    await leave('2026-05-02T08:00:00Z')
    expect((await known(db, learner, day('2026-05-01'))).upTo).toBe(jumped)
    expect((await known(db, learner, day('2026-05-02'))).upTo).toBe(jumped + 1)
    // An answer kept in memory is asked anew for what has come since.
    await leave('2026-05-01T21:00:00Z')
    expect((await known(db, learner, day('2026-05-01'))).upTo).toBe(jumped + 2)
  })

  test('knows the rules and the changes published by then alone', async () => {
    const school = await changedSchool(libraries.one)
    const changed = (await publishedChanges(school.db, school.db.reader)).get(as<ClauseId>('TEL-05'))![0]!
    const before = addDays(changed.publishedOn, -1)
    const late = addDays(changed.publishedOn, 200)
    expect(await kindsOf(school, late, before)).toEqual([['certified', 'overdue']])
    const report = await standingThen(school, late, before)
    expect(report.standings[0]?.now?.recordedSince.map(({ kind }) => kind)).toEqual(['published'])
  })

  test('is refused before the first fact and in the future', async () => {
    const { db, learner } = await smallSchool()
    const ask = (until: Day | number) => knownThen(db, { person: learner, until }, start)
    expect(await ask(after(-1))).toEqual({ kind: 'refused', reason: 'before-the-ledger', begins: today })
    expect(await ask(after(1))).toEqual({ kind: 'refused', reason: 'still-to-come' })
    expect(await ask(1_000_000)).toEqual({ kind: 'refused', reason: 'still-to-come' })
    expect((await ask(today)).kind).toBe('known')
  })

  test('of somebody who was recorded later is nothing', async () => {
    const { db, learner } = await smallSchool()
    const first = await known(db, learner, 1)
    expect(first.facts).toEqual([])
    expect([...first.allDays.values()].flat().map(({ kind }) => kind)).toEqual(
      [...first.allDays].map(() => 'not-required'),
    )
  })

  test('names a programme that has ended by the title it had', async () => {
    const school = await smallSchool()
    await certify(school)
    const curriculum = soundCurriculum(firstLibrary)
    await publishCurriculum(school.db, { curriculum: { ...curriculum, programmes: [] } }, daysLater(40))
    const [line] = (await standingThen(school, after(60), after(39))).standings
    expect(line).toMatchObject({ title: 'Telephone adviser', kind: 'certified', now: { kind: 'not-required' } })
  })
})

describe('what is known now', () => {
  test('follows from the whole ledger as today’s standings do, and leaves their memory alone', async () => {
    const { db, learner } = await changedSchool(libraries.two)
    const [organisation, rules, changes] = [
      await organisationOf(db),
      await ruleHistories(db, db.reader),
      await publishedChanges(db, db.reader),
    ]
    await known(db, learner, 3)
    const now = await known(db, learner, (await headOfLedger(db.reader)).sequence)
    const { programmes } = await reportPerson(db, learner, (await currentLibrary(db))!)
    const bare = (days: readonly { kind: string; from: string; to: string; because: unknown }[]) =>
      days.map(({ kind, from, to, because }) => ({ kind, from, to, because }))
    for (const line of programmes) expect(bare(now.allDays.get(line.programme)!)).toEqual(bare(line.entries))
    expect(await organisationOf(db)).toBe(organisation)
    expect(await ruleHistories(db, db.reader)).toBe(rules)
    expect(await publishedChanges(db, db.reader)).toBe(changes)
  })
})

const away = (person: PersonId, from: Day, is = true): Fact => ({ kind: 'leave', person, from, away: is })

describe('as known then', () => {
  test('never changes, whatever is recorded after that day', async () => {
    const school = await smallSchool()
    const { db, learner } = school
    await certify(school)
    await publish(db, firstLibrary, daysLater(1))
    const [granted] = (await factsOf(db.reader, learner)).flatMap(({ fact }) => (fact.kind === 'granted' ? [fact] : []))
    const team = [...(await organisationOf(db)).keys()][0]!
    const anyDay = fc.integer({ min: -40, max: 500 }).map(after)
    const about = { person: learner, programme: granted!.programme }
    const anyFact: fc.Arbitrary<Fact> = fc.oneof(
      fc.record({ from: anyDay, is: fc.boolean() }).map(({ from, is }) => away(learner, from, is)),
      fc
        .record({ from: anyDay, employed: fc.boolean() })
        .map((one): Fact => ({ kind: 'employment', person: learner, ...one })),
      anyDay.map((from): Fact => ({ kind: 'membership', person: learner, from, team: null })),
      anyDay.map((from): Fact => ({ kind: 'membership', person: learner, from, team })),
      anyDay.map((from): Fact => ({ kind: 'job-roles', person: learner, from, roles: [] })),
      anyDay.map((from): Fact => ({ kind: 'team-channels', team, from, channels: [] })),
      anyDay.map((from): Fact => ({ kind: 'setting', setting: 'time-zone', from, value: 'Pacific/Auckland' })),
      fc.record({ from: anyDay, days: fc.integer({ min: 0, max: 90 }) }).map(({ from, days }): Fact => ({
        kind: 'exception',
        ...about,
        exception: as<ExceptionId>(newId()),
        terms: { kind: 'waiver', from, until: addDays(from, days) },
        on: after(0),
        reason: as('long-absence'),
        words: null,
      })),
      fc.constant<Fact>({
        kind: 'exception',
        ...about,
        exception: as<ExceptionId>(newId()),
        terms: { kind: 'revocation', certificate: granted!.certificate },
        on: after(2),
        reason: as('recorded-in-error'),
        words: null,
      }),
      anyDay.map((on): Fact => ({
        ...granted!,
        certificate: as<CertificateId>(newId()),
        on,
        expiresOn: addDays(on, 90),
      })),
      anyDay.map((on): Fact => ({
        kind: 'clause-updated',
        person: learner,
        clause: evidenceOf(pin(as<ClauseId>('TEL-05'), 2), 2),
        publication: 2,
        by: 'reading',
        on,
      })),
    )
    let clock = daysLater(2)
    /** What was told of each day once it was over, and must be told for ever. */
    const told = new Map<Day, string>()
    const tell = async (on: Day) => {
      const { upTo, allDays } = await known(db, learner, on, clock)
      return JSON.stringify([upTo, [...allDays]])
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ fact: anyFact, hours: fc.integer({ min: -1, max: 60 }) }), { minLength: 1, maxLength: 6 }),
        async (steps) => {
          for (const { fact, hours } of steps) {
            clock = clock.add({ hours })
            await write(db, async (tx) => {
              await record(tx, [fact], clock, null)
              await settle(tx, db, [learner], clock)
            })
          }
          // A clock may jump back by an hour: a day is over once that hour is.
          clock = clock.add({ hours: 30 })
          const over = addDays(dayOf(clock, 'Pacific/Auckland'), -2)
          if (over >= today) told.set(over, told.get(over) ?? (await tell(over)))
          for (const [on, before] of told) expect(await tell(on)).toBe(before)
        },
      ),
      { numRuns: 25 },
    )
    expect(told.size).toBeGreaterThan(10)
    const spans = (await known(db, learner, after(1), clock)).allDays.get(granted!.programme)
    expect(spans?.find((span) => holds(span, after(1)))?.kind).toBe('certified')
  }, 120_000)
})
