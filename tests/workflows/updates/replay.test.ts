/** A programme that plays a scenario again when a clause changes that it practises. */
import { describe, expect, test } from 'vitest'
import { factsAbout, verifyLedger } from '../../../db/ledger.ts'
import { playBy } from '../../../db/plays.ts'
import { replayedInWords, restInWords } from '../../../src/domain/replay-words.ts'
import { confirmUpdate } from '../../../src/workflows/confirm-update.ts'
import { rehearse } from '../../../src/workflows/rehearse.ts'
import { tryUpdate } from '../../../src/workflows/try-update.ts'
import { daysLater, publish } from '../learning/small-school.ts'
import { say } from '../scenarios/played-school.ts'
import { answered, changeDay, changedLibrary, confirmIt, hold, pendingOf, quizFile, tryIt } from './changed-school.ts'
import {
  begun,
  firstWithReplay,
  goOn,
  kindOn,
  lenient,
  openOf,
  played,
  programmeFile,
  replayLibraries,
  replaySchool,
  scenario,
  scenarioFile,
  twoChanged,
  updated,
} from './replay-school.ts'

const well = ['ask', 'come-back'] as const
const around = ['ring-back'] as const
const badly = ['ask', 'search-on'] as const

describe('a changed clause with a question and a scenario', () => {
  test('asks for both', async () => {
    const school = await replaySchool()
    expect(await openOf(school)).toEqual(['questions', 'scenario'])
    expect(await kindOn(school)).toBe('update-due')
  })

  test('is shown by answering first and playing then, in the transaction that ends the play', async () => {
    const school = await replaySchool()
    expect(await tryIt(school, 'right')).toEqual({ kind: 'answered' })
    expect([await openOf(school), await kindOn(school), await updated(school)]).toEqual([
      ['scenario'],
      'update-due',
      [],
    ])
    const play = await played(school, well)
    expect(await updated(school)).toMatchObject([{ clause: 'TEL-05~2@3', by: 'scenario', play, on: '2026-03-20' }])
    expect([await openOf(school), await kindOn(school)]).toEqual([undefined, 'certified'])
  })

  test('is shown by playing first and answering then, and names the play all the same', async () => {
    const school = await replaySchool()
    const play = await played(school, well)
    expect([await openOf(school), await kindOn(school), await updated(school)]).toEqual([
      ['questions'],
      'update-due',
      [],
    ])
    expect(await tryIt(school, 'wrong')).toEqual({ kind: 'not-yet' })
    expect(await tryIt(school, 'right')).toEqual({ kind: 'shown' })
    expect(await updated(school)).toMatchObject([{ by: 'questions', play }])
    expect(await kindOn(school)).toBe('certified')
  })

  test('is not asked about again once it is answered', async () => {
    const school = await replaySchool()
    const form = await answered(school, 'right')
    await tryUpdate(school.db, form, changeDay)
    expect(await tryUpdate(school.db, form, changeDay)).toEqual({ kind: 'same' })
    expect(await tryIt(school, 'right')).toEqual({ kind: 'refused', reason: 'answered-elsewhere' })
    expect(await confirmIt(school)).toEqual({ kind: 'refused', reason: 'scenario-asks' })
  })

  test('says what is done and what is not', async () => {
    const school = await replaySchool()
    const rest = async () => restInWords((await pendingOf(school)).clauses[0]!)
    expect(await rest()).toBe('To do: answer the question on it, and play “On hold” again, 6 minutes.')
    await tryIt(school, 'right')
    expect(await rest()).toBe('Questions answered rightly. Still to do: play “On hold” again, 6 minutes.')
    const other = await replaySchool()
    await played(other, well)
    expect(restInWords((await pendingOf(other)).clauses[0]!)).toBe(
      '“On hold” played and passed. Still to do: answer the question on it.',
    )
  })

  test('leaves a ledger that verifies, and a play that reads as it was played', async () => {
    const school = await replaySchool()
    await tryIt(school, 'right')
    const play = await played(school, well)
    expect((await verifyLedger(school.db.reader)).faults).toEqual([])
    expect((await factsAbout(school.db.reader, play)).map(({ fact }) => fact.kind)).toContain('clause-updated')
    expect(await playBy(school.db.reader, school.learner, play)).toMatchObject({
      steps: [{ choice: 'ask' }, { choice: 'come-back' }],
      closed: { fact: { passed: true } },
    })
  })
})

