/** A certified person on a telephone, without a line of JavaScript: from home to everything shown. */
import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, describe } from 'vitest'
import { plainText } from '../../src/domain/drawn-tree.ts'
import type { Question } from '../../src/domain/curriculum.ts'
import { changedContent, notice } from './changed-content.ts'
import { inTheWay } from './in-the-way.ts'
import { cookieOf, test } from './portal.ts'

const { folder, curriculum } = await changedContent()
afterAll(() => rm(folder, { recursive: true, force: true }))
const bank = curriculum.quizzes.find(({ id }) => id === 'telephone')!.questions
const phone = { javaScript: false, width: 360 } as const
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const wordsOf = (tree: Question['stem']) => words(plainText(tree))
const onHold = bank.filter(({ id }) => id.startsWith('tel-hold'))

/** The questions that stand on the page, in order. */
async function asked(page: Page): Promise<readonly Question[]> {
  const ids = await page
    .locator('input[name=asked]')
    .evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value))
  return ids.map((id) => bank.find((question) => question.id === id)!)
}

async function answer(page: Page, how: 'right' | 'wrong') {
  const questions = await asked(page)
  for (const [index, question] of questions.entries()) {
    const wanted = question.options
      .filter(({ correct }) => correct === (how === 'right'))
      .map(({ body }) => wordsOf(body))
    for (const row of await page.locator(`.choice:has(input[name=chosen${index + 1}])`).all()) {
      const said = words(await row.locator('label > span').last().textContent())
      if (how === 'right' ? wanted.includes(said) : said === wanted[0]) await row.locator('input').check()
    }
  }
  await page.getByRole('button', { name: /^Hand in the answers?$/ }).click()
  return questions
}

