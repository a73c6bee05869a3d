/** The history of a clause and its marked differences, as plain pages, on a small portal with three publications. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import { demoPassword } from '../../db/seed/people.ts'
import { addDays, dayOf, type Day } from '../../src/domain/days.ts'
import { as, type ClauseId, type PersonId, type TeamId } from '../../src/domain/ids.ts'
import { serveAsProcess, type Served } from '../../src/server/as-process.ts'
import { acceptInvitation } from '../../src/workflows/accept-invitation.ts'
import { addPerson } from '../../src/workflows/add-person.ts'
import { addTeam } from '../../src/workflows/add-team.ts'
import { invitePerson } from '../../src/workflows/invite-person.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { judged, locked } from '../curriculum/judged.ts'
import { soundCurriculum, soundLibrary, type Library } from '../curriculum/small-library.ts'
import { forget } from '../seeded.ts'
import { inTheWay } from './in-the-way.ts'
import { test } from './portal.ts'

const now = Temporal.Now.instant()
const today = dayOf(now, 'Europe/London')
const [standard, quiz] = ['standards/telephone.mdx', 'quizzes/telephone.mdx'] as const
const [hold, music] = [as<ClauseId>('TEL-05'), as<ClauseId>('TEL-06')]

const withMusic: Library = {
  ...soundLibrary,
  [standard]: `${soundLibrary[standard] ?? ''}
<Clause id="TEL-06" level="may" role="adviser" channel="phone" target="none">
You may play music to a caller on hold.
</Clause>
`,
}

const rewritten = (library: Library, path: string, passage: RegExp | string, replacement: string) => {
  const text = library[path] ?? ''
  const changed = text.replace(passage, () => replacement)
  if (changed === text) throw new Error(`${path} holds no ${passage}`)
  return { [path]: changed }
}

/** 60 days ago as it was; 20 days ago a shorter hold, and no more music; yesterday a longer question, in force in 13 days. */
function threeLibraries(): readonly { readonly library: Library; readonly on: Day }[] {
  const first = locked(withMusic)
  const shorter = { ...first, ...rewritten(first, standard, 'value="30"', 'value="15"') }
  const second = judged(
    first,
    {
      ...rewritten(shorter, standard, /\n<Clause id="TEL-06"[\s\S]*?<\/Clause>\n/, ''),
      ...rewritten(first, quiz, 'TEL-05~1', 'TEL-05~2'),
      ...rewritten(first, 'lessons/holding-a-call.mdx', 'TEL-05~1', 'TEL-05~2'),
    },
    {
      named: 'half-a-minute',
      verdicts: {
        'TEL-06': { verdict: 'retired', into: { how: 'superseded', clauses: [hold] } },
        'TEL-05': { verdict: 'material', from: [music] },
      },
    },
  )
  const third = judged(
    second,
    {
      ...rewritten(
        { ...second, ...rewritten(second, standard, 'without coming back.', 'without coming back to them.') },
        standard,
        'You must ask before you put a caller on hold.',
        'You must ask before you put a caller on hold, and say how long it takes.',
      ),
      ...rewritten(second, quiz, 'TEL-04~1', 'TEL-04~2'),
    },
    { named: 'a-longer-question', verdicts: { 'TEL-05': 'editorial', 'TEL-04': 'material' } },
  )
  return [
    { library: first, on: addDays(today, -60) },
    { library: second, on: addDays(today, -20) },
    { library: third, on: addDays(today, -1) },
  ]
}

let folder = ''
let server: Served | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-history-'))
  const [databaseUrl, content] = [`file:${join(folder, 'portal.db')}`, join(folder, 'content')]
  const db = await openDatabase(databaseUrl)
  for (const { library, on } of threeLibraries()) {
    const at = Temporal.Instant.from(`${on}T09:00:00Z`)
    const published = await publishCurriculum(db, { curriculum: soundCurriculum(library) }, at)
    if (!('changes' in published)) throw new Error(JSON.stringify(published))
    for (const [path, text] of Object.entries(library)) {
      await mkdir(dirname(join(content, path)), { recursive: true })
      await writeFile(join(content, path), text)
    }
  }
  const [team, person] = [as<TeamId>(newId()), as<PersonId>(newId())]
  const from = addDays(today, -90)
  await addTeam(
    db,
    { by: null, team, name: 'Voice', purpose: '', from, parent: null, branch: null, channels: [], managers: [] },
    now,
  )
  const email = 'reader@demo.test'
  await addPerson(
    db,
    { by: null, person, name: 'Maya Lindqvist', email, from, team, roles: [], manager: null, rights: [] },
    now,
  )
  const invited = await invitePerson(db, { by: person, person }, now)
  if (invited.kind === 'refused') throw new Error(invited.reason)
  await acceptInvitation(db, { token: invited.token, password: demoPassword }, now)
  await settleEverybody(db, { who: 'marked' }, now)
  await closeDatabase(db)
  server = await serveAsProcess({ DATABASE_URL: databaseUrl, CONTENT_DIR: content })
})

