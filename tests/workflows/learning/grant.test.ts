import { describe, expect, test } from 'vitest'
import { certificatesOf, certificateWithId, fingerprintOf } from '../../../db/certificates.ts'
import { factsOf } from '../../../db/ledger.ts'
import { write } from '../../../db/open.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { standingsOf } from '../../../db/standings.ts'
import { day } from '../../../src/domain/days.ts'
import { as, type StandardId } from '../../../src/domain/ids.ts'
import { acknowledgeStandard } from '../../../src/workflows/acknowledge-standard.ts'
import { spoiled } from '../../curriculum/small-library.ts'
import {
  acknowledge,
  answerTheCheck,
  daysLater,
  factsOfKindBy,
  must,
  passQuiz,
  publish,
  readAll,
  smallSchool,
  standard,
  start,
  type School,
} from './small-school.ts'

async function readAndPass(school: School) {
  await answerTheCheck(school, 'right')
  await readAll(school)
  await passQuiz(school)
}

describe('acknowledging a standard', () => {
  test('keeps the hash of the very text, and its clauses', async () => {
    const school = await smallSchool()
    await acknowledge(school)
    const content = (await currentLibrary(school.db))!.hashes.get('standard:telephone')
    expect(await factsOfKindBy(school, 'acknowledged')).toMatchObject([
      { standard, content, publication: 1, clauses: ['TEL-04~1@1', 'TEL-05~1@1'] },
    ])
  })

  test('the same text twice on a day is one fact', async () => {
    const school = await smallSchool()
    const both = await Promise.all([acknowledge(school), acknowledge(school)])
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['acknowledged', 'known'])
    expect(await factsOfKindBy(school, 'acknowledged')).toHaveLength(1)
  })

  test('a text that changed while it was read is refused', async () => {
    const school = await smallSchool()
    const content = (await currentLibrary(school.db))!.hashes.get('standard:telephone')!
    await publish(school.db, spoiled('standards/telephone.mdx', 'They hear a voice', 'They hear us'), daysLater(1))
    const stale = { person: school.learner, standard, content, understood: true }
    expect(await acknowledgeStandard(school.db, stale, daysLater(1))).toEqual({
      kind: 'refused',
      reason: 'text-changed',
    })
  })

  test('without the tick is refused', async () => {
    const school = await smallSchool()
    const content = (await currentLibrary(school.db))!.hashes.get('standard:telephone')!
    const unticked = { person: school.learner, standard, content, understood: false }
    expect(await acknowledgeStandard(school.db, unticked, start)).toEqual({ kind: 'refused', reason: 'not-ticked' })
  })

  test('of an unknown standard is refused', async () => {
    const school = await smallSchool()
    const unknown = { person: school.learner, standard: as<StandardId>('gone'), content: '', understood: true }
    expect(await acknowledgeStandard(school.db, unknown, start)).toEqual({
      kind: 'refused',
      reason: 'standard-not-found',
    })
  })
})

describe('the last requirement met', () => {
  test('grants the certification in its own transaction', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    expect(await factsOfKindBy(school, 'granted')).toEqual([])
    expect(must(await acknowledge(school)).granted).toHaveLength(1)
    const facts = await factsOf(school.db.reader, school.learner)
    const acknowledged = facts.find(({ fact }) => fact.kind === 'acknowledged')!
    const granted = facts.find(({ fact }) => fact.kind === 'granted')!
    expect(granted).toMatchObject({ sequence: acknowledged.sequence + 1, at: acknowledged.at })
  })

  test('grants nothing when its transaction is undone', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    const before = await factsOf(school.db.reader, school.learner)
    const sharing = write(school.db, async () => {
      throw new Error('something else of the same commit fails')
    })
    const [failed] = await Promise.allSettled([sharing, acknowledge(school)])
    expect(failed.status).toBe('rejected')
    expect((await factsOf(school.db.reader, school.learner)).length).toBe(before.length + 2)
  })

  test('may be the lesson as well as the quiz', async () => {
    const school = await smallSchool()
    await acknowledge(school)
    await passQuiz(school)
    await answerTheCheck(school, 'right')
    expect((await readAll(school)).granted).toHaveLength(1)
  })

  test('makes the person certified at once', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    await acknowledge(school)
    const [standing] = await standingsOf(school.db, school.learner, day('2026-03-10'))
    expect(standing?.kind).toBe('certified')
  })

  test('two last steps at once grant exactly one certification', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    await Promise.all(Array.from({ length: 5 }, () => acknowledge(school)))
    expect(await factsOfKindBy(school, 'granted')).toHaveLength(1)
  })

  test('passing again before the renewal window grants nothing more', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    await acknowledge(school)
    await passQuiz(school, daysLater(30))
    await acknowledge(school, daysLater(30))
    expect(await factsOfKindBy(school, 'granted')).toHaveLength(1)
  })
})

describe('a certificate', () => {
  test('is found by its id and keeps its fingerprint', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    await acknowledge(school)
    const [certificate] = await certificatesOf(school.db.reader, school.learner)
    expect(await certificateWithId(school.db.reader, certificate!.fact.certificate)).toEqual(certificate)
    expect(await fingerprintOf(school.db.reader, certificate!)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('of another publication stays as it was granted', async () => {
    const school = await smallSchool()
    await readAndPass(school)
    await acknowledge(school)
    await publish(school.db, spoiled('standards/telephone.mdx', 'value="30"', 'value="20"'), daysLater(1))
    const [certificate] = await certificatesOf(school.db.reader, school.learner)
    expect(certificate?.fact).toMatchObject({ publication: 1, on: '2026-03-10' })
  })
})
