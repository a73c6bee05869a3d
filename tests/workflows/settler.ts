/**
 * A process of its own that settles whoever is marked: `node settler.ts FILE NOW SLICES`. In the middle of
 * the slice after so many, before its commit, it kills itself; with a number that is never reached it ends.
 */
import { urlOf } from '../../db/connection.ts'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'

const [file = '', now = '', slices = ''] = process.argv.slice(2)
const db = await openDatabase(urlOf(file))
let left = Number(slices)
const { writer } = db.door
const write: typeof writer.write = (deed) =>
  writer.write(async (tx) => {
    const outcome = await deed(tx)
    if (left-- === 0) process.kill(process.pid, 'SIGKILL')
    return outcome
  })
const mortal: Database = { ...db, door: { ...db.door, writer: { ...writer, write } } }
await settleEverybody(mortal, { who: 'marked' }, Temporal.Instant.from(now))
await closeDatabase(db)
