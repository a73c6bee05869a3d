/**
 * Exactly one process owns a database file and writes to it. Ownership is SQLite's write lock on a
 * side file (`portal.db.owner`), which the operating system frees when the process dies, however it
 * dies. Who the owner is stands in `portal.db.owner.json`; it is only to be read, and means nothing
 * without the lock. (The lock file itself is never opened by other means: on POSIX systems, closing
 * any handle to it would drop the lock.)
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from '@libsql/client'
import { connect, isBusy } from './connection.ts'

export interface Owner {
  readonly pid: number
  /** The instant in UTC at which it took the file. */
  readonly since: string
}

/** Somebody else owns the file; `owner` is undefined when it has not yet said who it is. */
export class OwnedElsewhere extends Error {
  override readonly name = 'OwnedElsewhere'
  readonly owner: Owner | undefined
  constructor(file: string, owner: Owner | undefined) {
    const who = owner === undefined ? 'another process' : `process ${owner.pid}, since ${owner.since}`
    super(`${file} belongs to ${who}. Only one process may write to it: stop that one first.`)
    this.owner = owner
  }
}

export interface Ownership {
  release(): void
}

/** Becomes the owner of the file, or throws OwnedElsewhere. */
export async function takeOwnership(file: string): Promise<Ownership> {
  // A moment of patience: somebody may only be asking who the owner is.
  for (let tries = 0; ; tries++) {
    const unlock = await lock(file)
    if (unlock !== undefined) {
      const owner: Owner = { pid: process.pid, since: Temporal.Now.instant().toString({ smallestUnit: 'second' }) }
      writeFileSync(cardOf(file), JSON.stringify(owner), { mode: 0o600 })
      let released = false
      return {
        release() {
          // Once only: later, the card may be somebody else's.
          if (released) return
          released = true
          rmSync(cardOf(file), { force: true })
          unlock()
        },
      }
    }
    if (tries >= 8) throw new OwnedElsewhere(file, readCard(file))
    await sleep(40)
  }
}

/** Who owns the file now; undefined when nobody does. */
export async function ownerOf(file: string): Promise<Owner | undefined> {
  const unlock = await lock(file)
  // The owner writes its card right after it has taken the lock.
  if (unlock === undefined) return readCard(file) ?? (await sleep(100), readCard(file)) ?? { pid: 0, since: 'just now' }
  unlock()
  return undefined
}

/** Kept here, because a connection that nobody holds any more may be closed by the garbage collector. */
const held = new Set<Transaction>()

/** Takes the write lock of the side file, which never gets a byte. Undefined when somebody has it. */
async function lock(file: string): Promise<(() => void) | undefined> {
  const client = await connect({ kind: 'file', path: `${file}.owner` }, { pragmas: ['journal_mode=MEMORY'] })
  try {
    const transaction = await client.transaction('write')
    held.add(transaction)
    return () => {
      held.delete(transaction)
      transaction.close()
      client.close()
    }
  } catch (error) {
    client.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function cardOf(file: string): string {
  return `${file}.owner.json`
}

function readCard(file: string): Owner | undefined {
  try {
    const card: unknown = JSON.parse(readFileSync(cardOf(file), 'utf8'))
    if (typeof card !== 'object' || card === null || !('pid' in card) || !('since' in card)) return undefined
    return { pid: Number(card.pid), since: String(card.since) }
  } catch {
    return undefined
  }
}
