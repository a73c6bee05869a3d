import { verifyLedger, type Head, type LedgerReport } from '../../db/ledger.ts'
import { counted } from '../domain/words.ts'
import { jsonOption, WrongUse, type Command } from './command.ts'
import { reading } from './database.ts'

export const command: Command = {
  usage: 'ledger verify [--head SEQUENCE:HASH] [--json]',
  says: 'Reads the whole ledger and tells every edit, gap and reorder.',
  options: {
    head: {
      type: 'string',
      value: 'SEQUENCE:HASH',
      says: 'a head noted earlier and kept elsewhere, which proves the end',
    },
    json: jsonOption,
  },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const given = text('head')
    const knownHead = given === undefined ? undefined : readHead(given)
    const report = await reading(settings(), (db) => verifyLedger(db.reader, { knownHead }))
    if (flag('json')) out.printJson(report)
    else out.print(wordReport(report))
    return report.faults.length === 0 ? 0 : 1
  },
}

function readHead(text: string): Head {
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (sequence === undefined || hash === undefined) {
    throw new WrongUse('Write the head as it was printed: its number, a colon, and 64 letters and digits.')
  }
  return { sequence: Number(sequence), hash }
}

function wordReport(report: LedgerReport): string {
  const lines = report.faults.map(({ sequence, says }) => `fact ${sequence}: ${says}`)
  const sound = report.faults.length === 0
  const found = sound ? 'each in its place and unchanged' : counted(report.faults.length, 'fault')
  lines.push(`${counted(report.facts, 'fact')}, ${found}.`)
  lines.push(`Head ${report.head.sequence}:${report.head.hash}`)
  if (sound) lines.push(wordProof(report))
  return lines.join('\n')
}

function wordProof({ tailProved, provedUpTo }: LedgerReport): string {
  if (tailProved) return 'The end is proved by the head you gave.'
  const advice = 'Keep this head elsewhere, and give it next time with --head.'
  return provedUpTo > 0
    ? `Proved up to fact ${provedUpTo} by the head you gave. What came after it is unproved: facts cut off at the end leave no trace. ${advice}`
    : `The end is unproved: facts cut off there leave no trace. ${advice}`
}
