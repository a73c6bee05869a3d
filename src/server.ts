/**
 * `npm start`: opens the database as its owner, publishes the content folder, and serves the built
 * portal until it is asked to stop.
 */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serveOwner } from '../db/owner-socket.ts'
import { countUnsettled } from '../db/unsettled.ts'
import { commandLine } from './domain/command-line.ts'
import { wordAsked, wordIdleRecount } from './domain/impact-words.ts'
import { wordLosses } from './domain/publication-changes.ts'
import { counted } from './domain/words.ts'
import { openPortal, type Portal } from './portal.ts'
import { openAssets } from './server/assets.ts'
import { deedsOf, refusalOf } from './server/deeds.ts'
import { openFront, type Front, type PageHandler } from './server/http.ts'
import { openLog, type Log } from './server/log.ts'
import { settingsInWords, settingsOrExit, type Settings } from './settings.ts'
import { inviteFirstAdministrator } from './workflows/first-administrator.ts'
import { prepareSearch } from './workflows/prepare-search.ts'
import {
  isRefused,
  publishFolder,
  wordChangesOf,
  wordPublished,
  type FolderPublished,
} from './workflows/publish-folder.ts'
import { settleEverybody } from './workflows/settle-everybody.ts'

const dist = (path: string) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url))

/** How long a stop waits for answers under way. */
const longestGoodbyeMs = 10_000
const tidyEveryMs = 3_600_000

async function main(settings: Settings, log: Log): Promise<void> {
  const entry = dist('server/entry.mjs')
  if (!existsSync(entry)) fail('The portal has not been built yet. Run `npm run build` first.')
  const portal = await openPortal(settings, log).catch((error: unknown) => fail(sentenceOf(error, settings)))
  const front = openFront({
    settings,
    log,
    assets: openAssets(dist('client')),
    health: () => healthOf(portal, front),
  })
  await listen(front, settings).catch(async (error: unknown) => {
    await portal.close()
    fail(sentenceOf(error, settings))
  })
  const address = settings.publicOrigin ?? listensAt(front, settings)
  const stop = stopOnce(front, portal, log)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  process.on('uncaughtException', (error) => {
    log.fault('The server met an error that nobody expected.', { error })
    void stop(1)
  })

  const built = (await import(entry)) as { readonly handler: PageHandler }
  let isOpen = false

  /** Serves, once there is something to serve. */
  async function open() {
    isOpen = (await portal.library()) !== undefined
    if (!isOpen) {
      front.state = {
        kind: 'away',
        title: 'Nothing has been published yet',
        says: ['Whoever looks after the portal finds in its log what is wrong with the content, and how to mend it.'],
      }
      return
    }
    front.state = { kind: 'ready', pages: built.handler, locals: { portal } }
  }

  const pausing = {
    async pause() {
      front.state = { kind: 'away', title: 'A copy is being put back', says: ['It takes a moment. Try again.'] }
      await front.quiet()
    },
    resume: () => void open(),
    catchUp: () => void catchUp(portal),
    published() {
      if (!isOpen) void open().then(inviteFirst)
    },
  }
  if (portal.db.path !== undefined) closing.push(await serveOwner(portal.db, deedsOf(portal, pausing, address)))

  const published = await publishFolder(portal.db, { folder: settings.contentDir }, portal.clock())
  portal.refusal = refusalOf(published, settings.contentDir, portal.clock())
  tellPublished(log, published, settings.contentDir)

  /** A link before the doors are open would lead nowhere. */
  async function inviteFirst() {
    if (!isOpen) return
    const invited = await inviteFirstAdministrator(portal.db, portal.clock())
    if (invited === undefined) return
    console.log(
      `Nobody can administer this portal yet. Open this link within 24 hours; it works once:\n  ${address}/invitation/${invited.token}`,
    )
  }

  await open()
  pausing.catchUp()
  await portal.sessions.tidy()
  setInterval(
    () => void portal.sessions.tidy().catch((error: unknown) => log.fault('Tidying failed.', { error })),
    tidyEveryMs,
  ).unref()
  await inviteFirst()
  const place = { listens: listensAt(front, settings), database: portal.db.url, node: process.version }
  // Whoever starts it as a process listens for these words.
  if (isOpen) log.note(`The portal answers at ${address}.`, place)
  else log.fault(wordUnusable(published, settings, portal.db.path !== undefined), place)
}

