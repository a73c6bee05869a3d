/** The routes that the build really serves, as its manifest tells them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const built = fileURLToPath(new URL('../dist/server', import.meta.url))

export interface BuiltRoute {
  /** `/standards/[standard]`. */
  readonly pattern: string
  readonly type: 'page' | 'endpoint'
  /** `internal` for those that Astro brings. */
  readonly origin: 'project' | 'internal' | 'external'
}

/** Throws when nothing is built, or the manifest reads differently than it did. */
export function builtRoutes(): readonly BuiltRoute[] {
  const told = /"routeData":\{"route":"([^"]*)".*?"type":"(page|endpoint|redirect|fallback)".*?"origin":"(\w+)"/g
  const routes = new Map<string, BuiltRoute>()
  for (const name of readdirSync(built, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.mjs')) continue
    for (const [, pattern = '', type, origin] of readFileSync(join(built, name), 'utf8').matchAll(told)) {
      routes.set(pattern, { pattern, type: type as BuiltRoute['type'], origin: origin as BuiltRoute['origin'] })
    }
  }
  if (routes.size === 0) throw new Error('The build tells no routes: its manifest reads differently than it did.')
  return [...routes.values()].toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1))
}
