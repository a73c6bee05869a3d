/** Whatever is sent in place of a reply: what it is answered, and that nothing of it stays. */
import { beforeEach, describe, expect, test } from 'vitest'
import { factsAbout, headOfLedger, verifyLedger } from '../../../db/ledger.ts'
import { openPlaysOf, playBy, playsBy } from '../../../db/plays.ts'
import { rehearsalOf } from '../../../db/rehearsals.ts'
import { spansOf } from '../../../db/standings.ts'
import { newId } from '../../../db/new-id.ts'
import { day } from '../../../src/domain/days.ts'
import { isKind } from '../../../src/domain/facts.ts'
import { as, type JobRole, type PersonId, type PlayId, type ScenarioId } from '../../../src/domain/ids.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { rehearse } from '../../../src/workflows/rehearse.ts'
import { replyInPlay } from '../../../src/workflows/reply-in-play.ts'
import { startPlay } from '../../../src/workflows/start-play.ts'
import { judged, locked } from '../../curriculum/judged.ts'
import { soundLibrary } from '../../curriculum/small-library.ts'
import { daysLater, must, openAttempt, publish, smallSchool, start, type School } from '../learning/small-school.ts'
import { libraryWithScenario, say, scenario, whereIs } from './played-school.ts'

let school: School

beforeEach(async () => {
  school = await smallSchool()
  await publish(school.db, libraryWithScenario())
})

async function begun(person = school.learner, now = start): Promise<PlayId> {
  return must(await startPlay(school.db, { person, scenario }, now)).play
}

const send = (play: PlayId, decision: number, reply: number, now = start) =>
  replyInPlay(school.db, { person: school.learner, play, decision, reply }, now)

async function placeOf(play: PlayId, choice: string): Promise<number> {
  return (await whereIs(school, school.learner, play, choice)).reply
}

/** What stands in the ledger of a play: the names of its choices, and the share with which it was closed. */
async function story(play: PlayId): Promise<readonly (string | number)[]> {
  const facts = await factsAbout(school.db.reader, play)
  return facts.flatMap((one): (string | number)[] => {
    if (isKind(one, 'scenario-step')) return [one.fact.choice]
    return isKind(one, 'scenario-closed') ? [one.fact.percent] : []
  })
}

const notPlaces = [0, -1, -0, 1.5, 4, 7, 1e9, Number.MAX_SAFE_INTEGER, Infinity, -Infinity, NaN]
const strangeIds = [
  ...['', ' ', '.', '../..', '../../etc/passwd', 'C:\\', '__proto__', 'constructor', 'hasOwnProperty', 'toString'],
  ...['\u0000', '\u0001\u001b[31m', '\ud83d', '\u202e', '💛', "' OR 1=1 --", 'x'.repeat(10_000), 'null', '0', '1'],
]

describe('a reply from two tabs at once', () => {
  test('and each another: one stands, the other is told so, and the play goes on from the one', async () => {
    const play = await begun()
    const [ask, bear] = [await placeOf(play, 'ask'), await placeOf(play, 'bear')]
    const outcomes = await Promise.all([
      send(play, 1, ask),
      send(play, 1, bear),
      send(play, 1, ask),
      send(play, 1, bear),
    ])
    expect(outcomes.map((one) => (one.kind === 'refused' ? one.reason : one.kind)).toSorted()).toEqual([
      ...['said', 'said-already', 'said-already', 'same'],
    ])
    expect(await story(play)).toHaveLength(1)
    expect(await say(school, school.learner, play, 'come-back', start)).toMatchObject({ kind: 'said', decisions: 2 })
  })

  test('and the same twenty times: it is said once, also when it ends the play', async () => {
    const play = await begun()
    const click = await placeOf(play, 'click')
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => send(play, 1, click)))
    expect(outcomes.filter(({ kind }) => kind === 'said')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'same')).toHaveLength(19)
    expect(await story(play)).toEqual(['click', 0])
  })

  test('and the next before the first: whichever comes first, nothing is said out of order', async () => {
    const play = await begun()
    const [second, first] = await Promise.all([send(play, 2, 1), send(play, 1, await placeOf(play, 'ask'))])
    expect([second, first]).toMatchObject([{ reason: 'not-yet' }, { kind: 'said' }])
    expect(await story(play)).toEqual(['ask'])
  })
})

