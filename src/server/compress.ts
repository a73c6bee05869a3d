/** Makes text smaller on the way, in the encoding that the browser prefers. */
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Smaller ones fit into one packet anyway. */
const leastBytes = 1024
/** Up to here the work is less than what it costs to hand it to another thread and back (measured: 40 µs against 140). */
const mostAtOnceBytes = 64 * 1024

/** At a level where the work costs less than the bytes. */
export async function compressed(
  body: Buffer,
  accepts: string | undefined,
  type: string,
): Promise<{ readonly body: Buffer; readonly encoding: 'br' | 'gzip' } | undefined> {
  if (body.length < leastBytes || accepts === undefined || !isText(type)) return undefined
  const isSmall = body.length <= mostAtOnceBytes
  if (offers(accepts, 'br')) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 3,
      [constants.BROTLI_PARAM_LGWIN]: 16,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    }
    return { body: isSmall ? brotliCompressSync(body, { params }) : await brotli(body, { params }), encoding: 'br' }
  }
  if (offers(accepts, 'gzip')) {
    return { body: isSmall ? gzipSync(body, { level: 4 }) : await zip(body, { level: 4 }), encoding: 'gzip' }
  }
  return undefined
}

function isText(type: string): boolean {
  return /^(?:text\/|application\/(?:json|xml|javascript)|image\/svg\+xml)/.test(type)
}

/** `br;q=0` is how a client says that it does not want it. */
function offers(accepts: string, encoding: string): boolean {
  return accepts.split(',').some((entry) => {
    const [name, quality] = entry.split(';')
    return name?.trim() === encoding && !/^\s*q=0(?:\.0+)?\s*$/.test(quality ?? '')
  })
}
