import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fingerprint, LockLine } from '../../src/domain/clause-lock.ts'
import { comingAfter, historySteps, inForceOn, publishedOn, withDaysInForce } from '../../src/domain/clause-history.ts'
import type { HeldText } from '../../src/domain/clause-history.ts'
import type { Clause } from '../../src/domain/curriculum.ts'
import { addDays, day, later, type Day } from '../../src/domain/days.ts'
import { as, type ClauseId, type StandardId } from '../../src/domain/ids.ts'
import type { PublishedChange } from '../../src/domain/updates.ts'

const id = as<ClauseId>('TEL-05')
const clause = (revision: number, text = `revision ${revision}`): Clause => ({
  id,
  revision,
  standard: as<StandardId>('telephone'),
  level: 'must-not',
  roles: 'everyone',
  channels: 'all',
  target: undefined,
  params: [],
  text,
  body: [text],
  why: [],
  examples: [],
})
const held = (publication: number, on: string, text: Clause | undefined): HeldText => ({
  publication,
  publishedOn: day(on),
  clause: text,
})
const change = (
  publication: number,
  on: string,
  effectiveOn: string,
  parts: Partial<PublishedChange> = {},
): PublishedChange => ({
  clause: id,
  revision: publication,
  verdict: 'material',
  before: null,
  sameWordsAs: publication,
  programmes: [],
  notice: null,
  effectiveOn: day(effectiveOn),
  updateWithinDays: 21,
  asks: true,
  carries: [],
  roles: 'everyone',
  channels: 'all',
  publication,
  publishedOn: day(on),
  ...parts,
})

/** Published 1 March; changed on 1 April, in force from 1 May; reworded on 10 April; retired on 1 June, from 1 July. */
const texts = withDaysInForce(
  [
    held(1, '2026-03-01', clause(1)),
    held(2, '2026-04-01', clause(2)),
    held(3, '2026-04-10', clause(2, 'reworded')),
    held(4, '2026-06-01', undefined),
  ],
  [change(2, '2026-04-01', '2026-05-01'), change(4, '2026-06-01', '2026-07-01', { verdict: 'retired' })],
)
const wordsOn = (on: string) => inForceOn(texts, day(on))?.clause?.text

describe('the text in force', () => {
  test('is none before the first publication', () => {
    expect(inForceOn(texts, day('2026-02-28'))).toBeUndefined()
  })

  test('is the first text from the day of its publication', () => {
    expect(wordsOn('2026-03-01')).toBe('revision 1')
  })

  test('stays the old one until the day that the notice names', () => {
    expect(wordsOn('2026-04-30')).toBe('revision 1')
  })

  test('is the new one on that day', () => {
    expect(wordsOn('2026-05-01')).toBe('reworded')
  })

  test('is not a rewording of a revision whose day has not come', () => {
    expect(wordsOn('2026-04-10')).toBe('revision 1')
  })

  test('of a retired clause holds until its retirement is in force', () => {
    expect([wordsOn('2026-06-30'), inForceOn(texts, day('2026-07-01'))?.publication]).toEqual(['reworded', 4])
  })

  test('is in force from its publication where the notice named an earlier day', () => {
    const late = withDaysInForce([held(1, '2026-03-01', clause(1))], [change(1, '2026-03-01', '2026-02-01')])
    expect(late[0]?.inForceFrom).toBe('2026-03-01')
  })

  test('is the one published last, where an earlier one is in force only later', () => {
    const overtaken = withDaysInForce(
      [held(1, '2026-03-01', clause(1)), held(2, '2026-04-01', clause(2)), held(3, '2026-04-05', clause(3))],
      [change(2, '2026-04-01', '2026-06-01'), change(3, '2026-04-05', '2026-05-01')],
    )
    expect(inForceOn(overtaken, day('2026-06-02'))?.publication).toBe(3)
  })

  test('is not moved by a publication that only changed which programmes ask', () => {
    const [first] = withDaysInForce(
      [held(1, '2026-03-01', clause(1))],
      [change(1, '2026-03-01', '2026-09-01', { verdict: 'coverage' })],
    )
    expect(first?.inForceFrom).toBe('2026-03-01')
  })
})

