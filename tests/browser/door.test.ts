/** The door: what stands before somebody who wants to come in, or cannot. */
import { describe } from 'vitest'
import { test } from './portal.ts'

describe('the door', () => {
  test('shows a small telephone the whole form without scrolling', async ({ visitor, expect }) => {
    const page = await visitor({ width: 360 })
    await page.setViewportSize({ width: 360, height: 640 })
    await page.goto('/sign-in')
    const button = await page.getByRole('button', { name: 'Sign in' }).boundingBox()
    expect((button?.y ?? Infinity) + (button?.height ?? 0)).toBeLessThanOrEqual(640)
  })

  test('has help for somebody who cannot get in, which needs no signing in', async ({ visitor, expect }) => {
    const page = await visitor()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'I cannot get in' }).click()
    expect(new URL(page.url()).pathname).toBe('/help/signing-in')
    expect(await page.getByRole('heading', { name: 'You have forgotten your password' }).count()).toBe(1)
  })
})
