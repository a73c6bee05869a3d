/** An update that plays a scenario again, without a line of JavaScript: from home through the play and back. */
import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import { fileURLToPath } from 'node:url'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { plainText } from '../../src/domain/drawn-tree.ts'
import {
  after,
  beginning,
  endingsOf,
  leadOn,
  markPlay,
  openChoices,
  type Choice,
  type Decision,
  type Scenario,
  type Stop,
} from '../../src/domain/scenario.ts'
import { inTheWay } from './in-the-way.ts'
import { portal, test } from './portal.ts'

const { partial } = await readCurriculum(fileURLToPath(new URL('../../content', import.meta.url)))
const scenario = partial.scenarios.find(({ id }) => id === 'the-third-call')!
const questions = partial.quizzes.flatMap((quiz) => quiz.questions)
const phone = { javaScript: false, width: 360 } as const
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const wordsOf = (tree: Choice['body']) => words(plainText(tree))

/** A play that passes on a way that comes to a clause: the best reply first, another where that leads past it. */
function wayTo(clause: string, at: Stop, made: readonly Decision[] = []): readonly Decision[] | undefined {
  if (endingsOf(scenario).has(at.position.scene)) {
    const { passed, clauses } = markPlay(scenario, made)
    return passed && clauses.some((one) => one.clause === clause) ? made : undefined
  }
  const marksOf = ({ marks }: Choice) => marks.reduce((sum, one) => sum + one.marks, 0)
  const choices = openChoices(scenario, at.position).toSorted((a, b) => marksOf(b) - marksOf(a))
  for (const choice of choices.slice(0, 2)) {
    const next = leadOn(scenario, after(scenario, at.position, choice))
    const found = wayTo(clause, next, [...made, { position: at.position, choice }])
    if (found !== undefined) return found
  }
  return undefined
}

async function play(page: Page, { scenes }: Scenario) {
  if (scenes.length === 0) throw new Error('the demo holds no such scenario')
  for (const { choice } of wayTo('TEL-05', leadOn(scenario, beginning(scenario)))!) {
    const rows = await page.locator('.choice').all()
    const said = await Promise.all(rows.map(async (row) => words(await row.locator('label').textContent())))
    await rows[said.findIndex((one) => one.includes(wordsOf(choice.body)))]!.locator('input').check()
    await page.getByRole('button', { name: 'Go with this' }).click()
  }
  await page.waitForURL(`**/scenarios/${scenario.id}/plays/*/debrief`)
}

async function answerRightly(page: Page) {
  const ids = await page
    .locator('input[name=asked]')
    .evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value))
  for (const [index, id] of ids.entries()) {
    const question = questions.find((one) => one.id === id)!
    const right = question.options.filter(({ correct }) => correct).map(({ body }) => wordsOf(body))
    for (const row of await page.locator(`.choice:has(input[name=chosen${index + 1}])`).all()) {
      if (right.includes(words(await row.locator('label > span').last().textContent())))
        await row.locator('input').check()
    }
  }
  await page.getByRole('button', { name: /^Hand in the answers?$/ }).click()
}

async function whatIsInTheWay(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address)
  return (await inTheWay(page)).map((fault) => `${page.url()} ${fault}`)
}

describe('a changed clause for which a scenario is played again', () => {
  // Some twenty pages, one after the other.
  const timeout = { timeout: 180_000 }
  test(
    'is shown by the question and the play, which leads back to the update',
    timeout,
    async ({ signedIn, ownPortal, expect }) => {
      const { url } = await ownPortal()
      const { people } = portal
      const page = await signedIn('nadia.petrova', { ...phone, url })
      const text = async () => words(await page.locator('main').innerText())
      /** With scripts, which it needs to look. */
      const seen = await signedIn('nadia.petrova', { url, width: 360 })
      const found: string[] = []
      await page.goto('/programmes/telephone-adviser')
      expect(await text()).toContain('When a clause changes that “The third call” practises, you play it again')
      await page.goto('/')
      expect(await text()).toMatch(/To do: answer the question on it, and play “The third call” again, \d+ minutes\./)
      await page.getByRole('link', { name: 'Do the update' }).click()
      expect(new URL(page.url()).pathname).toBe('/updates/TEL-05')
      found.push(...(await whatIsInTheWay(seen, page.url())))

      await answerRightly(page)
      expect(new URL(page.url()).pathname).toBe('/updates/TEL-05')
      expect(words(await page.getByRole('status').innerText())).toMatch(
        /^Questions answered rightly\. Still to do: play “The third call” again, \d+ minutes\.$/,
      )
      expect(await page.getByRole('button', { name: /Hand in/ }).count()).toBe(0)
      found.push(...(await whatIsInTheWay(seen, page.url())))
      for (const path of ['/', '/updates', `/scenarios/${scenario.id}`]) {
        await page.goto(path)
        expect([path, await text()]).toEqual([
          path,
          expect.stringContaining('Questions answered rightly. Still to do: play'),
        ])
      }
      const auditor = await signedIn('auditor', { url })
      await auditor.goto(`/people/${people['nadia.petrova']}`)
      expect(words(await auditor.locator('main').innerText())).toContain(
        '“The third call” is to be played again for TEL-05. The questions on TEL-05 are answered.',
      )

      await auditor.goto('/readiness')
      await auditor.getByRole('link', { name: 'Voice South' }).first().click()
      expect(words(await auditor.locator('.members tr', { hasText: 'Nadia Petrova' }).innerText())).toContain(
        'TEL-05: Questions answered rightly. Still to do: play “The third call” again',
      )

      await page.goto('/updates/TEL-05')
      await page.getByRole('button', { name: 'Play “The third call”' }).click()
      await play(page, scenario)
      expect(await text()).toContain('With this you have shown TEL-05 in its new words.')
      found.push(...(await whatIsInTheWay(seen, page.url())))
      await page.getByRole('link', { name: 'Back to the update' }).click()
      expect(new URL(page.url()).pathname).toBe('/updates')
      expect(await text()).toContain('TEL-05 at revision 2, by playing “The third call” again')

      await auditor.goto(`/people/${people['nadia.petrova']}?programme=telephone-adviser`)
      const story = words(await auditor.locator('main').textContent())
      expect(story).toContain('TEL-05 answered rightly at revision 2; its scenario was still to be played.')
      expect(story).toContain('TEL-05 shown at revision 2, by playing “The third call” again.')
      expect(found).toEqual([])
    },
  )
})
