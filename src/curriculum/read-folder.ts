/** A content folder as a list of files. The only reading of the disk that the curriculum does. */
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { commandLine } from '../domain/command-line.ts'
import type { Fault } from './faults.ts'
import type { Reading } from './reading.ts'

export interface SourceFile {
  /** Beneath the content folder, with forward slashes. */
  readonly path: string
  readonly bytes: Uint8Array
}

export const mostTextBytes = 2 * 1024 * 1024
export const mostPictureBytes = 5 * 1024 * 1024
const pictureName = /\.(?:svg|png|jpe?g|webp|gif|avif)$/i
/** Beside the content, but not part of it. */
const besideContent = new Set(['README.md'])
const mostFiles = 20_000
const readAtOnce = 32

/** A file from text, as an editor or a test has it. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, bytes: new TextEncoder().encode(text) }
}

/**
 * Every file of the folder, sorted by path, without README.md and dot-files. A folder
 * that is missing, a file too large (2 MB of text, 5 MB of picture) and a link that leads out of the
 * folder are faults; what can be read is read all the same. Of a folder that loses files meanwhile, or
 * into which somebody writes, nothing is given.
 */
export async function readFolder(dir: string): Promise<{ files: SourceFile[]; faults: Fault[] }> {
  const faults: Fault[] = []
  const folderFault = (says: string, mend: string) => ({ files: [], faults: [{ file: '', line: 1, says, mend }] })
  let root: string
  try {
    if (!(await stat(dir)).isDirectory()) {
      return folderFault(`${dir} is a file, not a folder`, 'Name the folder that holds organisation.yaml.')
    }
    root = await realpath(dir)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return folderFault(
        `there is no folder ${dir}`,
        `Name the content folder, or make one with ${commandLine('init', 'DIR')}.`,
      )
    }
    return folderFault(`the folder ${dir} cannot be read (${codeOf(error)})`, 'Check who may read it.')
  }

  const vanished = (path: string) =>
    folderFault(
      `${path === '' ? dir : join(dir, path)} vanished while the content was being read`,
      'Read it again when nobody is moving it.',
    )
  try {
    const found = await listed(root, faults)
    if (found.length > mostFiles) {
      return folderFault(
        `${dir} holds more than ${mostFiles} files`,
        'Name the content folder itself, not one above it.',
      )
    }
    const before = await statesOf(found)
    const files: SourceFile[] = []
    for (let start = 0; start < found.length; start += readAtOnce) {
      const batch = await Promise.all(found.slice(start, start + readAtOnce).map((one) => readOne(one, faults)))
      for (const file of batch) if (file !== undefined) files.push(file)
    }
    // Half of a folder that is being deleted or replaced can look like a sound one from which much was removed.
    const still = new Set((await listed(root, [])).map(({ path }) => path))
    const gone = found.find(({ path }) => !still.has(path))
    if (gone !== undefined) return vanished(gone.path)
    const after = await statesOf(found)
    const written = found.find(({ path }) => before.get(path) !== after.get(path))
    if (written !== undefined || still.size !== found.length) {
      return folderFault(
        `${join(dir, written?.path ?? '')} changed while the content was being read`,
        'Read it again when nobody is writing into it.',
      )
    }
    return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), faults }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return vanished('')
    return folderFault(`the folder ${dir} cannot be read (${codeOf(error)})`, 'Check who may read it.')
  }
}

async function listed(root: string, faults: Fault[]): Promise<readonly { path: string; full: string }[]> {
  const found: { path: string; full: string }[] = []
  await listInto(found, root, '', root, faults)
  return found
}

/** Time and size of each file: they differ when it was written meanwhile. */
async function statesOf(files: readonly { path: string; full: string }[]): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>()
  for (let start = 0; start < files.length; start += readAtOnce) {
    await Promise.all(
      files.slice(start, start + readAtOnce).map(async ({ path, full }) => {
        const state = await stat(full).catch(() => undefined)
        states.set(path, `${state?.mtimeMs} ${state?.size}`)
      }),
    )
  }
  return states
}

