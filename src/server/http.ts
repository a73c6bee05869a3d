/** Every request: who it is from, whether it may be taken, the answer, and what every answer carries. */
import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Settings } from '../settings.ts'
import { drain, isDeclaredTooLarge, isReadable, readBody } from './body.ts'
import { renderCalmPage, type CalmPage } from './calm-page.ts'
import { compressed } from './compress.ts'
import { Gathered } from './gathered.ts'
import type { Log } from './log.ts'
import { howReached, isOwnForm, mendOrigin, settleHeaders, type Reached } from './origin.ts'

/** The built portal: Astro's handler in middleware mode. `next` is called when no page has the address. */
export type PageHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
  locals: Readonly<Record<string, unknown>>,
) => void | Promise<void>

export type AssetHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** What the server can answer now; changed by whoever starts, restores and stops it. */
export type State =
  | { readonly kind: 'ready'; readonly pages: PageHandler; readonly locals: Readonly<Record<string, unknown>> }
  | { readonly kind: 'away'; readonly title: string; readonly says: readonly string[] }

export interface Front {
  readonly server: Server
  state: State
  /** Requests for pages being answered now. */
  inFlight(): number
  /** Settles when none is. */
  quiet(): Promise<void>
}

export interface FrontOptions {
  readonly settings: Settings
  readonly log: Log
  readonly assets: AssetHandler
  /** What `/healthz` says. */
  readonly health: () => Promise<{ readonly status: number; readonly body: unknown }>
}

/** Above this many at once a further request waits longer than anybody would; it is told to come back. */
const mostInFlight = 200
const pages = {
  tooBusy: {
    status: 503,
    title: 'Very many people are here at once',
    says: ['Nothing is lost. Wait a few seconds, then try again.'],
    retryAfterSeconds: 2,
  },
  tooLarge: {
    status: 413,
    title: 'This is too much to send',
    says: ['What was sent is larger than any form of this portal. Nothing was stored. Go back and send less.'],
  },
  otherOrigin: {
    status: 403,
    title: 'This form did not come from here',
    says: [
      'Your browser says that the form was sent from another site, so nothing was done.',
      'Open the page again from within the portal and send the form from there. If it happens again, tell whoever looks after the portal.',
    ],
    wayOut: { href: '/', label: 'Open the portal' },
  },
  badRequest: { status: 400, title: 'This request cannot be read', says: ['The address or the request is malformed.'] },
  badMethod: { status: 405, title: 'This cannot be done here', says: ['Pages can be read, and forms can be sent.'] },
  failed: {
    status: 500,
    title: 'Something went wrong on our side',
    says: ['Everything you had saved is safe. Try again in a moment.'],
    wayOut: { href: '/', label: 'Go to my training' },
  },
} as const satisfies Record<string, CalmPage>

