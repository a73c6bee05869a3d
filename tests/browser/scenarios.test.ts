/** A scenario practised and played for the certificate, without a line of JavaScript. */
import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, describe } from 'vitest'
import { demoPassword } from '../../db/seed/people.ts'
import { inTheWay } from './in-the-way.ts'
import { cookieOf, test } from './portal.ts'
import { contentWithScenario, hidden, scenario } from './scenario-content.ts'

const folder = await contentWithScenario()
/** It pins the words from before TEL-05 changed. */
const staleFolder = await contentWithScenario((text) => text.replace('TEL-05~2', 'TEL-05~1'))
afterAll(async () => {
  for (const one of [folder, staleFolder]) await rm(one, { recursive: true, force: true })
})
const start = `/scenarios/${scenario}`
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()

/** Its row in the list of all. */
const shelved = (page: Page) => page.locator('.shelf > li', { hasText: 'A bad line' })

async function choose(page: Page, reply: RegExp) {
  await page.locator('.choice', { hasText: reply }).locator('input').check()
}

async function goWith(page: Page, reply: RegExp) {
  await choose(page, reply)
  await page.getByRole('button', { name: 'Go with this' }).click()
}

async function begin(page: Page): Promise<string> {
  await page.goto(start)
  await page.getByRole('button', { name: 'Play for your certificate' }).click()
  return new URL(page.url()).pathname
}

/** The checker needs timers, which a page without scripts has not: it looks at the same page with ours left out. */
async function whatAxeFinds(plain: Page): Promise<readonly string[]> {
  const looking = await plain
    .context()
    .browser()!
    .newContext({ storageState: await plain.context().storageState() })
  await looking.route('**/*.js', (route) => route.abort())
  const page = await looking.newPage()
  await page.goto(plain.url())
  const found = await inTheWay(page)
  await looking.close()
  return found
}

