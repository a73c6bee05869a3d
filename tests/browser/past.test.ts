/** What was known of somebody on an earlier day, and what proves a certificate: read in a browser, and printed. */
import { describe, expect } from 'vitest'
import { dayInWords } from '../../src/domain/day-words.ts'
import { addDays, dayOf } from '../../src/domain/days.ts'
import { portal, test } from './portal.ts'

const today = dayOf(Temporal.Now.instant(), 'Europe/London')
const ago = (days: number) => addDays(today, -days)
const then = (key: string, query = '') => `/people/${portal.people[key]}/then${query}`
const certificate = portal.certificates.findLast(
  ({ person, programme }) => person === portal.people['holder'] && programme === 'telephone-adviser',
)

describe('the page of what was known then', () => {
  test('tells an auditor what was known before a move, and what the move turned', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(`/people/${portal.people['peter.novak']}`)
    await page.getByRole('link', { name: 'What was known on an earlier day' }).click()
    await page.getByLabel('Of the day').fill(ago(60))
    await page.getByLabel('As known at the end of').fill(ago(120))
    await page.getByRole('button', { name: 'Show what was known' }).click()
    expect(await page.locator('.lead').textContent()).toBe(
      `What was expected on ${dayInWords(ago(120))} for ${dayInWords(ago(60))}.`,
    )
    const told = await page.locator('[data-otherwise]', { hasText: 'Telephone adviser' }).textContent()
    expect(told).toMatch(/Known today:\s+Not required/)
    expect(told).toContain(`In Written from ${dayInWords(ago(70))}.`)
    expect(told).toMatch(/Fact \d+, recorded on .+ by /)
    await page.goto(then('peter.novak', `?on=${ago(60)}&known=${ago(20)}`))
    expect(await page.locator('.leaf').textContent()).toContain('What is known today says the same.')
  })

  test('refuses a day before the ledger and one to come with a sentence at its field', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(then('holder', '?known=2019-01-01'))
    expect(await page.getByRole('alert').textContent()).toContain('Nothing was known on 1 January 2019')
    await page.goto(then('holder', `?known=${addDays(today, 3)}`))
    expect(await page.getByRole('alert').textContent()).toContain('is still to come')
  })
})

describe('the proof of a certificate', () => {
  test('shows an auditor the old words, each question as asked and the answer given', async ({ signedIn }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(`/certificates/${certificate?.id}`)
    await page.getByRole('link', { name: 'What it rests on' }).click()
    const text = page.locator('.proof-texts > li', { hasText: 'TEL-05~1@1' })
    expect(await text.textContent()).toMatch(/more than 45\sseconds/)
    const question = page.locator('.proof-question').first()
    expect(await question.locator('li[data-chosen]').count()).toBeGreaterThan(0)
    expect(await question.textContent()).toMatch(/Answered[\s\S]*Right/)
    expect(await page.locator('.feedback').count()).toBe(0)
    expect(await page.locator('#ledger ~ dl').textContent()).toMatch(/[0-9a-f]{64}/)
  })

  test('prints whole, without what is of use on the screen alone', async ({ signedIn }) => {
    const page = await signedIn('holder', { javaScript: false })
    await page.goto(`/certificates/${certificate?.id}/proof`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: 'Parts of the proof' }).isVisible()).toBe(false)
    expect(await page.locator('.proof-question').last().isVisible()).toBe(true)
  })

  test('is not offered to the manager, who may see the certificate', async ({ signedIn }) => {
    const page = await signedIn('manager', { javaScript: false })
    await page.goto(`/certificates/${certificate?.id}`)
    expect(await page.getByRole('link', { name: 'What it rests on' }).count()).toBe(0)
  })
})
