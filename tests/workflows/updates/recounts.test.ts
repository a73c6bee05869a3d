/** A changed validity reaches certificates granted before only where a notice says so. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { urlOf } from '../../../db/connection.ts'
import { factsOf, factsOfKind } from '../../../db/ledger.ts'
import { closeDatabase, openDatabase } from '../../../db/open.ts'
import { fingerprintOfStandings } from '../../../db/projections.ts'
import { currentLibrary, publishedRecounts } from '../../../db/publications.ts'
import { spansOf } from '../../../db/standings.ts'
import { countUnsettled } from '../../../db/unsettled.ts'
import { digestOf } from '../../../src/curriculum/digest.ts'
import { day } from '../../../src/domain/days.ts'
import { as, type NoticeId, type ProgrammeId } from '../../../src/domain/ids.ts'
import { endOf } from '../../../src/domain/recounts.ts'
import { publishedNotices } from '../../../src/domain/notices.ts'
import { impactInText } from '../../../src/cli/impact-in-text.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../../src/workflows/rebuild.ts'
import { reportImpact, type Impact } from '../../../src/workflows/report-impact.ts'
import { settleEverybody } from '../../../src/workflows/settle-everybody.ts'
import { hashedPiecesOf } from '../../../src/curriculum/digest.ts'
import { faultsOf, soundCurriculum, soundLibrary, type Library } from '../../curriculum/small-library.ts'
import {
  acknowledge,
  answerTheCheck,
  daysLater,
  passQuiz,
  publish,
  readAll,
  smallSchool,
  type School,
} from '../learning/small-school.ts'

const telephone = as<ProgrammeId>('telephone-adviser')
const programme = 'programmes/telephone-adviser.yaml'
const changeDay = daysLater(20)

/** Granted on 10 March 2026 for twelve months. */
let school: School
beforeEach(async () => {
  school = await smallSchool()
  await readAll(school)
  await answerTheCheck(school, 'right')
  await passQuiz(school)
  await acknowledge(school)
})

const notice = (...lines: readonly string[]) => `---
title: A year is too long
summary: A certificate holds for six months.
${lines.join('\n')}
---
We looked at what is left after nine months.
`
const recounting = notice('recounts: [telephone-adviser]', 'effective: 2026-05-01', 'update_within_days: 30')

/** The small library with another validity, with or without a notice that recounts it. */
function withValidity(months: number, text?: string, more = ''): Library {
  const changed = (soundLibrary[programme] ?? '').replace('valid_for_months: 12', `valid_for_months: ${months}${more}`)
  return { ...soundLibrary, [programme]: changed, ...(text !== undefined && { 'notices/shorter.mdx': text }) }
}

/** The last day of the learner's certificate, as standings tell it. */
async function lastDay(): Promise<string | undefined> {
  const spans = (await spansOf(school.db, school.learner)).get(telephone) ?? []
  const expired = spans.find(({ because }) => because.code === 'lapsed')
  return expired?.because.code === 'lapsed' ? expired.because.expiredOn : undefined
}

async function foreseen(library: Library): Promise<Impact> {
  const curriculum = soundCurriculum(library)
  const hashes = new Map(hashedPiecesOf(curriculum).map(({ kind, id, hash }) => [`${kind}:${id}`, hash]))
  const read = { kind: 'sound', folder: 'content', curriculum, digest: digestOf(curriculum), hashes } as const
  const report = await reportImpact(school.db, { read }, changeDay)
  if (report.kind !== 'impact') throw new Error(report.kind)
  return report
}

