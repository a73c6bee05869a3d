import { counted } from '../domain/words.ts'
import { commandLine } from '../domain/command-line.ts'
import { wordChanges } from '../domain/publication-changes.ts'
import { wordFault } from '../curriculum/faults.ts'
import { readCurriculum } from '../curriculum/parse.ts'
import { faultsOf } from '../curriculum/report.ts'
import type { Database } from '../../db/open.ts'
import { publishCurriculum, type Published, type PublishInput } from './publish-curriculum.ts'

export type FolderPublished = Published | { readonly kind: 'faulty'; readonly faults: readonly string[] }

/**
 * Publishes a content folder. With anything in it that `portal check` refuses, holes in its coverage
 * included, nothing is published, and the newest publication stays in force.
 */
export async function publishFolder(
  db: Database,
  input: { readonly folder: string } & Omit<PublishInput, 'curriculum'>,
  now: Temporal.Instant,
): Promise<FolderPublished> {
  const { folder, again, replace } = input
  const parsed = await readCurriculum(folder)
  const faults = faultsOf(parsed)
  if (parsed.curriculum === undefined || faults.length > 0) return { kind: 'faulty', faults: faults.map(wordFault) }
  return publishCurriculum(db, { curriculum: parsed.curriculum, again, replace }, now)
}

/** Whether the folder was to say something else from now on and does not. */
export function isRefused({ kind }: FolderPublished): boolean {
  return kind === 'older' || kind === 'another-library' || kind === 'faulty'
}

/** What a folder has changed, a line for each kind; none when nothing was published. */
export function wordChangesOf(published: FolderPublished): readonly string[] {
  return 'changes' in published ? wordChanges(published.changes, { names: published.kind !== 'baseline' }) : []
}

/** What became of a folder, in a sentence; where it was refused, with the command that does it all the same. */
export function wordPublished(published: FolderPublished, folder: string): string {
  switch (published.kind) {
    case 'baseline':
      return `Published for the first time: publication ${published.publication} is in force.`
    case 'published':
      return published.again === undefined
        ? `Published: publication ${published.publication} is in force.`
        : `Published again: publication ${published.publication} is in force and says what publication ${published.again} said.`
    case 'same':
      return `Nothing has changed since publication ${published.publication}.`
    case 'older':
      return (
        `Nothing was published: this is what publication ${published.publication} said, and publication ${published.inForce} stays in force. ` +
        `To go back to it on purpose: ${commandLine('publish', '--content', folder, '--again')}`
      )
    case 'another-library':
      return (
        `Nothing was published: this folder shares no standard with publication ${published.inForce}, which stays in force. ` +
        `It may be another library by mistake. If it is to take the place of all that is published: ${commandLine('publish', '--content', folder, '--replace')}`
      )
    case 'faulty':
      return `Nothing was published: the content has ${counted(published.faults.length, 'fault')}.`
  }
}
