import { resolve } from 'node:path'
import { askOwner } from '../../db/owner-socket.ts'
import { restoreUnopened, type Restored } from '../../db/backup.ts'
import { jsonOption, WrongUse, type Command } from './command.ts'
import { ownedFile } from './database.ts'

export const command: Command = {
  usage: 'restore FILE [--json]',
  says: 'Puts a backup in the place of the database, which is set aside. Everybody is signed out.',
  options: { json: jsonOption },
  words: [1, 1],
  async run({ words: [file], flag, settings, out }) {
    if (file === undefined) throw new WrongUse('Name the backup to put back.')
    const copy = resolve(file)
    const owned = await ownedFile(settings())
    const restored =
      owned === undefined
        ? await restoreUnopened(settings().databaseUrl, copy, { at: Temporal.Now.instant(), by: null })
        : ((await askOwner(owned, 'restore', { file: copy })) as Restored)
    if (flag('json')) out.printJson(restored)
    else {
      out.print(`${copy} is in place, with ${restored.head.sequence} facts.`)
      if (restored.setAside !== undefined) out.print(`What stood there before is kept as ${restored.setAside}.`)
    }
    return 0
  },
}
