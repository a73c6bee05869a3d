/** A clause as it is quoted in a debrief and by the coach: number, level and its text, and where it is taught. */
import { Fragment } from 'react'
import type { QuotedClause } from '../../domain/coach-note.ts'
import { levelStrokes } from '../../domain/level-strokes.ts'
import { Passage } from './Words.tsx'

export function ClauseQuote({ clause: { id, href, level, words, taughtIn } }: { readonly clause: QuotedClause }) {
  const { word, strokes } = levelStrokes[level]
  return (
    <blockquote className="quoted-clause" cite={href}>
      <div className="between">
        <a className="clause-number" href={href}>
          {id}
        </a>
        <span className="level">
          <svg viewBox="0 0 22 12" aria-hidden="true">
            {strokes.map((d) => (
              <path key={d} d={d} />
            ))}
          </svg>
          {word}
        </span>
      </div>
      <Passage className="clause-text" words={words} />
      {taughtIn.length > 0 && (
        <p className="small soft">
          Taught in{' '}
          {taughtIn.map((link, at) => (
            <Fragment key={link.href}>
              {at > 0 && ', '}
              <a href={link.href}>{link.label}</a>
            </Fragment>
          ))}
        </p>
      )}
    </blockquote>
  )
}
