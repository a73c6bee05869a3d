import { resolve } from 'node:path'
import { reportScenarios, wordScenarios } from '../curriculum/scenario-report.ts'
import { contentOption, jsonOption, Refused, type Command } from './command.ts'

export const command: Command = {
  usage: 'scenarios [ID] [--content DIR] [--json]',
  says: 'Tells of each scenario what walking every play of it found: how long, least and most on each clause, best and worst play.',
  options: { content: contentOption, json: jsonOption },
  words: [0, 1],
  async run({ words: [id], flag, text, settings, out }) {
    const folder = text('content')
    const result = await reportScenarios(folder === undefined ? settings().contentDir : resolve(folder), id)
    if (result.kind === 'unknown') throw new Refused(result.says)
    if (flag('json')) out.printJson(result.reports)
    else out.print(wordScenarios(result.reports))
    return result.ok ? 0 : 1
  },
}
