/** What proves a certification in the small school: texts, questions, answers, updates and exceptions. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { certificatesOf } from '../../db/certificates.ts'
import { hashAt } from '../../db/ledger.ts'
import { write } from '../../db/open.ts'
import { addDays, day } from '../../src/domain/days.ts'
import { as, type CertificateId } from '../../src/domain/ids.ts'
import { certificateOn, whereShown, wordShowing } from '../../src/domain/proof-words.ts'
import { gatherProof } from '../../src/workflows/gather-proof.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { startPlay } from '../../src/workflows/start-play.ts'
import { submitAttempt } from '../../src/workflows/submit-attempt.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'
import { certifiedSchool, decided, decidedSchool, takeBack, today } from './exceptions/decided-school.ts'
import {
  acknowledge,
  answer,
  answerTheCheck,
  daysLater,
  must,
  openAttempt,
  passQuiz,
  publish,
  readAll,
  smallSchool,
  start,
  type School,
} from './learning/small-school.ts'
import { libraryWithScenario, say, scenario } from './scenarios/played-school.ts'
import { certify, changedSchool, firstLibrary, libraries, tryIt } from './updates/changed-school.ts'

async function proofOf({ db, learner }: School, now = daysLater(30)) {
  const [latest] = await certificatesOf(db.reader, learner)
  return (await gatherProof(db, latest!.fact.certificate, now))!
}

describe('the proof of a certification', () => {
  test('holds the words of each clause as they were, with what showed them', async () => {
    const school = await smallSchool()
    await certify(school)
    const { texts, showings, besides } = await proofOf(school)
    expect(texts.map(({ evidence, standard, clause }) => [evidence, standard?.title, clause?.text])).toEqual([
      ['TEL-04~1@1', 'On the telephone', 'You must ask before you put a caller on hold.'],
      [
        'TEL-05~1@1',
        'On the telephone',
        'You must not leave a caller on hold for more than 30 seconds without coming back.',
      ],
    ])
    expect(showings.map(wordShowing)).toEqual([
      'The lesson “Half a minute” was finished.',
      'The quiz “Telephone quiz” was passed with 100%, at the first attempt. 80% passes.',
      '“On the telephone” was confirmed as read and understood.',
    ])
    const quiz = showings.find(({ kind }) => kind === 'attempt')
    expect(texts[1]?.shownIn).toContainEqual({ sequence: quiz?.sequence, questions: ['tel-hold'] })
    expect(whereShown(texts[1]!, showings)).toMatch(
      /^Shown in the lesson “Half a minute”, question \d .*“On the telephone”\.$/,
    )
    expect(besides).toEqual([])
  })

  test('holds each question as it was asked, the answer given and what it counted', async () => {
    const school = await smallSchool()
    await readAll(school)
    await answerTheCheck(school, 'right')
    await acknowledge(school)
    const first = await openAttempt(school)
    must(await answer(school, first, 1, 'wrong'))
    must(await submitAttempt(school.db, { person: school.learner, attempt: first, leavingOpen: 1 }, start))
    await passQuiz(school)
    const attempt = (await proofOf(school)).showings.find(({ kind }) => kind === 'attempt')
    expect(attempt).toMatchObject({ kind: 'attempt', nth: 2, percent: 100 })
    const hold = attempt?.questions.find(({ question }) => question.id === 'tel-hold')
    // The author fixed the order of its options.
    expect(hold?.options.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(hold).toMatchObject({ chosen: ['b'], score: 1 })
    const several = attempt?.questions.find(({ question }) => question.id === 'tel-ask')
    expect(several).toMatchObject({ chosen: ['a', 'b'], score: 1 })
    expect(attempt?.questions.map(({ place }) => place)).toEqual([1, 2])
  })

  test('holds what was said in a scenario, what it earned, and how it ended', async () => {
    const school = await smallSchool()
    await publish(school.db, libraryWithScenario())
    const { db, learner } = school
    const play = async (replies: readonly string[]) => {
      const begun = await startPlay(db, { person: learner, scenario }, start)
      if (begun.kind === 'refused') throw new Error(begun.reason)
      for (const reply of replies) await say(school, learner, begun.play, reply, start)
    }
    await play(['ask', 'search-on'])
    await play(['ask', 'come-back'])
    const { texts, showings } = await proofOf(school)
    expect(showings.map(wordShowing)).toEqual([
      'The scenario “The third call” was passed with 100%, at the second play: 100% on TEL-04 and 100% on TEL-05. 70% passes. It came to “Kept”. It ended well.',
    ])
    const [showing] = showings
    if (showing?.kind !== 'play') throw new Error('it rests on no play')
    expect(showing.replies).toMatchObject([
      { place: 1, scene: 'The phone rings', marks: [{ clause: 'TEL-04', got: 3, best: 3 }] },
      { place: 2, scene: 'She waits', marks: [{ clause: 'TEL-05', got: 3, best: 3 }] },
    ])
    expect(JSON.stringify(showing.replies)).toContain('I am still here')
    // What else could have been said is nobody's answer.
    expect(JSON.stringify(showing.replies)).not.toContain('Bear with me')
    expect(texts.map(({ shownIn }) => shownIn)).toEqual(
      texts.map(() => [{ sequence: showing.sequence, questions: [] }]),
    )
    expect(texts.map((text) => whereShown(text, showings))).toEqual(
      texts.map(() => 'Played in the scenario “The third call”: 3 of 3 marks on it.'),
    )
  })

  test('says of each text by how much a play showed it', async () => {
    const school = await smallSchool()
    await publish(
      school.db,
      libraryWithScenario((text) => text.replace('pass_percent: 70', 'pass_percent: 60')),
    )
    const { db, learner } = school
    const begun = must(await startPlay(db, { person: learner, scenario }, start))
    for (const reply of ['bear', 'come-back']) await say(school, learner, begun.play, reply, start)
    const { texts, showings } = await proofOf(school)
    expect(texts.map((text) => whereShown(text, showings))).toEqual([
      'Played in the scenario “The third call”: 1 of 3 marks on it.',
      'Played in the scenario “The third call”: 3 of 3 marks on it.',
    ])
  })

  test('names the place of the grant in the ledger with its hash', async () => {
    const school = await smallSchool()
    await certify(school)
    const { ledger } = await proofOf(school)
    expect(ledger.hash).toBe(await hashAt(school.db.reader, ledger.sequence))
    expect(ledger.at).toBe('2026-03-10T09:00:00.000Z')
  })

  test('goes on with the updates shown since, in the new words, and with their questions', async () => {
    const school = await changedSchool(libraries.one)
    must(await tryIt(school, 'wrong'))
    must(await tryIt(school, 'right'))
    const { texts, updates } = await proofOf(school)
    expect(texts[1]?.clause?.text).toContain('30 seconds')
    const [update, ...others] = updates
    expect(others).toEqual([])
    expect(update).toMatchObject({
      kind: 'update',
      by: 'questions',
      triesBefore: 1,
      text: { evidence: 'TEL-05~2@3', standard: { title: 'On the telephone' } },
      questions: [{ place: 1, question: { id: 'tel-hold' }, chosen: ['b'], score: 1 }],
    })
    expect(update?.kind === 'update' && update.text.clause?.text).toContain('20 seconds')
    expect(update && wordShowing(update)).toBe('TEL-05 was shown at revision 2, every answer right, at the second try.')
  })

  test('of a renewal goes back to the cycle before for what it did not ask again', async () => {
    const school = await smallSchool()
    await certify(school)
    const renewed = daysLater(350)
    await passQuiz(school, renewed)
    const proof = await proofOf(school, renewed)
    expect(proof).toMatchObject({ path: 'renewal', besides: [] })
    expect(proof.showings.map(({ kind }) => kind)).toEqual(['attempt'])
    expect(proof.showings[0]).toMatchObject({ nth: 1 })
  })

  test('stands for a programme that has ended and for somebody whose name was erased', async () => {
    const school = await smallSchool()
    await certify(school)
    const curriculum = soundCurriculum(firstLibrary)
    await publishCurriculum(school.db, { curriculum: { ...curriculum, programmes: [] } }, daysLater(5))
    await write(school.db, async (tx) => {
      await tx.run(sql`DELETE FROM bookmarks WHERE person = ${school.learner}`)
      await tx.run(sql`DELETE FROM people WHERE id = ${school.learner}`)
    })
    const proof = await proofOf(school)
    expect(proof.person).toEqual({ id: school.learner, name: undefined })
    expect(proof.programme.title).toBe('Telephone adviser')
    expect(proof.texts).toHaveLength(2)
  })

  test('is none for a certificate that was never granted', async () => {
    const { db } = await smallSchool()
    expect(await gatherProof(db, as<CertificateId>('none'), start)).toBeUndefined()
  })
})

describe('exceptions in a proof', () => {
  test('those it rests on are told with who and why; withdrawn, it counts no more', async () => {
    const school = await decidedSchool()
    const byHand = await decided(school, { kind: 'manual-grant', completedOn: addDays(today, -3) })
    const before = await proofOf(school)
    expect(before).toMatchObject({
      path: 'manual',
      showings: [],
      restsOn: [{ exception: { id: byHand }, reason: 'Long absence', decision: { by: 'The coordinator' } }],
    })
    expect(certificateOn(before, today)).toBe('It holds until 7 March 2027.')
    await takeBack(school, byHand, daysLater(3))
    const after = await proofOf(school)
    expect(certificateOn(after, addDays(today, 3))).toBe(
      'It counts no more since 13 March 2026: the decision that it rests on was withdrawn.',
    )
    expect(after.restsOn).toMatchObject([{ withdrawal: { on: addDays(today, 3), reason: 'Recorded in error' } }])
  })

  test('those that changed it afterwards are told with what it is worth by them', async () => {
    const school = await certifiedSchool()
    const [granted] = await certificatesOf(school.db.reader, school.learner)
    const { certificate } = granted!.fact
    const until = day('2027-06-30')
    await decided(school, { kind: 'extension', certificate, until }, daysLater(2))
    const longer = await proofOf(school)
    expect(certificateOn(longer, addDays(today, 2))).toBe(
      'It holds until 30 June 2027; as granted until 10 March 2027.',
    )
    await decided(school, { kind: 'revocation', certificate }, daysLater(4))
    const revoked = await proofOf(school)
    expect(revoked.changedBy.map(({ exception }) => exception.terms.kind)).toEqual(['extension', 'revocation'])
    expect(certificateOn(revoked, addDays(today, 3))).toContain('It holds until 30 June 2027;')
    expect(certificateOn(revoked, addDays(today, 4))).toBe('It was taken back on 14 March 2026.')
  })
})
