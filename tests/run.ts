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
  /** Whether it is a program of one verdict. */
  readonly isCheck: boolean
  readonly run: () => Promise<Tally>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = await mkdtemp(join(tmpdir(), 'touchstone-tests-'))

const stages: readonly Stage[] = [
  {
    name: 'types',
    isCheck: true,
    run: () => check('node_modules/astro/bin/astro.mjs', 'check', '--minimumSeverity', 'error'),
  },
  {
    name: 'lint',
    isCheck: true,
    run: () => check('node_modules/eslint/bin/eslint.js', '-c', 'tests/eslint.config.js', '.'),
  },
  {
    name: 'format',
    isCheck: true,
    run: () => check('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  },
  { name: 'content', isCheck: true, run: () => check('src/cli.ts', 'check') },
  { name: 'unit', isCheck: false, run: () => vitest('unit') },
  {
    name: 'browser',
    isCheck: false,
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

interface Told extends Tally {
  readonly name: string
  readonly seconds: number
}

async function run({ name, run: begin }: Stage): Promise<Told> {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const tally = await begin().catch((error: unknown): Tally => {
    console.log(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  })
  return { name, ...tally, seconds: (performance.now() - began) / 1000 }
}

const chosen = stages.filter(({ name }) => asked.length === 0 || asked.includes(name))
// A check is one thread that says nothing until it is done, so they share the cores; tests take all there are.
const told = await Promise.all(chosen.filter(({ isCheck }) => isCheck).map(run))
for (const stage of chosen.filter(({ isCheck }) => !isCheck)) told.push(await run(stage))

const lines = told.map(
  ({ name, passed, failed, seconds }) =>
    `${name.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(0).padStart(5)} s`,
)
const passed = told.reduce((sum, stage) => sum + stage.passed, 0)
const failed = told.reduce((sum, stage) => sum + stage.failed, 0)
await rm(scratch, { recursive: true, force: true })
console.log(`\n${lines.join('\n')}\n`)
process.exitCode = failed === 0 ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)
