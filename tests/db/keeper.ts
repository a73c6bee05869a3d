/** A process of its own that owns a database and serves its socket: `node keeper.ts FILE`. Says `ready`. */
import { urlOf } from '../../db/connection.ts'
import { openDatabase } from '../../db/open.ts'
import { serveOwner } from '../../db/owner-socket.ts'

const [file = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
const db = await openDatabase(urlOf(file))
await serveOwner(db, {
  'who are you': async () => process.pid,
  die: async () => process.kill(process.pid, 'SIGKILL'),
})
process.send?.('ready')
