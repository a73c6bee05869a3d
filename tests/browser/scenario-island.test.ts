/** The stage of a scenario come alive in a browser: keys, time that passes, and whatever may go wrong on the way. */
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, describe } from 'vitest'
import { demoPassword } from '../../db/seed/people.ts'
import { inTheWay } from './in-the-way.ts'
import { cookieOf, test } from './portal.ts'
import { contentWithScenario, scenario } from './scenario-content.ts'

const folder = await contentWithScenario()
afterAll(() => rm(folder, { recursive: true, force: true }))
const start = `/scenarios/${scenario}`
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
/** A script of ours beyond React may weigh this much as it travels. */
const mostIslandBytes = 20 * 1024

/** What Chromium says when the next page comes while it still leads over to this one. */
const cutShort = /Transition was aborted/
const replies = (page: Page) => page.locator('.replies input[type=radio]')
const heading = async (page: Page) => words(await page.locator('h1').textContent())

/** The place at which a reply stands, from 1: it is another in every play. */
async function placeOf(page: Page, reply: RegExp): Promise<string> {
  const id = await page.locator('.choice', { hasText: reply }).locator('input').getAttribute('id')
  return id!.replace('reply-', '')
}

async function isAlive(page: Page): Promise<void> {
  await page.locator('.stage[data-alive]').waitFor()
}

async function goWith(page: Page, reply: RegExp): Promise<void> {
  await page.locator('.choice', { hasText: reply }).locator('input').check()
  await page.getByRole('button', { name: 'Go with this' }).click()
}

/** Begins a play, and marks the document, so that it can be told whether it was loaded anew. */
async function begin(page: Page): Promise<void> {
  await page.goto(start)
  await page.getByRole('button', { name: 'Play for your certificate' }).click()
  await isAlive(page)
  await page.evaluate(() => document.documentElement.setAttribute('data-same', ''))
}

const isSameDocument = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute('data-same'))
const standsAt = (page: Page, decision: number) =>
  page.locator(`.replies[data-decision="${decision}"]`).waitFor({ timeout: 20_000 })

