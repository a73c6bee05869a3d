import { describe, expect, test } from 'vitest'
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, day } from '../../src/domain/days.ts'
import type { Fact } from '../../src/domain/facts.ts'
import { exceptionsFrom } from '../../src/domain/exceptions.ts'
import {
  grantOn,
  grantsFrom,
  heldDays,
  termsOn,
  turningDaysOf,
  type Grant,
  type Recount,
} from '../../src/domain/grants.ts'
import { as, type ProgrammeId } from '../../src/domain/ids.ts'
import {
  except,
  grant,
  moreTime,
  recorded,
  revocation,
  rule,
  telephone,
  timelineOf,
  kindsOn,
  withdraw,
} from './excepting.ts'

type Facts = readonly Fact[]

function grantsOf(facts: Facts, recounts: readonly Recount[] = []): readonly Grant[] {
  const all = recorded(...facts)
  return grantsFrom(all, telephone, exceptionsFrom(all, telephone), recounts)
}

const on = (facts: Facts, date: string, recounts: readonly Recount[] = []) =>
  termsOn(grantsOf(facts, recounts)[0]!, day(date))

/** A publication of 1 June 2026 by which certificates granted before hold by another rule from 1 July on. */
function recount(change: Partial<Programme>, given: Partial<Recount> = {}): Recount {
  return {
    publishedOn: day('2026-06-01'),
    publication: 2,
    notice: as('longer'),
    from: day('2026-07-01'),
    notBefore: day('2026-08-30'),
    before: rule,
    rule: { ...rule, ...change },
    ...given,
  }
}

describe('a certificate', () => {
  test('is as granted for ever while nothing is said of it', () => {
    const [only] = grantsOf([grant('2026-02-01')])
    expect(only).toEqual({
      certificate: '2026-02-01',
      publication: 1,
      on: '2026-02-01',
      windowOpensOn: '2026-12-03',
      expiresOn: '2027-02-01',
      path: 'initial',
      sequence: 1,
    })
    expect(termsOn(only!, day('2029-01-01'))).toEqual({
      from: '2026-02-01',
      to: FOREVER,
      windowOpensOn: '2026-12-03',
      expiresOn: '2027-02-01',
      countedTo: '2027-02-01',
      state: 'as-granted',
    })
    expect(turningDaysOf(only!)).toEqual(['2026-02-01', '2026-12-03', '2027-02-02'])
  })

  test('of another programme is none of this one’s, and neither are its exceptions', () => {
    const letters = as<ProgrammeId>('letters')
    expect(grantsOf([grant('2026-02-01', { programme: letters })])).toEqual([])
    const facts: Facts = [grant('2026-02-01'), except('e', '2026-03-01', revocation('another'))]
    expect(grantsOf(facts)[0]).not.toHaveProperty('terms')
  })

  test('does not change by a waiver, a pause or more time for what is asked', () => {
    const facts: Facts = [grant('2026-02-01'), except('e', '2026-03-01', moreTime('2028-01-01'))]
    expect(grantsOf(facts)[0]).not.toHaveProperty('terms')
  })
})

