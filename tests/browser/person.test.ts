/** What the page of one person tells those who may see it: also why nothing is asked, and the working life. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { dayInWords } from '../../src/domain/day-words.ts'
import { addDays, dayOf } from '../../src/domain/days.ts'
import { portal, test } from './portal.ts'

const today = dayOf(Temporal.Now.instant(), 'Europe/London')
const ago = (days: number) => addDays(today, -days)
const personPage = (key: string, query = '') => `/people/${portal.people[key]}?programme=telephone-adviser${query}`
const story = (page: Page) => page.locator('section', { has: page.locator('#why') }).locator('ol > li')
const workingLife = (page: Page) => page.locator('section', { has: page.locator('#working-life') })

describe('the page of a person', () => {
  test('tells an auditor of the move after which nothing is asked', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(personPage('peter.novak'))
    const newest = (await story(page).first().textContent()) ?? ''
    expect(newest).toContain('Not required')
    expect(newest).toContain(`Not asked since ${dayInWords(ago(70))}: moved to Written`)
    expect(newest).toContain('now')
    expect(await workingLife(page).textContent()).toContain('Moved to Written.')
  })

  test('tells the days between leaving and returning, and marks the day asked about', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(personPage('fatima.benali', `&on=${ago(100)}`))
    const marked = story(page).filter({ hasText: `on ${dayInWords(ago(100))}` })
    expect(await marked.count()).toBe(1)
    const told = (await marked.textContent()) ?? ''
    expect(told).toContain(`Not asked since ${dayInWords(ago(300))}: no longer employed.`)
    expect(told).toContain(`until ${dayInWords(ago(13), 'short')}`)
    expect(
      await story(page)
        .filter({ hasText: /\bnow\b/ })
        .count(),
    ).toBe(0)
    expect(await workingLife(page).textContent()).toContain('Employed again.')
  })

  test('says that somebody has left, with the last good day of what was before', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(personPage('callum.fraser'))
    expect(await story(page).first().textContent()).toContain(
      `Not asked since ${dayInWords(ago(180))}: no longer employed.`,
    )
    expect(await story(page).nth(1).textContent()).toContain(`until ${dayInWords(ago(181), 'short')}`)
  })

  test('tells somebody who was never asked why', async ({ signedIn }) => {
    const page = await signedIn('noor.rahman', { javaScript: false })
    await page.goto(`/people/${portal.people['noor.rahman']}`)
    const never = page.locator('section', { has: page.locator('#never') })
    expect(await never.textContent()).toContain('in Written, which does not have telephone among its channels.')
    await never.getByRole('link', { name: 'Telephone adviser' }).click()
    expect(await story(page).count()).toBeGreaterThan(1)
  })
})

describe('the page of a team', () => {
  test('does not call lapsed certificates safe', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(`/readiness/${portal.teams['voice-south']}?on=${addDays(today, 430)}`)
    const lapses = await page.locator('section', { has: page.locator('#lapses') }).textContent()
    expect(lapses).toMatch(/people would have lapsed already, marked Expired below/)
    expect(lapses).not.toMatch(/Nobody[.:]/)
  })
})

const drawing = (page: Page) => page.locator('.story-drawing')
const table = (page: Page) => page.locator('.story-table')

describe('the drawing of a programme', () => {
  test('has a table that tells every event of it, in order of days', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(personPage('holder'))
    const label = (await drawing(page).getAttribute('aria-label')) ?? ''
    const [, events] = /tells all (\d+) events/.exec(label) ?? []
    expect(await drawing(page).getAttribute('role')).toBe('img')
    await table(page).locator('summary').click()
    const rows = table(page).locator('tbody tr')
    expect(await rows.count()).toBe(Number(events))
    const days = await rows.locator('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime')))
    expect(days).toEqual(days.toSorted())
    const told = (await rows.allTextContents()).join('\n')
    for (const sort of ['Lesson:', 'Quiz:', 'Reading:', 'Certificate: cycle 1', 'Certificate: cycle 2', 'Publication:'])
      expect(told).toContain(sort)
  })

  test('keeps what happened in a programme before its certificate ran out', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(personPage('fatima.benali'))
    await table(page).locator('summary').click()
    expect(await table(page).locator('tbody').textContent()).toContain('Certificate: cycle 1 begins')
    expect(await page.locator('.track [data-bar="grace"]').count()).toBeGreaterThan(0)
  })

  test('fits a phone, and its legend explains each sign that is drawn', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false, width: 360 })
    await page.goto(personPage('holder'))
    const [drawn, explained] = await Promise.all(
      ['.track .sign', '.story-legend .sign'].map((signs) =>
        page.locator(signs).evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('data-sign')))].sort()),
      ),
    )
    expect(explained).toEqual(drawn)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(360)
  })
})

describe('the menu of exceptions', () => {
  test('is reached and opened by the keyboard, and leads to a form', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(personPage('holder'))
    const summary = page.locator('.menu summary')
    await table(page).locator('summary').focus()
    await page.keyboard.press('Tab')
    expect(await summary.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/exceptions\/new\?programme=telephone-adviser&kind=waiver/)
    expect(await page.locator('h1').textContent()).toBeTruthy()
  })

  test('is for those who may decide, and never about themselves', async ({ signedIn }) => {
    for (const [who, about, many] of [
      ['coordinator', 'holder', 1],
      ['admin', 'holder', 1],
      ['auditor', 'holder', 0],
      ['manager', 'holder', 0],
      ['holder', 'holder', 0],
      ['coordinator', 'coordinator', 0],
    ] as const) {
      const page = await signedIn(who, { javaScript: false })
      await page.goto(`/people/${portal.people[about]}`)
      expect([who, about, await page.locator('.menu').count()]).toEqual([who, about, many])
    }
  })
})

describe('the record of a person', () => {
  test('is found from the account, and downloads as a file with a plain name', async ({ signedIn }) => {
    const page = await signedIn('holder')
    await page.goto('/account')
    await page.getByRole('link', { name: 'Your whole record' }).click()
    await page.waitForURL(/\/record$/)
    expect(await page.locator('h1').textContent()).toBe('Your record')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download it as JSON' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^touchstone-record-\d{4}-\d\d-\d\d\.json$/)
    const record = JSON.parse(readFileSync(await file.path(), 'utf8')) as Record<string, unknown>
    expect(record).toMatchObject({ format: 'touchstone-record/2', person: { id: portal.people['holder'] } })
    expect(JSON.stringify(record)).not.toMatch(/"(?:options|answers|chosen|correct)"/)
  })

  test('tells an auditor what the file holds, and nothing that the person wrote', async ({ signedIn }) => {
    const [own, page] = [await signedIn('holder'), await signedIn('auditor', { javaScript: false })]
    const file = `/people/${portal.people['holder']}/record.json`
    const mine = (await (await own.request.get(file)).json()) as { suggestions: { words: string | null }[] }
    const theirs = (await (await page.request.get(file)).json()) as typeof mine
    expect(mine.suggestions.length).toBeGreaterThan(0)
    expect(mine.suggestions.every(({ words }) => words !== null)).toBe(true)
    expect(theirs.suggestions.every(({ words }) => words === null)).toBe(true)
    await page.goto(`/people/${portal.people['holder']}/record`)
    expect(await page.locator('#certificates').count()).toBe(1)
    for (const { words } of mine.suggestions) expect(await page.content()).not.toContain(words)
  })
})
