/** A scenario of which a clause changed: it is played by nobody until it is rewritten, and open plays have a fortnight. */
import { beforeEach, describe, expect, test } from 'vitest'
import { openPlaysOf } from '../../../db/plays.ts'
import { currentLibrary, publishedChanges } from '../../../db/publications.ts'
import { rehearsalOf, rehearsalsOf } from '../../../db/rehearsals.ts'
import { day } from '../../../src/domain/days.ts'
import type { PlayId } from '../../../src/domain/ids.ts'
import { practiceOf } from '../../../src/domain/practice.ts'
import {
  changedPins,
  rewritingInWords,
  scenarioHeld,
  scenariosWaiting,
  scenarioTitle,
} from '../../../src/domain/rewriting.ts'
import { rehearse } from '../../../src/workflows/rehearse.ts'
import { startPlay } from '../../../src/workflows/start-play.ts'
import { judged, locked } from '../../curriculum/judged.ts'
import { daysLater, publish, smallSchool, start, type School } from '../learning/small-school.ts'
import { libraryWithScenario, say, scenario } from './played-school.ts'

const sound = locked(libraryWithScenario())
const stale = judged(
  sound,
  { 'standards/telephone.mdx': sound['standards/telephone.mdx']!.replace('value="30"', 'value="20"') },
  { verdicts: { 'TEL-05': 'material' } },
)
let school: School

const told = async () => {
  const library = (await currentLibrary(school.db))!
  const held = scenarioHeld(library, scenario)!
  const pins = changedPins(library, held, await publishedChanges(school.db, school.db.reader))
  return { waiting: scenariosWaiting(library).map(({ id }) => id), pins }
}

beforeEach(async () => {
  school = await smallSchool()
  await publish(school.db, sound)
})

describe('a scenario of which a clause changed', () => {
  test('is held still, and tells which clause changed and when', async () => {
    expect(await told()).toEqual({ waiting: [], pins: [] })
    await publish(school.db, stale, daysLater(1))
    const { waiting, pins } = await told()
    expect(waiting).toEqual([scenario])
    expect(rewritingInWords(pins)).toBe(
      'It is being rewritten, because TEL-05 changed on 11 March 2026. Nobody is asked for it meanwhile.',
    )
  })

  test('keeps its name in what is told of its plays', async () => {
    const title = async () => scenarioTitle((await currentLibrary(school.db))!, scenario)
    const before = await title()
    expect(before).not.toBe(scenario)
    await publish(school.db, stale, daysLater(1))
    expect(await title()).toBe(before)
  })

  test('leaves an open play a fortnight, also when it is rewritten meanwhile', async () => {
    const outcome = await startPlay(school.db, { person: school.learner, scenario }, start)
    const play = (outcome as { play: PlayId }).play
    const openOn = async (on: string) => (await openPlaysOf(school.db, school.learner, day(on))).get(scenario)
    expect(await openOn('2026-06-01')).toMatchObject({ play, lastDay: undefined })
    await publish(school.db, stale, daysLater(1))
    expect(await openOn('2026-03-25')).toMatchObject({ play, lastDay: '2026-03-25' })
    expect(await openOn('2026-03-26')).toBeUndefined()
    const mended = {
      ...stale,
      'scenarios/third-call.mdx': stale['scenarios/third-call.mdx']!.replace('TEL-05~1', 'TEL-05~2'),
    }
    await publish(school.db, mended, daysLater(5))
    expect(await told()).toEqual({ waiting: [], pins: [] })
    expect(await openOn('2026-03-25')).toMatchObject({ lastDay: '2026-03-25' })
    expect(await say(school, school.learner, play, 'ask', daysLater(15))).toMatchObject({ kind: 'said' })
    expect(await say(school, school.learner, play, 'come-back', daysLater(16))).toMatchObject({ reason: 'out-of-time' })
    expect(await startPlay(school.db, { person: school.learner, scenario }, daysLater(16))).toMatchObject({
      kind: 'started',
    })
  })
})

describe('how far practice has come', () => {
  test('is told by the decision at which it goes on, until its end or another text', async () => {
    const now = async () => {
      const library = (await currentLibrary(school.db))!
      const kept = await rehearsalOf(school.db.reader, school.learner, scenario)
      expect((await rehearsalsOf(school.db.reader, school.learner)).get(scenario)?.choices).toEqual(kept?.choices)
      return practiceOf(scenarioHeld(library, scenario)!, library.hashes.get(`scenario:${scenario}`), kept)
    }
    const said = (decision: number, choice: string) =>
      rehearse(school.db, { person: school.learner, scenario, deed: { kind: 'say', decision, choice } }, start)
    expect(await now()).toEqual({ kind: 'never' })
    await said(1, 'ask')
    expect(await now()).toEqual({ kind: 'begun', decision: 2 })
    await said(2, 'come-back')
    expect(await now()).toEqual({ kind: 'practised' })
    await said(1, 'ask')
    await publish(
      school.db,
      locked(libraryWithScenario((text) => text.replace('half a minute more', 'a little more'))),
      daysLater(1),
    )
    expect(await now()).toEqual({ kind: 'practised' })
  })
})
