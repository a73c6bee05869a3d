/** The thread of `content-folder.ts`: reads one folder and says what it found. */
import { parentPort, workerData } from 'node:worker_threads'
import { readForPublication } from '../curriculum/for-publication.ts'

const { folder } = workerData as { readonly folder: string }
const read = await readForPublication(folder)
if (read.kind === 'faulty') parentPort?.postMessage(read)
else {
  const media = read.curriculum.media.map((medium) => ({ ...medium, bytes: new Uint8Array() }))
  parentPort?.postMessage({ ...read, curriculum: { ...read.curriculum, media } })
}
