/** A learner reports a mistake, a steward answers, and the learner reads the answer where it was reported. */
import { describe, expect } from 'vitest'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { copyOf, databaseIn, forget } from '../seeded.ts'
import { longestSuggestion } from '../../src/domain/suggestions.ts'
import { inTheWay } from './in-the-way.ts'
import { cookieOf, portal, test } from './portal.ts'

const plain = { javaScript: false } as const
/** A refused form is shown again with this status, which Chromium tells the console. */
const refusing = { ...plain, expects: [/status of 409/] } as const
const report = 'Report a mistake or suggest a change'
const label = 'What is wrong, or what would be better?'

describe('a suggestion, without JavaScript', () => {
  test('goes from a learner to a steward and back', async ({ signedIn, ownPortal }) => {
    const { url } = await ownPortal()
    const maya = await signedIn('learner', { ...refusing, url })
    await maya.goto('/clauses/TEL-09')
    await maya.getByText(report).click()
    await maya.getByRole('button', { name: 'Send it to the stewards' }).click()
    await expect.poll(() => maya.getByText('Write what is wrong, or what would be better.').isVisible()).toBe(true)
    await maya.getByLabel(label).fill('a'.repeat(longestSuggestion + 1))
    await maya.getByRole('button', { name: 'Send it to the stewards' }).click()
    expect(await maya.locator('#suggest-text-refusal').innerText()).toContain('2,000 characters')
    expect((await maya.getByLabel(label).inputValue()).length).toBe(longestSuggestion + 1)
    await maya.getByLabel(label).fill('Fifteen minutes early or late?\nIt could say both.')
    await maya.getByRole('button', { name: 'Send it to the stewards' }).click()
    expect(new URL(maya.url()).pathname + new URL(maya.url()).hash).toBe('/clauses/TEL-09#suggest')
    expect(await maya.locator('#suggest').innerText()).toContain('It waits for an answer.')

    const helen = await signedIn('steward', { ...refusing, url })
    await helen.goto('/')
    await helen.getByRole('link', { name: 'Two suggestions' }).click()
    const entry = helen.locator('.list > li').filter({ hasText: 'Fifteen minutes early or late?' })
    expect(await entry.innerText()).toContain('Maya Lindqvist')
    await entry.getByText('Answer it').click()
    await entry.getByLabel('Your answer').fill('Both.')
    await entry.getByRole('button', { name: 'Send the answer' }).click()
    expect(await entry.innerText()).toContain('Choose what comes of it.')
    expect(await entry.getByLabel('Your answer').inputValue()).toBe('Both.')
    await entry.getByLabel('Accepted').check()
    await entry.getByLabel('Your answer').fill('Both: the clause will say so.')
    await entry.getByRole('button', { name: 'Send the answer' }).click()
    expect(await helen.locator('.done-note').innerText()).toBe('Your answer stands where it was asked.')
    expect(await helen.locator('.lead').innerText()).toBe('One suggestion waits for an answer.')
    expect(await entry.getByText('Answer it').count()).toBe(0)

    await maya.goto('/')
    await maya.getByRole('link', { name: 'answered your suggestion' }).click()
    expect(new URL(maya.url()).pathname).toBe('/clauses/TEL-09')
    expect(await maya.locator('#suggest .answer').innerText()).toContain('Both: the clause will say so.')
    await maya.goto('/suggestions')
    expect(await maya.locator('.list').innerText()).toContain('Both: the clause will say so.')
  })

  test('on a part of a lesson is shown to its reader alone', async ({ signedIn, ownPortal }) => {
    const { url } = await ownPortal()
    const maya = await signedIn('learner', { ...plain, url })
    await maya.goto('/lessons/holding-a-call')
    const place = new URL(maya.url()).pathname
    expect(await maya.locator('#suggest').innerText()).not.toContain('headsets')
    await maya.getByText(report).click()
    await maya.getByLabel(label).fill('Bernard has a telephone of his own now.')
    await maya.getByRole('button', { name: 'Send it to the stewards' }).click()
    expect(new URL(maya.url()).pathname).toBe(place)
    expect(await maya.locator('#suggest').innerText()).toContain('Bernard has a telephone')
    const amina = await signedIn('holder', { ...plain, url })
    await amina.goto(place)
    const said = await amina.locator('#suggest').innerText()
    expect([said.includes('headsets'), said.includes('Bernard has a telephone')]).toEqual([true, false])
    await amina.goto('/suggestions')
    expect(await amina.locator('main').innerText()).not.toContain('Bernard has a telephone')
  })

  test('sent twice stands once', async ({ signedIn, ownPortal }) => {
    const { url } = await ownPortal()
    const maya = await signedIn('learner', { ...plain, url })
    await maya.goto('/clauses/TEL-01')
    const id = await maya.locator('#suggest [name=suggestion]').inputValue()
    const headers = { cookie: await cookieOf('learner', url), origin: url }
    const body = new URLSearchParams({ suggestion: id, place: 'clause:TEL-01', text: 'Twenty seconds of what?' })
    const answers = await Promise.all(
      [1, 2].map(() =>
        fetch(`${url}/clauses/TEL-01?_action=suggestions.send`, { method: 'POST', headers, body, redirect: 'manual' }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    await maya.goto('/suggestions')
    expect(await maya.getByText('Twenty seconds of what?').count()).toBe(1)
  })
})

describe('a term, without JavaScript', () => {
  test('tells its meaning where it is used, and leads to the glossary', async ({ signedIn }) => {
    const page = await signedIn('learner', plain)
    await page.goto('/clauses/TEL-05')
    const [term] = await page.locator('button.term').all()
    const meaning = page.locator(`[id="${await term!.getAttribute('popovertarget')}"]`)
    expect(await meaning.isVisible()).toBe(false)
    await term!.focus()
    await page.keyboard.press('Enter')
    expect(await meaning.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await meaning.isVisible()).toBe(false)
    await term!.click()
    await meaning.getByRole('link', { name: 'In the glossary' }).click()
    const { pathname, hash } = new URL(page.url())
    expect(pathname).toBe('/glossary')
    expect(await page.locator(`[id="${hash.slice(1)}"]`).isVisible()).toBe(true)
  })

  test('is marked once in a section, with an id of its own, and in no heading, link or question', async ({
    signedIn,
  }) => {
    const page = await signedIn('learner', plain)
    for (const path of ['/standards/telephone', '/lessons/holding-a-call/ask-and-mean-it', '/clauses/TEL-05']) {
      await page.goto(path)
      const ids = await page.locator('[popover]').evaluateAll((all) => all.map(({ id }) => id))
      const targets = await page
        .locator('button.term')
        .evaluateAll((all) => all.map((button) => button.getAttribute('popovertarget')))
      expect([path, new Set(ids).size, targets]).toEqual([path, ids.length, ids])
      expect(ids.length, path).toBeGreaterThan(0)
      expect(await page.locator(':is(h1, h2, h3, h4, a, code, pre, .check, .choices) button.term').count()).toBe(0)
    }
  })

  test('is marked in no question of a quiz', async ({ signedIn }) => {
    const attempt = portal.attempts.find(({ closed }) => !closed)!
    const page = await signedIn('lucas.ferreira', plain)
    for (let place = 1; place <= attempt.questions; place += 1) {
      await page.goto(`/quizzes/${attempt.quiz}/${attempt.id}/${place}`)
      expect(await page.locator('form .choice').count()).toBeGreaterThan(1)
      expect(await page.locator('button.term').count()).toBe(0)
    }
  })

  test('opens within the window at 360', async ({ signedIn }) => {
    const page = await signedIn('learner', { ...plain, width: 360 })
    await page.goto('/standards/telephone')
    for (const term of (await page.locator('button.term').all()).slice(0, 8)) {
      await term.click()
      const box = (await page.locator(':popover-open').boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(360)
      await page.keyboard.press('Escape')
    }
  })
})

describe('what is folded away', () => {
  test('is in nobody’s way once opened', async ({ signedIn }) => {
    const page = await signedIn('steward')
    for (const path of ['/clauses/TEL-05', '/suggestions', '/glossary', '/coverage']) {
      await page.goto(path)
      for (const summary of await page.locator('summary').all()) await summary.click()
      expect([path, await inTheWay(page)]).toEqual([path, []])
    }
    await page.goto('/clauses/TEL-05')
    await page.locator('button.term').first().click()
    expect(await inTheWay(page)).toEqual([])
  })
})

describe('coverage', () => {
  test('begins with what is missing and what to do, and its picture says the same as its table', async ({
    signedIn,
  }) => {
    const folder = await copyOf(portal)
    const db = await openDatabase(databaseIn(folder))
    const { curriculum } = await readCurriculum('content')
    if (curriculum === undefined) throw new Error('the content has faults')
    const quizzes = curriculum.quizzes.map((quiz) => ({
      ...quiz,
      questions: quiz.questions.filter(({ clauses }) => !clauses.some((pinned) => pinned.startsWith('TEL-05~'))),
    }))
    await publishCurriculum(db, { curriculum: { ...curriculum, quizzes } }, Temporal.Now.instant())
    await closeDatabase(db)
    // Its content was published before, so that the later publication stays in force.
    const server = await serveAsProcess({ DATABASE_URL: databaseIn(folder), CONTENT_DIR: 'content' })
    try {
      const page = await signedIn('steward', { ...plain, url: server.url })
      await page.goto('/coverage')
      expect(await page.locator('.holes').innerText()).toContain(
        'No quiz asks about the binding clause TEL-05. Write a <Question> that cites it.',
      )
      expect(await page.locator('td[data-hole]').innerText()).toBe('Not asked')
      expect(await page.locator('.coverage-map rect.hole').count()).toBe(1)
    } finally {
      await server.stop()
      await forget(folder)
    }
  })

  test('has a table that says the same as its picture', async ({ signedIn }) => {
    const page = await signedIn('steward', plain)
    await page.goto('/coverage')
    const columns = await page.locator('.coverage-map text.number').count()
    expect(columns).toBeGreaterThan(0)
    expect(await page.locator('.covered-table tbody tr').count()).toBe(columns)
    expect(await page.locator('.coverage-map rect.hole').count()).toBe(await page.locator('td[data-hole]').count())
  })
})