describe('more time for a certificate', () => {
  const facts: Facts = [grant('2026-02-01'), except('e', '2026-03-01', moreTime('2027-05-01', '2026-02-01'))]

  test('lengthens it from the day recorded on, and the next cycle still counts from what was granted', () => {
    expect(on(facts, '2026-02-28')).toMatchObject({ expiresOn: '2027-02-01', countedTo: '2027-02-01' })
    expect(on(facts, '2026-02-28')).not.toHaveProperty('extension')
    expect(on(facts, '2026-03-01')).toMatchObject({
      expiresOn: '2027-05-01',
      countedTo: '2027-02-01',
      windowOpensOn: '2026-12-03',
      extension: 'e',
      state: 'as-granted',
    })
  })

  test('ends with its withdrawal, and what it did before stays', () => {
    const back: Facts = [...facts, withdraw('e', '2027-03-01')]
    expect(on(back, '2027-02-28').expiresOn).toBe('2027-05-01')
    expect(on(back, '2027-03-01').expiresOn).toBe('2027-02-01')
    expect(kindsOn(timelineOf(recorded(...back)), '2027-02-28', '2027-03-01')).toEqual({
      '2027-02-28': 'renewal-due',
      '2027-03-01': 'expired',
    })
  })

  test('never shortens it, and of two the longer holds', () => {
    const shorter = except('s', '2026-03-02', moreTime('2027-03-01', '2026-02-01'))
    expect(on([...facts, shorter], '2026-03-02')).toMatchObject({ expiresOn: '2027-05-01', extension: 'e' })
    const past = except('p', '2026-03-02', moreTime('2027-02-01', '2026-02-01'))
    expect(on([grant('2026-02-01'), past], '2026-03-02')).not.toHaveProperty('extension')
    const longer = except('l', '2026-03-02', moreTime('2027-06-01', '2026-02-01'))
    expect(on([...facts, longer], '2026-03-02')).toMatchObject({ expiresOn: '2027-06-01', extension: 'l' })
  })

  test('recorded on the day of the grant holds from that day', () => {
    const same: Facts = [grant('2026-02-01'), except('e', '2026-02-01', moreTime('2027-05-01', '2026-02-01'))]
    expect(on(same, '2026-02-01').expiresOn).toBe('2027-05-01')
    expect(grantsOf(same)[0]!.terms).toHaveLength(1)
  })
})

describe('a revocation', () => {
  const facts: Facts = [grant('2026-02-01'), except('r', '2026-05-04', revocation('2026-02-01'))]

  test('takes a certificate back from its day on, and no day before is told otherwise', () => {
    expect(on(facts, '2026-05-03').state).toBe('as-granted')
    expect(on(facts, '2026-05-04')).toMatchObject({ state: 'revoked', revocation: 'r', expiresOn: '2027-02-01' })
    expect(on(facts, '2029-01-01').state).toBe('revoked')
  })

  test('taken back restores it from that day, with its old end', () => {
    const back: Facts = [...facts, withdraw('r', '2026-06-01')]
    expect(on(back, '2026-05-31').state).toBe('revoked')
    expect(on(back, '2026-06-01')).toMatchObject({ state: 'as-granted', expiresOn: '2027-02-01' })
    expect(on(back, '2026-06-01')).not.toHaveProperty('revocation')
  })

  test('taken back on its own day was never there', () => {
    const back: Facts = [...facts, withdraw('r', '2026-05-04')]
    expect(grantsOf(back)[0]!.terms!.map(({ state }) => state)).toEqual(['as-granted'])
  })

  test('twice over stands until both are taken back', () => {
    const twice: Facts = [...facts, except('q', '2026-05-05', revocation('2026-02-01')), withdraw('r', '2026-06-01')]
    expect(on(twice, '2026-05-05').revocation).toBe('q')
    expect(on(twice, '2026-06-01')).toMatchObject({ state: 'revoked', revocation: 'q' })
    expect(on([...twice, withdraw('q', '2026-07-01')], '2026-07-01').state).toBe('as-granted')
  })

  test('together with more time is a revocation, and more time holds once it is taken back', () => {
    const both: Facts = [
      ...facts,
      except('e', '2026-05-05', moreTime('2027-05-01', '2026-02-01')),
      withdraw('r', '2026-06-01'),
    ]
    expect(on(both, '2026-05-10')).toMatchObject({ state: 'revoked', expiresOn: '2027-05-01' })
    expect(on(both, '2026-06-01')).toMatchObject({ state: 'as-granted', expiresOn: '2027-05-01' })
  })

  test('of a certificate that another has followed changes nothing of today', () => {
    const older: Facts = [grant('2026-02-01'), grant('2027-01-10'), except('r', '2027-02-04', revocation('2026-02-01'))]
    expect(kindsOn(timelineOf(recorded(...older)), '2027-02-05')).toEqual({ '2027-02-05': 'certified' })
  })
})

