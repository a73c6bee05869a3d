import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import type { Database, OpenOptions } from '../../db/open.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'touchstone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A new database in a file of its own, closed after the test. */
export async function temporaryDatabase(options: OpenOptions = {}): Promise<Database & { path: string }> {
  const file = path.join(temporaryFolder(), 'portal.db')
  const db = await openDatabase(`file:${file}`, options)
  onTestFinished(() => closeDatabase(db))
  return { ...db, path: file }
}
