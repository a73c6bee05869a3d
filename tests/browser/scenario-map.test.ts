/** A scenario as a graph, and where else a scenario is told of. */
import { describe } from 'vitest'
import { inTheWay } from './in-the-way.ts'
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
    expect(words(await page.locator(row).innerText())).toMatch(/Fatal: it breaks [A-Z]{3}-\d+/)

    // A scene leads to its words, and they lead back to it.
    await drawn.locator('.map-scene').first().focus()
    await page.keyboard.press('Enter')
    const { hash } = new URL(page.url())
    const scene = page.locator(`tr${hash} + .scene-words`)
    await scene.locator('summary').click()
    expect(words(await scene.locator('.earlier-lines').innerText()).length).toBeGreaterThan(40)
    await page.locator(`${hash} a`).click()
    expect(await drawn.locator('.map-scene').first().getAttribute('id')).toBe(new URL(page.url()).hash.slice(1))
  })

  test('moves by the keyboard, and is seen whole or large by a link', async ({ signedIn, expect }) => {
    const page = await signedIn('auditor', { width: 360, javaScript: false })
    await page.goto(map)
    const sheet = page.locator('.map-sheet')
    const widthOf = async () => (await page.locator('.scenario-drawing').boundingBox())?.width ?? 0
    const at = () => sheet.evaluate(({ scrollLeft }) => scrollLeft)
    const before = await at()
    await sheet.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.waitForTimeout(300)
    expect(await at()).toBeGreaterThan(before)
    const read = await widthOf()
    await page.getByRole('link', { name: 'Large' }).click()
    expect(await widthOf()).toBeGreaterThan(read)
    await page.getByRole('link', { name: 'Seen whole' }).click()
    expect(await widthOf()).toBeLessThan(360)
    expect(await page.locator('.map-drawn [aria-current]').allTextContents()).toEqual(['All ways', 'Seen whole'])
  })

  test('picks out the best and the worst play', async ({ signedIn, expect }) => {
    const page = await signedIn('steward', { javaScript: false })
    await page.goto(map)
    for (const [which, percent] of [
      ['best', '100%'],
      ['worst', '0%'],
    ] as const) {
      await page.getByRole('link', { name: `The ${which} play` }).click()
      const through = await page.locator('.map-scene.on').count()
      // From the first scene to an end there is one way more than there are scenes between.
      expect(await page.locator('.map-way.on').count()).toBe(through - 1)
      expect(await page.locator('.map-scene.on[data-turn="end"]').count()).toBe(1)
      const written = page.locator('details.map-play', { hasText: `The ${which} play` })
      if (which === 'best') expect(words(await written.locator('summary').textContent())).toContain(percent)
      expect(await written.locator('ol > li').count()).toBeGreaterThanOrEqual(through - 1)
    }
  })

  test('tells how people went without telling who', async ({ signedIn, expect }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(map)
    await page.getByRole('link', { name: 'See which ways were taken' }).click()
    const told = words(await page.locator('main').innerText())
    const [, people, plays] = /(\d+) people have played it (\d+) times? in its present words/.exec(told) ?? []
    expect(Number(people)).toBeGreaterThanOrEqual(5)
    // Whoever begins comes to the first scene, and leaves it by one of its replies.
    expect(words(await page.locator('.map-scene .kind').first().textContent())).toBe(`Scene 1, ${plays} plays`)
    const first = await page.locator('.ways-table tbody').first().locator('td[data-label="Taken"]').allTextContents()
    const taken = first.map((text) => Number.parseInt(words(text), 10))
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(Number(plays))
    const names = portal.plays.map(({ person }) => Object.entries(portal.people).find(([, id]) => id === person)?.[0])
    for (const key of names) expect(told.toLowerCase()).not.toContain((key ?? 'nobody').replace('.', ' '))

    // Of fewer than five nothing is said.
    await page.goto('/scenarios/between-colleagues/map?ways=people&size=read')
    expect(words(await page.locator('main').innerText())).toContain('Once five people have played it')
    expect(await page.locator('td[data-label="Taken"]').count()).toBe(0)
  })

  test('is nothing for whoever plays it', async ({ expect }) => {
    const { status } = await fetch(portal.url + map, { headers: { cookie: await cookieOf('learner') } })
    expect(status).toBe(403)
  })
})

