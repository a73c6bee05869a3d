/** Before the browser tests: builds what changed, seeds the demo once, and serves a copy of it. */
import type { TestProject } from 'vitest/node'
import { buildWhenStale } from '../../src/server/build.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { copyOf, databaseIn, forget, seedPortal, type SeededPortal } from '../seeded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    portal: SharedPortal
  }
}

export interface SharedPortal extends SeededPortal {
  /** Where the server answers that all tests share: read there, and change things on a portal of your own. */
  readonly url: string
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWhenStale()
  const seeded = await seedPortal()
  const shared = await copyOf(seeded)
  const server = await serveAsProcess({ DATABASE_URL: databaseIn(shared), CONTENT_DIR: 'content' })
  let isStopping = false
  void server.ended.then((code) => {
    if (!isStopping) console.error(`The server ended by itself with ${code}.\n${server.said()}`)
  })
  project.provide('portal', { ...seeded, url: server.url })
  return async () => {
    isStopping = true
    await server.stop()
    await forget(shared)
    await forget(seeded.folder)
  }
}
