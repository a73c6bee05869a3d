import { resolve } from 'node:path'
import { readForPublication } from '../curriculum/for-publication.ts'
import { reportImpact } from '../workflows/report-impact.ts'
import { contentOption, jsonOption, WrongUse, type Command } from './command.ts'
import { reading } from './database.ts'
import { impactAsData } from './impact-as-data.ts'
import { impactInMarkdown } from './impact-in-markdown.ts'
import { impactInText } from './impact-in-text.ts'
import { tellingProgress } from './progress.ts'

export const command: Command = {
  usage: 'impact [--content DIR] [--json | --markdown]',
  says: 'Says what publishing a content folder today would do: who is touched, for how long, and how readiness would go.',
  options: {
    content: contentOption,
    json: jsonOption,
    markdown: { type: 'boolean', says: 'print Markdown, as for a pull request' },
  },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    if (flag('json') && flag('markdown')) throw new WrongUse('Ask for --json or for --markdown, not for both.')
    const named = text('content')
    const folder = named === undefined ? settings().contentDir : resolve(named)
    const read = await readForPublication(folder)
    const onProgress = tellingProgress(out)
    const report = await reading(settings(), (db) => reportImpact(db, { read, onProgress }, Temporal.Now.instant()))
    if (flag('json')) out.printJson(impactAsData(report))
    else out.print(flag('markdown') ? impactInMarkdown(report) : impactInText(report))
    return report.kind === 'faulty' || report.kind === 'refused' ? 1 : 0
  },
}