test('a play that is begun from ten tabs at once is one play', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => startPlay(school.db, { person: school.learner, scenario }, start)),
  )
  expect(new Set(outcomes.map((one) => must(one).play)).size).toBe(1)
  expect(await playsBy(school.db.reader, school.learner)).toHaveLength(1)
})

describe('a reply to a play that is over', () => {
  let play: PlayId
  beforeEach(async () => {
    play = await begun()
    await say(school, school.learner, play, 'ask', start)
    await say(school, school.learner, play, 'come-back', start)
  })

  test('says nothing more, and another at its last decision changes nothing', async () => {
    const last = (await playBy(school.db.reader, school.learner, play))!.steps[1]!
    const place = last.shown.indexOf(last.choice) + 1
    expect(await send(play, 3, 1)).toMatchObject({ reason: 'play-over' })
    expect(await send(play, 2, 3 - place)).toMatchObject({ reason: 'said-already' })
    expect(await send(play, 2, place)).toMatchObject({ kind: 'same', result: { passed: true }, granted: [] })
    expect(await story(play)).toEqual(['ask', 'come-back', 100])
  })

  test('stays what it was when the person plays again and fails', async () => {
    const again = await begun()
    await say(school, school.learner, again, 'click', start)
    expect(await send(play, 3, 1)).toMatchObject({ reason: 'play-over' })
    expect([await story(play), await story(again)]).toEqual([
      ['ask', 'come-back', 100],
      ['click', 0],
    ])
  })
})

describe('what is no place', () => {
  test('is no reply, and leaves nothing', async () => {
    const play = await begun()
    const head = await headOfLedger(school.db.reader)
    for (const place of notPlaces)
      expect([place, await send(play, 1, place)]).toMatchObject([place, { reason: 'no-such-reply' }])
    expect(await headOfLedger(school.db.reader)).toEqual(head)
    await say(school, school.learner, play, 'ask', start)
    for (const place of notPlaces)
      expect([place, await send(play, 1, place)]).toMatchObject([place, { reason: 'said-already' }])
    expect(await story(play)).toEqual(['ask'])
  })

  test('is no decision of a play, and leaves nothing', async () => {
    const play = await begun()
    const head = await headOfLedger(school.db.reader)
    for (const place of notPlaces)
      expect([place, await send(play, place, 1)]).toMatchObject([place, { reason: 'not-yet' }])
    expect(await headOfLedger(school.db.reader)).toEqual(head)
  })

  test('is no decision of a rehearsal, and leaves nothing', async () => {
    const { db, learner: person } = school
    for (const decision of notPlaces) {
      const deed = { kind: 'say', decision, choice: 'ask' } as const
      const outcome = await rehearse(db, { person, scenario, deed }, start)
      expect([decision, outcome]).toMatchObject([decision, { reason: 'not-yet' }])
    }
    expect(await rehearsalOf(db.reader, person, scenario)).toBeUndefined()
  })
})

describe('an id', () => {
  test('that nothing has is no play, no scenario and no reply of a rehearsal, however strange', async () => {
    const { db, learner: person } = school
    const head = await headOfLedger(db.reader)
    for (const id of strangeIds) {
      const deed = { kind: 'say', decision: 1, choice: id } as const
      const outcomes = [
        await send(as<PlayId>(id), 1, 1),
        await startPlay(db, { person, scenario: as<ScenarioId>(id) }, start),
        await rehearse(db, { person, scenario: as<ScenarioId>(id), deed }, start),
        await rehearse(db, { person, scenario, deed }, start),
      ]
      const reasons = ['play-not-found', 'scenario-not-found', 'scenario-not-found', 'no-such-reply']
      expect([id, outcomes]).toMatchObject([id, reasons.map((reason) => ({ kind: 'refused', reason }))])
    }
    expect(await rehearsalOf(db.reader, person, scenario)).toBeUndefined()
    expect(await headOfLedger(db.reader)).toEqual(head)
  })

  test('that something else has is no play: an attempt at a quiz, a person, a publication', async () => {
    await publish(school.db)
    const attempt = await openAttempt(school)
    for (const id of [attempt, school.learner, '2', scenario])
      expect(await send(as<PlayId>(id), 1, 1)).toEqual({ kind: 'refused', reason: 'play-not-found' })
  })
})

