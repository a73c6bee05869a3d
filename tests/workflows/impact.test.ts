import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsOf, headOfLedger } from '../../db/ledger.ts'
import { newId } from '../../db/new-id.ts'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { currentLibrary, publishedChanges } from '../../db/publications.ts'
import { standingsOf } from '../../db/standings.ts'
import { readForPublication, type FolderRead } from '../../src/curriculum/for-publication.ts'
import { day } from '../../src/domain/days.ts'
import { as, type JobRole, type PersonId } from '../../src/domain/ids.ts'
import { wordTerms } from '../../src/domain/impact-words.ts'
import { pendingUpdates } from '../../src/domain/pending-updates.ts'
import { addPerson } from '../../src/workflows/add-person.ts'
import { recordLeave } from '../../src/workflows/record-leave.ts'
import { reportImpact, reportImpactSoFar, type Impact, type ImpactReport } from '../../src/workflows/report-impact.ts'
import { reportReadiness } from '../../src/workflows/report-readiness.ts'
import { temporaryFolder } from '../db/temporary.ts'
import { locked } from '../curriculum/judged.ts'
import { spoiled, type Library } from '../curriculum/small-library.ts'
import { daysLater, must, publish, smallSchool, type School } from './learning/small-school.ts'
import {
  certify,
  changedLibrary,
  changeDay,
  firstLibrary,
  libraries,
  pendingOf,
  tryIt,
} from './updates/changed-school.ts'
import { firstWithReplay, replayLibraries, replaySchool, twoAsked } from './updates/replay-school.ts'

const standard = 'standards/telephone.mdx'
const programme = 'programmes/telephone-adviser.yaml'
const on = day('2026-03-20')

