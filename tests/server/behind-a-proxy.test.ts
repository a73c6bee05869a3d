/** The portal behind a proxy that speaks TLS, set up rightly and wrongly. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { demoPassword } from '../../db/seed/people.ts'
import { serveAsProcess, type Served } from '../../src/server/as-process.ts'
import { copyOf, databaseIn, forget } from '../seeded.ts'
import { freePort } from './free-port.ts'
import { fetchSecurely, openProxy, type Proxy } from './tls-proxy.ts'

const seeded = inject('portal')

interface Behind {
  readonly proxy: Proxy
  readonly served: Served
  close(): Promise<void>
}

/** Starts a portal behind a proxy; `PUBLIC` in a setting stands for the address of the proxy. */
async function serveBehindProxy(settings: Readonly<Record<string, string>>): Promise<Behind> {
  const folder = await copyOf(seeded)
  const proxy = await openProxy()
  const filled = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value.replace('PUBLIC', proxy.url)]),
  )
  const port = await freePort()
  const served = await serveAsProcess({
    DATABASE_URL: databaseIn(folder),
    CONTENT_DIR: 'content',
    PORT: String(port),
    ...filled,
  })
  proxy.to = served.url
  return {
    proxy,
    served,
    async close() {
      await proxy.close()
      await served.stop()
      await forget(folder)
    },
  }
}

const form = new URLSearchParams({ email: 'learner@demo.test', password: demoPassword }).toString()
const typed = { 'content-type': 'application/x-www-form-urlencoded' }

function signIn({ proxy }: Behind) {
  const headers = { ...typed, origin: proxy.url }
  return fetchSecurely(`${proxy.url}/sign-in?_action=session.signIn`, { method: 'POST', headers, body: form })
}

describe('with PUBLIC_URL', () => {
  let behind: Behind
  beforeAll(async () => void (behind = await serveBehindProxy({ PUBLIC_URL: 'PUBLIC' })))
  afterAll(() => behind.close())

  test('a form of our own is taken, and its session goes on', async () => {
    const answer = await signIn(behind)
    expect([answer.status, answer.headers.location]).toEqual([303, '/'])
    const cookie = answer.headers['set-cookie']?.[0] ?? ''
    const home = await fetchSecurely(`${behind.proxy.url}/`, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(home.status).toBe(200)
  })

  test('the cookie of the session never travels without TLS, and no script reads it', async () => {
    const cookie = (await signIn(behind)).headers['set-cookie']?.[0] ?? ''
    expect(cookie).toMatch(/^__Host-touchstone=/)
    expect(cookie.split('; ')).toEqual(expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']))
    expect(cookie).not.toMatch(/domain=/i)
  })

  test('browsers are told to come by TLS from now on', async () => {
    const answer = await fetchSecurely(`${behind.proxy.url}/sign-in`)
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
  })

  test('a form from elsewhere is refused calmly', async () => {
    const headers = { ...typed, origin: 'https://evil.example' }
    const answer = await fetchSecurely(`${behind.proxy.url}/sign-in?_action=session.signIn`, {
      method: 'POST',
      headers,
      body: form,
    })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('did not come from here')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('with TRUSTED_PROXY', () => {
  let behind: Behind
  beforeAll(async () => void (behind = await serveBehindProxy({ TRUSTED_PROXY: 'loopback' })))
  afterAll(() => behind.close())

  test('a form of our own is taken', async () => {
    expect((await signIn(behind)).status).toBe(303)
  })
})

describe('with neither', () => {
  let behind: Behind
  beforeAll(async () => void (behind = await serveBehindProxy({})))
  afterAll(() => behind.close())

  test('a form is refused, and the log says what to set', async () => {
    const answer = await signIn(behind)
    expect(answer.status).toBe(403)
    const line =
      behind.served
        .said()
        .split('\n')
        .find((text) => text.includes('another origin')) ?? ''
    expect(line).toContain(`set PUBLIC_URL=${behind.proxy.url} and TRUSTED_PROXY=`)
    expect(line).toContain(String(answer.headers['x-request-id']))
  })

  test('a stranger who forwards headers is not believed', async () => {
    const answer = await fetch(`${behind.served.url}/sign-in?_action=session.signIn`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        ...typed,
        origin: 'https://evil.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'evil.example',
      },
      body: form,
    })
    expect(answer.status).toBe(403)
  })
})