test('a scenario is found by its title, and its map where its clauses are told', async ({ signedIn, expect }) => {
  const page = await signedIn('steward', { javaScript: false })
  await page.goto('/search?q=you+people&in=scenarios')
  await page.locator('main a[href="/scenarios/you-people"]').first().click()
  const clause = page.locator('main a[href^="/clauses/"]').first()
  const id = words(await clause.textContent())
  await clause.click()
  const practised = page.locator('section', { hasText: 'Where it is practised' })
  expect(await practised.locator(`a[href="${map}"]`).count()).toBe(1)
  await page.goto('/coverage')
  expect(await page.locator(`tr[id="${id}"] a[href="${map}"]`).count()).toBe(1)
  await page.goto('/programmes/telephone-adviser')
  expect(await page.locator('main a[href="/scenarios/the-third-call/map"]').count()).toBe(1)
})

describe('the shelf of scenarios', () => {
  test('begins with what is asked, by its day, and tells what was begun', async ({ signedIn, expect }) => {
    const page = await signedIn('patrick.doyle', { javaScript: false })
    await page.goto('/')
    await page.getByRole('link', { name: 'all scenarios' }).click()
    const asked = page.locator('section', { has: page.locator('#asked') }).locator('.shelved')
    expect(words(await asked.first().innerText())).toMatch(/Begun.*The third call.*For Telephone adviser/)
    expect(await page.locator('.shelved').count()).toBe(portal.scenarios.length)
    expect(await asked.count()).toBeLessThan(portal.scenarios.length)
  })
})

describe('practice with a coach', () => {
  test('at its end stands in nobody’s way, and leads on', async ({ signedIn, expect }) => {
    const practise = '/scenarios/the-supplier/practise'
    const page = await signedIn('simon.achterberg', { javaScript: false })
    await page.goto(practise)
    // No play of a scenario asks more often than this.
    for (let decision = 0; decision < 20 && (await page.locator('.choice').count()) > 0; decision += 1) {
      await page.locator('.choice input').first().check()
      await page.locator('form.replies button[type="submit"]').first().click()
    }
    expect(await page.locator('.choice').count()).toBe(0)
    // With scripts, which the checker needs to look.
    const seen = await signedIn('simon.achterberg', { width: 360 })
    await seen.goto(practise)
    expect(await inTheWay(seen)).toEqual([])
    // It can be gone back, begun anew, or played for the certificate.
    expect(await seen.locator('main button[type="submit"]').count()).toBeGreaterThan(0)
  })
})

describe('a debrief', () => {
  const debriefOf = (key: string, passed: boolean) => {
    const play = portal.plays.find((one) => one.person === portal.people[key] && one.closed && one.passed === passed)
    return `/scenarios/${play?.scenario}/plays/${play?.id}/debrief`
  }

  test('sets each reply beside its clause in the words of then, and says what was needed', async ({
    signedIn,
    expect,
  }) => {
    const page = await signedIn('kenneth.boyle', { javaScript: false })
    await page.goto(debriefOf('kenneth.boyle', false))
    const rows = page.locator('.replay > li')
    const drawn = page.locator('.play-drawing')
    expect(await drawn.locator('.said-one, .fatal').count()).toBe(await rows.count())
    expect(await drawn.getAttribute('aria-label')).toMatch(/Mood of Mrs Halloran: .*Replies: at decision 1/)
    // Each row holds the text of every clause it is about: in the side where shown, quoted where missed.
    for (let at = 0; at < (await rows.count()); at += 1) {
      const row = rows.nth(at)
      const about = await row.locator('.shown-clauses .pin').count()
      expect(await row.locator('.shown-text, .quoted-clause').count()).toBe(about)
      if ((await row.locator('.better').count()) > 0)
        expect(await row.locator('.quoted-clause a[href^="/lessons/"]').count()).toBeGreaterThan(0)
    }
    // It was played before holding was cut from 45 seconds to 30.
    const holding = page.locator('.replay > li', { hasText: 'TEL-05' })
    expect(words(await holding.innerText())).toContain('45 seconds')
    expect(words(await holding.innerText())).toMatch(/changed since/i)
    const inAll = words(await page.locator('.played-clauses .all-together').innerText())
    expect(inAll).toMatch(/In all .* \d+% not enough 80%/)
    expect(words(await page.locator('#next').innerText())).toContain('You have passed it since')
  })

  test('is read by an auditor, who is asked for nothing', async ({ signedIn, expect }) => {
    const page = await signedIn('auditor', { javaScript: false })
    await page.goto(debriefOf('kenneth.boyle', true))
    expect(words(await page.locator('header .crumbs').last().innerText())).toContain('played by Kenneth Boyle')
    expect(await page.locator('#next').count()).toBe(0)
  })
})
