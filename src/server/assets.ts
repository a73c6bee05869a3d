/** The files of the build: what has a hash in its name never changes, the rest is asked again now and then. */
import { existsSync } from 'node:fs'
import sirv from 'sirv'
import type { AssetHandler } from './http.ts'

export function openAssets(folder: string): AssetHandler {
  if (!existsSync(folder)) return (_request, _response, next) => next()
  return sirv(folder, {
    etag: true,
    // Made beside each text file when the portal is built.
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      response.setHeader('cache-control', cacheFor(path))
      response.setHeader(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      )
    },
  })
}

function cacheFor(path: string): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  if (path.startsWith('/fonts/')) return 'public, max-age=2592000'
  return 'public, max-age=3600'
}
