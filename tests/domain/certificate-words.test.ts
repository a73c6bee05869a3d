import { expect, test } from 'vitest'
import { certificateStates } from '../../src/domain/certificate-words.ts'
import { day } from '../../src/domain/days.ts'
import { as, type ProgrammeId } from '../../src/domain/ids.ts'

const today = day('2026-11-22')
const grant = (programme: string, expiresOn: string) => ({
  programme: as<ProgrammeId>(programme),
  expiresOn: day(expiresOn),
})
const isAsked = (programme: ProgrammeId) => programme !== as<ProgrammeId>('gone')

test('of a programme only the latest certificate holds, through its last day', () => {
  const grants = [grant('phone', '2026-11-22'), grant('phone', '2027-01-01'), grant('chat', '2026-11-21')]
  expect(certificateStates(grants, today, isAsked)).toEqual(['holds', 'followed', 'ran-out'])
})

test('a certificate of a programme that has ended does not hold', () => {
  expect(certificateStates([grant('gone', '2027-01-01')], today, isAsked)).toEqual(['withdrawn'])
})

test('what was taken back does not hold, and what is void stands in nothing’s way', () => {
  const grants = [
    { ...grant('phone', '2027-01-01'), state: 'void' as const },
    { ...grant('phone', '2027-01-01'), state: 'revoked' as const },
    grant('phone', '2026-11-30'),
  ]
  expect(certificateStates(grants, today, isAsked)).toEqual(['void', 'revoked', 'followed'])
})