describe('a stage come alive', () => {
  test('runs by the content policy as it is, and weighs little beside React', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { url })
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`refused: ${violatedDirective} ${blockedURI}`),
      )
    })
    const answer = await page.goto(`${start}/practise`)
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    await isAlive(page)
    const inline = () => page.locator('script:not([src]), style, [style], [onclick]').count()
    expect(await inline()).toBe(0)
    await goWith(page, /Bear with me/)
    await standsAt(page, 2)
    expect(await inline()).toBe(0)

    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => (/\.js$/.test(name) ? [new URL(name).pathname] : [])),
    )
    const bytes = scripts.map((path) => {
      const file = readFileSync(fileURLToPath(new URL(`../../dist/client${path}`, import.meta.url)))
      return { isReact: /\/react\./.test(path), gzip: gzipSync(file, { level: 9 }).length }
    })
    const weight = (isReact: boolean) =>
      bytes.filter((one) => one.isReact === isReact).reduce((sum, one) => sum + one.gzip, 0)
    console.log(`Scripts of the stage, gzip: ${weight(false)} bytes of ours, ${weight(true)} of React.`)
    expect(weight(true)).toBeGreaterThan(30_000)
    expect([weight(false) > 1000, weight(false) <= mostIslandBytes]).toEqual([true, true])
  })

  test('is played by keys: a line stands at once, its answer is told line by line, and a hold runs', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { url, expects: [cutShort] })
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await begin(page)
    const asks = await placeOf(page, /May I put you on hold/)
    const other = asks === '1' ? '2' : '1'
    await page.keyboard.press(`Control+${asks}`)
    await page.keyboard.press(`Alt+${asks}`)
    expect(await replies(page).evaluateAll((all) => all.some((one) => (one as HTMLInputElement).checked))).toBe(false)
    await page.keyboard.press(other)
    await page.keyboard.press(asks)
    expect(await page.locator(`#reply-${asks}`).isChecked()).toBe(true)
    // Nothing of it is in the way of who types: a field keeps its digits.
    await page.evaluate(() => document.querySelector('.story')?.append(document.createElement('textarea')))
    await page.locator('textarea').pressSequentially(`${other}1`)
    expect(await page.locator('textarea').inputValue()).toBe(`${other}1`)
    expect(await page.locator(`#reply-${asks}`).isChecked()).toBe(true)
    await page.locator('textarea').evaluate((field) => field.remove())

    // An answer that takes its time: one's own line does not wait for it.
    await page.route(
      '**/plays/**',
      async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400))
        await route.continue()
      },
      { times: 1 },
    )
    await page.locator('h1').evaluate((title) => (title.ownerDocument.activeElement as HTMLElement).blur())
    await page.keyboard.press('Enter')
    await page.locator('.said-last', { hasText: 'May I put you on hold' }).waitFor({ timeout: 2000 })
    expect(await page.locator('.replies').count()).toBe(0)
    await page.locator('.told[data-telling]').waitFor()
    // She was strained, and asking her has eased it: the face says so before the first word.
    expect(await page.locator('.caller').getAttribute('data-mood')).toBe('3')
    await page.getByRole('img', { name: /^Mrs Quill, drawn: guarded; brows level/ }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('now')
    await page.locator('.time-passes[data-hold]').waitFor()
    const seconds = async () => Number(/\d+/.exec(await page.locator('.time-passes[data-hold]').innerText())?.[0])
    const early = await seconds()
    await page.waitForFunction(
      (before) => Number(/\d+/.exec(document.querySelector('.time-passes')?.textContent ?? '')?.[0]) > before,
      early,
    )
    expect(early).toBeLessThan(24)
    expect(await page.locator('.told', { hasText: 'ten seconds more' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Skip the wait' }).click()
    await page.locator('.told', { hasText: 'ten seconds more' }).waitFor({ timeout: 1000 })
    expect(words(await page.locator('.time-passes[data-hold]').innerText())).toBe('On hold, 24 s')
    await page.locator('body').press('Space')
    await standsAt(page, 2)
    expect(await page.getByRole('button', { name: 'Show all' }).count()).toBe(0)
    expect([await heading(page), await page.title()]).toEqual([
      'Decision 2: A bad line',
      'Decision 2: A bad line · Touchstone',
    ])
    expect(await page.locator('.reader-progress').innerText()).toContain('Decision 2 of about 2')
    expect(await page.locator('.reader-progress progress').evaluate((bar) => (bar as HTMLProgressElement).value)).toBe(
      1,
    )
    const said = words(await page.locator('.stage [role=status]').textContent())
    expect(said).toContain('On hold, 24 s. Joe: Give me ten seconds more.')
    expect(said).toContain('Mrs Quill: guarded, brows level, mouth straight. Decision 2. Choose a reply.')
    expect(await isSameDocument(page)).toBe(true)

    // When it is over the browser goes to the debrief, and Back leads to where one came from.
    await page.keyboard.press(await placeOf(page, /Go back to her first/))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/debrief$/)
    expect(words(await page.locator('main').innerText())).toContain('as all good roofs do')
    await page.goBack()
    await page.waitForURL((address) => address.pathname === start)
  })

  test('tells all of it at once where less motion is asked for, and leaves the keys to who wants them', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { url })
    await page.goto(`${start}/practise`)
    await isAlive(page)
    await page.evaluate(() => {
      new MutationObserver((records) => {
        const isTelling = (node: Node) =>
          node instanceof Element &&
          (node.matches('.telling, [data-telling]') || node.querySelector('.telling') !== null)
        if (records.some(({ addedNodes }) => [...addedNodes].some(isTelling))) document.body.dataset['told'] = ''
      }).observe(document.body, { childList: true, subtree: true })
    })
    await goWith(page, /Bear with me/)
    await standsAt(page, 2)
    expect(await page.locator('body').getAttribute('data-told')).toBeNull()
    expect(words(await page.locator('.told').innerText())).toMatch(/Nobody asks me.*On hold, 24 s.*top shelf/)
    expect(await page.locator('.caller').getAttribute('data-mood')).toBe('1')
    expect(words(await page.locator('.coaching').innerText())).toContain('She was told and not asked')
    expect(words(await page.locator('.stage [role=status]').textContent())).toMatch(
      /^Coach: She was told and not asked/,
    )
    expect(await inTheWay(page)).toEqual([])

    await page.getByRole('button', { name: 'Step back, try another reply' }).click()
    await standsAt(page, 1)
    expect(await heading(page)).toBe('Decision 1: A bad line')
    await page.getByRole('button', { name: 'Turn these keys off' }).click()
    await page.locator('body').press('1')
    expect(await page.locator('#reply-1').isChecked()).toBe(false)
    await page.reload()
    await isAlive(page)
    await page.getByRole('button', { name: 'Choose by keys' }).click()
    await page.locator('body').press('1')
    expect(await page.locator('#reply-1').isChecked()).toBe(true)

    await goWith(page, /May I put you on hold/)
    await standsAt(page, 2)
    await goWith(page, /Go back to her first/)
    await page.locator('.the-end').waitFor()
    expect(words(await page.locator('.the-end').innerText())).toContain('this would have passed, with 100%')
    expect(await inTheWay(page)).toEqual([])
    await page.getByRole('button', { name: 'Start over with the coach' }).click()
    await standsAt(page, 1)
  })
})

