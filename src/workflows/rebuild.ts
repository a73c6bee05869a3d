/**
 * Makes every projection anew from the facts, and the search from the publication in force. It records
 * nothing and, when all is well, changes nothing.
 */
import { write, type Database } from '../../db/open.ts'
import { everybody } from '../../db/people.ts'
import { recountPlays } from '../../db/play-counts.ts'
import { clearStandings, fingerprintOfStandings } from '../../db/projections.ts'
import { currentLibrary } from '../../db/publications.ts'
import { markEverybodyUnsettled } from '../../db/unsettled.ts'
import { inSlices } from '../../db/in-slices.ts'
import { prepareSearch } from './prepare-search.ts'

export interface Rebuilt {
  readonly people: number
  /** Whether anything differed from what stood before: a sign of damage or of a fault. */
  readonly changed: boolean
}

export async function rebuild(
  db: Database,
  input: { readonly onProgress?: (done: number, all: number) => void } = {},
): Promise<Rebuilt> {
  const before = await fingerprintOfStandings(db.reader)
  const all = (await everybody(db.reader)).length
  await write(db, async (tx) => {
    await clearStandings(tx)
    await markEverybodyUnsettled(tx)
  })
  await inSlices(db, {
    today: undefined,
    grant: () => Promise.reject(new Error('a rebuild records nothing')),
    onProgress: (done) => input.onProgress?.(Math.min(done, all), all),
  })
  const library = await currentLibrary(db)
  if (library !== undefined) await prepareSearch(db, library, { anew: true })
  const recounted = await recountPlays(db)
  return { people: all, changed: recounted || before !== (await fingerprintOfStandings(db.reader)) }
}
