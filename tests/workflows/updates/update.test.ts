import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../db/ledger.ts'
import { standingsOf } from '../../../db/standings.ts'
import { day } from '../../../src/domain/days.ts'
import { confirmUpdate } from '../../../src/workflows/confirm-update.ts'
import { tryUpdate } from '../../../src/workflows/try-update.ts'
import { daysLater, factsOfKindBy, publish, type School } from '../learning/small-school.ts'
import {
  answered,
  changeDay,
  changedLibrary,
  changedSchool,
  confirmIt,
  formOf,
  hold,
  libraries,
  pendingOf,
  quizFile,
  tryIt,
} from './changed-school.ts'

const changedOn = day('2026-03-20')

async function kindsOn({ db, learner }: School, on = changedOn): Promise<readonly string[]> {
  return (await standingsOf(db, learner, on)).map(({ kind }) => kind)
}

describe('a try at a changed clause', () => {
  test('with every answer right shows it, and the person is certified as before', async () => {
    const school = await changedSchool()
    expect(await kindsOn(school)).toEqual(['update-due'])
    expect(await tryIt(school, 'right')).toEqual({ kind: 'shown' })
    expect(await kindsOn(school)).toEqual(['certified'])
  })

  test('with every answer right is recorded with the exact text that was shown', async () => {
    const school = await changedSchool()
    await tryIt(school, 'right')
    expect(await factsOfKindBy(school, 'update-tried')).toMatchObject([{ clause: 'TEL-05~2@3', passed: true }])
    expect(await factsOfKindBy(school, 'clause-updated')).toMatchObject([{ clause: 'TEL-05~2@3', by: 'questions' }])
  })

  test('leaves the expiry as it was', async () => {
    const school = await changedSchool()
    const expiry = async () =>
      (await standingsOf(school.db, school.learner, changedOn)).map(({ because }) =>
        'expiresOn' in because ? because.expiresOn : undefined,
      )
    const before = await expiry()
    await tryIt(school, 'right')
    expect(await expiry()).toEqual(before)
  })

  test('with a wrong answer is recorded and shows nothing', async () => {
    const school = await changedSchool()
    expect(await tryIt(school, 'wrong')).toEqual({ kind: 'not-yet' })
    expect(await factsOfKindBy(school, 'update-tried')).toMatchObject([{ passed: false }])
    expect(await factsOfKindBy(school, 'clause-updated')).toEqual([])
    expect(await kindsOn(school)).toEqual(['update-due'])
  })

  test('may be made as often as it takes', async () => {
    const school = await changedSchool()
    for (let count = 0; count < 12; count += 1) expect(await tryIt(school, 'wrong')).toEqual({ kind: 'not-yet' })
    expect(await tryIt(school, 'right')).toEqual({ kind: 'shown' })
  })

  test('after a wrong one asks another question where there are several', async () => {
    const school = await changedSchool(libraries.two)
    const asked = async () => (await formOf(school)).form.asked.map(({ question }) => question.id)
    const first = await asked()
    await tryIt(school, 'wrong')
    const second = await asked()
    expect(first).toHaveLength(1)
    expect(second).not.toEqual(first)
  })

  test('after the last day makes the person ready again', async () => {
    const school = await changedSchool()
    const late = daysLater(45)
    expect(await kindsOn(school, day('2026-04-24'))).toEqual(['overdue'])
    expect(await tryIt(school, 'right', late)).toEqual({ kind: 'shown' })
    expect(await kindsOn(school, day('2026-04-24'))).toEqual(['certified'])
  })
})

