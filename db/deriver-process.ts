/**
 * The process of `deriver.ts`: answers each question in turn, and meanwhile moves what was committed from
 * the log into the file.
 */
import { sql } from 'drizzle-orm'
import type { Answer } from './deriver.ts'
import { derive, type ToDerive } from './deriving.ts'
import { openDatabase } from './open.ts'

const opening = openDatabase(process.argv[2] ?? '', { readOnly: true })
let last: Promise<void> = Promise.resolve()

process.on('message', (asked: ToDerive) => {
  last = last.then(() => answer(asked))
})
process.on('disconnect', () => process.exit())
// Whoever stops the portal from the keyboard stops it by its parent, which has its reasons to wait.
process.on('SIGINT', () => undefined)

async function answer(asked: ToDerive): Promise<void> {
  const told = (what: Answer) => process.send?.(what)
  try {
    const db = await opening
    told(await derive(db, asked))
    // Whoever commits would do it otherwise, and everybody would wait for the disk.
    await db.reader.all(sql`PRAGMA wal_checkpoint(PASSIVE)`)
  } catch (error) {
    told({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
