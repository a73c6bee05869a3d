/** What the running server does for the command line, which asks through the socket of the owner. */
import { resolve } from 'node:path'
import { restoreFile } from '../../db/backup.ts'
import { forgetKept } from '../../db/kept.ts'
import { verifyLedger } from '../../db/ledger.ts'
import type { OwnerDeeds } from '../../db/owner-socket.ts'
import type { Portal } from '../portal.ts'
import { inviteByEmail } from '../workflows/invite-by-email.ts'
import { publishFolder } from '../workflows/publish-folder.ts'
import { rebuild } from '../workflows/rebuild.ts'
import { readDeed } from './deed-inputs.ts'

export interface Pausing {
  /** Takes no more requests, and settles when none is under way. */
  pause(): Promise<void>
  resume(): void
  /** Rewrites, beside the requests, everybody whose standing may have changed. */
  catchUp(): void
}

export function deedsOf(portal: Portal, pausing: Pausing): OwnerDeeds {
  const { db, clock } = portal
  return {
    async publish(input) {
      const { folder } = readDeed.publish(input)
      const published = await publishFolder(db, { folder: resolve(folder) }, clock())
      pausing.catchUp()
      return published
    },
    rebuild: (_input, onProgress) => rebuild(db, { onProgress: (done, all) => onProgress({ done, all }) }),
    async restore(input) {
      const { file } = readDeed.restore(input)
      try {
        return await restoreFile(db, resolve(file), { at: clock(), by: null, onPause: pausing.pause })
      } finally {
        forgetKept(db)
        pausing.resume()
        pausing.catchUp()
      }
    },
    invite: (input) => inviteByEmail(db, readDeed.invite(input), clock()),
    verify: (_input, onProgress) => verifyLedger(db.reader, { onProgress: (factsRead) => onProgress({ factsRead }) }),
  }
}
