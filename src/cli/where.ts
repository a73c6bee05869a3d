import { withoutToken } from '../../db/connection.ts'
import { ownedFile } from './database.ts'
import { jsonOption, type Command } from './command.ts'

export const command: Command = {
  usage: 'where [--json]',
  says: 'Says which database and content folder the settings name, and whether a portal runs on them.',
  options: { json: jsonOption },
  words: [0, 0],
  async run({ flag, settings, out }) {
    const { databaseUrl, contentDir } = settings()
    const found = {
      database: withoutToken(databaseUrl),
      content: contentDir,
      running: (await ownedFile(settings())) !== undefined,
    }
    if (flag('json')) out.printJson(found)
    else
      out.print(
        `database  ${found.database}\ncontent   ${found.content}\n${found.running ? 'A portal runs on it.' : 'No portal runs on it.'}`,
      )
    return 0
  },
}
