import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closeDatabase, openDatabase, write, type Database } from '../../db/open.ts'
import { currentLibrary, forgetLibraries } from '../../db/publications.ts'
import { stateOfSearch } from '../../db/search.ts'
import type { Viewer } from '../../src/domain/access.ts'
import type { Right } from '../../src/domain/facts.ts'
import { as, type JobRole, type PersonId } from '../../src/domain/ids.ts'
import type { MarkedText } from '../../src/domain/search.ts'
import { prepareSearch } from '../../src/workflows/prepare-search.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { searchLibrary, type SearchInput } from '../../src/workflows/search-library.ts'
import { soundCurriculum, soundLibrary, spoiled, type Library } from '../curriculum/small-library.ts'
import { temporaryDatabase } from '../db/temporary.ts'

const now = Temporal.Instant.from('2026-03-10T09:00:00Z')

const somebody: Viewer = {
  id: as<PersonId>('ann'),
  name: 'Ann',
  email: 'ann@example.test',
  rights: new Set(),
  roles: new Set([as<JobRole>('adviser')]),
  leads: new Set(),
}
const having = (right: Right): Viewer => ({ ...somebody, rights: new Set([right]) })

/** The small library, with a standard and a lesson that only team leaders may read. */
const narrowed: Library = {
  ...soundLibrary,
  'standards/redundancy.mdx': `---
title: When posts go
kind: policy
prefix: RED
summary: How redundancies are told.
owner: Helen Marsh
approver: Tom Hale
review_by: 2027-09-01
readers: [team-leader]
---
## Telling

<Clause id="RED-01" level="must" role="team-leader" channel="phone" target="none">
You must tell the person in private before anybody hears of the severance. Mr Zieliński once heard it on hold.
</Clause>
`,
  'lessons/telling.mdx': `---
title: The long corridor
summary: How redundancies are told.
minutes: 5
readers: [team-leader]
---
## Close the door

<Clause id="RED-01" />

Severance is said once, slowly.
`,
}

async function published(library: Library = soundLibrary): Promise<Database> {
  const db = await temporaryDatabase()
  await publishCurriculum(db, { curriculum: soundCurriculum(library) }, now)
  return db
}

async function search(db: Database, typed: string, more: Partial<SearchInput> = {}) {
  const library = (await currentLibrary(db))!
  return searchLibrary(db, { library, viewer: somebody, typed, ...more })
}

const subjectsOf = ({ hits }: Awaited<ReturnType<typeof search>>) =>
  hits.map(({ subject, section }) => (section === undefined ? subject : `${subject}#${section}`))
const marksOf = (text: MarkedText) => text.filter(({ marked }) => marked).map((part) => part.text)

