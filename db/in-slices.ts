import { setImmediate as giveWay, setTimeout as pause } from 'node:timers/promises'
import type { Day } from '../src/domain/days.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { deriverBeside, DeriverClosed, deriverHere, type Deriver } from './deriver.ts'
import { stillTrue, type Derivation, type ToDerive } from './deriving.ts'
import { write, type Database, type Tx } from './open.ts'
import { keepDerived } from './projections.ts'
import { countUnsettled, nextUnsettled, type Unsettled } from './unsettled.ts'

/** What a slice is to take of the event loop, in ms, its commit left aside. */
const aimMs = 10
/** With fewer, a machine that is busy with something else is waited for more often, and nobody waits less. */
const fewest = 24
const most = 400
/** On a libSQL server a slice waits for the network and holds up nobody here, so its time says nothing. */
const peopleOnServer = 50
/** For fewer a process takes longer to begin than it saves. */
const peopleBeside = 600
/** Slices that are asked for before their turn, so that neither side waits for the other. */
const askedAhead = 3
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
  const depth = deriver.isBeside ? askedAhead : 1
  let size = db.kind === 'server' ? peopleOnServer : fewest
  let done = 0
  try {
    for (;;) {
      const before = done
      const coming: Slice[] = []
      let [after, isThrough] = [0, false]
      for (;;) {
        while (!isThrough && coming.length < depth) {
          const next = await nextUnsettled(db.reader, size, after)
          after = next.last
          if (next.people.length === 0) isThrough = true
          else coming.push({ next, derivation: derived(db, deriver, { ...next, today: settling.today }) })
        }
        const slice = coming.shift()
        if (slice === undefined) break
        const { derivation, ms: derivingMs } = await slice.derivation
        if (!deriver.isBeside) await giveWay()
        const { kept, ms } = await keepSlice(db, slice.next, derivation)
        const { earning } = derivation
        for (let at = 0; at < earning.length; at += earningTogether)
          await write(db, (tx) => settling.grant(tx, earning.slice(at, at + earningTogether)))
        done += kept + earning.length
        settling.onProgress?.(done)
        if (db.kind === 'file' && kept > 0)
          size = Math.max(fewest, Math.min(most, 2 * kept, Math.floor((kept * aimMs) / Math.max(ms, derivingMs))))
      }
      // Gone through to the end: whoever was passed over comes again, and whoever was marked since.
      if (after === 0) return done
      if (done === before) await pause(idleMs)
    }
  } finally {
    await deriver.close()
  }
}

interface Slice {
  readonly next: Unsettled
  readonly derivation: Promise<{
    readonly derivation: Derivation
    /** What it took of this process. */
    readonly ms: number
  }>
}

function derived(db: Database, deriver: Deriver, asked: ToDerive): Slice['derivation'] {
  const derivation = untilDerived(db, deriver, asked)
  // It is waited for later; what goes wrong before is told then.
  derivation.catch(() => undefined)
  return derivation
}

async function untilDerived(db: Database, deriver: Deriver, { people, programmes, today }: ToDerive) {
  for (;;) {
    const began = performance.now()
    try {
      const derivation = await deriver.derive({ people, programmes, today })
      return { derivation, ms: deriver.isBeside ? 0 : performance.now() - began }
    } catch (error) {
      if (!(error instanceof DeriverClosed)) throw error
      // Answered when the database may be used again.
      await countUnsettled(db.reader)
    }
  }
}

/** Keeps what is still true; tells of how many people that was, and what it took. */
function keepSlice(db: Database, next: Unsettled, derivation: Derivation): Promise<{ kept: number; ms: number }> {
  return write(db, async (tx) => {
    const began = performance.now()
    const still = await stillTrue(tx, next, derivation)
    const kept = derivation.derived.filter(({ person }) => still.has(person))
    await keepDerived(tx, kept, next.programmes)
    return { kept: kept.length, ms: performance.now() - began }
  })
}
