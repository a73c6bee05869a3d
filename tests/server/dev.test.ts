/** The author's preview as a program: where it listens, and what it says. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeStarter } from '../../src/curriculum/starter.ts'
import { freePort } from './free-port.ts'

test('the preview listens where the settings say, and says where that is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-dev-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const content = join(folder, 'content')
  await writeStarter(content)
  const port = String(await freePort())
  const { NODE_ENV: _, VITEST: __, ...environment } = process.env
  const preview = spawn(process.execPath, ['--import', './src/lean-loading.js', 'src/server/dev.ts'], {
    env: { ...environment, PORT: port, HOST: '127.0.0.1', CONTENT_DIR: content },
  })
  const ended = new Promise((resolve) => preview.once('close', resolve))
  onTestFinished(async () => {
    preview.kill('SIGTERM')
    await ended
  })
  let said = ''
  for (const stream of [preview.stdout, preview.stderr]) stream.on('data', (words: Buffer) => (said += String(words)))
  await expect.poll(() => said, { timeout: 30_000 }).toContain(`is open at http://127.0.0.1:${port}`)
  expect(said).toContain('nothing is published')
  expect(said).toMatch(/No faults: \d+ standard/)
  expect((await fetch(`http://127.0.0.1:${port}/standards`)).status).toBe(200)
})