describe('a certificate that rests on an exception', () => {
  const learned = except('p', '2026-02-01', {
    kind: 'prior-learning',
    requirements: ['lesson:holding'],
    learnedOn: day('2025-12-01'),
  })

  test('is void from the day that is taken back, and the one before it governs again', () => {
    const facts: Facts = [
      grant('2026-01-15'),
      learned,
      grant('2026-02-10', { evidence: [2] }),
      withdraw('p', '2026-03-01'),
    ]
    const grants = grantsOf(facts)
    expect(termsOn(grants[1]!, day('2026-02-28')).state).toBe('as-granted')
    expect(termsOn(grants[1]!, day('2026-03-01')).state).toBe('void')
    const certificates = ['2026-01-14', '2026-02-09', '2026-02-10', '2026-02-28', '2026-03-01'].map(
      (date) => grantOn(grants, day(date))?.certificate,
    )
    expect(certificates).toEqual([undefined, '2026-01-15', '2026-02-10', '2026-02-10', '2026-01-15'])
  })

  test('with nothing before it leaves somebody as if never certified', () => {
    const facts = recorded(learned, grant('2026-02-10', { evidence: [1] }), withdraw('p', '2026-03-01'))
    expect(kindsOn(timelineOf(facts), '2026-02-28', '2026-03-01')).toEqual({
      '2026-02-28': 'certified',
      '2026-03-01': 'overdue',
    })
    expect(heldDays(grantsFrom(facts, telephone, exceptionsFrom(facts)))).toEqual([
      { from: '2026-02-10', to: '2026-03-01', since: '2026-02-10', grant: expect.anything() as Grant },
    ])
  })

  test('stays as granted while the exception stands, and when another is taken back', () => {
    expect(grantsOf([learned, grant('2026-02-10', { evidence: [1] })])[0]).not.toHaveProperty('terms')
    const other: Facts = [learned, grant('2026-02-10', { evidence: [7] }), withdraw('p', '2026-03-01')]
    expect(grantsOf(other)[0]).not.toHaveProperty('terms')
  })

  test('is void and not revoked when both were done, whichever came first', () => {
    const facts: Facts = [
      learned,
      grant('2026-02-10', { evidence: [1] }),
      except('r', '2026-02-20', revocation('2026-02-10')),
      withdraw('p', '2026-03-01'),
    ]
    expect(on(facts, '2026-02-20').state).toBe('revoked')
    expect(on(facts, '2026-03-01').state).toBe('void')
    const later: Facts = [
      ...facts.slice(0, 2),
      withdraw('p', '2026-03-01'),
      except('r', '2026-03-20', revocation('2026-02-10')),
    ]
    expect(on(later, '2026-03-20').state).toBe('void')
  })

  test('recorded after the exception was taken back was void all along', () => {
    const facts: Facts = [learned, withdraw('p', '2026-02-05'), grant('2026-02-10', { evidence: [1] })]
    expect(on(facts, '2026-02-10').state).toBe('void')
    expect(grantOn(grantsOf(facts), day('2026-02-10'))).toBeUndefined()
  })
})

