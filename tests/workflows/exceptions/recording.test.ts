import { eq } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { certificatesOf } from '../../../db/certificates.ts'
import { exceptionWordsAbout } from '../../../db/exceptions.ts'
import { headOfLedger, verifyLedger } from '../../../db/ledger.ts'
import { newId } from '../../../db/new-id.ts'
import { exceptionWords } from '../../../db/schema.ts'
import { countsOn } from '../../../db/readiness.ts'
import { canonicalJson } from '../../../src/domain/canonical.ts'
import { addDays, day } from '../../../src/domain/days.ts'
import { as, type CertificateId, type ExceptionId, type PersonId, type ProgrammeId } from '../../../src/domain/ids.ts'
import { recordException } from '../../../src/workflows/record-exception.ts'
import { withdrawException } from '../../../src/workflows/withdraw-exception.ts'
import { daysLater, factsOfKindBy, must, publish, quiz, start } from '../learning/small-school.ts'
import { soundLibrary } from '../../curriculum/small-library.ts'
import {
  certifiedSchool,
  decide,
  decided,
  decidedSchool,
  deciding,
  expectRebuildToChangeNothing,
  absence,
  programme,
  standingOf,
  takeBack,
  today,
  type DecidedSchool,
} from './decided-school.ts'

const waiver = { kind: 'waiver', from: today, until: day('2026-03-20') } as const

async function held({ db, learner }: DecidedSchool): Promise<CertificateId> {
  const certificate = (await certificatesOf(db.reader, learner)).find(({ fact }) => fact.programme === programme)
  if (certificate === undefined) throw new Error('nothing is held')
  return certificate.fact.certificate
}

describe('an exception that is recorded', () => {
  test('changes the standing and the count in the same transaction', async () => {
    const school = await decidedSchool()
    expect(await standingOf(school, today)).toBe('to-do')
    await decided(school, waiver)
    expect(await standingOf(school, today)).toBe('exempt')
    expect(await standingOf(school, day('2026-03-21'))).toBe('to-do')
    const counts = await countsOn(school.db.reader, today)
    expect([...counts].find(({ kind }) => kind === 'exempt')?.people).toBe(1)
    await expectRebuildToChangeNothing(school)
  })

  test('is a fact of ids, codes and days; its words are kept apart under a salted hash', async () => {
    const school = await decidedSchool()
    const words = 'She told me in the corridor.'
    const { exception } = must(await recordException(school.db, { ...deciding(school, waiver), words }, start))
    const [fact] = await factsOfKindBy(school, 'exception')
    const [row] = await school.db.reader.select().from(exceptionWords).where(eq(exceptionWords.exception, exception))
    expect(row).toMatchObject({ person: school.learner, said: 'recorded', text: words })
    expect(fact?.words).toBe(
      createHash('sha256')
        .update(row?.salt ?? '')
        .update(canonicalJson({ text: words }))
        .digest('hex'),
    )
    expect(JSON.stringify(fact)).not.toContain('corridor')
    expect((await exceptionWordsAbout(school.db.reader, school.learner)).get(exception)).toEqual({ recorded: words })
    expect((await verifyLedger(school.db.reader)).faults).toEqual([])
  })

  test('once, when the same form is sent twice', async () => {
    const school = await decidedSchool()
    const input = { ...deciding(school, waiver), exception: as<ExceptionId>(newId()) }
    const outcomes = await Promise.all([1, 2, 3].map(() => recordException(school.db, input, start)))
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['recorded', 'same', 'same'])
    expect(await factsOfKindBy(school, 'exception')).toHaveLength(1)
  })

  test.each([
    ['a waiver', waiver],
    ['a test-out', { kind: 'test-out' }],
    ['a manual grant', { kind: 'manual-grant', completedOn: today }],
    ['prior learning', { kind: 'prior-learning', requirements: ['lesson:holding-a-call'], learnedOn: today }],
    ['more attempts', { kind: 'more-attempts', quiz, attempts: 2 }],
    ['more time', { kind: 'extension', certificate: null, until: day('2026-05-01') }],
  ] as const)('once, when two coordinators record %s at once', async (_what, terms) => {
    const school = await decidedSchool()
    const outcomes = await Promise.all(
      [school.coordinator, school.administrator].map((by) =>
        recordException(school.db, { ...deciding(school, terms), by }, start),
      ),
    )
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['recorded', 'same'])
    expect(new Set(outcomes.map((outcome) => (outcome.kind === 'refused' ? '' : outcome.exception))).size).toBe(1)
    expect(await factsOfKindBy(school, 'exception')).toHaveLength(1)
    expect((await factsOfKindBy(school, 'granted')).length).toBeLessThan(2)
  })

  test('under an id that another exception has is refused', async () => {
    const school = await decidedSchool()
    const exception = await decided(school, waiver)
    expect(await decide(school, { kind: 'test-out' }, { exception })).toBe('exception-taken')
  })
})

