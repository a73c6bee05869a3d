import { resolve } from 'node:path'
import { coverageFolder, wordCoverage } from '../curriculum/report.ts'
import { contentOption, jsonOption, type Command } from './command.ts'

export const command: Command = {
  usage: 'coverage [--content DIR] [--json]',
  says: 'Shows where each clause is taught, asked, practised and required, and where a binding one is not.',
  options: { content: contentOption, json: jsonOption },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const folder = text('content')
    const result = await coverageFolder(folder === undefined ? settings().contentDir : resolve(folder))
    if (flag('json')) out.printJson(result)
    else out.print(wordCoverage(result))
    return result.ok ? 0 : 1
  },
}
