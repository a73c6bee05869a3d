import { describe, expect, test } from 'vitest'
import { wordBecause, wordToCome } from '../../src/domain/because.ts'
import { FOREVER, day } from '../../src/domain/days.ts'
import { deadlineInWords } from '../../src/domain/deadline-words.ts'
import { as, type CertificateId, type PinnedClause } from '../../src/domain/ids.ts'
import type { Because } from '../../src/domain/standing.ts'

const certificate = as<CertificateId>('one')
const cycle = { on: day('2026-03-12'), windowOpensOn: day('2027-01-11'), expiresOn: day('2027-03-12'), certificate }

const update = (clauses: readonly string[]) => ({
  since: day('2026-11-01'),
  due: day('2026-11-22'),
  clauses: clauses.map((pinned) => as<PinnedClause>(pinned)),
  windowOpensOn: cycle.windowOpensOn,
  expiresOn: cycle.expiresOn,
  certificate,
})

const ownDays = [{ clause: as<PinnedClause>('TEL-09~3'), since: day('2026-11-13'), due: day('2026-12-04') }]

const sayings: readonly (readonly [Because, string])[] = [
  [
    { code: 'asked', on: day('2026-01-10'), due: day('2026-01-24') },
    'Asked of you since 10 January 2026, to be done by 24 January 2026.',
  ],
  [
    { code: 'asked', on: day('2026-01-10'), due: FOREVER },
    'Asked of you since 10 January 2026. No day is set while you are away.',
  ],
  [
    { code: 'past-due', on: day('2026-01-10'), due: day('2026-01-24') },
    'Asked of you on 10 January 2026 and due by 24 January 2026.',
  ],
  [
    { code: 'certified', ...cycle },
    'You were certified on 12 March 2026. It holds until 12 March 2027, and renewal opens on 11 January 2027.',
  ],
  [
    { code: 'clauses-changed', ...update(['TEL-05~2']) },
    'TEL-05 has asked something new of you since 1 November 2026. Your update is due by 22 November 2026; the certificate goes on until 12 March 2027.',
  ],
  [
    { code: 'clauses-changed', ...update(['TEL-05~2', 'TEL-09~3']), due: FOREVER },
    'TEL-05 and TEL-09 ask something new of you. Your update has no day while you are away; the certificate goes on until 12 March 2027.',
  ],
  [
    { code: 'clauses-changed', ...update(['AA-01~2', 'AA-02~2', 'AA-03~2', 'AA-04~2', 'AA-05~2']) },
    'Five clauses ask something new of you. Your update is due by 22 November 2026; the certificate goes on until 12 March 2027.',
  ],
  [
    { code: 'update-late', ...update(['TEL-05~2']) },
    'TEL-05 has asked something new of you since 1 November 2026, and your update was due by 22 November 2026. The certificate goes on until 12 March 2027, and counts again once the update is done.',
  ],
  [
    { code: 'clauses-changed', ...update(['TEL-05~2', 'TEL-09~3']), ownDays },
    'TEL-05 and TEL-09 ask something new of you: TEL-05 by 22 November 2026, TEL-09 by 4 December 2026. The certificate goes on until 12 March 2027.',
  ],
  [
    { code: 'update-late', ...update(['AA-01~2', 'AA-02~2', 'AA-03~2', 'TEL-09~3']), ownDays },
    'Four clauses ask something new of you: AA-01, AA-02 and AA-03 by 22 November 2026, TEL-09 by 4 December 2026. The first of these days has passed. The certificate goes on until 12 March 2027, and counts again once what is late is shown.',
  ],
  [
    { code: 'away', from: day('2026-09-27'), to: day('2026-11-17') },
    'Leave from 27 September 2026, back on 17 November 2026. Deadlines wait; an expiry does not.',
  ],
]

