/** What putting a copy in the place of a database would do, asked before it is done. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { refusedOnServer, removeFiles, stage, unreadableHead } from './backup.ts'
import { closedForGood, connect, placeOf } from './connection.ts'
import { hashAt, headOfLedger, type Head } from './ledger.ts'
import { readerOver, type Ask } from './open.ts'

export interface RestoreForeseen {
  /** The file that would be replaced. */
  readonly database: string
  /** Its head; undefined when there is no such file, and `unreadableHead` when it cannot be read. */
  readonly now: Head | undefined
  /** The head of the copy. */
  readonly copy: Head
  /** How many facts both begin with. */
  readonly shared: number
}

/** What putting the copy back would do. Nothing is changed by asking. Throws CopyRefused, also for a copy that does not verify. */
export async function foreseeRestore(url: string, copy: string): Promise<RestoreForeseen> {
  const place = placeOf(url)
  if (place.kind === 'server') throw refusedOnServer()
  await mkdir(path.dirname(place.path), { recursive: true })
  const staged = await stage(place.path, copy)
  const inCopy = await connect({ kind: 'file', path: staged.file }, { pragmas: ['query_only=ON'] })
  try {
    const { head } = staged.report
    const found = { database: place.path, copy: head }
    if (!existsSync(place.path)) return { ...found, now: undefined, shared: 0 }
    const there = await connect(place, { lockWaitMs: 1000, pragmas: ['query_only=ON'] })
    try {
      const ask = readerOver((statement) => there.execute(statement))
      const askCopy = readerOver((statement) => inCopy.execute(statement))
      const now = await headOfLedger(ask)
      return { ...found, now, shared: await sharedBeginning(ask, askCopy, Math.min(now.sequence, head.sequence)) }
    } catch {
      return { ...found, now: unreadableHead, shared: 0 }
    } finally {
      there.close()
    }
  } finally {
    inCopy.close()
    await closedForGood()
    removeFiles(staged.file)
  }
}

/** The last sequence up to which two ledgers are the same: each hash stands for all before it, so halving finds it. */
async function sharedBeginning(a: Ask, b: Ask, most: number): Promise<number> {
  let [same, differs] = [0, most + 1]
  while (differs - same > 1) {
    const middle = Math.floor((same + differs) / 2)
    const [one, other] = [await hashAt(a, middle), await hashAt(b, middle)]
    if (one !== undefined && one === other) same = middle
    else differs = middle
  }
  return same
}