describe('who decides', () => {
  test('is a coordinator or an administrator', async () => {
    const school = await decidedSchool()
    expect(await decide(school, waiver, { by: school.other })).toBe('not-entitled')
    expect(await decide(school, waiver, { by: as<PersonId>('nobody') })).toBe('not-entitled')
    expect(await decide(school, waiver, { by: school.administrator })).toMatchObject({ kind: 'recorded' })
  })

  test('never decides about themselves, neither giving nor taking back', async () => {
    const school = await decidedSchool()
    expect(await decide(school, waiver, { person: school.coordinator })).toBe('about-yourself')
    const exception = await decided(school, waiver)
    const input = { by: school.learner, exception, reason: absence, words: null }
    expect(await withdrawException(school.db, input, start)).toEqual({ kind: 'refused', reason: 'not-entitled' })
  })

  test('names a reason of the list in force', async () => {
    const school = await decidedSchool()
    expect(await decide(school, waiver, { reason: null })).toBe('reason-missing')
    expect(await decide(school, waiver, { reason: as('because') })).toBe('unknown-reason')
    expect(await decide(school, waiver, { words: 'x'.repeat(501) })).toBe('words-too-long')
  })

  test('names somebody who is recorded and a programme that there is', async () => {
    const school = await decidedSchool()
    expect(await decide(school, waiver, { person: as<PersonId>('nobody') })).toBe('unknown-person')
    expect(await decide(school, waiver, { programme: as<ProgrammeId>('juggling') })).toBe('unknown-programme')
  })

  test('a refusal records nothing and keeps no words', async () => {
    const school = await decidedSchool()
    const head = await headOfLedger(school.db.reader)
    await decide(school, { ...waiver, until: day('2026-03-09') }, { words: 'gone' })
    expect(await headOfLedger(school.db.reader)).toEqual(head)
    expect((await exceptionWordsAbout(school.db.reader, school.learner)).size).toBe(0)
  })
})

describe('two exceptions that contradict each other', () => {
  test('a second waiver on some of the same days is refused', async () => {
    const school = await decidedSchool()
    const first = await decided(school, waiver)
    const overlapping = { ...waiver, from: day('2026-03-20'), until: day('2026-04-20') }
    expect(await decide(school, overlapping)).toBe('waiver-overlaps')
    expect(await takeBack(school, first)).toBe('withdrawn')
    expect(await decide(school, overlapping)).toMatchObject({ kind: 'recorded' })
  })

  test('a pause on days of a waiver is refused, and one after it follows', async () => {
    const school = await decidedSchool()
    const exception = await decided(school, waiver)
    const pause = { kind: 'pause', from: day('2026-03-15'), until: null } as const
    expect(await decide(school, pause)).toBe('pause-over-waiver')
    const outcome = await recordException(school.db, deciding(school, pause), start)
    expect(outcome).toMatchObject({ kind: 'refused', other: { id: exception } })
    await decided(school, { ...pause, from: day('2026-03-21') })
    expect([await standingOf(school, today), await standingOf(school, day('2026-03-22'))]).toEqual(['exempt', 'paused'])
    expect(await decide(school, { kind: 'pause', from: day('2026-06-01'), until: null })).toBe('pause-overlaps')
    await expectRebuildToChangeNothing(school)
  })
})

