/** What recording or withdrawing an exception would do, told before anybody does it. */
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../src/domain/days.ts'
import type { ExceptionTerms } from '../../../src/domain/facts.ts'
import type { ExceptionId } from '../../../src/domain/ids.ts'
import { foreseeException, foreseeWithdrawal, type Foreseen } from '../../../src/domain/foreseen-exception.ts'
import { prepareException } from '../../../src/workflows/prepare-exception.ts'
import { start } from '../learning/small-school.ts'
import { decided, decidedSchool, programme, today, type DecidedSchool } from './decided-school.ts'

const learned: ExceptionTerms = {
  kind: 'prior-learning',
  requirements: ['lesson:holding-a-call'],
  learnedOn: addDays(today, -1),
}

async function foresee(school: DecidedSchool, of: ExceptionTerms | { readonly id: ExceptionId }): Promise<Foreseen> {
  const { db, learner: person } = school
  const before = await prepareException(db, db.reader, { person, programme }, start)
  if (before.kind === 'refused') throw new Error(before.reason)
  const given = { ...before, person, programme }
  return 'id' in of ? foreseeWithdrawal(given, of.id) : foreseeException(given, of)
}

describe('what an exception would do', () => {
  test('is told with what is left now and then, and with what is done', async () => {
    const school = await decidedSchool()
    const { now, then } = await foresee(school, learned)
    expect(now.done).toEqual([])
    expect(now.left).toContain('lesson:holding-a-call')
    expect(then.done).toEqual(['lesson:holding-a-call'])
    expect(then.left).toHaveLength(now.left.length - 1)
    expect(now.clears).toMatch(/^What is left takes \d+ minutes: 3 of 3 requirements on the initial path\.$/)
    expect(then.clears).toMatch(/^What is left takes \d+ minutes: 2 of 3 requirements on the initial path\.$/)
  })

  test('of a certificate by hand is that nothing is left', async () => {
    const { then } = await foresee(await decidedSchool(), { kind: 'manual-grant', completedOn: today })
    expect([then.spans[0]?.kind, then.clears, then.left]).toEqual(['certified', undefined, []])
  })

  test('and withdrawing one, what will stand', async () => {
    const school = await decidedSchool()
    const id = await decided(school, { kind: 'waiver', from: today, until: addDays(today, 10) })
    const { now, then } = await foresee(school, { id })
    expect([now.spans[0]?.kind, then.spans[0]?.kind]).toEqual(['exempt', 'to-do'])
    expect(now.clears).toMatch(/^Nothing is asked before .*\. After that, what is left takes/)
    expect(then.clears).toMatch(/^What is left takes/)
  })
})