describe('a changed clause with a scenario and no question', () => {
  test('is shown by the play alone, without a tick', async () => {
    const school = await replaySchool(replayLibraries.scenario)
    expect(await openOf(school)).toEqual(['scenario'])
    expect(await confirmIt(school)).toEqual({ kind: 'refused', reason: 'scenario-asks' })
    const play = await played(school, well)
    expect(await updated(school)).toMatchObject([{ by: 'scenario', play }])
    expect(await kindOn(school)).toBe('certified')
  })
})

describe('several changed clauses with one scenario', () => {
  test('take its minutes once, and one play on a way that comes to each shows them all', async () => {
    const school = await replaySchool(twoChanged)
    const { clauses, minutes } = await pendingOf(school)
    expect(clauses.map((one) => [one.clause.id, one.open, one.minutes])).toEqual([
      ['TEL-04', ['scenario'], 1],
      ['TEL-05', ['scenario'], 1],
    ])
    expect(minutes).toBe(1 + 1 + 6)
    await played(school, around)
    expect((await updated(school)).map(({ clause }) => clause)).toEqual(['TEL-04~2@3'])
    await played(school, well)
    expect((await updated(school)).map(({ clause, by }) => [clause, by])).toEqual([
      ['TEL-04~2@3', 'scenario'],
      ['TEL-05~2@3', 'scenario'],
    ])
    expect(await kindOn(school)).toBe('certified')
  })
})

describe('a scenario that its author has not mended yet', () => {
  test('is not asked for: the question alone shows the clause', async () => {
    const school = await replaySchool(replayLibraries.questions)
    expect(await openOf(school)).toEqual(['questions'])
    expect(await tryIt(school, 'right')).toEqual({ kind: 'shown' })
    expect((await updated(school))[0]).not.toHaveProperty('play')
  })

  test('is not asked for: without a question, reading shows the clause', async () => {
    const school = await replaySchool(replayLibraries.neither)
    expect(await openOf(school)).toEqual(['reading'])
    expect(await confirmIt(school)).toEqual({ kind: 'shown' })
    expect(await updated(school)).toMatchObject([{ by: 'reading' }])
  })

  test('is asked for from the publication on that mends it', async () => {
    const school = await replaySchool(replayLibraries.questions)
    await publish(school.db, replayLibraries.both, daysLater(11))
    expect(await openOf(school, daysLater(11))).toEqual(['questions', 'scenario'])
  })
})

describe('a play shows the clause', () => {
  test('only if it passed', async () => {
    const school = await replaySchool(replayLibraries.scenario)
    await played(school, badly)
    const [pending] = (await pendingOf(school)).clauses
    expect([pending?.open, await updated(school)]).toEqual([['scenario'], []])
    expect(replayedInWords(pending!.replayed, hold)).toBe(
      'You played it on 20 March 2026 and came to 50%, which did not pass. Play it again as often as you like.',
    )
    await played(school, well)
    expect(await kindOn(school)).toBe('certified')
  })

  test('only if its way came to the clause, and says so when it did not', async () => {
    const school = await replaySchool(replayLibraries.scenario)
    await played(school, around)
    const [pending] = (await pendingOf(school)).clauses
    expect([pending?.open, await updated(school)]).toEqual([['scenario'], []])
    expect(replayedInWords(pending!.replayed, hold)).toBe(
      'You passed it on 20 March 2026, on a way that did not come to TEL-05. Play it again: other replies lead elsewhere.',
    )
  })

  test('only if its share on the clause reaches the pass mark, and says by how much it did not', async () => {
    const school = await replaySchool(lenient)
    await played(school, ['ask', 'mumble'])
    const [pending] = (await pendingOf(school)).clauses
    expect([pending?.open, await updated(school)]).toEqual([['scenario'], []])
    expect(replayedInWords(pending!.replayed, hold)).toBe(
      'You passed it on 20 March 2026, but it did not show TEL-05: 33% on TEL-05, and 60% are needed. Play it again as often as you like.',
    )
    const play = await played(school, well)
    expect(await updated(school)).toMatchObject([{ by: 'scenario', play }])
  })

  test('only if it began with the new words: one begun before finishes on its own', async () => {
    const school = await replaySchool(replayLibraries.scenario)
    const before = await replaySchool(firstWithReplay)
    const play = await begun(before)
    await publish(before.db, replayLibraries.scenario, changeDay)
    expect((await goOn(before, play, well))?.passed).toBe(true)
    const [pending] = (await pendingOf(before)).clauses
    expect([pending?.open, await updated(before)]).toEqual([['scenario'], []])
    expect(replayedInWords(pending!.replayed, hold)).toBe(
      'You passed it on 20 March 2026, in a play that you had begun before TEL-05 changed. Play it once more, in the new words.',
    )
    await played(before, well)
    expect([await kindOn(before), await kindOn(school)]).toEqual(['certified', 'update-due'])
  })

  test('not by that for which the certificate was granted', async () => {
    const school = await replaySchool()
    const [pending] = (await pendingOf(school)).clauses
    expect(pending?.replayed).toEqual({ kind: 'not-played' })
  })

  test('not by practice with the coach', async () => {
    const school = await replaySchool(replayLibraries.scenario)
    for (const [index, choice] of well.entries()) {
      const deed = { kind: 'say', decision: index + 1, choice } as const
      await rehearse(school.db, { person: school.learner, scenario, deed }, changeDay)
    }
    expect([await openOf(school), await kindOn(school)]).toEqual([['scenario'], 'update-due'])
  })

  test('once, though its last reply is sent twice at once', async () => {
    const school = await replaySchool(replayLibraries.scenario)
    const play = await begun(school)
    await goOn(school, play, ['ask'])
    const ends = await Promise.all([1, 2].map(() => say(school, school.learner, play, 'come-back', changeDay)))
    expect(ends.map(({ kind }) => kind).toSorted()).toEqual(['said', 'same'])
    expect(await updated(school)).toHaveLength(1)
  })

  test('after the last day, and makes the person ready again', async () => {
    const school = await replaySchool()
    await tryIt(school, 'right', daysLater(44))
    expect(await kindOn(school, '2026-04-24')).toBe('overdue')
    await played(school, well, daysLater(45))
    expect(await kindOn(school, '2026-04-24')).toBe('certified')
  })
})

