/** Maya's first week, without a line of JavaScript: reading, answering, playing, confirming, passing, being certified. */
import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import { fileURLToPath } from 'node:url'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import type { Curriculum, Question, Quiz } from '../../src/domain/curriculum.ts'
import { drawForm } from '../../src/domain/quiz.ts'
import { sceneOf, type Scenario } from '../../src/domain/scenario.ts'
import { walk } from '../../src/domain/scenario-walk.ts'
import { capitalised, countedInWords } from '../../src/domain/words.ts'
import { plainText } from '../../src/domain/drawn-tree.ts'
import { test } from './portal.ts'

const plain = { javaScript: false } as const
const { curriculum } = await readCurriculum(fileURLToPath(new URL('../../content', import.meta.url)))
if (curriculum === undefined) throw new Error('the content is not sound')
const content: Curriculum = curriculum
const programme = content.programmes.find(({ id }) => id === 'telephone-adviser')!
const lessons = programme.requirements.flatMap((one) => (one.kind === 'lesson' ? [one.lesson] : []))
const quizNamed = (id: string) => content.quizzes.find((one) => one.id === id)!
const quiz = quizNamed('telephone')
const furtherQuizzes = programme.requirements.flatMap((one) =>
  one.kind === 'quiz' && one.quiz !== quiz.id ? [quizNamed(one.quiz)] : [],
)
const scenarios = programme.requirements.flatMap((one) =>
  one.kind === 'scenario' ? content.scenarios.filter(({ id }) => id === one.scenario) : [],
)
/** How many questions an attempt at it asks, whichever they are. */
const formLength = drawForm(quiz, 1).length

const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const wordsOf = (tree: Question['stem']) => words(plainText(tree))

/** Ticks the right options of a question where it stands, or one that is wrong. */
async function choose(form: ReturnType<Page['locator']>, question: Question, how: 'right' | 'wrong') {
  const wanted = question.options
    .filter(({ correct }) => correct === (how === 'right'))
    .map(({ body }) => wordsOf(body))
  const rows = await form.locator('.choice').all()
  for (const row of rows) {
    const said = words(await row.locator('label > span').last().textContent())
    const isWanted = how === 'right' ? wanted.includes(said) : said === wanted[0]
    const input = row.locator('input')
    if (isWanted) await input.check()
    else if ((await input.getAttribute('type')) === 'checkbox') await input.uncheck()
  }
}

const questionOn = async (page: Page, bank: readonly Question[]) => {
  const asked = words(await page.locator('form .in-text').first().innerText())
  const found = bank.find(({ stem }) => asked.includes(wordsOf(stem.slice(-1))))
  if (found === undefined) throw new Error(`no question of the bank stands on ${page.url()}`)
  return found
}

/** Plays a scenario for the certificate, with the best reply at each decision. */
async function playWell(page: Page, scenario: Scenario) {
  const walked = walk(scenario)
  const best = walked.kind === 'walked' ? (walked.total?.best ?? []) : []
  await page.goto(`/scenarios/${scenario.id}`)
  await page.getByRole('button', { name: 'Play for your certificate' }).click()
  for (const { scene, choice: id } of best) {
    const { turn } = sceneOf(scenario, scene)
    const choice = turn.kind === 'decision' ? turn.choices.find((one) => one.id === id) : undefined
    if (choice === undefined) continue
    const rows = await page.locator('.choice').all()
    const said = await Promise.all(rows.map(async (row) => words(await row.locator('label').textContent())))
    await rows[said.findIndex((one) => one.includes(wordsOf(choice.body)))]!.locator('input').check()
    await page.getByRole('button', { name: 'Go with this' }).click()
  }
  await page.waitForURL(`**/scenarios/${scenario.id}/plays/*/debrief`)
}

/** Reads a lesson from wherever it opens to its end, answering each check. */
async function readLesson(page: Page, id: string) {
  const lesson = content.lessons.find((one) => one.id === id)!
  await page.goto(`/lessons/${id}`)
  for (const section of lesson.sections) {
    await page.waitForURL(`**/lessons/${id}/${section.id}*`)
    for (const check of lesson.checks) {
      const form = page.locator(`#check-${check.id} form`)
      if ((await form.count()) === 0) continue
      await choose(form, check, 'right')
      await form.getByRole('button').click()
    }
    await page.locator('.turn button').click()
  }
}

async function answerEverything(page: Page, { questions }: Quiz, how: 'right' | 'wrong') {
  for (;;) {
    const form = page.locator('form').first()
    await choose(form, await questionOn(page, questions), how)
    const last = (await form.getByRole('button').innerText()).includes('look it over')
    await form.getByRole('button').click()
    if (last) return
  }
}

async function confirmStandard(page: Page) {
  await page.goto('/standards/telephone/acknowledge')
  await page.getByLabel('I have read this text and understood it.').check()
  await page.getByRole('button', { name: 'Confirm' }).click()
}