/** Without the scenario, and not as the library was before it. */
const anotherLibrary = {
  ...soundLibrary,
  'glossary.yaml': soundLibrary['glossary.yaml']!.replace('between colleagues', 'from one to the other'),
}

describe('a publication in the middle of a play', () => {
  const without = (text: string) => text.replace(/<Choice id="bear"[^]*?<\/Choice>\n/, '')

  test('that rewrites the scenario leaves the play its own words, marks and evidence', async () => {
    const play = await begun()
    await say(school, school.learner, play, 'bear', start)
    const anew = libraryWithScenario((text) =>
      without(text).replace('pass_percent: 70', 'pass_percent: 90').replaceAll('come-back', 'ring-back'),
    )
    await publish(school.db, anew, daysLater(1))
    const done = await say(school, school.learner, play, 'come-back', daysLater(2))
    expect(done).toMatchObject({
      kind: 'said',
      result: { publication: 2, passed: false, percent: 66, ending: 'kept' },
    })
    const [step] = (await factsAbout(school.db.reader, play)).filter((one) => isKind(one, 'scenario-step'))
    expect(step?.fact.clauses).toEqual(['TEL-04~1@2'])
    // The next is of the new words.
    const next = await begun(school.learner, daysLater(2))
    expect((await whereIs(school, school.learner, next, 'bear')).reply).toBe(0)
    expect(await playBy(school.db.reader, school.learner, next)).toMatchObject({ publication: 3 })
  })

  test('gives fourteen days, the last of which belongs wholly to the person', async () => {
    const play = await begun()
    await publish(school.db, libraryWithScenario(without), daysLater(1))
    // Published on 11 March: the last day is 25 March, and this is its last minute.
    const lastMinute = Temporal.Instant.from('2026-03-25T23:59:00Z')
    expect(await startPlay(school.db, { person: school.learner, scenario }, lastMinute)).toEqual({
      kind: 'resumed',
      play,
    })
    expect(await say(school, school.learner, play, 'ask', lastMinute)).toMatchObject({ kind: 'said' })
    const midnight = lastMinute.add({ minutes: 1 })
    expect(await say(school, school.learner, play, 'come-back', midnight)).toMatchObject({ reason: 'out-of-time' })
    expect(await story(play)).toEqual(['ask'])
    // What was said before stands, and is answered as said.
    const [step] = (await playBy(school.db.reader, school.learner, play))!.steps
    expect(await send(play, 1, step!.shown.indexOf('ask') + 1, midnight)).toMatchObject({ kind: 'same' })
    expect(await openPlaysOf(school.db, school.learner, day('2026-03-26'))).toEqual(new Map())
  })

  test('that takes the scenario away lets the play come to its end, and nobody begin another', async () => {
    const play = await begun()
    await publish(school.db, anotherLibrary, daysLater(1))
    expect(await startPlay(school.db, { person: school.other, scenario }, daysLater(2))).toEqual({
      kind: 'refused',
      reason: 'scenario-not-found',
    })
    const deed = { kind: 'say', decision: 1, choice: 'ask' } as const
    expect(await rehearse(school.db, { person: school.learner, scenario, deed }, daysLater(2))).toMatchObject({
      reason: 'scenario-not-found',
    })
    await say(school, school.learner, play, 'ask', daysLater(2))
    expect(await say(school, school.learner, play, 'come-back', daysLater(15))).toMatchObject({
      kind: 'said',
      result: { passed: true },
      granted: [],
    })
  })

  test('that takes it away closes the play after a fortnight', async () => {
    const play = await begun()
    await publish(school.db, anotherLibrary, daysLater(1))
    expect(await say(school, school.learner, play, 'ask', daysLater(16))).toMatchObject({ reason: 'out-of-time' })
  })

  test('that changes one of its clauses leaves it out for others, and the play its own texts', async () => {
    const before = locked(libraryWithScenario())
    await publish(school.db, before, daysLater(1))
    const play = await begun(school.learner, daysLater(1))
    const standard = before['standards/telephone.mdx']!.replace('value="30"', 'value="20"')
    const after = judged(before, { 'standards/telephone.mdx': standard }, { verdicts: { 'TEL-05': 'material' } })
    await publish(school.db, after, daysLater(2))
    expect(await startPlay(school.db, { person: school.other, scenario }, daysLater(2))).toMatchObject({
      reason: 'scenario-not-found',
    })
    await say(school, school.learner, play, 'ask', daysLater(3))
    expect(await say(school, school.learner, play, 'come-back', daysLater(3))).toMatchObject({
      kind: 'said',
      result: { passed: true, clauses: [{ clause: 'TEL-04~1@3' }, { clause: 'TEL-05~1@3' }] },
    })
    expect((await verifyLedger(school.db.reader)).faults).toEqual([])
  })
})

