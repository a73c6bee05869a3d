/** `portal where` as a process of its own, in a folder where the demo may run. */
import { execFile } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import { serveOwner } from '../../db/owner-socket.ts'

const run = promisify(execFile)
const cli = resolve('src/cli.ts')

test('names a demo that runs beside, and how its database is reached; not when it is the one asked for', async () => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'touchstone-where-')))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  const where = async (url: string, ...words: readonly string[]) => {
    const env = { ...process.env, DATABASE_URL: url, CONTENT_DIR: 'content' }
    return (await run(process.execPath, [cli, 'where', ...words], { env, cwd })).stdout
  }
  const own = 'file:data/portal.db'
  const demo = 'file:data/demo/portal.db'
  expect(await where(own)).toBe(`database  ${own}\ncontent   ${join(cwd, 'content')}\nNo portal runs on it.\n`)

  const db = await openDatabase(`file:${join(cwd, 'data/demo/portal.db')}`)
  const address = 'http://localhost:4321'
  const service = await serveOwner(db, { where: () => Promise.resolve({ address }) })
  onTestFinished(async () => {
    await service.close()
    await closeDatabase(db)
  })
  expect(await where(own)).toBe(
    [
      `database  ${own}`,
      `content   ${join(cwd, 'content')}`,
      'No portal runs on it.',
      `The demo runs beside it, at ${address}.`,
      `Its database is reached with: DATABASE_URL=${demo} npm run -s portal -- readiness`,
      '',
    ].join('\n'),
  )
  expect(JSON.parse(await where(own, '--json'))).toMatchObject({
    running: false,
    demo: { database: demo, address },
  })
  expect(await where(demo)).toBe(
    `database  ${demo}\ncontent   ${join(cwd, 'content')}\nA portal runs on it, at ${address}.\n`,
  )
})
