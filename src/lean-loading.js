/**
 * Loaded before every program (`node --import`). drizzle-orm lists 1,300 entrances in its package.json,
 * and Node 26 reads that list anew for each of the package's modules: 450 ms and 150 MB at every start.
 * A file that one of its modules names by its path needs no list to be found.
 */
import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

// What was compiled once is read back at the next start. Where the folder cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))

const inside = '/node_modules/drizzle-orm/'

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    if (specifier.startsWith('.') && specifier.endsWith('.js') && parentURL?.includes(inside)) {
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
    }
    return next(specifier, context)
  },
})
