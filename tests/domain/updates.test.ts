import { describe, expect, test } from 'vitest'
import { FOREVER, addDays, day } from '../../src/domain/days.ts'
import { askedDays, isReady } from '../../src/domain/standing.ts'
import { updateDueDay } from '../../src/domain/updates.ts'
import {
  adviser,
  becauseOn,
  but,
  certified,
  change,
  clerk,
  dueOn,
  dutiesIn,
  kindsOn,
  letters,
  phone,
  post,
  published,
  showed,
  silence,
  stretch,
  telephone,
  followedBy,
  timelineIn,
  touched,
  working,
  type Life,
} from './changing.ts'

describe('somebody touched by a material change', () => {
  test('is certified before P', () => {
    expect(kindsOn(touched, ['2026-10-31'])).toEqual({ '2026-10-31': 'certified' })
  })

  test('is update-due, and ready, from P to E', () => {
    expect(kindsOn(touched, ['2026-11-01', '2026-11-14'])).toEqual({
      '2026-11-01': 'update-due',
      '2026-11-14': 'update-due',
    })
    expect(isReady('update-due')).toBe(true)
  })

  test('may clear it before E', () => {
    expect(
      kindsOn(followedBy(touched, showed('TEL-05~2', '2026-11-03')), ['2026-11-02', '2026-11-03', '2026-12-24']),
    ).toEqual({
      '2026-11-02': 'update-due',
      '2026-11-03': 'certified',
      '2026-12-24': 'certified',
    })
  })

  test('is update-due from E to U, the whole of that day included', () => {
    expect(kindsOn(touched, ['2026-11-15', '2026-11-22'])).toEqual({
      '2026-11-15': 'update-due',
      '2026-11-22': 'update-due',
    })
  })

  test('is overdue, and not ready, after U', () => {
    expect(kindsOn(touched, ['2026-11-23', '2027-03-10'])).toEqual({ '2026-11-23': 'overdue', '2027-03-10': 'overdue' })
    expect(isReady('overdue')).toBe(false)
  })

  test('is certified again from the day of a late update', () => {
    expect(kindsOn(followedBy(touched, showed('TEL-05~2', '2026-12-03')), ['2026-12-02', '2026-12-03'])).toEqual({
      '2026-12-02': 'overdue',
      '2026-12-03': 'certified',
    })
  })

  test('keeps the expiry, whether the update is done, due or late', () => {
    for (const life of [touched, followedBy(touched, showed('TEL-05~2', '2026-11-03'))]) {
      expect(kindsOn(life, ['2027-03-11'])).toEqual({ '2027-03-11': 'expired' })
    }
    expect(becauseOn(touched, '2026-11-02')).toMatchObject({ code: 'clauses-changed', expiresOn: '2027-03-10' })
    expect(becauseOn(touched, '2026-12-02')).toMatchObject({ code: 'update-late', expiresOn: '2027-03-10' })
  })

  test('is told which clause changed, since when, and by when it is due', () => {
    expect(becauseOn(touched, '2026-11-02')).toMatchObject({
      since: '2026-11-01',
      due: '2026-11-22',
      clauses: ['TEL-05~2'],
    })
  })

  test('owes no update once the certificate has run out, for the whole is asked anew', () => {
    expect(dutiesIn(touched).map(({ from, to }) => [from, to])).toEqual([['2026-11-01', '2027-03-11']])
  })
})

describe('the day by which an update is due', () => {
  const days = (given: { effectiveOn: string; updateWithinDays: number }, since = '2026-11-01') =>
    updateDueDay({ ...given, effectiveOn: day(given.effectiveOn) }, day(since), [])

  test('is the day of publication and the days given, when that is after E', () => {
    expect(days({ effectiveOn: '2026-11-15', updateWithinDays: 21 })).toBe('2026-11-22')
  })

  test('is E when the days given end before', () => {
    expect(days({ effectiveOn: '2026-12-15', updateWithinDays: 21 })).toBe('2026-12-15')
  })

  test('counts from P when the content is published after E, which is then P', () => {
    expect(days({ effectiveOn: '2026-11-01', updateWithinDays: 21 })).toBe('2026-11-22')
  })

  test('may be the day of publication itself', () => {
    expect(days({ effectiveOn: '2026-11-01', updateWithinDays: 0 })).toBe('2026-11-01')
  })
})

