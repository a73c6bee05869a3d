/**
 * `npm run -s portal -- COMMAND`: data on stdout, the rest on stderr; exit 0 fine, 1 faults found or
 * refused, 2 wrong use. Each command is loaded only when it is asked for, so that a check starts fast.
 */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { parseOptions, sentenceOf, WrongUse, type Command, type Out } from './cli/command.ts'
import { settingsInWords, settingsOrExit } from './settings.ts'

type Load = () => Promise<{ readonly command: Command }>

const commands: Readonly<Record<string, Load>> = {
  check: () => import('./cli/check.ts'),
  coverage: () => import('./cli/coverage.ts'),
  scenarios: () => import('./cli/scenarios.ts'),
  'clause adopt': () => clause('adopt'),
  'clause bump': () => clause('bump'),
  'clause editorial': () => clause('editorial'),
  'clause retire': () => clause('retire'),
  'clause split': () => clause('split'),
  'clause merge': () => clause('merge'),
  'clause supersede': () => clause('supersede'),
  'clause notice': () => clause('notice'),
  impact: () => import('./cli/impact.ts'),
  publish: () => import('./cli/publish.ts'),
  init: () => import('./cli/init.ts'),
  'ledger verify': () => import('./cli/ledger-verify.ts'),
  backup: () => import('./cli/backup.ts'),
  restore: () => import('./cli/restore.ts'),
  rebuild: () => import('./cli/rebuild.ts'),
  readiness: () => import('./cli/readiness.ts'),
  standing: () => import('./cli/standing.ts'),
  settings: async () => ({ command: (await import('./cli/settings.ts')).show }),
  'settings set': async () => ({ command: (await import('./cli/settings.ts')).set }),
  exception: () => import('./cli/exception.ts'),
  'exception withdraw': () => import('./cli/exception-withdraw.ts'),
  proof: () => import('./cli/proof.ts'),
  invite: () => import('./cli/invite.ts'),
  where: () => import('./cli/where.ts'),
}

async function clause(verdict: keyof typeof import('./cli/clause.ts')) {
  return { command: (await import('./cli/clause.ts'))[verdict] }
}

const out: Out = {
  print: (text) => void process.stdout.write(`${text}\n`),
  printJson: (value) => void process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`),
  tell: (sentence) => void process.stderr.write(`${sentence}\n`),
}

/** Runs a command line and resolves to its exit code. */
async function run(line: readonly string[]): Promise<0 | 1 | 2> {
  const [first = '', second = ''] = line
  if (first === '' || first === 'help' || first === '--help') {
    const help = await helpOfAll()
    if (first === '') out.tell(help)
    else out.print(help)
    return first === '' ? 2 : 0
  }
  const name = Object.hasOwn(commands, `${first} ${second}`) ? `${first} ${second}` : first
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  const group = Object.keys(commands).filter((one) => one.startsWith(`${first} `))
  if (load === undefined && group.length > 0) {
    const asksHelp = line.includes('--help') || second === 'help'
    const help = `Usage: npm run -s portal -- ${first} …\n\n${await linesOf(group)}`
    if (asksHelp) out.print(help)
    else out.tell(help)
    return asksHelp ? 0 : 2
  }
  if (load === undefined)
    throw new WrongUse(`There is no command "${first}". It can be ${Object.keys(commands).join(', ')}.`)
  const { command } = await load()
  const rest = line.slice(name.split(' ').length)
  if (rest.includes('--help')) {
    out.print(helpOf(command))
    return 0
  }
  const { values, positionals } = parsed(command, rest)
  const [least, most] = command.words
  if (positionals.length < least || positionals.length > most) throw new WrongUse(`Use it as: ${usageOf(command)}`)
  return command.run({
    words: positionals,
    flag: (option) => values[option] === true,
    text: (option) => {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    settings: () => settingsOrExit(),
    ask,
    out,
  })
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const left = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)))
    return await Promise.race([terminal.question(question), left])
  } finally {
    terminal.close()
  }
}

function parsed(command: Command, rest: readonly string[]) {
  try {
    return parseArgs({ args: [...rest], options: parseOptions(command), allowPositionals: true, strict: true })
  } catch (error) {
    const says = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new WrongUse(`${says}. Use it as: ${usageOf(command)}`)
  }
}

function usageOf(command: Command): string {
  return `npm run -s portal -- ${command.usage}`
}

async function helpOfAll(): Promise<string> {
  const lines = await linesOf(Object.keys(commands))
  return `Usage: npm run -s portal -- COMMAND\n\n${lines}\n\nSettings, from the environment:\n\n${settingsInWords()}`
}

async function linesOf(names: readonly string[]): Promise<string> {
  const all = await Promise.all(names.flatMap((name) => commands[name]?.() ?? []))
  const width = Math.max(...all.map(({ command }) => command.usage.length))
  return all.map(({ command }) => `  ${command.usage.padEnd(width)}  ${command.says}`).join('\n')
}

function helpOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]): [string, string] => [
    `--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
    option.says,
  ])
  const width = Math.max(0, ...options.map(([name]) => name.length))
  const lines = options.map(([name, says]) => `  ${name.padEnd(width)}  ${says}`)
  return [`Usage: ${usageOf(command)}`, '', command.says, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')
}

/** Whoever reads the output may stop early, as `head` does: then there is nobody left to tell, and no fault. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const isWrongUse = error instanceof WrongUse
  out.tell(
    isWrongUse
      ? error.message
      : (sentenceOf(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))),
  )
  process.exitCode = isWrongUse ? 2 : 1
}