describe('a new adviser, without JavaScript', () => {
  // About a hundred and sixty pages, one after the other.
  test(
    'goes from the first lesson to the certificate, on two devices',
    { timeout: 300_000 },
    async ({ signedIn, ownPortal, expect }) => {
      const { url } = await ownPortal()
      const page = await signedIn('learner', { ...plain, url })
      await page.goto('/')
      expect(await page.locator('.waiting h2').allInnerTexts()).toContain(programme.title)

      for (const lesson of lessons) await readLesson(page, lesson)
      expect(words(await page.locator('#next').innerText())).toContain('You have finished this lesson')

      await page.goto(`/quizzes/${quiz.id}`)
      await page.getByRole('button', { name: 'Start the quiz' }).click()
      await choose(page.locator('form').first(), await questionOn(page, quiz.questions), 'right')
      await page.getByRole('button', { name: 'Save and next' }).click()

      const telephone = await signedIn('learner', { ...plain, url, width: 360 })
      await telephone.goto('/')
      await telephone.getByRole('link', { name: `Go on with “${quiz.title}”` }).click()
      await telephone.getByRole('link', { name: 'Go on with your attempt' }).click()
      expect(await telephone.locator('h1').innerText()).toBe(`Question 2 of ${formLength}`)
      await answerEverything(telephone, quiz, 'right')
      await telephone.getByRole('button', { name: 'Submit your answers' }).click()
      expect(await telephone.locator('h1').innerText()).toBe('Passed, with 100%')

      for (const further of furtherQuizzes) {
        await page.goto(`/quizzes/${further.id}`)
        await page.getByRole('button', { name: 'Start the quiz' }).click()
        await answerEverything(page, further, 'right')
        await page.getByRole('button', { name: 'Submit your answers' }).click()
        expect(await page.locator('h1').innerText()).toBe('Passed, with 100%')
      }

      for (const scenario of scenarios) {
        await playWell(page, scenario)
        expect(words(await page.locator('main').innerText())).toContain('100%')
      }

      await confirmStandard(page)
      expect(words(await page.locator('#next').innerText())).toContain(`you are certified as ${programme.title}`)
      await page.getByRole('link', { name: 'See your certificate' }).click()
      expect(await page.locator('.certificate h1').innerText()).toBe('Maya Lindqvist')
    },
  )

  test('is told what was wrong with a check, and may answer it again', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { ...plain, url })
    const lesson = content.lessons.find(({ checks }) => checks.length > 0)!
    const check = lesson.checks[0]!
    const section = lesson.sections.find(({ body }) => JSON.stringify(body).includes(check.id))!
    await page.goto(`/lessons/${lesson.id}/${section.id}`)
    const form = page.locator(`#check-${check.id} form`)
    const wrong = check.options.find(({ correct }) => !correct)!
    await choose(form, check, 'wrong')
    await form.getByRole('button').click()
    expect(page.url()).toContain(`#check-${check.id}`)
    expect(words(await form.innerText())).toContain(wordsOf(wrong.feedback))
    await choose(form, check, 'right')
    await form.getByRole('button', { name: 'Answer again' }).click()
    expect(await form.locator('[data-verdict="right"]').count()).toBeGreaterThan(0)
  })

  test('opens a lesson again where reading stopped', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { ...plain, url })
    await page.goto(`/lessons/${lessons[0]}`)
    await page.locator('.turn button').click()
    const stopped = page.url()
    await page.goto(`/lessons/${lessons[0]}`)
    expect(page.url()).toBe(stopped)
  })

  test('sees no key and no feedback before an attempt is submitted, and both afterwards', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { ...plain, url })
    await page.goto(`/quizzes/${quiz.id}`)
    await page.getByRole('button', { name: 'Start the quiz' }).click()
    const asked = await questionOn(page, quiz.questions)
    const feedback = asked.options.map(({ feedback }) => wordsOf(feedback))
    const before = words(await page.content())
    expect(feedback.filter((sentence) => before.includes(sentence))).toEqual([])
    expect(before).not.toMatch(/data-verdict|correct/)
    await answerEverything(page, quiz, 'wrong')
    await page.getByRole('button', { name: 'Submit your answers' }).click()
    expect(await page.locator('h1').innerText()).toBe('Not passed yet, with 0%')
    const after = words(await page.locator('main').innerText())
    expect(feedback.filter((sentence) => after.includes(sentence)).length).toBeGreaterThan(0)
  })

  test('is shown what is open before submitting, and may submit all the same', async ({
    signedIn,
    ownPortal,
    expect,
  }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { ...plain, url })
    await page.goto(`/quizzes/${quiz.id}`)
    await page.getByRole('button', { name: 'Start the quiz' }).click()
    await page.getByRole('link', { name: 'Look it over and submit' }).click()
    expect(words(await page.locator('.lead').innerText())).toContain(
      capitalised(countedInWords(formLength, 'question is', 'questions are')) + ' still open',
    )
    await page.getByRole('button', { name: `Submit with ${formLength} open` }).click()
    expect(await page.locator('h1').innerText()).toBe('Not passed yet, with 0%')
  })

  test('cannot confirm a standard without the tick', async ({ signedIn, ownPortal, expect }) => {
    const { url } = await ownPortal()
    const page = await signedIn('learner', { ...plain, url, expects: [/400/] })
    await page.goto('/standards/telephone/acknowledge')
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.getByRole('button', { name: 'Confirm' }).click()
    expect(words(await page.locator('[role=alert]').innerText())).toContain('Tick the box')
  })
})