describe('leave', () => {
  const away = but(touched, { absences: [stretch('2026-11-10', '2026-11-20')] })

  test('moves the day by which an update is due by the days away, and not the expiry', () => {
    expect(kindsOn(away, ['2026-11-09', '2026-11-10', '2026-11-20', '2026-12-02', '2026-12-03', '2027-03-11'])).toEqual(
      {
        '2026-11-09': 'update-due',
        '2026-11-10': 'paused',
        '2026-11-20': 'update-due',
        '2026-12-02': 'update-due',
        '2026-12-03': 'overdue',
        '2027-03-11': 'expired',
      },
    )
  })

  test('over the day of publication leaves all the days given for after the return', () => {
    const life = but(touched, { absences: [stretch('2026-10-20', '2026-12-10')] })
    expect(dueOn(life, '2026-12-10')).toBe('2026-12-31')
  })

  test('without a known return leaves no day by which it is due', () => {
    const life = but(touched, { absences: [stretch('2026-11-10')] })
    expect(becauseOn(life, '2026-11-05')).toMatchObject({ code: 'clauses-changed', due: FOREVER })
    expect(kindsOn(life, ['2026-12-24'])).toEqual({ '2026-12-24': 'paused' })
  })
})

describe('somebody whom the clause reaches later', () => {
  const telephonists = change({
    channels: [phone],
    before: { revision: 1, roles: 'everyone', channels: [phone] },
    effectiveOn: day('2026-11-15'),
  })
  const movesOn = (on: string): Life => ({
    published: [published(2, '2026-11-01', telephonists)],
    did: [certified('2026-03-10')],
    profiles: working(['2026-01-01', [adviser], [post]], [on, [adviser], [phone]]),
  })

  test('by a move between P and U has the days given from the day of the move', () => {
    const life = movesOn('2026-11-10')
    expect(kindsOn(life, ['2026-11-09', '2026-11-10', '2026-12-01', '2026-12-02'])).toEqual({
      '2026-11-09': 'certified',
      '2026-11-10': 'update-due',
      '2026-12-01': 'update-due',
      '2026-12-02': 'overdue',
    })
  })

  test('by a move after U has the days given from the day of the move', () => {
    expect(dueOn(movesOn('2026-12-20'), '2026-12-20')).toBe('2027-01-10')
  })

  test('by joining the audience between P and U has the days given from that day', () => {
    const life = but(touched, { required: [stretch('2026-11-10')] })
    expect(dueOn(life, '2026-11-10')).toBe('2026-12-01')
  })

  test('by joining the audience after U has the days given from that day', () => {
    const life = but(touched, { required: [stretch('2026-12-20')] })
    expect(dueOn(life, '2026-12-20')).toBe('2027-01-10')
  })

  test('by returning to the audience has the days given from the return, not those that were left', () => {
    const life = but(touched, { required: [stretch('2026-01-01', '2026-11-10'), stretch('2026-12-20')] })
    expect(kindsOn(life, ['2026-11-09', '2026-11-30', '2026-12-20', '2027-01-10', '2027-01-11'])).toEqual({
      '2026-11-09': 'update-due',
      '2026-11-30': undefined,
      '2026-12-20': 'update-due',
      '2027-01-10': 'update-due',
      '2027-01-11': 'overdue',
    })
  })

  test('is asked nothing on return when the update was done elsewhere meanwhile', () => {
    const life = but(followedBy(touched, showed('TEL-05~2', '2026-12-01')), {
      required: [stretch('2026-01-01', '2026-11-10'), stretch('2026-12-20')],
    })
    expect(kindsOn(life, ['2026-12-20'])).toEqual({ '2026-12-20': 'certified' })
  })

  test('owes nothing any more from the day of moving out of its reach', () => {
    const life = but(movesOn('2026-11-10'), {
      profiles: working(['2026-01-01', [adviser], [phone]], ['2026-11-30', [adviser], [post]]),
    })
    expect(kindsOn(life, ['2026-11-29', '2026-11-30'])).toEqual({ '2026-11-29': 'overdue', '2026-11-30': 'certified' })
  })

  test('keeps the day that was set when a move changes nothing about the reach', () => {
    const life = but(movesOn('2026-11-10'), {
      profiles: working(['2026-01-01', [adviser], [phone]], ['2026-11-10', [clerk], [phone, post]]),
    })
    expect(dueOn(life, '2026-11-10')).toBe('2026-11-22')
  })
})

