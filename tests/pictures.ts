/**
 * `npm run pictures`: makes the pictures of README.md from a freshly seeded demo into
 * `.github/images/`, in light and in the dark.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { demoPassword } from '../db/seed/people.ts'
import { buildWhenStale } from '../src/server/build.ts'
import { serveAsProcess } from '../src/server/as-process.ts'
import { launchChromium } from './chromium.ts'
import { copyOf, databaseIn, forget, seedPortal, type SeededPortal } from './seeded.ts'

const images = fileURLToPath(new URL('../.github/images', import.meta.url))
const width = 1280
const height = 860

interface Picture {
  readonly name: string
  readonly as: string
  readonly path: string
}

function picturesOf(seeded: SeededPortal): readonly Picture[] {
  const attempt = seeded.attempts.find(({ closed }) => !closed)
  const certificate = seeded.certificates.findLast(
    ({ person, programme }) => person === seeded.people['holder'] && programme === 'telephone-adviser',
  )
  const playOf = (key: string, isOpen: boolean) =>
    seeded.plays.findLast(
      ({ person, scenario, closed }) =>
        person === seeded.people[key] && scenario === 'the-third-call' && closed !== isOpen,
    )
  const open = playOf('patrick.doyle', true)
  const played = playOf('kenneth.boyle', false)
  if (attempt === undefined || certificate === undefined || open === undefined || played === undefined)
    throw new Error('the demo lacks an attempt, a certificate or a play')
  return [
    { name: 'home', as: 'daniel.mensah', path: '/' },
    { name: 'lesson', as: 'learner', path: '/lessons/holding-a-call' },
    { name: 'quiz', as: 'lucas.ferreira', path: `/quizzes/${attempt.quiz}/${attempt.id}/3` },
    { name: 'scenario', as: 'patrick.doyle', path: `/scenarios/${open.scenario}/plays/${open.id}` },
    { name: 'debrief', as: 'kenneth.boyle', path: `/scenarios/${played.scenario}/plays/${played.id}/debrief` },
    { name: 'readiness', as: 'coordinator', path: '/readiness' },
    { name: 'standard', as: 'learner', path: '/standards/telephone' },
    { name: 'certificate', as: 'holder', path: `/certificates/${certificate.id}` },
  ]
}

async function take(browser: Browser, url: string, { name, as, path }: Picture, scheme: 'light' | 'dark') {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  try {
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('Work e-mail').fill(`${as}@demo.test`)
    await page.getByLabel('Password').fill(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((address) => address.pathname !== '/sign-in')
    const answer = await page.goto(path, { waitUntil: 'networkidle' })
    if (answer?.status() !== 200) throw new Error(`${path}: ${answer?.status()}`)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(images, `${name}-${scheme}.png`) })
    console.log(`.github/images/${name}-${scheme}.png`)
  } finally {
    await context.close()
  }
}

await buildWhenStale()
await mkdir(images, { recursive: true })
const seeded = await seedPortal()
const folder = await copyOf(seeded)
const server = await serveAsProcess({ DATABASE_URL: databaseIn(folder), CONTENT_DIR: 'content' })
const browser = await launchChromium()
try {
  for (const picture of picturesOf(seeded)) {
    for (const scheme of ['light', 'dark'] as const) await take(browser, server.url, picture, scheme)
  }
} finally {
  await browser.close()
  await server.stop()
  await forget(folder)
  await forget(seeded.folder)
}