describe('a recounted validity', () => {
  test('reaches certificates granted before it, from its day on', () => {
    const facts: Facts = [grant('2026-02-01')]
    const longer = [recount({ validForMonths: 24 })]
    expect(on(facts, '2026-06-30', longer)).toMatchObject({ expiresOn: '2027-02-01', windowOpensOn: '2026-12-03' })
    expect(on(facts, '2026-07-01', longer)).toMatchObject({
      expiresOn: '2028-02-01',
      countedTo: '2028-02-01',
      windowOpensOn: '2027-12-03',
    })
  })

  test('ends none before the earliest day it names', () => {
    expect(on([grant('2026-02-01')], '2026-07-01', [recount({ validForMonths: 1 })])).toMatchObject({
      expiresOn: '2026-08-30',
      windowOpensOn: '2026-07-01',
    })
  })

  test('is no more validity for being told in time', () => {
    // It was to end on 1 August 2026 and does so still, although the notice leaves time to the 30th.
    const facts: Facts = [grant('2025-08-01')]
    expect(on(facts, '2026-07-01', [recount({ validForMonths: 11 })]).expiresOn).toBe('2026-08-01')
  })

  test('does not bring back what has run out', () => {
    const facts: Facts = [grant('2025-06-30')]
    expect(on(facts, '2026-07-01', [recount({ validForMonths: 24 })]).expiresOn).toBe('2026-06-30')
    expect(on([grant('2025-07-01')], '2026-07-01', [recount({ validForMonths: 24 })]).expiresOn).toBe('2027-07-01')
  })

  test('leaves alone what was granted through that publication or after it', () => {
    const rules = [recount({ validForMonths: 24 })]
    expect(grantsOf([grant('2026-06-02')], rules)[0]).not.toHaveProperty('terms')
    expect(grantsOf([grant('2026-06-01', { publication: 2 })], rules)[0]).not.toHaveProperty('terms')
    expect(grantsOf([grant('2026-06-01')], rules)[0]).toHaveProperty('terms')
  })

  test('counts a certificate without a first day of its own back from its end by the rule it was granted by', () => {
    const { countsFrom: _unsaid, ...old } = grant('2026-02-01') as Extract<
      ReturnType<typeof grant>,
      { kind: 'granted' }
    >
    expect(on([old], '2026-07-01', [recount({ validForMonths: 18 })]).expiresOn).toBe('2027-08-01')
  })

  test('counts a renewal from the day its validity was counted from, not from the day it was granted', () => {
    const renewed = grant('2026-05-01', { countsFrom: day('2026-06-15'), expiresOn: day('2027-06-15') })
    expect(on([renewed], '2026-07-01', [recount({ validForMonths: 18 })]).expiresOn).toBe('2027-12-15')
  })

  test('keeps a renewal in the right year when certificates end on a fixed date', () => {
    // Renewed on 10 March for the period after 31 March 2026; the fixed day moves to 30 June.
    const renewed = grant('2026-03-10', { countsFrom: day('2026-03-31'), expiresOn: day('2027-03-31') })
    const moved = recount({ renewsFrom: 'fixed-date', fixedExpiry: day('2026-03-31'), leastActiveDays: 10 })
    expect(on([renewed], '2026-07-01', [moved]).expiresOn).toBe('2027-03-31')
    const newcomer = recount({ renewsFrom: 'fixed-date', fixedExpiry: day('2026-10-31'), leastActiveDays: 230 })
    expect(on([renewed], '2026-07-01', [newcomer]).expiresOn).toBe('2026-10-31')
  })

  test('after another follows it, each from its own day', () => {
    const rules = [
      recount({ validForMonths: 24 }),
      recount({ validForMonths: 6 }, { publication: 3, publishedOn: day('2026-09-01'), from: day('2026-09-10') }),
    ]
    expect(on([grant('2026-05-01')], '2026-09-09', rules).expiresOn).toBe('2028-05-01')
    expect(on([grant('2026-05-01')], '2026-09-10', rules).expiresOn).toBe('2026-11-01')
  })

  test('beside more time leaves the later of both', () => {
    const facts: Facts = [grant('2026-02-01'), except('e', '2026-03-01', moreTime('2027-05-01', '2026-02-01'))]
    expect(on(facts, '2026-07-01', [recount({ validForMonths: 24 })])).toMatchObject({ expiresOn: '2028-02-01' })
    expect(on(facts, '2026-07-01', [recount({ validForMonths: 14 })])).toMatchObject({
      expiresOn: '2027-05-01',
      countedTo: '2027-04-01',
    })
  })
})

