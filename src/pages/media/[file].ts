/** A picture of the content, by the hash of its bytes: what stands at an address never changes. */
import type { APIRoute } from 'astro'
import { storedMedia } from '../../../db/publications.ts'

export const GET: APIRoute = async ({ params, locals }) => {
  const [, hash] = /^([0-9a-f]{64})\.(?:svg|png|jpe?g|webp)$/.exec(params['file'] ?? '') ?? []
  const picture = hash === undefined ? undefined : await storedMedia(locals.portal.db.reader, hash)
  if (picture === undefined) return new Response(null, { status: 404 })
  return new Response(Uint8Array.from(picture.bytes), {
    headers: {
      'content-type': picture.type,
      'cache-control': 'private, max-age=31536000, immutable',
      // An SVG opened by itself is a document: it may draw, and nothing else.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
