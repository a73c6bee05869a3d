import { resolve } from 'node:path'
import { pin, type PinnedClause } from '../domain/ids.ts'
import { askedBy } from '../domain/impact.ts'
import { wordAsked, wordIdleRecount } from '../domain/impact-words.ts'
import type { Settings } from '../settings.ts'
import { countAsked } from '../workflows/count-asked.ts'
import {
  isRefused,
  publishFolder,
  wordChangesOf,
  wordPublished,
  type FolderPublished,
} from '../workflows/publish-folder.ts'
import { settleEverybody } from '../workflows/settle-everybody.ts'
import { contentOption, jsonOption, type Command, type Out } from './command.ts'
import { doing, reading } from './database.ts'
import { tellingProgress } from './progress.ts'

export const command: Command = {
  usage: 'publish [--content DIR] [--again] [--replace] [--json]',
  says: 'Makes a content folder official and tells what changes. A start of the portal does the same.',
  options: {
    content: contentOption,
    again: { type: 'boolean', says: 'go back to what an earlier publication said, as a new publication' },
    replace: { type: 'boolean', says: 'publish although the folder shares no standard with what is in force' },
    json: jsonOption,
  },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const named = text('content')
    const folder = named === undefined ? settings().contentDir : resolve(named)
    const input = { folder, again: flag('again'), replace: flag('replace') }
    const published = await doing<FolderPublished>(settings(), {
      name: 'publish',
      input,
      async alone(db) {
        const now = Temporal.Now.instant()
        const outcome = await publishFolder(db, input, now)
        await settleEverybody(db, { who: 'marked' }, now)
        return outcome
      },
    })
    const asked = await askedOf(published, settings(), out)
    if (flag('json')) out.printJson(asked === undefined ? published : { ...published, clauses: asked })
    if (isRefused(published)) {
      out.tell(wordPublished(published, folder))
      if (published.kind === 'faulty') for (const fault of published.faults) out.tell(fault)
      return 1
    }
    if (!flag('json')) {
      const lines = (asked ?? []).map(({ says }) => says)
      const idle = published.kind === 'published' ? published.idleRecounts.map(wordIdleRecount) : []
      out.print([...wordChangesOf(published), ...lines, ...idle, wordPublished(published, folder)].join('\n'))
    }
    return 0
  },
}

/** Of each clause that the publication changed, what it asks, by when, and of how many people. */
async function askedOf(published: FolderPublished, settings: Settings, out: Out) {
  if (published.kind !== 'published') return undefined
  const { clauses: changes, on } = published
  const counts = changes.some((change) => askedBy(change, on) !== undefined)
    ? await reading(settings, (db) => countAsked(db, { changes, on, onProgress: tellingProgress(out) }))
    : new Map<PinnedClause, number>()
  return changes.map((change) => {
    const people = counts.get(pin(change.clause, change.revision)) ?? 0
    return { ...change, dueOn: askedBy(change, on) ?? null, people, says: wordAsked(change, on, people) }
  })
}