describe('several pending publications', () => {
  const again = published(3, '2026-11-08', change({ revision: 3, updateWithinDays: 30 }))
  const other = published(4, '2026-11-09', change({ clause: silence, updateWithinDays: 5 }))
  const did = [certified('2026-03-10', { clauses: ['TEL-05~1', 'TEL-09~1'] })]

  test('of one clause are one update, with the earliest U and the newest text', () => {
    const life = but(touched, { published: [...touched.published, again] })
    expect(becauseOn(life, '2026-11-09')).toMatchObject({ due: '2026-11-22', clauses: ['TEL-05~3'] })
  })

  test('of several clauses are one update, with the earliest U', () => {
    const life = { published: [...touched.published, other], did }
    expect(becauseOn(life, '2026-11-10')).toMatchObject({
      code: 'clauses-changed',
      due: '2026-11-14',
      clauses: ['TEL-05~2', 'TEL-09~2'],
    })
    expect(kindsOn(life, ['2026-11-15'])).toEqual({ '2026-11-15': 'overdue' })
  })

  test('of several clauses keep the days of each clause', () => {
    const because = becauseOn({ published: [...touched.published, other], did }, '2026-11-10')
    expect(because && 'clauses' in because && askedDays(because)).toEqual([
      { clause: 'TEL-05~2', since: '2026-11-01', due: '2026-11-22' },
      { clause: 'TEL-09~2', since: '2026-11-09', due: '2026-11-14' },
    ])
  })

  test('of clauses that share their days say them once', () => {
    const both = published(2, '2026-11-01', change(), change({ clause: silence }))
    expect(becauseOn({ published: [both], did }, '2026-11-10')).not.toHaveProperty('ownDays')
  })

  test('are cleared clause by clause, and then the next U counts', () => {
    const life = followedBy({ published: [...touched.published, other], did }, showed('TEL-09~2', '2026-11-17'))
    expect(kindsOn(life, ['2026-11-16', '2026-11-17', '2026-11-23'])).toEqual({
      '2026-11-16': 'overdue',
      '2026-11-17': 'update-due',
      '2026-11-23': 'overdue',
    })
  })

  test('of one day ask for the last text of the day', () => {
    const life = but(touched, {
      published: [...touched.published, published(3, '2026-11-01', change({ revision: 3 }))],
    })
    expect(becauseOn(life, '2026-11-01')).toMatchObject({ clauses: ['TEL-05~3'] })
  })

  test('are cleared at once by showing the newest text', () => {
    const life = followedBy(
      but(touched, { published: [...touched.published, again] }),
      showed('TEL-05~3', '2026-11-09'),
    )
    expect(kindsOn(life, ['2026-11-09', '2026-12-24'])).toEqual({
      '2026-11-09': 'certified',
      '2026-12-24': 'certified',
    })
  })
})

describe('a shown clause', () => {
  test('counts for every programme that rests on it', () => {
    const life: Life = {
      published: [published(2, '2026-11-01', change({ programmes: [telephone, letters] }))],
      did: [certified('2026-03-10'), certified('2026-04-10', { programme: letters }), showed('TEL-05~2', '2026-11-03')],
    }
    for (const programme of [telephone, letters]) {
      expect(Object.values(kindsOn(life, ['2026-11-02', '2026-11-03'], programme))).toEqual(['update-due', 'certified'])
    }
  })

  test('by a certification in one programme clears the update in the other', () => {
    const life: Life = {
      published: [published(2, '2026-11-01', change({ programmes: [telephone, letters] }))],
      did: [
        certified('2026-03-10'),
        certified('2026-11-06', { programme: letters, publication: 2, clauses: ['TEL-05~2'] }),
      ],
    }
    expect(Object.values(kindsOn(life, ['2026-11-05', '2026-11-06']))).toEqual(['update-due', 'certified'])
  })

  test('of an older revision clears nothing', () => {
    expect(kindsOn(followedBy(touched, showed('TEL-05~1', '2026-11-03')), ['2026-11-03'])).toEqual({
      '2026-11-03': 'update-due',
    })
  })
})

