/** What one process holds open, handed to every page and command. */
import { closeDatabase, openDatabase, type Database } from '../db/open.ts'
import { currentLibrary } from '../db/publications.ts'
import type { Library } from './domain/library.ts'
import type { Log } from './server/log.ts'
import { openSignInLimits, type SignInLimits } from './server/sign-in-limits.ts'
import { openSessions, type Sessions } from './session.ts'
import type { Settings } from './settings.ts'

export interface Portal {
  readonly db: Database
  readonly settings: Settings
  readonly clock: () => Temporal.Instant
  readonly log: Log
  readonly sessions: Sessions
  readonly signInLimits: SignInLimits
  /** The publication in force; undefined when nothing has been published yet. */
  readonly library: () => Promise<Library | undefined>
  /** In an author's preview: the faults of the content folder, as sentences. */
  readonly preview?: { readonly faults: readonly string[] }
  close(): Promise<void>
}

/** Opens the database as its owner. Throws what `openDatabase` throws, with a sentence to show. */
export async function openPortal(settings: Settings, log: Log): Promise<Portal> {
  const db = await openDatabase(settings.databaseUrl, { authToken: settings.databaseToken })
  return {
    db,
    settings,
    clock: () => Temporal.Now.instant(),
    log,
    sessions: openSessions(db, { secure: settings.publicOrigin?.startsWith('https:') ?? false }),
    signInLimits: openSignInLimits(),
    library: () => currentLibrary(db),
    close: () => closeDatabase(db),
  }
}
