/** What is told afterwards of an update that played a scenario again: in proof, record, story and standing. */
import { describe, expect, test } from 'vitest'
import { certificatesOf } from '../../../db/certificates.ts'
import { factsOf } from '../../../db/ledger.ts'
import { currentLibrary, publishedChanges } from '../../../db/publications.ts'
import type { PersonId } from '../../../src/domain/ids.ts'
import { day } from '../../../src/domain/days.ts'
import { wordShowing } from '../../../src/domain/proof-words.ts'
import { storyOf } from '../../../src/domain/programme-story.ts'
import { learnedOf } from '../../../src/domain/recorded-learning.ts'
import { learnedRows } from '../../../src/domain/record-words.ts'
import { storyNames, wordEvent } from '../../../src/domain/story-words.ts'
import { gatherProof } from '../../../src/workflows/gather-proof.ts'
import { reportStanding } from '../../../src/workflows/report-standing.ts'
import { daysLater, publish, type School } from '../learning/small-school.ts'
import { changeDay, changedLibrary, tryIt } from './changed-school.ts'
import { played, replayLibraries, replaySchool } from './replay-school.ts'

const well = ['ask', 'come-back'] as const

async function provedUpdates({ db, learner }: School) {
  const [latest] = await certificatesOf(db.reader, learner)
  const { updates } = (await gatherProof(db, latest!.fact.certificate, daysLater(30)))!
  return updates.flatMap((update) => (update.kind === 'update' ? [update] : []))
}

async function recordedUpdates({ db, learner }: School) {
  const learned = learnedOf(await factsOf(db.reader, learner), (await currentLibrary(db))!)
  return learnedRows(learned).flatMap(({ sort, says }) => (sort === 'Update' ? [says] : []))
}

async function toldIn({ db, learner }: School) {
  const library = (await currentLibrary(db))!
  const { events } = storyOf({
    programme: library.curriculum.programmes[0]!.id,
    facts: await factsOf(db.reader, learner),
    rules: [],
    histories: await publishedChanges(db, db.reader),
    entries: [],
    life: [],
  })
  const nameless = (id: string) => id
  const names = { team: nameless, role: nameless, channel: nameless, branch: nameless, person: (id: PersonId) => id }
  const told = storyNames(library, { ...names, reasons: new Map() } as never, 'you')
  return events.flatMap((event) => (event.kind.startsWith('update') ? [wordEvent(event, told, day('2026-04-30'))] : []))
}

describe('an update that was answered, and then played', () => {
  test('is proved by the answers and by the play', async () => {
    const school = await replaySchool()
    await tryIt(school, 'wrong')
    await tryIt(school, 'right')
    const play = await played(school, well, daysLater(12))
    const [update] = await provedUpdates(school)
    expect(update).toMatchObject({ by: 'scenario', triesBefore: 1, replay: { play, percent: 100, on: '2026-03-22' } })
    expect(update?.questions.map(({ score }) => score)).toEqual([1])
    expect(wordShowing(update!)).toBe(
      'TEL-05 was shown at revision 2, every answer right, at the second try. “On hold” was played again for it on 22 March 2026, and passed with 100%: 100% on TEL-04 and 100% on TEL-05. 70% passes.',
    )
    expect(update?.replay?.replies).toMatchObject([
      { place: 1, scene: 'The phone rings', marks: [{ clause: 'TEL-04', got: 3, best: 3 }] },
      { place: 2, scene: 'She waits', marks: [{ clause: 'TEL-05', got: 3, best: 3 }] },
    ])
  })

  test('is proved in the words that were asked and in those that were played, though a publication came in between', async () => {
    const school = await replaySchool()
    await tryIt(school, 'right')
    const elsewhere = changedLibrary(
      replayLibraries.both,
      [['quizzes/telephone.mdx', 'id="tel-hold"', 'id="tel-hold-anew"']],
      { verdicts: {} },
    )
    await publish(school.db, elsewhere, daysLater(11))
    await played(school, well, daysLater(12))
    const [update] = await provedUpdates(school)
    expect(update?.questions.map(({ question }) => question.id)).toEqual(['tel-hold'])
    expect(update?.library?.publication).toBe(3)
    expect(update?.replay?.library?.publication).toBe(4)
  })

  test('stands in the record and in the story as two steps', async () => {
    const school = await replaySchool()
    await tryIt(school, 'right')
    await played(school, well, daysLater(12))
    expect(await recordedUpdates(school)).toEqual([
      'TEL-05~2 answered rightly, its scenario still to be played',
      'TEL-05~2 shown by playing a scenario again',
    ])
    expect(await toldIn(school)).toEqual([
      'TEL-05 answered rightly at revision 2; its scenario was still to be played.',
      'TEL-05 shown at revision 2, by playing “On hold” again.',
    ])
  })
})

describe('an update that was played, and then answered', () => {
  test('names the play, and is told as one', async () => {
    const school = await replaySchool()
    const play = await played(school, well)
    await tryIt(school, 'right')
    const [update] = await provedUpdates(school)
    expect(update).toMatchObject({ by: 'questions', replay: { play } })
    expect(await recordedUpdates(school)).toEqual(['TEL-05~2 shown by right answers'])
    expect(await toldIn(school)).toEqual([
      'TEL-05 shown at revision 2, by playing “On hold” again, and by right answers.',
    ])
  })
})

test('an update that was only played is proved by the play', async () => {
  const school = await replaySchool(replayLibraries.scenario)
  await played(school, well)
  const [update] = await provedUpdates(school)
  expect(update).toMatchObject({ by: 'scenario', questions: [] })
  expect(wordShowing(update!)).toBe(
    'TEL-05 was shown at revision 2 by playing “On hold” again, passed with 100%: 100% on TEL-04 and 100% on TEL-05. 70% passes.',
  )
})

test('a standing tells what is done of an update, and the minutes of what is left', async () => {
  const school = await replaySchool()
  const { db, learner } = school
  const told = async () =>
    (await reportStanding(db, { person: learner, on: day('2026-03-20') }, changeDay))?.standings[0]
  expect(await told()).toMatchObject({
    updateMinutes: 7,
    update: [
      { clause: 'TEL-05~2', minutes: 1, open: ['questions', 'scenario'], replay: { scenario: 'on-hold', minutes: 6 } },
    ],
  })
  await tryIt(school, 'right')
  expect(await told()).toMatchObject({
    updateMinutes: 6,
    updateSays:
      'What is left takes 6 minutes: TEL-05 at revision 2 (shown at 1) by 10 April 2026. “On hold” is to be played again for TEL-05. The questions on TEL-05 are answered.',
  })
  await played(school, well)
  expect(await told()).toMatchObject({ kind: 'certified', update: [], updateMinutes: 0, updateSays: null })
})
