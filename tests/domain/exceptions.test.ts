import { describe, expect, test } from 'vitest'
import { FOREVER, day } from '../../src/domain/days.ts'
import {
  dueWithExtension,
  exceptionsFrom,
  inForce,
  isException,
  isInForce,
  lastInForce,
  restDays,
} from '../../src/domain/exceptions.ts'
import type { ExceptionTerms, Fact } from '../../src/domain/facts.ts'
import { as, type ProgrammeId } from '../../src/domain/ids.ts'
import { standingAt } from '../../src/domain/standing.ts'
import {
  except,
  grant,
  helen,
  kindsOn,
  moreTime,
  pause,
  recorded,
  revocation,
  rule,
  timelineOf,
  waiver,
  withdraw,
} from './excepting.ts'

const all = (...facts: readonly Fact[]) => exceptionsFrom(recorded(...facts))
const one = (terms: ExceptionTerms, back?: string) =>
  all(except('e', '2026-03-10', terms), ...(back === undefined ? [] : [withdraw('e', back)]))[0]!
const stretch = (from: string, to: string) => ({ from: day(from), to: to === 'for ever' ? FOREVER : day(to) })

describe('the exceptions of a person', () => {
  test('come in the order recorded, each with who, why and when, and those of one programme alone on request', () => {
    const facts = recorded(
      except('e1', '2026-03-10', waiver('2026-03-12', '2026-03-20')),
      except('e2', '2026-03-11', { kind: 'test-out' }, as<ProgrammeId>('letters')),
      except('e3', '2026-03-12', { kind: 'test-out' }),
    )
    expect(exceptionsFrom(facts).map(({ id }) => id)).toEqual(['e1', 'e2', 'e3'])
    expect(exceptionsFrom(facts, as<ProgrammeId>('telephone')).map(({ id }) => id)).toEqual(['e1', 'e3'])
    expect(exceptionsFrom(facts)[0]).toEqual({
      id: 'e1',
      programme: 'telephone',
      terms: waiver('2026-03-12', '2026-03-20'),
      on: '2026-03-10',
      reason: 'a',
      by: helen,
      sequence: 1,
      withdrawn: undefined,
    })
  })

  test('are taken back once: a second withdrawal, or one of nothing known, changes nothing', () => {
    const given = except('e', '2026-03-10', waiver('2026-03-12', '2026-03-20'))
    const twice = all(given, withdraw('e', '2026-03-15'), withdraw('e', '2026-03-13'), withdraw('f', '2026-03-13'))
    expect(twice.map(({ withdrawn }) => withdrawn)).toEqual([{ on: '2026-03-15', reason: 'b', by: helen }])
  })

  test('are told apart by what they do', () => {
    expect(isException(one({ kind: 'test-out' }), 'test-out')).toBe(true)
    expect(isException(one({ kind: 'test-out' }), 'waiver')).toBe(false)
  })
})

