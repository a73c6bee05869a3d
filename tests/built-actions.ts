/** The actions that the build really answers, by name: `session.signIn`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const chunks = fileURLToPath(new URL('../dist/server/chunks', import.meta.url))

/** Throws when nothing is built, or the build keeps its actions elsewhere than it did. */
export async function builtActions(): Promise<readonly string[]> {
  for (const name of readdirSync(chunks)) {
    if (!name.endsWith('.mjs') || !readFileSync(join(chunks, name), 'utf8').includes('src/actions/index.ts')) continue
    const held: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(chunks, name)).href)
    const server = held['server'] ?? Object.values(held).find(isServer)
    if (isServer(server)) return namesIn(server).toSorted()
  }
  throw new Error('The build tells no actions: it keeps them elsewhere than it did.')
}

function isServer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'session' in value
}

function namesIn(actions: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(actions).flatMap(([name, action]) =>
    typeof action === 'object' && action !== null
      ? namesIn(action as Readonly<Record<string, unknown>>).map((inner) => `${name}.${inner}`)
      : [name],
  )
}
