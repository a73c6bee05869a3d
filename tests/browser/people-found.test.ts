/** Somebody is found by part of a name, and those whose certificate was taken back; by keys alone, and in little room. */
import { describe, expect } from 'vitest'
import { portal, test } from './portal.ts'

const revoked = portal.exceptions.find(({ kind }) => kind === 'revocation')?.person

describe('people', () => {
  test('are found by part of a name with the keyboard alone', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto('/')
    await page.getByRole('navigation').getByRole('link', { name: 'People', exact: true }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Name or e-mail address').focus()
    await page.keyboard.type('BENALI')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: '1 person' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('rowheader').getByRole('link').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/people/${portal.people['fatima.benali']}`)
  })

  test('whose certificate was taken back are found, with the mark and the decision', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto('/people')
    await page.getByLabel('Standing today').selectOption({ label: 'Revoked' })
    await page.getByRole('button', { name: 'Show' }).click()
    const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
    const links = await rows
      .getByRole('rowheader')
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    expect(links).toContain(`/people/${revoked}`)
    for (const text of await rows.allInnerTexts()) expect(text).toContain('Revoked')
  })

  test('of other teams are not shown to whoever leads one', async ({ signedIn }) => {
    const page = await signedIn('grace.adeyemi', { javaScript: false })
    await page.goto('/people?search=pritchard&who=recorded')
    expect(await page.getByRole('status').innerText()).toBe('Nobody is found in the teams you lead.')
    await page.goto(`/people?team=${portal.teams['voice-south']}`)
    expect(await page.getByRole('rowheader').count()).toBe(0)
  })

  test('become small blocks where there is little room', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { width: 360 })
    await page.goto('/people?exception=any')
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})
