import { resolve } from 'node:path'
import {
  isRefused,
  publishFolder,
  wordChangesOf,
  wordPublished,
  type FolderPublished,
} from '../workflows/publish-folder.ts'
import { settleEverybody } from '../workflows/settle-everybody.ts'
import { contentOption, jsonOption, type Command } from './command.ts'
import { doing } from './database.ts'

export const command: Command = {
  usage: 'publish [--content DIR] [--again] [--replace] [--json]',
  says: 'Makes a content folder official and tells what changes. A start of the portal does the same.',
  options: {
    content: contentOption,
    again: { type: 'boolean', says: 'go back to what an earlier publication said, as a new publication' },
    replace: { type: 'boolean', says: 'publish although the folder shares no standard with what is in force' },
    json: jsonOption,
  },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const named = text('content')
    const folder = named === undefined ? settings().contentDir : resolve(named)
    const input = { folder, again: flag('again'), replace: flag('replace') }
    const published = await doing<FolderPublished>(settings(), {
      name: 'publish',
      input,
      async alone(db) {
        const now = Temporal.Now.instant()
        const outcome = await publishFolder(db, input, now)
        await settleEverybody(db, { who: 'marked' }, now)
        return outcome
      },
    })
    if (flag('json')) out.printJson(published)
    if (isRefused(published)) {
      out.tell(wordPublished(published, folder))
      if (published.kind === 'faulty') for (const fault of published.faults) out.tell(fault)
      return 1
    }
    if (!flag('json')) out.print([...wordChangesOf(published), wordPublished(published, folder)].join('\n'))
    return 0
  },
}
