/** What the coach says to a reply: why it serves or not, what it showed, and the clauses it was about. */
import type { ReactNode } from 'react'
import type { CoachNote } from '../../domain/coach-note.ts'
import { ClauseQuote } from './ClauseQuote.tsx'
import { MarkedClauses } from './MarkedClauses.tsx'
import { Words } from './Words.tsx'

export function Coaching({ note, children }: { readonly note: CoachNote; readonly children: ReactNode }) {
  const { says, move, marked, clauses } = note
  return (
    <div className="line coaching" role="note" aria-label="The coach">
      <p className="said-by">
        Coach<span className="visually-hidden">: </span>
      </p>
      <div className="words">
        <div className="coach-says">
          <Words words={says} />
          {move !== undefined && <p className="quiet">{move}</p>}
        </div>
        <MarkedClauses clauses={marked} />
        <details className="small">
          <summary>{clauses.length === 1 ? 'Read the clause' : 'Read the clauses'}</summary>
          {clauses.map((clause) => (
            <ClauseQuote key={clause.id} clause={clause} />
          ))}
        </details>
        {children}
      </div>
    </div>
  )
}
