/** Copies of an embedded database, made while it is in use, and put back. */
import { spawn } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PersonId } from '../src/domain/ids.ts'
import { backOff, closedForGood, connect, DatabaseBusy, placeOf, urlOf, whileBusy } from './connection.ts'
import { emptyHead, headOfLedger, record } from './ledger.ts'
import type { Head } from './ledger.ts'
import { migrate } from './migrate.ts'
import { newId } from './new-id.ts'
import { closeDatabase, openDatabase, readerOver, write } from './open.ts'
import type { Database } from './open.ts'
import { takeOwnership } from './owner.ts'
import { invitations, sessions } from './schema.ts'
import type { CopyReport } from './vacuum-into.ts'

/** A copy could not be made or must not be used; the message is a sentence to show. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
}

export interface RestoreOptions {
  readonly at: Temporal.Instant
  readonly by: PersonId | null
  /** Called once the copy is known to be good: stop taking requests, and settle when none is under way. */
  readonly onPause?: () => void | Promise<void>
  /** Called when the database may be used again, also after a failure. */
  readonly onResume?: () => void | Promise<void>
}

export interface Restored {
  /** The head that the database had, and that is now only in the file set aside. */
  readonly lost: Head
  /** Where the files from before stand; undefined when there were none. */
  readonly setAside: string | undefined
  /** Of the copy, before the restoration was recorded in it. */
  readonly head: Head
}

/** How long others may still read the database before it is not replaced after all. */
const patienceMs = 10_000

/** The head of a database that could not be read any more. */
export const unreadableHead: Head = { sequence: -1, hash: '' }

/**
 * Writes a checked copy of the database at `url` to a new file. Works beside a running server.
 * Throws CopyRefused: the file exists already, the address is a server, or the copy does not verify.
 */
export async function backupDatabase(url: string, file: string): Promise<CopyReport> {
  const place = placeOf(url)
  if (place.kind === 'server') {
    throw new CopyRefused('This database is on a libSQL server. Back it up there, by the server’s own means.')
  }
  if (!existsSync(place.path)) throw new CopyRefused(`There is no database at ${place.path}.`)
  const target = path.resolve(file)
  if (existsSync(target)) throw new CopyRefused(`${target} exists already. Name a new file; no backup is overwritten.`)
  await mkdir(path.dirname(target), { recursive: true })
  const draft = `${target}.unfinished-${newId()}`
  try {
    closeSync(openSync(draft, 'wx', 0o600))
    const report = await inChild('copy', place.path, draft)
    flush(draft)
    moveToNew(draft, target)
    flushFolder(path.dirname(target))
    return report
  } finally {
    removeFiles(draft)
  }
}

/**
 * Puts a copy in the place of an open database. Everybody who holds `db` goes on with the restored
 * one. All are signed out, because the copy may hold sessions and links that were ended since.
 * Until the moment of the swap, nothing has changed; a failure or a kill leaves one or the other whole.
 * Throws CopyRefused.
 */
export async function restoreFile(db: Database, copy: string, options: RestoreOptions): Promise<Restored> {
  const file = db.path
  if (file === undefined) throw refusedOnServer()
  const staged = await stage(file, copy)
  try {
    try {
      await options.onPause?.()
      return await db.door.swap(() => replace(file, staged, options))
    } finally {
      await options.onResume?.()
    }
  } finally {
    removeFiles(staged.file)
  }
}

/**
 * Puts a copy in the place of a database that no process owns, that is damaged, or that is not there.
 * Throws CopyRefused and OwnedElsewhere.
 */
export async function restoreUnopened(url: string, copy: string, options: RestoreOptions): Promise<Restored> {
  const place = placeOf(url)
  if (place.kind === 'server') throw refusedOnServer()
  await mkdir(path.dirname(place.path), { recursive: true })
  const ownership = await takeOwnership(place.path)
  try {
    const staged = await stage(place.path, copy)
    try {
      return await replace(place.path, staged, options)
    } finally {
      removeFiles(staged.file)
    }
  } finally {
    ownership.release()
  }
}

export function refusedOnServer(): CopyRefused {
  return new CopyRefused('This database is on a libSQL server. Restore it there, by the server’s own means.')
}

export interface Staged {
  readonly file: string
  readonly report: CopyReport
}

/** A copy of the copy beside the database, checked: what is checked is what will be used. */
export async function stage(file: string, copy: string): Promise<Staged> {
  const source = path.resolve(copy)
  if (!existsSync(source)) throw new CopyRefused(`There is no file at ${source}.`)
  if (existsSync(file) && statSync(source).ino === statSync(file).ino && statSync(source).dev === statSync(file).dev) {
    throw new CopyRefused(`${source} is the database itself.`)
  }
  const staged = `${file}.restoring-${newId()}`
  try {
    await copyFile(source, staged)
    if (existsSync(`${source}-wal`)) copyFileSync(`${source}-wal`, `${staged}-wal`)
    return { file: staged, report: await inChild('check', staged) }
  } catch (error) {
    removeFiles(staged)
    if (error instanceof CopyRefused) throw new CopyRefused(`${source} cannot be restored. ${error.message}`)
    throw error
  }
}

