import { setImmediate as giveWay, setTimeout as pause } from 'node:timers/promises'
import type { Day } from '../src/domain/days.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { deriverBeside, DeriverClosed, deriverHere, type Deriver } from './deriver.ts'
import { stillTrue, type Derivation } from './deriving.ts'
import { write, type Database, type Tx } from './open.ts'
import { keepDerived } from './projections.ts'
import { countUnsettled, nextUnsettled, type Unsettled } from './unsettled.ts'

/** What a slice is to take of the event loop, in ms, its commit left aside. */
const aimMs = 10
/** Fewer cost as much, on a machine that is busy with something else. */
const fewest = 8
const most = 400
/** On a libSQL server a slice waits for the network and holds up nobody here, so its time says nothing. */
const peopleOnServer = 50
/** For fewer a process takes longer to begin than it saves. */
const peopleBeside = 600
/** Before those are asked for again of whom nobody could be settled. */
const idleMs = 50
/** Each of them takes a millisecond or two, within the slice. */
const earningTogether = 4

export interface Settling {
  /** By this day people behind in everything may have earned grants, which `grant` records; undefined when nothing is to be granted. */
  readonly today: Day | undefined
  /** Grants what people have earned and rewrites everything about them. */
  readonly grant: (tx: Tx, people: readonly PersonId[]) => Promise<unknown>
  readonly onProgress?: (done: number) => void
  /** Whether a process of its own derives; left out, it does for many people in a file. */
  readonly isBeside?: boolean
}

/**
 * Works through everybody marked unsettled. What their facts come to is derived outside of any transaction,
 * for many people by a process of its own; a slice then keeps it of whomever it is still true, in a
 * transaction as short as learners can wait for, and the queue of the writer lets whatever has come
 * meanwhile go before the next. Returns how many people that were.
 *
 * Whoever is settled otherwise, or about whom something is recorded in between, is passed over and, if
 * still marked, comes again. So a kill at any moment resumes, and processes may work side by side.
 */
export async function inSlices(db: Database, settling: Settling): Promise<number> {
  const isBeside = settling.isBeside ?? (db.kind === 'file' && (await countUnsettled(db.reader)) > peopleBeside)
  const deriver = isBeside ? deriverBeside(db) : deriverHere(db)
  const pace = { size: db.kind === 'server' ? peopleOnServer : fewest }
  try {
    let done = 0
    for (let after = 0; ;) {
      const before = done
      let coming = ahead(db, deriver, settling, pace, after)
      for (;;) {
        const slice = await coming
        if (slice === undefined) break
        after = slice.next.last
        if (deriver.isBeside) coming = ahead(db, deriver, settling, pace, after)
        else await giveWay()
        const { kept, ms } = await keepSlice(db, slice)
        const { earning } = slice.derivation
        for (let at = 0; at < earning.length; at += earningTogether)
          await write(db, (tx) => settling.grant(tx, earning.slice(at, at + earningTogether)))
        done += kept + earning.length
        settling.onProgress?.(done)
        if (db.kind === 'file' && kept > 0)
          pace.size = Math.max(fewest, Math.min(most, 2 * kept, Math.floor((kept * aimMs) / ms)))
        if (!deriver.isBeside) coming = ahead(db, deriver, settling, pace, after)
      }
      // Gone through to the end: whoever was passed over comes again, and whoever was marked since.
      if (after === 0) return done
      after = 0
      if (done === before) await pause(idleMs)
    }
  } finally {
    await deriver.close()
  }
}

interface Slice {
  readonly next: Unsettled
  readonly derivation: Derivation
  /** What deriving took of this thread. */
  readonly ms: number
}

/** The next slice after a place, derived; undefined behind the last. */
function ahead(
  db: Database,
  deriver: Deriver,
  { today }: Settling,
  { size }: { readonly size: number },
  after: number,
): Promise<Slice | undefined> {
  const coming = derived(db, deriver, today, size, after)
  // It is waited for later; what goes wrong before is told then.
  coming.catch(() => undefined)
  return coming
}

async function derived(db: Database, deriver: Deriver, today: Day | undefined, size: number, after: number) {
  for (;;) {
    const next = await nextUnsettled(db.reader, size, after)
    if (next.people.length === 0) return undefined
    const began = performance.now()
    try {
      const derivation = await deriver.derive({ people: next.people, programmes: next.programmes, today })
      return { next, derivation, ms: deriver.isBeside ? 0 : performance.now() - began }
    } catch (error) {
      if (!(error instanceof DeriverClosed)) throw error
    }
  }
}

/** Keeps what is still true, and tells of how many people that was and what the longer of the two parts took. */
function keepSlice(db: Database, { next, derivation, ms }: Slice): Promise<{ kept: number; ms: number }> {
  return write(db, async (tx) => {
    const began = performance.now()
    const still = await stillTrue(tx, next, derivation)
    const kept = derivation.derived.filter(({ person }) => still.has(person))
    await keepDerived(tx, kept, next.programmes)
    return { kept: kept.length, ms: Math.max(ms, performance.now() - began) }
  })
}