describe('a validity that changes', () => {
  test('leaves the certificates granted before as they are (complaint 6: unless somebody means it)', async () => {
    expect(await lastDay()).toBe('2027-03-10')
    await publish(school.db, withValidity(6), changeDay)
    expect(await lastDay()).toBe('2027-03-10')
    expect((await factsOfKind(school.db.reader, ['published'])).at(-1)?.fact).not.toHaveProperty('recounts')
  })

  test('reaches them where a notice recounts the programme, and rebuilding changes nothing', async () => {
    await publish(school.db, withValidity(6, recounting), changeDay)
    expect(await lastDay()).toBe('2026-09-10')
    expect((await factsOfKind(school.db.reader, ['published'])).at(-1)?.fact.recounts).toEqual([
      { programme: telephone, notice: 'shorter', from: day('2026-05-01'), notBefore: day('2026-05-31') },
    ])
    expect((await currentLibrary(school.db))?.recounts?.get(telephone)).toHaveLength(1)
    expect((await rebuild(school.db)).changed).toBe(false)
    expect(await lastDay()).toBe('2026-09-10')
  })

  test('keeps the day on which a certificate was said to end, for any day before the notice is in force', async () => {
    await publish(school.db, withValidity(6, recounting), changeDay)
    const spans = (await spansOf(school.db, school.learner)).get(telephone) ?? []
    const on = (from: string) => spans.find((span) => span.from <= from && from < span.to)?.because
    expect(on('2026-04-30')).toMatchObject({ code: 'certified', expiresOn: '2027-03-10' })
    expect(on('2026-05-01')).toMatchObject({ code: 'certified', expiresOn: '2026-09-10' })
  })

  test('never ends one before the day that the notice leaves, nor later than it would have', async () => {
    const short = { ...withValidity(1, recounting) }
    short[programme] = (short[programme] ?? '').replace('renewal_window_days: 60', 'renewal_window_days: 7')
    await publish(school.db, short, changeDay)
    expect(await lastDay()).toBe('2026-05-31')
  })

  test('moves them to a fixed date as well', async () => {
    const fixed = withValidity(12, recounting, '\nrenews_from: fixed-date\nfixed_expiry: 2026-09-30')
    await publish(school.db, fixed, changeDay)
    expect(await lastDay()).toBe('2026-09-30')
  })

  test('a longer one lengthens them', async () => {
    await publish(school.db, withValidity(24, recounting), changeDay)
    expect(await lastDay()).toBe('2028-03-10')
  })

  test('counts for new certificates whether or not a notice recounts it', async () => {
    await publish(school.db, withValidity(6), changeDay)
    const { learner } = school
    const other = { ...school, learner: school.other }
    const later = daysLater(30)
    await readAll(other, later)
    await answerTheCheck(other, 'right', later)
    await passQuiz(other, later)
    await acknowledge(other, later)
    const ends = async (person: typeof learner) =>
      endOf(await factsOf(school.db.reader, person), telephone, day('2026-04-20'), [])
    expect([await ends(learner), await ends(school.other)]).toEqual(['2027-03-10', '2026-10-09'])
  })

  test('is resumed where it was killed, and comes to the same', async () => {
    const { db } = school
    await publishCurriculum(db, { curriculum: soundCurriculum(withValidity(6, recounting)) }, changeDay)
    await closeDatabase(db)
    const settler = fileURLToPath(new URL('../settler.ts', import.meta.url))
    const killed = spawn(process.execPath, [settler, db.path, changeDay.toString(), '0'], { stdio: 'ignore' })
    expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL'])

    const again = await openDatabase(urlOf(db.path))
    school = { ...school, db: { ...again, path: db.path } }
    expect(await countUnsettled(again.reader)).toBe(2)
    // Nobody's turn has come, and the standing is right all the same.
    expect(await lastDay()).toBe('2026-09-10')
    await settleEverybody(again, { who: 'marked' }, changeDay)
    expect(await countUnsettled(again.reader)).toBe(0)
    expect(await lastDay()).toBe('2026-09-10')
    const before = await fingerprintOfStandings(again.reader)
    await rebuild(again)
    expect(await fingerprintOfStandings(again.reader)).toBe(before)
    await closeDatabase(again)
  })

  test('recounts once: the notice of an earlier publication says nothing of a later change', async () => {
    await publish(school.db, withValidity(6, recounting), changeDay)
    await publish(school.db, withValidity(3, recounting), daysLater(25))
    expect(await lastDay()).toBe('2026-09-10')
    expect((await publishedRecounts(school.db, school.db.reader)).get(telephone)).toHaveLength(1)
  })
})

describe('the impact of a changed validity', () => {
  test('says how many certificates end on another day', async () => {
    const report = await foreseen(withValidity(6, recounting))
    const [told] = report.programmes
    expect(impactInText(report)).toContain(
      'Of the certificates granted before, 1 ends sooner by the new rule, from 1 May 2026 on. None ends by it before 31 May 2026.',
    )
    expect(told).toMatchObject({
      recounted: { sooner: 1, later: 0, from: '2026-05-01', notBefore: '2026-05-31' },
      keepsEnds: false,
    })
  })

  test('says that they keep it where no notice recounts it', async () => {
    const [told] = (await foreseen(withValidity(6))).programmes
    expect(told).toMatchObject({ recounted: undefined, keepsEnds: true })
    expect(told?.terms).toEqual([{ what: 'Valid for', was: '12 months', is: '6 months' }])
  })

  test('warns of a notice that recounts what did not change', async () => {
    const { idleRecounts, programmes } = await foreseen(withValidity(12, recounting))
    expect(idleRecounts).toEqual([{ notice: 'shorter', programme: telephone }])
    expect(programmes).toEqual([])
  })
})

test('a notice that only recounts is a notice like any other to those whom it touches', async () => {
  await publish(school.db, withValidity(6, recounting), changeDay)
  const library = (await currentLibrary(school.db))!
  expect(publishedNotices(library, new Map(), day('2026-04-01'))).toMatchObject([
    { notice: { id: as<NoticeId>('shorter') }, effectiveOn: '2026-05-01', changes: [] },
  ])
})

describe('refused, with the line and what to do:', () => {
  const told = (...lines: readonly string[]) => faultsOf(withValidity(6, notice(...lines)))

  test('a programme that is none', () => {
    expect(told('recounts: [telephone-advisor]', 'effective: 2026-05-01', 'update_within_days: 30')).toEqual([
      'notices/shorter.mdx:4: no programme telephone-advisor. Did you mean telephone-adviser?',
    ])
  })

  test('no programme at all', () => {
    expect(told('recounts: []', 'effective: 2026-05-01', 'update_within_days: 30')).toEqual([
      'notices/shorter.mdx:4: recounts names no programme. Write `recounts: [telephone-adviser]`, or delete the field.',
    ])
  })

  test('a notice that does not say from when', () => {
    expect(told('recounts: [telephone-adviser]', 'update_within_days: 30')).toEqual([
      'notices/shorter.mdx:2: the notice does not say from when the change is in force. Write `effective: 2027-03-31`, or `effective_after_days: 14` for days after publication.',
    ])
  })
})
