import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideGrant, remainingOf, type Course, type Evidence } from '../../src/domain/certification.ts'
import type { Programme, Requirement } from '../../src/domain/curriculum.ts'
import { addDays, addMonths, day, type Day } from '../../src/domain/days.ts'
import { as, type CertificateId, type LessonId, type ProgrammeId, type QuizId } from '../../src/domain/ids.ts'
import type { Grant } from '../../src/domain/grants.ts'

const lesson: Requirement = { kind: 'lesson', lesson: as<LessonId>('holding') }
const quiz: Requirement = { kind: 'quiz', quiz: as<QuizId>('telephone') }
const programme: Programme = {
  id: as<ProgrammeId>('telephone'),
  title: 'Telephone',
  summary: '',
  audience: { roles: 'everyone', channels: undefined, branches: undefined },
  requirements: [lesson, quiz],
  renewal: [quiz],
  completeWithinDays: 14,
  validForMonths: 12,
  renewalWindowDays: 60,
  graceDays: 30,
  opensChannels: [],
}

const held: Grant = {
  certificate: as<CertificateId>('one'),
  publication: 1,
  on: day('2026-03-01'),
  windowOpensOn: day('2026-12-31'),
  expiresOn: day('2027-03-01'),
}

const course = (grants: readonly Grant[], evidence: readonly Evidence[]): Course => ({
  grants,
  evidence,
  exceptions: [],
})

const shown = (meets: string, on: string, sequence = 1): Evidence => ({ meets, on: day(on), sequence })

describe('a first certification', () => {
  test('is granted when the last requirement is met, naming the evidence of each', () => {
    const evidence = [shown('lesson:holding', '2026-02-27', 7), shown('quiz:telephone', '2026-03-01', 9)]
    expect(decideGrant(programme, course([], evidence), day('2026-03-01'))).toEqual({
      path: 'initial',
      on: '2026-03-01',
      countsFrom: '2026-03-01',
      expiresOn: '2027-03-01',
      windowOpensOn: '2026-12-31',
      evidence: [7, 9],
    })
  })

  test('is not granted while anything is left', () => {
    expect(
      decideGrant(programme, course([], [shown('quiz:telephone', '2026-03-01')]), day('2026-03-01')),
    ).toBeUndefined()
  })

  test('does not rest on evidence older than the programme is valid for', () => {
    const evidence = [shown('lesson:holding', '2025-02-28'), shown('quiz:telephone', '2026-03-01')]
    expect(decideGrant(programme, course([], evidence), day('2026-03-01'))).toBeUndefined()
  })
})

describe('a renewal', () => {
  test('before its window counts for nothing and grants nothing', () => {
    const early = [shown('quiz:telephone', '2026-12-30')]
    expect(remainingOf(programme, course([held], early), day('2026-12-30')).kind).toBe('held')
    expect(decideGrant(programme, course([held], early), day('2027-01-05'))).toBeUndefined()
  })

  test('inside the window takes the shorter path and counts from the old expiry', () => {
    const evidence = [shown('quiz:telephone', '2027-01-05', 30)]
    const decision = decideGrant(programme, course([held], evidence), day('2027-01-05'))
    expect(decision).toMatchObject({ path: 'renewal', on: '2027-01-05', expiresOn: '2028-03-01', evidence: [30] })
  })

  test('in grace takes the shorter path and counts from the day of completion', () => {
    const evidence = [shown('quiz:telephone', '2027-03-20', 30)]
    const decision = decideGrant(programme, course([held], evidence), day('2027-03-20'))
    expect(decision).toMatchObject({ path: 'renewal', expiresOn: '2028-03-20' })
  })

  test('after grace takes the whole initial path again', () => {
    const evidence = [shown('quiz:telephone', '2027-04-05')]
    expect(decideGrant(programme, course([held], evidence), day('2027-04-05'))).toBeUndefined()
    const remaining = remainingOf(programme, course([held], evidence), day('2027-04-05'))
    expect(remaining).toMatchObject({ kind: 'open', path: 'initial' })
  })

  test('is not paid for by what the earlier cycle was granted for', () => {
    const old = [shown('lesson:holding', '2026-02-27'), shown('quiz:telephone', '2026-03-01')]
    expect(decideGrant(programme, course([held], old), day('2027-01-05'))).toBeUndefined()
  })

  test('never ends before the old expiry, whatever the day and the validity', () => {
    const offset = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(offset, fc.integer({ min: 1, max: 36 }), (days, validForMonths) => {
        const today = addDays(held.on, days)
        const shorter = { ...programme, validForMonths }
        const evidence = ['lesson:holding', 'quiz:telephone'].map((meets, index): Evidence => ({
          meets,
          on: today,
          sequence: index + 1,
        }))
        const decision = decideGrant(shorter, course([held], evidence), today)
        if (decision === undefined) expect(today < held.windowOpensOn).toBe(true)
        else expect(decision.expiresOn > held.expiresOn).toBe(true)
      }),
    )
  })

  test('on time, year after year, never drifts from the first day', () => {
    const start = day('2024-02-29')
    let grant: Grant = {
      certificate: as<CertificateId>('0'),
      publication: 1,
      on: start,
      windowOpensOn: start,
      expiresOn: addMonths(start, 12),
    }
    for (let year = 1; year <= 5; year += 1) {
      const today: Day = addDays(grant.expiresOn, -10)
      const evidence = [shown('quiz:telephone', today)]
      const decision = decideGrant(
        programme,
        course([{ ...grant, windowOpensOn: addDays(grant.expiresOn, -60) }], evidence),
        today,
      )
      if (decision === undefined) throw new Error('a renewal in its window was not granted')
      grant = { certificate: as<CertificateId>(String(year)), publication: 1, ...decision }
    }
    expect(grant.expiresOn).toBe('2030-02-28')
  })
})
