import { describe, expect, test } from 'vitest'
import { askedInWords } from '../../src/domain/clause-history-words.ts'
import { day } from '../../src/domain/days.ts'
import type { NoticeId } from '../../src/domain/ids.ts'
import { as } from '../../src/domain/ids.ts'
import { overtakenBy } from '../../src/domain/overtaken.ts'
import { askedByChange, changeInForce, noticeInForce, overtakenInWords } from '../../src/domain/update-words.ts'
import type { PublishedChange } from '../../src/domain/updates.ts'
import { change, telephone } from './changing.ts'

const one = (publication: number, publishedOn: string, effectiveOn: string, more: Partial<PublishedChange> = {}) =>
  ({
    ...change({ revision: publication, notice: as<NoticeId>(`notice-${publication}`) }),
    effectiveOn: day(effectiveOn),
    publication,
    publishedOn: day(publishedOn),
    ...more,
  }) as PublishedChange
const first = one(2, '2026-11-01', '2026-11-15')
const organisation = { roles: new Map(), channels: new Map() }
const programmes = [
  { id: telephone, title: 'Written and digital' },
  { id: as<typeof telephone>('quick'), title: 'Quick replies' },
]
const asking = { ...first, programmes: programmes.map(({ id }) => id) }
const says = (given: PublishedChange, changes: readonly PublishedChange[], today = '2026-12-24') => {
  const after = overtakenBy(given, changes, day(today))
  const days = { effectiveOn: given.effectiveOn, dueOn: day('2026-11-22'), overtaken: after ? [after] : [] }
  return askedByChange(given, days, programmes, organisation).says
}

describe('a change', () => {
  test('is the last word while no later one follows, whomever its programmes ask', () => {
    const coverage = one(3, '2026-11-03', '2026-11-03', { verdict: 'coverage' })
    expect(overtakenBy(first, [first, coverage], day('2026-12-24'))).toBeUndefined()
  })

  test.each([
    ['2026-11-10', '2026-12-24', 'never', 'It did not come into force.'],
    ['2026-11-15', '2026-11-05', 'never', 'It did not come into force.'],
    ['2026-12-01', '2026-12-24', 'past', 'In force since 15 November 2026, until 30 November 2026.'],
    ['2026-12-01', '2026-11-20', 'coming', 'In force since 15 November 2026, until 30 November 2026.'],
  ] as const)('followed by one in force from %s is, on %s, overtaken: %s', (effectiveOn, today, when, sentence) => {
    const after = overtakenBy(first, [first, one(3, '2026-11-03', effectiveOn)], day(today))
    expect(after?.when).toBe(when)
    expect(changeInForce(first, after, day(today))).toBe(sentence)
  })

  test('is overtaken by the one that is in force first of those that follow', () => {
    const changes = [first, one(3, '2026-11-03', '2026-12-20'), one(4, '2026-11-04', '2026-12-10')]
    expect(overtakenBy(first, changes, day('2026-12-24'))?.by.publication).toBe(4)
  })
})

describe('a notice', () => {
  const later = one(3, '2026-11-03', '2026-11-10')

  test('that was overtaken gives no orders any more, and says who is asked for what stands now', () => {
    expect(says(asking, [asking, later])).toBe(
      'Work by the words that took the place of these, from 10 November 2026 on. If you hold Written and digital or Quick replies, show it as it stands now by 22 November 2026.',
    )
    const retired = one(3, '2026-11-03', '2026-11-10', { verdict: 'retired', asks: false })
    expect(says(asking, [asking, retired])).toBe(
      'It asks nothing of you any more. Nobody is asked to show it any more.',
    )
  })

  test('names the days on which the other took its place', () => {
    expect(overtakenInWords(overtakenBy(first, [first, later], day('2026-12-24'))!)).toEqual({
      before: 'What this says of TEL-05 did not come into force:',
      after: 'took its place on 3 November 2026, and is in force from 10 November 2026 on.',
    })
  })

  test('that was overtaken whole says so in a list', () => {
    const overtaken = [overtakenBy(first, [first, later], day('2026-12-24'))!]
    const { effectiveOn } = first
    expect(noticeInForce({ changes: [first], overtaken, effectiveOn }, day('2026-12-24'))).toBe(
      'overtaken since 3 November 2026',
    )
  })

  test('of retired clauses is of their end', () => {
    const retired = { ...first, verdict: 'retired' as const }
    expect(
      noticeInForce({ changes: [retired], overtaken: [], effectiveOn: first.effectiveOn }, day('2026-11-02')),
    ).toBe('out of force from 15 November 2026')
    expect(changeInForce(retired, undefined, day('2026-11-20'))).toBe('Out of force since 15 November 2026.')
  })

  test('leaves the names of programmes alone, and says that words which came back spare whoever showed them', () => {
    expect(says({ ...asking, sameWordsAs: 1 }, [])).toBe(
      'Work by the new words from 15 November 2026 on. If you hold Written and digital or Quick replies, show it by 22 November 2026. Whoever showed these words before is asked nothing.',
    )
  })
})

describe('the history of a clause', () => {
  test('says that words which came back spare whoever showed them, and who is asked instead', () => {
    const back = { ...asking, sameWordsAs: 1 }
    const after = overtakenBy(back, [back, one(3, '2026-11-03', '2026-11-10')], day('2026-12-24'))
    expect(askedInWords(back, organisation, programmes, after)).toMatch(
      /certified in Written and digital or Quick replies and .* is asked nothing\. Since 3 November 2026 it is asked in the words of revision 3; whoever had a day keeps it\.$/,
    )
  })
})