/** Pages run and show what comes from here, hold nothing inline, post nowhere else and stand in no frame. */
const policyOfPages = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')
const policyOfTheRest = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** Addresses end without a slash; the one way to write them is the one that is kept in histories. */
function withoutSlashAtEnd(url: string): string | undefined {
  const [, path = '', rest = ''] = /^\/*(\/[^?]*?)\/+(\?.*)?$/.exec(url) ?? []
  return path.length > 1 && !path.startsWith('//') && !path.includes('\\') ? path + rest : undefined
}

export function openFront({ settings, log, assets, health }: FrontOptions): Front {
  const everyAnswer: OutgoingHttpHeaders = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(settings.publicOrigin?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  let inFlight = 0
  const whenQuiet: (() => void)[] = []

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, take)
  server.on('checkContinue', (request, response) => {
    // Told before it sends: a body that says it is too large need not travel at all.
    if (!isDeclaredTooLarge(request)) response.writeContinue()
    take(request, response)
  })

  function take(request: IncomingMessage, response: ServerResponse) {
    const id = randomUUID()
    for (const name in everyAnswer) response.setHeader(name, everyAnswer[name] ?? '')
    response.setHeader('x-request-id', id)
    if (!server.listening) response.setHeader('connection', 'close')
    void answer(request, response, id).catch((error: unknown) => {
      log.fault('A request failed outside its page.', { request: id, path: request.url, error })
      if (!response.headersSent) calm(request, response, pages.failed, id)
      else response.destroy()
    })
  }

  async function answer(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const { method = 'GET', url = '/' } = request
    if (url === '/healthz') return tellHealth(response)
    const isRead = method === 'GET' || method === 'HEAD'
    if (isRead && (await isAsset(request, response))) return
    const unslashed = withoutSlashAtEnd(url)
    if (isRead && unslashed !== undefined) {
      response.writeHead(301, { location: unslashed, 'content-length': 0 })
      return void response.end()
    }
    if (!isRead && method !== 'POST') {
      response.setHeader('allow', 'GET, HEAD, POST')
      return refuse(request, response, pages.badMethod, id)
    }
    const reached = howReached(request, settings)
    if (reached === undefined || !url.startsWith('/')) return refuse(request, response, pages.badRequest, id)
    if (front.state.kind === 'away') {
      const { title, says } = front.state
      return refuse(request, response, { status: 503, title, says, retryAfterSeconds: 5 }, id)
    }
    if (!isRead && !isOwnForm(request, reached)) {
      const mend = mendOrigin(request, reached, settings)
      const { origin } = request.headers
      log.note('A form from another origin was refused.', {
        request: id,
        path: url,
        origin,
        expected: reached.origin,
        mend,
      })
      return refuse(request, response, pages.otherOrigin, id)
    }
    if (inFlight >= mostInFlight) return refuse(request, response, pages.tooBusy, id)
    inFlight += 1
    try {
      await answerPage(request, response, { id, reached, isRead, state: front.state })
    } finally {
      inFlight -= 1
      if (inFlight === 0) for (const tell of whenQuiet.splice(0)) tell()
    }
  }

  interface Asked {
    readonly id: string
    readonly reached: Reached
    readonly isRead: boolean
    readonly state: State & { readonly kind: 'ready' }
  }

  async function answerPage(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
    const { id, reached, isRead, state } = asked
    if (!isRead) {
      const body = await readBody(request)
      if (body.kind === 'too-large') return refuse(request, response, pages.tooLarge, id)
      if (body.kind === 'broken') return void response.destroy()
      if (!(await isReadable(body.bytes, request.headers['content-type']))) {
        return refuse(request, response, pages.badRequest, id)
      }
      // Where Astro looks for a body that was already read.
      Object.assign(request, { body: body.bytes })
    }
    settleHeaders(request, reached)
    const gathered = await render(request, state, id)
    if (gathered.isBroken || (gathered.statusCode === 500 && gathered.headers['content-type'] === undefined)) {
      return calm(request, response, pages.failed, id)
    }
    return send(request, response, gathered)
  }

  async function render(request: IncomingMessage, state: Asked['state'], id: string): Promise<Gathered> {
    const locals = { ...state.locals, requestId: id }
    for (const address of [request.url, '/404']) {
      request.url = address
      const gathered = new Gathered(request)
      let isKnown = true
      const next = () => {
        isKnown = false
      }
      // Astro writes to nothing but what Gathered offers.
      await state.pages(request, gathered as unknown as ServerResponse, next, locals)
      if (isKnown) return gathered
    }
    throw new Error('the page for unknown addresses is missing from the build')
  }

  async function send(request: IncomingMessage, response: ServerResponse, gathered: Gathered): Promise<void> {
    const { statusCode, headers } = gathered
    const type = String(headers['content-type'] ?? '')
    headers['cache-control'] ??= 'private, no-store'
    headers['content-security-policy'] ??= type.startsWith('text/html') ? policyOfPages : policyOfTheRest
    // HTML says its own character set, and Astro leaves it to the page; a header settles it sooner.
    if (type === 'text/html') headers['content-type'] = 'text/html; charset=utf-8'
    const whole = gathered.body()
    const small = await compressed(whole, request.headers['accept-encoding'], type)
    if (type !== '') headers.vary = 'accept-encoding'
    if (small !== undefined) headers['content-encoding'] = small.encoding
    const body = small?.body ?? whole
    headers['content-length'] = body.length
    response.writeHead(statusCode, headers)
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  async function refuse(request: IncomingMessage, response: ServerResponse, page: CalmPage, id: string): Promise<void> {
    if (!request.complete) {
      await drain(request)
      response.setHeader('connection', 'close')
    }
    calm(request, response, page, id)
  }

  function calm(request: IncomingMessage, response: ServerResponse, page: CalmPage, id: string): void {
    const { headers, body } = renderCalmPage(page, id)
    response.writeHead(page.status, { ...headers, 'cache-control': 'no-store', 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  async function tellHealth(response: ServerResponse): Promise<void> {
    const { status, body } = await health()
    const text = JSON.stringify(body)
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  }

  /** Whether a file of the build was sent. */
  function isAsset(request: IncomingMessage, response: ServerResponse): Promise<boolean> | boolean {
    // Pages have no dot in the last part of their address; files of the build do.
    if (!/\.\w+(?:\?|$)/.test(request.url ?? '') || request.url?.startsWith('/media/')) return false
    return new Promise((resolve) => {
      response.once('finish', () => resolve(true)).once('close', () => resolve(true))
      assets(request, response, () => resolve(false))
    })
  }

  const front: Front = {
    server,
    state: { kind: 'away', title: 'The portal is starting', says: ['It will be here in a moment. Try again.'] },
    inFlight: () => inFlight,
    quiet: () => (inFlight === 0 ? Promise.resolve() : new Promise((resolve) => whenQuiet.push(resolve))),
  }
  return front
}