describe('a play for the certificate', () => {
  test('goes from decision to decision to a debrief that shows the surer reply', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { javaScript: false, width: 360, url })
    await page.goto('/scenarios')
    const row = words(await shelved(page).innerText())
    for (const said of ['Not played yet', 'A bad line', 'On the telephone']) expect(row).toContain(said)
    await page.getByRole('link', { name: 'A bad line' }).click()
    expect(words(await page.locator('main').innerText())).toContain('At least 50% on this one.')
    await page.getByRole('button', { name: 'Play for your certificate' }).click()

    expect(words(await page.locator('h1').textContent())).toBe('Decision 1: A bad line')
    expect(await page.getByRole('img', { name: /^Mrs Quill, drawn: strained/ }).count()).toBe(1)
    await goWith(page, /Bear with me/)
    const second = words(await page.locator('.story').innerText())
    expect(second).toContain('Nobody asks me.')
    expect(second).toMatch(/On hold, 24 s/)
    expect(second).toMatch(/Voice note, 9 s\. In writing: It is on the top shelf\./)
    expect(second).not.toMatch(/coach/i)
    expect(await page.getByRole('img', { name: /losing patience/ }).count()).toBeGreaterThan(0)
    expect(await whatAxeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 800 })
    await goWith(page, /Give Joe his ten seconds/)

    expect(new URL(page.url()).pathname).toMatch(/\/debrief$/)
    const debrief = words(await page.locator('main').innerText())
    expect(debrief).toMatch(/Not passed.*with 16%/)
    expect(debrief).toContain('The line is dead. When you ring back, the bakery answers.')
    expect(debrief).toContain('TEL-05 asks for 50% by itself, and had 0%. 70% passes, and it came to 16%.')
    expect(debrief).toContain('It has 2 endings, and you have seen 1.')
    expect(debrief).toMatch(/Bear with me on the line.*A surer reply May I put you on hold/)
    expect(debrief).toMatch(/TEL-05: none of \d marks/)
    expect(
      await page.getByRole('img', { name: /^Mood of Mrs Quill: strained at decision 1.*at the end\./ }).count(),
    ).toBe(1)
    const taught = await page.locator('.quoted-clause a[href^="/lessons/"]').first().getAttribute('href')
    expect(taught).toMatch(/^\/lessons\/[^/]+\/[^/]+$/)
    expect(await whatAxeFinds(page)).toEqual([])
    await page.getByRole('link', { name: 'Try again' }).click()
    expect(words(await page.locator('main').innerText())).toMatch(/Your earlier plays.*Not passed.*16%/)
  })

  test('tells the words of the replies and nothing else about them', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { javaScript: false, url })
    const address = await begin(page)
    const told = async () => {
      const cookie = await cookieOf('learner', url)
      const raw = await Promise.all(
        ['text/html', 'application/json'].map(async (accept) =>
          (await fetch(url + address, { headers: { cookie, accept } })).text(),
        ),
      )
      return hidden.filter((secret) => raw.some((text) => text.includes(secret)))
    }
    expect(await told()).toEqual([])
    const shapes = await page.locator('.replies input[type=radio]').evaluateAll((inputs) =>
      inputs.map((input) =>
        input
          .getAttributeNames()
          .filter((name) => !['id', 'value'].includes(name))
          .map((name) => `${name}=${input.getAttribute(name)}`)
          .join(' '),
      ),
    )
    expect([shapes.length, new Set(shapes).size]).toEqual([3, 1])
    await goWith(page, /May I put you on hold/)
    expect(await told()).toEqual([])
    // Whatever is sent in place of a reply is refused in place.
    const headers = { cookie: await cookieOf('learner', url), origin: url }
    const play = address.split('/').at(-1) ?? ''
    for (const sent of [
      { decision: '2', reply: 'zq-back' },
      { decision: '2', reply: '9' },
      { decision: '2' },
      { decision: '7', reply: '1' },
      { decision: '-1', reply: '1' },
      { decision: '1e9', reply: 'x' },
    ] as readonly Record<string, string>[]) {
      const body = new URLSearchParams({ scenario, play, ...sent })
      const answer = await fetch(`${url}${address}?_action=scenarios.reply`, { method: 'POST', headers, body })
      expect([sent, answer.status >= 400 && answer.status < 500]).toEqual([sent, true])
      expect(await answer.text()).toContain('role="alert"')
    }
    await page.goto(address)
    expect(words(await page.locator('h1').textContent())).toBe('Decision 2: A bad line')
  })

  test('stands when a second tab says otherwise, and goes on on another device', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { javaScript: false, url, expects: [/status of 409/] })
    const address = await begin(page)
    const old = await page.context().newPage()
    await old.goto(address)
    await goWith(page, /May I put you on hold/)
    await goWith(old, /Bear with me/)
    expect(words(await old.locator('[role=alert]').innerText())).toContain('what was said stands')
    expect(words(await old.locator('h1').textContent())).toBe('Decision 2: A bad line')

    const elsewhere = await signedIn('learner', { javaScript: false, url, width: 360 })
    await elsewhere.goto(start)
    await elsewhere.getByRole('link', { name: 'Go on with your play' }).click()
    expect(words(await elsewhere.locator('h1').textContent())).toBe('Decision 2: A bad line')
    const order = async (one: Page) => words(await one.locator('.choices').innerText())
    expect(await order(elsewhere)).toBe(await order(old))
    await goWith(elsewhere, /Go back to her first/)
    expect(words(await elsewhere.locator('main').innerText())).toMatch(/Passed.*with 100%.*ends in zinc/i)

    await goWith(old, /Give Joe/)
    expect(new URL(old.url()).pathname).toMatch(/\/debrief$/)
    expect(words(await old.locator('[role=alert]').innerText())).toContain('came too late')
  })

  test('keeps a reply that was sent after the session had ended, and says it only when told to', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { javaScript: false, url })
    const address = await begin(page)
    await choose(page, /May I put you on hold/)
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Go with this' }).click()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.getByLabel('Work e-mail').fill('learner@demo.test')
    await page.getByLabel('Password').fill(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(new URL(page.url()).pathname).toBe(address)
    expect(words(await page.locator('[role=alert]').innerText())).toContain('not said yet')
    expect(words(await page.locator('h1').textContent())).toBe('Decision 1: A bad line')
    expect(words(await page.locator('.choice:has(input:checked)').innerText())).toContain('May I put you on hold')
    await page.getByRole('button', { name: 'Go with this' }).click()
    expect(words(await page.locator('h1').textContent())).toBe('Decision 2: A bad line')
  })

  test('is its player’s own; what became of it an auditor may read', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { javaScript: false, url })
    const address = await begin(page)
    const status = async (person: string, path: string) => {
      const headers = { cookie: await cookieOf(person, url) }
      return (await fetch(url + path, { headers, redirect: 'manual' })).status
    }
    expect(await Promise.all(['holder', 'manager', 'auditor', 'admin'].map((one) => status(one, address)))).toEqual([
      403, 403, 403, 403,
    ])
    expect(await status('auditor', `${address}/debrief`)).toBe(404)
    await goWith(page, /Press the key/)
    expect(await Promise.all(['holder', 'auditor'].map((one) => status(one, `${address}/debrief`)))).toEqual([403, 200])
    expect(words(await page.locator('main').innerText())).toContain('TEL-04 was broken, which fails it')
    // Somebody else's play is refused also to a form that names it.
    const headers = { cookie: await cookieOf('holder', url), origin: url }
    const body = new URLSearchParams({ scenario, play: address.split('/').at(-1) ?? '', decision: '1', reply: '1' })
    const answer = await fetch(`${url}${start}?_action=scenarios.reply`, { method: 'POST', headers, body })
    expect(answer.status).toBe(404)
  })
})

