/** What the page of one person tells those who may see it: also why nothing is asked, and the working life. */
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
