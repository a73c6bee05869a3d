/** A process of its own that restores a copy again and again: `node restorer.ts FILE COPY`. Says `ready`. */
import { restoreFile } from '../../db/backup.ts'
import { urlOf } from '../../db/connection.ts'
import { openDatabase } from '../../db/open.ts'

const [file = '', copy = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
const db = await openDatabase(urlOf(file))
process.send?.('ready')
for (;;) await restoreFile(db, copy, { at: Temporal.Now.instant(), by: null })
