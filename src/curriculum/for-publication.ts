/** A content folder as a publication would take it: what it says, and all that stands against it. */
import type { Curriculum } from '../domain/curriculum.ts'
import type { ContentHash } from '../domain/facts.ts'
import { digestOf, hashedPiecesOf } from './digest.ts'
import { wordFault } from './faults.ts'
import { readCurriculum } from './parse.ts'
import { faultsOf } from './report.ts'

export type FolderRead =
  | {
      readonly kind: 'sound'
      readonly folder: string
      readonly curriculum: Curriculum
      readonly digest: ContentHash
      /** Of each piece by `kind:id`. */
      readonly hashes: ReadonlyMap<string, ContentHash>
      /** The line of `clauses.lock` on which its first verdict stands. */
      readonly lockFrom?: number | undefined
    }
  /** A sentence for each fault, with its file and line. */
  | { readonly kind: 'faulty'; readonly folder: string; readonly faults: readonly string[] }

export async function readForPublication(folder: string): Promise<FolderRead> {
  const parsed = await readCurriculum(folder)
  const faults = faultsOf(parsed).map(wordFault)
  if (parsed.curriculum === undefined || faults.length > 0) return { kind: 'faulty', folder, faults }
  const { curriculum } = parsed
  const hashes = new Map(hashedPiecesOf(curriculum).map(({ kind, id, hash }) => [`${kind}:${id}`, hash]))
  const lockFrom = parsed.places.get('verdict:0')?.line
  return { kind: 'sound', folder, curriculum, digest: digestOf(curriculum), hashes, lockFrom }
}
