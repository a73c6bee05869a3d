/** A small library that is sound from the first minute, for an organisation that begins with nothing. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type StarterWritten =
  | { readonly kind: 'written'; readonly files: readonly string[] }
  /** A sentence that says why nothing was written. */
  | { readonly kind: 'refused'; readonly says: string }

const starterFolder = fileURLToPath(new URL('./starter/', import.meta.url))

/** Writes the starter library into a folder that is empty or not there yet; nothing is ever overwritten. */
export async function writeStarter(dir: string): Promise<StarterWritten> {
  try {
    const found = await stat(dir).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    if (found !== undefined && !found.isDirectory()) {
      return { kind: 'refused', says: `${dir} is a file. Name a folder that is empty or not there yet.` }
    }
    if (found !== undefined && (await readdir(dir)).length > 0) {
      return { kind: 'refused', says: `${dir} is not empty. Name a folder that is empty or not there yet.` }
    }
    const entries = await readdir(starterFolder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const written = files.map((file) => join(dir, file.slice(starterFolder.length))).toSorted()
    for (const file of files) {
      const target = join(dir, file.slice(starterFolder.length))
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, await readFile(file), { flag: 'wx' })
    }
    return { kind: 'written', files: written }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return {
      kind: 'refused',
      says: `${dir} cannot be written (${code}). Check who may write there, or name another folder.`,
    }
  }
}
