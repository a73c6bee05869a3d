import { withoutToken } from '../../db/connection.ts'
import { addressOfOwner, demoDatabaseUrl, ownedFile } from './database.ts'
import { jsonOption, type Command } from './command.ts'

interface Running {
  readonly running: boolean
  /** Null when no portal runs, or when it is too old to say. */
  readonly address: string | null
}

export const command: Command = {
  usage: 'where [--json]',
  says: 'Says which database and content folder the settings name, and whether a portal runs on them and where.',
  options: { json: jsonOption },
  words: [0, 0],
  async run({ flag, settings, out }) {
    const { databaseUrl, contentDir } = settings()
    const named = await runningOn(databaseUrl)
    const demo = named.running ? undefined : await runningOn(demoDatabaseUrl)
    const found = {
      database: withoutToken(databaseUrl),
      content: contentDir,
      ...named,
      demo: demo?.running === true ? { database: demoDatabaseUrl, address: demo.address } : null,
    }
    if (flag('json')) {
      out.printJson(found)
      return 0
    }
    const lines = [`database  ${found.database}`, `content   ${found.content}`, sentence('A portal runs on it', named)]
    if (found.demo !== null) {
      lines.push(sentence('The demo runs beside it', { running: true, address: found.demo.address }))
      lines.push(`Its database is reached with: DATABASE_URL=${demoDatabaseUrl} npm run -s portal -- readiness`)
    }
    out.print(lines.join('\n'))
    return 0
  },
}

async function runningOn(databaseUrl: string): Promise<Running> {
  const owned = await ownedFile({ databaseUrl })
  const address = owned === undefined ? undefined : await addressOfOwner(owned)
  return { running: owned !== undefined, address: address ?? null }
}

function sentence(what: string, { running, address }: Running): string {
  if (!running) return 'No portal runs on it.'
  return address === null ? `${what}.` : `${what}, at ${address}.`
}
