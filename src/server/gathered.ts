/**
 * Takes what Astro writes as if it were the response, and keeps it until it is whole: then its length
 * is known, it can be compressed at once, and a page that fails half-way is never half sent.
 */
import { EventEmitter } from 'node:events'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'

export class Gathered extends EventEmitter {
  /** Astro looks here for what it must tidy up after the request. */
  readonly req: IncomingMessage
  statusCode = 200
  statusMessage = ''
  headersSent = false
  headers: OutgoingHttpHeaders = {}
  isBroken = false
  readonly #chunks: Uint8Array[] = []

  constructor(request: IncomingMessage) {
    super()
    this.req = request
  }

  writeHead(status: number, headers: OutgoingHttpHeaders = {}): this {
    this.statusCode = status
    this.headers = headers
    this.headersSent = true
    return this
  }

  write(chunk: Uint8Array | string): boolean {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    return true
  }

  end(chunk?: Uint8Array | string): this {
    if (chunk !== undefined) this.write(chunk)
    this.emit('finish')
    this.emit('close')
    return this
  }

  destroy(): this {
    this.isBroken = true
    this.emit('close')
    return this
  }

  body(): Buffer {
    const [only] = this.#chunks
    if (this.#chunks.length === 1 && only !== undefined)
      return Buffer.from(only.buffer, only.byteOffset, only.byteLength)
    return Buffer.concat(this.#chunks)
  }
}
