/** The clauses of the library as a coach quotes them to somebody. */
import type { Viewer } from '../domain/access.ts'
import type { ClauseShelf } from '../domain/coach-note.ts'
import type { Library } from '../domain/library.ts'
import { paths } from '../paths.ts'
import { contextOf } from './content-rendering.ts'
import { taughtIn } from './where-taught.ts'

export function clauseShelf(library: Library, viewer: Viewer): ClauseShelf {
  return {
    mediaUrl: contextOf(library).mediaUrl,
    href: (id) => paths.clause(id),
    clause: (id) => library.clauses.get(id),
    taughtIn: (id) => taughtIn(library, viewer, id),
  }
}
