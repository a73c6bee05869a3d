import { write, type Database, type Tx } from './open.ts'
import { nextUnsettled, type Unsettled } from './unsettled.ts'

/** What a slice is to take of the event loop, in ms, its commit left aside. */
const aimMs = 18
/** Fewer cost as much, on a machine that is busy with something else. */
const fewest = 8
const most = 400
/** On a libSQL server a slice waits for the network and holds up nobody here, so its time says nothing. */
const peopleOnServer = 50

/**
 * Works through everybody marked unsettled, in transactions that are as long as learners can wait for one:
 * each takes as many people as the last one's pace allows, and the queue of the writer lets whatever has come
 * meanwhile go before the next. Returns how many people that were.
 *
 * Who is next is asked within the transaction that rewrites them. So a kill at any moment resumes, two
 * processes take turns, and somebody marked again meanwhile comes again.
 */
export async function inSlices(db: Database, rewrite: (tx: Tx, next: Unsettled) => Promise<unknown>): Promise<number> {
  let size = db.kind === 'server' ? peopleOnServer : fewest
  for (let done = 0; ;) {
    const { people, ms } = await write(db, async (tx) => {
      const began = performance.now()
      const next = await nextUnsettled(tx, size)
      if (next.people.length > 0) await rewrite(tx, next)
      return { people: next.people.length, ms: performance.now() - began }
    })
    if (people === 0) return done
    done += people
    if (db.kind === 'file') size = Math.max(fewest, Math.min(most, 2 * size, Math.floor((people * aimMs) / ms)))
  }
}
