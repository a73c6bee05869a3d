/** A session that ends in the middle of a quiz costs nothing that was answered. */
import { describe } from 'vitest'
import { demoPassword } from '../../db/seed/people.ts'
import { test } from './portal.ts'

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
    await page.locator('.choice input').first().check()

    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save and next' }).click()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.getByLabel('Work e-mail').fill('learner@demo.test')
    await page.getByLabel('Password').fill(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()

    expect(page.url()).toBe(second)
    await page.goto(first)
    expect(await page.locator('.choice input:checked').count()).toBe(1)
  })
})
