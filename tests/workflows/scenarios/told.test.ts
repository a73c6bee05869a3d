/** What is told of plays afterwards: to the person in the record, and of all people together on the map. */
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { record } from '../../../db/ledger.ts'
import { write } from '../../../db/open.ts'
import { pathsOf } from '../../../db/play-counts.ts'
import { currentLibrary } from '../../../db/publications.ts'
import type { Viewer } from '../../../src/domain/access.ts'
import { day } from '../../../src/domain/days.ts'
import { as, type PersonId, type PlayId, type SceneId } from '../../../src/domain/ids.ts'
import { reportRecord } from '../../../src/workflows/report-record.ts'
import { rebuild } from '../../../src/workflows/rebuild.ts'
import { startPlay } from '../../../src/workflows/start-play.ts'
import { must, publish, smallSchool, start, type School } from '../learning/small-school.ts'
import { libraryWithScenario, say, scenario } from './played-school.ts'

let school: School
const on = day('2026-03-10')

async function played(...replies: readonly string[]): Promise<PlayId> {
  const begun = await startPlay(school.db, { person: school.learner, scenario }, start)
  if (begun.kind === 'refused') throw new Error(begun.reason)
  for (const reply of replies) await say(school, school.learner, begun.play, reply, start)
  return begun.play
}

async function recordOf() {
  const library = (await currentLibrary(school.db))!
  const { learner } = school
  const viewer: Viewer = {
    id: learner,
    name: '',
    email: '',
    rights: new Set(),
    roles: new Set(),
    leads: new Set(),
  }
  return (await reportRecord(school.db, { person: learner, viewer, library, today: on }))!
}

beforeEach(async () => {
  school = await smallSchool()
  await publish(school.db, libraryWithScenario())
})

describe('the record of a person', () => {
  test('tells each play with its ending and the share of each clause, and nothing that was said', async () => {
    await played('ask', 'search-on')
    await played('bear')
    const { plays } = await recordOf()
    expect(plays).toMatchObject([
      {
        scenario: { id: 'third-call', title: 'The third call' },
        begunOn: '2026-03-10',
        endedOn: '2026-03-10',
        passed: false,
        percent: 50,
        ending: { id: 'gone', title: 'Gone' },
        outcome: 'lost',
        clauses: [{ percent: 100 }, { percent: 0 }],
        broken: [],
      },
      { endedOn: null, passed: null, percent: null, ending: null, outcome: null, clauses: [], broken: [] },
    ])
    expect(JSON.stringify(plays)).not.toMatch(/search-on|bear|"choice"/)
  })

  test('keeps the words of an ending as they were when it was played', async () => {
    await played('ask', 'search-on')
    await publish(
      school.db,
      libraryWithScenario((text) =>
        text.replace('## Gone', '## Gone for good').replaceAll('"gone"', '"gone-for-good"'),
      ),
      start.add({ hours: 24 }),
    )
    expect((await recordOf()).plays).toMatchObject([{ ending: { title: 'Gone' }, outcome: 'lost' }])
  })
})

describe('the ways people took', () => {
  const contentNow = async () => (await currentLibrary(school.db))!.hashes.get(`scenario:${scenario}`)!
  const told = async () => {
    const { ways, ...counts } = await pathsOf(school.db.reader, await contentNow())
    return { ...counts, ways: ways.map(({ scene, way, times }) => `${scene} ${way}: ${times}`).toSorted() }
  }

  test('are counted over all plays, and say nothing of who took them', async () => {
    await played('ask', 'search-on')
    await played('ask', 'come-back')
    // Begun, and nothing said.
    await played()
    expect(await told()).toEqual({
      people: 1,
      plays: 2,
      ended: 2,
      passed: 1,
      ways: ['she-waits 0: 1', 'she-waits 1: 1', 'the-phone-rings 0: 2'],
    })
  })

  test('are counted once where several tabs say them at once, and a rebuild counts them alike', async () => {
    await played('ask', 'search-on')
    const { db, other: person } = school
    const { play } = must(await startPlay(db, { person, scenario }, start))
    await Promise.all(['ask', 'ask', 'bear', 'bear'].map((reply) => say(school, person, play, reply, start)))
    const before = await told()
    expect(before).toMatchObject({ people: 2, plays: 2, ended: 1, passed: 0 })
    expect(await rebuild(db)).toMatchObject({ changed: false })
    for (const damage of [
      sql`DELETE FROM way_counts`,
      sql`UPDATE play_counts SET plays = plays + 7, people = 0`,
      sql`INSERT INTO play_counts_people VALUES ('nothing', 'nobody')`,
    ]) {
      await write(db, (tx) => tx.run(damage))
      expect(await rebuild(db)).toMatchObject({ changed: true })
      expect(await told()).toEqual(before)
    }
    expect(await rebuild(db)).toMatchObject({ changed: false })
  })

  test('begin anew when the scenario is rewritten', async () => {
    await played('ask', 'search-on')
    await publish(
      school.db,
      libraryWithScenario((text) => text.replace('One more minute', 'Two more minutes')),
      start.add({ hours: 24 }),
    )
    expect(await told()).toEqual({ people: 0, plays: 0, ended: 0, passed: 0, ways: [] })
  })

  test('of five thousand plays are counted by a rebuild', async () => {
    const content = await contentNow()
    await write(school.db, async (tx) => {
      const facts = Array.from({ length: 5000 }, (_, at) => {
        const [person, play] = [as<PersonId>(`person-${at % 500}`), as<PlayId>(`play-${at}`)]
        const begun = {
          kind: 'scenario-started',
          person,
          play,
          scenario,
          publication: 2,
          content,
          seed: 1,
          on,
        } as const
        const step = { kind: 'scenario-step', person, play, choice: 'ask', shown: ['ask'], clauses: [], on } as const
        return [begun, { ...step, scene: as<SceneId>('the-phone-rings') }]
      })
      await record(tx, facts.flat(), start, null)
    })
    expect(await rebuild(school.db)).toMatchObject({ changed: true })
    const ways = ['the-phone-rings 0: 5000']
    expect(await told()).toEqual({ people: 500, plays: 5000, ended: 0, passed: 0, ways })
  })
})
