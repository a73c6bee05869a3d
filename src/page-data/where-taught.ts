/** Where a clause is taught: the sections of lessons that set its words before the reader. */
import type { Link } from '../components/content/context.ts'
import { mayRead, type Viewer } from '../domain/access.ts'
import type { Tree } from '../domain/curriculum.ts'
import type { ClauseId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { paths } from '../paths.ts'

/** As far as the viewer may read them. */
export function taughtIn(library: Library, viewer: Viewer, clause: ClauseId): readonly Link[] {
  return (library.citing.get(clause)?.lessons ?? [])
    .filter((lesson) => mayRead(viewer, lesson))
    .flatMap((lesson) => {
      const section = lesson.sections.find(({ body }) => embeds(body, clause))
      return section === undefined
        ? [{ href: paths.lesson(lesson.id), label: `“${lesson.title}”` }]
        : [{ href: paths.lesson(lesson.id, section.id), label: `“${section.title}”, in ${lesson.title}` }]
    })
}

function embeds(nodes: readonly Tree[], clause: ClauseId): boolean {
  return nodes.some(
    (node) =>
      typeof node !== 'string' &&
      ((node.tag === 'Clause' && node.props?.['id'] === clause) || embeds(node.kids ?? [], clause)),
  )
}