async function replace(file: string, staged: Staged, options: RestoreOptions): Promise<Restored> {
  const lost = existsSync(file) ? await settled(file) : emptyHead
  await prepare(staged.file, lost, options)
  flush(staged.file)
  const stamp = options.at.toString({ smallestUnit: 'second' }).replaceAll(':', '-')
  const setAside = existsSync(file) ? freeName(`${file}.before-restore-${stamp}`) : undefined
  if (setAside !== undefined) {
    for (const companion of ['-wal', '-shm']) {
      // Of a sound database they are empty by now. What could not be read keeps all it has.
      if (lost === unreadableHead && existsSync(file + companion)) renameSync(file + companion, setAside + companion)
      else rmSync(file + companion, { force: true })
    }
    link(file, setAside)
  }
  renameSync(staged.file, file)
  flushFolder(path.dirname(file))
  return { lost, setAside, head: staged.report.head }
}

/**
 * Moves all that was committed into the main file and answers its head. That the log can be given up
 * proves that no other connection is left, here or in another process.
 */
async function settled(file: string): Promise<Head> {
  try {
    return await whileBusy(async () => {
      await closedForGood()
      const client = await connect({ kind: 'file', path: file }, { lockWaitMs: 100 })
      try {
        const head = await headOfLedger(readerOver((statement) => client.execute(statement)))
        const mode = await client.execute('PRAGMA journal_mode=DELETE')
        if (mode.rows[0]?.[0] !== 'delete') throw Object.assign(new Error('still in use'), { code: 'SQLITE_BUSY' })
        return head
      } finally {
        client.close()
      }
    }, patienceMs)
  } catch (error) {
    if (error instanceof DatabaseBusy) throw error
    return unreadableHead
  } finally {
    await closedForGood()
  }
}

/** All that the restored database must say is in the file before it takes its place. */
async function prepare(file: string, lost: Head, options: RestoreOptions): Promise<void> {
  await migrate({ kind: 'file', path: file }, undefined, patienceMs)
  const db = await openDatabase(urlOf(file), { own: false })
  try {
    await write(db, async (tx) => {
      await record(tx, [{ kind: 'restored', lostSequence: lost.sequence, lostHash: lost.hash }], options.at, options.by)
      await tx.delete(sessions)
      await tx.delete(invitations)
    })
  } finally {
    await closeDatabase(db)
  }
  await withoutLog(file)
}

/** Waits until the log of a file that was closed is gone: the last of its connections takes it along, once it is collected. */
async function withoutLog(file: string): Promise<void> {
  const since = performance.now()
  for (let tries = 0; existsSync(`${file}-wal`); tries++) {
    if (performance.now() - since > patienceMs) throw new Error(`${file} could not be closed`)
    await backOff(tries)
    await closedForGood()
  }
}

function inChild(...args: string[]): Promise<CopyReport> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('./vacuum-into.ts', import.meta.url))
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let complaint = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text))
    child.on('error', reject)
    child.on('close', (code) => {
      const line = out.trim()
      if (code !== 0 || line === '') return reject(new Error(`the copying process ended with ${code}: ${complaint}`))
      const report = JSON.parse(line) as CopyReport | { readonly fault: string }
      if ('fault' in report) reject(new CopyRefused(report.fault))
      else resolve(report)
    })
  })
}

function freeName(name: string): string {
  if (!existsSync(name)) return name
  for (let number = 2; ; number++) if (!existsSync(`${name}-${number}`)) return `${name}-${number}`
}

/** A second name for the file, so that there is a database under the old name at every moment. */
function link(file: string, name: string) {
  try {
    linkSync(file, name)
  } catch {
    // Some file systems have no links; then the old name is empty for an instant.
    renameSync(file, name)
  }
}

/** Gives a file its name unless the name is taken, also by somebody in this very moment. */
function moveToNew(file: string, name: string) {
  try {
    linkSync(file, name)
    rmSync(file)
  } catch (error) {
    if (existsSync(name)) throw new CopyRefused(`${name} exists already. Name a new file; no backup is overwritten.`)
    if (!existsSync(file)) throw error
    renameSync(file, name)
  }
}

function flush(file: string) {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function flushFolder(folder: string) {
  // Windows offers no handle to a folder, and keeps names safe by itself.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export function removeFiles(file: string) {
  for (const companion of ['', '-wal', '-shm', '-journal']) rmSync(file + companion, { force: true })
}
