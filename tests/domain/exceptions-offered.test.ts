import { describe, expect, test } from 'vitest'
import type { Programme, Quiz } from '../../src/domain/curriculum.ts'
import { addDays, day } from '../../src/domain/days.ts'
import { exceptionsOffered } from '../../src/domain/exceptions-offered.ts'
import type { Grant } from '../../src/domain/grants.ts'
import { as, type CertificateId } from '../../src/domain/ids.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const sound = soundCurriculum()
const programme: Programme = { ...sound.programmes[0]!, priorLearningMonths: 24 }
const quiz = sound.quizzes[0]!
const quizzesWith = (quizzes: readonly Quiz[]) => ({ quizzes: new Map(quizzes.map((one) => [one.id, one])) })
const today = day('2026-06-15')
const held: Grant = {
  certificate: as<CertificateId>('c1'),
  publication: 1,
  on: day('2026-01-10'),
  expiresOn: day('2027-01-10'),
  windowOpensOn: day('2026-11-11'),
}
const asked = { library: quizzesWith([quiz]), programme, isAsked: true, grants: [held], today }

describe('the exceptions offered', () => {
  test('are all that are of any use to somebody certified', () => {
    expect(exceptionsOffered(asked)).toEqual([
      'waiver',
      'pause',
      'extension',
      'revocation',
      'prior-learning',
      'test-out',
      'manual-grant',
    ])
  })

  test('take nothing back that is not held', () => {
    expect(exceptionsOffered({ ...asked, grants: [] })).not.toContain('revocation')
    expect(exceptionsOffered({ ...asked, today: addDays(held.expiresOn, 1) })).not.toContain('revocation')
  })

  test('give further attempts only where they are limited', () => {
    expect(exceptionsOffered({ ...asked, library: quizzesWith([{ ...quiz, attempts: 3 }]) })).toContain('more-attempts')
  })

  test('recognise nothing learned elsewhere where the programme does not', () => {
    expect(exceptionsOffered({ ...asked, programme: sound.programmes[0]! })).not.toContain('prior-learning')
  })

  test('are nothing but taking back what is held, for somebody who is not asked', () => {
    expect(exceptionsOffered({ ...asked, isAsked: false })).toEqual(['revocation'])
  })
})
