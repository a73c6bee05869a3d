/**
 * A program of its own, started by backup.ts: copying and checking a database keep a processor busy
 * for long, and a server must answer meanwhile. `copy SOURCE TARGET` makes a sound copy of a database
 * in use and checks it; `check FILE` checks one. Prints one JSON line: a CopyReport or `{ "fault" }`.
 */
import { connect, namingFile } from './connection.ts'
import { verifyLedger } from './ledger.ts'
import type { LedgerReport } from './ledger.ts'
import { missingMigrations } from './migrate.ts'
import { readerOver } from './open.ts'

export type CopyReport = Pick<LedgerReport, 'facts' | 'head'>

const [task, source, target] = process.argv.slice(2)
try {
  if (source === undefined) throw new Error('name a file')
  if (task === 'copy' && target !== undefined) await copy(source, target)
  process.stdout.write(`${JSON.stringify(await check(task === 'copy' && target !== undefined ? target : source))}\n`)
} catch (caught) {
  // A copy that is checked is a draft under another name, so whoever asked for it names it.
  const error = namingFile(caught, task === 'copy' && source !== undefined ? source : 'It')
  process.stdout.write(`${JSON.stringify({ fault: error instanceof Error ? error.message : String(error) })}\n`)
}

async function copy(from: string, to: string): Promise<void> {
  const client = await connect({ kind: 'file', path: from }, { lockWaitMs: 10_000 })
  try {
    await client.execute({ sql: 'VACUUM INTO ?', args: [to] })
  } finally {
    client.close()
  }
}

async function check(file: string): Promise<CopyReport> {
  // One file and no companions, so that it can be moved about.
  const client = await connect({ kind: 'file', path: file }, { lockWaitMs: 10_000, pragmas: ['journal_mode=DELETE'] })
  try {
    const integrity = await client.execute('PRAGMA integrity_check(3)')
    const says = integrity.rows.map((row) => String(row[0]))
    if (says.join() !== 'ok') throw new Error(`It is damaged: ${says.join('; ')}.`)
    const table = await client.execute(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'facts'`)
    if (table.rows.length === 0) throw new Error('It is not a database of the portal.')
    await missingMigrations(client)
    const report = await verifyLedger(readerOver((statement) => client.execute(statement)))
    const [first] = report.faults
    if (first !== undefined) {
      throw new Error(
        `Its ledger does not verify, ${report.faults.length} faults; the first at ${first.sequence}: ${first.says}.`,
      )
    }
    return { facts: report.facts, head: report.head }
  } finally {
    client.close()
  }
}
