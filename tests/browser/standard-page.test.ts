/** A standard as it is set: even lines, the contents beside the text, and a form for its own words at the end. */
import { describe } from 'vitest'
import { test } from './portal.ts'

describe('a standard', () => {
  test('sets the lines of a clause evenly, whatever is marked in them', async ({ signedIn, expect }) => {
    const page = await signedIn('learner', { javaScript: true })
    await page.goto('/standards/complaints')
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      const uneven = await page.locator('.clause-text:has(.term)').evaluateAll((texts) =>
        texts.flatMap((text) => {
          const lines = text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight)
          return Math.abs(lines - Math.round(lines)) > 0.05 ? [text.textContent] : []
        }),
      )
      expect(uneven, `at ${width}`).toEqual([])
    }
  })

  test('begins its text beside the contents, and not beneath them', async ({ signedIn, expect }) => {
    const page = await signedIn('learner')
    await page.goto('/standards/complaints')
    expect(await page.locator('.contents li', { hasText: 'Hearing it' }).innerText()).toMatch(/01\s*07\s*11\s*02/)
    const contents = await page.locator('.contents').boundingBox()
    const header = await page.locator('.standard header').boundingBox()
    const first = await page.locator('.chapter').first().boundingBox()
    expect(first?.y).toBeLessThan((contents?.y ?? 0) + (contents?.height ?? 0))
    expect((first?.y ?? 0) - (header?.y ?? 0) - (header?.height ?? 0)).toBeLessThan(60)
  })

  test('takes a report on its own words, and shows it where it was made', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { javaScript: false, url })
    await page.goto('/standards/quick-replies')
    await page.getByText('Report a mistake or suggest a change').click()
    await page.getByLabel('What is wrong, or what would be better?').fill('The third text thanks twice.')
    await page.getByRole('button', { name: 'Send it to the stewards' }).click()
    expect(new URL(page.url()).pathname).toBe('/standards/quick-replies')
    expect(await page.locator('#suggest').innerText()).toContain('The third text thanks twice.')
    await page.goto('/suggestions')
    expect(await page.getByRole('link', { name: 'Quick replies' }).getAttribute('href')).toBe(
      '/standards/quick-replies#suggest',
    )
  })
})
