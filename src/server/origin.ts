/** How people reach the portal, behind a proxy or not; and which forms are not ours. */
import type { IncomingMessage } from 'node:http'
import type { Settings } from '../settings.ts'

export interface Reached {
  /** `https://training.example.com`: what the address bar of the browser begins with. */
  readonly origin: string
  /** The person's own address, or that of the nearest machine we do not trust to say another. */
  readonly address: string
}

/** What is in the forwarded headers counts only from a proxy that the settings trust. */
export function howReached(request: IncomingMessage, settings: Settings): Reached | undefined {
  const peer = plainAddress(request.socket.remoteAddress ?? '')
  const isBehindProxy = settings.trustsProxies && settings.isTrustedProxy(peer)
  const address = isBehindProxy ? (forwardedFor(request, settings) ?? peer) : peer
  if (settings.publicOrigin !== undefined) return { origin: settings.publicOrigin, address }
  const host = (isBehindProxy ? lastOf(request.headers['x-forwarded-host']) : undefined) ?? request.headers.host ?? ''
  const protocol = (isBehindProxy ? lastOf(request.headers['x-forwarded-proto']) : undefined) ?? 'http'
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host) || !/^https?$/.test(protocol)) return undefined
  return { origin: new URL(`${protocol}://${host}`).origin, address }
}

/** Writes what was found into the request, and drops what others forwarded, so that Astro sees one truth. */
export function settleHeaders(request: IncomingMessage, reached: Reached): void {
  const { headers } = request
  const { host, protocol } = new URL(reached.origin)
  headers.host = host
  delete headers.forwarded
  delete headers['x-forwarded-host']
  delete headers['x-forwarded-port']
  // Without it Astro takes the protocol from the socket, which is http.
  if (protocol === 'https:') headers['x-forwarded-proto'] = 'https'
  else delete headers['x-forwarded-proto']
  headers['x-forwarded-for'] = reached.address
}

/** Whether a form may change anything here: only our own pages send ours. */
export function isOwnForm(request: IncomingMessage, reached: Reached): boolean {
  return request.headers.origin === reached.origin
}

/** For the log: what to set, when a form of our own pages was taken for somebody else's. */
export function mendOrigin(request: IncomingMessage, reached: Reached, settings: Settings): string {
  const { origin } = request.headers
  if (origin === undefined || origin === 'null') return 'The browser named no origin. Nothing needs to be set.'
  if (settings.publicOrigin !== undefined) {
    return `If people use ${origin}, set PUBLIC_URL=${origin}; it is ${settings.publicOrigin} now.`
  }
  const peer = plainAddress(request.socket.remoteAddress ?? '')
  const isForwarded =
    request.headers['x-forwarded-proto'] !== undefined || request.headers['x-forwarded-host'] !== undefined
  if (isForwarded && !settings.isTrustedProxy(peer)) {
    return `If the proxy at ${peer} is yours, set PUBLIC_URL=${origin} and TRUSTED_PROXY=${peer}.`
  }
  return `If people use ${origin}, set PUBLIC_URL=${origin}; this request came to ${reached.origin}.`
}

function forwardedFor(request: IncomingMessage, settings: Settings): string | undefined {
  const said = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  const chain = said
    .split(',')
    .map((entry) => plainAddress(entry.trim()))
    .filter((entry) => entry !== '')
  // Each proxy adds whom it heard from at the end; what stands left of the first stranger may be invented.
  return chain.findLast((address) => !settings.isTrustedProxy(address)) ?? chain[0]
}

function lastOf(header: string | readonly string[] | undefined): string | undefined {
  return [header ?? []].flat().join(',').split(',').at(-1)?.trim() || undefined
}

function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}