describe('an exception is in force', () => {
  test.each([
    [
      'a waiver from its first day to its last, whenever it was recorded',
      waiver('2026-03-01', '2026-03-31'),
      stretch('2026-03-01', '2026-04-01'),
    ],
    ['a pause from its first day to its last', pause('2026-03-20', '2026-03-31'), stretch('2026-03-20', '2026-04-01')],
    ['a pause without an end until it is taken back', pause('2026-03-20', null), stretch('2026-03-20', 'for ever')],
    [
      'more time from the day recorded on, whatever its last day',
      moreTime('2026-03-31'),
      stretch('2026-03-10', 'for ever'),
    ],
    ['a revocation from the day recorded on', revocation('c'), stretch('2026-03-10', 'for ever')],
    ['a test-out from the day recorded on', { kind: 'test-out' } as const, stretch('2026-03-10', 'for ever')],
  ])('%s', (_what, terms, days) => {
    expect(inForce(one(terms))).toEqual(days)
  })

  test('until it is taken back, and on that day no more', () => {
    const back = one(waiver('2026-03-01', '2026-03-31'), '2026-03-15')
    expect(inForce(back)).toEqual(stretch('2026-03-01', '2026-03-15'))
    expect(['2026-02-28', '2026-03-01', '2026-03-14', '2026-03-15'].map((on) => isInForce(back, day(on)))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(inForce(one(pause('2026-03-20', null), '2026-03-25'))).toEqual(stretch('2026-03-20', '2026-03-25'))
    expect(inForce(one(revocation('c'), '2026-04-01'))).toEqual(stretch('2026-03-10', '2026-04-01'))
  })

  test('to its own end when it is taken back after that', () => {
    expect(inForce(one(waiver('2026-03-01', '2026-03-31'), '2026-06-01'))).toEqual(stretch('2026-03-01', '2026-04-01'))
  })

  test('on no day when it is taken back on or before its first', () => {
    expect(inForce(one(waiver('2026-03-20', '2026-03-31'), '2026-03-20'))).toBeUndefined()
    expect(inForce(one({ kind: 'test-out' }, '2026-03-10'))).toBeUndefined()
    expect(isInForce(one({ kind: 'test-out' }, '2026-03-10'), day('2026-03-10'))).toBe(false)
  })

  test('beside others: of two the one recorded last says what holds', () => {
    const both = all(
      except('long', '2026-03-01', waiver('2026-03-01', '2026-12-31')),
      except('short', '2026-03-02', waiver('2026-03-10', '2026-03-20')),
    )
    expect(
      ['2026-03-09', '2026-03-10', '2026-03-20', '2026-03-21'].map((on) => lastInForce(both, 'waiver', day(on))?.id),
    ).toEqual(['long', 'short', 'short', 'long'])
    expect(lastInForce(both, 'pause', day('2026-03-10'))).toBeUndefined()
    expect(lastInForce(both, 'waiver', day('2027-01-01'))).toBeUndefined()
  })
})

describe('days of rest', () => {
  const leave = [stretch('2026-03-01', '2026-03-10')]
  const rests = (terms: ExceptionTerms, back?: string) => restDays(leave, [one(terms, back)])

  test('are those of leave when nothing is set aside', () => {
    expect(restDays(leave, [])).toBe(leave)
    expect(rests(waiver('2026-05-01', '2026-05-31'))).toEqual(leave)
    expect(rests(pause('2026-05-01', '2026-05-31'), '2026-04-01')).toEqual(leave)
  })

  test('are counted once where leave and pause overlap, touch or lie within each other', () => {
    expect(rests(pause('2026-03-05', '2026-03-20'))).toEqual([stretch('2026-03-01', '2026-03-21')])
    expect(rests(pause('2026-03-10', '2026-03-20'))).toEqual([stretch('2026-03-01', '2026-03-21')])
    expect(rests(pause('2026-03-03', '2026-03-04'))).toEqual(leave)
    expect(rests(pause('2026-02-20', '2026-03-31'))).toEqual([stretch('2026-02-20', '2026-04-01')])
  })

  test('come in order, each stretch by itself where days lie between', () => {
    expect(rests(pause('2026-03-11', '2026-03-20'))).toEqual([...leave, stretch('2026-03-11', '2026-03-21')])
    expect(rests(pause('2026-02-01', '2026-02-10'))).toEqual([stretch('2026-02-01', '2026-02-11'), ...leave])
  })
})

describe('more time for what is asked', () => {
  const due = (since: string, on: string, ...facts: readonly Fact[]) =>
    dueWithExtension(day('2026-03-20'), day(since), all(...facts), day(on))

  test('moves the deadline to its last day, from the day it was recorded on', () => {
    const extended = except('e', '2026-03-10', moreTime('2026-04-15'))
    expect(due('2026-03-01', '2026-03-09', extended)).toEqual({ due: '2026-03-20', extension: undefined })
    expect(due('2026-03-01', '2026-03-10', extended)).toEqual({ due: '2026-04-15', extension: 'e' })
  })

  test('reaches what was asked by its day and nothing that is asked later', () => {
    const extended = except('e', '2026-03-10', moreTime('2026-04-15'))
    expect(due('2026-03-10', '2026-03-12', extended).due).toBe('2026-04-15')
    expect(due('2026-03-11', '2026-03-12', extended).due).toBe('2026-03-20')
  })

  test('never makes a deadline earlier, and of several the latest end holds', () => {
    expect(due('2026-03-01', '2026-03-12', except('e', '2026-03-10', moreTime('2026-03-20')))).toEqual({
      due: '2026-03-20',
      extension: undefined,
    })
    const several = [
      except('e1', '2026-03-10', moreTime('2026-04-15')),
      except('e2', '2026-03-11', moreTime('2026-05-15')),
      except('e3', '2026-03-12', moreTime('2026-04-20')),
    ]
    expect(due('2026-03-01', '2026-03-13', ...several)).toEqual({ due: '2026-05-15', extension: 'e2' })
  })

  test('for a certificate moves no deadline', () => {
    expect(
      due('2026-03-01', '2026-03-12', except('e', '2026-03-10', moreTime('2026-04-15', 'c'))).extension,
    ).toBeUndefined()
  })

  test('is gone from the day it is taken back', () => {
    const facts = [except('e', '2026-03-10', moreTime('2026-04-15')), withdraw('e', '2026-03-25')]
    expect(due('2026-03-01', '2026-03-24', ...facts).due).toBe('2026-04-15')
    expect(due('2026-03-01', '2026-03-25', ...facts).due).toBe('2026-03-20')
  })
})

describe('standings with exceptions', () => {
  test('are exempt from the first day of a waiver to its last, and then as they would have been', () => {
    const spans = timelineOf(recorded(except('e', '2026-01-12', waiver('2026-01-15', '2026-02-28'))))
    expect(kindsOn(spans, '2026-01-14', '2026-01-15', '2026-02-28', '2026-03-01')).toEqual({
      '2026-01-14': 'to-do',
      '2026-01-15': 'exempt',
      '2026-02-28': 'exempt',
      '2026-03-01': 'overdue',
    })
    expect(standingAt(spans, day('2026-01-20'))?.because).toEqual({
      code: 'waived',
      exception: 'e',
      reason: 'a',
      from: '2026-01-15',
      to: '2026-03-01',
    })
  })

  test('are paused while a programme is set aside, and the deadline moves by those days', () => {
    const spans = timelineOf(recorded(except('e', '2026-01-12', pause('2026-01-20', '2026-01-29'))))
    expect(kindsOn(spans, '2026-01-19', '2026-01-20', '2026-01-29', '2026-01-30', '2026-02-03', '2026-02-04')).toEqual({
      '2026-01-19': 'to-do',
      '2026-01-20': 'paused',
      '2026-01-29': 'paused',
      '2026-01-30': 'to-do',
      '2026-02-03': 'to-do',
      '2026-02-04': 'overdue',
    })
    expect(standingAt(spans, day('2026-01-20'))?.because).toMatchObject({ code: 'set-aside', exception: 'e' })
  })

  test('count a day of leave within a pause once', () => {
    const leave = [stretch('2026-01-15', '2026-01-25')]
    const facts = recorded(except('e', '2026-01-12', pause('2026-01-20', '2026-01-29')))
    const spans = timelineOf(facts, { absences: leave })
    expect(standingAt(spans, day('2026-01-20'))?.because.code).toBe('away')
    expect(standingAt(spans, day('2026-01-25'))?.because.code).toBe('set-aside')
    expect(kindsOn(spans, '2026-02-08', '2026-02-09')).toEqual({ '2026-02-08': 'to-do', '2026-02-09': 'overdue' })
  })

  test('keep the expiry through a pause', () => {
    const spans = timelineOf(
      recorded(grant('2026-02-01'), except('e', '2027-01-01', pause('2027-01-10', '2027-03-31'))),
    )
    expect(kindsOn(spans, '2027-01-09', '2027-01-10', '2027-04-01')).toEqual({
      '2027-01-09': 'renewal-due',
      '2027-01-10': 'paused',
      '2027-04-01': 'expired',
    })
  })

  test('are revoked from the day of the revocation, with the full time to show everything anew', () => {
    const spans = timelineOf(recorded(grant('2026-02-01'), except('e', '2026-05-04', revocation('2026-02-01'))))
    expect(kindsOn(spans, '2026-05-03', '2026-05-04', '2030-01-01')).toEqual({
      '2026-05-03': 'certified',
      '2026-05-04': 'revoked',
      '2030-01-01': 'revoked',
    })
    expect(standingAt(spans, day('2026-05-04'))?.because).toEqual({
      code: 'revoked',
      on: '2026-05-04',
      certificate: '2026-02-01',
      exception: 'e',
      reason: 'a',
      due: '2026-05-18',
    })
  })

  test('with a waiver over a revocation are exempt while it lasts and revoked again after it', () => {
    const spans = timelineOf(
      recorded(
        grant('2026-02-01'),
        except('taken', '2026-05-04', revocation('2026-02-01')),
        except('waived', '2026-05-10', waiver('2026-05-10', '2026-05-31')),
      ),
    )
    expect(kindsOn(spans, '2026-05-09', '2026-05-10', '2026-05-31', '2026-06-01')).toEqual({
      '2026-05-09': 'revoked',
      '2026-05-10': 'exempt',
      '2026-05-31': 'exempt',
      '2026-06-01': 'revoked',
    })
  })

  test('with a pause over a waiver are paused, and with leave over both as well', () => {
    const facts = recorded(
      except('waived', '2026-01-12', waiver('2026-02-01', '2026-02-28')),
      except('paused', '2026-01-12', pause('2026-02-10', '2026-02-20')),
    )
    const spans = timelineOf(facts, { absences: [stretch('2026-02-15', '2026-02-17')] })
    const codes = ['2026-02-09', '2026-02-10', '2026-02-15', '2026-02-17', '2026-02-21'].map(
      (on) => standingAt(spans, day(on))?.because.code,
    )
    expect(codes).toEqual(['waived', 'set-aside', 'away', 'set-aside', 'waived'])
  })

  test('are restored from the day a revocation is taken back, as if it had ended there', () => {
    const facts = recorded(
      grant('2026-02-01'),
      except('e', '2026-05-04', revocation('2026-02-01')),
      withdraw('e', '2026-06-01'),
    )
    expect(kindsOn(timelineOf(facts), '2026-05-31', '2026-06-01', '2027-02-01', '2027-02-02')).toEqual({
      '2026-05-31': 'revoked',
      '2026-06-01': 'certified',
      '2027-02-01': 'renewal-due',
      '2027-02-02': 'expired',
    })
  })

  test('give a revoked person more time by an extension without a certificate', () => {
    const facts = recorded(
      grant('2026-02-01'),
      except('taken', '2026-05-04', revocation('2026-02-01')),
      except('longer', '2026-05-06', moreTime('2026-06-30')),
    )
    expect(standingAt(timelineOf(facts), day('2026-05-05'))?.because).toMatchObject({ due: '2026-05-18' })
    expect(standingAt(timelineOf(facts), day('2026-05-06'))?.because).toMatchObject({
      due: '2026-06-30',
      extension: 'longer',
    })
  })

  test('are to do again when more time is given to somebody overdue, and overdue again after it', () => {
    const facts = recorded(except('e', '2026-02-10', moreTime('2026-02-20')))
    expect(kindsOn(timelineOf(facts), '2026-02-09', '2026-02-10', '2026-02-20', '2026-02-21')).toEqual({
      '2026-02-09': 'overdue',
      '2026-02-10': 'to-do',
      '2026-02-20': 'to-do',
      '2026-02-21': 'overdue',
    })
  })

  test('hold to the end of an extended certificate, also one that had run out', () => {
    const facts = recorded(grant('2026-02-01'), except('e', '2027-02-10', moreTime('2027-03-15', '2026-02-01')))
    const spans = timelineOf(facts)
    expect(kindsOn(spans, '2027-02-09', '2027-02-10', '2027-03-15', '2027-03-16')).toEqual({
      '2027-02-09': 'expired',
      '2027-02-10': 'renewal-due',
      '2027-03-15': 'renewal-due',
      '2027-03-16': 'expired',
    })
    expect(standingAt(spans, day('2027-02-10'))?.because).toMatchObject({ expiresOn: '2027-03-15', extension: 'e' })
    expect(standingAt(spans, day('2027-03-16'))?.because).toMatchObject({ graceEndsOn: '2027-04-14' })
  })

  test('are extended for the update that was asked by the day of the extension, not for a change that came later', () => {
    const duty = {
      clause: as<never>('TEL-05'),
      revision: 3,
      from: day('2026-03-10'),
      to: FOREVER,
      since: day('2026-03-01'),
      due: day('2026-03-20'),
      others: [{ since: day('2026-03-10'), due: day('2026-03-31') }],
    }
    const facts = recorded(grant('2026-02-01'), except('e', '2026-03-05', moreTime('2026-04-30')))
    const spans = timelineOf(facts, { duties: [duty] })
    expect(kindsOn(spans, '2026-03-31', '2026-04-01')).toEqual({ '2026-03-31': 'update-due', '2026-04-01': 'overdue' })
    expect(standingAt(spans, day('2026-03-31'))?.because).toMatchObject({ since: '2026-03-10', due: '2026-03-31' })
  })

  test('lie in a programme without grace as anywhere', () => {
    const rules = [{ from: day('2026-01-01'), to: FOREVER, value: { ...rule, graceDays: 0 } }]
    const spans = timelineOf(recorded(grant('2026-02-01')), { rules })
    expect(standingAt(spans, day('2027-02-02'))?.because.code).toBe('grace-over')
  })
})
