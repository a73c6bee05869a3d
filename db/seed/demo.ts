/**
 * `npm run demo`: builds what changed, fills `data/demo/portal.db` on the first run, serves it and
 * prints who can sign in. `--fresh` starts over; otherwise everything done in the demo is kept.
 */
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhenStale } from '../../src/server/build.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { addressOfOwner, demoDatabaseUrl } from '../../src/cli/database.ts'
import { closeDatabase, openDatabase } from '../open.ts'
import { ownerOf } from '../owner.ts'
import { seedAlderAndQuay } from './alder-and-quay.ts'
import { changesShownBy, demoPassword, exceptionsShownBy, people, scenariosShownBy } from './people.ts'
import { readPublications } from './publications.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'data/demo')
/** The roles that a visitor tries first stand at the head of the list. */
const signInFirst = 7

process.chdir(root)
try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(words: readonly string[]): Promise<void> {
  const unknown = words.filter((word) => word !== '--fresh')
  if (unknown.length > 0) {
    throw new Error(`The demo knows --fresh and --help, not ${unknown.join(' ')}.`)
  }
  await refuseWhileItRuns()

  console.log('Building where sources have changed…')
  await buildWhenStale()
  if (words.includes('--fresh')) await rm(folder, { recursive: true, force: true })
  if (!existsSync(join(folder, 'portal.db'))) await fill()

  let isOpen = false
  const server = await serveAsProcess(
    {
      DATABASE_URL: demoDatabaseUrl,
      CONTENT_DIR: 'content',
      HOST: process.env['HOST'] ?? 'localhost',
      PORT: process.env['PORT'] ?? '4321',
    },
    (printed) => {
      if (isOpen) tellFaults(printed)
    },
  )
  isOpen = true
  tell(server.url)
  // Ctrl-C reaches the server as well; a signal sent to this process alone has to be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void server.stop())
  process.exitCode = (await server.ended) ?? 0
}

/** Before anything is built or thrown away: a server that has the database would go on writing it. */
async function refuseWhileItRuns(): Promise<void> {
  const file = join(folder, 'portal.db')
  const owner = existsSync(file) ? await ownerOf(file) : undefined
  if (owner === undefined) return
  const address = await addressOfOwner(file)
  const where = address === undefined ? '' : ` at ${address}`
  throw new Error(`The demo is open already${where}: it is process ${owner.pid}. Stop that one to start it anew.`)
}

/** Fills a folder beside the real one and then renames it, so that a run cut short leaves no half a story. */
async function fill(): Promise<void> {
  const publications = await readPublications(join(root, 'content'))
  const filling = `${folder}-filling`
  await rm(filling, { recursive: true, force: true })
  const db = await openDatabase(`file:${join(filling, 'portal.db')}`)
  const now = Temporal.Now.instant()
  await seedAlderAndQuay(db, { publications, now, onProgress: showProgress })
  await closeDatabase(db)
  await rm(folder, { recursive: true, force: true })
  await rename(filling, folder)
}

/** The server's notes are for whoever runs a portal; somebody who tries the demo wants only what went wrong. */
function tellFaults(printed: string): void {
  for (const line of printed.split('\n')) {
    if (line !== '' && !line.includes('"level":"note"')) console.error(line)
  }
}

function showProgress(done: number, of: number): void {
  const percent = Math.floor((100 * done) / of)
  if (process.stdout.isTTY) {
    process.stdout.write(`\rTelling the story of ${people.length} people: ${percent}%${done === of ? '\n' : ''}`)
  } else if (done === 1 || done === of) {
    console.log(`Telling the story of ${people.length} people: ${percent}%`)
  }
}

function emailOf(key: string): string {
  return people.find((person) => person.key === key)?.email ?? key
}

function tell(url: string): void {
  const widest = Math.max(...people.map(({ email }) => email.length))
  const longest = Math.max(...people.map(({ name }) => name.length))
  const lines = people.map(({ email, name, shows }) => `  ${email.padEnd(widest)}  ${name.padEnd(longest)}  ${shows}`)
  console.log(
    [
      '',
      `Alder & Quay is open at ${url}`,
      `For the command line beside it: DATABASE_URL=${demoDatabaseUrl} npm run -s portal -- help`,
      '',
      `Sign in by e-mail address; the password of everybody is  ${demoPassword}`,
      '',
      ...lines.slice(0, signInFirst),
      '',
      '  To see what a changed clause asks, sign in as',
      ...changesShownBy.map(({ key, sees }) => `  ${emailOf(key).padEnd(widest)}  ${sees}`),
      '',
      '  To play scenarios, sign in as',
      ...scenariosShownBy.map(({ key, sees }) => `  ${emailOf(key).padEnd(widest)}  ${sees}`),
      '',
      '  To see cycles and what was decided apart from the rules, open as the coordinator, or sign in as',
      ...exceptionsShownBy.map(({ key, sees }) => `  ${emailOf(key).padEnd(widest)}  ${sees}`),
      '',
      '  and the people of the story:',
      ...lines.slice(signInFirst),
      '',
      'The command line reaches the same database, beside the running server:',
      `  DATABASE_URL=${demoDatabaseUrl} npm run -s portal -- readiness`,
      '',
      'Ctrl-C stops it and keeps everything. "npm run demo -- --fresh" starts over.',
    ].join('\n'),
  )
}
