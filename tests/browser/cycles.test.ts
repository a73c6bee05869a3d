/** What pages say of cycles: when a renewal counts, how often a quiz may be tried, and what a notice recounts. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe } from 'vitest'
import { test } from './portal.ts'

const source = fileURLToPath(new URL('../../content', import.meta.url))
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** The demo's content with half the validity on the telephone, and a notice that lets it reach everybody. */
async function recounted(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-recounted-'))
  folders.push(folder)
  await cp(source, folder, { recursive: true })
  const programme = join(folder, 'programmes/telephone-adviser.yaml')
  const text = await readFile(programme, 'utf8')
  await writeFile(programme, text.replace('valid_for_months: 12', 'valid_for_months: 6'))
  await writeFile(
    join(folder, 'notices/six-months.mdx'),
    [
      '---',
      'title: Six months on the telephone',
      'summary: A telephone certificate holds for six months, also the one you have.',
      'recounts: [telephone-adviser]',
      'effective_after_days: 14',
      'update_within_days: 60',
      '---',
      'After nine months, one in three could not say when to come back to the line.',
      '',
    ].join('\n'),
  )
  return folder
}

const tooEarly = /^You are certified in Telephone adviser until .+\. Its renewal opens on .+ counts for nothing\.$/

describe('before the renewal window', () => {
  for (const path of ['/quizzes/telephone', '/lessons/holding-a-call', '/standards/telephone/acknowledge']) {
    test(`${path} says from when it counts`, async ({ signedIn, expect }) => {
      const page = await signedIn('holder', { javaScript: false, width: 360 })
      await page.goto(path)
      expect(await page.getByText(tooEarly).count()).toBe(1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    })
  }

  test('says nothing to somebody for whom it counts', async ({ signedIn, expect }) => {
    const page = await signedIn('learner', { javaScript: false })
    await page.goto('/quizzes/telephone')
    expect(await page.getByText(/Its renewal opens on/).count()).toBe(0)
  })
})

describe('a programme', () => {
  test('says how often its quiz may be tried, and what counts from elsewhere', async ({ signedIn, expect }) => {
    const page = await signedIn('dylan.hughes', { javaScript: false })
    await page.goto('/programmes/branch-reception')
    expect(await page.getByRole('region', { name: 'How long it holds' }).innerText()).toContain(
      'At “Branch quiz” you have three attempts in each cycle; a renewal begins with as many again.',
    )
    await page.goto('/programmes/telephone-adviser')
    expect(await page.getByRole('region', { name: 'How long it holds' }).innerText()).toContain(
      'What you learned elsewhere may count for a part of it, if that was in the 24 months before.',
    )
  })
})

describe('a notice that recounts a validity', () => {
  test('is news to whoever holds a certificate, says what becomes of it, and is read like any other', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal({ CONTENT_DIR: await recounted() })
    const page = await signedIn('holder', { url, javaScript: false })
    await page.goto('/notices')
    const [first] = await page.locator('.shelf > li').all()
    expect(await first?.innerText()).toMatch(
      /Six months on the telephone[\s\S]*Telephone adviser; in force from[\s\S]*Not read yet/,
    )
    await page.getByRole('link', { name: 'Six months on the telephone' }).click()
    const says = await page.locator('.who-does').innerText()
    expect(says).toContain('Certified in Telephone adviser')
    expect(says).toContain('ends as if it had been granted by the new rule: it holds for 6 months.')
    expect(says).toContain('If that shortens it, it does not end before')
    await page.getByRole('button', { name: 'I have read it' }).click()
    expect(await page.getByText('Kept: you have read this notice.').count()).toBe(1)

    const manager = await signedIn('manager', { url, javaScript: false })
    await manager.goto('/notices/six-months/briefing')
    expect(await manager.locator('.who-does').innerText()).toContain('Certified in Telephone adviser')
  })
})
