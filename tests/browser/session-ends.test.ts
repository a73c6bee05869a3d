/** A session that ends in the middle of a quiz costs nothing that was answered. */
import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import { demoPassword } from '../../db/seed/people.ts'
import { test } from './portal.ts'

async function signIn(page: Page) {
  await page.getByLabel('Work e-mail').fill('learner@demo.test')
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe('a session that ends in the middle of a quiz', () => {
  test('leads through signing in back to the question, with the answers given', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { javaScript: false, url })
    await page.goto('/quizzes/telephone')
    await page.getByRole('button', { name: 'Start the quiz' }).click()
    const first = page.url()
    await page.locator('.choice input').first().check()
    await page.getByRole('button', { name: 'Save and next' }).click()
    const second = page.url()
    await page.locator('.choice input').nth(1).check()

    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save and next' }).click()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(await page.locator('form').innerText()).toContain('Your session had ended')
    await signIn(page)

    expect(new URL(page.url()).pathname).toBe(new URL(second).pathname)
    expect(await page.locator('[role=alert]').innerText()).toContain('not kept yet')
    expect(await page.locator('.choice input').nth(1).isChecked()).toBe(true)
    await page.goto(first)
    expect(await page.locator('.choice input:checked').count()).toBe(1)
    await page.goto(second)
    expect(await page.locator('.choice input:checked').count()).toBe(0)
  })

  test('says on signing in that what was sent is not stored, also for other forms', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { javaScript: false, url })
    await page.goto('/standards/telephone/acknowledge')
    await page.getByLabel('I have read this text and understood it.').check()
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Confirm' }).click()
    expect(await page.locator('form').innerText()).toContain('what you last sent was not stored')
    await signIn(page)
    expect(new URL(page.url()).pathname).toBe('/standards/telephone/acknowledge')
  })

  test('is not spoken of to somebody who only follows a link', async ({ visitor, expect }) => {
    const page = await visitor()
    await page.goto('/certificates')
    expect(await page.locator('form').innerText()).not.toContain('session')
  })
})

describe('an answer from a page left open', () => {
  test('that comes after the quiz was submitted is told to be too late', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { javaScript: false, url, expects: [/status of 409/] })
    await page.goto('/quizzes/telephone')
    await page.getByRole('button', { name: 'Start the quiz' }).click()
    const old = await page.context().newPage()
    await old.goto(page.url())
    await page.getByRole('link', { name: 'Look it over and submit' }).click()
    await page.getByRole('button', { name: /^Submit with/ }).click()

    await old.locator('.choice input').first().check()
    await old.getByRole('button', { name: 'Save and next' }).click()
    expect(new URL(old.url()).pathname).toMatch(/\/result$/)
    expect(await old.locator('[role=alert]').innerText()).toContain('came too late and was not counted')
    await page.reload()
    expect(await page.locator('[role=alert]').count()).toBe(0)
  })
})
