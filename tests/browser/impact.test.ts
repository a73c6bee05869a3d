/** The page on which stewards see what publishing would do, before anything lands. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, onTestFinished } from 'vitest'
import { textOf } from '../../src/curriculum/tree.ts'
import { changedContent, notice } from './changed-content.ts'
import { inTheWay } from './in-the-way.ts'
import { test } from './portal.ts'

const source = fileURLToPath(new URL('../../content', import.meta.url))

/** A folder that holds what is in force, in place of which other content can be put while a portal runs on it. */
async function contentFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-impact-'))
  const holds = async (from: string) => {
    await rm(folder, { recursive: true, force: true })
    await cp(from, folder, { recursive: true })
  }
  await holds(source)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder, holds }
}

describe('the impact', () => {
  test('of a change is seen by a steward before it lands, without a name and without JavaScript', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const changed = await changedContent()
    onTestFinished(() => rm(changed.folder, { recursive: true, force: true }))
    const { folder, holds } = await contentFolder()
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    const page = await signedIn('steward', { url, javaScript: false })
    await page.goto('/')
    await page.getByRole('navigation').getByRole('link', { name: 'Impact' }).click()
    await page.getByText(/Nothing would change: the content folder says what publication \d+ says/).waitFor()

    await holds(changed.folder)
    const opened = async () => {
      for (let tries = 0; tries < 20; tries += 1) {
        await page.goto('/impact?still')
        if ((await page.getByText('Being worked out').count()) === 0) return
      }
    }
    await opened()
    await page.getByText(/It asks \d+ people in \d+ teams for/).waitFor()
    const clause = page.getByRole('region', { name: /TEL-05/ })
    expect(await clause.locator('del').first().innerText()).toMatch(/30\s+seconds/)
    expect(await clause.locator('ins').first().innerText()).toMatch(/20\s+seconds/)
    expect(await clause.innerText()).toContain('Twenty seconds on hold')
    const asked = await page.getByRole('row', { name: /^Voice North/ }).innerText()
    expect(asked).toMatch(/Voice North\s+\d+/)
    expect(await page.locator('a[href^="/people/"]').count()).toBe(0)
    expect((await page.request.get(`/notices/${notice}`)).status()).toBe(404)
    const html = await page.content()
    const feedback = changed.curriculum.quizzes.flatMap(({ questions }) =>
      questions.flatMap(({ options }) => options.map((option) => textOf(option.feedback).slice(0, 40))),
    )
    expect(feedback.filter((words) => words.length >= 20 && html.includes(words))).toEqual([])

    await writeFile(join(folder, 'organisation.yaml'), 'name: [')
    await page.goto('/impact')
    await page.getByText('The content folder cannot be published').waitFor()
    await page
      .getByText(/^organisation\.yaml:1: /)
      .first()
      .waitFor()

    await rm(folder, { recursive: true })
    await page.goto('/impact')
    await page.getByText(`there is no folder ${folder}.`).waitFor()
  })

  test('names people to those who may see them, and fits a phone', async ({ signedIn, ownPortal, expect }) => {
    const changed = await changedContent()
    onTestFinished(() => rm(changed.folder, { recursive: true, force: true }))
    const { folder, holds } = await contentFolder()
    const { url } = await ownPortal({ CONTENT_DIR: folder })
    await holds(changed.folder)
    const page = await signedIn('coordinator', { url })
    await page.goto('/impact')
    await page.getByRole('heading', { name: 'Who', exact: true }).waitFor()
    await page.locator('summary', { hasText: 'Voice North' }).click()
    expect(await page.locator('details[open] a[href^="/people/"]').count()).toBeGreaterThan(0)
    expect(await inTheWay(page, { widths: [360, 768, 1280] })).toEqual([])
  })
})