/** A library as a folder on the disk. */
async function folderOf(library: Library): Promise<string> {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(library)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const read = async (library: Library): Promise<FolderRead> => readForPublication(await folderOf(library))

/** The school with its learner certified; `other` has still to begin. */
async function certifiedSchool(): Promise<School> {
  const school = await smallSchool()
  await publish(school.db, firstLibrary)
  await certify(school)
  return school
}

async function impactOf(db: Database, library: Library, now = changeDay): Promise<Impact> {
  return impactIn(await reportImpact(db, { read: await read(library) }, now))
}

function impactIn(report: ImpactReport | { readonly kind: 'under-way' }): Impact {
  if (report.kind !== 'impact') throw new Error(JSON.stringify(report))
  return report
}

describe('the impact of a changed clause', () => {
  test('is what happens when it is published: the same people, minutes and readiness', async () => {
    const { db, learner, other } = await certifiedSchool()
    const foreseen = await impactOf(db, libraries.two)
    await publish(db, libraries.two, changeDay)
    const library = (await currentLibrary(db))!
    const histories = await publishedChanges(db, db.reader)
    const owing = async (person: PersonId) => {
      const standings = await standingsOf(db, person, on)
      return pendingUpdates(library, histories, standings, await factsOf(db.reader, person), on)
    }
    expect(foreseen.people.map(({ person, minutes, due }) => ({ person, minutes, due }))).toEqual([
      { person: learner, minutes: (await owing(learner)).minutes, due: (await owing(learner)).due },
    ])
    expect((await owing(other)).clauses).toEqual([])
    for (const { on: then, with: after } of foreseen.byTeam.whole.days) {
      const { whole } = await reportReadiness(db, { on: then, scope: 'everybody' }, changeDay)
      expect([then, after]).toEqual([then, { ready: whole.ready, required: whole.required }])
    }
    const [team] = foreseen.byTeam.teams
    expect([team?.team.name, team?.people, team?.backOn]).toEqual(['Voice', 1, '2026-04-10'])
  })

  test('counts a scenario that is played again once for each person, however many clauses ask for it', async () => {
    const school = await replaySchool(firstWithReplay)
    const foreseen = await impactOf(school.db, twoAsked, daysLater(11))
    expect(foreseen.clauses.map(({ clause, replays }) => [clause, replays])).toEqual([
      ['TEL-04', ['On hold']],
      ['TEL-05', ['On hold']],
    ])
    expect(wordTerms(foreseen.clauses[1]!)).toContain(' by 1 person, who play “On hold” again for it')
    await publish(school.db, twoAsked, daysLater(11))
    const { minutes } = await pendingOf(school, daysLater(11))
    expect(foreseen.people.map((one) => one.minutes)).toEqual([minutes])
  })

  test('asks nobody for a scenario that it makes stale, and names that', async () => {
    const school = await replaySchool(firstWithReplay)
    const { staleScenarios, clauses, people } = await impactOf(school.db, replayLibraries.questions, daysLater(11))
    expect(staleScenarios).toEqual([
      { scenario: 'on-hold', title: 'On hold', file: 'scenarios/on-hold.mdx', cites: ['TEL-05~1'] },
    ])
    expect([clauses[0]?.replays, people[0]?.minutes]).toEqual([[], 1])
  })

  test('says what readiness would be without it on the same days', async () => {
    const { db } = await certifiedSchool()
    const { whole } = (await impactOf(db, libraries.one)).byTeam
    for (const { on: then, without } of whole.days) {
      const now = await reportReadiness(db, { on: then, scope: 'everybody' }, changeDay)
      expect([then, without]).toEqual([then, { ready: now.whole.ready, required: now.whole.required }])
    }
    expect(whole.days.map(({ on: then, without, with: after }) => [then, without.ready - after.ready])).toEqual([
      ['2026-03-20', 0],
      ['2026-04-03', 0],
      ['2026-04-10', 0],
      ['2026-04-11', 1],
    ])
  })

  test('shows the clause before and after, with its verdict, notice and days', async () => {
    const { db } = await certifiedSchool()
    expect((await impactOf(db, libraries.one)).clauses).toMatchObject([
      {
        clause: 'TEL-05',
        verdict: 'material',
        before: { revision: 1 },
        after: { revision: 2 },
        notice: { id: 'a-change' },
        line: { why: 'callers told us' },
        change: { effectiveOn: '2026-04-03' },
        dueOn: '2026-04-10',
        people: 1,
      },
    ])
  })

  test('names what becomes stale and what loses cover', async () => {
    const { db } = await certifiedSchool()
    const { stale, coverageLost } = await impactOf(db, libraries.one)
    expect(stale).toEqual([
      {
        question: 'holding-check',
        kind: 'check',
        title: 'Half a minute',
        file: 'lessons/holding-a-call.mdx',
        cites: ['TEL-05~1'],
      },
    ])
    expect(coverageLost).toEqual([])
  })

  test('counts somebody away as asked later', async () => {
    const { db, learner } = await certifiedSchool()
    const leave = { by: null, person: learner, away: true, from: day('2026-03-15'), backOn: day('2026-05-01') }
    must(await recordLeave(db, leave, daysLater(5)))
    expect((await impactOf(db, libraries.one)).byTeam.whole).toMatchObject({ people: 1, later: 1 })
  })

  test('that is only worded otherwise touches nobody, and is shown as such', async () => {
    const { db } = await certifiedSchool()
    const reworded = changedLibrary(firstLibrary, [[standard, 'ask before you put', 'ask before ever you put']], {
      verdicts: { 'TEL-04': 'editorial' },
    })
    const { clauses, people, byTeam } = await impactOf(db, reworded)
    expect([clauses.map(({ clause, verdict }) => [clause, verdict]), people, byTeam.teams]).toEqual([
      [['TEL-04', 'editorial']],
      [],
      [],
    ])
  })

  test('writes nothing, also on a database opened for reading only', async () => {
    const { db } = await certifiedSchool()
    const head = await headOfLedger(db.reader)
    const beside = await openDatabase(`file:${db.path}`, { readOnly: true })
    try {
      expect((await impactOf(beside, libraries.one)).people).toHaveLength(1)
    } finally {
      await closeDatabase(beside)
    }
    expect(await headOfLedger(db.reader)).toEqual(head)
  })

  test('gives way between any two people, and says how far it is', async () => {
    const { db } = await certifiedSchool()
    const team = (await reportReadiness(db, { on, scope: 'everybody' }, changeDay)).teams[0]!.team.id
    for (let count = 0; count < 20; count += 1) {
      const person = as<PersonId>(newId())
      const who = { by: null, person, name: `N ${count}`, email: `${person}@example.com`, from: day('2026-03-01') }
      const works = { team, roles: [as<JobRole>('adviser')], manager: null, rights: [] }
      must(await addPerson(db, { ...who, ...works }, changeDay))
    }
    let turns = 0
    let isOver = false
    const others = (async () => {
      while (!isOver) {
        await new Promise((resolve) => setImmediate(resolve))
        turns += 1
      }
    })()
    const progress: (readonly [number, number])[] = []
    const onProgress = (done: number, all: number) => void progress.push([done, all])
    await reportImpact(db, { read: await read(libraries.one), onProgress }, changeDay)
    isOver = true
    await others
    expect(turns).toBeGreaterThan(22)
    expect([progress[0], progress.at(-1)]).toEqual([
      [0, 22],
      [22, 22],
    ])
  })
})

describe('the impact of other rules', () => {
  const withRules = (passage: string, replacement: string) => locked(spoiled(programme, passage, replacement))

  test('names a programme that asks people newly, and counts them', async () => {
    const { db } = await certifiedSchool()
    const second = {
      ...firstLibrary,
      'programmes/second.yaml': (firstLibrary[programme] ?? '').replace('Telephone adviser', 'A second one'),
    }
    const { programmes, byTeam, days } = await impactOf(db, second)
    expect(programmes.find(({ programme: id }) => id === ('second' as never))).toMatchObject({
      title: 'A second one',
      state: 'new',
      entering: 2,
      released: 0,
    })
    expect(byTeam.whole).toMatchObject({ people: 0, entering: 2, backOn: '2026-04-03' })
    expect(days.map(({ on: then }) => then)).toEqual(['2026-03-20', '2026-04-03', '2026-04-04'])
  })

  test('grants at once what is earned already, so that nobody seems to fall who does not', async () => {
    const { db, learner } = await certifiedSchool()
    const second = {
      ...firstLibrary,
      'programmes/second.yaml': (firstLibrary[programme] ?? '').replace('Telephone adviser', 'A second one'),
    }
    const foreseen = await impactOf(db, second)
    await publish(db, second, changeDay)
    const kinds = (await standingsOf(db, learner, on)).map(({ kind }) => kind)
    expect(kinds).toEqual(['certified', 'certified'])
    const { whole } = await reportReadiness(db, { on, scope: 'everybody' }, changeDay)
    expect(foreseen.byTeam.whole.days[0]?.with.ready).toBe(whole.ready - 1)
  })

  test('counts whom a narrower programme releases', async () => {
    const { db } = await certifiedSchool()
    const { byTeam, programmes } = await impactOf(
      db,
      withRules('channels: [phone] }', 'channels: [phone], branches: [millbrook] }'),
    )
    expect(programmes).toMatchObject([{ state: 'changed', entering: 0, released: 2, terms: [{ what: 'Asks' }] }])
    expect(byTeam.whole).toMatchObject({
      people: 0,
      released: 2,
      days: [{ without: { required: 2 }, with: { required: 0 } }],
    })
  })

  test('says by which rules it asks otherwise', async () => {
    const { db } = await certifiedSchool()
    const stricter = withRules('grace_days: 30', 'grace_days: 7')
    const { programmes, byTeam } = await impactOf(db, stricter)
    expect(programmes).toMatchObject([{ state: 'changed', terms: [{ what: 'Grace', was: '30 days', is: '7 days' }] }])
    expect(byTeam.whole).toMatchObject({ people: 0, entering: 0, released: 0 })
  })
})

describe('a folder that cannot be published', () => {
  test('with faults is told by its faults, a sentence each', async () => {
    const { db } = await certifiedSchool()
    const broken = { ...firstLibrary, [standard]: firstLibrary[standard]!.replace('value="30"', 'value="20"') }
    const report = await reportImpact(db, { read: await read(broken) }, changeDay)
    expect(report).toMatchObject({ kind: 'faulty' })
    expect(report.kind === 'faulty' && report.faults.join()).toMatch(
      /^standards\/telephone\.mdx:\d+: .*portal -- clause bump TEL-05/,
    )
  })

  test('whose lock ends before the published one is told the mend', async () => {
    const { db } = await certifiedSchool()
    await publish(db, libraries.one, changeDay)
    const report = await reportImpact(
      db,
      { read: await read(locked(spoiled(standard, 'Hold is', 'Holding is'))) },
      changeDay,
    )
    expect(report).toMatchObject({ kind: 'refused', inForce: 3 })
    expect(report.kind === 'refused' && report.says).toContain('Put the newest clauses.lock back from version control')
  })

  test('that vanished is told in a sentence', async () => {
    const { db } = await certifiedSchool()
    const folder = await folderOf(libraries.one)
    await rm(folder, { recursive: true })
    expect(await reportImpact(db, { read: await readForPublication(folder) }, changeDay)).toMatchObject({
      kind: 'faulty',
      faults: [expect.stringContaining(`there is no folder ${folder}.`)],
    })
  })
})

describe('a folder that says what is in force', () => {
  const progressOf = async (db: Database, now = changeDay) => {
    const report = await reportImpact(db, { read: await read(libraries.one) }, now)
    return report.kind === 'same' ? report.lately : expect.fail(report.kind)
  }

  test('tells how far people have come with the last publication', async () => {
    const school = await certifiedSchool()
    await publish(school.db, libraries.one, changeDay)
    const none = { shown: 0, open: 0, late: 0, away: 0, 'asked-no-more': 0 }
    expect(await progressOf(school.db)).toMatchObject([{ publication: 3, touched: 1, people: { ...none, open: 1 } }])
    expect(await progressOf(school.db, daysLater(60))).toMatchObject([{ people: { ...none, late: 1 } }])
    await tryIt(school, 'right')
    expect(await progressOf(school.db)).toMatchObject([{ touched: 1, people: { ...none, shown: 1 } }])
  })

  test('tells nothing where no clause ever changed', async () => {
    const { db } = await certifiedSchool()
    const report = await reportImpact(db, { read: await read(firstLibrary) }, changeDay)
    expect(report).toMatchObject({ kind: 'same', publication: 2, lately: [] })
  })
})

test('before anything is published a folder is the beginning, and asks nobody', async () => {
  const db = await openDatabase(`file:${join(temporaryFolder(), 'portal.db')}`)
  try {
    expect(await reportImpact(db, { read: await read(firstLibrary) }, changeDay)).toEqual({ kind: 'baseline' })
  } finally {
    await closeDatabase(db)
  }
})

describe('an impact that was worked out', () => {
  const patience = 10_000

  test('is kept while content, publication and day are the same', async () => {
    const { db } = await certifiedSchool()
    const folder = await read(libraries.one)
    const first = await reportImpactSoFar(db, folder, changeDay, patience)
    expect(await reportImpactSoFar(db, folder, changeDay, patience)).toBe(first)
    expect(await reportImpactSoFar(db, await read(libraries.two), changeDay, patience)).not.toBe(first)
  })

  test('is worked out anew on another day', async () => {
    const { db } = await certifiedSchool()
    const folder = await read(libraries.one)
    const first = await reportImpactSoFar(db, folder, changeDay, patience)
    const next = impactIn(await reportImpactSoFar(db, folder, changeDay.add({ hours: 24 }), patience))
    expect([next === first, next.on]).toEqual([false, '2026-03-21'])
  })

  test('is worked out anew when people did something since and ten minutes went by', async () => {
    const { db, other } = await certifiedSchool()
    const folder = await read(libraries.one)
    const first = await reportImpactSoFar(db, folder, changeDay, patience)
    const later = changeDay.add({ minutes: 11 })
    expect(await reportImpactSoFar(db, folder, later, patience)).toBe(first)
    must(await recordLeave(db, { by: null, person: other, away: true, from: on }, later))
    expect(await reportImpactSoFar(db, folder, changeDay.add({ minutes: 5 }), patience)).toBe(first)
    expect(await reportImpactSoFar(db, folder, later, patience)).not.toBe(first)
  })

  test('says how far it is when it takes longer than anybody waits', async () => {
    const { db } = await certifiedSchool()
    const folder = await read(libraries.one)
    const soon = await reportImpactSoFar(db, folder, changeDay, 0)
    expect(soon).toMatchObject({ kind: 'under-way' })
    expect(await reportImpactSoFar(db, folder, changeDay, patience)).toMatchObject({ kind: 'impact' })
  })

  test('gives way to the impact of newer content', async () => {
    const { db } = await certifiedSchool()
    const [older, newer] = [await read(libraries.one), await read(libraries.two)]
    const given = reportImpactSoFar(db, older, changeDay, patience)
    await new Promise((resolve) => setImmediate(resolve))
    const [first, second] = await Promise.all([given, reportImpactSoFar(db, newer, changeDay, patience)])
    expect(['under-way', 'impact']).toContain(first.kind)
    expect(second).toMatchObject({ kind: 'impact' })
  })
})

test('a library without a lock has an impact too', async () => {
  const school = await smallSchool()
  const lesson = spoiled('lessons/holding-a-call.mdx', 'Mrs Hale is', 'Mr Hale is')
  expect(await impactOf(school.db, lesson)).toMatchObject({ clauses: [], people: [], stale: [] })
})
