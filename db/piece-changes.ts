/** When something that a person works on became another by a publication. */
import { and, asc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import type { ContentHash } from '../src/domain/facts.ts'
import type { PieceKind } from '../src/domain/library.ts'
import { prepared, type Ask } from './open.ts'
import { publicationPieces, publications } from './schema.ts'

export interface HeldPiece {
  readonly kind: PieceKind
  readonly id: string
  /** The publication from which it is held, and its bytes there. */
  readonly publication: number
  readonly content: ContentHash
}

/** Asked for every page of an attempt or a play. */
const changed = prepared((ask) =>
  ask
    .select({ on: publications.publishedOn })
    .from(publications)
    .leftJoin(
      publicationPieces,
      and(
        eq(publicationPieces.publication, publications.number),
        eq(publicationPieces.kind, sql.placeholder('kind')),
        eq(publicationPieces.id, sql.placeholder('id')),
      ),
    )
    .where(
      and(
        gt(publications.number, sql.placeholder('publication')),
        or(isNull(publicationPieces.hash), ne(publicationPieces.hash, sql.placeholder('content'))),
      ),
    )
    .orderBy(asc(publications.number))
    .limit(1)
    .prepare(),
)

/**
 * The day of the first later publication whose piece of this id is another, or that holds it no more;
 * undefined while all of them hold it.
 */
export async function pieceChangedOn(
  ask: Ask,
  { kind, id, publication, content }: HeldPiece,
): Promise<Day | undefined> {
  const row = await changed(ask).get({ kind, id, publication, content })
  return row?.on as Day | undefined
}
