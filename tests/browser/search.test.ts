/** Finding a text by its words, without JavaScript, from the running head as well as on the page of the search. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished } from 'vitest'
import { cookieOf, portal, test } from './portal.ts'

const plain = { javaScript: false } as const

describe('a search', () => {
  test('from the running head leads by keyboard to the clause that was meant', async ({ signedIn }) => {
    const page = await signedIn('learner', { ...plain, width: 1280 })
    await page.goto('/standards')
    await page.getByRole('banner').getByRole('searchbox').focus()
    await page.keyboard.type('tel 5')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?q=tel+5')
    const first = page.locator('.search-hits h2 a').first()
    expect(await first.innerText()).toBe('TEL-05')
    await first.click()
    expect(new URL(page.url()).pathname).toBe('/clauses/TEL-05')
  })

  test('on a telephone begins with the word Search', async ({ signedIn }) => {
    const page = await signedIn('learner', { ...plain, width: 360 })
    await page.goto('/standards')
    expect(await page.getByRole('searchbox').count()).toBe(0)
    await page.getByRole('banner').getByRole('link', { name: 'Search' }).click()
    await page.getByRole('searchbox').fill('on hold')
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click()
    expect(await page.locator('.search-hits mark').count()).toBeGreaterThan(0)
  })

  test('says what it put right, and takes it back when asked', async ({ signedIn }) => {
    const page = await signedIn('learner', plain)
    await page.goto('/search?q=telphone')
    expect(await page.locator('.search-instead').innerText()).toBe(
      'Showing results for telephone; search instead for telphone.',
    )
    await page.getByRole('link', { name: 'telphone', exact: true }).click()
    expect(await page.getByRole('status').innerText()).toBe('Nothing was found for “telphone”.')
  })

  test('never draws what was typed as markup', async ({ signedIn }) => {
    const page = await signedIn('learner')
    await page.goto(`/search?q=${encodeURIComponent('"><img src=x onerror=alert(1)> <b>hold</b> \u0002hold\u0003')}`)
    expect(await page.locator('main img, main b').count()).toBe(0)
    expect(await page.getByRole('main').getByRole('searchbox').inputValue()).toContain('<b>hold</b>')
  })

  test('keeps its kind from page to page', async ({ signedIn }) => {
    const page = await signedIn('learner', plain)
    await page.goto('/search?q=must')
    await page.getByRole('link', { name: 'Clauses' }).click()
    await page.getByRole('link', { name: 'More' }).click()
    const { searchParams } = new URL(page.url())
    expect([searchParams.get('in'), searchParams.get('page')]).toEqual(['clauses', '2'])
    expect(new Set(await page.locator('.search-kind > span:first-child').allInnerTexts())).toEqual(new Set(['Clause']))
  })

  test('an address that writes the number of a clause otherwise leads to the clause', async () => {
    const headers = { cookie: await cookieOf('learner') }
    const answer = (id: string) => fetch(`${portal.url}/clauses/${id}`, { headers, redirect: 'manual' })
    for (const id of ['cha-02', 'CHA-2', 'Cha2']) {
      const { status, headers: told } = await answer(id)
      expect([id, status, told.get('location')]).toEqual([id, 301, '/clauses/CHA-02'])
    }
    expect((await fetch(`${portal.url}/clauses/cha-99`, { headers })).status).toBe(404)
  })

  test('leads to programmes and quizzes', async ({ signedIn }) => {
    const page = await signedIn('learner', plain)
    for (const [title, path] of [
      ['Telephone adviser', '/programmes/telephone-adviser'],
      ['Charter quiz', '/quizzes/charter'],
    ]) {
      await page.goto(`/search?q=${encodeURIComponent(title!)}`)
      expect(await page.locator('.search-hits h2 a').first().getAttribute('href')).toBe(path)
    }
  })

  test('finds the scenarios, also by what people call them', async ({ signedIn }) => {
    const page = await signedIn('learner')
    for (const asked of ['role play', 'role-play', 'scenario']) {
      await page.goto(`/search?q=${encodeURIComponent(asked)}`)
      expect([asked, await page.getByRole('link', { name: 'The third call' }).count()]).toEqual([asked, 1])
    }
  })

  test('answers whatever address is asked for', async () => {
    const headers = { cookie: await cookieOf('learner') }
    for (const query of [
      'q=',
      'q=%00',
      'q=%22',
      'q=a&q=b',
      'q=hold&page=-1',
      'q=hold&page=1e99',
      'q=hold&in=x',
      'q=%ff*',
    ]) {
      expect([query, (await fetch(`${portal.url}/search?${query}`, { headers })).status]).toEqual([query, 200])
    }
  })
})

describe('a narrowed standard', () => {
  test('is found by its readers, and by nobody else', async ({ ownPortal }) => {
    const content = await mkdtemp(join(tmpdir(), 'touchstone-narrowed-'))
    onTestFinished(() => rm(content, { recursive: true, force: true }))
    await cp(fileURLToPath(new URL('../../content', import.meta.url)), content, { recursive: true })
    const file = join(content, 'standards/quick-replies.mdx')
    const text = (await readFile(file, 'utf8'))
      .replace('\n---\n', '\nreaders: [steward]\n---\n')
      .replace(/\n## /, '\n## The heliotrope list\n\nA heliotrope answers nobody.\n\n## ')
    await writeFile(file, text)
    const { url } = await ownPortal({ CONTENT_DIR: content })
    const said = async (person: string, typed: string) => {
      const headers = { cookie: await cookieOf(person, url) }
      return (await fetch(`${url}/search?q=${typed}`, { headers })).text()
    }
    expect(await said('steward', 'heliotrope')).toContain('/standards/quick-replies#the-heliotrope-list')
    expect(await said('steward', 'heliotrpe')).toContain('Showing results for')
    for (const typed of ['heliotrope', 'heliotrpe', 'heliotr', 'the+heliotrope+list']) {
      const answer = await said('learner', typed)
      const beyondTheQuery = answer.replaceAll(typed.replaceAll('+', ' '), '').replaceAll(typed, '')
      expect([typed, /heliotrope|quick-replies/.test(beyondTheQuery)]).toEqual([typed, false])
    }
  })
})