describe('the cause of a standing', () => {
  test.each(sayings)('%o is told with its days', (because, sentence) => {
    expect(wordBecause(because)).toBe(sentence)
  })

  test('speaks about another person by name', () => {
    expect(wordBecause({ code: 'certified', ...cycle }, { name: 'Amina Okafor' })).toMatch(
      /^Amina Okafor was certified on/,
    )
  })

  test('of an update speaks about another person by name', () => {
    expect(wordBecause({ code: 'clauses-changed', ...update(['TEL-05~2']) }, { name: 'Amina Okafor' })).toBe(
      'TEL-05 has asked something new of Amina Okafor since 1 November 2026. The update is due by 22 November 2026; the certificate goes on until 12 March 2027.',
    )
    expect(wordBecause({ code: 'update-late', ...update(['TEL-05~2']) }, { name: 'Amina Okafor' })).toMatch(
      /since 1 November 2026, and the update was due by 22 November 2026\./,
    )
  })

  test('of an update still to come is told as what follows if nothing happens', () => {
    expect(wordToCome({ code: 'clauses-changed', ...update(['TEL-05~2', 'TEL-09~3']) })).toBe(
      'TEL-05 and TEL-09 ask something new from that day. The update is due by 22 November 2026.',
    )
    expect(wordToCome({ code: 'update-late', ...update(['TEL-05~2']) })).toBe(
      'Only if the update is not done by 22 November 2026.',
    )
  })

  test('of an update has its day beside the mark, where there is one', () => {
    expect(deadlineInWords({ code: 'clauses-changed', ...update(['TEL-05~2']) })).toBe('by 22 November 2026')
    expect(deadlineInWords({ code: 'clauses-changed', ...update(['TEL-05~2']), due: FOREVER })).toBeUndefined()
    expect(deadlineInWords({ code: 'update-late', ...update(['TEL-05~2']) })).toBe('update was due by 22 November 2026')
  })

  test('still to come is told as what follows if nothing happens', () => {
    expect(wordToCome({ code: 'past-due', on: day('2026-01-10'), due: day('2026-01-24') })).toBe(
      'Only if it is not done by 24 January 2026.',
    )
  })

  const from = day('2026-12-25')
  const coming = { from, today: day('2026-11-22'), after: { code: 'waived' } }
  const out = { on: day('2025-11-01'), expiredOn: day('2026-11-01'), graceEndsOn: day('2026-12-02') }

  test('after an exemption is told as what follows when that ends', () => {
    expect(wordToCome({ code: 'grace-over', ...out }, undefined, coming)).toBe(
      'When the exemption ends on 24 December 2026, the whole programme is asked, unless it is renewed by then. Until 2 December 2026 the shorter renewal is enough.',
    )
    expect(wordToCome({ code: 'grace-over', ...out }, undefined, { ...coming, today: day('2026-12-03') })).toBe(
      'When the exemption ends on 24 December 2026, the whole programme is asked, unless it is renewed by then.',
    )
    const lapsed = { ...out, code: 'lapsed', graceEndsOn: day('2027-01-02') } as const
    expect(wordToCome(lapsed, undefined, { ...coming, after: { code: 'set-aside' } })).toBe(
      'When the pause ends on 24 December 2026, the shorter renewal is asked, unless it is done by then. It is enough until 2 January 2027.',
    )
    expect(wordToCome(lapsed, undefined, { ...coming, from: day('2026-11-02'), today: day('2026-10-01') })).toMatch(
      /^Only if it is not renewed by 1 November 2026\./,
    )
  })

  test('is overdue again where its day is past', () => {
    const late = { code: 'past-due', on: day('2026-05-01'), due: day('2026-05-15') } as const
    expect(wordToCome(late, undefined, coming)).toBe('Overdue again from that day: it was due by 15 May 2026.')
    expect(wordToCome({ ...late, due: day('2026-12-01') }, undefined, coming)).toBe(
      'Only if it is not done by 24 December 2026: it is due by 1 December 2026.',
    )
    expect(wordToCome({ ...late, due: day('2026-12-24') }, undefined, coming)).toBe(
      'Only if it is not done by 24 December 2026.',
    )
  })
})
