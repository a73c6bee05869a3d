import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareLocks,
  isStale,
  sharedLines,
  standingLines,
  type Fingerprint,
  type Lock,
  type LockLine,
} from '../../src/domain/clause-lock.ts'
import { day } from '../../src/domain/days.ts'
import { as, type ClauseId, type PinnedClause } from '../../src/domain/ids.ts'

const lineOf = (clause: string, revision: number, why = 'So it is'): LockLine => ({
  clause: as<ClauseId>(clause),
  revision,
  fingerprint: `n1:sha256${'0'.repeat(64)}` as Fingerprint,
  essence: 'must; adviser; phone; -; must; -',
  verdict: revision === 1 ? 'baseline' : 'material',
  author: 'Helen Marsh',
  approver: 'Tom Hale',
  on: day('2026-11-02'),
  why,
})

const anyLine = fc
  .record({ clause: fc.constantFrom('TEL-01', 'TEL-02'), revision: fc.integer({ min: 1, max: 3 }), why: fc.string() })
  .map(({ clause, revision, why }) => lineOf(clause, revision, why))
const anyLock = fc.array(anyLine, { maxLength: 6 })

describe('two locks', () => {
  test('are the same when every line is', () => {
    fc.assert(
      fc.property(anyLock, (lock) => {
        expect(compareLocks(lock, structuredClone(lock))).toBe('same')
      }),
    )
  })

  test('that go on from one another extend and stay behind', () => {
    fc.assert(
      fc.property(anyLock, fc.array(anyLine, { minLength: 1, maxLength: 3 }), (lock, more) => {
        const longer = [...lock, ...more]
        expect([compareLocks(lock, longer), compareLocks(longer, lock)]).toEqual(['extends', 'behind'])
      }),
    )
  })

  test('are forked when any line that both have is another', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), fc.nat(), anyLock, (lock, seed, more) => {
        const at = seed % lock.length
        const other: Lock = lock.map((line, index) => (index === at ? { ...line, why: `${line.why}!` } : line))
        expect([compareLocks(lock, [...other, ...more]), sharedLines(lock, other)]).toEqual(['forked', at])
      }),
    )
  })

  test('are forked when two different lines changed places', () => {
    const lock = [lineOf('TEL-01', 1), lineOf('TEL-02', 1)]
    expect(compareLocks(lock, lock.toReversed())).toBe('forked')
  })

  test('a portal that was published before there was a lock is extended by any', () => {
    expect(compareLocks([], [lineOf('TEL-01', 1)])).toBe('extends')
  })
})

test('a clause stands at its last line', () => {
  const lock = [lineOf('TEL-01', 1), lineOf('TEL-02', 1), lineOf('TEL-01', 2)]
  expect([...standingLines(lock)].map(([clause, { revision }]) => [clause, revision])).toEqual([
    ['TEL-01', 2],
    ['TEL-02', 1],
  ])
})

describe('a question is stale', () => {
  const revisions = new Map([
    [as<ClauseId>('TEL-01'), 2],
    [as<ClauseId>('TEL-02'), 1],
  ])
  const citing = (...pins: readonly string[]) => ({ clauses: pins.map((one) => as<PinnedClause>(one)) })

  test('when it cites an older revision', () => expect(isStale(citing('TEL-01~1'), revisions)).toBe(true))
  test('when only one of the clauses it cites has moved on', () =>
    expect(isStale(citing('TEL-02~1', 'TEL-01~1'), revisions)).toBe(true))
  test('and not when each is at the revision in force', () =>
    expect(isStale(citing('TEL-02~1', 'TEL-01~2'), revisions)).toBe(false))
})
