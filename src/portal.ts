/** What one process holds open, handed to every page and command. */
import { closeDatabase, openDatabase, type Database } from '../db/open.ts'
import { currentLibrary } from '../db/publications.ts'
import type { FolderRead } from './curriculum/for-publication.ts'
import type { Library } from './domain/library.ts'
import { openContentFolder } from './server/content-folder.ts'
import type { Log } from './server/log.ts'
import { openSignInLimits, type SignInLimits } from './server/sign-in-limits.ts'
import { openSessions, type Sessions } from './session.ts'
import type { Settings } from './settings.ts'

export interface ContentRefusal {
  /** One sentence with the mend. */
  readonly says: string
  /** What `portal check` finds, a sentence each; none when the content itself is sound. */
  readonly faults: readonly string[]
  readonly at: Temporal.Instant
}

export interface Portal {
  readonly db: Database
  readonly settings: Settings
  readonly clock: () => Temporal.Instant
  readonly log: Log
  readonly sessions: Sessions
  readonly signInLimits: SignInLimits
  /** The publication in force; undefined when nothing has been published yet. */
  readonly library: () => Promise<Library | undefined>
  /** Why the content folder could not be published when that was last tried; undefined when it could. */
  refusal: ContentRefusal | undefined
  /** What the content folder says at this moment, whatever is published. */
  readonly content: () => Promise<FolderRead>
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
    refusal: undefined,
    content: openContentFolder(settings.contentDir),
    close: () => closeDatabase(db),
  }
}