describe('a revocation', () => {
  test('asks the whole programme anew, and taken back leaves the certificate as it was', async () => {
    const school = await certifiedSchool()
    const certificate = await held(school)
    const exception = await decided(school, { kind: 'revocation', certificate }, daysLater(1))
    expect(await standingOf(school, addDays(today, 1))).toBe('revoked')
    expect(await standingOf(school, today)).toBe('certified')
    await expectRebuildToChangeNothing(school)
    expect(await decide(school, { kind: 'revocation', certificate }, { now: daysLater(2) })).toBe('already-revoked')
    expect(await takeBack(school, exception, daysLater(5))).toBe('withdrawn')
    expect(await standingOf(school, addDays(today, 5))).toBe('certified')
    expect(await standingOf(school, addDays(today, 4))).toBe('revoked')
    await expectRebuildToChangeNothing(school)
  })

  test('that two coordinators record at once is one', async () => {
    const school = await certifiedSchool()
    const terms = { kind: 'revocation', certificate: await held(school) } as const
    const outcomes = await Promise.all(
      [school.coordinator, school.administrator].map((by) =>
        recordException(school.db, { ...deciding(school, terms), by }, start),
      ),
    )
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['recorded', 'same'])
    expect(await factsOfKindBy(school, 'exception')).toHaveLength(1)
  })

  test('waits under a waiver that is recorded over it', async () => {
    const school = await certifiedSchool()
    await decided(school, { kind: 'revocation', certificate: await held(school) })
    await decided(school, waiver)
    expect([await standingOf(school, today), await standingOf(school, day('2026-03-21'))]).toEqual([
      'exempt',
      'revoked',
    ])
    await expectRebuildToChangeNothing(school)
  })

  test('of something that nobody holds is refused', async () => {
    const school = await decidedSchool()
    expect(await decide(school, { kind: 'revocation', certificate: as('none') })).toBe('nothing-held')
  })

  test('and a withdrawal are possible when the programme was deleted while people hold it', async () => {
    const school = await certifiedSchool()
    const pause = await decided(school, { kind: 'pause', from: today, until: null })
    const { 'programmes/telephone-adviser.yaml': gone = '', ...without } = soundLibrary
    const renamed = { ...without, 'programmes/phone-desk.yaml': gone.replace('Telephone adviser', 'Phone desk') }
    await publish(school.db, renamed, daysLater(3))
    expect(await decide(school, waiver, { now: daysLater(4) })).toBe('programme-ended')
    expect(await decide(school, { kind: 'test-out' }, { now: daysLater(4) })).toBe('programme-ended')
    expect(await takeBack(school, pause, daysLater(4))).toBe('withdrawn')
    const revocation = await decided(school, { kind: 'revocation', certificate: await held(school) }, daysLater(4))
    expect(await takeBack(school, revocation, daysLater(5))).toBe('withdrawn')
    await expectRebuildToChangeNothing(school)
  })
})

describe('more time', () => {
  test('for what is asked moves its day', async () => {
    const school = await decidedSchool()
    await decided(school, { kind: 'extension', certificate: null, until: day('2026-05-01') })
    expect([await standingOf(school, day('2026-05-01')), await standingOf(school, day('2026-05-02'))]).toEqual([
      'to-do',
      'overdue',
    ])
    await expectRebuildToChangeNothing(school)
  })

  test('that ends in the past, or adds none, is refused', async () => {
    const school = await certifiedSchool()
    const certificate = await held(school)
    expect(await decide(school, { kind: 'extension', certificate, until: day('2026-03-09') })).toBe('extension-past')
    expect(await decide(school, { kind: 'extension', certificate, until: day('2027-03-10') })).toBe(
      'extension-not-later',
    )
    expect(await decide(school, { kind: 'extension', certificate: null, until: day('2027-03-10') })).toBe(
      'nothing-to-extend',
    )
    expect(await decide(school, { kind: 'extension', certificate: as('none'), until: day('2028-03-10') })).toBe(
      'nothing-to-extend',
    )
  })

  test('lets a certificate hold longer, but not while it is taken back', async () => {
    const school = await certifiedSchool()
    const certificate = await held(school)
    await decided(school, { kind: 'extension', certificate, until: day('2027-04-01') })
    expect([await standingOf(school, day('2027-04-01')), await standingOf(school, day('2027-04-02'))]).toEqual([
      'renewal-due',
      'expired',
    ])
    await decided(school, { kind: 'revocation', certificate }, daysLater(1))
    const later = { kind: 'extension', certificate, until: day('2027-05-01') } as const
    expect(await decide(school, later, { now: daysLater(1) })).toBe('extended-while-revoked')
    await decided(school, { ...later, certificate: null }, daysLater(1))
    await expectRebuildToChangeNothing(school)
  })
})

