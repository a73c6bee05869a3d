/** A clause through real publications: each line of the lock and each text is found where it was published. */
import { describe, expect, test } from 'vitest'
import { recordOfClause } from '../../db/clause-texts.ts'
import type { Database } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import { clauseDifference } from '../../src/domain/clause-difference.ts'
import { day } from '../../src/domain/days.ts'
import { as, type ClauseId } from '../../src/domain/ids.ts'
import { sideOf } from '../../src/domain/text-difference.ts'
import {
  clauseAsOf,
  historyOf,
  newestAlone,
  pendingTexts,
  retiredFrom,
  textsOn,
  type Asked,
} from '../../src/page-data/clause-history.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { judged, locked, type Judgement } from '../curriculum/judged.ts'
import { soundCurriculum, type Library } from '../curriculum/small-library.ts'
import { temporaryDatabase } from '../db/temporary.ts'

const standard = 'standards/telephone.mdx'
const hold = as<ClauseId>('TEL-05')
const ask = as<ClauseId>('TEL-04')
const organisation = soundCurriculum().organisation

function changed(before: Library, passage: string, replacement: string, judgement: Judgement): Library {
  const text = before[standard] ?? ''
  if (!text.includes(passage)) throw new Error(`no "${passage}"`)
  return judged(before, { [standard]: text.replace(passage, () => replacement) }, judgement)
}

async function publish(db: Database, library: Library, on: string): Promise<void> {
  const published = await publishCurriculum(
    db,
    { curriculum: soundCurriculum(library) },
    Temporal.Instant.from(`${on}T09:00:00Z`),
  )
  if (!('changes' in published)) throw new Error(`not published: ${JSON.stringify(published)}`)
}

/** 1 March as it was; on 1 April half the time, in force from 15 April; on 1 May other words for the same. */
async function threePublications(): Promise<Asked & { portal: { db: Database } }> {
  const db = await temporaryDatabase()
  const first = locked()
  const second = changed(first, 'value="30"', 'value="15"', { verdicts: { 'TEL-05': 'material' } })
  const third = changed(second, 'without coming back.', 'without coming back to them.', {
    verdicts: { 'TEL-05': 'editorial' },
  })
  await publish(db, first, '2026-03-01')
  await publish(db, second, '2026-04-01')
  await publish(db, third, '2026-05-01')
  return asked(db, '2026-05-02')
}

async function asked(db: Database, today: string): Promise<Asked & { portal: { db: Database } }> {
  const library = await currentLibrary(db)
  if (library === undefined) throw new Error('nothing is published')
  return { portal: { db }, library, today: day(today) }
}

describe('the history of a clause', () => {
  test('has a step for each publication that changed its text, with the verdict that it brought', async () => {
    const history = await historyOf(await threePublications(), hold)
    expect(
      history?.steps.map(({ text, verdicts }) => [
        text.publication,
        text.clause?.revision,
        ...verdicts.map(({ verdict }) => verdict),
      ]),
    ).toEqual([
      [1, 1, 'baseline'],
      [2, 2, 'material'],
      [3, 2, 'editorial'],
    ])
  })

  test('names the days from which each text is in force', async () => {
    const history = await historyOf(await threePublications(), hold)
    expect(history?.texts.map(({ inForceFrom }) => inForceFrom)).toEqual(['2026-03-01', '2026-04-15', '2026-05-01'])
  })

  test('gives the exact words of each publication', async () => {
    const history = await historyOf(await threePublications(), hold)
    const [before, after] = [history?.texts[0]?.clause, history?.texts[1]?.clause]
    if (before === undefined || after === undefined) throw new Error('a text is lost')
    const { words, terms } = clauseDifference(before, after, organisation)
    expect(sideOf(words, 'after')[0]?.runs.find(({ kind }) => kind === 'in')?.text).toBe('15 seconds')
    expect(terms).toEqual([{ what: 'Hold', was: '30 seconds', is: '15 seconds' }])
  })

  test('of a clause that never changed is one step', async () => {
    expect((await historyOf(await threePublications(), ask))?.steps).toHaveLength(1)
  })

  test('of an id that nobody ever published is none', async () => {
    expect(await historyOf(await threePublications(), as<ClauseId>('TEL-99'))).toBeUndefined()
  })

  test('ends with the publication of the request, although a newer one is stored', async () => {
    const { portal } = await threePublications()
    expect((await recordOfClause(portal.db, hold, 2))?.held.map(({ publication }) => publication)).toEqual([1, 2])
  })

  test('says whom a material change asks and until when', async () => {
    const found = await clauseAsOf(await threePublications(), hold, day('2026-05-02'))
    expect(found?.steps.map(({ asked: words }) => words)).toEqual([
      'Nobody is asked for anything.',
      expect.stringMatching(/Telephone adviser.*for adviser, on telephone.*until 22 April 2026/),
      'Nobody is asked for anything.',
    ])
  })

  test('names the notice of a change', async () => {
    const found = await clauseAsOf(await threePublications(), hold, day('2026-05-02'))
    expect(found?.steps[1]?.notice?.title).toBe('What is new on the telephone')
  })
})

