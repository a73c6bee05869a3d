/** What every answer carries, and what is not taken. */
import { connect } from 'node:net'
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { cookieOf, portal } from '../browser/portal.ts'

const send = (path: string, init: RequestInit = {}) => fetch(portal.url + path, { redirect: 'manual', ...init })

describe('every answer', () => {
  test.each([
    ['a page', '/sign-in', 200],
    ['a page that is missing', '/no-such-page', 404],
    ['a redirection', '/', 303],
    ['a file', '/favicon.svg', 200],
    ['the state of health', '/healthz', 200],
  ])('%s keeps the browser on its guard', async (_what, path, status) => {
    const answer = await send(path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('a page runs no script but its own, and stands in no frame', async () => {
    const policy = (await send('/sign-in')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toMatch(/script-src 'self'/)
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/)
  })

  test('a page is kept by nobody', async () => {
    const answer = await send('/standards', { headers: { cookie: await cookieOf('learner') } })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  test.each(['/', '/standards', '/standards/telephone', '/account', '/sign-in', '/help'])(
    '%s asks for no script',
    async (path) => {
      const headers = path === '/sign-in' ? {} : { cookie: await cookieOf('learner') }
      expect(await (await send(path, { headers })).text()).not.toMatch(/<script/i)
    },
  )

  test('style sheets are named by what is in them and kept for good', async () => {
    const html = await (await send('/sign-in')).text()
    const [, path = ''] = /href="(\/assets\/[^"]+\.css)"/.exec(html) ?? []
    const answer = await send(path)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })
})

/** `fetch` decompresses and says nothing, so this asks by hand. */
function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(portal.url + path, { headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

describe('text', () => {
  test('comes small to a browser that can read it so', async () => {
    const plain = await raw('/sign-in', {})
    const brotli = await raw('/sign-in', { 'accept-encoding': 'gzip, deflate, br' })
    const gzip = await raw('/sign-in', { 'accept-encoding': 'gzip, br;q=0' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect([brotli.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip'])
    expect(brotliDecompressSync(brotli.body).toString()).toBe(plain.body.toString())
    expect(gunzipSync(gzip.body).toString()).toBe(plain.body.toString())
    expect(brotli.body.length).toBeLessThan(plain.body.length / 2)
    expect(brotli.headers['vary']).toBe('accept-encoding')
  })
})

describe('addresses', () => {
  test.each([
    ['/standards/', '/standards'],
    ['/standards/?on=2026-11-01', '/standards?on=2026-11-01'],
    ['//evil.example/', '/evil.example'],
  ])('%s is written one way', async (path, to) => {
    const answer = await raw(path, {})
    expect([answer.status, answer.headers['location']]).toEqual([301, to])
  })

  test('are sent to sign in with the way back', async () => {
    expect((await send('/standards/telephone?x=1')).headers.get('location')).toBe(
      `/sign-in?to=${encodeURIComponent('/standards/telephone?x=1')}`,
    )
  })

  test('a form that comes after the session has ended leads back to where it stands', async () => {
    const answer = await send('/standards/telephone/acknowledge?_action=learning.acknowledge', {
      method: 'POST',
      headers: { origin: portal.url },
      body: new URLSearchParams({ a: 'b' }),
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/sign-in?to=${encodeURIComponent('/standards/telephone/acknowledge')}&unsent=form`,
    ])
  })
})

describe('a form', () => {
  const signIn = '/sign-in?_action=session.signIn'
  const body = new URLSearchParams({ email: 'nobody@demo.test', password: 'wrong' })

  test('without an origin is refused', async () => {
    const answer = await send(signIn, { method: 'POST', body })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('did not come from here')
  })

  test('with a wrong password says nothing about whether the address is known', async () => {
    const tell = async (email: string) => {
      const answer = await send(signIn, {
        method: 'POST',
        headers: { origin: portal.url },
        body: new URLSearchParams({ email, password: 'wrong-password-here' }),
      })
      return [answer.status, (await answer.text()).replaceAll(email, '…')]
    }
    const [status, page] = await tell('holder@demo.test')
    expect(await tell('nobody@demo.test')).toEqual([status, page])
    expect(status).toBe(400)
    expect(page).toContain('do not belong together')
  })

  test.each(['{"email":', 'nonsense', '{}{}'])('of malformed JSON, %j, cannot be read', async (malformed) => {
    const headers = { origin: portal.url, 'content-type': 'application/json' }
    const answer = await send(signIn, { method: 'POST', headers, body: malformed })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('cannot be read')])
  })

  test.each([
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', '--x\r\nnonsense'],
    ['Multipart/Form-Data; boundary=x', ''],
  ])('of parts, sent as %s, %j, cannot be read', async (type, sent) => {
    const headers = { origin: portal.url, 'content-type': type }
    const answer = await send(signIn, { method: 'POST', headers, body: sent })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('cannot be read')])
  })

  test.each([
    ['application/json', '{"email":"nobody@demo.test"}'],
    ['application/json', ''],
    ['text/plain', 'email=nobody'],
  ])('sent as %s, %j, is no fault of the portal', async (type, sent) => {
    const headers = { origin: portal.url, 'content-type': type }
    expect((await send(signIn, { method: 'POST', headers, body: sent })).status).toBeLessThan(500)
  })

  test('with another method is not taken', async () => {
    expect((await send('/sign-in', { method: 'PUT', body })).status).toBe(405)
  })

  test('of 10 MB is too much, and the answer is a calm page', async () => {
    const answer = await send(signIn, {
      method: 'POST',
      headers: { origin: portal.url },
      body: 'a'.repeat(10 * 1024 * 1024),
    })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('too much to send')
  })

  test('that never says how long it is, is cut off all the same', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 160; n++) controller.enqueue(new Uint8Array(65_536))
        controller.close()
      },
    })
    const init = { method: 'POST', headers: { origin: portal.url }, body: chunks, duplex: 'half' }
    expect((await send(signIn, init as RequestInit)).status).toBe(413)
  })

  test('a body within the limit is read, also when sent in pieces', async () => {
    const text = new TextEncoder().encode(body.toString())
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(text.slice(0, 5))
        controller.enqueue(text.slice(5))
        controller.close()
      },
    })
    const headers = { origin: portal.url, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await send(signIn, { method: 'POST', headers, body: chunks, duplex: 'half' } as RequestInit)).status).toBe(
      400,
    )
  })
})

describe('nonsense', () => {
  test('a request with a host that is none is refused', async () => {
    expect((await raw('/', { host: 'a b<script>' })).status).toBe(400)
  })

  test('what is not HTTP at all does not stop the server', async () => {
    const { hostname, port } = new URL(portal.url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end('\u0016\u0003\u0001 nonsense\r\n\r\n'))
      socket.on('close', () => resolve()).on('error', () => resolve())
      socket.resume()
    })
    expect((await send('/healthz')).status).toBe(200)
  })
})
