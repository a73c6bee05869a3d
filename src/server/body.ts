/** Reads what a form sends, up to a limit: whole, before anything is decided by it. */
import type { IncomingMessage } from 'node:http'

/** Far more than any form of the portal; nothing is uploaded. */
export const largestBodyBytes = 64 * 1024
/** How much of a body that is too large is read and thrown away, so that the browser gets to see the answer. */
const drainedBytes = 32 * 1024 * 1024
const drainedMs = 10_000

export type Body =
  { readonly kind: 'whole'; readonly bytes: Buffer } | { readonly kind: 'too-large' } | { readonly kind: 'broken' }

export function isDeclaredTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers['content-length'] ?? 0) > largestBodyBytes
}

export async function readBody(request: IncomingMessage): Promise<Body> {
  if (isDeclaredTooLarge(request)) return { kind: 'too-large' }
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= largestBodyBytes) chunks.push(chunk)
      else resolve({ kind: 'too-large' })
    })
    request.on('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(chunks) }))
    request.on('error', () => resolve({ kind: 'broken' }))
    request.on('close', () => resolve({ kind: 'broken' }))
  })
}

/** Whether a body is what it says it is. Only JSON can be malformed; of a form, whatever is missing is refused beside its field. */
export function isReadable(body: Buffer, type: string | undefined): boolean {
  if (body.length === 0 || !/^application\/json\b/i.test(type?.trim() ?? '')) return true
  try {
    JSON.parse(body.toString('utf8'))
    return true
  } catch {
    return false
  }
}

/** A browser reads the answer only after it has sent all; so the rest is taken in, within bounds. */
export async function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return
  let length = 0
  await new Promise<void>((resolve) => {
    const enough = setTimeout(resolve, drainedMs)
    const done = () => {
      clearTimeout(enough)
      resolve()
    }
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > drainedBytes) done()
    })
    request.once('end', done).once('close', done).once('error', done)
    request.resume()
  })
}
