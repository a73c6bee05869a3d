/** What an administrator does in the browser, by plain forms. */
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { portal, test } from './portal.ts'

/** The console's line about a form that was refused, and about a portal that stops while a page still loads its fonts. */
const expects = [/status of 409/, /ERR_CONNECTION_REFUSED/]

/** Unfolds a thing that is kept, by the deed written on it, and gives its form. */
async function unfold(page: Page, deed: string) {
  const summary = page.locator('summary', { hasText: deed })
  const row = page.locator('details', { has: summary })
  if ((await row.getAttribute('open')) === null) await summary.click()
  return row.locator('form')
}

const personPage = (key: string) => `/admin/people/${portal.people[key]}`
const status = (page: Page) => page.locator('.done-note')

describe('an administrator', () => {
  test('adds a team and a person in it, who chooses a password by a link and signs in', async ({
    ownPortal,
    signedIn,
    visitor,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })

    await page.goto('/admin/teams/new')
    await page.getByLabel('Name').fill('Night desk')
    await page.getByLabel('Beneath').selectOption({ label: '– Contact centre' })
    await page.getByLabel('Telephone').check()
    await page.getByLabel('Manager').selectOption({ label: 'Priya Nair' })
    await page.getByRole('button', { name: 'Add this team' }).click()
    await expect.poll(() => page.locator('h1').textContent()).toBe('Night desk')
    expect(await status(page).textContent()).toContain('Added.')

    await page.goto('/admin/people/new')
    await page.getByLabel('Name').fill('Şule Öztürk')
    await page.getByLabel('Work e-mail address').fill('Sule@Demo.test')
    await page.getByLabel('Team', { exact: true }).selectOption({ label: '– – Night desk' })
    await page.getByLabel('Adviser').check()
    await page.getByRole('button', { name: 'Add this person' }).click()
    expect(await page.locator('.lead').textContent()).toContain('Adviser in Night desk.')

    await page.getByRole('button', { name: 'Make a link to choose a password' }).click()
    const link = (await page.locator('.one-time-link').textContent()) ?? ''
    expect(link).toMatch(/\/invitation\/[\w-]{32}$/)
    expect(page.url()).not.toContain(link.split('/').at(-1))
    await page.reload()
    expect(await page.locator('.one-time-link').count()).toBe(0)

    const guest = await visitor({ url, javaScript: false, expects })
    await guest.goto(link)
    await guest.locator('input[name=password]').fill('paper lantern over water')
    await guest.locator('input[name=again]').fill('paper lantern over water')
    await guest.getByRole('button', { name: 'Choose this password' }).click()
    expect(new URL(guest.url()).pathname).toBe('/')
    expect(await guest.locator('.who').textContent()).toContain('Şule Öztürk')

    await guest.context().clearCookies()
    await guest.goto('/sign-in')
    await guest.locator('input[name=email]').fill('sule@demo.test')
    await guest.locator('input[name=password]').fill('paper lantern over water')
    await guest.getByRole('button', { name: 'Sign in' }).click()
    expect(new URL(guest.url()).pathname).toBe('/')
  })

  test('moves a person from a later day, and sees it planned', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto(personPage('learner'))
    const form = await unfold(page, 'Move to another team')
    await form.getByLabel('Team').selectOption({ label: '– – Voice South' })
    await form.getByLabel('From').fill('2099-05-04')
    await form.getByRole('button').click()
    expect(await status(page).textContent()).toBe('The team is recorded.')
    expect(await page.locator('.planned').textContent()).toContain('From 4 May 2099: Voice South')
    expect(await page.locator('.happenings').textContent()).toContain('Moved to Voice South.')
  })

  test('is told when what is sent is known already', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto(personPage('learner'))
    const form = await unfold(page, 'Change the job roles')
    await form.getByRole('button').click()
    expect(await status(page).textContent()).toContain('Nothing was changed')
  })

  test('gives a right, which opens its pages at once, and takes it away again', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    const other = await signedIn('learner', { url, expects: [/status of 403/, ...expects] })
    const giveOrTake = async (given: boolean) => {
      await page.goto(personPage('learner'))
      const form = await unfold(page, 'Give or take rights')
      await form.getByLabel('Administrator').setChecked(given)
      await form.getByRole('button').click()
      expect(await status(page).textContent()).toContain('The rights are changed')
    }
    expect((await other.goto('/admin'))?.status()).toBe(403)
    await giveOrTake(true)
    expect((await other.goto('/admin'))?.status()).toBe(200)
    await giveOrTake(false)
    expect((await other.goto('/admin'))?.status()).toBe(403)
  })

  test('must say where a new team stands, and is refused a second team of one name', async ({
    ownPortal,
    signedIn,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto('/admin/teams/new')
    await page.getByLabel('Name').fill('voice north')
    await page.getByRole('button', { name: 'Add this team' }).click()
    expect(await page.locator('.refusal').textContent()).toContain('Say beneath which team it stands')
    await page.getByLabel('Beneath').selectOption({ label: 'At the top, beneath no other team' })
    await page.getByRole('button', { name: 'Add this team' }).click()
    expect(await page.locator('.refusal').textContent()).toContain('Another team that is open then has this name')
    await page.getByLabel('Name').fill('Night desk')
    await page.getByRole('button', { name: 'Add this team' }).click()
    expect(await status(page).textContent()).toContain('Added.')
  })

  test('who gives up the right is told so', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto(personPage('coordinator'))
    const form = await unfold(page, 'Give or take rights')
    await form.getByLabel('Administrator').check()
    await form.getByRole('button').click()
    const other = await signedIn('coordinator', { url, javaScript: false, expects })
    await other.goto(personPage('coordinator'))
    const own = await unfold(other, 'Give or take rights')
    await own.getByLabel('Administrator').uncheck()
    await own.getByRole('button').click()
    expect(new URL(other.url()).pathname).toBe('/')
    expect(await status(other).textContent()).toContain('You have given up the right of an administrator')
  })

  test('cannot take the right from the last administrator', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto(personPage('admin'))
    const form = await unfold(page, 'Give or take rights')
    await form.getByLabel('Administrator').uncheck()
    await form.getByRole('button').click()
    expect(await page.locator('.refusal').textContent()).toContain('This is the last administrator')
    await page.goto('/admin')
    expect(await page.locator('h1').textContent()).toBe('Administration')
  })

  test('must say twice that somebody leaves, who then can no longer come in', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    const leaver = await signedIn('peter.novak', { url, expects })
    await page.goto(personPage('peter.novak'))
    const form = await unfold(page, 'End the employment')
    await form.getByRole('button').click()
    expect(await page.locator('.refusal').textContent()).toContain('Tick the box')
    await (await unfold(page, 'End the employment')).getByRole('checkbox').check()
    await (await unfold(page, 'End the employment')).getByRole('button').click()
    expect(await status(page).textContent()).toContain('The end of the employment is recorded.')
    await leaver.goto('/')
    expect(new URL(leaver.url()).pathname).toBe('/sign-in')
  })

  test('finds what was typed and why it was refused, beside its field', async ({ signedIn }) => {
    const page = await signedIn('admin', { javaScript: false, expects })
    await page.goto('/admin/people/new')
    await page.getByLabel('Name').fill('Kit O’Brien')
    await page.getByLabel('Work e-mail address').fill('HOLDER@demo.test')
    await page.getByLabel('Team leader').check()
    await page.getByRole('button', { name: 'Add this person' }).click()
    expect(await page.locator('.field[data-refused] input').getAttribute('name')).toBe('email')
    expect(await page.locator('.refusal').textContent()).toContain('Somebody has this e-mail address already')
    expect(await page.getByLabel('Name').inputValue()).toBe('Kit O’Brien')
    expect(await page.getByLabel('Team leader').isChecked()).toBe(true)
  })

  test('looks somebody up by a name without its marks', async ({ signedIn }) => {
    const page = await signedIn('admin', { javaScript: false, expects })
    await page.goto('/admin/people')
    await page.getByLabel('Name or e-mail address').fill('zielinska')
    await Promise.all([page.waitForURL(/search=zielinska/), page.keyboard.press('Enter')])
    expect(await page.locator('tbody th a').allTextContents()).toEqual(['Zofia Zielińska'])
  })

  test('cannot close a team that people are in', async ({ signedIn }) => {
    const page = await signedIn('admin', { javaScript: false, expects })
    await page.goto(`/admin/teams/${portal.teams['voice-north']}`)
    const form = await unfold(page, 'Close this team')
    await form.getByRole('checkbox').check()
    await form.getByRole('button').click()
    expect(await page.locator('.refusal').textContent()).toContain('Move them to other teams first')
  })
})
