/** What a reply showed of each clause it was about: a sign and words, never a sum. */
import type { MarkedClause } from '../../domain/coach-note.ts'
import { verdictStrokes } from '../../domain/verdict-strokes.ts'

export function MarkedClauses({ clauses }: { readonly clauses: readonly MarkedClause[] }) {
  return (
    <ul className="marked-clauses" role="list">
      {clauses.map(({ id, href, verdict, word }) => (
        <li key={id} className="verdict small" data-verdict={verdict}>
          <svg className="verdict-mark" viewBox="0 0 16 16" aria-hidden="true" data-verdict={verdict}>
            <path d={verdictStrokes[verdict]} />
          </svg>
          <span>
            <a className="pin" href={href}>
              {id}
            </a>
            : {word}
          </span>
        </li>
      ))}
    </ul>
  )
}
