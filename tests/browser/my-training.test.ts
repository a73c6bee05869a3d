/** My training: what stands beside the next step, and what is still to come. */
import { describe } from 'vitest'
import { test } from './portal.ts'

describe('my training', () => {
  test('offers a half-done quiz before the next lesson', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { javaScript: false, url })
    await page.goto('/quizzes/telephone')
    await page.getByRole('button', { name: 'Start the quiz' }).click()
    const attempt = new URL(page.url()).pathname.split('/')[3] ?? ''
    await page.locator('.choice input').first().check()
    await page.getByRole('button', { name: 'Save and next' }).click()
    expect(await page.locator('.quiz-side').innerText()).toMatch(/Last kept today at \d\d:\d\d/)

    await page.goto('/')
    const telephone = page.locator('.waiting > li', { has: page.getByRole('heading', { name: 'Telephone adviser' }) })
    expect(await telephone.getByRole('link', { name: /^Start “/ }).count()).toBe(1)
    expect(await telephone.locator('.deeds a').first().innerText()).toBe('Go on with “Telephone quiz”')
    await telephone.getByRole('link', { name: 'Go on with “Telephone quiz”' }).click()
    await page.getByRole('link', { name: 'Go on with your attempt' }).click()
    expect(page.url()).toContain(attempt)
  })

  test('tells somebody before the first day what will be asked from that day', async ({
    signedIn,
    visitor,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false })
    await page.goto('/admin/people/new')
    await page.getByLabel('Name').fill('Ines Duarte')
    await page.getByLabel('Work e-mail address').fill('ines.duarte@demo.test')
    await page.getByLabel('First day of work').fill('2099-05-04')
    await page.getByLabel('Team', { exact: true }).selectOption({ label: '– – Voice South' })
    await page.getByLabel('Adviser').check()
    await page.getByRole('button', { name: 'Add this person' }).click()
    await page.getByRole('button', { name: 'Make a link to choose a password' }).click()

    const guest = await visitor({ url, javaScript: false })
    await guest.goto((await page.locator('.one-time-link').textContent()) ?? '')
    await guest.locator('input[name=password]').fill('paper lantern over water')
    await guest.locator('input[name=again]').fill('paper lantern over water')
    await guest.getByRole('button', { name: 'Choose this password' }).click()
    expect(await guest.locator('.lead').innerText()).toContain('before 4 May 2099')
    const coming = await guest.getByRole('region', { name: 'What is to come' }).innerText()
    expect(coming).toContain('Telephone adviser')
    expect(coming).toContain('in all, to be done by 18 May 2099.')
    expect(coming).toContain('Because you will work as adviser and your team, Voice South, will work on the telephone')
  })
})
