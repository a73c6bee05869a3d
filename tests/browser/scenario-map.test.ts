/** A scenario as a graph, and where else a scenario is told of. */
import { describe } from 'vitest'
import { cookieOf, portal, test } from './portal.ts'

const map = '/scenarios/you-people/map'
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()

describe('the map of a scenario', () => {
  test('is read without a script, as a drawing and as a table', async ({ signedIn, expect }) => {
    const page = await signedIn('steward', { javaScript: false })
    await page.goto('/scenarios/you-people')
    await page.getByRole('link', { name: 'Its map' }).click()
    expect(new URL(page.url()).pathname).toBe(map)
    const drawn = page.locator('.scenario-drawing')
    const ways = await drawn.locator('.map-way a').count()
    expect(await page.locator('.ways-table tr[id^="way-"]').count()).toBe(ways)
    expect(await drawn.locator('.map-scene').count()).toBe(await page.locator('.ways-table tr.scene').count())

    // What a line says stands there once it is reached, and it leads to its row.
    const fatal = drawn.locator('.map-way.fatal').first()
    const tip = fatal.locator('.tip p')
    expect(await tip.isVisible()).toBe(false)
    await fatal.locator('a').focus()
    expect(await tip.isVisible()).toBe(true)
    expect(words(await tip.innerText())).toMatch(/breaks [A-Z]{3}-\d+/)
    const row = (await fatal.locator('a').getAttribute('href')) ?? ''
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe(row)
    expect(words(await page.locator(row).innerText())).toMatch(/Breaks [A-Z]{3}-\d+\./)
  })

  test('moves by the keyboard, and is seen whole or large by a link', async ({ signedIn, expect }) => {
    const page = await signedIn('auditor', { width: 360, javaScript: false })
    await page.goto(map)
    const sheet = page.locator('.map-sheet')
    const widthOf = async () => (await page.locator('.scenario-drawing').boundingBox())?.width ?? 0
    await sheet.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.waitForTimeout(300)
    expect(await sheet.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
    const read = await widthOf()
    await page.getByRole('link', { name: 'Large' }).click()
    expect(await widthOf()).toBeGreaterThan(read)
    await page.getByRole('link', { name: 'Seen whole' }).click()
    expect(await widthOf()).toBeLessThan(360)
    expect(await page.locator('.map-drawn [aria-current]').textContent()).toBe('Seen whole')
  })

  test('tells how people went without telling who', async ({ signedIn, expect }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(map)
    const told = words(await page.locator('main').innerText())
    expect(told).toMatch(/\d+ people have played it \d+ times? in its present words|Once five people have played it/)
    const names = portal.plays.map(({ person }) => Object.entries(portal.people).find(([, id]) => id === person)?.[0])
    for (const key of names) expect(told.toLowerCase()).not.toContain((key ?? 'nobody').replace('.', ' '))
  })

  test('is nothing for whoever plays it', async ({ expect }) => {
    const { status } = await fetch(portal.url + map, { headers: { cookie: await cookieOf('learner') } })
    expect(status).toBe(403)
  })
})

test('a scenario is found by its title, and named where its clauses are told', async ({ signedIn, expect }) => {
  const page = await signedIn('steward', { javaScript: false })
  await page.goto('/search?q=you+people&in=scenarios')
  await page.locator('main a[href="/scenarios/you-people"]').first().click()
  const clause = page.locator('main a[href^="/clauses/"]').first()
  const id = words(await clause.textContent())
  await clause.click()
  expect(await page.locator('section', { hasText: 'Where it is practised' }).getByText('You people').count()).toBe(1)
  await page.goto('/coverage')
  expect(await page.locator(`tr[id="${id}"] a[href="${map}"]`).count()).toBe(1)
})
