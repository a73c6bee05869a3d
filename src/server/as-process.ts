/** The built server as a process of its own: for the demo, tests, benchmarks and pictures. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const leanLoading = new URL('../lean-loading.js', import.meta.url).href
/** What the server says once it serves, and not when it cannot. */
const saysReady = 'The portal answers at'
/** As in launch.js. */
const leanMemory = ['--max-semi-space-size=2']

export interface Served {
  /** `http://localhost:1234`, without a slash at the end. */
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to the first answer of `/healthz` that says ready. */
  readonly startMs: number
  /** What it printed so far. */
  said(): string
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>
  /** Settles when it has ended, with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
}

/**
 * Starts the server and waits until it is ready; the settings come from the caller alone, by default a
 * free port. Rejects with its words when it ends or is not ready in 30 s. `hear` is told all it prints.
 */
export async function serveAsProcess(
  settings: Readonly<Record<string, string>>,
  hear: (words: string) => void = () => undefined,
): Promise<Served> {
  const began = performance.now()
  const server = spawn(process.execPath, [...leanMemory, '--import', leanLoading, 'src/server.ts'], {
    cwd: root,
    env: { ...cleanEnvironment(), HOST: 'localhost', PORT: '0', NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const words: string[] = []
  const said = () => words.join('')
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      words.push(chunk)
      hear(chunk)
    })
  }
  const ended = new Promise<number | null>((resolve) => server.once('close', resolve))
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM')
    await ended
  }

  while (performance.now() - began < 30_000) {
    if (server.exitCode !== null) throw new Error(said().trim() || 'The server ended without a word.')
    // Its own word comes first: another server may answer at the port, and would be taken for this one.
    const url = said().includes(saysReady) ? addressFrom(settings, said()) : undefined
    if (url !== undefined && (await isReady(url))) {
      return { url, pid: server.pid ?? 0, startMs: performance.now() - began, said, stop, ended }
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await stop()
  throw new Error(`The server was not ready within 30 seconds.\n${said()}`)
}

/** Where to ask: at the port that was set, else at the one the server says it took. */
function addressFrom(settings: Readonly<Record<string, string>>, said: string): string | undefined {
  const { PORT: port = '0', HOST: host = 'localhost' } = settings
  if (port !== '0') return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  return /http:\/\/[^\s"'/]+:\d+/.exec(said)?.[0]
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).status === 200
  } catch {
    return false
  }
}

function cleanEnvironment(): Record<string, string> {
  const settings = new Set(['DATABASE_URL', 'CONTENT_DIR', 'PUBLIC_URL', 'TRUSTED_PROXY', 'PORT', 'HOST'])
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || settings.has(name) || name.startsWith('VITEST') ? [] : [[name, value]],
    ),
  )
}
