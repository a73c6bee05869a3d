/**
 * How long a search takes in a library of 2,000 clauses with their lessons and terms, in a file of its
 * own: what people type, typing errors and whole sentences included. Prints figures; judges nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import { currentLibrary } from '../../db/publications.ts'
import type { Viewer } from '../../src/domain/access.ts'
import type { Clause, Curriculum, Lesson, Standard } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import {
  as,
  type ClauseId,
  type LessonId,
  type PersonId,
  type SectionId,
  type StandardId,
} from '../../src/domain/ids.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { searchLibrary } from '../../src/workflows/search-library.ts'

const clauseCount = 2000
const clausesInStandard = 20
const runs = 40
const targetMs = 20

/** The same numbers each run: figures of two days can be compared. */
let seed = 42
const chance = (below: number) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return Math.floor((seed / 2147483648) * below)
}
const beginnings =
  'ba be bi bo bra che co cra de dra fa fi flo ga gre ha hi jo ka la le li lo ma me mi no pa pe pla po ra re ri ro sa se sho si sta ta te ti to tra va ve wa we'.split(
    ' ',
  )
const endings =
  'bel ber cent der dle fer gan ger ket lan len mer mond nal nel pen per ral ren rick sel sen ter ton vel ver'.split(
    ' ',
  )
const made = Array.from({ length: 9000 }, (_, at) => {
  const first = beginnings[at % beginnings.length] ?? ''
  const middle = beginnings[Math.floor(at / beginnings.length) % beginnings.length] ?? ''
  return `${first}${middle}${endings[Math.floor(at / 7) % endings.length] ?? ''}`
})
const common =
  'caller customer hold transfer complaint answer promise record letter branch telephone chat reply minute day name reason colleague apologise explain policy refund visit boiler parcel contract'.split(
    ' ',
  )
/** A few words stand everywhere and most stand rarely, as in any text. */
const word = () =>
  chance(3) === 0
    ? (common[chance(common.length)] ?? '')
    : (made[Math.floor((chance(1000) / 1000) ** 3 * made.length)] ?? '')
const prose = (count: number) => Array.from({ length: count }, word).join(' ')

function library(): Curriculum {
  const standards = Array.from({ length: clauseCount / clausesInStandard }, (_, at): Standard => {
    const prefix = `A${String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26))}`
    const standard = as<StandardId>(`standard-${at}`)
    const clauses = Array.from({ length: clausesInStandard }, (_, index): Clause => ({
      id: as<ClauseId>(`${prefix}-${String(index + 1).padStart(2, '0')}`),
      revision: 1,
      standard,
      level: 'must',
      roles: 'everyone',
      channels: 'all',
      target: '95% of cases',
      params: [],
      text: `You must ${prose(22)}.`,
      body: [],
      why: [prose(30)],
      examples: [[prose(40)]],
    }))
    return {
      id: standard,
      title: `${prose(3)}`,
      kind: 'standard',
      prefix,
      summary: prose(15),
      owner: 'Helen Marsh',
      approver: 'Tom Hale',
      reviewBy: day('2030-01-01'),
      // One in ten is narrowed, so that rights cost what they cost.
      readers: at % 10 === 0 ? ['steward'] : undefined,
      sections: Array.from({ length: 8 }, (_, index) => ({
        id: as<SectionId>(`section-${index}`),
        title: prose(3),
        body: [{ tag: 'p', kids: [prose(120)] }],
      })),
      clauses,
    }
  })
  const lessons = Array.from({ length: clauseCount / 5 }, (_, at): Lesson => ({
    id: as<LessonId>(`lesson-${at}`),
    title: prose(3),
    summary: prose(15),
    minutes: 5,
    readers: undefined,
    clauses: [],
    sections: Array.from({ length: 5 }, (_, index) => ({
      id: as<SectionId>(`section-${index}`),
      title: prose(3),
      body: [{ tag: 'p', kids: [prose(180)] }],
    })),
    checks: [],
  }))
  const glossary = Array.from({ length: 300 }, (_, at) => ({
    id: `term-${at}`,
    term: prose(2),
    aliases: [prose(2)],
    definition: prose(25),
  }))
  return {
    organisation: {
      name: 'Bench',
      timeZone: 'Europe/London',
      language: 'en-GB',
      readinessTargetPercent: 95,
      roles: new Map(),
      channels: new Map(),
      branches: new Map(),
    },
    standards,
    lessons,
    quizzes: [],
    scenarios: [],
    programmes: [],
    glossary,
    notices: [],
    lock: [],
    media: [],
  }
}

const viewer: Viewer = {
  id: as<PersonId>('somebody'),
  name: 'Somebody',
  email: 'somebody@example.test',
  rights: new Set(),
  roles: new Set(),
  leads: new Set(),
}

const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'))
const db = await openDatabase(`file:${join(folder, 'portal.db')}`)
try {
  const curriculum = library()
  const publishing = performance.now()
  await publishCurriculum(db, { curriculum }, Temporal.Instant.from('2026-11-21T09:00:00Z'))
  const published = performance.now() - publishing
  const current = await currentLibrary(db)
  if (current === undefined) throw new Error('nothing was published')
  const opening = performance.now()
  await searchLibrary(db, { library: current, viewer, typed: 'hold' })
  console.log(`${clauseCount} clauses, ${curriculum.lessons.length} lessons, ${curriculum.glossary.length} terms`)
  console.log(
    `  publishing ${published.toFixed(0)} ms; the first search ${(performance.now() - opening).toFixed(1)} ms`,
  )
  console.log(`  each the middle and the slowest of ${runs}; the target is ${targetMs} ms\n`)
  const asked = {
    'the id of a clause': 'aab 7',
    'a frequent word': 'caller',
    'the beginning of a word': 'com',
    'two letters': 'ba',
    'three words': 'caller hold promise',
    'a phrase': '"caller hold"',
    'a rare word': made[8500] ?? '',
    'a typing error': 'complant',
    'two typing errors': 'telphone trasnfer',
    'a whole sentence': 'how long may I leave a caller on hold before I explain the reason to a colleague',
    'a sentence with errors': 'how lnog may I laeve a calller on hlod befroe I expalin',
    nothing: 'qzxvjk wwwwqq',
  }
  for (const [what, typed] of Object.entries(asked)) {
    const times: number[] = []
    let total = 0
    for (let run = 0; run < runs; run += 1) {
      const began = performance.now()
      total = (await searchLibrary(db, { library: current, viewer, typed })).total
      times.push(performance.now() - began)
    }
    const sorted = times.toSorted((a, b) => a - b)
    const [middle = 0, slowest = 0] = [sorted[Math.floor(runs / 2)], sorted.at(-1)]
    console.log(
      `  ${what.padEnd(24)} ${middle.toFixed(1).padStart(6)} ms ${slowest.toFixed(1).padStart(6)} ms  ${String(total).padStart(5)} hits`,
    )
  }
} finally {
  await closeDatabase(db)
  rmSync(folder, { recursive: true, force: true })
}