describe('somebody whom no programme asks', () => {
  let clerk: PersonId
  beforeEach(async () => {
    clerk = as<PersonId>(newId())
    const roles: readonly JobRole[] = []
    const person = { by: null, person: clerk, name: 'Ira Voss', email: 'ira@example.com', team: null, manager: null }
    must(await addPerson(school.db, { ...person, from: day('2026-03-01'), roles, rights: [] }, start))
  })

  test('may play and pass, and is not certified by the way', async () => {
    const play = await begun(clerk)
    await say(school, clerk, play, 'ask', start)
    expect(await say(school, clerk, play, 'come-back', start)).toMatchObject({ result: { passed: true }, granted: [] })
    expect([...(await spansOf(school.db, clerk)).values()].flat().map(({ kind }) => kind)).toEqual([])
  })

  test('says nothing in a play of somebody else, not even what was said there already', async () => {
    const play = await begun()
    await say(school, school.learner, play, 'ask', start)
    for (const [decision, reply] of [1, 2, 3].flatMap((at) => [1, 2, 3].map((place) => [at, place] as const)))
      expect(await replyInPlay(school.db, { person: clerk, play, decision, reply }, start)).toEqual({
        kind: 'refused',
        reason: 'play-not-found',
      })
    expect(await story(play)).toEqual(['ask'])
  })
})

describe('a rehearsal', () => {
  const rehearsed = (deed: Parameters<typeof rehearse>[1]['deed'], person = school.learner) =>
    rehearse(school.db, { person, scenario, deed }, start)

  test('from two tabs at once is one of the two, and can be gone on with', async () => {
    await Promise.all([
      rehearsed({ kind: 'say', decision: 1, choice: 'ask' }),
      rehearsed({ kind: 'say', decision: 1, choice: 'bear' }),
      rehearsed({ kind: 'step-back' }),
    ])
    const kept = await rehearsed({ kind: 'say', decision: 1, choice: 'bear' })
    expect(kept).toEqual({ kind: 'kept', choices: ['bear'] })
    expect(await rehearsed({ kind: 'say', decision: 2, choice: 'come-back' })).toMatchObject({ kind: 'kept' })
  })

  test('is over where the story is: nothing is said after it, and a step back goes on', async () => {
    await rehearsed({ kind: 'say', decision: 1, choice: 'click' })
    expect(await rehearsed({ kind: 'say', decision: 2, choice: 'come-back' })).toMatchObject({
      reason: 'no-such-reply',
    })
    expect(await rehearsed({ kind: 'step-back' })).toEqual({ kind: 'kept', choices: [] })
    expect(await rehearsed({ kind: 'step-back' })).toEqual({ kind: 'kept', choices: [] })
  })
})
