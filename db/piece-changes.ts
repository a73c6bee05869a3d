/** When something that a person works on became another by a publication. */
import { and, asc, eq, gt, isNull, ne, or } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import type { ContentHash } from '../src/domain/facts.ts'
import type { PieceKind } from '../src/domain/library.ts'
import type { Ask } from './open.ts'
import { publicationPieces, publications } from './schema.ts'

export interface HeldPiece {
  readonly kind: PieceKind
  readonly id: string
  /** The publication from which it is held, and its bytes there. */
  readonly publication: number
  readonly content: ContentHash
}

/**
 * The day of the first later publication whose piece of this id is another, or that holds it no more;
 * undefined while all of them hold it.
 */
export async function pieceChangedOn(
  ask: Ask,
  { kind, id, publication, content }: HeldPiece,
): Promise<Day | undefined> {
  const [row] = await ask
    .select({ on: publications.publishedOn })
    .from(publications)
    .leftJoin(
      publicationPieces,
      and(
        eq(publicationPieces.publication, publications.number),
        eq(publicationPieces.kind, kind),
        eq(publicationPieces.id, id),
      ),
    )
    .where(
      and(
        gt(publications.number, publication),
        or(isNull(publicationPieces.hash), ne(publicationPieces.hash, content)),
      ),
    )
    .orderBy(asc(publications.number))
    .limit(1)
  return row?.on as Day | undefined
}
