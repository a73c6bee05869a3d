import { resolve } from 'node:path'
import { writeStarter } from '../curriculum/starter.ts'
import { Refused, WrongUse, type Command } from './command.ts'

export const command: Command = {
  usage: 'init DIR',
  says: 'Writes a small starter library into an empty folder.',
  options: {},
  words: [1, 1],
  async run({ words: [folder], out }) {
    if (folder === undefined) throw new WrongUse('Name the folder to write into.')
    const written = await writeStarter(resolve(folder))
    if (written.kind === 'refused') throw new Refused(written.says)
    out.print(written.files.join('\n'))
    out.tell(
      `${written.files.length} files are written. Write the name of your organisation into organisation.yaml first. Look at them with: CONTENT_DIR=${folder} npm run dev`,
    )
    return 0
  },
}
