/** What the pages of readiness show beside the figures. */
import { describe } from 'vitest'
import { test } from './portal.ts'

describe('the heat map', () => {
  test('sets each level of teams further in than the one above', async ({ signedIn, expect }) => {
    const page = await signedIn('coordinator')
    await page.goto('/readiness')
    const indents = await page
      .locator('.heat tbody tr')
      .first()
      .evaluate((row) =>
        ['0', '1', '2', '3', '4'].map((depth) => {
          row.setAttribute('data-depth', depth)
          return Number.parseFloat(getComputedStyle(row.children[0] as Element).paddingInlineStart)
        }),
      )
    expect(indents).toEqual(indents.toSorted((a, b) => a - b))
    expect(new Set(indents).size).toBe(5)
  })
})

describe('readiness', () => {
  test('speaks of flags only where the line bears one', async ({ signedIn, expect }) => {
    const page = await signedIn('coordinator')
    for (const path of ['/readiness', '/readiness?on=2029-06-01']) {
      await page.goto(path)
      const flags = await page.locator('.pub-flag').count()
      const caption = await page.locator('figcaption').innerText()
      expect([path, caption.includes('Numbered flags')]).toEqual([path, flags > 0])
    }
  })
})