describe('a certification', () => {
  test('granted through an older publication is update-due at once, with the days given from its own day', () => {
    const life = { published: touched.published, did: [certified('2026-11-10')] }
    expect(kindsOn(life, ['2026-11-09', '2026-11-10'])).toEqual({ '2026-11-09': 'overdue', '2026-11-10': 'update-due' })
    expect(dueOn(life, '2026-11-10')).toBe('2026-12-01')
  })

  test('whose path began before P and ended after it rests on the texts that were met, the new one too', () => {
    const did = [certified('2026-11-10', { publication: 2, clauses: ['TEL-05~2'] })]
    expect(kindsOn({ published: touched.published, did }, ['2026-11-10'])).toEqual({ '2026-11-10': 'certified' })
  })

  test('whose path began before P and never met the new text is update-due although its publication is the newest', () => {
    const did = [certified('2026-11-10', { publication: 2, clauses: ['TEL-05~1'] })]
    expect(kindsOn({ published: touched.published, did }, ['2026-11-10'])).toEqual({ '2026-11-10': 'update-due' })
  })

  test('renewed through an older publication does not restart the clock of an update', () => {
    const renewed = certified('2026-11-20', { path: 'renewal', expiresOn: day('2028-03-10') })
    expect(dueOn(followedBy(touched, renewed), '2026-11-20')).toBe('2026-11-22')
  })

  test('renewed through the new text clears the update', () => {
    const renewed = certified('2026-11-20', { path: 'renewal', publication: 2, clauses: ['TEL-05~2'] })
    expect(kindsOn(followedBy(touched, renewed), ['2026-11-20'])).toEqual({ '2026-11-20': 'certified' })
  })

  test('taken up again after it ran out starts the clock anew', () => {
    const did = [
      certified('2026-03-10', { expiresOn: day('2026-11-05') }),
      certified('2026-11-20', { path: 'renewal', publication: 1 }),
    ]
    expect(dueOn({ published: touched.published, did }, '2026-11-20')).toBe('2026-12-11')
  })

  test('that does not name the clause asked for it as it stood in its publication', () => {
    const of = (publication: number) => ({
      published: touched.published,
      did: [certified('2026-11-10', { publication, clauses: [] })],
    })
    expect(kindsOn(of(1), ['2026-11-10'])).toEqual({ '2026-11-10': 'update-due' })
    expect(kindsOn(of(2), ['2026-11-10'])).toEqual({ '2026-11-10': 'certified' })
  })
})

describe('nothing is asked', () => {
  test('of somebody who was never certified', () => {
    const life = but(touched, { did: [] })
    expect(dutiesIn(life)).toEqual([])
    expect(kindsOn(life, ['2026-01-02', '2026-11-02'])).toEqual({ '2026-01-02': 'to-do', '2026-11-02': 'overdue' })
  })

  test('by an editorial change, which is no change of a publication', () => {
    const life = but(touched, { published: [published(2, '2026-11-01')] })
    expect(timelineIn(life)).toEqual(timelineIn(but(touched, { published: [] })))
  })

  test('by a ledger older than changes', () => {
    const [{ fact, ...rest }] = [published(1, '2026-01-01')]
    const { changes: _none, ...old } = fact
    const life = but(touched, { published: [{ ...rest, fact: old }] })
    expect(timelineIn(life)).toEqual(timelineIn(but(touched, { published: [] })))
  })

  test('of somebody whose certificate ran out before', () => {
    const did = [certified('2026-03-10', { expiresOn: addDays(day('2026-11-01'), -1) })]
    expect(dutiesIn({ published: touched.published, did })).toEqual([])
  })
})