describe('when something goes wrong', () => {
  test('a double click says it once, and a lost network keeps the reply', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', {
      url,
      expects: [cutShort, /ERR_INTERNET_DISCONNECTED/, /status of 503/, /^503 /],
    })
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.postData() ?? '')
    })
    await begin(page)
    sent.length = 0
    await page
      .locator('.choice', { hasText: /May I put you on hold/ })
      .locator('input')
      .check()
    await page.getByRole('button', { name: 'Go with this' }).dblclick()
    await standsAt(page, 2)
    expect(sent.length).toBe(1)

    const chosen = page.locator('.choice', { hasText: /Go back to her first/ }).locator('input')
    await page.context().setOffline(true)
    await goWith(page, /Go back to her first/)
    const alert = page.getByRole('alert')
    expect(words(await alert.innerText())).toContain('your reply is still marked')
    expect(await chosen.isChecked()).toBe(true)
    await page.context().setOffline(false)

    let isDown = true
    await page.route('**/plays/**', (route) =>
      isDown && route.request().method() === 'POST' ? route.fulfill({ status: 503, body: 'busy' }) : route.continue(),
    )
    await alert.getByRole('button', { name: 'Send it again' }).click()
    await alert.getByText('The portal could not take this just now').waitFor()
    expect(await chosen.isChecked()).toBe(true)
    isDown = false
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/debrief$/)
    expect(words(await page.locator('main').innerText())).toMatch(/Passed.*with 100%/)
  })

  test('a session that has ended leads to the door and back to the reply, which was not said', async ({
    visitor,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await visitor({ url })
    const [name = '', value = ''] = (await cookieOf('learner', url)).split('=')
    await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
    await begin(page)
    await page.context().clearCookies()
    await goWith(page, /Bear with me/)
    expect(words(await page.getByRole('alert').innerText())).toContain(
      'Your session has ended, so this was not said yet.',
    )
    await page.getByRole('link', { name: 'Sign in, and go on from here' }).click()
    await page.getByLabel('E-mail').fill('learner@demo.test')
    await page.getByLabel('Password', { exact: true }).fill(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await isAlive(page)
    expect(await heading(page)).toBe('Decision 1: A bad line')
    expect(
      await page
        .locator('.choice', { hasText: /Bear with me/ })
        .locator('input')
        .isChecked(),
    ).toBe(true)
  })

  test('an answer that cannot be read leaves a stage that works, and a failure leaves the plain one', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { url, expects: [cutShort, /^page: .*undefined/, /Cannot read properties/] })
    await begin(page)
    const answers = [
      { of: 'another make' },
      { decision: 2, caller: {}, earlier: [], now: [], turn: {}, forms: {}, progress: {} },
    ]
    await page.route('**/plays/**', async (route) => {
      const json = route.request().method() === 'POST' ? answers.shift() : undefined
      await (json === undefined ? route.continue() : route.fulfill({ json }))
    })
    await goWith(page, /May I put you on hold/)
    expect(words(await page.getByRole('alert').innerText())).toContain('This cannot go on here.')
    expect(await page.getByRole('link', { name: 'Open the page anew' }).getAttribute('href')).toMatch(/\/plays\//)
    await goWith(page, /May I put you on hold/)
    // Drawing that one fails: the forms of the server stand there again, and work without the island.
    await page.locator('.stage:not([data-alive])').waitFor()
    await goWith(page, /May I put you on hold/)
    await standsAt(page, 2)
    expect(await isSameDocument(page)).toBe(false)
    await page.waitForLoadState('networkidle')
  })

  test('what another tab has said stands, and a play that is over there leads to its debrief', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { url, expects: [cutShort] })
    await begin(page)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await isAlive(other)
    await goWith(page, /May I put you on hold/)
    await standsAt(page, 2)
    await goWith(other, /Bear with me/)
    await standsAt(other, 2)
    expect(words(await other.getByRole('alert').innerText())).toContain('what was said stands')
    expect(words(await other.locator('.said-last').innerText())).toContain('May I put you on hold')
    await goWith(page, /Go back to her first/)
    await page.waitForURL(/\/debrief$/)
    await goWith(other, /Give Joe his ten seconds/)
    await other.waitForURL(/\/debrief\?late=reply$/)
    expect(words(await other.locator('main').innerText())).toContain('came too late and was not said')
  })
})
