import { resolve } from 'node:path'
import { checkFolder, wordCheck } from '../curriculum/report.ts'
import { contentOption, jsonOption, type Command } from './command.ts'

export const command: Command = {
  usage: 'check [--content DIR] [--json]',
  says: 'Looks for faults in a content folder; each is a sentence with its file and line.',
  options: { content: contentOption, json: jsonOption },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const folder = text('content')
    const result = await checkFolder(folder === undefined ? settings().contentDir : resolve(folder))
    if (flag('json')) out.printJson(result)
    else out.print(wordCheck(result))
    return result.ok ? 0 : 1
  },
}
