/** What the running server does for the command line, which asks through the socket of the owner. */
import { resolve } from 'node:path'
import { restoreFile } from '../../db/backup.ts'
import { forgetKept } from '../../db/kept.ts'
import { verifyLedger } from '../../db/ledger.ts'
import type { OwnerDeeds } from '../../db/owner-socket.ts'
import type { ContentRefusal, Portal } from '../portal.ts'
import { inviteByEmail } from '../workflows/invite-by-email.ts'
import { isRefused, publishFolder, wordPublished, type FolderPublished } from '../workflows/publish-folder.ts'
import { rebuild } from '../workflows/rebuild.ts'
import { setSettingByEmail } from '../workflows/set-setting-by-email.ts'
import { recordExceptionByName } from '../workflows/record-exception-by-name.ts'
import { withdrawExceptionByName } from '../workflows/withdraw-exception-by-name.ts'
import { readDeed } from './deed-inputs.ts'

export interface Pausing {
  /** Takes no more requests, and settles when none is under way. */
  pause(): Promise<void>
  resume(): void
  /** Rewrites, beside the requests, everybody whose standing may have changed. */
  catchUp(): void
  /** Opens the doors, if nothing had been published until now. */
  published(): void
}

/** `address`: where people find the portal, without a slash at the end. */
export function deedsOf(portal: Portal, pausing: Pausing, address: string): OwnerDeeds {
  const { db, clock } = portal
  return {
    async publish(input) {
      const { folder, again, replace } = readDeed.publish(input)
      const published = await publishFolder(db, { folder: resolve(folder), again, replace }, clock())
      portal.refusal = refusalOf(published, resolve(folder), clock())
      pausing.published()
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
    async invite(input) {
      return { ...(await inviteByEmail(db, readDeed.invite(input), clock())), address }
    },
    setSetting: (input) => setSettingByEmail(db, readDeed.setSetting(input), clock()),
    recordException: (input) => recordExceptionByName(db, readDeed.recordException(input), clock()),
    withdrawException: (input) => withdrawExceptionByName(db, readDeed.withdrawException(input), clock()),
    where: () => Promise.resolve({ address }),
    verify: (_input, onProgress) => verifyLedger(db.reader, { onProgress: (factsRead) => onProgress({ factsRead }) }),
  }
}

/** What stewards are told of content that was not published; undefined when it was, or says nothing new. */
export function refusalOf(
  published: FolderPublished,
  folder: string,
  at: Temporal.Instant,
): ContentRefusal | undefined {
  if (!isRefused(published)) return undefined
  return {
    says: wordPublished(published, folder),
    faults: published.kind === 'faulty' ? published.faults : [],
    at,
  }
}
