/**
 * Makes every projection anew from the facts, and the search from the publication in force. It records
 * nothing and, when all is well, changes nothing.
 */
import type { PersonId } from '../domain/ids.ts'
import { factsOf } from '../../db/ledger.ts'
import { write, type Database, type Tx } from '../../db/open.ts'
import { everybody } from '../../db/people.ts'
import { clearStandings, fingerprintOfStandings, rewriteProjections } from '../../db/projections.ts'
import { currentLibrary } from '../../db/publications.ts'
import { applyChanges, type Changes } from '../../db/readiness.ts'
import { countUnsettled, markEverybodyUnsettled, nextUnsettled } from '../../db/unsettled.ts'
import { prepareSearch } from './prepare-search.ts'

export interface Rebuilt {
  readonly people: number
  /** Whether anything differed from what stood before: a sign of damage or of a fault. */
  readonly changed: boolean
}

/** People a slice rewrites, so that a server goes on answering meanwhile. */
const peopleASlice = 8

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
  for (;;) {
    const people = await nextUnsettled(db.reader, peopleASlice)
    if (people.length === 0) break
    await write(db, (tx) => rewriteSome(tx, db, people))
    input.onProgress?.(all - (await countUnsettled(db.reader)), all)
  }
  const library = await currentLibrary(db)
  if (library !== undefined) await prepareSearch(db, library, { anew: true })
  return { people: all, changed: before !== (await fingerprintOfStandings(db.reader)) }
}

async function rewriteSome(tx: Tx, db: Database, people: readonly PersonId[]) {
  const changes: Changes = new Map()
  for (const person of people) await rewriteProjections(tx, db, person, await factsOf(tx, person), changes)
  await applyChanges(tx, changes)
}
