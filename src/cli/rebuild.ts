import { rebuild, type Rebuilt } from '../workflows/rebuild.ts'
import { jsonOption, type Command } from './command.ts'
import { doing } from './database.ts'

export const command: Command = {
  usage: 'rebuild [--json]',
  says: 'Makes standings and readiness anew from the facts. When all is well it changes nothing.',
  options: { json: jsonOption },
  words: [0, 0],
  async run({ flag, settings, out }) {
    const rebuilt = await doing<Rebuilt>(settings(), { name: 'rebuild', input: {}, alone: (db) => rebuild(db) })
    if (flag('json')) out.printJson(rebuilt)
    else {
      const found = rebuilt.changed ? 'Something differed before, and is right now.' : 'Nothing differed.'
      out.print(`Standings of ${rebuilt.people} people are made anew. ${found}`)
    }
    return 0
  },
}
