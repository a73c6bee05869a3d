import { resolve } from 'node:path'
import { publishFolder, wordPublished, type FolderPublished } from '../workflows/publish-folder.ts'
import { settleEverybody } from '../workflows/settle-everybody.ts'
import { contentOption, jsonOption, type Command } from './command.ts'
import { doing } from './database.ts'

export const command: Command = {
  usage: 'publish [--content DIR] [--json]',
  says: 'Makes a content folder official. A start of the portal does the same.',
  options: { content: contentOption, json: jsonOption },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const named = text('content')
    const folder = named === undefined ? settings().contentDir : resolve(named)
    const published = await doing<FolderPublished>(settings(), {
      name: 'publish',
      input: { folder },
      async alone(db) {
        const now = Temporal.Now.instant()
        const outcome = await publishFolder(db, { folder }, now)
        await settleEverybody(db, { who: 'marked' }, now)
        return outcome
      },
    })
    if (flag('json')) out.printJson(published)
    else out.print(wordPublished(published))
    if (published.kind !== 'faulty') return 0
    for (const fault of published.faults) out.tell(fault)
    return 1
  },
}