afterAll(async () => {
  await server?.stop()
  await forget(folder)
})

describe.each([360, 1280])('without JavaScript at %i pixels', (width) => {
  const opened = async (
    signedIn: (person: string, options: { url: string; width: number; javaScript: boolean }) => Promise<Page>,
    path: string,
  ) => {
    const page = await signedIn('reader', { url: server?.url ?? '', width, javaScript: false })
    await page.goto(path)
    return page
  }

  test('a clause shows each revision with its difference, the newest first', async ({ signedIn }) => {
    const page = await opened(signedIn, '/clauses/TEL-05')
    const steps = page.locator('.steps > li')
    expect(await steps.locator('h3').allInnerTexts()).toEqual([
      'Revision 2: reworded',
      'Revision 2: changed',
      'Revision 1: first text',
    ])
    const marked = async (name: string) => (await steps.nth(1).locator(`.clause-text ${name}`).innerText()).split(/\s+/)
    expect([await marked('del'), await marked('ins')]).toEqual([
      expect.arrayContaining(['30', 'seconds']),
      expect.arrayContaining(['15', 'seconds']),
    ])
  })

  test('what was taken out and put in is told to those who listen', async ({ signedIn }) => {
    const page = await opened(signedIn, '/clauses/TEL-05')
    const text = page.locator('.steps > li').nth(1).locator('.clause-text')
    expect((await text.textContent())?.replace(/\s+/g, ' ')).toContain(
      'for more than [taken out: 30 seconds] [put in: 15 seconds] without coming back.',
    )
  })

  test('a mark does not rest on colour alone', async ({ signedIn }) => {
    const page = await opened(signedIn, '/clauses/TEL-05')
    const lines = (name: string) =>
      page
        .locator(`.steps ${name}`)
        .first()
        .evaluate((mark) => getComputedStyle(mark).textDecorationLine)
    expect([await lines('del'), await lines('ins')]).toEqual(['line-through', 'underline'])
  })

  test('a day of the past is asked for by a plain form', async ({ signedIn }) => {
    const page = await opened(signedIn, '/clauses/TEL-05')
    await page.getByLabel('Read it as it stood on').fill(addDays(today, -10))
    await page.getByRole('button', { name: 'Show this day' }).click()
    const shown = page.getByRole('article')
    expect(await shown.innerText()).toContain('30 seconds')
    expect(await shown.locator('.clause-coming').innerText()).toContain('15 seconds')
    expect(await page.locator('header .soft').innerText()).toMatch(
      /Published by then: revision 2.*In force: revision 1/,
    )
  })

  test('a standard shows the old text with the new one beneath until its day', async ({ signedIn }) => {
    const page = await opened(signedIn, '/standards/telephone')
    const clause = page.locator('#TEL-04')
    expect(await clause.locator('.clause-text').first().innerText()).not.toContain('how long')
    expect(await clause.locator('.clause-coming').innerText()).toMatch(/From \d+ \w+ \d{4}[\s\S]*say how long it takes/)
  })

  test('a standard tells that a clause changed while people still have time for the update', async ({ signedIn }) => {
    const page = await opened(signedIn, '/standards/telephone')
    const note = page.locator('#TEL-04 ~ #TEL-05 .changed-note')
    expect(await note.innerText()).toMatch(/^Changed in publication 2, in force since .*See the difference$/)
  })

  test('a lesson teaches the new text with its day', async ({ signedIn }) => {
    const page = await opened(signedIn, '/lessons/holding-a-call/ask-first')
    const quoted = page.locator('blockquote.clause').first()
    expect(await quoted.locator('.clause-text').innerText()).toContain('say how long it takes')
    expect(await quoted.locator('.changed-note').innerText()).toMatch(/^From \d+ \w+ \d{4}/)
  })

  test('a retired clause keeps its page and leads to what took its place', async ({ signedIn }) => {
    const page = await opened(signedIn, '/clauses/TEL-06')
    expect(await page.locator('.tombstone').innerText()).toMatch(/^Retired on \d+ \w+ \d{4}, now TEL-05\./)
    await page.locator('.tombstone').getByRole('link', { name: 'TEL-05' }).click()
    expect(await page.locator('h1').innerText()).toBe('TEL-05')
  })

  test('a retired clause is named in its standard', async ({ signedIn }) => {
    const page = await opened(signedIn, '/standards/telephone')
    expect(await page.locator('#TEL-06').innerText()).toMatch(/Retired on .*, now TEL-05/)
  })
})

describe('nothing is in the way', () => {
  test.for([
    '/clauses/TEL-05',
    '/clauses/TEL-06',
    '/clauses/TEL-04',
    '/standards/telephone',
    '/lessons/holding-a-call/ask-first',
  ])('on %s', async (path, { signedIn }) => {
    const page = await signedIn('reader', { url: server?.url ?? '' })
    await page.goto(path)
    expect(await inTheWay(page)).toEqual([])
  })
})
