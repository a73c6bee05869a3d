import { write, type Database } from '../../db/open.ts'
import { endSessionsOf } from '../../db/sessions.ts'
import type { PersonId } from '../domain/ids.ts'

/** Ends every session of a person, as somebody wishes who has lost a telephone. */
export async function signOutEverywhere(db: Database, person: PersonId): Promise<void> {
  await write(db, (tx) => endSessionsOf(tx, person))
}
