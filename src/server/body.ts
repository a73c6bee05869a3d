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

/**
 * Whether a body is what it says it is. JSON and the parts of a form can be malformed, and whoever renders a page
 * may read them once more; of fields written in a line, whatever is missing is refused beside its field.
 */
export async function isReadable(body: Buffer, type = ''): Promise<boolean> {
  try {
    if (body.length > 0 && /^application\/json\b/i.test(type.trim())) JSON.parse(body.toString('utf8'))
    if (/^multipart\/form-data\b/i.test(type.trim()))
      await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
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