describe('a clause on a day', () => {
  test('between publication and its day the old text is in force and the new one is published', async () => {
    const history = await historyOf(await threePublications(), hold)
    if (history === undefined) throw new Error('no history')
    const { published, inForce, coming } = textsOn(history, day('2026-04-10'))
    expect([
      published?.clause?.revision,
      inForce?.clause?.revision,
      coming.map(({ inForceFrom }) => inForceFrom),
    ]).toEqual([2, 1, ['2026-04-15']])
  })
})

describe('texts on their way', () => {
  test('are the changed clauses between publication and their day', async () => {
    const { portal } = await threePublications()
    const pending = await pendingTexts({ ...(await asked(portal.db, '2026-04-10')), today: day('2026-04-10') })
    expect([...pending].map(([id, { inForce, coming }]) => [id, inForce?.revision, coming.at(-1)?.from])).toEqual([
      [hold, 1, '2026-04-15'],
    ])
    expect(newestAlone(pending).get(hold)?.inForce).toBeUndefined()
  })

  test('are none once the day has come', async () => {
    expect((await pendingTexts(await threePublications())).size).toBe(0)
  })
})

describe('a retired clause', () => {
  async function retired(today: string) {
    const db = await temporaryDatabase()
    const first = locked()
    const text = first[standard] ?? ''
    const without = text.replace(/<Clause id="TEL-05"[\s\S]*?<\/Clause>\n/, '').replace(' and [below](#TEL-05)', '')
    const files = {
      [standard]: without,
      'lessons/holding-a-call.mdx': (first['lessons/holding-a-call.mdx'] ?? '')
        .replace('<Clause id="TEL-05" />\n', '')
        .replace('TEL-05~1', 'TEL-04~1'),
      'quizzes/telephone.mdx': (first['quizzes/telephone.mdx'] ?? '')
        .replace('TEL-05~1', 'TEL-04~1')
        .replace('critical: [TEL-05]', 'critical: [TEL-04]'),
    }
    await publish(db, first, '2026-03-01')
    await publish(db, judged(first, files, { verdicts: { 'TEL-05': 'retired' } }), '2026-04-01')
    return asked(db, today)
  }

  test('stays in force until the day of its notice', async () => {
    const found = await clauseAsOf(await retired('2026-04-10'), hold, day('2026-04-10'))
    expect([found?.texts.inForce?.clause?.revision, found?.retired?.from]).toEqual([1, '2026-04-15'])
  })

  test('keeps its page with its tombstone', async () => {
    const found = await clauseAsOf(await retired('2026-04-15'), hold, day('2026-04-15'))
    expect(found?.texts.inForce?.clause).toBeUndefined()
    expect(found).toMatchObject({ place: { standard: 'telephone' }, retired: { from: '2026-04-15' } })
    expect(found?.steps.at(-1)?.verdicts.map(({ verdict }) => verdict)).toEqual(['retired'])
  })

  test('was not retired on a day before it was told', async () => {
    const found = await clauseAsOf(await retired('2026-04-15'), hold, day('2026-03-20'))
    expect([found?.retired, found?.texts.inForce?.clause?.revision]).toEqual([undefined, 1])
  })

  test('is named at the end of the standard in which it stood', async () => {
    expect(await retiredFrom(await retired('2026-04-15'), 'TEL')).toMatchObject([{ clause: hold, from: '2026-04-15' }])
  })
})