describe('a search', () => {
  test('finds clauses, standards, lessons and terms', async () => {
    const found = await search(await published(), 'hold')
    expect([...found.counts.keys()].toSorted()).toEqual(['clause', 'lesson', 'standard'])
    const term = await search(await published(), 'warm transfer')
    expect(term.hits[0]).toMatchObject({ kind: 'term', subject: 'warm-transfer' })
  })

  test('puts binding clauses that say it first, then what has it in the title, then what has it in the text', async () => {
    const found = await search(await published(), 'hold')
    const places = found.hits.map(({ kind, title, name, body }) =>
      kind === 'clause' && marksOf(body).length > 0 ? 0 : [...marksOf(title), ...marksOf(name)].length > 0 ? 1 : 2,
    )
    expect(places).toEqual(places.toSorted())
    expect(new Set(places)).toEqual(new Set([0, 1, 2]))
  })

  test.each([
    ['telephone standard', 'standard', 'telephone'],
    ['the standard', 'standard', 'telephone'],
    ['On the telephone', 'standard', 'telephone'],
    ['TEL', 'standard', 'telephone'],
    ['holding-a-call', 'lesson', 'holding-a-call'],
    ['programme', 'programme', undefined],
    ['quiz', 'quiz', undefined],
  ])('“%s” has the %s first that is called so', async (typed, kind, subject) => {
    const [first] = (await search(await published(), typed)).hits
    expect(first).toMatchObject({ kind, section: undefined, ...(subject !== undefined && { subject }) })
  })

  test('has a programme and a quiz first for just their titles', async () => {
    const db = await published()
    const { programmes, quizzes } = (await currentLibrary(db))!.curriculum
    for (const [kind, { id, title }] of [['programme', programmes[0]!] as const, ['quiz', quizzes[0]!] as const]) {
      expect((await search(db, title)).hits[0]).toMatchObject({ kind, subject: id })
    }
  })

  test.each(['how long may I keep a caller on hold?', '30 seconds', 'title:hold', '<b>seconds</b>'])(
    '“%s” leads to the clause that says how long',
    async (typed) => {
      expect(subjectsOf(await search(await published(), typed)).slice(0, 2)).toContain('TEL-05')
    },
  )

  test('tells must not from must', async () => {
    const db = await published()
    expect(subjectsOf(await search(db, 'must not', { kind: 'clause' }))).toEqual(['TEL-05'])
    expect((await search(db, 'must', { kind: 'clause' })).counts.get('clause')).toBeGreaterThan(1)
  })

  test.each(['TEL-05 and tel 4', 'Clauses TEL-05, TEL-04'])('“%s” has both clauses first', async (typed) => {
    expect(subjectsOf(await search(await published(), typed)).slice(0, 2)).toEqual(['TEL-05', 'TEL-04'])
  })

  test.each(['TEL-0', 'tel 99'])('“%s”, which is no clause, leads to the standard', async (typed) => {
    expect((await search(await published(), typed)).hits[0]).toMatchObject({ kind: 'standard', subject: 'telephone' })
  })

  test.each(['tel 5', 'TEL-05', 'tel05', 'Tel.5', 'TEL–5', '(tel-005)', '§ TEL 5.', 'Clause TEL-05', 'TEL-05~1@1'])(
    '“%s” has the clause first',
    async (typed) => {
      expect(subjectsOf(await search(await published(), typed))[0]).toBe('TEL-05')
    },
  )

  test('finds a word by its beginning and by its other forms', async () => {
    const db = await published()
    expect(subjectsOf(await search(db, 'archi'))).toEqual(['holding-a-call#come-back'])
    expect((await search(db, 'callers')).total).toBe((await search(db, 'caller')).total)
  })

  test('folds accents either way', async () => {
    const library = spoiled(
      'standards/telephone.mdx',
      'Silence feels longer',
      'To Mrs Zielińska of Łódź silence feels longer',
    )
    const db = await published(library)
    for (const typed of ['zielinska', 'Zielińska', 'ZIELINSKA', 'lodz', 'Łódź', 'lod']) {
      const found = await search(db, typed)
      expect([typed, subjectsOf(found), found.insteadOf]).toEqual([typed, ['TEL-05'], undefined])
    }
  })

  test('marks what was looked for in text that stays text', async () => {
    const library = spoiled('standards/telephone.mdx', 'Silence feels longer', 'A `<script>` feels longer')
    const [hit] = (await search(await published(library), 'script')).hits
    expect(marksOf(hit!.notes)).toEqual(['script'])
    expect(hit!.notes.map(({ text }) => text).join('')).toContain('<script>')
  })

  test('puts a typing error right and says so, unless it is to be taken as typed', async () => {
    const db = await published()
    expect(await search(db, 'archve')).toMatchObject({ insteadOf: 'archve', text: 'archive', total: 1 })
    expect((await search(db, 'silnece hold')).text).toBe('silence hold')
    expect(await search(db, 'archve', { asTyped: true })).toMatchObject({ insteadOf: undefined, total: 0 })
  })

  test('with words that no text has together, finds texts with some of them', async () => {
    expect(await search(await published(), 'archive choice silence')).toMatchObject({ how: 'some' })
  })

  test('finds nothing of questions, options and feedback', async () => {
    const db = await published()
    for (const typed of ['"That may be long"', '"Too late"', '"When are you back"', '"A price"']) {
      expect([typed, (await search(db, typed)).total]).toEqual([typed, 0])
    }
  })

  test('of one kind keeps the counts of all', async () => {
    const db = await published()
    const all = await search(db, 'hold')
    const clauses = await search(db, 'hold', { kind: 'clause' })
    expect(clauses.counts).toEqual(all.counts)
    expect(new Set(clauses.hits.map(({ kind }) => kind))).toEqual(new Set(['clause']))
  })

  test('gives twenty hits a page, each once, and the last page for one beyond it', async () => {
    const terms = Array.from({ length: 45 }, (_, at) => `t${at}: { term: quay ${at}, definition: A quay of ours. }`)
    const db = await published({ ...soundLibrary, 'glossary.yaml': `${terms.join('\n')}\n` })
    const pages = [1, 2, 3].map((page) => search(db, 'quay', { page, kind: 'term' }))
    const shown = (await Promise.all(pages)).map(subjectsOf)
    expect(shown.map(({ length }) => length)).toEqual([20, 20, 5])
    expect(new Set(shown.flat()).size).toBe(45)
    expect((await search(db, 'quay', { page: 99, kind: 'term' })).page).toBe(3)
  })

  test('is answered, whatever is typed', async () => {
    const db = await published()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc
            .array(
              fc.constantFrom(
                'hold',
                '"',
                '*',
                'AND',
                'OR',
                'NOT',
                'NEAR(',
                ')',
                '^',
                '-',
                ':',
                'name:',
                '{title}',
                "'",
                ';',
                '%',
                '\0',
                'tel 5',
              ),
            )
            .map((parts) => parts.join(' ')),
        ),
        fc.boolean(),
        async (typed, asTyped) => {
          const found = await search(db, typed, { asTyped, page: 2 })
          expect(found.hits.length).toBeLessThanOrEqual(found.total)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a narrowed text', () => {
  const secrets = [
    'severance',
    'severence',
    'redundancies',
    'red 1',
    'RED-01',
    'red',
    'corridor',
    'coridor',
    '"when posts go"',
    'zielinski',
    'zielinsky',
  ]

  test('is found by those whom it names, and by the steward and the auditor', async () => {
    const db = await published(narrowed)
    const leader: Viewer = { ...somebody, roles: new Set([as<JobRole>('team-leader')]) }
    for (const viewer of [leader, having('steward'), having('auditor')]) {
      expect(subjectsOf(await search(db, 'red 1', { viewer }))[0]).toBe('RED-01')
      expect((await search(db, 'severence', { viewer })).insteadOf).toBe('severence')
      expect(subjectsOf(await search(db, 'coridor', { viewer }))).toContain('telling')
    }
  })

  test.each(secrets)('is not found by others with “%s”, as if it were not there', async (typed) => {
    const [without, withIt] = [await published(), await published(narrowed)]
    for (const viewer of [somebody, having('coordinator'), having('administrator')]) {
      for (const asTyped of [true, false]) {
        expect(await search(withIt, typed, { viewer, asTyped })).toEqual(
          await search(without, typed, { viewer, asTyped }),
        )
      }
    }
  })

  test('changes no count and no word that is proposed', async () => {
    const [without, withIt] = [await published(), await published(narrowed)]
    for (const typed of ['hold', 'phone', 'must', 'telephone', 'on hold private', 'helen', 'perso', 'qqqqq']) {
      const [seen, expected] = [await search(withIt, typed), await search(without, typed)]
      expect([typed, seen.total, seen.counts, seen.perhaps]).toEqual([
        typed,
        expected.total,
        expected.counts,
        expected.perhaps,
      ])
    }
  })
})

describe('what the search is over', () => {
  test('follows each publication, in its own transaction', async () => {
    const db = await published()
    expect((await search(db, 'lighthouse')).total).toBe(0)
    const curriculum = soundCurriculum(spoiled('standards/telephone.mdx', 'Silence', 'At the lighthouse silence'))
    await publishCurriculum(db, { curriculum }, now.add({ hours: 24 }))
    expect(subjectsOf(await search(db, 'lighthouse'))).toEqual(['TEL-05'])
    expect(await stateOfSearch(db.reader)).toMatchObject({ publication: 2 })
  })

  test('is made at first use in a database that was published to before there was a search', async () => {
    const db = await published()
    await write(db, (tx) => tx.run(sql`DELETE FROM search_state`))
    await write(db, (tx) => tx.run(sql`DELETE FROM search_rows`))
    const again = await openDatabase(db.url, { own: false })
    onTestFinished(() => closeDatabase(again))
    expect(subjectsOf(await search(again, 'tel 5'))[0]).toBe('TEL-05')
  })

  test('is made once, when many ask at the same time', async () => {
    const db = await published()
    await write(db, (tx) => tx.run(sql`DELETE FROM search_state`))
    const answers = await Promise.all(Array.from({ length: 8 }, () => search(db, 'hold')))
    expect(new Set(answers.map(({ total }) => total)).size).toBe(1)
    const [counted] = await db.reader.all<{ rows: number }>(
      sql`SELECT count(*) AS rows FROM search_rows WHERE subject = 'TEL-05'`,
    )
    expect(counted).toEqual({ rows: 1 })
  })

  test('is mended by a rebuild', async () => {
    const db = await published()
    await write(db, (tx) => tx.run(sql`DELETE FROM search_texts`))
    await write(db, (tx) => tx.run(sql`INSERT INTO search_index (search_index) VALUES ('rebuild')`))
    expect((await search(db, 'hold')).total).toBe(0)
    await rebuild(db)
    expect((await search(db, 'hold')).total).toBeGreaterThan(0)
  })

  test('of a later publication or build is left as it is', async () => {
    const db = await published()
    await write(db, (tx) => tx.run(sql`UPDATE search_state SET publication = 7, form = 99`))
    forgetLibraries(db)
    await prepareSearch(db, (await currentLibrary(db))!)
    expect(await stateOfSearch(db.reader)).toEqual({ publication: 7, form: 99 })
  })
})