describe('prior learning', () => {
  const learned = {
    kind: 'prior-learning',
    requirements: ['lesson:holding-a-call'],
    learnedOn: day('2025-09-10'),
  } as const

  test('counts while it is young enough, and older than allowed is refused', async () => {
    const school = await decidedSchool()
    expect(await decide(school, { ...learned, learnedOn: day('2025-09-09') })).toBe('learned-too-long-ago')
    expect(await decide(school, { ...learned, learnedOn: day('2026-03-11') })).toBe('learned-in-future')
    expect(await decide(school, { ...learned, requirements: ['lesson:juggling'] })).toBe('unknown-requirement')
    expect(await decide(school, { ...learned, requirements: [] })).toBe('requirements-missing')
    await decided(school, learned)
  })

  test('is refused where the programme recognises none', async () => {
    const school = await decidedSchool(soundLibrary)
    expect(await decide(school, learned)).toBe('prior-not-recognised')
  })

  test('of everything certifies at once, and withdrawn takes the certificate along', async () => {
    const school = await decidedSchool()
    const all = ['lesson:holding-a-call', 'quiz:telephone', 'acknowledgement:telephone']
    const exception = await decided(school, { ...learned, requirements: all })
    expect(await standingOf(school, today)).toBe('certified')
    await expectRebuildToChangeNothing(school)
    expect(await takeBack(school, exception, daysLater(2))).toBe('withdrawn')
    expect([await standingOf(school, addDays(today, 1)), await standingOf(school, addDays(today, 2))]).toEqual([
      'certified',
      'to-do',
    ])
    await expectRebuildToChangeNothing(school)
  })
})

describe('certifying by hand', () => {
  test('grants in the same transaction, and withdrawn the certificate counts no more', async () => {
    const school = await decidedSchool()
    const exception = await decided(school, { kind: 'manual-grant', completedOn: day('2026-01-10') })
    const [granted] = await factsOfKindBy(school, 'granted')
    expect(granted).toMatchObject({ path: 'manual', on: today, expiresOn: day('2027-01-10') })
    expect(await standingOf(school, today)).toBe('certified')
    expect(await takeBack(school, exception, daysLater(1))).toBe('withdrawn')
    expect(await standingOf(school, addDays(today, 1))).toBe('to-do')
    expect(await factsOfKindBy(school, 'granted')).toHaveLength(1)
    await expectRebuildToChangeNothing(school)
  })

  test('is refused for a day to come, for one that has run out, and twice for one day', async () => {
    const school = await decidedSchool()
    expect(await decide(school, { kind: 'manual-grant', completedOn: day('2026-03-11') })).toBe('completed-in-future')
    expect(await decide(school, { kind: 'manual-grant', completedOn: day('2025-03-09') })).toBe(
      'completed-too-long-ago',
    )
    await decided(school, { kind: 'manual-grant', completedOn: day('2026-01-10') })
    expect(await decide(school, { kind: 'manual-grant', completedOn: day('2026-01-10') }, { now: daysLater(1) })).toBe(
      'certified-for-it',
    )
  })
})

describe('withdrawing', () => {
  test('something unknown, withdrawn already or ended by itself is refused', async () => {
    const school = await decidedSchool()
    expect(await takeBack(school, as<ExceptionId>('none'))).toBe('unknown-exception')
    const first = await decided(school, waiver)
    expect(await takeBack(school, first, daysLater(30))).toBe('ended-already')
    expect(await takeBack(school, first, daysLater(1))).toBe('withdrawn')
    expect(await takeBack(school, first, daysLater(1))).toBe('same')
    expect(await takeBack(school, first, daysLater(2))).toBe('already-withdrawn')
    expect(await factsOfKindBy(school, 'exception-withdrawn')).toHaveLength(1)
  })

  test('before its first day leaves no day of it', async () => {
    const school = await decidedSchool()
    const exception = await decided(school, { ...waiver, from: day('2026-03-15') })
    await takeBack(school, exception, daysLater(1))
    expect(await standingOf(school, day('2026-03-16'))).toBe('to-do')
    await expectRebuildToChangeNothing(school)
  })
})

describe('somebody whom the programme does not ask', () => {
  test('has nothing to waive, and no way to shorten', async () => {
    const school = await decidedSchool()
    expect(await decide(school, { kind: 'test-out' }, { person: school.administrator, by: school.coordinator })).toBe(
      'not-asked',
    )
    expect(await decide(school, waiver, { person: school.administrator })).toBe('not-asked-then')
  })
})
