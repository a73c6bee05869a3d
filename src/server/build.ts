/**
 * Builds the portal with Astro, on the Node that runs this file. `npm run build` always builds;
 * the demo and the tests build only when a source is newer than what was built last.
 */
import { spawn } from 'node:child_process'
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['src', 'db', 'public', 'astro.config.mjs', 'package-lock.json']
/** Its time is when the last finished build began. */
const stamp = join(root, 'dist', '.built')

/** Builds when needed; says whether it did. Rejects with the build's own words when it fails. */
export async function buildWhenStale(): Promise<boolean> {
  if (lastBuild() >= Math.max(...sources.map((source) => newestIn(join(root, source))))) return false
  await build('quiet')
  return true
}

async function build(voice: 'quiet' | 'aloud'): Promise<void> {
  const began = new Date()
  rmSync(stamp, { force: true })
  const said: Buffer[] = []
  const astro = spawn(process.execPath, [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: root,
    stdio: voice === 'aloud' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  astro.stdout?.on('data', (words: Buffer) => said.push(words))
  astro.stderr?.on('data', (words: Buffer) => said.push(words))
  const code = await new Promise<number | null>((resolve, reject) => astro.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`The build failed.\n${Buffer.concat(said).toString()}`)
  writeFileSync(stamp, '')
  utimesSync(stamp, began, began)
}

function lastBuild(): number {
  return statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? -1
}

function newestIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

if (import.meta.main) {
  try {
    await build('aloud')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
