import { fileURLToPath } from 'node:url'
import mdx from '@astrojs/mdx'
import node from '@astrojs/node'
import react from '@astrojs/react'
import { defineConfig } from 'astro/config'

/** Reloads the author's preview when a file of the content folder changes. */
const contentReload = {
  name: 'touchstone:content-reload',
  hooks: {
    'astro:server:setup': ({ server }) => {
      const folder = fileURLToPath(
        new URL(`${process.env.CONTENT_DIR ?? 'content'}/`, `file://${process.cwd()}/`),
      )
      server.watcher.add(folder)
      server.watcher.on('all', (_event, path) => {
        if (path.startsWith(folder)) server.ws.send({ type: 'full-reload' })
      })
    },
  },
}

const isDevelopment = process.argv.includes('dev')

export default defineConfig({
  output: 'server',
  // `src/server.ts` is the server; a page is gathered whole there before it is sent, so nothing streams.
  adapter: node({ mode: 'middleware', experimentalDisableStreaming: true }),
  integrations: [mdx(), react(), contentReload],
  trailingSlash: 'never',
  // Astro keeps no sessions: ours are in src/session.ts.
  session: false,
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: false },
  build: {
    // One file for all pages to share, and no style to hash again for the content policy on every request.
    inlineStylesheets: 'never',
    assets: 'assets',
  },
  security: {
    checkOrigin: true,
    // Every host, because src/server.ts alone decides it: it drops what a stranger forwarded and
    // writes the forwarded headers itself before Astro reads them.
    allowedDomains: [{}],
    // The content policy breaks the development server's own scripts and styles.
    ...(isDevelopment
      ? {}
      : {
          csp: {
            directives: [
              "default-src 'self'",
              "img-src 'self' data:",
              "object-src 'none'",
              "base-uri 'none'",
              "form-action 'self'",
              "frame-ancestors 'none'",
            ],
          },
        }),
  },
})
