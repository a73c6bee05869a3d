/**
 * What browser tests stand on: `test` with a signed-in page, a visitor's page and a portal of one's
 * own. A console error, an exception in a page or a 5xx answer that a test does not expect fails it.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, inject, test as plain } from 'vitest'
import { demoPassword } from '../../db/seed/people.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { launchChromium } from '../chromium.ts'
import { copyOf, databaseIn, forget } from '../seeded.ts'

/** The portal that all tests share: for reading. */
export const portal = inject('portal')

export interface VisitOptions {
  /** Another portal than the shared one. */
  readonly url?: string
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  readonly javaScript?: boolean
  /** Errors that this visit is meant to cause, such as the console's line about a 404. */
  readonly expects?: readonly RegExp[]
}

export interface OwnPortal {
  readonly url: string
  readonly databaseUrl: string
  readonly pid: number
  stop(): Promise<void>
}

export interface Fixtures {
  /** A page without a session. Relative addresses are of the portal. */
  readonly visitor: (options?: VisitOptions) => Promise<Page>
  /** A page signed in as somebody of the demo, by the part of the address before the @. */
  readonly signedIn: (person: string, options?: VisitOptions) => Promise<Page>
  /** A server with a database of its own, as it was when seeded: for tests that change things. */
  readonly ownPortal: (settings?: Readonly<Record<string, string>>) => Promise<OwnPortal>
}

let browser: Promise<Browser> | undefined
afterAll(async () => {
  await (await browser)?.close()
  browser = undefined
})

async function openContext(options: VisitOptions, errors: string[]): Promise<BrowserContext> {
  const { url = portal.url, width = 1280, scheme = 'light', javaScript = true, expects = [] } = options
  browser ??= launchChromium()
  const context = await (
    await browser
  ).newContext({
    baseURL: url,
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
  context.setDefaultTimeout(15_000)
  const note = (what: string) => {
    if (!expects.some((expected) => expected.test(what))) errors.push(what)
  }
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => note(`page: ${error.error().message}`))
  context.on('response', (response) => {
    if (response.status() >= 500) note(`${response.status()} ${response.url()}`)
  })
  return context
}

const cookies = new Map<string, string>()

/** The session cookie of somebody of the demo as `name=value`; signs in by the form, once for each portal. */
export async function cookieOf(person: string, url: string = portal.url): Promise<string> {
  const key = `${person} ${url}`
  const known = cookies.get(key)
  if (known !== undefined) return known
  const answer = await fetch(`${url}/sign-in?_action=session.signIn`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ email: `${person}@demo.test`, password: demoPassword }),
  })
  const [cookie] = answer.headers.getSetCookie().flatMap((line) => line.split(';')[0] ?? [])
  if (answer.status !== 303 || cookie === undefined) {
    throw new Error(`${person} could not sign in: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
  }
  cookies.set(key, cookie)
  return cookie
}

export const test = plain.extend<Fixtures>({
  visitor: async ({}, use) => {
    const errors: string[] = []
    const contexts: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await openContext(options, errors)
      contexts.push(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
    expect(errors, 'errors that nobody expected').toEqual([])
  },
  signedIn: async ({ visitor }, use) => {
    await use(async (person, options = {}) => {
      const page = await visitor(options)
      const { url = portal.url } = options
      const [name = '', value = ''] = (await cookieOf(person, url)).split(/=(.*)/s)
      await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
      return page
    })
  },
  ownPortal: async ({}, use) => {
    const closing: (() => Promise<void>)[] = []
    await use(async (settings = {}) => {
      const folder = await copyOf(portal)
      const databaseUrl = databaseIn(folder)
      const server = await serveAsProcess({ DATABASE_URL: databaseUrl, CONTENT_DIR: 'content', ...settings })
      closing.push(async () => {
        await server.stop()
        await forget(folder)
      })
      return { url: server.url, databaseUrl, pid: server.pid, stop: server.stop }
    })
    for (const close of closing) await close()
  },
})