function tellPublished(log: Log, published: FolderPublished, folder: string): void {
  const says = wordPublished(published, folder)
  const losses = 'changes' in published ? wordLosses(published.changes) : undefined
  const details = {
    folder,
    changes: 'changes' in published ? wordChangesOf(published) : undefined,
    // Without people: whom it asks is known when everybody is settled.
    clauses:
      published.kind === 'published' ? published.clauses.map((change) => wordAsked(change, published.on)) : undefined,
    faults: published.kind === 'faulty' ? published.faults : undefined,
  }
  if (losses !== undefined) log.warn(`${says} With it ${losses}.`, details)
  else if (isRefused(published)) log.warn(says, details)
  else log.note(says, details)
  if (published.kind !== 'published') return
  for (const idle of published.idleRecounts) log.warn(wordIdleRecount(idle), { folder })
}

/** Why everybody who comes is turned away, and what to do about it. */
function wordUnusable(published: FolderPublished, settings: Settings, hearsCommands: boolean): string {
  const why =
    published.kind === 'faulty'
      ? `the content folder ${settings.contentDir} has ${counted(published.faults.length, 'fault')}, told above, and nothing was published before`
      : 'nothing has been published'
  const command = commandLine('publish', '--content', settings.contentDir)
  const then = hearsCommands ? `then run ${command}, or start the portal again` : 'then start the portal again'
  return `Nobody can use the portal yet: ${why}. Mend that, ${then}.`
}

/** What a stop closes besides the front and the database. */
const closing: { close(): Promise<void> }[] = []
let catchingUp = false

/** Beside the requests: makes the search where there is none, and rewrites in slices the standings that a publication may have changed. */
async function catchUp(portal: Portal): Promise<void> {
  if (catchingUp) return
  catchingUp = true
  try {
    const library = await portal.library()
    if (library !== undefined) await prepareSearch(portal.db, library)
    const people = await settleEverybody(portal.db, { who: 'marked' }, portal.clock())
    if (people > 0) portal.log.note('Standings are up to date.', { people })
  } catch (error) {
    portal.log.fault('Search and standings could not be brought up to date.', { error })
  } finally {
    catchingUp = false
  }
}

async function healthOf(portal: Portal, front: Front) {
  if (front.state.kind === 'away') return { status: 503, body: { status: 'away', says: front.state.title } }
  const library = await portal.library()
  const behind = await countUnsettled(portal.db.reader)
  return { status: 200, body: { status: 'ok', publication: library?.publication ?? 0, catchingUp: behind } }
}

function listen(front: Front, settings: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    front.server.once('error', reject)
    front.server.listen(settings.port, settings.host, () => {
      front.server.off('error', reject)
      resolve()
    })
  })
}

function listensAt(front: Front, settings: Settings): string {
  const { port } = front.server.address() as AddressInfo
  const host = ['0.0.0.0', '::'].includes(settings.host) ? 'localhost' : settings.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Takes no more, answers what is under way, closes the database, ends. A second signal ends at once. */
function stopOnce(front: Front, portal: Portal, log: Log): (code: number) => Promise<void> {
  let isStopping = false
  return async (code) => {
    if (isStopping) process.exit(1)
    isStopping = true
    log.note('The portal is stopping.', { inFlight: front.inFlight() })
    const late = setTimeout(() => process.exit(1), longestGoodbyeMs)
    late.unref()
    const closed = new Promise<void>((resolve) => front.server.close(() => resolve()))
    front.server.closeIdleConnections()
    await front.quiet()
    front.server.closeIdleConnections()
    for (const one of closing) await one.close()
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))])
    await portal.close()
    process.exit(code)
  }
}

function sentenceOf(error: unknown, { port }: Settings): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or set PORT to another number.`
  if ('code' in error && error.code === 'EACCES')
    return `This account may not listen on port ${port}. Set PORT to a number above 1023.`
  return ['OwnedElsewhere', 'BadAddress', 'SchemaTooNew', 'DatabaseBusy', 'NoDatabase', 'NotADatabase'].includes(
    error.name,
  )
    ? error.message
    : (error.stack ?? error.message)
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

if (process.argv.includes('--help')) {
  console.log(
    `Usage: npm start\n\nServes the portal that \`npm run build\` has built. Settings, from the environment:\n\n${settingsInWords()}`,
  )
} else {
  await main(settingsOrExit(), openLog())
}
