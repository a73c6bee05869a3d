/** A changed validity that a notice lets reach certificates granted before: which, and until when they then hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Notice, Programme } from '../../src/domain/curriculum.ts'
import { addDays, addMonths, day, daysBetween } from '../../src/domain/days.ts'
import type { Recorded } from '../../src/domain/facts.ts'
import { grantsFrom, termsOn, type Recount } from '../../src/domain/grants.ts'
import { as, type CertificateId, type NoticeId, type PersonId, type ProgrammeId } from '../../src/domain/ids.ts'
import { keepsEndsInWords, wordIdleRecount, wordRecounted } from '../../src/domain/impact-words.ts'
import { isValidityChanged, movedEnd, recountsBetween, recountsWith } from '../../src/domain/recounts.ts'
import { rules } from './changing.ts'

const telephone = rules.id
const publishedOn = day('2026-11-22')
const half: Programme = { ...rules, validForMonths: 6 }

function notice(given: Partial<Notice> = {}): Notice {
  return {
    id: as<NoticeId>('six-months'),
    title: 'Six months',
    summary: '',
    clauses: [],
    effective: { on: day('2027-01-01') },
    updateWithinDays: 30,
    notifyOnly: [],
    recounts: [telephone],
    body: [],
    ...given,
  }
}

describe('a publication recounts', () => {
  const between = (after: Programme, given?: Partial<Notice>) =>
    recountsBetween(
      { notices: [], programmes: [rules] },
      { notices: [notice(given)], programmes: [after] },
      publishedOn,
    )

  test('a programme whose validity changed and that a new notice names, from the day of the notice', () => {
    expect(between(half).recounts).toEqual([
      { programme: telephone, notice: 'six-months', from: '2027-01-01', notBefore: '2027-01-31' },
    ])
  })

  test('from its own day where the notice names one that is past', () => {
    expect(between(half, { effective: { on: day('2026-01-01') } }).recounts).toMatchObject([
      { from: publishedOn, notBefore: '2026-12-22' },
    ])
    expect(between(half, { effective: { daysAfterPublication: 7 } }).recounts).toMatchObject([{ from: '2026-11-29' }])
  })

  test('nothing that is as it was, that is new, or that another notice recounts already', () => {
    expect(between(rules)).toEqual({ recounts: [], idle: [{ notice: 'six-months', programme: telephone }] })
    expect(between({ ...half, id: as<ProgrammeId>('other') }).idle).toHaveLength(1)
    const two = [notice(), notice({ id: as<NoticeId>('again') })]
    const both = recountsBetween(
      { notices: [], programmes: [rules] },
      { notices: two, programmes: [half] },
      publishedOn,
    )
    expect([both.recounts.length, both.idle]).toEqual([1, [{ notice: 'again', programme: telephone }]])
  })

  test('nothing by a notice that was published before', () => {
    const known = { notices: [notice()], programmes: [rules] }
    expect(recountsBetween(known, { notices: [notice()], programmes: [half] }, publishedOn)).toEqual({
      recounts: [],
      idle: [],
    })
  })

  test.each<[string, Partial<Programme>, boolean]>([
    ['another number of months', { validForMonths: 6 }, true],
    ['another basis', { renewsFrom: 'completion' }, true],
    ['another fixed day', { renewsFrom: 'fixed-date', fixedExpiry: day('2027-03-31') }, true],
    ['the basis that holds without a word', { renewsFrom: 'old-expiry' }, false],
    ['another window', { renewalWindowDays: 30 }, false],
  ])('%s is another validity: %s', (_, change, isChanged) => {
    expect(isValidityChanged(rules, { ...rules, ...change })).toBe(isChanged)
  })
})

function granted(on: string, publication = 1): Recorded {
  return {
    sequence: 1,
    at: `${on}T09:00:00Z`,
    by: null,
    fact: {
      kind: 'granted',
      person: as<PersonId>('maya'),
      programme: telephone,
      certificate: as<CertificateId>('first'),
      publication,
      path: 'initial',
      on: day(on),
      countsFrom: day(on),
      expiresOn: addMonths(day(on), 12),
      windowOpensOn: addDays(addMonths(day(on), 12), -60),
      evidence: [],
      clauses: [],
    },
  }
}

const recount = (rule: Programme, given: Partial<Recount> = {}): Recount => ({
  publication: 2,
  publishedOn,
  notice: as<NoticeId>('six-months'),
  from: day('2027-01-01'),
  notBefore: day('2027-01-31'),
  before: rules,
  rule,
  ...given,
})

describe('a certificate granted before', () => {
  test('ends by the new rule from the day of the notice on, and by the old one until then', () => {
    const [grant] = grantsFrom([granted('2026-10-01')], telephone, [], [recount(half)])
    expect(termsOn(grant!, day('2026-12-31')).expiresOn).toBe('2027-10-01')
    expect(termsOn(grant!, day('2027-01-01'))).toMatchObject({ expiresOn: '2027-04-01', windowOpensOn: '2027-01-31' })
  })

  test('granted through the new publication is what it was granted as', () => {
    const [grant] = grantsFrom([granted('2026-12-01', 2)], telephone, [], [recount(half)])
    expect(grant).not.toHaveProperty('terms')
  })

  test('that has run out is not brought back by a longer validity', () => {
    const [grant] = grantsFrom([granted('2025-10-01')], telephone, [], [recount({ ...rules, validForMonths: 36 })])
    expect(termsOn(grant!, day('2027-06-01')).expiresOn).toBe('2026-10-01')
  })

  test('never ends before the day the notice leaves, and the time left makes none longer than it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 36 }),
        fc.integer({ min: 0, max: 400 }),
        (ago, months, leaves) => {
          const on = addDays(publishedOn, -ago)
          const notBefore = addDays(day('2027-01-01'), leaves)
          const [grant] = grantsFrom(
            [granted(on)],
            telephone,
            [],
            [recount({ ...rules, validForMonths: months }, { notBefore })],
          )
          const [was, is] = [addMonths(on, 12), termsOn(grant!, day('2029-01-01')).expiresOn]
          if (was < '2027-01-01') {
            expect(is).toBe(was)
            return
          }
          const byRule = addMonths(on, months)
          expect(is).toBe(byRule >= was ? byRule : [byRule, [was, notBefore].toSorted()[0]!].toSorted()[1])
          if (is < was) expect(daysBetween(notBefore, is)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  test('is told to move sooner, later or not at all', () => {
    const facts = [granted('2026-10-01')]
    const moved = (rule: Programme) => movedEnd(facts, telephone, publishedOn, { without: [], with: [recount(rule)] })
    expect([moved(half), moved({ ...rules, validForMonths: 24 }), moved(rules)]).toEqual(['sooner', 'later', undefined])
    expect(
      movedEnd([granted('2025-01-01')], telephone, publishedOn, { without: [], with: [recount(half)] }),
    ).toBeUndefined()
  })

  test('is recounted by what is still to come as by what is published', () => {
    const [coming] = [
      {
        programme: telephone,
        notice: as<NoticeId>('six-months'),
        from: day('2027-01-01'),
        notBefore: day('2027-01-31'),
      },
    ]
    const made = {
      publication: 2,
      publishedOn,
      before: new Map([[telephone, rules]]),
      after: new Map([[telephone, half]]),
    }
    expect(recountsWith(new Map(), [coming!], made).get(telephone)).toEqual([recount(half)])
  })
})

describe('in words', () => {
  const days = { from: day('2027-01-01'), notBefore: day('2027-01-31') }

  test.each<[{ sooner: number; later: number }, string]>([
    [
      { sooner: 10, later: 2 },
      'Of the certificates granted before, 10 end sooner and 2 end later by the new rule, from 1 January 2027 on. None ends by it before 31 January 2027.',
    ],
    [
      { sooner: 0, later: 1 },
      'Of the certificates granted before, 1 ends later by the new rule, from 1 January 2027 on.',
    ],
    [{ sooner: 0, later: 0 }, 'No certificate granted before ends on another day.'],
  ])('%o', (counts, says) => {
    expect(wordRecounted({ ...counts, ...days })).toBe(says)
  })

  test('what is recounted in vain, and what is not recounted', () => {
    expect(wordIdleRecount({ notice: as<NoticeId>('six-months'), programme: telephone })).toBe(
      'notices/six-months.mdx recounts telephone, whose validity does not change with this publication: no certificate granted before ends on another day.',
    )
    expect(keepsEndsInWords).toContain('keep the day')
  })
})
