/**
 * What a curriculum is, in one hash. It is taken of domain values, not of files: wrapping lines anew,
 * or another editor's line ends, change nothing; whatever a reader would see changes it.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../domain/canonical.ts'
import type { Curriculum } from '../domain/curriculum.ts'
import type { ContentHash } from '../domain/facts.ts'
import { piecesOf, type Piece } from '../domain/pieces.ts'

export function sha256(data: string | Uint8Array): ContentHash {
  return createHash('sha256').update(data).digest('hex')
}

/** The hash of one value that JSON can say, as a standard or a tree. Throws a TypeError for others. */
export function hashOf(value: unknown): ContentHash {
  return sha256(canonicalJson(value))
}

/**
 * Pictures count by the hash of their bytes. A folder that keeps no lock, notices or scenarios has the digest it
 * had before there were any, so that a portal of that time finds its own content again.
 */
export function digestOf(curriculum: Curriculum): ContentHash {
  const media = curriculum.media.map(({ path, type, bytes }) => ({ path, type, hash: sha256(bytes) }))
  const { notices, lock, scenarios, ...rest } = curriculum
  return hashOf({
    ...rest,
    media,
    ...(notices.length > 0 && { notices }),
    ...(lock.length > 0 && { lock }),
    ...(scenarios.length > 0 && { scenarios }),
  })
}

/** The pieces in which it is published, each with the hash by which it is known again. */
export function hashedPiecesOf(curriculum: Curriculum): readonly (Piece & { readonly hash: ContentHash })[] {
  return piecesOf(curriculum).map((piece) => ({ ...piece, hash: sha256(piece.body) }))
}