describe('what is published and what is coming', () => {
  test('the newest text is published at once', () => {
    expect(publishedOn(texts, day('2026-04-01'))?.clause?.revision).toBe(2)
  })

  test('a changed text is coming until it is in force', () => {
    const coming = (on: string) => comingAfter(texts, day(on)).map(({ publication }) => publication)
    expect([coming('2026-04-05'), coming('2026-04-10'), coming('2026-05-01')]).toEqual([[2], [3], []])
  })

  test('two changes under way come one after the other', () => {
    const two = withDaysInForce(
      [held(1, '2026-03-01', clause(1)), held(2, '2026-04-01', clause(2)), held(3, '2026-04-05', clause(3))],
      [change(2, '2026-04-01', '2026-05-01'), change(3, '2026-04-05', '2026-06-01')],
    )
    expect(comingAfter(two, day('2026-04-06')).map(({ inForceFrom }) => inForceFrom)).toEqual([
      '2026-05-01',
      '2026-06-01',
    ])
  })

  test('a new clause is coming while nothing of it is in force', () => {
    const fresh = withDaysInForce(
      [held(2, '2026-04-01', clause(1))],
      [change(2, '2026-04-01', '2026-05-01', { verdict: 'new' })],
    )
    const on = day('2026-04-02')
    expect([inForceOn(fresh, on), comingAfter(fresh, on)[0]?.clause?.revision]).toEqual([undefined, 1])
  })
})

describe('on every day', () => {
  const publications = fc.array(fc.record({ gap: fc.nat(40), delay: fc.nat(60), bump: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  const built = (steps: readonly { gap: number; delay: number; bump: boolean }[]) => {
    let [on, revision] = [day('2026-01-01'), 0]
    const changes: PublishedChange[] = []
    const all = steps.map(({ gap, delay, bump }, at) => {
      on = addDays(on, gap)
      if (bump || at === 0) {
        revision += 1
        if (at > 0) changes.push(change(at + 1, on, addDays(on, delay)))
      }
      return held(at + 1, on, clause(revision, `text ${at + 1}`))
    })
    return withDaysInForce(all, changes)
  }
  const anyDay = fc.nat(400).map((days): Day => addDays(day('2026-01-01'), days))

  test('nothing is in force before it is published', () => {
    fc.assert(
      fc.property(publications, anyDay, (steps, on) => {
        const text = inForceOn(built(steps), on)
        expect(text === undefined || later(text.publishedOn, on) === on).toBe(true)
      }),
    )
  })

  test('what is coming is in force on its day, if nothing else is published', () => {
    fc.assert(
      fc.property(publications, anyDay, (steps, on) => {
        const known = built(steps).filter((text) => text.publishedOn <= on)
        for (const text of comingAfter(known, on)) expect(inForceOn(known, text.inForceFrom)).toBe(text)
      }),
    )
  })

  test('a later day never brings back an earlier text', () => {
    fc.assert(
      fc.property(publications, anyDay, fc.nat(60), (steps, on, days) => {
        const all = built(steps)
        const [then, after] = [inForceOn(all, on), inForceOn(all, addDays(on, days))]
        expect((after?.publication ?? 0) >= (then?.publication ?? 0)).toBe(true)
      }),
    )
  })
})

describe('the steps of a history', () => {
  const line = (verdict: LockLine['verdict'], revision: number): LockLine => ({
    clause: id,
    revision,
    fingerprint: 'n1:sha256' as Fingerprint,
    essence: '',
    verdict,
    author: 'Helen Marsh',
    approver: 'Tom Hale',
    on: day('2026-03-01'),
    why: 'callers told us',
  })
  const verdictsOf = (lines: Parameters<typeof historySteps>[1]) =>
    historySteps(texts, lines, []).map(({ verdicts }) => verdicts.map(({ verdict }) => verdict))

  test('each verdict stands with the text that its publication brought', () => {
    expect(
      verdictsOf([
        { publication: 1, line: line('baseline', 1) },
        { publication: 2, line: line('material', 2) },
        { publication: 3, line: line('editorial', 2) },
        { publication: 4, line: line('retired', 3) },
      ]),
    ).toEqual([['baseline'], ['material'], ['editorial'], ['retired']])
  })

  test('a baseline written down later stands with the first text of its revision', () => {
    expect(verdictsOf([{ publication: 2, line: line('baseline', 1) }])[0]).toEqual(['baseline'])
  })

  test('several verdicts of one publication stand together', () => {
    expect(
      verdictsOf([
        { publication: 2, line: line('material', 2) },
        { publication: 2, line: line('editorial', 2) },
      ])[1],
    ).toEqual(['material', 'editorial'])
  })
})
