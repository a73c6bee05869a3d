/**
 * `node src/launch.js PROGRAM [ARGUMENTS]`: installs what is missing, then runs a program with the
 * project's own Node. It runs itself on the machine's Node (20 or later) before anything is
 * installed, so it is plain JavaScript and imports nothing but Node.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const installed = join(root, 'node_modules', '.package-lock.json')
const wanted = join(root, 'package-lock.json')
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const [program, ...argumentsOfProgram] = process.argv.slice(2)
if (program === undefined) fail('Say which program to run: node src/launch.js PROGRAM [ARGUMENTS].')

/** What the demo takes is told before anything is installed for it. */
const demoHelp = `Usage: npm run demo [-- --fresh]

Builds what has changed, fills data/demo with an invented company on the first run, serves it and prints
who can sign in. What is done there is kept; --fresh throws it away and starts over. HOST and PORT choose
another address.`
if (program === 'db/seed/demo.ts' && argumentsOfProgram.includes('--help')) {
  process.stdout.write(`${demoHelp}\n`)
  process.exit(0)
}

installWhatIsMissing()
const leanLoading = pathToFileURL(join(root, 'src', 'lean-loading.js')).href
// What V8 keeps for short-lived values it never gives back: a portal at rest is 20 MB smaller with little of it.
const leanMemory = program === 'src/server.ts' ? ['--max-semi-space-size=2'] : []
run(nodeOfProject(), [...leanMemory, '--import', leanLoading, join(root, program), ...argumentsOfProgram])

function installWhatIsMissing() {
  if (!existsSync(installed)) {
    tell('Installing what Touchstone needs. This takes about half a minute.')
    npm('ci')
  } else if (isStale()) {
    tell('Installing what has changed.')
    npm('install')
  }
}

/** A checkout touches the lock file without changing it, so its words are compared, not only its time. */
function isStale() {
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return false
  const here = packagesOf(installed)
  const there = packagesOf(wanted)
  const differs =
    Object.keys(here).some((path) => here[path].version !== there[path]?.version) ||
    Object.keys(there).some(
      (path) => path !== '' && here[path] === undefined && !there[path].optional && !there[path].peer,
    )
  if (!differs) utimesSync(installed, new Date(), new Date())
  return differs
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

/** Runs the npm that started us, with the Node that npm runs on; else the one on PATH. */
function npm(...words) {
  const script = process.env.npm_execpath
  const all = [...words, '--no-audit', '--no-fund', '--loglevel=error']
  const done = script?.endsWith('.js')
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [script, ...all], {
        cwd: root,
        stdio: ['inherit', 2, 2],
      })
    : spawnSync('npm', all, { cwd: root, stdio: ['inherit', 2, 2], shell: process.platform === 'win32' })
  if (done.status !== 0) fail(`npm ${words.join(' ')} did not finish. Mend what it says above, then try again.`)
}

/** The `node` package brings the binary by an install script, which a careful npm may have held back. */
function nodeOfProject() {
  if (existsSync(ownNode)) return ownNode
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  tell('Fetching the Node that Touchstone runs on.')
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(root, 'node_modules', 'node'),
    stdio: ['inherit', 2, 2],
  })
  if (existsSync(ownNode)) return ownNode
  return fail(
    `Touchstone runs on Node 26; this is ${process.version}, and the "node" package could not bring its own. ` +
      'Allow its install script (npm config set ignore-scripts false, then npm rebuild node), or install Node 26.',
  )
}

/** Becomes the program where the system can do that, so that signals and memory are the program's own. */
function run(node, words) {
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node, ...words], process.env)
  }
  const child = spawn(node, words, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
}

function tell(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence) {
  tell(sentence)
  process.exit(1)
}