describe('a certified person under whose certificate two clauses changed', () => {
  test('shows both on a telephone, and keeps the date of the certificate', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('holder', { ...phone, url })
    await page.goto('/')
    expect(words(await page.locator('.lead').first().innerText())).toContain('waiting, Amina')
    const update = page.getByRole('list', { name: 'What changed' })
    expect(words(await update.innerText())).toMatch(
      /Update due.*Twenty seconds on hold.*TEL-05.*TEL-08.*Telephone adviser/,
    )
    const expiry = words(await page.locator('.held-table tr', { hasText: 'Telephone adviser' }).innerText())
    const [until] = /goes on until (\d+ \w+ \d{4})/.exec(expiry)?.slice(1) ?? []
    expect(until).toBeDefined()

    await page.getByRole('link', { name: 'Do the update' }).click()
    expect(new URL(page.url()).pathname).toBe('/updates/TEL-05')
    expect(words(await page.locator('h1').innerText())).toMatch(/TEL-05: 30 seconds becomes 20 seconds/)
    expect(words(await page.locator('.difference ins').first().textContent())).toBe('[put in: 20 seconds]')
    expect(await page.locator('main').innerText()).toContain('One in five callers who held in silence rang off.')

    const [tried] = await answer(page, 'wrong')
    expect(await page.locator('#tried').innerText()).toBe('Not yet')
    const wrong = tried!.options.find(({ correct }) => !correct)!
    expect(words(await page.locator('.tried').first().innerText())).toContain(wordsOf(wrong.feedback))
    expect(await page.locator('.difference').count()).toBe(1)
    expect((await asked(page)).map(({ id }) => id)).not.toEqual([tried!.id])

    await answer(page, 'right')
    expect(new URL(page.url()).pathname).toBe('/updates/TEL-08')
    expect(words(await page.getByRole('status').innerText())).toBe('TEL-05 is shown. One more waits.')
    await page.getByLabel('I have read TEL-08 and understood what changed.').check()
    await page.getByRole('button', { name: 'Confirm' }).click()

    expect(await page.locator('h1').innerText()).toBe('All shown')
    const end = words(await page.locator('main').innerText())
    // After the three that the demo has lived through.
    expect(end).toContain('You are certified through publication 4, the newest.')
    expect(end).toContain(`Telephone adviser, until ${until}, the date it had before`)
    expect(end).toMatch(/TEL-08 at revision \d+, by confirming its text/)

    await page.goto('/')
    expect(await page.getByRole('list', { name: 'What changed' }).count()).toBe(0)
    // What is shown is no news; that the notice was read stays a fact of its own.
    expect(await page.getByRole('link', { name: 'Twenty seconds on hold' }).count()).toBe(0)
    await page.goto(`/notices/${notice}`)
    await page.getByRole('button', { name: 'I have read it' }).click()
    expect(await page.getByRole('status').innerText()).toBe('Kept: you have read this notice.')
    await page.goto('/')
    expect(await page.getByRole('link', { name: 'Twenty seconds on hold' }).count()).toBe(0)
    await page.goto('/notices')
    expect(words(await page.locator('.shelf').innerText())).toMatch(/Twenty seconds on hold.*Read on/)
  })

  test('is told kindly when a question was answered in another window', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('holder', { ...phone, url, expects: [/409/] })
    const other = await page.context().newPage()
    for (const one of [page, other]) await one.goto('/updates/TEL-05')
    await answer(other, 'wrong')
    await answer(page, 'right')
    expect(words(await page.getByRole('alert').innerText())).toContain('answered this in another window')
    expect(await page.locator('#tried').innerText()).toBe('Not yet')
    await answer(page, 'right')
    expect(new URL(page.url()).pathname).toBe('/updates/TEL-08')
  })

  test('sees no key and no feedback before an answer is handed in, and then of the chosen option alone', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const headers = { cookie: await cookieOf('holder', url) }
    const feedback = onHold.flatMap(({ options }) => options.map((option) => wordsOf(option.feedback)))
    const tells = (body: string) => {
      const text = words(
        body
          .replace(/<[^>]*>/g, ' ')
          .replace(/&#39;|&#x27;/g, "'")
          .replaceAll('&quot;', '"'),
      )
      return feedback.filter((sentence) => text.includes(sentence))
    }
    for (const path of ['/', '/updates', '/updates/TEL-05', '/updates/TEL-08', '/notices', `/notices/${notice}`]) {
      const body = await (await fetch(url + path, { headers })).text()
      expect([path, tells(body)]).toEqual([path, []])
      expect([path, /data-verdict|\bcorrect\b/.test(body)]).toEqual([path, false])
    }
    const page = await signedIn('holder', { ...phone, url })
    await page.goto('/updates/TEL-05')
    await answer(page, 'wrong')
    expect(tells(await page.content())).toHaveLength(1)
  })

  test('finds nothing in the way on any of these pages, at 360 and 1280, light and dark', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('holder', { url })
    const manager = await signedIn('manager', { url })
    const found: string[] = []
    const look = async (one: Page, path: string) => {
      await one.goto(path)
      found.push(...(await inTheWay(one)).map((fault) => `${path} ${fault}`))
    }
    for (const path of ['/', '/updates', '/updates/TEL-08', '/notices', `/notices/${notice}`]) await look(page, path)
    await page.goto('/updates/TEL-05')
    await answer(page, 'wrong')
    await look(page, '/updates/TEL-05')
    await look(manager, `/notices/${notice}/briefing`)
    expect(found).toEqual([])
  })
})

describe('a manager', () => {
  test('prints a briefing on one sheet', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('manager', { url })
    await page.goto(`/notices/${notice}`)
    await page.getByRole('link', { name: 'A page for your team, to print' }).click()
    expect(words(await page.locator('main').innerText())).toMatch(/To be shown by.*What to do.*Questions/)
    const sheet = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
    expect(sheet.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  })

  test('sees on the team page who has an update to do, and by when', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('manager', { url })
    await page.goto('/readiness')
    await page.getByRole('link', { name: 'Voice North' }).first().click()
    const row = page.locator('.members tr', { hasText: 'Amina Okafor' })
    expect(words(await row.innerText())).toMatch(/Update due ?by \d+ \w+ \d{4}/)
    await row.getByRole('link', { name: 'Amina Okafor' }).click()
    expect(words(await page.locator('main').innerText())).toMatch(
      /What is left takes \d+ minutes?: TEL-05 at revision \d+ \(shown at \d+\)/,
    )
  })
})
