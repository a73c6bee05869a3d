/** What one process holds open, handed to every page and command. */
import type { Database } from '../db/open.ts'
import type { Library } from './domain/library.ts'
import type { Log } from './server/log.ts'
import type { Sessions } from './session.ts'
import type { Settings } from './settings.ts'
import type { SignInLimits } from './server/sign-in-limits.ts'

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
}
