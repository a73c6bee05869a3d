/** What an administrator sets for the whole organisation, by plain forms. */
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test } from './portal.ts'

/** The console's line about a form that was refused. */
const expects = [/status of 409/]

/** A setting by its heading, with its form unfolded. */
async function setting(page: Page, title: string, deed: string) {
  const section = page.getByRole('region', { name: title })
  const details = section.locator('details', { has: page.locator('summary', { hasText: deed }) })
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
  return { section, form: details.locator('form') }
}
const status = (page: Page) => page.locator('.done-note').textContent()

describe('settings', () => {
  test('are planned from a later day, told with who said so, and cancelled', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto('/admin')
    await page.getByRole('link', { name: 'Settings' }).click()

    const { form } = await setting(page, 'How long personal data are kept', 'Keep them longer or shorter')
    await form.getByLabel('Years').fill('99')
    await form.getByLabel('From').fill('2099-01-01')
    await form.getByRole('button').click()
    const again = await setting(page, 'How long personal data are kept', 'Keep them longer or shorter')
    expect(await again.form.locator('.refusal').textContent()).toContain('from 1 to 50')
    expect(await again.form.getByLabel('From').inputValue()).toBe('2099-01-01')
    await again.form.getByLabel('Years').fill('12')
    await again.form.getByRole('button').click()
    expect(await status(page)).toBe('The years are recorded.')
    const { section } = await setting(page, 'How long personal data are kept', 'Its history')
    expect(await section.locator('.setting-now').textContent()).toBe('7 years after somebody left')
    expect(await section.locator('.plans').textContent()).toContain('From 1 January 2099: 12 years after somebody left')
    expect(await section.locator('table').textContent()).toContain('by Joanna Reid')

    const earlier = await setting(page, 'How long personal data are kept', 'Keep them longer or shorter')
    expect(await earlier.form.textContent()).toContain('from 1 January 2099, 12 years after somebody left')
    await earlier.form.getByLabel('Years').fill('9')
    await earlier.form.getByLabel('From').fill('2098-01-01')
    await earlier.form.getByRole('button').click()
    expect(await status(page)).toBe(
      'The years are recorded. What was planned is replaced: from 1 January 2099, 12 years after somebody left.',
    )

    const plan = section.locator('.plans > li', { hasText: 'From 1 January 2098' })
    await plan.getByRole('button', { name: 'Cancel this plan' }).click()
    expect(await status(page)).toBe('The plan is cancelled.')
    const cancelled = await setting(page, 'How long personal data are kept', 'Its history')
    expect(await cancelled.section.getByText('From 1 January 2098').count()).toBe(0)
    expect(await cancelled.section.locator('table').textContent()).toMatch(/planned, cancelled by Joanna Reid on \d/)

    const zone = await setting(page, 'Time zone', 'Set another time zone')
    await zone.form.getByLabel('Time zone').selectOption('Asia/Tokyo')
    await zone.form.getByLabel('From').fill('2099-01-01')
    await zone.form.getByRole('button').click()
    expect(await zone.section.locator('.setting-now').textContent()).toBe('Europe/London')
    expect(await zone.section.locator('.takeover').textContent()).toContain(
      'which is 00:00 on 1 January 2099 there and 15:00 on 31 December 2098 in Europe/London',
    )

    const past = await setting(page, 'Quiet days', 'Set other quiet days')
    await past.form.getByLabel('Friday').check()
    await past.form.getByLabel('Single dates').fill('2026-12-25\n2026-12-26')
    await past.form.getByLabel('From').fill('2020-01-01')
    await past.form.getByRole('button').click()
    const kept = await setting(page, 'Quiet days', 'Set other quiet days')
    expect(await kept.form.locator('.refusal').textContent()).toContain('Choose today or a later day')
    expect(await kept.form.getByLabel('Friday').isChecked()).toBe(true)
    expect(await kept.form.getByLabel('Single dates').inputValue()).toContain('2026-12-26')
  })

  test('of reasons: one is added, renamed and taken from the list; a coordinator reads it and changes nothing', async ({
    ownPortal,
    signedIn,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('admin', { url, javaScript: false, expects })
    await page.goto('/admin/settings')
    const { form } = await setting(page, 'Reasons for exceptions', 'Add a reason')
    await form.getByLabel('Reason').fill('Seconded to another company')
    await form.getByRole('button').click()
    expect(await status(page)).toBe('The reason is on the list.')

    const row = page.locator('.reasons > li', { hasText: 'Seconded to another company' })
    await row.locator('summary').click()
    await row.getByLabel('Name').fill('Long absence')
    await row.getByRole('button', { name: 'Rename it' }).click()
    expect(await row.locator('.refusal').textContent()).toContain('There is a reason of this name already')
    await row.getByLabel('Name').fill('On secondment')
    await row.getByRole('button', { name: 'Rename it' }).click()
    expect(await status(page)).toBe(
      'The reason of the new name is on the list in its place. What was recorded keeps the words of its day.',
    )
    const { section } = await setting(page, 'Reasons for exceptions', 'Its history')
    expect(await section.locator('table').textContent()).toContain(
      '“On secondment” in the place of “Seconded to another company”',
    )
    const old = page.locator('.reasons > li', { hasText: 'Seconded to another company' })
    expect(await old.textContent()).toContain('not on the list; what was recorded keeps it')
    const renamed = page.locator('.reasons > li', { hasText: 'On secondment' })
    await renamed.locator('summary').click()
    await renamed.getByRole('button', { name: 'Take it from the list' }).click()
    expect(await status(page)).toBe('The reason is off the list.')
    expect(await renamed.textContent()).toContain('not on the list')

    const reader = await signedIn('coordinator', { url, javaScript: false })
    await reader.goto('/')
    await reader.getByRole('link', { name: 'Settings' }).click()
    expect(await reader.locator('.reasons').textContent()).toContain('On secondment')
    expect(await reader.locator('main form').count()).toBe(0)
  })
})
