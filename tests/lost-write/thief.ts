/** Another process that keeps taking the write lock of a database: `node thief.ts FILE`. Says `took` and `gave back`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, isBusy } from '../../db/connection.ts'

const [file = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit())

for (;;) {
  const client = await connect({ kind: 'file', path: file })
  try {
    const lock = await client.transaction('write')
    process.send?.('took')
    await sleep(50 + Math.random() * 350)
    await lock.rollback()
    process.send?.('gave back')
  } catch (error) {
    if (!isBusy(error)) throw error
  } finally {
    client.close()
  }
  await sleep(20 + Math.random() * 60)
}
