/** Playing a scenario: what is recorded, what is refused, and what it earns. */
import { beforeEach, describe, expect, test } from 'vitest'
import { factsOf, verifyLedger } from '../../../db/ledger.ts'
import { playBy } from '../../../db/plays.ts'
import { isKind } from '../../../src/domain/facts.ts'
import type { PlayId } from '../../../src/domain/ids.ts'
import { rehearse } from '../../../src/workflows/rehearse.ts'
import { replyInPlay } from '../../../src/workflows/reply-in-play.ts'
import { startPlay } from '../../../src/workflows/start-play.ts'
import { spansOf } from '../../../db/standings.ts'
import { as, type ProgrammeId } from '../../../src/domain/ids.ts'
import { daysLater, publish, smallSchool, start, type School } from '../learning/small-school.ts'
import { libraryWithScenario, say, scenario } from './played-school.ts'

let school: School
const begun = async (now = start): Promise<PlayId> => {
  const outcome = await startPlay(school.db, { person: school.learner, scenario }, now)
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.play
}
const today = async () => {
  const spans = (await spansOf(school.db, school.learner)).get(as<ProgrammeId>('telephone-adviser')) ?? []
  return spans.find(({ from, to }) => from <= '2026-03-10' && '2026-03-10' < to)?.kind
}

beforeEach(async () => {
  school = await smallSchool()
  await publish(school.db, libraryWithScenario())
})

describe('an assessed play', () => {
  test('that passes meets its requirement and certifies at once', async () => {
    const play = await begun()
    await say(school, school.learner, play, 'ask', start)
    const done = await say(school, school.learner, play, 'come-back', start)
    expect(done).toMatchObject({ kind: 'said', decisions: 2, result: { passed: true, percent: 100 } })
    expect(await today()).toBe('certified')
  })

  test('records each reply with its clause, revision and publication, and the order shown', async () => {
    const play = await begun()
    await say(school, school.learner, play, 'bear', start)
    const steps = (await factsOf(school.db.reader, school.learner)).filter((one) => isKind(one, 'scenario-step'))
    expect(steps.map(({ fact }) => fact)).toMatchObject([
      { scene: 'the-phone-rings', choice: 'bear', clauses: [expect.stringMatching(/^TEL-04~1@\d+$/)] },
    ])
    expect(steps[0]?.fact.shown.toSorted()).toEqual(['ask', 'bear', 'click'])
  })

  test('that breaks a critical clause fails whatever the total, and a retry starts over', async () => {
    const play = await begun()
    const done = await say(school, school.learner, play, 'click', start)
    expect(done).toMatchObject({ result: { passed: false, brokenCritical: ['TEL-05'] } })
    expect(await today()).toBe('to-do')
    const again = await begun(daysLater(1))
    expect(again).not.toBe(play)
    expect((await playBy(school.db.reader, school.learner, again))?.steps).toEqual([])
  })

  test('is resumed on another device where it stands, and shows the replies in the same order', async () => {
    const play = await begun()
    await say(school, school.learner, play, 'ask', start)
    const outcome = await startPlay(school.db, { person: school.learner, scenario }, daysLater(2))
    expect(outcome).toEqual({ kind: 'resumed', play })
  })

  test('says a reply sent twice once', async () => {
    const play = await begun()
    const input = { person: school.learner, play, decision: 1, reply: 1 }
    const [first, second] = await Promise.all([
      replyInPlay(school.db, input, start),
      replyInPlay(school.db, input, start),
    ])
    expect([first.kind, second.kind].toSorted()).toEqual(['said', 'same'])
  })

  test.each([
    ['that was made otherwise already', { decision: 1, reply: 2 }, 'said-already'],
    ['that is still to come', { decision: 3, reply: 1 }, 'not-yet'],
    ['with a reply that is not there', { decision: 2, reply: 9 }, 'no-such-reply'],
  ] as const)('refuses a decision %s', async (_, input, reason) => {
    const play = await begun()
    // The one reply that ends it at once is not first for every seed, so say what goes on.
    const first = await say(school, school.learner, play, 'ask', start)
    expect(first.kind).toBe('said')
    const known = await playBy(school.db.reader, school.learner, play)
    const reply = reason === 'said-already' ? (((known?.steps[0]?.shown.indexOf('ask') ?? 0) + 1) % 3) + 1 : input.reply
    expect(await replyInPlay(school.db, { person: school.learner, play, ...input, reply }, start)).toMatchObject({
      kind: 'refused',
      reason,
    })
  })

  test('of somebody else is as if there were none', async () => {
    const play = await begun()
    expect(await replyInPlay(school.db, { person: school.other, play, decision: 1, reply: 1 }, start)).toEqual({
      kind: 'refused',
      reason: 'play-not-found',
    })
  })

  test('finishes on its own texts after a publication changed them, for a fortnight', async () => {
    const play = await begun()
    await publish(
      school.db,
      libraryWithScenario((text) => text.replace('id="ask"', 'id="ask-first"')),
      daysLater(1),
    )
    expect(await say(school, school.learner, play, 'ask', daysLater(10))).toMatchObject({ kind: 'said' })
    expect(await say(school, school.learner, play, 'come-back', daysLater(17))).toMatchObject({
      kind: 'refused',
      reason: 'out-of-time',
    })
    expect(await begun(daysLater(17))).not.toBe(play)
  })

  test('leaves a ledger that verifies', async () => {
    const play = await begun()
    await say(school, school.learner, play, 'ask', start)
    await say(school, school.learner, play, 'come-back', start)
    expect((await verifyLedger(school.db.reader)).faults).toEqual([])
  })
})

describe('practising with a coach', () => {
  const rehearsed = (deed: Parameters<typeof rehearse>[1]['deed']) =>
    rehearse(school.db, { person: school.learner, scenario, deed }, start)

  test('keeps what was said, steps back and starts over, and records nothing', async () => {
    const facts = (await factsOf(school.db.reader, school.learner)).length
    expect(await rehearsed({ kind: 'say', decision: 1, choice: 'bear' })).toEqual({ kind: 'kept', choices: ['bear'] })
    expect(await rehearsed({ kind: 'step-back' })).toEqual({ kind: 'kept', choices: [] })
    await rehearsed({ kind: 'say', decision: 1, choice: 'ask' })
    expect(await rehearsed({ kind: 'say', decision: 2, choice: 'come-back' })).toMatchObject({
      choices: ['ask', 'come-back'],
    })
    expect(await rehearsed({ kind: 'say', decision: 1, choice: 'bear' })).toMatchObject({ choices: ['bear'] })
    expect(await rehearsed({ kind: 'start-over' })).toMatchObject({ choices: [] })
    expect((await factsOf(school.db.reader, school.learner)).length).toBe(facts)
  })

  test('refuses a reply that is not open', async () => {
    expect(await rehearsed({ kind: 'say', decision: 1, choice: 'come-back' })).toMatchObject({
      reason: 'no-such-reply',
    })
  })

  test('begins anew when the scenario was changed', async () => {
    await rehearsed({ kind: 'say', decision: 1, choice: 'ask' })
    await publish(
      school.db,
      libraryWithScenario((text) => text.replace('half a minute more', 'a little more')),
      daysLater(1),
    )
    expect(await rehearsed({ kind: 'say', decision: 2, choice: 'come-back' })).toMatchObject({ reason: 'not-yet' })
  })
})
