/**
 * The content folder beside a running portal. It is parsed in a thread of its own, because that takes as
 * long as many requests do, and anew only when a file of it was touched.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FolderRead } from '../curriculum/for-publication.ts'

const reader = fileURLToPath(new URL('./content-reader.ts', import.meta.url))

/** Reads what the folder says at this moment, without the bytes of its pictures. */
export function openContentFolder(folder: string): () => Promise<FolderRead> {
  let known: { readonly state: string; readonly read: Promise<FolderRead> } | undefined
  return async () => {
    const state = await whatStandsIn(folder)
    if (known?.state === state) return known.read
    const reading = { state, read: readApart(folder) }
    known = reading
    // A thread that broke is no answer to the next who asks.
    reading.read.catch(() => {
      if (known === reading) known = undefined
    })
    return reading.read
  }
}

function readApart(folder: string): Promise<FolderRead> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(reader, { workerData: { folder } })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`reading the content folder ended with ${code}`)))
  })
}

/** Paths, times and sizes: they differ when anything was written between two looks. */
export async function whatStandsIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const known = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return found === undefined ? name : `${name} ${found.mtimeMs} ${found.size}`
    }),
  )
  return known.join('\n')
}
