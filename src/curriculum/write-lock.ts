/** Writing the lock, and a first notice beside it: all of it or nothing. */
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Lock, LockLine } from '../domain/clause-lock.ts'
import { lockFile, lockHead, wordLockLine } from './lock.ts'

export type LockWritten =
  | { readonly kind: 'written'; readonly files: readonly string[] }
  /** A sentence that says why nothing was written. */
  | { readonly kind: 'refused'; readonly says: string }

/** Written beside the lock and then put in its place, so that a reader sees the old one or the new one. */
const unfinished = '.clauses.lock.new'

/**
 * Adds lines to the lock of a folder that was read with `known` as its lock. One writer at a time: a
 * lock that somebody else wrote meanwhile is left alone, and a notice that is there is never overwritten.
 */
export async function addToLock(
  dir: string,
  known: Lock,
  lines: readonly LockLine[],
  notice?: { readonly path: string; readonly text: string },
): Promise<LockWritten> {
  const beside = join(dir, unfinished)
  const undo: string[] = []
  try {
    const file = await open(beside, 'wx')
    undo.push(beside)
    try {
      const before = await textOfLock(dir)
      if (!holdsJust(before ?? '', known)) {
        return { kind: 'refused', says: `${lockFile} was written by somebody else meanwhile. Run the command again.` }
      }
      const end = before?.includes('\r\n') === true ? '\r\n' : '\n'
      const head = before ?? lockHead
      const seam = head === '' || head.endsWith('\n') ? '' : end
      await file.writeFile(`${head}${seam}${lines.map((line) => wordLockLine(line) + end).join('')}`)
      await file.sync()
    } finally {
      await file.close()
    }
    if (notice !== undefined) {
      const path = join(dir, notice.path)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, notice.text, { flag: 'wx' })
      undo.push(path)
    }
    await rename(beside, join(dir, lockFile))
    undo.length = 0
    return { kind: 'written', files: [lockFile, ...(notice === undefined ? [] : [notice.path])] }
  } catch (error) {
    return { kind: 'refused', says: wordRefusal(error, dir, undo.length > 0 ? notice?.path : undefined) }
  } finally {
    for (const path of undo) await rm(path, { force: true })
  }
}

/** Writes a first notice, and never over one that is there. */
export async function writeNotice(
  dir: string,
  notice: { readonly path: string; readonly text: string },
): Promise<LockWritten> {
  const path = join(dir, notice.path)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, notice.text, { flag: 'wx' })
    return { kind: 'written', files: [notice.path] }
  } catch (error) {
    return { kind: 'refused', says: wordRefusal(error, dir, notice.path) }
  }
}

async function textOfLock(dir: string): Promise<string | undefined> {
  try {
    return await readFile(join(dir, lockFile), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Whether a text holds these verdicts and no other. */
function holdsJust(text: string, known: Lock): boolean {
  const written = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return written.length === known.length && known.every((line, index) => wordLockLine(line) === written[index])
}

function wordRefusal(error: unknown, dir: string, noticePath: string | undefined): string {
  const code = codeOf(error)
  if (code !== 'EEXIST') {
    return `${dir} cannot be written (${code}). Check who may write there. Nothing was changed.`
  }
  return noticePath === undefined
    ? `Another command is writing the lock, or one was broken off. If none runs, delete ${join(dir, unfinished)} and run it again.`
    : `${noticePath} is there already. Name another file, or add the revision to its clauses yourself. Nothing was changed.`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
