import { resolve } from 'node:path'
import { backupDatabase } from '../../db/backup.ts'
import { jsonOption, WrongUse, type Command } from './command.ts'

export const command: Command = {
  usage: 'backup FILE [--json]',
  says: 'Writes a checked copy of the database to a new file, also while the portal runs.',
  options: { json: jsonOption },
  words: [1, 1],
  async run({ words: [file], flag, settings, out }) {
    if (file === undefined) throw new WrongUse('Name the file to write.')
    const report = await backupDatabase(settings().databaseUrl, resolve(file))
    if (flag('json')) out.printJson({ file: resolve(file), ...report })
    else
      out.print(
        `${resolve(file)}\nholds ${report.facts} facts. Keep its head elsewhere: ${report.head.sequence}:${report.head.hash}`,
      )
    return 0
  },
}
