/**
 * `npm test`: types, lint, format, content, then every test, and as the last line
 * `N passed, N failed`. Name stages to run only those: `npm test -- lint unit`.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.ts'

interface Tally {
  readonly passed: number
  readonly failed: number
}
interface Stage {
  readonly name: string
  readonly run: () => Promise<Tally>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = await mkdtemp(join(tmpdir(), 'touchstone-tests-'))

const stages: readonly Stage[] = [
  { name: 'types', run: () => check('node_modules/astro/bin/astro.mjs', 'check', '--minimumSeverity', 'error') },
  { name: 'lint', run: () => check('node_modules/eslint/bin/eslint.js', '-c', 'tests/eslint.config.js', '.') },
  { name: 'format', run: () => check('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'content', run: () => check('src/cli.ts', 'check') },
  { name: 'unit', run: () => vitest('unit') },
  {
    name: 'browser',
    run: async () => {
      process.env['CHROME_PATH'] = await findChromium()
      return vitest('browser')
    },
  },
]

/** A program of one verdict counts as one test; its words are shown only when it fails. */
async function check(program: string, ...words: string[]): Promise<Tally> {
  const said: Buffer[] = []
  const code = await start([program, ...words], (chunk) => said.push(chunk))
  if (code === 0) return { passed: 1, failed: 0 }
  process.stdout.write(Buffer.concat(said))
  return { passed: 0, failed: 1 }
}

interface Verdicts {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Every test counts, and so does a file that cannot be loaded and an error that no test owns. */
async function vitest(project: string): Promise<Tally> {
  const report = join(scratch, `${project}.json`)
  const code = await start([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=tests/vitest.config.ts',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const written = await readFile(report, 'utf8').catch(() => undefined)
  if (written === undefined) return { passed: 0, failed: 1 }
  const verdicts = JSON.parse(written) as Verdicts
  const unloaded = verdicts.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = verdicts.numFailedTests + unloaded
  return { passed: verdicts.numPassedTests, failed: code === 0 ? failed : Math.max(1, failed) }
}

async function start(words: readonly string[], hear?: (chunk: Buffer) => void): Promise<number> {
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: hear === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  })
  if (hear !== undefined) {
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  }
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? 1)))
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.name).join(', ')}.`)
  process.exit(2)
}

const lines: string[] = []
let passed = 0
let failed = 0
for (const stage of stages.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n── ${stage.name}`)
  const began = performance.now()
  const tally = await stage.run().catch((error: unknown): Tally => {
    console.log(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  passed += tally.passed
  failed += tally.failed
  lines.push(
    `${stage.name.padEnd(8)} ${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed ${seconds.padStart(5)} s`,
  )
}
await rm(scratch, { recursive: true, force: true })
console.log(`\n${lines.join('\n')}\n`)
process.exitCode = failed === 0 ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)