describe('where nothing is left to do and nothing has recorded it', () => {
  const gone = (name: string) =>
    changedLibrary(replayLibraries.both, [[programmeFile, 'replay_in_updates: [on-hold]\n', '']], {
      verdicts: {},
      named: name,
    })

  test('because the programme no longer plays it again, the answers given count and the text is confirmed', async () => {
    const school = await replaySchool()
    await tryIt(school, 'right')
    await publish(school.db, gone('no-more'), daysLater(11))
    const [pending] = (await pendingOf(school, daysLater(11))).clauses
    expect([pending?.open, restInWords(pending!)]).toEqual([
      ['reading'],
      'Questions answered rightly. Still to do: confirm that you have read it.',
    ])
    expect(await confirmIt(school, true, daysLater(11))).toEqual({ kind: 'shown' })
    expect(await updated(school)).toMatchObject([{ by: 'questions' }])
  })

  test('because it was played and the question has gone since, the play counts and the text is confirmed', async () => {
    const school = await replaySchool()
    const play = await played(school, well)
    const without = { ...replayLibraries.both, [quizFile]: replayLibraries.scenario[quizFile] ?? '' }
    await publish(school.db, without, daysLater(11))
    expect(await openOf(school, daysLater(11))).toEqual(['reading'])
    const input = { person: school.learner, clause: hold, revision: 2, mark: 'other', understood: true }
    expect(await confirmUpdate(school.db, input, daysLater(11))).toEqual({ kind: 'refused', reason: 'text-changed' })
    expect(await confirmIt(school, true, daysLater(11))).toEqual({ kind: 'shown' })
    expect(await updated(school)).toMatchObject([{ by: 'scenario', play }])
  })

  test('a play that counted stays counted though its scenario is rewritten', async () => {
    const school = await replaySchool()
    await played(school, well)
    const rewritten = {
      ...replayLibraries.both,
      [scenarioFile]: (replayLibraries.both[scenarioFile] ?? '').replace(
        'Do you still stock them?',
        'Have you any left?',
      ),
    }
    await publish(school.db, rewritten, daysLater(11))
    expect(await openOf(school, daysLater(11))).toEqual(['questions'])
  })
})

test('a clause that changes again asks for another play', async () => {
  const school = await replaySchool()
  await tryIt(school, 'right')
  await played(school, well)
  const again = changedLibrary(
    replayLibraries.both,
    [
      ['standards/telephone.mdx', 'value="20"', 'value="15"'],
      [quizFile, 'clauses="TEL-05~2"', 'clauses="TEL-05~3"'],
      [scenarioFile, 'TEL-05~2]', 'TEL-05~3]'],
    ],
    { verdicts: { 'TEL-05': 'material' }, named: 'shorter-still' },
  )
  await publish(school.db, again, daysLater(11))
  const [pending] = (await pendingOf(school, daysLater(11))).clauses
  expect([pending?.open, pending?.replayed]).toEqual([['questions', 'scenario'], { kind: 'not-played' }])
})
