/**
 * The author's preview (`npm run dev`): a database of its own in a temporary folder, into which the
 * content folder is put anew whenever a file of it changes, faults and all, and an author signed in
 * with every right. Nothing of it reaches the real database.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createHash, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record } from '../../db/ledger.ts'
import { write } from '../../db/open.ts'
import { viewerOf } from '../../db/people.ts'
import { forgetLibraries, latestPublication, storePublication } from '../../db/publications.ts'
import { settingHistories } from '../../db/settings.ts'
import { wordFault } from '../curriculum/faults.ts'
import { readCurriculum } from '../curriculum/parse.ts'
import { faultsOf } from '../curriculum/report.ts'
import type { Viewer } from '../domain/access.ts'
import { dayOf, type Day } from '../domain/days.ts'
import { rights, type FactOf } from '../domain/facts.ts'
import { as, type PersonId } from '../domain/ids.ts'
import { piecesOf } from '../domain/pieces.ts'
import { saidOn } from '../domain/settings.ts'
import { openPortal, type Portal } from '../portal.ts'
import { whatStandsIn } from './content-folder.ts'
import { openLog } from './log.ts'
import { settingsOrExit } from '../settings.ts'
import { addPerson } from '../workflows/add-person.ts'

const author = as<PersonId>('preview-author')

interface Preview {
  readonly portal: Portal
  viewer: Viewer | undefined
  faults: readonly string[]
  /** Paths, times and sizes of the folder as it was read last. */
  seen: string | undefined
}

let opened: Promise<Preview> | undefined
let reading: Promise<void> | undefined

/** Hands a request what the server hands it in the built portal, with what the folder says now. */
export async function preparePreview(locals: App.Locals): Promise<void> {
  const preview = await (opened ??= openPreview())
  await (reading ??= readAnew(preview).finally(() => {
    reading = undefined
  }))
  locals.requestId = randomUUID()
  locals.portal = { ...preview.portal, preview: { faults: preview.faults } }
  locals.viewer = preview.viewer ?? null
}

async function openPreview(): Promise<Preview> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-preview-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const settings = { ...settingsOrExit(), databaseUrl: `file:${join(folder, 'preview.db')}`, publicOrigin: undefined }
  return { portal: await openPortal(settings, openLog()), viewer: undefined, faults: [], seen: undefined }
}

async function readAnew(preview: Preview): Promise<void> {
  const { portal } = preview
  const { contentDir } = portal.settings
  const seen = await whatStandsIn(contentDir)
  if (seen === preview.seen) return
  const parsed = await readCurriculum(contentDir)
  preview.faults = faultsOf(parsed).map(wordFault)
  const now = portal.clock()
  const today = dayOf(now, parsed.partial.organisation.timeZone || 'UTC')
  // With faults, the last state without them is more use than half of this one.
  if (parsed.curriculum !== undefined || (await latestPublication(portal.db.reader)) === undefined) {
    await keep(portal, parsed.curriculum ?? parsed.partial, now, today)
  }
  preview.viewer ??= await signInAuthor(portal, [...parsed.partial.organisation.roles.keys()], now, today)
  preview.seen = seen
}

/** Unlike a publication it is not refused for saying what an earlier one said, and no fact tells of it but the time zone. */
async function keep(portal: Portal, curriculum: Parameters<typeof piecesOf>[0], now: Temporal.Instant, today: Day) {
  const content = piecesOf(curriculum).map((piece) => ({
    ...piece,
    hash: createHash('sha256').update(piece.body).digest('hex'),
  }))
  const number = ((await latestPublication(portal.db.reader))?.number ?? 0) + 1
  const digest = createHash('sha256')
    .update(content.map((piece) => piece.hash).join())
    .digest('hex')
  const { name: organisation, timeZone } = curriculum.organisation
  const row = { number, digest, publishedAt: now.toString(), publishedOn: today, organisation }
  await write(portal.db, async (tx) => {
    await storePublication(tx, row, content)
    const known = saidOn(await settingHistories(portal.db, tx), 'time-zone', today)?.value
    const zone: FactOf<'setting'> = { kind: 'setting', setting: 'time-zone', from: today, value: timeZone }
    if (known !== timeZone) await record(tx, [zone], now, null)
  })
  forgetLibraries(portal.db)
}

async function signInAuthor(
  portal: Portal,
  roles: Parameters<typeof addPerson>[1]['roles'],
  now: Temporal.Instant,
  today: Day,
): Promise<Viewer | undefined> {
  const person = { by: null, person: author, name: 'Preview author', email: 'author@preview.test', from: today }
  await addPerson(portal.db, { ...person, team: null, roles, manager: null, rights }, now)
  return viewerOf(portal.db, author, today)
}
