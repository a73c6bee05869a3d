import { resolve } from 'node:path'
import { askOwner } from '../../db/owner-socket.ts'
import { restoreUnopened, unreadableHead, type Restored } from '../../db/backup.ts'
import { foreseeRestore, type RestoreForeseen } from '../../db/foresee-restore.ts'
import type { Head } from '../../db/ledger.ts'
import { commandLine } from '../domain/command-line.ts'
import { counted } from '../domain/words.ts'
import { jsonOption, WrongUse, type Command } from './command.ts'
import { ownedFile } from './database.ts'

export const command: Command = {
  usage: 'restore FILE [--yes] [--json]',
  says: 'Says what a backup would replace, and with --yes puts it in the place of the database, which is set aside.',
  options: {
    yes: { type: 'boolean', says: 'do it without asking; where nobody can be asked, nothing is done without it' },
    json: jsonOption,
  },
  words: [1, 1],
  async run({ words: [file], flag, settings, ask, out }) {
    if (file === undefined) throw new WrongUse('Name the backup to put back.')
    const copy = resolve(file)
    const foreseen = await foreseeRestore(settings().databaseUrl, copy)
    const owned = await ownedFile(settings())
    out.tell(wordForeseen(foreseen, copy, owned !== undefined))
    if (!flag('yes')) {
      const answer = await ask('Type yes to go on: ')
      if (answer?.trim().toLowerCase() !== 'yes') {
        throw new WrongUse(`Nothing was changed. To go on: ${commandLine('restore', file, '--yes')}`)
      }
    }
    const restored =
      owned === undefined
        ? await restoreUnopened(settings().databaseUrl, copy, { at: Temporal.Now.instant(), by: null })
        : ((await askOwner(owned, 'restore', { file: copy })) as Restored)
    if (flag('json')) out.printJson(restored)
    else {
      out.print(`${copy} is in place, with ${counted(restored.head.sequence, 'fact')}.`)
      if (restored.setAside !== undefined) out.print(`What stood there before is kept as ${restored.setAside}.`)
    }
    return 0
  },
}

function wordForeseen({ database, now, copy: head, shared }: RestoreForeseen, copy: string, isRunning: boolean) {
  const runs = isRunning
    ? 'A portal runs on it: it answers nobody for a moment, and everybody is signed out.'
    : 'No portal runs on it. Everybody is signed out.'
  return [
    `The backup          ${copy}`,
    `                    ${wordHead(head)}`,
    `takes the place of  ${database}`,
    `                    ${now === undefined ? 'where nothing stands yet' : wordHead(now)}`,
    runs,
    ...wordDropped(now, head, shared),
  ].join('\n')
}

function wordHead(head: Head): string {
  return head === unreadableHead
    ? 'which cannot be read'
    : `${counted(head.sequence, 'fact')}, head ${head.sequence}:${head.hash}`
}

/** What is lost by it: facts that stand in the database and not in the copy. */
function wordDropped(now: Head | undefined, head: Head, shared: number): readonly string[] {
  if (now === undefined) return []
  const kept = 'What stands there now is set aside, not deleted.'
  if (now === unreadableHead) return [kept]
  const dropped = now.sequence - shared
  if (dropped === 0) return ['Nothing is dropped: the backup holds every fact of the database.', kept]
  const facts = `${counted(dropped, 'fact')} ${dropped === 1 ? 'is' : 'are'} dropped`
  const why =
    shared === head.sequence
      ? `${facts}: what was recorded after the backup was made.`
      : `${facts}: the backup is no earlier state of this database. ${shared === 0 ? 'They share no fact.' : `They part after fact ${shared}.`}`
  return [why, kept]
}