describe('a form that is not the present one', () => {
  test('sent twice with right answers finds the clause shown, and records nothing', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'right')
    await tryUpdate(school.db, form, changeDay)
    const before = (await factsOf(school.db.reader, school.learner)).length
    expect(await tryUpdate(school.db, form, changeDay)).toEqual({ kind: 'refused', reason: 'already-shown' })
    expect(await factsOf(school.db.reader, school.learner)).toHaveLength(before)
  })

  test('sent twice with a wrong answer counts as one try', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'wrong')
    await tryUpdate(school.db, form, changeDay)
    expect(await tryUpdate(school.db, form, changeDay)).toEqual({ kind: 'same' })
    expect(await factsOfKindBy(school, 'update-tried')).toHaveLength(1)
  })

  test('sent by both of two impatient clicks at once counts as one try', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'wrong')
    const outcomes = await Promise.all([1, 2].map(() => tryUpdate(school.db, form, changeDay)))
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['not-yet', 'same'])
    expect(await factsOfKindBy(school, 'update-tried')).toHaveLength(1)
  })

  test('of another tab, answered otherwise meanwhile, is refused and takes nothing away', async () => {
    const school = await changedSchool()
    const [wrong, right] = [await answered(school, 'wrong'), await answered(school, 'right')]
    await tryUpdate(school.db, wrong, changeDay)
    expect(await tryUpdate(school.db, right, changeDay)).toEqual({ kind: 'refused', reason: 'answered-elsewhere' })
    expect(await tryIt(school, 'right')).toEqual({ kind: 'shown' })
  })

  test('is refused once the clause has changed again', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'right')
    const again = changedLibrary(
      libraries.one,
      [
        ['standards/telephone.mdx', 'value="20"', 'value="15"'],
        [quizFile, 'clauses="TEL-05~2"', 'clauses="TEL-05~3"'],
      ],
      { verdicts: { 'TEL-05': 'material' }, named: 'shorter-still' },
    )
    await publish(school.db, again, daysLater(11))
    expect(await tryUpdate(school.db, form, daysLater(11))).toEqual({ kind: 'refused', reason: 'changed-again' })
    expect((await pendingOf(school, daysLater(11))).clauses.map(({ from, clause }) => [from, clause.revision])).toEqual(
      [[1, 3]],
    )
  })

  test('is refused once its question was published anew', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'right')
    const reworded = {
      ...libraries.one,
      [quizFile]: (libraries.one[quizFile] ?? '').replace('At 10:05:00', 'At 10:04:59'),
    }
    await publish(school.db, reworded, daysLater(11))
    expect(await tryUpdate(school.db, form, daysLater(11))).toEqual({ kind: 'refused', reason: 'asked-anew' })
    expect(await factsOfKindBy(school, 'update-tried')).toEqual([])
  })

  test('still counts after a publication that left clause and question alone', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'right')
    const elsewhere = {
      ...libraries.one,
      'glossary.yaml': `${libraries.one['glossary.yaml'] ?? ''}hold:\n  term: hold\n  definition: A wait.\n`,
    }
    await publish(school.db, elsewhere, daysLater(11))
    expect(await tryUpdate(school.db, form, daysLater(11))).toEqual({ kind: 'shown' })
  })

  test('of somebody who is asked nothing is refused', async () => {
    const school = await changedSchool()
    const form = { ...(await answered(school, 'right')), person: school.other }
    expect(await tryUpdate(school.db, form, changeDay)).toEqual({ kind: 'refused', reason: 'not-asked' })
  })

  test('without an answer, with two to a single choice, or with a place that is not there is refused', async () => {
    const school = await changedSchool()
    const form = await answered(school, 'right')
    const [question] = [...form.chosen.keys()]
    const reasons = []
    for (const places of [[], [1, 2], [9]]) {
      const outcome = await tryUpdate(school.db, { ...form, chosen: new Map([[question!, places]]) }, changeDay)
      reasons.push(outcome.kind === 'refused' ? outcome.reason : outcome.kind)
    }
    expect(reasons).toEqual(['nothing-chosen', 'one-only', 'no-such-option'])
    expect(await factsOfKindBy(school, 'update-tried')).toEqual([])
  })
})

describe('a changed clause that no question asks about', () => {
  test('is shown by reading and confirming it', async () => {
    const school = await changedSchool(libraries.none)
    expect((await pendingOf(school)).clauses.map(({ bank }) => bank.length)).toEqual([0])
    expect(await confirmIt(school)).toEqual({ kind: 'shown' })
    expect(await factsOfKindBy(school, 'clause-updated')).toMatchObject([{ clause: 'TEL-05~2@3', by: 'reading' }])
    expect(await kindsOn(school)).toEqual(['certified'])
  })

  test('is not confirmed without the tick', async () => {
    const school = await changedSchool(libraries.none)
    expect(await confirmIt(school, false)).toEqual({ kind: 'refused', reason: 'not-ticked' })
  })

  test('cannot be confirmed once a question asks about it', async () => {
    const school = await changedSchool(libraries.none)
    const { form } = await formOf(school)
    const asks = { ...libraries.none, [quizFile]: libraries.one[quizFile] ?? '' }
    await publish(school.db, asks, daysLater(11))
    const input = { person: school.learner, clause: hold, revision: 2, mark: form.mark, understood: true }
    expect(await confirmUpdate(school.db, input, daysLater(11))).toEqual({ kind: 'refused', reason: 'question-asks' })
  })
})

test('a change back to the very same words asks nothing', async () => {
  const school = await changedSchool()
  const back = changedLibrary(
    libraries.one,
    [
      ['standards/telephone.mdx', 'value="20"', 'value="30"'],
      [quizFile, 'clauses="TEL-05~2"', 'clauses="TEL-05~3"'],
    ],
    { verdicts: { 'TEL-05': 'material' }, named: 'back-again' },
  )
  await publish(school.db, back, daysLater(11))
  expect((await pendingOf(school, daysLater(11))).clauses).toEqual([])
  expect(await kindsOn(school, day('2026-03-21'))).toEqual(['certified'])
})
