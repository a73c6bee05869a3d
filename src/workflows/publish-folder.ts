import { wordFault } from '../curriculum/faults.ts'
import { readCurriculum } from '../curriculum/parse.ts'
import { faultsOf } from '../curriculum/report.ts'
import type { Database } from '../../db/open.ts'
import { publishCurriculum, type Published } from './publish-curriculum.ts'

export type FolderPublished = Published | { readonly kind: 'faulty'; readonly faults: readonly string[] }

/**
 * Publishes a content folder. With anything in it that `portal check` refuses, holes in its coverage
 * included, nothing is published, and the newest publication stays in force.
 */
export async function publishFolder(
  db: Database,
  input: { readonly folder: string },
  now: Temporal.Instant,
): Promise<FolderPublished> {
  const parsed = await readCurriculum(input.folder)
  const faults = faultsOf(parsed)
  if (parsed.curriculum === undefined || faults.length > 0) return { kind: 'faulty', faults: faults.map(wordFault) }
  return publishCurriculum(db, { curriculum: parsed.curriculum }, now)
}

/** What became of a folder, in a sentence. */
export function wordPublished(published: FolderPublished): string {
  switch (published.kind) {
    case 'baseline':
      return `Published for the first time: publication ${published.publication}.`
    case 'published':
      return `Published: publication ${published.publication} is in force.`
    case 'same':
      return `Nothing has changed since publication ${published.publication}.`
    case 'older':
      return `This is what publication ${published.publication} said. Publication ${published.inForce} stays in force.`
    case 'faulty':
      return `Nothing was published: the content has ${published.faults.length === 1 ? 'a fault' : `${published.faults.length} faults`}.`
  }
}
