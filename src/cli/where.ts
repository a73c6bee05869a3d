import { withoutToken } from '../../db/connection.ts'
import { addressOfOwner, ownedFile } from './database.ts'
import { jsonOption, type Command } from './command.ts'

export const command: Command = {
  usage: 'where [--json]',
  says: 'Says which database and content folder the settings name, and whether a portal runs on them and where.',
  options: { json: jsonOption },
  words: [0, 0],
  async run({ flag, settings, out }) {
    const { databaseUrl, contentDir } = settings()
    const owned = await ownedFile(settings())
    const address = owned === undefined ? undefined : await addressOfOwner(owned)
    const found = {
      database: withoutToken(databaseUrl),
      content: contentDir,
      running: owned !== undefined,
      address: address ?? null,
    }
    if (flag('json')) out.printJson(found)
    else out.print(`database  ${found.database}\ncontent   ${found.content}\n${running(found)}`)
    return 0
  },
}

function running(found: { readonly running: boolean; readonly address: string | null }): string {
  if (!found.running) return 'No portal runs on it.'
  return found.address === null ? 'A portal runs on it.' : `A portal runs on it, at ${found.address}.`
}