async function listInto(
  found: { path: string; full: string }[],
  folder: string,
  prefix: string,
  root: string,
  faults: Fault[],
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (found.length > mostFiles) return
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || (prefix === '' && besideContent.has(entry.name)))
      continue
    const path = prefix + entry.name.normalize('NFC')
    const full = join(folder, entry.name)
    if (entry.isDirectory()) {
      await listInto(found, full, `${path}/`, root, faults)
    } else if (entry.isFile()) {
      found.push({ path, full })
    } else if (entry.isSymbolicLink()) {
      const target = await realpath(full).catch(() => undefined)
      const inside = target?.startsWith(root + sep) === true
      if (inside && target !== undefined && (await lstat(target)).isFile()) found.push({ path, full: target })
      else {
        faults.push({
          file: path,
          line: 1,
          says: 'a link that does not lead to a file of this folder is not followed',
          mend: 'Put the file itself here.',
        })
      }
    }
  }
}

async function readOne(
  { path, full }: { path: string; full: string },
  faults: Fault[],
): Promise<SourceFile | undefined> {
  const fault = (says: string, mend: string) => void faults.push({ file: path, line: 1, says, mend })
  try {
    const { size } = await stat(full)
    if (pictureName.test(path) && size > mostPictureBytes) {
      fault(`the picture is ${megabytes(size)} MB large`, 'Save it smaller: a picture may have 5 MB.')
      return undefined
    }
    if (!pictureName.test(path) && size > mostTextBytes) {
      fault(`the file is ${megabytes(size)} MB large`, 'Split it: a file may have 2 MB.')
      return undefined
    }
    return { path, bytes: await readFile(full) }
  } catch (error) {
    fault(`the file cannot be read (${codeOf(error)})`, 'Check who may read it.')
    return undefined
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/**
 * The text of a file without a byte order mark and with LF line ends, so that the editor in which it
 * was saved changes nothing. Undefined, with a fault, when it is not UTF-8 text.
 */
export function textOfFile(file: SourceFile, reading: Reading): string | undefined {
  const [first, second] = file.bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    reading.fault(1, 'the file is saved as UTF-16', 'Save it as UTF-8.')
    return undefined
  }
  let text: string
  try {
    text = utf8.decode(file.bytes).replace(/\r\n?/g, '\n')
  } catch {
    reading.fault(lineOfBadByte(file.bytes), 'the file is not UTF-8 text', 'Save it as UTF-8.')
    return undefined
  }
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text)
  if (control !== null) {
    const line = text.slice(0, control.index).split('\n').length
    reading.fault(line, 'the line holds an invisible control character', 'Delete it, or type the line again.')
    return undefined
  }
  return text
}

/** The first line that is not UTF-8, found by decoding line by line. */
function lineOfBadByte(bytes: Uint8Array): number {
  let line = 1
  let start = 0
  for (let index = 0; index <= bytes.length; index += 1) {
    if (index < bytes.length && bytes[index] !== 0x0a) continue
    try {
      utf8.decode(bytes.subarray(start, index))
    } catch {
      return line
    }
    line += 1
    start = index + 1
  }
  return 1
}

/** A conflict that version control left in the text; nothing else in such a file can be trusted. */
export function hasConflict(text: string, reading: Reading): boolean {
  let found = false
  for (const [index, line] of text.split('\n').entries()) {
    if (!/^<{7}(?: |$)/.test(line) && !/^>{7}(?: |$)/.test(line)) continue
    if (line.startsWith('>') && found) continue
    found = true
    reading.fault(
      index + 1,
      'a merge conflict stands here',
      `${reading.file === 'clauses.lock' ? 'Keep the lines of both sides' : 'Decide between the two versions'} and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.`,
    )
  }
  return found
}