describe('the certificate that governs a day', () => {
  test('is the latest granted by then, and of one day the one recorded last', () => {
    const first = grant('2026-02-01', { certificate: as('first') })
    const second = grant('2026-02-01', { certificate: as('second') })
    const earlier = grant('2026-01-20', { certificate: as('earlier') })
    const grants = grantsOf([first, second, earlier])
    expect(grantOn(grants, day('2026-01-19'))).toBeUndefined()
    expect(grantOn(grants, day('2026-01-20'))?.certificate).toBe('earlier')
    expect(grantOn(grants, day('2026-02-01'))?.certificate).toBe('second')
    expect(grantOn(grants, day('2030-02-01'))?.certificate).toBe('second')
  })
})

describe('the days held', () => {
  const held = (facts: Facts, recounts: readonly Recount[] = []) =>
    heldDays(grantsOf(facts, recounts)).map(({ from, to, since, grant: { certificate } }) => [
      from,
      to,
      since,
      certificate,
    ])

  test('run from each grant to its last day, and follow on each other without a break', () => {
    expect(held([grant('2026-02-01'), grant('2027-01-10', { expiresOn: day('2028-02-01') })])).toEqual([
      ['2026-02-01', '2027-01-10', '2026-02-01', '2026-02-01'],
      ['2027-01-10', '2028-02-02', '2026-02-01', '2027-01-10'],
    ])
  })

  test('begin anew after a day without a certificate', () => {
    expect(held([grant('2026-02-01'), grant('2027-02-03')])).toEqual([
      ['2026-02-01', '2027-02-02', '2026-02-01', '2026-02-01'],
      ['2027-02-03', '2028-02-04', '2027-02-03', '2027-02-03'],
    ])
    expect(held([grant('2026-02-01'), grant('2027-02-02')])[1]![2]).toBe('2026-02-01')
  })

  test('of one day belong to the grant recorded last, in whatever order grants come', () => {
    expect(
      held([grant('2026-02-01', { certificate: as('a') }), grant('2026-02-01', { certificate: as('b') })]),
    ).toEqual([['2026-02-01', '2027-02-02', '2026-02-01', 'b']])
    expect(held([grant('2027-01-10'), grant('2026-02-01')]).map(([from]) => from)).toEqual(['2026-02-01', '2027-01-10'])
  })

  test('are none of a certificate that had run out before it was granted', () => {
    expect(held([grant('2026-02-01', { expiresOn: day('2026-01-15') })])).toEqual([])
  })

  test('stop at a revocation and begin anew when it is taken back', () => {
    const facts: Facts = [
      grant('2026-02-01'),
      except('r', '2026-05-04', revocation('2026-02-01')),
      withdraw('r', '2026-06-01'),
    ]
    expect(held(facts)).toEqual([
      ['2026-02-01', '2026-05-04', '2026-02-01', '2026-02-01'],
      ['2026-06-01', '2027-02-02', '2026-06-01', '2026-02-01'],
    ])
  })

  test('go on through an extension that came in time, and begin anew by one that came late', () => {
    const inTime: Facts = [grant('2026-02-01'), except('e', '2027-02-02', moreTime('2027-03-01', '2026-02-01'))]
    expect(held(inTime)).toEqual([['2026-02-01', '2027-03-02', '2026-02-01', '2026-02-01']])
    const late: Facts = [grant('2026-02-01'), except('e', '2027-02-03', moreTime('2027-03-01', '2026-02-01'))]
    expect(held(late)).toEqual([
      ['2026-02-01', '2027-02-02', '2026-02-01', '2026-02-01'],
      ['2027-02-03', '2027-03-02', '2027-02-03', '2026-02-01'],
    ])
  })

  test('of an extended certificate end where the next begins', () => {
    const facts: Facts = [
      grant('2026-02-01'),
      except('e', '2027-01-01', moreTime('2027-06-01', '2026-02-01')),
      grant('2027-04-01'),
    ]
    expect(held(facts)).toEqual([
      ['2026-02-01', '2027-04-01', '2026-02-01', '2026-02-01'],
      ['2027-04-01', '2028-04-02', '2026-02-01', '2027-04-01'],
    ])
  })
})
