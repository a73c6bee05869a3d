/** What every command of `portal` is made of. */
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Settings } from '../settings.ts'

export interface Command {
  /** `backup FILE`: the words after `portal`. */
  readonly usage: string
  /** One sentence. */
  readonly says: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** How many words it takes besides its options. */
  readonly words: readonly [least: number, most: number]
  /** Prints its data to stdout and the rest to stderr. Resolves to 0 when all is well, 1 when faults were found. */
  run(given: Given): Promise<0 | 1>
}

export interface CommandOption {
  readonly type: 'string' | 'boolean'
  /** What stands for the value in the help: `DIR`. */
  readonly value?: string
  readonly says: string
}

export interface Given {
  readonly words: readonly string[]
  readonly flag: (name: string) => boolean
  readonly text: (name: string) => string | undefined
  readonly settings: () => Settings
  /** Asks whoever sits at the terminal; undefined when nobody does. */
  readonly ask: (question: string) => Promise<string | undefined>
  readonly out: Out
}

export interface Out {
  /** Data, to stdout. */
  print(text: string): void
  /** Data as JSON, to stdout. */
  printJson(value: unknown): void
  /** Anything else, to stderr. */
  tell(sentence: string): void
}

/** The command was used wrongly; the message is a sentence. Exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** Something expected stands in the way; the message is a sentence. Exit code 1. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

export const contentOption: CommandOption = {
  type: 'string',
  value: 'DIR',
  says: 'the content folder (otherwise CONTENT_DIR, or content)',
}
export const jsonOption: CommandOption = { type: 'boolean', says: 'print JSON' }

export function parseOptions(command: Command): ParseArgsOptionsConfig {
  return Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]))
}

/** Errors whose message is a sentence for whoever runs the command, whichever module they come from. */
const spoken = new Set([
  'Refused',
  'OwnedElsewhere',
  'OwnerSaidNo',
  'NoOwner',
  'NoDatabase',
  'NotADatabase',
  'BadAddress',
  'SchemaTooNew',
  'DatabaseBusy',
  'CopyRefused',
])

export function sentenceOf(error: unknown): string | undefined {
  return error instanceof Error && spoken.has(error.name) ? error.message : undefined
}