describe('practice with a coach', () => {
  test('talks every reply over at once, steps back, starts over and counts for nothing', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('learner', { javaScript: false, width: 360, url })
    await page.goto(start)
    expect(words(await page.locator('.deeds').innerText())).toMatch(/^Practise with a coach Play for your certificate/)
    expect(words(await page.locator('main').innerText())).toContain('Leave it whenever you like: it waits.')
    await page.getByRole('link', { name: 'Practise with a coach' }).click()
    expect(await page.content()).not.toContain('quite wrong of you')
    await goWith(page, /Bear with me/)
    const coaching = words(await page.locator('.coaching').innerText())
    expect(coaching).toContain('She was told and not asked')
    expect(coaching).toContain('Mrs Quill tenses.')
    expect(coaching).toContain('TEL-04: 1 of 3 marks')
    expect(await page.locator('.coaching .quoted-clause').count()).toBe(1)
    expect(await whatAxeFinds(page)).toEqual([])

    await page.getByRole('link', { name: 'Leave, keep my place' }).click()
    expect(words(await page.locator('main').innerText())).toMatch(
      /Practice begun: go on at decision 2\. Go on with the coach Play for your certificate/,
    )
    await page.goto('/scenarios')
    expect(words(await shelved(page).innerText())).toContain('Practice begun: go on at decision 2.')
    await shelved(page).getByRole('link', { name: 'Go on with the coach' }).click()
    await page.getByRole('button', { name: 'Step back, try another reply' }).click()
    expect(words(await page.locator('h1').textContent())).toBe('Decision 1: A bad line')
    await goWith(page, /Bear with me/)
    // A single press takes nothing back.
    await page.getByText('Start over', { exact: true }).click()
    expect(words(await page.locator('.start-over').innerText())).toContain(
      'Your reply goes, and the story begins anew.',
    )
    await page.getByRole('button', { name: 'Start over with the coach' }).click()
    expect(words(await page.locator('h1').textContent())).toBe('Decision 1: A bad line')
    await goWith(page, /May I put you on hold/)
    await goWith(page, /Go back to her first/)
    const end = words(await page.locator('.the-end').innerText())
    expect(end).toContain('It ended well. Played for your certificate, this would have passed, with 100%.')
    await page.getByRole('button', { name: 'Start over with the coach' }).click()
    expect(words(await page.locator('h1').textContent())).toBe('Decision 1: A bad line')
    await page.goto('/scenarios')
    expect(words(await shelved(page).innerText())).toContain('Not played yet')
  })
})

describe('a scenario that waits to be rewritten', () => {
  test('says why, offers no play, and keeps its map for those who oversee', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: staleFolder })
    const page = await signedIn('learner', { javaScript: false, width: 360, url })
    await page.goto(`${start}/practise`)
    expect(new URL(page.url()).pathname).toBe(start)
    const main = page.locator('main')
    const why = /It is being rewritten, because TEL-05 changed on \d+ \w+ \d{4}\. Nobody is asked for it meanwhile\./
    expect(words(await main.innerText())).toMatch(why)
    expect(await main.getByRole('button').count()).toBe(0)
    expect(await main.locator(`a[href$="/practise"], a[href$="/map"]`).count()).toBe(0)
    expect(await whatAxeFinds(page)).toEqual([])
    await page.goto('/scenarios')
    expect(await shelved(page).count()).toBe(0)

    const admin = await signedIn('admin', { javaScript: false, url })
    await admin.goto('/scenarios')
    expect(words(await shelved(admin).innerText())).toMatch(why)
    await admin.goto(`${start}/map`)
    expect(words(await admin.locator('main').innerText())).toMatch(why)
    await admin.goto('/coverage')
    expect(words(await admin.locator('li', { hasText: 'A bad line' }).innerText())).toContain('stale')
  })
})
