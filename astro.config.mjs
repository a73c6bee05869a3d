import { readFile, readdir, writeFile } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import mdx from '@astrojs/mdx'
import node from '@astrojs/node'
import react from '@astrojs/react'
import { defineConfig } from 'astro/config'

/** Reloads the author's preview when a file of the content folder changes. */
const contentReload = {
  name: 'touchstone:content-reload',
  hooks: {
    'astro:server:setup': ({ server }) => {
      const folder = resolve(process.env.CONTENT_DIR ?? 'content')
      server.watcher.add(folder)
      server.watcher.on('all', (_event, path) => {
        if (resolve(path).startsWith(folder + sep)) server.ws.send({ type: 'full-reload' })
      })
    },
  },
}

/** Puts the small form of each text file beside it once, so that the server need not make it for anybody. */
const compressAssets = {
  name: 'touchstone:compress-assets',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      const folder = fileURLToPath(dir)
      for (const name of await readdir(folder, { recursive: true })) {
        if (!/\.(?:css|js|mjs|svg|json|txt)$/.test(name)) continue
        const path = resolve(folder, name)
        const bytes = await readFile(path)
        if (bytes.length < 1024) continue
        await writeFile(`${path}.br`, brotliCompressSync(bytes))
        await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  },
}

export default defineConfig({
  output: 'server',
  // `src/server.ts` is the server; a page is gathered whole there before it is sent, so nothing streams.
  adapter: node({ mode: 'middleware', experimentalDisableStreaming: true }),
  integrations: [mdx(), react(), contentReload, compressAssets],
  trailingSlash: 'never',
  // Astro keeps no sessions: ours are in src/session.ts.
  session: false,
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: false },
  build: {
    // The content policy lets no inline style through, and files are shared between pages.
    inlineStylesheets: 'never',
    assets: 'assets',
  },
  vite: {
    // The content policy lets no inline script through either, however small it is.
    build: { assetsInlineLimit: 0 },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              // React changes with its version alone: it is kept by browsers whatever else is published here.
              codeSplitting: {
                groups: [{ name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/ }],
              },
            },
          },
        },
      },
    },
  },
  // The content policy is a header of src/server/http.ts: pages hold no inline script or style, so it is the
  // same for all, and Astro need not hash each style sheet again on every request.
  security: {
    checkOrigin: true,
    // Every host, because src/server.ts alone decides it: it drops what a stranger forwarded and
    // writes the forwarded headers itself before Astro reads them.
    allowedDomains: [{}],
  },
})
